/**
 * An emulator of the Telegram Bot API over real HTTP.
 *
 * What it keeps faithfully, and where it knowingly differs, is written at each part; the refusals use the words of
 * tdlib/telegram-bot-api, the server behind api.telegram.org.
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
