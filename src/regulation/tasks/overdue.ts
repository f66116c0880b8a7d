// A task over its time is its lead's to do; who else hears of it, and when (Điều 5.1, 7.2, 8.3). The lead's own reminders
// stand in reminding.ts.
import type { World } from '../../kernel/command.ts';
import { type Obligation, obligation } from '../../kernel/obligation.ts';
import { text } from '../../kernel/text.ts';
import { dayOf, instant, makeDay } from '../../kernel/time.ts';
import { lastDayOf, workingDaysLeft } from './due.ts';
import { nameOf, openChoice, type TaskFacts } from './facts.ts';
import { overdueTold } from './rising.ts';
import { factsOf, findTask } from './store.ts';
import { cardOf, rowLine, taskView } from './views.ts';

/** Owed until it is done, however long everybody has been told of it. */
const forever = instant(makeDay(2999, 12, 31), 17, 0);

/** Working days before its last day from which a task counts as owed. */
const inSight = 10;

const owedTask: Obligation<TaskFacts> = {
  name: 'tasks.overdue',
  article: '6.2',
  load: async (tx, { matter, version }, { now, calendar }) => {
    const task = await findTask(tx, matter.slice('task:'.length));
    if (task?.progress.state !== 'open' || task.progress.proposal || task.version !== version) return null;
    return workingDaysLeft(calendar, task.dueDay, dayOf(now)) > inSight ? null : factsOf(tx, task, now);
  },
  owedBy: ({ task }) => [task.leadId],
  until: ({ task }, { calendar, now }) => instant(lastDayOf(calendar, task.dueDay ?? dayOf(now)), 17, 0),
  steps: () => [],
  lasts: () => forever,
  escalates: (facts, world) =>
    overdueTold(facts, world).map(({ step, to }) => ({
      to,
      from: step.at,
      who: nameOf(facts.people, facts.task.leadId),
      view: taskView(
        facts,
        { part: null, charge: true, chases: step.to === 'office' },
        world,
        text(`tasks:overdue.${step.to}`),
      ),
    })),
  say: (facts, world) => taskView(facts, { part: 'lead', charge: false }, world),
  line: ({ task }, world) => rowLine(task, world),
  dated: true,
  open: ({ task }) => openChoice(task),
};

export const overdue = obligation(owedTask);

/** Watched from the day it is given, moved or sent back. */
export function watchOverdue(facts: TaskFacts, world: World) {
  const [first] = overdueTold(facts, world).filter(({ step }) => step.at > world.now);
  const { task } = facts;
  return first
    ? [{ kind: owedTask.name, matter: cardOf(task), person: null, version: task.version, nextAt: first.step.at }]
    : [];
}
