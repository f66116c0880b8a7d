// A task that will be late if it goes on as it goes (Điều 5.1, 7.2): seen before its day, while it can still be made good. Pure.
import type { World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar, workingDaysBetween } from '../../kernel/working-days.ts';
import { isOverdue, lastDayOf, workingDaysLeft } from './due.ts';
import type { Task } from './task.ts';

type Clock = Pick<World, 'now' | 'calendar' | 'settings'>;
type Timed = Pick<Task, 'dueDay' | 'hangsOn' | 'assignedAt' | 'percent'>;

/** From when its time runs: since it was given, or since the event from which it counts. */
const startOf = ({ hangsOn, assignedAt }: Timed): Day => hangsOn?.happened?.day ?? dayOf(assignedAt);

/** In working days: how many it was given in all, and how many the rest of it takes at the pace it was given for. */
function paceOf(task: Timed & { dueDay: Day }, calendar: Calendar): { given: number; rest: number } {
  const given = Math.max(1, workingDaysBetween(calendar, startOf(task), lastDayOf(calendar, task.dueDay)));
  return { given, rest: Math.ceil((given * (100 - task.percent)) / 100) };
}

/**
 * By how many working days it will be late: what is left to do, at the pace the task was given for, against the working
 * days left. None before half of its time is gone, when a pace says nothing yet, nor once it is over its time: then it
 * is late. The measure is that of the plans that ask for it ("có khả năng chậm từ 5 ngày": cause, remedy, report upward).
 */
export function daysLikelyLate(task: Timed, day: Day, calendar: Calendar): number {
  const { dueDay } = task;
  if (dueDay === null || isOverdue(calendar, dueDay, day)) return 0;
  const { given, rest } = paceOf({ ...task, dueDay }, calendar);
  const left = workingDaysLeft(calendar, dueDay, day);
  return 2 * left > given ? 0 : Math.max(0, rest - left);
}

/** Whether a remedy is to be asked for: under way, no report of its completion waits, and late by as much as the body says. */
export const isLikelyLate = (task: Timed & Pick<Task, 'progress'>, { now, calendar, settings }: Clock): boolean =>
  task.progress.state === 'open' &&
  task.progress.proposal === null &&
  daysLikelyLate(task, dayOf(now), calendar) >= settings.likelyLateDays;

/** The first morning after now on which it will be so if nothing more is reported; null: never before its last day is over. */
export function foreseenAt(task: Timed, { now, calendar, settings }: Clock): Date | null {
  const { dueDay } = task;
  if (dueDay === null) return null;
  const { given, rest } = paceOf({ ...task, dueDay }, calendar);
  const left = Math.min(rest - settings.likelyLateDays, Math.floor(given / 2));
  if (left < 0) return null;
  const last = lastDayOf(calendar, dueDay);
  const first = addWorkingDays(calendar, last, -left);
  const next = addWorkingDays(calendar, dayOf(now), 1);
  const day = morningOf(first) > now ? first : next;
  return day > last ? null : morningOf(day);
}
