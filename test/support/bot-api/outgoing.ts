import type { Message } from './chats.ts';
import type { FileKind } from './files.ts';
import { countCharacters } from './html.ts';
import type { Telegram } from './telegram.ts';

export interface OutgoingFile {
  name: string;
  bytes?: Uint8Array;
  mime?: string;
  caption?: string;
  /** Size to claim when larger than the bytes, e.g. 25 MB without allocating them. */
  size?: number;
}

/** An image goes as a photo in an album, anything else as a document. */
export const kindOf = (file: OutgoingFile): FileKind => (file.mime?.startsWith('image/') ? 'photo' : 'document');

/** Longest text of one message, in code points. */
const TEXT_LIMIT = 4096;

/** The apps send a longer text as several messages. */
export function splitText(text: string): string[] {
  if (countCharacters(text) <= TEXT_LIMIT) return [text];
  const characters = Array.from(text);
  const parts: string[] = [];
  for (let begin = 0; begin < characters.length; begin += TEXT_LIMIT)
    parts.push(characters.slice(begin, begin + TEXT_LIMIT).join(''));
  return parts;
}

/** In a group with privacy mode the bot sees commands, mentions of it and replies to it; outside, everything. */
export function isSeenByBot({ chat, text, replyTo }: Message, telegram: Telegram): boolean {
  const { username, privacyMode } = telegram.options;
  if (chat.type === 'private') return true;
  if (!chat.botIsMember) return false;
  const command = /^\/\w+(?:@(\w+))?/.exec(text);
  const isForUs = command !== null && (command[1] === undefined || command[1] === username);
  return !privacyMode || isForUs || text.includes(`@${username}`) || replyTo?.from.is_bot === true;
}
