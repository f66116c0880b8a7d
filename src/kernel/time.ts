/**
 * Civil time of the committee: Asia/Ho_Chi_Minh, UTC+7 all the year round.
 *
 * A `Day` is a civil day there; a `Date` is an instant. Nothing here reads a clock.
 */

declare const dayBrand: unique symbol;

/** A civil day 'YYYY-MM-DD', always one that exists. Days compare as plain strings. */
export type Day = string & { readonly [dayBrand]: 'Day' };

/** 0 is Sunday, 6 is Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A time on the 24-hour clock. */
export type TimeOfDay = { readonly hour: number; readonly minute: number };

/** The numbers a text needs to write an instant; the words are the text's own. */
export type Parts = TimeOfDay & {
  readonly day: number;
  /** 1 to 12. */
  readonly month: number;
  readonly year: number;
  readonly weekday: Weekday;
};

const MILLISECONDS_PER_MINUTE = 60_000;
const MILLISECONDS_PER_HOUR = 60 * MILLISECONDS_PER_MINUTE;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;

/** Vietnam has kept UTC+7 without daylight saving since 1975, so no zone database is needed. */
const OFFSET_MILLISECONDS = 7 * MILLISECONDS_PER_HOUR;

/** `n` seconds, in milliseconds. */
export function seconds(n: number): number {
  return n * 1_000;
}

/** `n` minutes, in milliseconds. */
export function minutes(n: number): number {
  return n * MILLISECONDS_PER_MINUTE;
}

/** `n` hours, in milliseconds. */
export function hours(n: number): number {
  return n * MILLISECONDS_PER_HOUR;
}

/** `n` days of 24 hours, in milliseconds. */
export function days(n: number): number {
  return n * MILLISECONDS_PER_DAY;
}

/** How many days the month (1 to 12) has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the three numbers name a day that exists, in a year of four digits. */
export function isValidDay(year: number, month: number, day: number): boolean {
  if (![year, month, day].every(Number.isInteger)) return false;
  if (year < 1000 || year > 9999 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The day named by the three numbers.
 * @throws RangeError when there is no such day; ask `isValidDay` first for what people typed.
 */
export function makeDay(year: number, month: number, day: number): Day {
  if (!isValidDay(year, month, day)) throw new RangeError(`no such day: ${year}-${month}-${day}`);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
}

/** The day written 'YYYY-MM-DD', or null when it is written otherwise or does not exist. */
export function parseDay(text: string): Day | null {
  const written = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!written) return null;
  const [year, month, day] = [Number(written[1]), Number(written[2]), Number(written[3])];
  return isValidDay(year, month, day) ? makeDay(year, month, day) : null;
}

/** Whole days since 1 January 1970; for arithmetic on days. */
export function dayNumber(day: Day): number {
  return Date.UTC(yearOf(day), monthOf(day) - 1, dayOfMonth(day)) / MILLISECONDS_PER_DAY;
}

/** The inverse of `dayNumber`. */
export function dayFromNumber(number: number): Day {
  const at = new Date(number * MILLISECONDS_PER_DAY);
  return makeDay(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

export function dayOfMonth(day: Day): number {
  return Number(day.slice(8, 10));
}

/** The civil day in Vietnam at this instant. */
export function dayOf(at: Date): Day {
  const local = inVietnam(at);
  return makeDay(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
}

/** The time of day in Vietnam at this instant, the seconds dropped. */
export function timeOfDay(at: Date): TimeOfDay {
  const local = inVietnam(at);
  return { hour: local.getUTCHours(), minute: local.getUTCMinutes() };
}

/** The instant at which clocks in Vietnam show this time on this day. */
export function instant(day: Day, hour: number, minute: number): Date {
  const midnight = dayNumber(day) * MILLISECONDS_PER_DAY - OFFSET_MILLISECONDS;
  return new Date(midnight + hours(hour) + minutes(minute));
}

/** The instant taken apart for writing. */
export function parts(at: Date): Parts {
  return { ...timeOfDay(at), ...dayParts(dayOf(at)) };
}

/** The day taken apart for writing. */
export function dayParts(day: Day): Omit<Parts, 'hour' | 'minute'> {
  return { day: dayOfMonth(day), month: monthOf(day), year: yearOf(day), weekday: weekday(day) };
}

/** `n` civil days later; earlier when negative. */
export function addDays(day: Day, n: number): Day {
  return dayFromNumber(dayNumber(day) + n);
}

/** Civil days from `from` to `to`; negative when `to` is the earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekday(day: Day): Weekday {
  return new Date(dayNumber(day) * MILLISECONDS_PER_DAY).getUTCDay() as Weekday;
}

/** A date whose UTC fields read as the civil fields in Vietnam. */
function inVietnam(at: Date): Date {
  return new Date(at.getTime() + OFFSET_MILLISECONDS);
}
