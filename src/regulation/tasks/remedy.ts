// What follows when a task is likely to be late (Điều 5.1, 7.2): the clock sees it, its lead is asked how he will make good, the
// standing agency is told at once, and whoever leads the body reads of it where no plan came.
import { reminderKind } from '../../kernel/chapter.ts';
import type { Act, World } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { closing, morningOf, sayingTime } from '../../kernel/ladder.ts';
import type { Notice, ReminderStart } from '../../kernel/notice.ts';
import { type Obligation, obligation, owe } from '../../kernel/obligation.ts';
import { type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf, instant } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseersOf } from '../committee/index.ts';
import { isOverdue, lastDayOf } from './due.ts';
import { nameOf, openChoice, type TaskFacts } from './facts.ts';
import { daysLikelyLate, foreseenAt, isLikelyLate } from './likely.ts';
import { factsOf, findTask } from './store.ts';
import { evolve, type Task, type TaskEvent } from './task.ts';
import { cardOf, rowLine, taskView } from './views.ts';

const likelyName = 'tasks.likely';

/** The day by which the plan is owed. */
const planDay = (asked: Day, { calendar, settings }: Pick<World, 'calendar' | 'settings'>): Day =>
  addWorkingDays(calendar, asked, settings.remedyPlanDays);

const after = (facts: TaskFacts, days: number, world: World): Date =>
  morningOf(addWorkingDays(world.calendar, planDay(facts.task.remedy?.asked ?? dayOf(world.now), world), days));

/** Asked for and not there, of a task that is likely to be late still. */
const waits = (task: Task, world: Pick<World, 'now' | 'calendar' | 'settings'>): boolean =>
  task.remedy !== null && task.remedy.plan === null && isLikelyLate(task, world);

/** Whether the time for the plan has passed without one: then it is reported to whoever leads the body. */
export const isUnanswered = (task: Task, world: Pick<World, 'now' | 'calendar' | 'settings'>): boolean =>
  waits(task, world) && dayOf(world.now) > planDay(task.remedy!.asked, world);

/** The end of its last day. */
const lastOf = ({ task }: TaskFacts, { calendar, now }: World): Date =>
  instant(lastDayOf(calendar, task.dueDay ?? dayOf(now)), closing, 0);

const likelyLine = ({ task }: TaskFacts, world: World): Text =>
  text('tasks:likely.line', {
    row: rowLine(task, world),
    days: daysLikelyLate(task, dayOf(world.now), world.calendar),
  });
const leadOf = ({ task, people }: TaskFacts): string => nameOf(people, task.leadId);

const toLead = (facts: TaskFacts, world: World) =>
  taskView(facts, { part: 'lead', charge: false }, world, text('tasks:likely.asked'));
const toOffice = (facts: TaskFacts, world: World, what: 'told' | 'silent') =>
  taskView(facts, { part: null, charge: true }, world, text(`tasks:likely.${what}`));

const officeOf = ({ seats, task }: TaskFacts): string[] => [
  ...new Set(overseersOf(seats).flatMap(({ person }) => (person.id === task.leadId ? [] : [person.id]))),
];

/** `behind`: he has not caught up with it since; then no plan is owed for now. */
type Owed = { about: TaskFacts; behind: boolean };

const owedRemedy: Obligation<Owed> = {
  name: 'tasks.remedy',
  article: '6.2',
  load: async (tx, { matter, person, version }, world) => {
    const task = await findTask(tx, matter.slice('task:'.length));
    if (task?.progress.state !== 'open' || task.version !== version || !task.remedy || task.remedy.plan) return null;
    // From its last day on it is late, and is chased for that; with a new lead the plan is his to send.
    if (task.leadId !== person || isOverdue(world.calendar, task.dueDay, dayOf(world.now))) return null;
    return { about: await factsOf(tx, task, world.now), behind: isLikelyLate(task, world) };
  },
  owedBy: ({ about }) => [about.task.leadId],
  settled: ({ behind }) => !behind,
  until: ({ about: { task } }, world) => instant(planDay(task.remedy?.asked ?? dayOf(world.now), world), closing, 0),
  steps: ({ about }, world) =>
    [0, 1, 3].map((days) => after(about, days, world)).filter((at) => at < lastOf(about, world)),
  escalates: ({ about }, world) => [
    { to: officeOf(about), from: after(about, 1, world), view: toOffice(about, world, 'silent'), who: leadOf(about) },
  ],
  lasts: ({ about }, world) => lastOf(about, world),
  say: ({ about }, world) => toLead(about, world),
  line: ({ about }, world) => likelyLine(about, world),
  // The plan is sent from the task's card: one button for it on a screen, not two.
  open: ({ about: { task } }) => openChoice(task),
};

export const remedy = obligation(owedRemedy);

/** The plan is owed by whoever leads the task now. */
export function watchRemedy(facts: TaskFacts, world: World): ReminderStart[] {
  const { task } = facts;
  if (!waits(task, world)) return [];
  const at = { matter: cardOf(task), person: task.leadId, version: task.version };
  return [owe(owedRemedy, { about: facts, behind: true }, at, world) ?? []].flat();
}

/** Looked at on the morning on which it would be seen if nothing more is reported. */
export function watchLikely({ task }: TaskFacts, world: World): ReminderStart[] {
  const nextAt = task.remedy || task.progress.state !== 'open' ? null : foreseenAt(task, world);
  return nextAt ? [{ kind: likelyName, matter: cardOf(task), person: null, version: task.version, nextAt }] : [];
}

/** The first word of it, to the lead and to the standing agency; the reminders afterwards are those of what is owed. */
function foreseen(facts: TaskFacts, world: World): Notice[] {
  const { task } = facts;
  const line = likelyLine(facts, world);
  const said = (to: string, mine: boolean): Notice => ({
    to,
    class: 'nudge',
    view: mine ? toLead(facts, world) : toOffice(facts, world, 'told'),
    matter: cardOf(task),
    key: `${cardOf(task)}:likely:v${task.version}:${to}`,
    digest: { line, open: openChoice(task), ...(!mine && { who: leadOf(facts) }) },
  });
  return [said(task.leadId, true), ...officeOf(facts).map((to) => said(to, false))];
}

async function gatherLikely(tx: Transaction, matter: string, version: number, now: Date): Promise<TaskFacts | null> {
  const task = await findTask(tx, matter.slice('task:'.length), { lock: true });
  return task?.progress.state === 'open' && task.version === version ? factsOf(tx, task, now) : null;
}

/** The clock finds it: once for each day the task is given until. */
export const likely = reminderKind<TaskFacts>({
  name: likelyName,
  article: '5.1',
  gather: (tx, { matter, version }, { now }) => gatherLikely(tx, matter, version, now),
  // What it has said is not said again in the morning to who has sent his plan by then.
  settled: ({ task }) => task.remedy?.plan != null,
  due: (facts, _row, world) => {
    const { task } = facts;
    if (task.remedy) return { notices: [], nextAt: null };
    if (!isLikelyLate(task, world)) return { notices: [], nextAt: foreseenAt(task, world) };
    const sayAt = sayingTime(world);
    if (sayAt > world.now) return { notices: [], nextAt: sayAt };
    const asked = dayOf(world.now);
    const days = daysLikelyLate(task, asked, world.calendar);
    const event: TaskEvent = { type: 'tasks.foreseen', taskId: task.id, asked, days };
    const then = { ...facts, task: evolve(task, event) };
    return { notices: foreseen(then, world), events: [event], reminders: watchRemedy(then, world), nextAt: null };
  },
});

/** None was asked for. */
export const cannotPlan = ({ task }: TaskFacts): Refused | null =>
  task.remedy
    ? null
    : refuse('not-asked', text('tasks:refusal.no-remedy', { code: task.code }), {
        article: '5.1',
        choices: [openChoice(task)],
      });

export const decideRemedy = (
  { task }: TaskFacts,
  { args, by, now }: Act<{ readonly words: string }>,
): Decision<TaskEvent> =>
  agree({ type: 'tasks.planned', taskId: task.id, plan: { words: args.words, by: by.person.id, day: dayOf(now) } });
