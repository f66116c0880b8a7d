import { z } from 'zod';
import { nfc } from '../../kernel/fold.ts';
import { secrecyMark } from '../../kernel/secrecy.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import { writtenAddress, writtenName, writtenText, writtenWord } from '../written.ts';
import { identifier } from '../zalo/wire.ts';

const message = z.object({
  message_id: identifier,
  /** Milliseconds; of a date that can be written. */
  date: z.number().min(0).max(253_402_300_799_999).optional(),
  from: z.object({ id: identifier, display_name: writtenName.optional(), is_bot: z.boolean().optional() }),
  chat: z.object({ id: identifier, chat_type: writtenWord }),
  text: writtenText.optional(),
  caption: writtenText.optional(),
  /** The documentation says `photo`; what really comes says `photo_url`. */
  photo: writtenAddress.optional(),
  photo_url: writtenAddress.optional(),
  /** Undocumented: the name the Official Account uses, and the one Telegram does. */
  quote_msg_id: identifier.optional().catch(undefined),
  reply_to_message: z.object({ message_id: identifier }).optional().catch(undefined),
});

const bare = z.object({ event_name: writtenWord, message: message.optional() });

/** As it comes: within an envelope, or without. */
export const update = z.union([bare, z.object({ result: bare }).transform(({ result }) => result)]);

export type Update = z.infer<typeof update>;
type Message = z.infer<typeof message>;

/** What came in, or null when nobody is named who could be answered, or when it is not for us. */
export function readUpdate({ event_name: event, message: written }: Update, now: Date): Incoming | null {
  if (!written || written.from.is_bot) return null;
  const isPrivate = written.chat.chat_type === 'PRIVATE' && written.chat.id === written.from.id;
  const text = withoutMentions(written.text ?? written.caption);
  if (!isPrivate && !text?.startsWith('/')) return null;
  const quoted = written.quote_msg_id ?? written.reply_to_message?.message_id;
  const base = {
    channel: 'zalo-bot',
    update: written.message_id,
    lane: `zalo-bot:${written.chat.id}`,
    account: written.from.id,
    chat: written.chat.id,
    private: isPrivate,
    ...(written.from.display_name !== undefined && { name: written.from.display_name }),
    at: new Date(written.date ?? now.getTime()).toISOString(),
    message: written.message_id,
    ...(quoted !== undefined && { quotes: quoted }),
  };
  const files = event === 'message.unsupported.received' ? [] : photos(written);
  const kind = files.length > 0 ? 'file' : text === undefined ? 'unsupported' : 'text';
  const secrecy = secrecyMark([text ?? '', ...files.map(({ name }) => name)].join('\n'));
  if (secrecy) return { ...base, kind, secrecy };
  return { ...base, kind, ...(text !== undefined && { text }), ...(files.length > 0 && { files }) };
}

/** In a group the words begin with whom they are for. */
const withoutMentions = (words: string | undefined): string | undefined =>
  words === undefined ? undefined : nfc(words.replace(/^(\s*\[?@[^\]\s]*\]?\s*)+/, ''));

function photos({ message_id: id, photo, photo_url: address = photo }: Message): IncomingFile[] {
  if (!address) return [];
  const ending = /\.(png|jpe?g)(?:\?|$)/i.exec(address)?.[1]?.toLowerCase() ?? 'jpg';
  return [{ ref: address, name: `${id}.${ending}` }];
}
