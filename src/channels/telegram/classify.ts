import { TelegramError } from 'telegraf';
import { brokenCall, codeOf } from '../broken-call.ts';
import type { Failure } from '../channel.ts';
import { redactToken } from '../redact.ts';

/** What the server answered with, not more: errors of telegraf carry the whole message and the token. */
export function reasonOf(error: unknown): string {
  if (error instanceof TelegramError) return redactToken(`${error.code} ${error.description}`);
  if (error instanceof Error) return redactToken(`${codeOf(error)} ${error.message}`.trim());
  return redactToken(error);
}

/** What an operator is to do about it. */
const UNKNOWN_BOT =
  'Telegram knows no bot by this token. Take the token from @BotFather, set TELEGRAM_BOT_TOKEN, start the service again';

/** What a failed call of the Bot API means. Texts are no contract, so they are matched loosely. */
export function classify(error: unknown): Failure {
  const reason = reasonOf(error);
  if (error instanceof TelegramError) {
    const meaning = refusal(error);
    return { reason: meaning.kind === 'halt' ? `${reason}: ${UNKNOWN_BOT}` : reason, ...meaning };
  }
  return { kind: brokenCall(error), reason };
}

type Meaning = { kind: 'flood'; wait: number } | { kind: 'moved'; chat: string } | { kind: PlainKind };
type PlainKind = Exclude<Failure['kind'], 'flood' | 'moved'>;

function refusal(error: TelegramError): Meaning {
  const words = (error.description ?? '').toLowerCase();
  const { retry_after: seconds, migrate_to_chat_id: chat } = error.parameters ?? {};
  if (error.code === 429) return { kind: 'flood', wait: (seconds ?? 30) * 1000 + 500 };
  if (chat !== undefined) return { kind: 'moved', chat: String(chat) };
  if (error.code === 403) return { kind: 'unreachable' };
  if (error.code === 401 || error.code === 404) return { kind: 'halt' };
  if (error.code !== 400) return { kind: error.code >= 500 ? 'ambiguous' : 'poison' };
  if (/(chat|user) not found|peer_id_invalid/.test(words)) return { kind: 'unreachable' };
  if (/not modified|query is too old/.test(words)) return { kind: 'done' };
  if (/to edit not found|can't be edited|message_id_invalid|no text in the message/.test(words))
    return { kind: 'gone' };
  return { kind: 'poison' };
}
