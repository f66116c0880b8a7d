import { z } from 'zod';
import { groupedCodeIn } from '../../kernel/link-code.ts';
import { secrecyMark } from '../../kernel/secrecy.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import { writtenFileName, writtenName, writtenText, writtenWord } from '../written.ts';

/** Telegram's ids have at most 52 bits; one that was rounded would be somebody else's. */
const id = z.int();
/** Seconds; of a date that can be written. */
const second = z.int().min(0).max(253_402_300_799);

const user = z.object({
  id,
  is_bot: z.boolean(),
  first_name: writtenName,
  last_name: writtenName.optional(),
});
const chat = z.object({ id, type: writtenWord, title: writtenName.optional() });
const document = z.object({
  file_id: writtenWord,
  file_unique_id: writtenWord,
  file_name: writtenFileName.optional(),
  mime_type: writtenWord.optional(),
  file_size: z.number().optional(),
});

const message = z.object({
  message_id: id,
  date: second,
  edit_date: second.optional(),
  from: user.optional(),
  chat,
  text: writtenText.optional(),
  caption: writtenText.optional(),
  media_group_id: writtenWord.optional(),
  document: document.optional(),
  photo: z.array(document).optional(),
  contact: z
    .object({
      phone_number: writtenWord,
      user_id: id.optional(),
      first_name: writtenWord.optional(),
      last_name: writtenWord.optional(),
    })
    .optional(),
  reply_to_message: z.object({ message_id: id }).optional(),
  /** Of a message that is replied to in another chat. */
  external_reply: z.unknown().optional(),
  /** Both say that it was passed on; servers of one's own may be older than the first. */
  forward_origin: z.unknown().optional(),
  forward_date: z.unknown().optional(),
  /** The group has another id from now on. */
  migrate_to_chat_id: id.optional(),
});

/** As much of an update as is understood; the rest is passed over. */
export const update = z.object({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: writtenWord,
      from: user,
      data: writtenWord.optional(),
      message: z.object({ message_id: id, chat }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat, from: user, date: second, new_chat_member: z.object({ status: writtenWord }) })
    .optional(),
});

export type Update = z.infer<typeof update>;
type Message = z.infer<typeof message>;
type User = z.infer<typeof user>;

/** What of Telegram's updates concerns us; named at every start, or an older setting would hold. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** What came in, or null when it is not for us: service messages, other bots, talk in groups, channels. */
export function readUpdate(came: Update, now: Date, own: string | null = null): Incoming | null {
  if (came.callback_query) return pressed(came, came.callback_query, now);
  if (came.my_chat_member) return membership(came, came.my_chat_member);
  const written = came.message ?? came.edited_message;
  if (!written?.from || written.from.is_bot) return null;
  if (written.chat.type !== 'private' && isForAnother(written.text ?? written.caption ?? '', own)) return null;
  return writtenBy(written.from, written, came);
}

/** The bot a command in a group is addressed to; null when it names none. */
export const addressee = (text: string): string | null => /^\/\w+@(\w+)/.exec(text)?.[1] ?? null;

const isForAnother = (text: string, own: string | null): boolean => {
  const to = addressee(text);
  return to !== null && to.toLowerCase() !== own?.toLowerCase();
};

function pressed(came: Update, query: NonNullable<Update['callback_query']>, now: Date): Incoming | null {
  if (query.data === undefined || query.from.is_bot) return null;
  const where = query.message?.chat ?? { id: query.from.id, type: 'private' };
  return {
    ...envelope(came, query.from, where),
    // A press carries no time of its own.
    at: now.toISOString(),
    kind: 'press',
    press: { data: query.data, message: String(query.message?.message_id ?? ''), query: query.id },
  };
}

/** Blocking and unblocking the bot is told as membership of the private chat; so is being added to a group, and removed. */
function membership(came: Update, change: NonNullable<Update['my_chat_member']>): Incoming | null {
  if (change.chat.type !== 'private' && !isGroup(change.chat)) return null;
  return {
    ...envelope(came, change.from, change.chat),
    at: instant(change.date),
    kind: 'reach',
    reachable: ['member', 'administrator', ...(isGroup(change.chat) ? ['restricted'] : [])].includes(
      change.new_chat_member.status,
    ),
  };
}

const isGroup = ({ type }: z.infer<typeof chat>): boolean => type === 'group' || type === 'supergroup';

function writtenBy(from: User, written: Message, came: Update): Incoming | null {
  const base = {
    ...envelope(came, from, written.chat),
    at: instant(written.edit_date ?? written.date),
    message: String(written.message_id),
    ...quoted(written),
    ...((written.forward_origin ?? written.forward_date) !== undefined && { forwarded: true as const }),
  };
  const moved = written.migrate_to_chat_id;
  if (moved !== undefined && isGroup(written.chat)) return { ...base, kind: 'reach', movedTo: String(moved) };
  const text = written.text ?? written.caption;
  // In a group only what is addressed to us by a command is ours to hear; and a code that is shown there, to be voided.
  if (!base.private && !text?.startsWith('/') && groupedCodeIn(text ?? '') === null) return null;
  const files = filesOf(written);
  const secrecy = secrecyMark([text ?? '', ...files.map(({ name }) => name)].join('\n'));
  if (secrecy) return { ...base, kind: kindOf(written, came, files), secrecy };
  return {
    ...base,
    kind: kindOf(written, came, files),
    ...(text !== undefined && { text }),
    ...(files.length > 0 && { files }),
    ...(written.media_group_id !== undefined && { album: written.media_group_id }),
    ...(written.contact && {
      contact: contactOf(written.contact, from),
    }),
  };
}

function quoted({ reply_to_message: here, external_reply: elsewhere }: Message): Pick<Incoming, 'quotes'> {
  if (here) return { quotes: String(here.message_id) };
  return elsewhere === undefined ? {} : { quotes: '' };
}

function contactOf(
  { phone_number: phone, user_id, first_name, last_name }: NonNullable<Message['contact']>,
  from: User,
): Incoming['contact'] {
  const name = [last_name, first_name].filter(Boolean).join(' ');
  return { phone, own: user_id === from.id, ...(name !== '' && { name }) };
}

function kindOf(written: Message, came: Update, files: readonly IncomingFile[]): Incoming['kind'] {
  if (came.edited_message) return 'edited';
  if (files.length > 0) return 'file';
  if (written.contact) return 'contact';
  return written.text === undefined ? 'unsupported' : 'text';
}

function filesOf({ document: sent, photo }: Message): IncomingFile[] {
  // Telegram offers a photo in several sizes, the largest last.
  const largest = photo?.at(-1);
  if (largest) return [file(largest, `${largest.file_unique_id}.jpg`)];
  return sent ? [file(sent, sent.file_unique_id)] : [];
}

const file = (sent: z.infer<typeof document>, otherwise: string): IncomingFile => ({
  ref: sent.file_id,
  name: sent.file_name ?? otherwise,
  ...(sent.mime_type !== undefined && { mime: sent.mime_type }),
  ...(sent.file_size !== undefined && { size: sent.file_size }),
});

function envelope(came: Update, from: User, where: z.infer<typeof chat>) {
  const isPrivate = where.type === 'private' && where.id === from.id;
  return {
    channel: 'telegram',
    update: String(came.update_id),
    // Texts and presses of one person in one lane: Telegram itself may hand them over side by side.
    lane: `telegram:${isPrivate ? from.id : where.id}`,
    account: String(from.id),
    chat: String(where.id),
    private: isPrivate,
    ...(!isPrivate && where.title !== undefined && { group: where.title }),
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
  };
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
