import { afterEach, describe, expect, it } from 'vitest';
import { recoverLost } from '../../src/delivery/claim.ts';
import { DOUBT_WAIT } from '../../src/delivery/outcome.ts';
import type { MessageClass } from '../../src/kernel/notice.ts';
import { until } from '../support/patience.ts';
import { cardOf, Setting, viewOf } from './setting.ts';

let setting: Setting;
afterEach(() => setting.close());

const copies = (words: string) =>
  setting.api.people.flatMap(({ messages }) => messages).filter(({ text }) => text === words);

/** The minute of waiting for a sign is over. */
const aMinuteLater = () => {
  setting.now = new Date(setting.now.getTime() + DOUBT_WAIT + 1);
};

const later = (seconds: number) => {
  setting.now = new Date(setting.now.getTime() + 1000 * seconds);
};

const waits = (key: string) =>
  until(async () => {
    const row = await setting.row(key);
    return row.state === 'pending' && row.error === 'unconfirmed' && row;
  }, `${key} in doubt`);

describe('a message of which nobody knows whether it arrived', () => {
  it.each<MessageClass>(['notice', 'action'])('%s: is sent once more after a minute, and then left', async (kind) => {
    setting = await Setting.open();
    await setting.person('an');
    setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 2 });
    setting.run();
    await setting.notice('an', 'mời họp', { class: kind });
    await waits('mời họp:an');
    expect(copies('mời họp')).toHaveLength(1);
    aMinuteLater();
    await setting.becomes('mời họp:an', 'doubtful');
    aMinuteLater();
    await setting.notice('an', 'sau');
    await setting.becomes('sau:an', 'sent');
    expect(copies('mời họp')).toHaveLength(2);
  });

  it.each<MessageClass>([
    'nudge',
    'digest',
  ])('%s: is not sent again where nothing can prove that it is not there', async (kind) => {
    setting = await Setting.open();
    await setting.person('an');
    setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    const { channel } = setting;
    // A messenger whose numbers say nothing.
    setting.run({ channel: { ...channel, capabilities: { ...channel.capabilities, countsTogether: false } as never } });
    await setting.notice('an', 'nhắc', { class: kind });
    expect(await setting.becomes('nhắc:an', 'sent')).toMatchObject({ error: 'unconfirmed', external_id: null });
    aMinuteLater();
    await setting.notice('an', 'sau');
    await setting.becomes('sau:an', 'sent');
    expect(copies('nhắc')).toHaveLength(1);
  });

  it.each<MessageClass>([
    'nudge',
    'digest',
  ])('%s: with nothing known around it is not sent again either', async (kind) => {
    setting = await Setting.open();
    await setting.person('an');
    setting.api.fault({ kind: '502', method: 'sendMessage', times: 1 });
    setting.run();
    await setting.notice('an', 'nhắc', { class: kind });
    await waits('nhắc:an');
    aMinuteLater();
    expect(await setting.becomes('nhắc:an', 'sent')).toMatchObject({ error: 'unconfirmed', external_id: null });
    expect(copies('nhắc')).toHaveLength(0);
  });

  it('holds back what comes after it in the chat', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.api.fault({ kind: 'reset', method: 'sendMessage', times: 1 });
    const runner = setting.run();
    await setting.notice('an', 'mời họp');
    await waits('mời họp:an');
    await setting.notice('an', 'đổi giờ họp');
    runner.wake();
    await setting.write({ replies: [reply(an, 'trả lời')] });
    await setting.becomes('trả lời', 'sent');
    expect((await setting.row('đổi giờ họp:an')).state).toBe('pending');
    aMinuteLater();
    await setting.becomes('đổi giờ họp:an', 'sent');
    expect(an.messages.map(({ text }) => text)).toEqual(['trả lời', 'mời họp', 'đổi giờ họp']);
  });

  it('is known by a press of its button, and not sent again', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    setting.run();
    await setting.notice('an', 'mời họp', { view: cardOf('mời họp', 'card') });
    await waits('mời họp:an');
    const { data } = await an.press('Xác nhận tham dự');
    const came = { chat: String(an.id), press: { data, message: String(an.last!.id), query: 'q' } };
    await setting.database.pool.query(
      `insert into inbox (channel, update, lane, message, received_at) values ('telegram', '1', 'l', $1, $2)`,
      [JSON.stringify(came), setting.now],
    );
    aMinuteLater();
    const row = await setting.becomes('mời họp:an', 'sent');
    expect(row).toMatchObject({ external_id: String(an.last!.id), live: true });
    expect(copies('mời họp')).toHaveLength(1);
  });

  it('that only changes a message is changed again at once', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.write({ replies: [reply(an, 'một')] });
    const { external_id: edits } = await setting.becomes('một', 'sent');
    setting.api.fault({ kind: 'drop-after', method: 'editMessageText', times: 1 });
    await setting.write({ replies: [{ ...reply(an, 'hai'), edits: edits! }] });
    await until(
      async () => (await setting.row('hai')).attempts === 1 && (await setting.row('hai')).state === 'pending',
      'put back',
    );
    setting.now = new Date(setting.now.getTime() + 2_000);
    expect((await setting.becomes('hai', 'sent')).attempts).toBe(2);
    expect(an.messages.map(({ text }) => text)).toEqual(['hai']);
  });
});

describe('a doubtful message among others', () => {
  /** Something is known of what was sent before and after it. */
  const between = async (doubtful: () => Promise<void>) => {
    setting = await Setting.open();
    for (const id of ['an', 'binh', 'chi']) await setting.person(id);
    setting.run();
    await setting.notice('binh', 'trước');
    await setting.becomes('trước:binh', 'sent');
    later(1);
    await doubtful();
    later(1);
    await setting.notice('chi', 'sau');
    await setting.becomes('sau:chi', 'sent');
  };

  it('is found where it arrived, and not sent again', async () => {
    await between(async () => {
      setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
      await setting.notice('an', 'mời họp', { view: cardOf('mời họp', 'card') });
      await waits('mời họp:an');
    });
    const [an] = setting.api.people;
    // What people write is numbered too.
    await an!.send('xin chào');
    aMinuteLater();
    const row = await setting.becomes('mời họp:an', 'sent');
    const [arrived] = an!.messages.filter(({ from }) => from === 'bot');
    expect(row).toMatchObject({ external_id: String(arrived!.id), live: true });
    expect(copies('mời họp')).toHaveLength(1);
  });

  it('is sent until it arrives where it did not, and never twice', async () => {
    await between(async () => {
      setting.api.fault({ kind: '502', method: 'sendMessage', times: 1 });
      await setting.notice('an', 'mời họp');
      await waits('mời họp:an');
    });
    for (const kind of ['502', 'drop-before', 'html'] as const) {
      const fault = setting.api.fault({ kind, method: 'sendMessage', times: 1 });
      aMinuteLater();
      await until(async () => fault.hits === 1, `a try struck by ${kind}`);
      await waits('mời họp:an');
    }
    setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    aMinuteLater();
    await until(async () => copies('mời họp').length === 1, 'the copy that arrives');
    await waits('mời họp:an');
    aMinuteLater();
    await setting.becomes('mời họp:an', 'sent');
    expect(copies('mời họp')).toHaveLength(1);
  });

  it.each<MessageClass>(['nudge', 'digest'])('%s: is sent until it arrives, and comes once', async (kind) => {
    await between(async () => {
      setting.api.fault({ kind: '502', method: 'sendMessage', times: 1 });
      await setting.notice('an', 'nhắc', { class: kind });
      await waits('nhắc:an');
    });
    const fault = setting.api.fault({ kind: 'drop-before', method: 'sendMessage', times: 1 });
    aMinuteLater();
    await until(async () => fault.hits === 1, 'a second try struck');
    await waits('nhắc:an');
    setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    aMinuteLater();
    await until(async () => copies('nhắc').length === 1, 'the copy that arrives');
    await waits('nhắc:an');
    aMinuteLater();
    expect(await setting.becomes('nhắc:an', 'sent')).toMatchObject({ error: null });
    expect(copies('nhắc')).toHaveLength(1);
  });

  it('a nudge that was tried again and again ends, and is nobody’s to telephone', async () => {
    await between(async () => {
      setting.api.fault({ kind: '502', method: 'sendMessage', times: 1 });
      await setting.notice('an', 'nhắc', { class: 'nudge' });
      await waits('nhắc:an');
    });
    await setting.database.pool.query(`update outbox set attempts = 8 where key = 'nhắc:an'`);
    aMinuteLater();
    expect(await setting.becomes('nhắc:an', 'sent')).toMatchObject({ error: 'unconfirmed' });
    expect(copies('nhắc')).toHaveLength(0);
  });

  it('changes nothing that belongs to somebody else', async () => {
    await between(async () => {
      setting.api.fault({ kind: 'drop-after', method: 'sendMessage', times: 2 });
      await setting.notice('an', 'mời họp');
      await waits('mời họp:an');
      await setting.notice('binh', 'đổi giờ');
      await waits('đổi giờ:binh');
    });
    aMinuteLater();
    for (const key of ['mời họp:an', 'đổi giờ:binh']) await setting.becomes(key, 'sent');
    expect(setting.api.people.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
      ['mời họp'],
      ['trước', 'đổi giờ'],
      ['sau'],
    ]);
  });
});

describe('a sender that vanished between sending and noting it', () => {
  it.each([
    ['notice', 'pending', 'unconfirmed'],
    ['nudge', 'sent', 'unconfirmed'],
    ['refresh', 'pending', null],
  ])('leaves a %s %s', async (kind, state, error) => {
    setting = await Setting.open();
    await setting.person('an');
    await setting.notice('an', 'tin', { class: 'notice' });
    await setting.database.pool.query(
      `update outbox set class = $1, state = 'leased', attempts = 1, lease_until = now() - interval '1 s'`,
      [kind],
    );
    expect(await recoverLost(setting.database.pool, 'telegram', setting.now, { copies: 2, looks: false })).toBe(1);
    expect(await setting.row('tin:an')).toMatchObject({ state, error });
  });

  it('leaves a nudge to be looked for, where it can be', async () => {
    setting = await Setting.open();
    await setting.person('an');
    await setting.notice('an', 'tin', { class: 'nudge' });
    await setting.database.pool.query(
      `update outbox set state = 'leased', attempts = 1, lease_until = now() - interval '1 s'`,
    );
    await recoverLost(setting.database.pool, 'telegram', setting.now, { copies: 8, looks: true });
    expect(await setting.row('tin:an')).toMatchObject({ state: 'pending', error: 'unconfirmed' });
    await setting.database.pool.query(
      `update outbox set state = 'leased', attempts = 8, lease_until = now() - interval '1 s'`,
    );
    await recoverLost(setting.database.pool, 'telegram', setting.now, { copies: 8, looks: true });
    expect(await setting.row('tin:an')).toMatchObject({ state: 'sent', error: 'unconfirmed' });
  });

  it('is not taken for gone while it may still be sending', async () => {
    setting = await Setting.open();
    await setting.person('an');
    await setting.notice('an', 'tin');
    await setting.database.pool.query(`update outbox set state = 'leased', lease_until = now() + interval '20 s'`);
    expect(await recoverLost(setting.database.pool, 'telegram', setting.now, { copies: 2, looks: false })).toBe(0);
  });

  it('is known to be gone by the one that takes over, which recovers at once what it left', async () => {
    setting = await Setting.open();
    await setting.person('an');
    await setting.notice('an', 'tin');
    await setting.database.pool.query(
      `update outbox set state = 'leased', attempts = 1, lease_until = now() + interval '20 s'`,
    );
    setting.run();
    await waits('tin:an');
  });

  it('a notice that was tried again and again is left to the secretariat', async () => {
    setting = await Setting.open();
    await setting.person('an');
    await setting.notice('an', 'tin');
    await setting.database.pool.query(
      `update outbox set state = 'leased', attempts = 8, lease_until = now() - interval '1 s'`,
    );
    setting.run();
    await setting.becomes('tin:an', 'doubtful');
    expect(setting.api.calls('sendMessage')).toEqual([]);
  });
});

describe('an outage', () => {
  it('costs no notice its second chance: nothing is sent before the messenger answers something harmless', async () => {
    setting = await Setting.open({ rate: 25 });
    const [first, later] = [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ] as const;
    for (const id of [...first, ...later]) await setting.person(id);
    const fault = setting.api.fault({ kind: '502' });
    setting.run();
    for (const id of first) await setting.notice(id, 'mời họp');
    await setting.api.called('getMe');
    for (const id of later) await setting.notice(id, 'mời họp');
    await setting.api.called('getMe');
    expect(setting.api.calls('sendMessage')).toHaveLength(first.length);
    fault.stop();
    for (const id of later) await setting.becomes(`mời họp:${id}`, 'sent');
  });

  it('in which nothing leaves the machine uses up no attempt', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const { root } = setting.api;
    const port = Number(new URL(root).port);
    await setting.api.close();
    setting.run();
    await setting.notice('an', 'mời họp');
    await until(async () => (await setting.row('mời họp:an')).error?.includes('ECONNREFUSED'), 'refused');
    expect(await setting.row('mời họp:an')).toMatchObject({ state: 'pending', attempts: 0 });
    await setting.api.listen(port);
    await an.receives('mời họp');
    expect((await setting.becomes('mời họp:an', 'sent')).attempts).toBe(1);
  });
});

const reply = (person: { id: number }, key: string) => ({
  key,
  channel: 'telegram',
  chat: String(person.id),
  view: viewOf(key),
  personId: 'an',
  accountId: 'a-an',
});
