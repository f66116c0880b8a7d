// Reminding the lead of due days (Điều 5.1, 7.2, 8.3), one message for all of them.
//
// Every open task keeps a reminder of its own, as any other matter does, so a moved day re-arms it by a new version
// and closing the task closes it. But a person must not get five messages at eight in the morning: whichever of his
// reminders comes up first looks at all his open tasks, speaks for every one whose rung has come since he last heard
// of it, and marks them as told. His others then find nothing left to say and go on to their next rung. The mark also
// makes a late or doubled tick harmless: only the newest rung counts, and it is said once.
// Pure.
import type { Due, ReminderRow } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { sayingTime } from '../../kernel/ladder.ts';
import type { Notice } from '../../kernel/notice.ts';
import { plainText, text } from '../../kernel/text.ts';
import { addDays, dayOf, instant, minutes } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { latestRung, nextRung } from './due.ts';
import { openChoice, type TaskFacts } from './facts.ts';
import type { Task, TaskEvent } from './task.ts';
import { cardOf, digestView, dueBrief, dueSaid, rowLine, taskView } from './views.ts';

export type ReminderFacts = {
  /** The task whose reminder came up, with what its card needs. */
  about: TaskFacts;
  /** The open tasks of its lead, the nearest day first; may stay empty when this one has nothing to say. */
  ofLead: readonly Task[];
  /** Somebody is acting on the task at this moment: it is looked at again when he is done. */
  busy: boolean;
};

const busyRest = minutes(1);

/** Whether the lead has yet to hear of a rung; while completion awaits confirmation it is not for him to act. */
export function isToBeTold(task: Task, world: World): boolean {
  if (task.progress.state !== 'open' || task.progress.proposal) return false;
  const rung = latestRung(task.dueDay, world);
  return rung !== null && rung > task.toldAt;
}

export function dueOf(facts: ReminderFacts, _reminder: ReminderRow, world: World): Due {
  const { task } = facts.about;
  if (facts.busy) return { notices: [], nextAt: new Date(world.now.getTime() + busyRest) };
  const nextAt = nextRung(task.dueDay, world);
  const toTell = facts.ofLead.filter((other) => isToBeTold(other, world));
  // Nothing new about this one: another of the person's reminders has spoken for it.
  if (!toTell.some(({ id }) => id === task.id)) return { notices: [], nextAt };
  const sayAt = sayingTime(world);
  if (sayAt > world.now) return { notices: [], nextAt: sayAt };
  const event: TaskEvent = { type: 'tasks.reminded', taskIds: toTell.map(({ id }) => id), at: world.now };
  const notice = toTell.length === 1 ? nudge(facts.about, world) : digest(toTell, world);
  return { notices: [notice], events: [event], nextAt };
}

/** It counts the days left, so it is of no use tomorrow. */
const untilMidnight = (world: World): Date => instant(addDays(dayOf(world.now), 1), 0, 0);

const rungKey = (task: Task, world: World): string => latestRung(task.dueDay, world)?.toISOString() ?? '';

function nudge(about: TaskFacts, world: World): Notice {
  const { task } = about;
  const heading = text('tasks:notice.due', { code: task.code, due: dueSaid(task) });
  return {
    to: task.leadId,
    class: 'nudge',
    view: {
      ...taskView(about, { part: 'lead', charge: false }, world, text('tasks:notice.due-now'), heading),
      brief: dueBrief(about),
    },
    matter: cardOf(task),
    key: `${cardOf(task)}:due:v${task.version}:${rungKey(task, world)}:${task.leadId}`,
    expiresAt: untilMidnight(world),
    digest: { line: rowLine(task, world), open: openChoice(task) },
  };
}

function digest(tasks: readonly Task[], world: World): Notice {
  const to = tasks[0]!.leadId;
  const newest = tasks
    .map((task) => rungKey(task, world))
    .sort()
    .at(-1);
  return {
    to,
    class: 'digest',
    view: digestView(tasks, world),
    matter: `tasks:${to}`,
    key: `tasks:${to}:due:${newest}:${to}`,
    expiresAt: untilMidnight(world),
    digest: {
      line: text('tasks:digest.heading', { count: tasks.length }),
      open: choice(plainText('tasks:digest.all'), press('tasks.list', { scope: 'mine' })),
    },
  };
}
