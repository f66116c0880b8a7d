import { type Chat, type Message, messageToWire, mustBeWritable } from './chats.ts';
import { readEnvelope, readText } from './content.ts';
import { inlineRows, readMarkup } from './markup.ts';
import type { Method } from './methods.ts';
import type { Params } from './params.ts';
import { badRequest, refusals } from './refusal.ts';
import type { Telegram } from './telegram.ts';

const DELETABLE_MS = 48 * 3_600_000;
const ANSWER_LIMIT = 200;

const CHAT_ACTIONS =
  /^(typing|choose_sticker|find_location|(upload|record)_(photo|video|voice|audio|video_note|document))$/;

const sendMessage: Method = (params, telegram) => {
  const text = readText(params, 'text');
  const chat = telegram.chat(params);
  mustBeWritable(chat);
  return messageToWire(telegram.add(chat, telegram.bot, { ...text, ...readEnvelope(params, chat) }));
};

/** The bot's own message a call wants to change. */
function editable(params: Params, telegram: Telegram): Message {
  if (params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const chat = telegram.chat(params);
  const id = params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  mustBeWritable(chat);
  const message = chat.messages.get(id);
  if (message === undefined) throw badRequest('message to edit not found');
  if (message.from.id !== telegram.bot.id || hasPlainKeyboard(message)) throw badRequest("message can't be edited");
  return message;
}

/** A message that carried a reply keyboard, removed one or forced a reply can never be edited. */
const hasPlainKeyboard = ({ markup }: Message): boolean =>
  markup !== undefined && markup.inline_keyboard === undefined && Object.keys(markup).length > 0;

const sameMarkup = (a: Message['markup'], b: Message['markup']): boolean =>
  JSON.stringify(inlineRows(a)) === JSON.stringify(inlineRows(b));

function applyEdit(telegram: Telegram, message: Message, change: Partial<Message>): unknown {
  const next = { ...message, ...change };
  const sameText = next.text === message.text && JSON.stringify(next.entities) === JSON.stringify(message.entities);
  if (sameText && sameMarkup(next.markup, message.markup)) throw refusals.notModified();
  telegram.edit(message, change);
  return messageToWire(message);
}

const editMessageText: Method = (params, telegram) => {
  const text = readText(params, 'text');
  const message = editable(params, telegram);
  if (message.file !== undefined) throw badRequest('there is no text in the message to edit');
  const { options, markup } = readEnvelope(params, message.chat);
  return applyEdit(telegram, message, { ...text, markup, options: { ...message.options, ...options } });
};

const editMessageCaption: Method = (params, telegram) => {
  const text = readText(params, 'caption');
  const message = editable(params, telegram);
  if (message.file === undefined) throw badRequest('there is no caption in the message to edit');
  return applyEdit(telegram, message, { ...text, markup: readMarkup(params) });
};

const editMessageReplyMarkup: Method = (params, telegram) =>
  applyEdit(telegram, editable(params, telegram), { markup: readMarkup(params) });

function remove(chat: Chat, id: number | undefined, telegram: Telegram): void {
  const message = id === undefined ? undefined : chat.messages.get(id);
  if (message === undefined) throw badRequest('message to delete not found');
  if (telegram.now().getTime() - message.at.getTime() > DELETABLE_MS)
    throw badRequest("message can't be deleted for everyone");
  chat.messages.delete(message.id);
}

const deleteMessage: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  mustBeWritable(chat);
  remove(chat, params.integer('message_id'), telegram);
  return true;
};

/** Unlike deleteMessage it skips what is not there. */
const deleteMessages: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  mustBeWritable(chat);
  const ids = params.json<number[]>('message_ids', 'message identifiers') ?? [];
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  for (const id of ids) if (chat.messages.has(Number(id))) remove(chat, Number(id), telegram);
  return true;
};

const answerCallbackQuery: Method = (params, telegram) => {
  const text = params.text('text');
  if (Array.from(text).length > ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
  const url = params.text('url');
  const answer = { text, alert: params.flag('show_alert') };
  telegram.answer(params.text('callback_query_id'), url === '' ? answer : { ...answer, url });
  return true;
};

function original(params: Params, telegram: Telegram, verb: 'copy' | 'forward'): Message {
  const from = telegram.chat(params, 'from_chat_id');
  const message = from.messages.get(params.integer('message_id') ?? 0);
  if (message === undefined) throw badRequest(`message to ${verb} not found`);
  if (message.options.protect_content === true)
    throw badRequest(`the message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`);
  return message;
}

/** A copy shows no origin; a new caption replaces the old one. */
const copyMessage: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  const source = original(params, telegram, 'copy');
  mustBeWritable(chat);
  const { text, entities, html, file } = source;
  const captioned =
    params.has('caption') && file !== undefined ? readText(params, 'caption') : { text, entities, html };
  const copy = telegram.add(chat, telegram.bot, { file, ...captioned, ...readEnvelope(params, chat) });
  return { message_id: copy.id };
};

/** Callback buttons are not forwarded (URL buttons are). */
const forwardMessage: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  const source = original(params, telegram, 'forward');
  mustBeWritable(chat);
  const { text, entities, html, file } = source;
  const origin = { type: 'user', sender_user: source.from, date: Math.floor(source.at.getTime() / 1000) };
  const { options } = readEnvelope(params, chat);
  const extra = { forward_origin: origin };
  return messageToWire(telegram.add(chat, telegram.bot, { text, entities, html, file, options, extra }));
};

const sendChatAction: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  if (!CHAT_ACTIONS.test(params.text('action'))) throw badRequest('wrong parameter action in request');
  mustBeWritable(chat);
  return true;
};

export const messageMethods = {
  sendMessage,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  copyMessage,
  forwardMessage,
  sendChatAction,
};
