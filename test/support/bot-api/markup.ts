import type { Params } from './params.ts';
import { badRequest } from './refusal.ts';
import type { InlineButton, ReplyMarkup } from './wire.ts';

const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
];

const STYLES = ['default', 'primary', 'danger', 'success'];

/** Largest keyboard Telegram takes: buttons, and bytes of the whole markup (limits.tginfo.me). */
const MAX_BUTTONS = 100;
const MAX_MARKUP_BYTES = 10 * 1024;

/**
 * The `reply_markup` of a call, checked.
 *
 * Stricter than Telegram in one point: a button with two actions is refused, where the real server silently takes
 * the first; the documentation says "exactly one".
 */
export function readMarkup(params: Params): ReplyMarkup | undefined {
  const markup = params.json<ReplyMarkup>('reply_markup', 'reply keyboard markup');
  if (markup === undefined) return undefined;
  if (typeof markup !== 'object' || Array.isArray(markup)) throw badRequest('object expected as reply markup');
  if (markup.inline_keyboard !== undefined) checkInline(markup.inline_keyboard);
  if (markup.keyboard !== undefined && !isRows(markup.keyboard))
    throw badRequest('field "keyboard" must be an Array of Arrays');
  if (Buffer.byteLength(JSON.stringify(markup)) > MAX_MARKUP_BYTES) throw badRequest('reply markup is too long');
  return markup;
}

const isRows = (rows: unknown): boolean => Array.isArray(rows) && rows.every((row) => Array.isArray(row));

function checkInline(rows: InlineButton[][]): void {
  if (!isRows(rows)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  const buttons = rows.flat();
  for (const button of buttons) checkButton(button);
  if (buttons.length > MAX_BUTTONS) throw badRequest('reply markup is too long');
}

function checkButton(button: InlineButton): void {
  const refuse = (reason: string) => badRequest(`can't parse inline keyboard button: ${reason}`);
  if (typeof button !== 'object' || button === null) throw refuse('InlineKeyboardButton must be an Object');
  if (typeof button.text !== 'string') throw refuse('Can\'t find field "text"');
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (button.style !== undefined && !STYLES.includes(String(button.style).toLowerCase()))
    throw refuse('Invalid button style specified');
  const actions = ACTIONS.filter((action) => button[action] !== undefined && button[action] !== '');
  if (actions.length === 0) throw refuse('Text buttons are unallowed in the inline keyboard');
  if (actions.length > 1) throw refuse(`exactly one action is allowed, found ${actions.join(' and ')}`);
  if (button.callback_data !== undefined && Buffer.byteLength(String(button.callback_data)) > 64)
    throw badRequest('BUTTON_DATA_INVALID');
  if (button.url !== undefined && !/^(https?|tg):\/\/\S+$|^\S+\.\S+$/.test(button.url))
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
}

/** An inline keyboard with no button is no keyboard; other markups are not part of a stored message. */
export const inlineRows = (markup: ReplyMarkup | undefined): InlineButton[][] =>
  (markup?.inline_keyboard ?? []).filter((row) => row.length > 0);
