// Tasks: given, reported on, confirmed, chased (Điều 3.1, 5, 6.2, 7.2, 10.3, 12).
import { type Chapter, type Pending, type ReminderRow, reminderKind } from '../../kernel/chapter.ts';
import type { Asking, World } from '../../kernel/command.ts';
import { himself, seatedIds } from '../../kernel/person.ts';
import { said } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { commands } from './commands.ts';
import { completion } from './completion.ts';
import { openChoice } from './facts.ts';
import { nameOfTask } from './fields.ts';
import { keptTask } from './kept.ts';
import { tasks } from './listing.ts';
import { reminderName } from './notices.ts';
import { maySee } from './noun.ts';
import { overdue } from './overdue.ts';
import { isUnanswered, likely, remedy } from './remedy.ts';
import { dueOf, isToBeTold, type ReminderFacts } from './reminding.ts';
import { figures } from './settings.ts';
import { applyTaskEvent, factsOf, findTask, lockOpenOf, openTasksWith, tasksFound, unplannedTasks } from './store.ts';
import { succeeds, succession } from './succession.ts';
import type { TaskEvent } from './task.ts';

export type { TaskCounts } from './counts.ts';
export { newTask } from './decide.ts';
export { overdueThrough, workingDaysLeft } from './due.ts';
export { openChoice as openTask, type TaskFacts } from './facts.ts';
export { chargedTaskField, coordinatorsField, giverField, leadField, seatsInCharge, taskField } from './fields.ts';
export { daysLikelyLate } from './likely.ts';
export { placeIn, placeOf } from './listing.ts';
export { tellGiven, tellOf as tellTask } from './notices.ts';
export { taskNoun, taskOf } from './noun.ts';
export { givers, inCharge, mayLead, partOf, seatNamed, seatsNamed, wordsOf } from './parties.ts';
export {
  factsOf as taskFactsOf,
  factsOfMany as taskFactsOfMany,
  figuresOf as taskFiguresOf,
  findTask,
  stretchOf as tasksIn,
  tasksById,
} from './store.ts';
export { evolve as evolveTask, type HangsOn, levels as taskLevels, type Task, type TaskEvent } from './task.ts';
export { chasedFrom, countsLine, dueSaid, statusOf as taskStatus } from './views.ts';

/** Likely late, and no plan to make good has come in time: to be reported to whoever leads the body (Điều 5.1). */
export const unansweredIn = async (tx: Transaction, bodyId: string, world: World) =>
  (await unplannedTasks(tx, bodyId)).filter((task) => isUnanswered(task, world));

async function gatherDue(tx: Transaction, reminder: ReminderRow, world: World): Promise<ReminderFacts | null> {
  const task = await findTask(tx, reminder.matter.replace(/^task:/, ''));
  if (task?.progress.state !== 'open' || task.version !== reminder.version) return null;
  if (!isToBeTold(task, world)) {
    // Nothing to say: another of this person's reminders has said it.
    return { about: await factsOf(tx, task, world.now), ofLead: [], busy: false };
  }
  const ofLead = await lockOpenOf(tx, task.leadId, world.now);
  const current = ofLead.find(({ id }) => id === task.id);
  return { about: await factsOf(tx, current ?? task, world.now), ofLead, busy: current === undefined };
}

/** Tasks he was given and has not taken up. */
const tasksAwaiting = async (tx: Transaction, { by }: Asking): Promise<Pending[]> => {
  const tasks = await openTasksWith(tx, seatedIds(himself(by)), mostAwaiting);
  return tasks
    .filter((task) => task.leadId === by.person.id && task.receivedAt === null)
    .map((task) => ({ what: said(task.title), open: openChoice(task) }));
};

const mostAwaiting = 5;

/** By whom it may be given, and as what. */
const given = ['2.2', '2.3', '2.5', '3.1', '5.8', '6.7', '7.5', '8.10'] as const;
/** Who reports on it, follows it up, confirms it. */
const reported = ['5.1', '5.3', '6.2', '7.2', '8.3', '10.3', '12.2', '13.1'] as const;

export const chapter: Chapter = {
  name: 'tasks',
  settings: figures,
  forms: { 'tasks.due': ['name', 'task', 'due', 'code'] },
  room: 'tasks',
  articles: [...given, ...reported],
  commands,
  reminders: [
    reminderKind<ReminderFacts>({ name: reminderName, article: '5.1', gather: gatherDue, due: dueOf }),
    succession,
    likely,
  ],
  succeeds,
  numbered: { series: 'NV', event: 'tasks.assigned', part: 'task' },
  approvals: [completion],
  obligations: [overdue, remedy],
  registers: [tasks],
  shownBy: { task: 'tasks.open' },
  names: {
    task: async (tx, { by }, id) => {
      const task = await findTask(tx, id);
      return task && maySee(by, task) ? nameOfTask(task) : null;
    },
  },
  keeps: { task: keptTask },
  pending: tasksAwaiting,
  finds: [{ kind: 'task', find: tasksFound }],
  facts: { task: ['id'], task_report: ['id'] },
  apply: (tx, event) => applyTaskEvent(tx, event as TaskEvent),
};
