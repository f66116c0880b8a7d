/**
 * Working days: Monday to Friday, corrected by a calendar of days off and of days worked in exchange.
 *
 * The calendar is data kept by the secretariat (Labour Code, Điều 111 and 112; the yearly plan of the
 * Government), never a rule written here.
 */

import { addDays, type Day, dayFromNumber, dayNumber, weekday, yearOf } from './time.ts';

export type CalendarEntry = {
  readonly day: Day;
  /** A holiday; a day off given for another; a weekend day worked for another. */
  readonly kind: 'off' | 'off-in-lieu' | 'work-in-lieu';
  readonly name: string;
  /** The document the entry rests on. */
  readonly source: string;
  /** False for what was computed or announced but not yet laid down; it counts all the same. */
  readonly confirmed: boolean;
};

export type Calendar = {
  readonly entries: ReadonlyMap<Day, CalendarEntry>;
  readonly years: ReadonlySet<number>;
};

/** A calendar of these entries; where two name the same day the later one holds. */
export function makeCalendar(entries: Iterable<CalendarEntry>): Calendar {
  const byDay = new Map<Day, CalendarEntry>();
  for (const entry of entries) byDay.set(entry.day, entry);
  return { entries: byDay, years: new Set([...byDay.keys()].map(yearOf)) };
}

/** Whether the calendar knows anything about the year; when not, deadlines in it are provisional. */
export function calendarCovers(calendar: Calendar, year: number): boolean {
  return calendar.years.has(year);
}

export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const entry = calendar.entries.get(day);
  if (entry) return entry.kind === 'work-in-lieu';
  const on = weekday(day);
  return on !== 0 && on !== 6;
}

/**
 * The working day `n` working days after `day` (before it when negative). `day` itself is not counted,
 * whether it is a working day or not; 0 gives `day` back.
 * @throws RangeError when `n` is not whole.
 */
export function addWorkingDays(calendar: Calendar, day: Day, n: number): Day {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of working days: ${n}`);
  const step = n < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return at;
}

/**
 * How many working days lie between the two days: `from` is not counted, `to` is. Negative when `to` is
 * the earlier. It undoes `addWorkingDays`, so seen backwards it likewise counts `to` and not `from`.
 */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  const step = end < start ? -1 : 1;
  let count = 0;
  for (let at = start; at !== end; ) {
    at += step;
    if (isWorkingDay(calendar, dayFromNumber(at))) count += step;
  }
  return count;
}

/**
 * The last day on which a notice for a meeting on `meetingDay` may go out, `workingDays` working days
 * ahead; the day of sending is not counted (Quyết định 45/2018/QĐ-TTg).
 */
export function latestNoticeDay(calendar: Calendar, meetingDay: Day, workingDays = 3): Day {
  return addWorkingDays(calendar, meetingDay, -workingDays);
}
