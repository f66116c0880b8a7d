// A time that counts from an event ("30 ngày sau khi Trung ương ban hành …"; Điều 3.1, TK14): the task is in force and is
// reported on, but no day is made up for it before the event has come. Pure.
import type { Act, Asking, World } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar } from '../../kernel/working-days.ts';
import { cannotMove } from './decide.ts';
import { openChoice, type TaskFacts } from './facts.ts';
import type { HangsOn, TaskEvent } from './task.ts';

/** The day on which a time ends that counts from an event; the day of the event is not counted (BLDS 2015, Điều 147). */
export function dueAfter(event: Day, days: string, calendar: Calendar): Day {
  const count = Number.parseInt(days, 10);
  return days.endsWith('w') ? addWorkingDays(calendar, event, count) : addDays(event, count);
}

/** By when it is to be done, now that the event has come; asked for where nothing was said of it or it is over already. */
export function dueBy(
  { days }: Pick<HangsOn, 'days'>,
  event: Day,
  said: Day | undefined,
  { calendar, now }: Pick<World, 'calendar' | 'now'>,
): Day | Refused {
  const due = said ?? (days ? dueAfter(event, days, calendar) : undefined);
  if (due !== undefined && due >= dayOf(now)) return due;
  const because = due
    ? text('tasks:refusal.past-event', { event: dayValue(event), day: dayValue(due) })
    : text('tasks:refusal.no-day');
  return refuse('no-day', because, { article: '3.1', field: 'due' });
}

/** Its day is set already, or it is not this person who sets it, or a report waits. */
export const cannotStart = (facts: TaskFacts, act: Act): Refused | null =>
  facts.task.dueDay === null
    ? cannotMove(facts, act)
    : refuse('has-day', text('tasks:refusal.has-day', { code: facts.task.code, day: dayValue(facts.task.dueDay) }), {
        article: '3.1',
        choices: [openChoice(facts.task)],
      });

type Happened = { day: Day; paper: string; due?: Day | undefined };

/** The event has come: from here on its time counts, and whoever has a part in it is told the day. */
export function decideHappened(
  { task }: TaskFacts,
  { args: { day, paper, due }, by, ...world }: Act<Happened>,
): Decision<TaskEvent> {
  const dueDay = dueBy(task.hangsOn ?? { days: null }, day, due, world);
  if (typeof dueDay !== 'string') return dueDay;
  const happened = { day, paper };
  return agree({ type: 'tasks.started', taskId: task.id, by: by.person.id, dueDay, happened, at: world.now });
}

/** What somebody said of it when he gave it. A button is client input: what is no time is said when the event comes. */
export const hangingOn = ({ condition = '', days }: Asking['args']): HangsOn => ({
  event: condition,
  days: /^\d{1,3}w?$/.test(days ?? '') ? days! : null,
});
