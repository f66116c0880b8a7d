// What nobody settles goes up (Điều 5.1, 7.2, 8.3): a completion nobody confirms, a task over its time. Pure.
import type { World } from '../../kernel/command.ts';
import { type RisingStep, stepsAfter } from '../../kernel/ladder.ts';
import type { StepUp } from '../../kernel/settings.ts';
import { deputiesOf, deputyFor, overseersOf } from '../committee/index.ts';
import { lastDayOf } from './due.ts';
import type { TaskFacts } from './facts.ts';
import { confirmersOf } from './parties.ts';
import type { Task } from './task.ts';

type Clock = Pick<World, 'now' | 'calendar' | 'settings'>;

/** When a completion that waits is brought back, the next time the last; none for a task that waits for nobody. */
export function confirmSteps({ progress }: Task, { now, calendar, settings }: Clock): RisingStep[] {
  const proposal = progress.state === 'open' ? progress.proposal : null;
  return proposal ? stepsAfter(settings.confirmSteps, proposal.day, calendar, now) : [];
}

/** When others than its lead hear that a task is over its time. */
export const overdueSteps = ({ dueDay }: Task, { now, calendar, settings }: Clock): RisingStep[] =>
  dueDay === null ? [] : stepsAfter(settings.overdueSteps, lastDayOf(calendar, dueDay), calendar, now);

/** Above the office: the deputy who gave the task, else he whose field it is, else the first; whoever leads now. Never its lead. */
function aboveOffice({ task, seats, head }: TaskFacts, to: StepUp['to']): string[] {
  if (to === 'office') return [];
  const deputies = deputiesOf(seats).map(({ person }) => person.id);
  const given = deputies.filter((id) => id === task.givenBy);
  const leads = (head.acting ?? head.chair)?.person.id;
  const field = deputyFor(seats, task.area)?.person.id;
  const ids = to === 'deputy' ? [...given, ...(field ? [field] : []), ...deputies].slice(0, 1) : [leads];
  return ids.filter((id) => id !== undefined && id !== task.leadId) as string[];
}

/** Whose confirmation it is now: those it was put before first, and those whom it has come up to since (Điều 7.2). */
export function decidersOf(facts: TaskFacts, clock: Clock): string[] {
  const { task, seats, head } = facts;
  const reached = confirmSteps(task, clock).filter(({ at }) => at <= clock.now);
  const above = reached.flatMap(({ to }) => aboveOffice(facts, to));
  return [...new Set([...confirmersOf(task, seats, head), ...above])];
}

/** Who hears of a task over its time, and from when: the standing agency first, in the end the chair. */
export function overdueTold(facts: TaskFacts, clock: Clock): { step: RisingStep; to: string[] }[] {
  const office = overseersOf(facts.seats).map(({ person }) => person.id);
  const told = new Set(office);
  return overdueSteps(facts.task, clock).map((step) => {
    for (const id of aboveOffice(facts, step.to)) told.add(id);
    return { step, to: [...told].filter((id) => id !== facts.task.leadId) };
  });
}
