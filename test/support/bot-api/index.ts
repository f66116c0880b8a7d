/**
 * An emulator of the Telegram Bot API over real HTTP, with the people on the other side of it.
 *
 *     const api = await startBotApi({ clock });            // api.root → TELEGRAM_API_ROOT, api.token
 *     const chair = api.user({ firstName: 'Tâm' });
 *     await chair.start('K7');
 *     await chair.receives(/Mời họp/);
 *     const press = await chair.press('Tham dự');
 *     await press.answered();
 *     api.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
 *     await api.idle();
 *     expect(api.invariants()).toEqual([]);
 *     await api.close();
 *
 * Times: dates, expiry of updates (24 h, presses 150 s), the age of a press and of a deleted message go by the injected
 * clock; long polls, webhook timeouts and retries by real time (`timeScale`); flood by real time or its own `now`.
 *
 * Refusals use the words of tdlib/telegram-bot-api, the server behind api.telegram.org. Knowingly different:
 * - a button with two actions is refused (Telegram takes the first; its documentation says exactly one)
 * - an id that belongs to no account is "chat not found", an account that never pressed Start is 403 "can't initiate"
 *   (Telegram says the former for both unless it has met the person)
 * - a press can be answered within 20 s (undocumented; `answerWithinMs`), and an answer is limited to 200 code points
 * - flood limits are a model of the Bots FAQ: Telegram's own are unpublished
 * - webhooks may be plain http on any port; URLs are never fetched; MarkdownV2, inline mode, channels, polls,
 *   payments and business messages are absent (404 or a refusal that says so)
 */
export { BotApi, type BotApiOptions, startBotApi } from './bot-api.ts';
export type { Call } from './calls.ts';
export { type Fault, type FaultKind, type FaultOptions, seededRandom } from './faults.ts';
export { type FloodModel, TELEGRAM_FLOOD } from './flood.ts';
export type { Group, GroupOptions } from './group.ts';
export type { Violation } from './invariants.ts';
export type { OutgoingFile } from './outgoing.ts';
export type { Person, PersonOptions, Place } from './person.ts';
export type { Press } from './press.ts';
export type { Expectation, ShownMessage } from './screen.ts';
export type { CallbackAnswer } from './telegram.ts';
