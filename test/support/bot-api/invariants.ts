import type { Call } from './calls.ts';
import type { Telegram } from './telegram.ts';
import type { InlineButton, ReplyMarkup } from './wire.ts';

export interface Violation {
  rule: 'secret in a payload' | 'callback_data over 64 bytes' | 'press never answered' | 'refused as malformed';
  detail: string;
}

/** Refusals which no circumstance excuses: the bot itself composed something Telegram cannot take. */
const MALFORMED =
  /can't parse|BUTTON_|too long|TOO_LONG|is empty|must be non-empty|BOT_COMMAND|not specified|expected|method not found/i;

/** Rules a bot must keep whatever happens, judged over the remembered calls and presses. */
export function findViolations(telegram: Telegram, calls: Call[], secrets: string[]): Violation[] {
  return [...calls.flatMap((call) => violationsOf(call, secrets)), ...unanswered(telegram)];
}

function violationsOf(call: Call, secrets: string[]): Violation[] {
  const found: Violation[] = [];
  // The webhook's own secret belongs into setWebhook; anywhere else it has leaked.
  const payload = call.method === 'setWebhook' ? '' : JSON.stringify(call.params);
  const name = `${call.method} at ${call.at.toISOString()}`;
  if (secrets.some((secret) => secret !== '' && payload.includes(JSON.stringify(secret).slice(1, -1))))
    found.push({ rule: 'secret in a payload', detail: name });
  for (const button of buttonsOf(call)) {
    if (Buffer.byteLength(String(button.callback_data ?? '')) > 64)
      found.push({ rule: 'callback_data over 64 bytes', detail: `${name}: ${button.callback_data}` });
  }
  if (call.fault === undefined && !call.ok && MALFORMED.test(call.description ?? ''))
    found.push({ rule: 'refused as malformed', detail: `${name}: ${call.description}` });
  return found;
}

function buttonsOf(call: Call): InlineButton[] {
  const given = call.params.reply_markup;
  try {
    const markup = (typeof given === 'string' ? JSON.parse(given) : given) as ReplyMarkup | undefined;
    return markup?.inline_keyboard?.flat() ?? [];
  } catch {
    return [];
  }
}

/** Presses the bot fetched but never answered; those that expired unfetched are not its doing. */
export function unanswered(telegram: Telegram): Violation[] {
  const waiting = new Set(telegram.updates.all().map((pending) => pending.update.update_id));
  return [...telegram.callbacks.values()]
    .filter(({ answer, updateId }) => answer === undefined && updateId !== undefined && !waiting.has(updateId))
    .filter(({ updateId }) => !telegram.updates.expired.has(updateId as number))
    .map(({ from, data }) => ({ rule: 'press never answered', detail: `${from.first_name} pressed ${data}` }));
}
