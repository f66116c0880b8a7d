// Periods of so many months, counted from January: quarters, half-years, months. Pure.
import { addDays, type Day, daysInMonth, makeDay, monthOf, yearOf } from './time.ts';

/** Its first and its last day. */
export type Period = { from: Day; to: Day };

/** The period in which a day lies. */
export function periodOf(day: Day, months: number): Period {
  const nth = Math.floor((monthOf(day) - 1) / months);
  const start = (month: number): Day => (month > 12 ? makeDay(yearOf(day) + 1, 1, 1) : makeDay(yearOf(day), month, 1));
  return { from: start(nth * months + 1), to: addDays(start((nth + 1) * months + 1), -1) };
}

/** A day of its last month; of a month that has no such day its last one. */
export const dayWithin = ({ to }: Period, dayOfMonth: number): Day =>
  makeDay(yearOf(to), monthOf(to), Math.min(dayOfMonth, daysInMonth(yearOf(to), monthOf(to))));

/** As it is written in a table: `12/2026`, `10-12/2026`; a year `2026`. */
export function periodName({ from, to }: Period): string {
  const [first, last, year] = [monthOf(from), monthOf(to), yearOf(to)];
  if (first === last) return `${last}/${year}`;
  return first === 1 && last === 12 ? String(year) : `${first}-${last}/${year}`;
}
