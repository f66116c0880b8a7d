// ID2: a seat has passed to somebody else (kiện toàn), and the open tasks of the seat with it. Pure but for the reading.
import { type Due, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { findSuccession, type Succession } from '../committee/index.ts';
import type { TaskFacts } from './facts.ts';
import { factsOf, lockOpenWith } from './store.ts';
import { evolve, type TaskEvent } from './task.ts';
import { cardOf, taskView, type Viewer } from './views.ts';

export type SuccessionFacts = Succession & { tasks: readonly TaskFacts[] };

const asLead: Viewer = { part: 'lead', charge: false };
const asCoordinator: Viewer = { part: 'coordinator', charge: false };

/** The successor takes over what is open and is asked to accept it; the time and the record stay as they are. */
export function dueSuccession({ from, to, tasks }: SuccessionFacts, world: World): Due {
  const events = tasks.map(
    ({ task }): TaskEvent => ({
      type: 'tasks.succeeded',
      taskId: task.id,
      from: from.id,
      to: to.person.id,
      agencyId: to.agencyId,
      at: world.now,
    }),
  );
  const notices = tasks.map((facts, index): Notice => {
    const task = evolve(facts.task, events[index]!);
    const leads = task.leadId === to.person.id;
    const people = new Map([...facts.people, [to.person.id, to.person]]);
    const heading = text('tasks:notice.assigned', { code: task.code, due: dayValue(task.dueDay) });
    const note = text(leads ? 'tasks:notice.you-lead-now' : 'tasks:notice.you-coordinate-now', { name: from.fullName });
    return {
      to: to.person.id,
      class: leads ? 'action' : 'notice',
      view: taskView({ ...facts, task, people }, leads ? asLead : asCoordinator, world, note, heading),
      matter: cardOf(task),
      key: `${cardOf(task)}:succeeded:v${task.version}:${to.person.id}`,
    };
  });
  return { notices, events, nextAt: null };
}

export const succession = reminderKind<SuccessionFacts>({
  name: 'tasks.succession',
  article: '6.2',
  gather: async (tx, { matter }, { now }) => {
    const found = await findSuccession(tx, matter.slice('seat:'.length), now);
    if (!found) return null;
    const tasks: TaskFacts[] = [];
    for (const task of await lockOpenWith(tx, found.to.bodyId, found.from.id)) tasks.push(await factsOf(tx, task, now));
    return { ...found, tasks };
  },
  due: (facts, _reminder, world) => dueSuccession(facts, world),
});
