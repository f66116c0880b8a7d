import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { reachChanged, relinked } from '../../src/delivery/reach.ts';
import { said } from '../../src/kernel/text.ts';
import { MORNING, NIGHT, noticeOf, Setting, texts, viewOf } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await Setting.open();
  await setting.person('chair');
  await setting.person('clerk');
  await setting.person('stranger', { linked: false });
  await setting.database.prisma.assistant.create({
    data: { id: 'as', personId: 'clerk', leaderId: 'chair', validFrom: new Date('2026-01-01T00:00:00Z') },
  });
});
afterAll(() => setting.close());
beforeEach(async () => {
  setting.now = MORNING;
  await setting.database.pool.query('delete from outbox');
  await setting.database.pool.query('update account set reachable = true');
});

describe('a notice', () => {
  it('is written once per key', async () => {
    await setting.notice('clerk', 'một');
    await setting.notice('clerk', 'một');
    expect(await setting.rows()).toHaveLength(1);
  });

  it('is gone with the act that is rolled back', async () => {
    const act = setting.database.transaction(async (tx) => {
      await enqueue(
        tx,
        { notices: [noticeOf('clerk', 'không')] },
        { now: MORNING, settings: { quietFrom: 21, quietTo: 6 } },
      );
      throw new Error('refused after all');
    });
    await expect(act).rejects.toThrow('refused after all');
    expect(await setting.rows()).toEqual([]);
  });

  it('Điều 10.3: goes to the assistants too, saying for whom', async () => {
    await setting.notice('chair', 'mời họp');
    const [own, copy] = await setting.rows();
    expect(own).toMatchObject({ key: 'mời họp:chair', state: 'pending' });
    expect(copy).toMatchObject({ key: 'mời họp:chair:for:clerk', person_id: 'clerk', account_id: 'a-clerk' });
    expect(texts.viewText('vi', copy!.view)).toBe('Gửi đồng chí để giúp việc cho đồng chí Nguyễn Văn chair.\nmời họp');
  });

  it('of what he did himself is a refresh of his own card; his assistants are told (Điều 10.3)', async () => {
    await setting.notice('chair', 'đã dời', { known: true });
    expect((await setting.rows()).map(({ key, class: how }) => [key, how])).toEqual([
      ['đã dời:chair', 'refresh'],
      ['đã dời:chair:for:clerk', 'notice'],
    ]);
  });

  it('that is personal is for the leader alone', async () => {
    await setting.notice('chair', 'xin ý kiến', { personal: true });
    expect(await setting.rows()).toHaveLength(1);
  });

  it('goes no longer to an assistant whose time has ended', async () => {
    setting.now = new Date('2025-12-31T03:00:00Z');
    await setting.notice('chair', 'trước đó');
    expect(await setting.rows()).toHaveLength(1);
  });

  it('to somebody without an account stays visible and goes out when he links', async () => {
    await setting.notice('stranger', 'mời họp');
    await setting.notice('stranger', 'nhắc việc', { class: 'nudge' });
    await setting.notice('stranger', 'đã qua', { expiresAt: new Date(MORNING.getTime() + 1000) });
    expect(await setting.row('mời họp:stranger')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
    await setting.link('stranger', setting.api.user({ firstName: 'x', started: true }));
    const later = new Date(MORNING.getTime() + 60_000);
    await setting.database.transaction((tx) => relinked(tx, 'stranger', 'a-stranger', later));
    expect((await setting.rows()).map(({ state }) => state)).toEqual(['pending', 'unreachable', 'unreachable']);
    await setting.database.prisma.account.delete({ where: { id: 'a-stranger' } });
  });

  it('to somebody who blocked us waits until he unblocks', async () => {
    const { externalId } = await setting.database.prisma.account.findUniqueOrThrow({ where: { id: 'a-clerk' } });
    const account = { channel: 'telegram', externalId };
    await setting.database.transaction((tx) => reachChanged(tx, account, false, MORNING));
    await setting.notice('clerk', 'mời họp');
    expect(await setting.row('mời họp:clerk')).toMatchObject({ state: 'unreachable', error: 'blocked' });
    await setting.database.transaction((tx) => reachChanged(tx, account, true, MORNING));
    expect(await setting.row('mời họp:clerk')).toMatchObject({ state: 'pending', error: null });
  });

  it('in the quiet hours waits for six in the morning, unless it is urgent', async () => {
    setting.now = NIGHT;
    await setting.notice('clerk', 'thường');
    await setting.notice('clerk', 'hỏa tốc', { urgent: true });
    expect((await setting.row('thường:clerk')).not_before).toEqual(new Date('2026-11-25T23:00:00Z'));
    expect((await setting.row('hỏa tốc:clerk')).not_before).toBeNull();
  });

  it('with files becomes a message and one more for each file', async () => {
    await setting.notice('clerk', 'tài liệu', { view: viewOf('tài liệu', { files: ['f1', 'f2'], closed: true }) });
    const rows = await setting.rows();
    expect(rows.map(({ key }) => key)).toEqual(['tài liệu:clerk', 'tài liệu:clerk:file:f1', 'tài liệu:clerk:file:f2']);
    expect(rows[1]!.view).toEqual({ lines: [], files: ['f1'], closed: true });
  });

  it('takes the preferred account that can be reached', async () => {
    await setting.database.prisma.account.create({
      data: {
        id: 'zalo',
        channel: 'zalo-oa',
        externalId: 'z1',
        personId: 'clerk',
        preferred: false,
        consentVersion: '1',
        linkedAt: MORNING,
      },
    });
    await setting.notice('clerk', 'một');
    await setting.database.pool.query(`update account set reachable = false where id = 'a-clerk'`);
    await setting.notice('clerk', 'hai');
    expect((await setting.rows()).map((row) => (row as unknown as { account_id: string }).account_id)).toEqual([
      'a-clerk',
      'zalo',
    ]);
    await setting.database.prisma.account.delete({ where: { id: 'zalo' } });
  });
});

describe('a reply', () => {
  it('goes at any hour to the chat it answers, known person or not', async () => {
    setting.now = NIGHT;
    await setting.write({
      replies: [
        {
          key: 'r1',
          channel: 'telegram',
          chat: '77',
          view: { lines: [said('chào')] },
          personId: null,
          accountId: null,
        },
      ],
    });
    expect(await setting.row('r1')).toMatchObject({ state: 'pending', chat: '77', priority: 0, not_before: null });
  });

  it('takes a thousand notices at once', async () => {
    const notices = Array.from({ length: 1000 }, (_, at) => noticeOf('clerk', `tin ${at}`));
    await setting.write({ notices });
    expect(await setting.rows()).toHaveLength(1000);
  });
});
