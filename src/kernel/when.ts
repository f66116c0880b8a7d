/**
 * Understanding typed days and times, in Vietnamese (with and without marks) and in plain English.
 *
 * What was left unsaid and had to be assumed is told with the value, so that it can be shown before it counts.
 */

import {
  addDays,
  type Day,
  dayOf,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  instant,
  isValidDay,
  makeDay,
  monthOf,
  type TimeOfDay,
  type Weekday,
  weekday,
  yearOf,
} from './time.ts';
import { type PartOfDay, type SaidDate, type SaidWhen, scanStretch, scanWhen } from './when-words.ts';

/**
 * The year or month was not said; the weekday named is today's; it was taken for next week's. Of a last hour only the day
 * was taken; of a stretch of time only its beginning.
 */
type Assumption = 'year' | 'month' | 'today' | 'next-week' | 'whole-day' | 'beginning';

/** Why words are no day, time or moment. `said` is what was typed, uncut. */
export type WhenProblem =
  | { readonly ok: false; readonly problem: 'not-a-date'; readonly said: string }
  | { readonly ok: false; readonly problem: 'not-a-time'; readonly said: string }
  /** `last` is the last day of the month meant. */
  | { readonly ok: false; readonly problem: 'no-such-day'; readonly said: string; readonly last: Day }
  /** The day was understood, the time is missing. */
  | { readonly ok: false; readonly problem: 'no-time'; readonly said: string; readonly day: Day }
  /** The time was understood, the day is missing. */
  | { readonly ok: false; readonly problem: 'no-date'; readonly said: string; readonly time: TimeOfDay }
  | { readonly ok: false; readonly problem: 'in-the-past'; readonly said: string; readonly day: Day }
  /** `weekday` is the one `day` falls on, `saidWeekday` the one typed. */
  | {
      readonly ok: false;
      readonly problem: 'weekday-mismatch';
      readonly said: string;
      readonly day: Day;
      readonly weekday: Weekday;
      readonly saidWeekday: Weekday;
    };

export type Understood<T> = { readonly ok: true; readonly value: T; readonly assumed?: Assumption };

export type Reading<T> = Understood<T> | WhenProblem;

/** With `allowPast` a date without a year is the nearest one, before or after. */
type WhenOptions = { readonly allowPast?: boolean };

/**
 * A day, today included; of a stretch of time ("trong quý I") its last. A part of the day ("sáng mai") is passed over, as
 * is a last hour ("trước 17h ngày 31/12"); any other hour is not.
 */
export function readDay(said: string, now: Date, options: WhenOptions = {}): Reading<Day> {
  const words = scanWhen(said);
  const isHour = words?.clock !== undefined;
  if (!words || (isHour && (!words.limit || !timeMeant(words)))) return { ok: false, problem: 'not-a-date', said };
  const reading = dayMeant(words, said, dayOf(now), options) ?? { ok: false, problem: 'not-a-date', said };
  const past = reading.ok && !options.allowPast && reading.value < dayOf(now);
  if (past) return { ok: false, problem: 'in-the-past', said, day: reading.value };
  return reading.ok && isHour ? { ...reading, assumed: 'whole-day' } : reading;
}

/** A time of day on its own. */
export function readTime(said: string): Reading<TimeOfDay> {
  const { clock, part, ...rest } = scanWhen(said) ?? {};
  const time = clock && Object.keys(rest).length === 0 ? timeMeant({ clock, ...(part && { part }) }) : null;
  return time ? { ok: true, value: time } : { ok: false, problem: 'not-a-time', said };
}

/**
 * A day and a time, in either order; of a stretch of time ("từ 14h đến 16h30 ngày 25/12") its beginning. A weekday that is
 * today's but whose hour has gone is next week's.
 */
export function readMoment(said: string, now: Date, options: WhenOptions = {}): Reading<Date> {
  const stretch = scanStretch(said);
  if (stretch) return beginningOf(stretch, said, now, options);
  const words = scanWhen(said);
  // A last day or hour is no time at which something begins.
  if (!words || words.limit || words.period) return { ok: false, problem: 'not-a-date', said };
  return momentMeant(words, said, now, options);
}

/** Whether an hour was said that may be the night's or the afternoon's: "2h", "2h30", but not "02:00" nor "2h chiều". */
export function isEitherHalf(said: string): boolean {
  const stretch = scanStretch(said);
  const words = stretch?.from ?? scanWhen(said);
  const part = words?.part ?? stretch?.to.part;
  const clock = words?.clock;
  return clock !== undefined && part === undefined && !clock.padded && clock.hour >= 1 && clock.hour <= 5;
}

/** What each half leaves out the other says: a day, a part of the day. The end must follow the beginning. */
function beginningOf(
  { from, to }: { from: SaidWhen; to: SaidWhen },
  said: string,
  now: Date,
  options: WhenOptions,
): Reading<Date> {
  const day = (words: SaidWhen): SaidWhen => {
    const { clock: _clock, part: _part, ...rest } = words;
    return rest;
  };
  // "từ 2h đến 4h chiều": the part of the day said at the end is that of the beginning too, where it can be in it.
  const ofEnd = from.clock && to.part && timeMeant({ clock: from.clock, part: to.part }) ? to.part : undefined;
  const part = from.part ?? ofEnd;
  const begins = { ...day(to), ...from, ...(part && { part }) };
  const ends = { ...day(from), ...to };
  const first = momentMeant(begins, said, now, options);
  if (!first.ok) return first;
  const last = momentMeant(ends, said, now, options);
  if (!last.ok || last.value <= first.value) return { ok: false, problem: 'not-a-date', said };
  return { ok: true, value: first.value, assumed: 'beginning' };
}

function momentMeant(words: SaidWhen, said: string, now: Date, options: WhenOptions): Reading<Date> {
  const day = dayMeant(words, said, dayOf(now), options);
  if (day && !day.ok) return day;
  const time = timeMeant(words);
  if (words.clock && !time) return { ok: false, problem: 'not-a-time', said };
  if (!day) return time ? { ok: false, problem: 'no-date', said, time } : { ok: false, problem: 'not-a-date', said };
  if (!time) return { ok: false, problem: 'no-time', said, day: day.value };
  const at = instant(day.value, time.hour, time.minute);
  if (options.allowPast || at >= now) return { ...day, value: at };
  if (day.assumed !== 'today') return { ok: false, problem: 'in-the-past', said, day: day.value };
  return { ok: true, value: instant(addDays(day.value, 7), time.hour, time.minute), assumed: 'next-week' };
}

/** The day the words mean, past or not; null when they name none. */
function dayMeant(words: SaidWhen, said: string, today: Day, options: WhenOptions): Reading<Day> | null {
  const notADate: WhenProblem = { ok: false, problem: 'not-a-date', said };
  const { weekday: named, relative } = words;
  const inWeek = named === undefined ? null : weekdayMeant(named, words, today);
  if (words.weekShift !== undefined && !inWeek) return notADate;
  if (words.yearShift !== undefined && !words.date) return notADate;
  if (words.period !== undefined || words.months !== undefined) return periodMeant(words, said, today);
  const dated = words.date ? dateMeant(words.date, words.yearShift, said, today, options) : null;
  if (dated && !dated.ok) return dated;
  const near: Understood<Day> | null = relative === undefined ? null : { ok: true, value: addDays(today, relative) };
  if (dated && near && dated.value !== near.value) return notADate;
  const meant = near ?? dated;
  if (!meant || named === undefined) return meant ?? inWeek;
  const falls = weekday(meant.value);
  if (falls !== named) {
    return { ok: false, problem: 'weekday-mismatch', said, day: meant.value, weekday: falls, saidWeekday: named };
  }
  return words.weekShift !== undefined && inWeek?.value !== meant.value ? notADate : meant;
}

/** The last day of a stretch of time, of the working week its Friday; nothing else may have been said of the day. */
function periodMeant(words: SaidWhen, said: string, today: Day): Reading<Day> {
  const { period, months, limit: _limit, clock: _clock, part: _part, ...others } = words;
  const notADate: WhenProblem = { ok: false, problem: 'not-a-date', said };
  if (Object.keys(others).length > 0) return notADate;
  const [thisYear, thisMonth] = [yearOf(today), monthOf(today)];
  if (!period) {
    const later = thisYear * 12 + thisMonth - 1 + (months ?? 0);
    return { ok: true, value: clampedDay(Math.floor(later / 12), (later % 12) + 1, dayOfMonth(today)) };
  }
  const { of, number, year, shift = 0 } = period;
  if (of === 'week') return { ok: true, value: addDays(today, 5 - ((weekday(today) + 6) % 7) - 1 + 7 * shift) };
  if (of === 'year')
    return inCalendar(year ?? thisYear + shift) ? { ok: true, value: lastDay(year ?? thisYear + shift, 12) } : notADate;
  const size = of === 'month' ? 1 : 3;
  const count = 12 / size;
  const current = Math.floor((thisMonth - 1) / size) + 1;
  if (number === undefined) {
    const at = thisYear * count + current - 1 + shift;
    return { ok: true, value: lastDay(Math.floor(at / count), ((at % count) + 1) * size) };
  }
  if (number < 1 || number > count || (year !== undefined && !inCalendar(year))) return notADate;
  const meant = year ?? (number >= current ? thisYear : thisYear + 1);
  return { ok: true, value: lastDay(meant, number * size), ...(year === undefined && { assumed: 'year' as const }) };
}

const inCalendar = (year: number): boolean => year >= 1900 && year < 2200;

/** Weeks begin on Monday. A bare weekday is the next to come, today included. */
function weekdayMeant(named: Weekday, words: SaidWhen, today: Day): Understood<Day> {
  const [fromMonday, todayFromMonday] = [(named + 6) % 7, (weekday(today) + 6) % 7];
  const thisWeek = addDays(today, fromMonday - todayFromMonday);
  if (words.weekShift !== undefined) return { ok: true, value: addDays(thisWeek, 7 * words.weekShift) };
  if (thisWeek > today) return { ok: true, value: thisWeek };
  if (words.coming) return { ok: true, value: addDays(thisWeek, 7) };
  if (thisWeek === today) return { ok: true, value: today, assumed: 'today' };
  return { ok: true, value: addDays(thisWeek, 7), assumed: 'next-week' };
}

function dateMeant(
  date: SaidDate,
  yearShift: 0 | 1 | undefined,
  said: string,
  today: Day,
  options: WhenOptions,
): Reading<Day> {
  const { year, month, assumed } = monthMeant(date, yearShift, today, options);
  const isPossible = inCalendar(year) && month >= 1 && month <= 12 && date.day >= 1;
  if (!isPossible) return { ok: false, problem: 'not-a-date', said };
  if (!isValidDay(year, month, date.day)) {
    return { ok: false, problem: 'no-such-day', said, last: lastDay(year, month) };
  }
  return { ok: true, value: makeDay(year, month, date.day), ...(assumed && { assumed }) };
}

type MonthMeant = { year: number; month: number; assumed?: Assumption };

/** The month and year meant, where they were left out those that bring the day soonest. */
function monthMeant(date: SaidDate, yearShift: 0 | 1 | undefined, today: Day, { allowPast }: WhenOptions): MonthMeant {
  const thisYear = yearOf(today);
  if (date.month === undefined) {
    const later = date.monthShift ?? (date.day < dayOfMonth(today) && !allowPast ? 1 : 0);
    const months = thisYear * 12 + monthOf(today) - 1 + later;
    const found = { year: Math.floor(months / 12), month: (months % 12) + 1 };
    return date.monthShift === undefined ? { ...found, assumed: 'month' } : found;
  }
  const month = date.month;
  if (date.year !== undefined) return { year: date.year, month };
  if (yearShift !== undefined) return { year: thisYear + yearShift, month };
  const inYear = (year: number) => clampedDay(year, month, date.day);
  const soonest = inYear(thisYear) >= today ? thisYear : thisYear + 1;
  const distance = (year: number) => Math.abs(daysBetween(today, inYear(year)));
  const nearest = [thisYear - 1, thisYear, thisYear + 1].reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return { year: allowPast ? nearest : soonest, month, assumed: 'year' };
}

/** The day, or the nearest that exists: only for finding the year. */
function clampedDay(year: number, month: number, day: number): Day {
  const inRange = Math.min(Math.max(month, 1), 12);
  return makeDay(year, inRange, Math.min(Math.max(day, 1), daysInMonth(year, inRange)));
}

function lastDay(year: number, month: number): Day {
  return makeDay(year, month, daysInMonth(year, month));
}

/** Which hours of the 12-hour clock belong to a part of the day, and what is added to them. */
const HOURS: Record<PartOfDay, (hour: number) => number | null> = {
  am: (hour) => (hour >= 1 && hour <= 12 ? hour % 12 : null),
  pm: (hour) => (hour >= 1 && hour <= 12 ? (hour % 12) + 12 : null),
  morning: (hour) => (hour < 12 ? hour : null),
  noon: (hour) => (hour >= 10 && hour <= 14 ? hour : hour >= 1 && hour <= 2 ? hour + 12 : null),
  afternoon: (hour) => (hour >= 12 && hour <= 18 ? hour : hour >= 1 && hour <= 6 ? hour + 12 : null),
  evening: (hour) => (hour >= 17 ? hour : hour >= 5 && hour <= 11 ? hour + 12 : null),
  // "12 giờ đêm" could be either midnight of the day, so it is not guessed at.
  night: (hour) => (hour >= 21 || hour <= 4 ? hour : hour >= 9 && hour <= 11 ? hour + 12 : null),
};

function timeMeant({ clock, part }: SaidWhen): TimeOfDay | null {
  if (!clock || clock.hour > 23 || clock.minute > 59 || clock.minute < -59) return null;
  const hour = part ? HOURS[part](clock.hour) : clock.hour;
  if (hour === null) return null;
  const total = hour * 60 + clock.minute;
  return total < 0 ? null : { hour: Math.floor(total / 60), minute: total % 60 };
}
