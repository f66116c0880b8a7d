// Reads and writes the calendar as it lies in its table, and which reminders move when it becomes another.
import type { World } from '../../kernel/command.ts';
import { usualSettings } from '../../kernel/settings.ts';
import type { Day } from '../../kernel/time.ts';
import { type Calendar, type CalendarEntry, makeCalendar } from '../../kernel/working-days.ts';
import { figuresAt, type Moved, movedBy } from '../../store/figures.ts';
import { standingOf } from '../../store/standing.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Over } from '../figures/index.ts';
import type { DaySet } from './decide.ts';

/** What moves in these bodies when their calendar becomes another. */
export async function movedByCalendar(
  tx: Transaction,
  { declared, reminders }: Pick<Over, 'declared' | 'reminders'>,
  bodyIds: readonly string[],
  { before, after }: { before: Calendar; after: Calendar },
  world: World,
): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const bodyId of bodyIds) {
    const settings = await figuresAt(tx, usualSettings(declared), bodyId, world.now);
    const worlds = { before: { ...world, settings, calendar: before }, after: { ...world, settings, calendar: after } };
    moved.push(...(await movedBy(tx, { reminders }, bodyId, worlds)));
  }
  return moved;
}

/** The calendar as it lies in its table. */
export async function calendarNow(tx: Transaction): Promise<Calendar> {
  return makeCalendar(await daysFrom(tx, ''));
}

export const daysFrom = (tx: Transaction, from: Day | ''): Promise<CalendarEntry[]> =>
  tx.calendarDay.findMany({ where: { day: { gte: from } }, orderBy: { day: 'asc' } }) as unknown as Promise<
    CalendarEntry[]
  >;

/** Writes what was decided, and completes it with the sums on record (as of a figure). */
export async function write(tx: Transaction, event: DaySet): Promise<void> {
  if (event.entry === null) await tx.calendarDay.deleteMany({ where: { day: event.day } });
  else {
    const { day, ...entry } = event.entry;
    await tx.calendarDay.upsert({ where: { day }, create: { day, ...entry }, update: entry });
  }
  event.standing = await standingOf(tx);
}
