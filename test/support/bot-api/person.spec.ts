import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, poll, stillClock } from './client.ts';
import { type BotApi, type Person, startBotApi } from './index.ts';
import type { Json } from './wire.ts';

const clock = stillClock();
let api: BotApi;
let lan: Person;
beforeEach(async () => {
  api = await startBotApi({ clock: clock.now });
  lan = api.user({ firstName: 'Lan', lastName: 'Trần', username: 'lan' });
  await lan.start();
});
afterEach(() => api.close());

const bot = (text: string, params: Json = {}) => call(api, 'sendMessage', { chat_id: lan.id, text, ...params });
const keyboard = (...labels: string[]) => ({
  reply_markup: { inline_keyboard: labels.map((text) => [{ text, callback_data: text }]) },
});
const updates = async () => (await poll(api, { offset: 1 })).slice(1) as Json[];

describe('what a person does reaches the bot', () => {
  it('text with its commands marked, an edit, a contact of the own and of another', async () => {
    const sent = await lan.send('/lichhop tuần này');
    clock.forward(60);
    await lan.edit(sent, '/lichhop tuần sau');
    await lan.contact({ phone: '+84901234567' });
    await lan.contact({ phone: '84907654321', of: { firstName: 'Minh' } });
    const seen = await updates();
    expect(seen).toMatchObject([
      { message: { text: '/lichhop tuần này', entities: [{ type: 'bot_command', offset: 0, length: 8 }] } },
      { edited_message: { message_id: sent.id, text: '/lichhop tuần sau', edit_date: expect.any(Number) } },
      { message: { contact: { phone_number: '+84901234567', user_id: lan.id } } },
      { message: { contact: { phone_number: '84907654321', first_name: 'Minh' } } },
    ]);
    expect(seen[3]).not.toHaveProperty('message.contact.user_id');
  });

  it('a text over 4096 characters goes as several messages', async () => {
    await lan.send('ý'.repeat(9000));
    const lengths = (await updates()).map(({ message }) => (message as { text: string }).text.length);
    expect(lengths).toEqual([4096, 4096, 808]);
  });

  it('an album goes as updates sharing an id, a late member too', async () => {
    const [first] = await lan.sendAlbum([
      { name: 'a.pdf', caption: 'Ý kiến' },
      { name: 'b.jpg', mime: 'image/jpeg' },
    ]);
    clock.forward(12);
    await lan.sendAlbum([{ name: 'c.pdf' }], { album: first?.albumId as string });
    const group = { media_group_id: first?.albumId };
    expect(await updates()).toMatchObject([
      { message: { ...group, caption: 'Ý kiến', document: { file_name: 'a.pdf' } } },
      { message: { ...group, photo: [{ file_id: expect.any(String) }] } },
      { message: { ...group, document: { file_name: 'c.pdf' } } },
    ]);
  });

  it('a voice message, a large file, a forwarded message without its buttons', async () => {
    await bot('tài liệu', keyboard('Xem'));
    await lan.sendVoice();
    await lan.sendFile({ name: 'to.pdf', size: 25_000_000 });
    await lan.forward(lan.messages[1] as { id: number; chatId: number });
    const [voice, file, forwarded] = await updates();
    expect(voice).toMatchObject({ message: { voice: { mime_type: 'audio/ogg' } } });
    expect(file).toMatchObject({ message: { document: { file_size: 25_000_000 } } });
    expect(forwarded).toMatchObject({ message: { text: 'tài liệu', forward_origin: { type: 'user' } } });
    expect(forwarded).not.toHaveProperty('message.reply_markup');
    await bot('mật', { protect_content: true });
    await expect(lan.forward(lan.last as { id: number; chatId: number })).rejects.toThrow('protected');
  });

  it('blocking and unblocking, told by my_chat_member', async () => {
    await lan.block();
    await expect(lan.send('tôi')).rejects.toThrow('has blocked the bot');
    await lan.unblock();
    expect(await updates()).toMatchObject([
      { my_chat_member: { chat: { id: lan.id, type: 'private' }, new_chat_member: { status: 'kicked' } } },
      { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
    ]);
  });
});

describe('pressing', () => {
  it('finds the newest message with the label, exact before beginning', async () => {
    await bot('cũ', keyboard('Đồng ý'));
    await bot('mới', keyboard('Đồng ý', 'Đồng ý hết'));
    await lan.press('Đồng ý');
    await lan.press('Đồng ý', { on: lan.messages[1] as { id: number } });
    await lan.press('Đồng ý h');
    expect(await updates()).toMatchObject([
      { callback_query: { data: 'Đồng ý', message: { text: 'mới' }, from: { id: lan.id } } },
      { callback_query: { data: 'Đồng ý', message: { text: 'cũ' } } },
      { callback_query: { data: 'Đồng ý hết' } },
    ]);
  });

  it('fails with the buttons there are', async () => {
    await bot('hỏi', keyboard('Có', 'Có lẽ'));
    await expect(lan.press('Không')).rejects.toThrow(/sees no button "Không", but \[Có\] \[Có lẽ\][\s\S]*hỏi/);
    await expect(lan.press('C')).rejects.toThrow('"C" begins [Có] and [Có lẽ]');
  });

  it('does not press what is disabled or a link, nor what an edit took away', async () => {
    const row = [
      { text: 'Khoá', disabled: {} },
      { text: 'Mở', url: 'https://a.vn' },
      { text: 'Bấm', callback_data: 'b' },
    ];
    const sent = await bot('x', { reply_markup: { inline_keyboard: [row] } });
    await expect(lan.press('Khoá')).rejects.toThrow('disabled');
    await expect(lan.press('Mở')).rejects.toThrow('opens https://a.vn');
    const id = (sent.result as { message_id: number }).message_id;
    await call(api, 'editMessageReplyMarkup', { chat_id: lan.id, message_id: id });
    await expect(lan.press('Bấm')).rejects.toThrow('no button at all');
  });

  it('sends the words of a reply key', async () => {
    await bot('menu', { reply_markup: { keyboard: [['📅 Lịch họp'], [{ text: '❓ Trợ giúp' }]] } });
    expect(lan.keyboard).toEqual([['📅 Lịch họp'], ['❓ Trợ giúp']]);
    await lan.press('❓ Trợ giúp');
    expect(lan.messages.at(-1)?.text).toBe('❓ Trợ giúp');
    await bot('bỏ', { reply_markup: { remove_keyboard: true } });
    expect(lan.keyboard).toEqual([]);
  });

  it('can be forged, with or without a message', async () => {
    await bot('thẻ', keyboard('Đồng ý'));
    await lan.forge('approve:all', { message: lan.last as { id: number; chatId: number } });
    await lan.forge('ma');
    expect(await updates()).toMatchObject([
      { callback_query: { data: 'approve:all', message: { text: 'thẻ' } } },
      { callback_query: { data: 'ma' } },
    ]);
  });
});

describe('what a person sees', () => {
  it('receives each arrival once, in whatever order it is asked for, and waits', async () => {
    await bot('một');
    const { result } = await bot('hai');
    await call(api, 'editMessageText', { chat_id: lan.id, message_id: (result as Json).message_id, text: 'hai sửa' });
    expect((await lan.receives(/hai sửa/)).edits).toBe(1);
    expect((await lan.receives('một')).text).toBe('một');
    await expect(lan.receives('một', { within: 20 })).rejects.toThrow(/Lan Trần received nothing[\s\S]*🤖: một/);
    const waiting = lan.receives(({ text }) => text.startsWith('ba'));
    await bot('ba đây');
    expect((await waiting).text).toBe('ba đây');
  });

  it('takes nothing for an answer that was there before the person acted', async () => {
    await bot('Đã ghi');
    await lan.send('/viec');
    await expect(lan.receives('Đã ghi', { within: 20 })).rejects.toThrow();
  });

  it('waits for the answer to a press', async () => {
    await bot('hỏi', keyboard('Có'));
    const press = await lan.press('Có');
    const answered = press.answered();
    await call(api, 'answerCallbackQuery', { callback_query_id: press.id, text: 'Không được', show_alert: true });
    expect(await answered).toEqual({ text: 'Không được', alert: true });
    expect(lan.lastAnswer).toEqual({ text: 'Không được', alert: true });
  });

  it('reads like a conversation in the transcript', async () => {
    await bot('Mời họp', { ...keyboard('Tham dự', 'Vắng'), protect_content: true });
    expect(api.transcript()).toMatch(
      /── Lan Trần \(\d+\) ──\n.*👤 Lan: \/start\n.*🤖 \{protected\}: Mời họp\n +\[Tham dự\]\n +\[Vắng\]/,
    );
  });
});

describe('in a group', () => {
  it('the bot sees only what is meant for it, and presses by anyone', async () => {
    const minh = api.user({ firstName: 'Minh' });
    const group = api.group({ title: 'Tổ giúp việc', members: [lan, minh] });
    await call(api, 'sendMessage', { chat_id: group.id, text: 'Điểm danh', ...keyboard('Có mặt') });
    await lan.send('chuyện riêng', { in: group });
    await lan.send('/lichhop@other_bot', { in: group });
    await lan.send('/lichhop', { in: group });
    await lan.send('nhờ @thu_ky_bot', { in: group });
    await lan.send('trả lời', { in: group, replyTo: group.last as { id: number } });
    await minh.press('Có mặt', { in: group });
    const seen = (await updates()).map((update) => (update.message as Json)?.text ?? Object.keys(update)[1]);
    expect(seen).toEqual(['my_chat_member', '/lichhop', 'nhờ @thu_ky_bot', 'trả lời', 'callback_query']);
    expect(api.lastUpdate).toMatchObject({
      callback_query: { from: { id: minh.id }, message: { chat: { id: group.id } } },
    });
  });
});

describe('invariants', () => {
  it('are kept by an orderly bot', async () => {
    await bot('hỏi', keyboard('Có'));
    const press = await lan.press('Có');
    const [{ update_id: last } = { update_id: 0 }] = (await poll(api, { offset: -1 })) as [{ update_id: number }];
    await call(api, 'answerCallbackQuery', { callback_query_id: press.id });
    await poll(api, { offset: last + 1, timeout: 0 });
    expect(api.invariants(['mật khẩu'])).toEqual([]);
  });

  it('name what a bot must never do', async () => {
    await bot(`lỗi tại /bot${api.token}/x`);
    await bot('mật khẩu: 123');
    await bot('x', keyboard('ộ'.repeat(22)));
    await bot('<b>', { parse_mode: 'HTML' });
    await lan.forge('bị bỏ quên');
    const newest = api.lastUpdate?.update_id as number;
    expect(api.invariants()).not.toContainEqual(expect.objectContaining({ rule: 'press never answered' }));
    await poll(api, { offset: newest + 1 });
    expect(api.invariants(['mật khẩu: 123']).map(({ rule }) => rule)).toEqual([
      'secret in a payload',
      'secret in a payload',
      'callback_data over 64 bytes',
      'refused as malformed',
      'refused as malformed',
      'press never answered',
    ]);
  });
});
