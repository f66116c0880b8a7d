import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, stillClock } from './client.ts';
import { type BotApi, type Person, startBotApi } from './index.ts';
import type { Json } from './wire.ts';

const clock = stillClock();
let api: BotApi;
let lan: Person;
beforeEach(async () => {
  api = await startBotApi({ clock: clock.now });
  lan = api.user({ firstName: 'Lan', started: true });
});
afterEach(() => api.close());

const send = (params: Json) => call(api, 'sendMessage', { chat_id: lan.id, text: 'x', ...params });
const button = (fields: Json) => ({ inline_keyboard: [[{ text: 'Đồng ý', ...fields }]] });
const sent = async (params: Json = {}): Promise<number> =>
  ((await send(params)).result as { message_id: number }).message_id;

describe('what sendMessage refuses', () => {
  const cases: [string, Json, string][] = [
    ['an empty text', { text: '' }, 'message text is empty'],
    ['a text of blanks', { text: ' \n ' }, 'text must be non-empty'],
    ['4097 characters', { text: '🙂'.repeat(4097) }, 'message is too long'],
    [
      'a tag left open',
      { text: '<b>x', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'an unknown tag',
      { text: 'ạ<br>', parse_mode: 'HTML' },
      'can\'t parse entities: Unsupported start tag "br" at byte offset 3',
    ],
    [
      'tags crossing',
      { text: '<b><i>x</b></i>', parse_mode: 'HTML' },
      'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ],
    [
      'an end without a beginning',
      { text: 'x</b>', parse_mode: 'HTML' },
      "can't parse entities: Unexpected end tag at byte offset 1",
    ],
    [
      'a bare <',
      { text: 'a < b', parse_mode: 'HTML' },
      'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ],
    ['an unknown parse_mode', { parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    ['65 bytes of callback_data', { reply_markup: button({ callback_data: 'ộ'.repeat(22) }) }, 'BUTTON_DATA_INVALID'],
    [
      'a button without action',
      { reply_markup: button({}) },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button with empty data',
      { reply_markup: button({ callback_data: '' }) },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button with two actions',
      { reply_markup: button({ callback_data: 'a', url: 'https://a.vn' }) },
      "can't parse inline keyboard button: exactly one action is allowed, found url and callback_data",
    ],
    [
      'an unknown style',
      { reply_markup: button({ callback_data: 'a', style: 'gold' }) },
      "can't parse inline keyboard button: Invalid button style specified",
    ],
    [
      '101 buttons',
      { reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'y' }]) } },
      'reply markup is too long',
    ],
    ['markup which is no JSON', { reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
    ['a chat nobody has', { chat_id: 42 }, 'chat not found'],
    ['no chat', { chat_id: '' }, 'chat_id is empty'],
    ['a reply to nothing', { reply_parameters: { message_id: 9999 } }, 'message to be replied not found'],
  ];
  it.each(cases)('%s', async (_title, params, text) => {
    expect(await send(params)).toMatchObject({ status: 400, ok: false, description: `Bad Request: ${text}` });
    expect(lan.messages).toEqual([]);
  });

  it('takes what is just within the limits', async () => {
    const fits = [
      { text: '🙂'.repeat(4096) },
      { text: `<b>${'&amp;'.repeat(4096)}</b>`, parse_mode: 'HTML' },
      { reply_markup: button({ callback_data: 'a'.repeat(64), style: 'success' }) },
      { reply_markup: button({ disabled: {} }) },
      { reply_parameters: { message_id: 9999, allow_sending_without_reply: true } },
    ];
    for (const params of fits) expect(await send(params)).toMatchObject({ ok: true });
  });
});

describe('who cannot be reached', () => {
  it.each<[string, (person: Person) => Promise<void>, string]>([
    ['has blocked the bot', (person) => person.block(), 'Forbidden: bot was blocked by the user'],
    ['has gone', (person) => person.deactivate(), 'Forbidden: user is deactivated'],
  ])('a person who %s', async (_title, act, description) => {
    const id = await sent();
    await act(lan);
    for (const method of ['sendMessage', 'editMessageText', 'sendChatAction'])
      expect(await call(api, method, { chat_id: lan.id, text: 'y', message_id: id, action: 'typing' })).toMatchObject({
        status: 403,
        description,
      });
  });

  it('a person who never pressed Start', async () => {
    const stranger = api.user({ firstName: 'Khách' });
    expect(await send({ chat_id: stranger.id })).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    await stranger.start();
    expect(await send({ chat_id: stranger.id })).toMatchObject({ ok: true });
  });

  it('a group which became a supergroup, and one which removed the bot', async () => {
    const group = api.group({ title: 'Tổ giúp việc', members: [lan] });
    const { from, to } = await group.migrate();
    expect(await send({ chat_id: from })).toMatchObject({
      status: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: to },
    });
    expect(await send({ chat_id: to })).toMatchObject({ ok: true });
    await group.removeBot();
    expect(await send({ chat_id: to })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    });
  });
});

describe('what editing refuses', () => {
  const edit = (params: Json) => call(api, 'editMessageText', { chat_id: lan.id, text: 'x', ...params });

  it('the same text and keyboard again', async () => {
    const id = await sent({ text: '<b>x</b>', parse_mode: 'HTML', reply_markup: button({ callback_data: 'a' }) });
    const same = { message_id: id, text: '<b>x</b> ', parse_mode: 'HTML' };
    expect((await edit({ ...same, reply_markup: button({ callback_data: 'a' }) })).description).toMatch(
      /^Bad Request: message is not modified: specified new message content and reply markup are exactly the same/,
    );
    expect(await edit({ ...same, reply_markup: button({ callback_data: 'b' }) })).toMatchObject({ ok: true });
    expect(await edit(same)).toMatchObject({ ok: true });
    expect(lan.last).toMatchObject({ buttons: [], edits: 2 });
  });

  it('a message that is gone, of another, of another kind, or with a reply keyboard', async () => {
    const own = await lan.send('của tôi');
    const keyed = await sent({ reply_markup: { keyboard: [['Lịch họp']] } });
    await call(api, 'deleteMessage', { chat_id: lan.id, message_id: await sent() });
    const refused = async (id: number) => (await edit({ message_id: id, text: 'y' })).description;
    expect(await refused(own.id + 2)).toBe('Bad Request: message to edit not found');
    expect(await refused(own.id)).toBe("Bad Request: message can't be edited");
    expect(await refused(keyed)).toBe("Bad Request: message can't be edited");
    expect(
      (await call(api, 'editMessageCaption', { chat_id: lan.id, message_id: await sent(), caption: 'y' })).description,
    ).toBe('Bad Request: there is no caption in the message to edit');
  });

  it('deleting after 48 hours, or twice', async () => {
    const remove = async (id: number) =>
      (await call(api, 'deleteMessage', { chat_id: lan.id, message_id: id })).description;
    const old = await sent();
    clock.forward(48 * 3600 + 1);
    expect(await remove(old)).toBe("Bad Request: message can't be deleted for everyone");
    const young = await sent();
    expect(await remove(young)).toBeUndefined();
    expect(await remove(young)).toBe('Bad Request: message to delete not found');
  });
});

describe('what answerCallbackQuery refuses', () => {
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  const answer = async (id: string, text = '') =>
    (await call(api, 'answerCallbackQuery', { callback_query_id: id, text })).description;

  it('a second answer, a late one, an unknown one, a long one', async () => {
    await send({ reply_markup: button({ callback_data: 'a' }) });
    const once = await lan.press('Đồng ý');
    expect(await answer(once.id, 'x'.repeat(201))).toBe('Bad Request: MESSAGE_TOO_LONG');
    expect(await answer(once.id)).toBeUndefined();
    expect(await answer(once.id)).toBe(tooOld);
    const late = await lan.press('Đồng ý');
    clock.forward(21);
    expect(await answer(late.id)).toBe(tooOld);
    expect(await answer('1')).toBe(tooOld);
  });
});

describe('files, commands and the rest', () => {
  it('refuses a caption over 1024, a file of another kind, no file, an empty file, a URL', async () => {
    const document = (params: Json) => call(api, 'sendDocument', { chat_id: lan.id, ...params });
    const photo = await lan.sendPhoto();
    const sentFile = await lan.sendFile({ name: 'a.pdf' });
    const refused = async (params: Json) => (await document(params)).description;
    expect(await refused({ document: sentFile.file?.fileId, caption: 'x'.repeat(1025) })).toBe(
      'Bad Request: message caption is too long',
    );
    expect(await refused({ document: photo.file?.fileId })).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
    expect(await refused({})).toBe('Bad Request: there is no document in the request');
    expect(await refused({ document: 'zzz' })).toBe(
      'Bad Request: wrong remote file identifier specified: Wrong string length',
    );
    expect(await refused({ document: 'https://a.vn/a.pdf' })).toBe('Bad Request: failed to get HTTP URL content');
    expect(await document({ document: sentFile.file?.fileId, caption: 'x'.repeat(1024) })).toMatchObject({ ok: true });
  });

  it('sends an album whole or not at all', async () => {
    const { file } = await lan.sendFile({ name: 'a.pdf' });
    const item = { type: 'document', media: file?.fileId };
    const album = (media: Json[]) => call(api, 'sendMediaGroup', { chat_id: lan.id, media });
    expect((await album([item])).description).toBe('Bad Request: there must be 2-10 messages in the album');
    expect((await album([item, { type: 'document', media: 'zzz' }])).ok).toBe(false);
    expect(lan.last).toBeUndefined();
    await album([item, item]);
    const [first, second] = lan.messages.slice(-2);
    expect(first?.albumId).toBeDefined();
    expect(second?.albumId).toBe(first?.albumId);
  });

  it('keeps commands per scope and language and shows the person the narrowest', async () => {
    const set = (name: string, more: Json = {}) =>
      call(api, 'setMyCommands', { commands: [{ command: name, description: name }], ...more });
    await set('trogiup');
    await set('help', { language_code: 'en' });
    await set('choduyet', { scope: { type: 'chat', chat_id: lan.id } });
    const guest = api.user({ firstName: 'John', language: 'en' });
    expect(lan.commands.map(({ command }) => command)).toEqual(['choduyet']);
    expect(guest.commands.map(({ command }) => command)).toEqual(['help']);
    await call(api, 'deleteMyCommands', { scope: { type: 'chat', chat_id: lan.id } });
    expect(lan.commands).toEqual([{ command: 'trogiup', description: 'trogiup' }]);
    expect((await call(api, 'getMyCommands', { language_code: 'en' })).result).toMatchObject([{ command: 'help' }]);
    expect((await set('Lịch')).description).toBe('Bad Request: BOT_COMMAND_INVALID');
    expect((await set('a', { scope: { type: 'chat', chat_id: 1 } })).description).toBe('Bad Request: chat not found');
  });

  it('copies without origin, forwards with it, neither when protected', async () => {
    const guest = api.user({ firstName: 'Minh', started: true });
    const id = await sent({ text: 'bản gốc', reply_markup: button({ callback_data: 'a' }) });
    const secret = await sent({ protect_content: true });
    const pass = (method: string, message_id: number) =>
      call(api, method, { chat_id: guest.id, from_chat_id: lan.id, message_id });
    expect((await pass('copyMessage', id)).result).toEqual({ message_id: expect.any(Number) });
    expect((await pass('forwardMessage', id)).result).toMatchObject({ forward_origin: { type: 'user' } });
    expect(guest.messages.map(({ text, buttons }) => [text, buttons])).toEqual([
      ['bản gốc', []],
      ['bản gốc', []],
    ]);
    expect((await pass('copyMessage', secret)).description).toBe("Bad Request: the message can't be copied");
    expect((await pass('copyMessage', 9999)).description).toBe('Bad Request: message to copy not found');
  });

  it('remembers what it need not understand', async () => {
    await send({
      protect_content: true,
      disable_notification: true,
      link_preview_options: { is_disabled: true },
      reply_markup: button({ callback_data: 'a', style: 'danger' }),
    });
    expect(lan.last).toMatchObject({
      protected: true,
      silent: true,
      options: { link_preview_options: { is_disabled: true } },
      markup: { inline_keyboard: [[{ style: 'danger' }]] },
    });
    for (const method of ['setMyDescription', 'setMyShortDescription', 'setMyName', 'setChatMenuButton', 'close'])
      expect(await call(api, method, { description: 'Thư ký' })).toMatchObject({ ok: true });
    expect((await call(api, 'getMyDescription')).result).toEqual({ description: 'Thư ký' });
    expect((await call(api, 'getChat', { chat_id: lan.id })).result).toMatchObject({
      type: 'private',
      first_name: 'Lan',
    });
    expect((await call(api, 'sendChatAction', { chat_id: lan.id, action: 'dancing' })).description).toBe(
      'Bad Request: wrong parameter action in request',
    );
  });
});
