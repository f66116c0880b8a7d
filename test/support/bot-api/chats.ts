import type { StoredFile } from './files.ts';
import { inlineRows } from './markup.ts';
import { refusals } from './refusal.ts';
import { Screen } from './screen.ts';
import type { Entity, Json, ReplyMarkup, WireUser } from './wire.ts';

/** A Telegram account and how it stands to the bot. */
export interface Account {
  user: WireUser;
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  /** The other side of a private chat. */
  account?: Account;
  botIsMember: boolean;
  migratedTo?: number;
  messages: Map<number, Message>;
  /** Reply keyboard shown under the input field, if any. */
  keyboard: ReplyMarkup | undefined;
  screen: Screen;
}

export interface Message {
  id: number;
  chat: Chat;
  from: WireUser;
  at: Date;
  edited: Date | undefined;
  edits: number;
  /** The text, or the caption of a file. */
  text: string;
  entities: Entity[];
  /** The text as the bot wrote it, when it wrote HTML. */
  html: string | undefined;
  markup: ReplyMarkup | undefined;
  file: StoredFile | undefined;
  albumId: string | undefined;
  replyTo: Message | undefined;
  /** protect_content, disable_notification, link_preview_options … as sent. */
  options: Json;
  /** Further fields of the wire object: contact, forward_origin, service notices. */
  extra: Json;
}

export function newChat(id: number, type: Chat['type'], title: string, account?: Account): Chat {
  const chat: Chat = {
    id,
    type,
    title,
    botIsMember: true,
    messages: new Map(),
    keyboard: undefined,
    screen: new Screen(title),
  };
  if (account !== undefined) chat.account = account;
  return chat;
}

/** Refuses as Telegram does when the bot may not write to the chat. */
export function mustBeWritable(chat: Chat): void {
  if (chat.migratedTo !== undefined) throw refusals.migrated(chat.migratedTo);
  const account = chat.account;
  if (account?.deactivated) throw refusals.deactivated();
  if (account?.blocked) throw refusals.blocked();
  if (account !== undefined && !account.started) throw refusals.neverStarted();
  if (!chat.botIsMember) throw refusals.kicked(chat.type);
}

export function chatToWire(chat: Chat): Json {
  if (chat.account === undefined) return { id: chat.id, title: chat.title, type: chat.type };
  const { is_bot: _, language_code: __, ...name } = chat.account.user;
  return { ...name, type: 'private' };
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

export function messageToWire(message: Message, nested = false): Json {
  const wire: Json = {
    message_id: message.id,
    from: message.from,
    chat: chatToWire(message.chat),
    date: seconds(message.at),
  };
  if (message.edited !== undefined) wire.edit_date = seconds(message.edited);
  if (message.albumId !== undefined) wire.media_group_id = message.albumId;
  if (message.replyTo !== undefined && !nested) wire.reply_to_message = messageToWire(message.replyTo, true);
  if (message.options.protect_content === true) wire.has_protected_content = true;
  if (message.options.link_preview_options !== undefined)
    wire.link_preview_options = message.options.link_preview_options;
  Object.assign(wire, message.extra, message.file === undefined ? {} : fileToWire(message.file));
  const [textField, entityField] = message.file ? ['caption', 'caption_entities'] : ['text', 'entities'];
  if (message.text !== '') wire[textField as string] = message.text;
  if (message.entities.length > 0) wire[entityField as string] = message.entities;
  if (inlineRows(message.markup).length > 0) wire.reply_markup = message.markup;
  return wire;
}

function fileToWire(file: StoredFile): Json {
  const common = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size };
  if (file.kind === 'photo') return { photo: [{ ...common, width: 1280, height: 960 }] };
  if (file.kind === 'voice') return { voice: { ...common, duration: 3, mime_type: file.mime } };
  const named = { ...common, file_name: file.name, mime_type: file.mime };
  if (file.kind === 'document') return { document: named };
  const measures = file.kind === 'video' ? { width: 1280, height: 720 } : {};
  return { [file.kind]: { ...named, duration: 3, ...measures } };
}
