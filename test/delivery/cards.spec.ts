import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../support/patience.ts';
import { cardOf, noticeOf, Setting, viewOf } from './setting.ts';

let setting: Setting;
afterEach(() => setting.close());

const MOVED = 'Tin này đã cũ. Tình trạng hiện nay ở tin nhắn mới hơn bên dưới.';
const ELSEWHERE = 'Việc này đã được trả lời ở một tin nhắn khác.';

describe('a card', () => {
  it('appears anew: the older one loses its buttons and says where it goes on', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'bản 1', { view: cardOf('bản 1', 'c') });
    const first = await an.receives('bản 1');
    await setting.notice('an', 'bản 2', { view: cardOf('bản 2', 'c') });
    const second = await an.receives('bản 2');
    const retired = await an.receives(MOVED);
    expect(retired).toMatchObject({ id: first.id, text: `bản 1\n\n${MOVED}`, buttons: [] });
    expect(second.buttons).toEqual([['Xác nhận tham dự']]);
    expect((await setting.rows()).filter(({ live }) => live)).toHaveLength(1);
  });

  it('of another matter, and of another person, stays', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const binh = await setting.person('binh');
    setting.run();
    await setting.notice('an', 'việc 1', { view: cardOf('việc 1', 'c1') });
    await setting.notice('binh', 'việc 1', { view: cardOf('việc 1', 'c1') });
    await setting.notice('an', 'việc 2', { view: cardOf('việc 2', 'c2') });
    await Promise.all([an.receives('việc 2'), binh.receives('việc 1')]);
    for (const key of ['việc 1:binh', 'việc 2:an']) await setting.becomes(key, 'sent');
    expect((await setting.rows()).filter(({ live }) => live)).toHaveLength(3);
    expect(setting.api.calls('editMessageText')).toEqual([]);
  });

  it('is brought up to date where it is shown, silently', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'chưa trả lời', { view: cardOf('chưa trả lời', 'c') });
    const { id } = await an.receives('chưa trả lời');
    await setting.notice('an', 'đã trả lời', { class: 'refresh', view: viewOf('đã trả lời', { card: 'c' }) });
    expect(await an.receives('đã trả lời')).toMatchObject({ id, buttons: [] });
    await setting.becomes('đã trả lời:an', 'sent');
    await setting.notice('an', 'đổi lại', { class: 'refresh', view: cardOf('đổi lại', 'c') });
    expect((await an.receives('đổi lại')).id).toBe(id);
    expect(an.messages).toHaveLength(1);
  });

  it('keeps its newest state when an older change of it failed and comes back late', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'mời họp', { view: cardOf('mời họp', 'c') });
    const { id } = await an.receives('mời họp');
    await setting.becomes('mời họp:an', 'sent');
    const change = (key: string) => ({
      key,
      channel: 'telegram',
      chat: String(an.id),
      view: cardOf(key, 'c'),
      personId: 'an',
      accountId: 'a-an',
      edits: String(id),
    });
    setting.api.fault({ kind: '502', method: 'editMessageText', times: 1 });
    await setting.write({ replies: [change('dự trực tiếp')] });
    await until(async () => (await setting.row('dự trực tiếp')).error !== null, 'the first change has failed');
    await setting.write({ replies: [change('dự trực tuyến')] });
    await setting.becomes('dự trực tuyến', 'sent');
    setting.now = new Date(setting.now.getTime() + 2_000);
    await setting.becomes('dự trực tiếp', 'superseded');
    expect(an.messages.map(({ text }) => text)).toEqual(['dự trực tuyến']);
  });

  it('that is not shown is not brought up to date', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'mới', { class: 'refresh', view: cardOf('mới', 'c') });
    await setting.becomes('mới:an', 'superseded');
    expect(an.messages).toEqual([]);
  });

  it('that still waits to be sent is brought up to date behind itself', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    await setting.notice('an', 'cũ', { view: cardOf('cũ', 'c') });
    await setting.notice('an', 'mới', { class: 'refresh', view: cardOf('mới', 'c') });
    setting.run();
    await an.receives('mới');
    await setting.becomes('mới:an', 'sent');
    expect(an.messages.map(({ text }) => text)).toEqual(['mới']);
  });

  it('changed many times in a moment is changed on the screen as often as the chat bears, to the newest state', async () => {
    // Messenger and sender share a time of their own: a tenth of a second passes from one change to the next.
    let ticks = 0;
    setting = await Setting.open({ flood: { now: () => ticks } });
    const an = await setting.person('an');
    setting.run({ ticks: () => ticks });
    await setting.notice('an', 'bảng', { view: cardOf('bảng', 'board') });
    await an.receives('bảng');
    const notices = Array.from({ length: 40 }, (_, at) =>
      noticeOf('an', `${at} trả lời.`, { class: 'refresh', view: cardOf(`${at} trả lời.`, 'board') }),
    );
    for (const notice of notices) {
      await setting.write({ notices: [notice] });
      ticks += 100;
    }
    // Time goes on until it is there: from the moment a change is through, the chat bears none for a while.
    await until(() => {
      ticks += 100;
      return an.messages.some(({ text }) => text === '39 trả lời.');
    }, 'the newest state');
    expect(setting.counters.floods).toBe(0);
    expect(setting.api.calls('editMessageText').length).toBeLessThanOrEqual(5);
  });

  it('a press changes the message it sits on, which is the live card from then on', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'bản 1', { view: cardOf('bản 1', 'c') });
    const first = await an.receives('bản 1');
    const reply = {
      channel: 'telegram',
      chat: String(an.id),
      personId: 'an',
      accountId: 'a-an',
      edits: String(first.id),
    };
    await setting.write({ replies: [{ ...reply, key: 'r', view: cardOf('đã ghi nhận', 'c') }] });
    expect((await an.receives('đã ghi nhận')).id).toBe(first.id);
    await setting.becomes('r', 'sent');
    const live = (await setting.rows()).filter((row) => row.live);
    expect(live.map(({ key }) => key)).toEqual(['r']);
    expect(an.messages).toHaveLength(1);
  });

  it('answered in one of two copies: the other says so', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'bản 1', { view: cardOf('bản 1', 'c') });
    const first = await an.receives('bản 1');
    // A second copy, as after a lost answer: sent without being noted.
    await setting.channel.call('sendMessage', { chat_id: an.id, text: 'bản 1' });
    const copy = an.last!;
    const reply = {
      channel: 'telegram',
      chat: String(an.id),
      personId: 'an',
      accountId: 'a-an',
      edits: String(copy.id),
    };
    await setting.write({ replies: [{ ...reply, key: 'r', view: cardOf('đã ghi nhận', 'c') }] });
    expect((await an.receives('đã ghi nhận')).id).toBe(copy.id);
    expect(await an.receives(ELSEWHERE)).toMatchObject({ id: first.id, buttons: [] });
  });

  it('whose message is gone comes as a new one', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    const reply = { channel: 'telegram', chat: String(an.id), personId: 'an', accountId: 'a-an', edits: '999' };
    await setting.write({ replies: [{ ...reply, key: 'r', view: cardOf('đã ghi nhận', 'c') }] });
    const shown = await an.receives('đã ghi nhận');
    expect((await setting.becomes('r', 'sent')).external_id).toBe(String(shown.id));
  });
});
