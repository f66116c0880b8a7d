// Bộ luật Lao động, Điều 112: next year's days off stand in the calendar before the year begins; Tết and the day of the Hùng
// kings are computed and compared with what was entered. In the last quarter the standing agency owes them (Điều 7.2).

import { hungKingsOf, tetOf } from '../../kernel/lunar.ts';
import { type Round, recurring } from '../../kernel/recurring.ts';
import { dayValue, fullDay, plainText, type Text, text } from '../../kernel/text.ts';
import { addDays, type Day, makeDay, yearOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { type Calendar, type CalendarEntry, calendarCovers } from '../../kernel/working-days.ts';
import { bodyNow } from '../body-now.ts';
import { standingAgency } from '../roles.ts';
import { daysFrom } from './store.ts';

/** From before Tết until so many days after its first day its holiday lasts, with what is given in lieu. */
const [before, after] = [2, 6];

/** Which holidays of a year are missing, or stand there only as an expectation. */
export function missingOf(entries: readonly CalendarEntry[], year: number): Day[] {
  const byDay = new Map(entries.map((entry) => [entry.day, entry]));
  const [tet, kings] = [tetOf(year), hungKingsOf(year)];
  const fixed = [makeDay(year, 1, 1), makeDay(year, 4, 30), makeDay(year, 5, 1), makeDay(year, 9, 2)];
  const absent = [tet, kings, ...fixed].filter((day) => byDay.get(day)?.kind !== 'off');
  const expected = [...byDay.values()].filter(
    ({ day, confirmed }) => !confirmed && day >= addDays(tet, -before) && day <= addDays(tet, after),
  );
  return [...absent, ...expected.map(({ day }) => day)].toSorted();
}

/** Where the calendar of a year has been entered and Tết is not where the moon puts it; null: nothing is odd. */
export function tetOddity({ entries, ...calendar }: Calendar, year: number): Text | null {
  const tet = tetOf(year);
  return calendarCovers({ entries, ...calendar }, year) && entries.get(tet)?.kind !== 'off'
    ? text('holidays:tet', { year, day: fullDay(tet) })
    : null;
}

/** Next year's are owed from the first of October until the middle of December. */
export function roundsOf(today: Day): { current: Round; next: Round } {
  const round = (year: number): Round => ({
    period: { from: makeDay(year, 1, 1), to: makeDay(year, 12, 31) },
    opens: makeDay(year - 1, 10, 1),
    due: makeDay(year - 1, 12, 15),
  });
  const year = yearOf(addDays(today, 92));
  return { current: round(year), next: round(year + 1) };
}

export const nextYear = recurring({
  name: 'holidays.year-due',
  article: '7.2',
  body: bodyNow,
  rounds: roundsOf,
  done: async (tx, _bodyId, { from }) => missingOf(await daysFrom(tx, from), yearOf(from)).length === 0,
  by: standingAgency,
  late: ['deputy-chair'],
  line: ({ from }) => text('holidays:each.line', { year: yearOf(from) }),
  say: ({ from }, due, isOver) =>
    text(`holidays:each.${isOver ? 'over' : 'due'}`, {
      year: yearOf(from),
      due: dayValue(due),
      tet: fullDay(tetOf(yearOf(from))),
      kings: fullDay(hungKingsOf(yearOf(from))),
    }),
  open: choice(plainText('holidays:open.list'), press('holidays.list')),
});
