// When a task is over its time, and when its lead is to hear of it. Working days throughout. Pure.
import type { World } from '../../kernel/command.ts';
import { closing, morningOf, stepsBefore } from '../../kernel/ladder.ts';
import { addDays, type Day, instant } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar, isWorkingDay, workingDaysBetween } from '../../kernel/working-days.ts';

/** The day on which the time really ends: a day off lasts until the next working day (Bộ luật Dân sự 2015, Điều 148.5). */
export const lastDayOf = (calendar: Calendar, dueDay: Day): Day =>
  isWorkingDay(calendar, dueDay) ? dueDay : addWorkingDays(calendar, dueDay, 1);

/**
 * Tasks due on this day or earlier are overdue on `day`, the others are not: the last working day before it.
 * As one day to compare with, the database can count by it.
 */
export const overdueThrough = (calendar: Calendar, day: Day): Day => addWorkingDays(calendar, day, -1);

/** Whether the time has ended; what does not count yet never does. */
export const isOverdue = (calendar: Calendar, dueDay: Day | null, day: Day): boolean =>
  dueDay !== null && dueDay <= overdueThrough(calendar, day);

/** Working days left until the time ends; negative when so many have passed since, without end while it does not count yet. */
export const workingDaysLeft = (calendar: Calendar, dueDay: Day | null, today: Day): number =>
  dueDay === null ? Number.POSITIVE_INFINITY : workingDaysBetween(calendar, today, lastDayOf(calendar, dueDay));

type Clock = Pick<World, 'now' | 'calendar' | 'settings'>;

/** The newest moment, up to now, at which the lead should have heard of the task. */
export const latestRung = (dueDay: Day | null, clock: Clock): Date | null =>
  rungs(dueDay, clock).findLast((at) => at <= clock.now) ?? null;

/** The next such moment after now; null when neither a ladder nor reminders afterwards are set. */
export const nextRung = (dueDay: Day | null, clock: Clock): Date | null =>
  rungs(dueDay, clock).find((at) => at > clock.now) ?? null;

/** The ladder, and of the endless row of overdue reminders those up to the next one; in order of time. */
function rungs(dueDay: Day | null, clock: Clock): Date[] {
  if (dueDay === null) return [];
  const last = lastDayOf(clock.calendar, dueDay);
  const ladder = stepsBefore(clock.settings.taskReminders, instant(last, closing, 0), clock.calendar);
  return [...ladder.map(({ at }) => at), ...overdueRungs(last, clock)].sort((a, b) => a.getTime() - b.getTime());
}

/** After twice as long each time: what one lead has not done in weeks is by then before others (rising.ts). */
function overdueRungs(last: Day, clock: Clock): Date[] {
  const every = clock.settings.overdueEveryDays;
  const found: Date[] = [];
  for (let after = every; after >= 1; after *= 2) {
    const at = morningOf(lastDayOf(clock.calendar, addDays(last, after)));
    found.push(at);
    if (at > clock.now) break;
  }
  return found;
}
