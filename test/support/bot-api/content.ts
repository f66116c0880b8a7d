import type { Chat, Message } from './chats.ts';
import { countCharacters, findEntities, parseHtml, trimFormatted } from './html.ts';
import { readMarkup } from './markup.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Entity, Json } from './wire.ts';

/** Longest text and caption, in code points after parsing. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

/** Parameters which are content or addressing; every other one is remembered with the message as it came. */
const OWN_PARAMETERS = new Set([
  'method',
  'chat_id',
  'message_id',
  'from_chat_id',
  'text',
  'caption',
  'parse_mode',
  'entities',
  'caption_entities',
  'reply_markup',
  'document',
  'photo',
  'voice',
  'video',
  'audio',
  'media',
]);

export interface TextContent {
  text: string;
  entities: Entity[];
  html: string | undefined;
}

/** The text of a message: `field` is `text` or `caption`, parsed and measured as Telegram does. */
export function readText(params: Params, field: 'text' | 'caption'): TextContent {
  return formatText(params.text(field), params.text('parse_mode'), field, () =>
    params.json<Entity[]>(field === 'text' ? 'entities' : 'caption_entities', 'entities'),
  );
}

export function formatText(
  source: string,
  parseMode: string,
  field: 'text' | 'caption',
  givenEntities: () => Entity[] | undefined = () => undefined,
): TextContent {
  if (field === 'text' && source === '') throw badRequest('message text is empty');
  const isHtml = parseMode.toLowerCase() === 'html';
  if (parseMode !== '' && !isHtml) {
    if (!/^markdown(v2)?$/i.test(parseMode)) throw badRequest('unsupported parse_mode');
    throw badRequest("can't parse entities: this emulator parses HTML only");
  }
  const parsed = isHtml ? parseHtml(source) : { text: source, entities: givenEntities() ?? [] };
  const { text, entities } = trimFormatted(parsed);
  if (field === 'text' && text === '') throw badRequest('text must be non-empty');
  if (field === 'text' && countCharacters(text) > TEXT_LIMIT) throw badRequest('message is too long');
  if (field === 'caption' && countCharacters(text) > CAPTION_LIMIT) throw badRequest('message caption is too long');
  const found = text.includes('/') || text.includes('@') ? findEntities(text) : [];
  return { text, entities: [...entities, ...found], html: isHtml ? source : undefined };
}

/** Options, keyboard and the message replied to: what every sending method shares. */
export function readEnvelope(params: Params, chat: Chat): Pick<Message, 'options' | 'markup' | 'replyTo'> {
  const options: Json = {};
  for (const [name, value] of Object.entries(params.asLogged())) {
    if (!OWN_PARAMETERS.has(name) && value !== undefined && value !== null) options[name] = plain(value);
  }
  return { options, markup: readMarkup(params), replyTo: replied(options, chat) };
}

/** `"true"`, `"{…}"` from a form body become what they stand for. */
function plain(value: unknown): unknown {
  if (value === 'true') return true;
  if (value === 'false') return false;
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function replied(options: Json, chat: Chat): Message | undefined {
  const reply = options.reply_parameters as { message_id?: number; allow_sending_without_reply?: boolean } | undefined;
  const id = reply?.message_id ?? options.reply_to_message_id;
  if (id === undefined) return undefined;
  const message = chat.messages.get(Number(id));
  if (message === undefined && reply?.allow_sending_without_reply !== true)
    throw badRequest('message to be replied not found');
  return message;
}
