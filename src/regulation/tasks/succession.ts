// ID2: seats have passed to somebody else (kiện toàn), and the open tasks of the seats with them. Pure but for the reading.
import type { Due } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import { cardFor, tell } from '../../kernel/noun.ts';
import { text } from '../../kernel/text.ts';
import { type Pass, passing, type Succession } from '../committee/index.ts';
import type { TaskFacts } from './facts.ts';
import { taskNoun } from './noun.ts';
import { watchRemedy } from './remedy.ts';
import { factsOf, lockOpenWith } from './store.ts';
import { evolve, type Task, type TaskEvent } from './task.ts';
import { dueSaid } from './views.ts';

export type SuccessionFacts = Succession & { tasks: readonly TaskFacts[] };

/**
 * To whom his part in the task passes; null when it stays with him. Who led from several seats hands on what belongs
 * to the seat he left, known by its agency (Điều 6, 12); what could belong to a seat he keeps, he keeps.
 */
function passOf({ passes, seats, kept }: Succession, task: Task, personId: string): Pass | null {
  const left = passes.filter(({ from }) => from.id === personId);
  const stays = seats.filter((seat) => seat.person.id === personId && kept.has(seat.id));
  const agencyId = task.leadId === personId ? task.leadAgencyId : null;
  if (agencyId !== null && stays.some((seat) => seat.agencyId === agencyId)) return null;
  const ofAgency = left.find((pass) => agencyId !== null && pass.left.agencyId === agencyId);
  return ofAgency ?? (stays.length > 0 ? null : (left[0] ?? null));
}

function passesOf(step: Succession, task: Task): Pass[] {
  const parts = new Set([task.leadId, ...task.coordinators]);
  return [...parts].flatMap((personId) => passOf(step, task, personId) ?? []);
}

/** The successors take over what is open and are asked to accept it; the time and the record stay as they are. */
export function dueSuccession({ tasks, ...step }: SuccessionFacts, world: World): Due {
  const handed = tasks.flatMap((facts) => {
    const passes = passesOf(step, facts.task);
    return passes.length === 0 ? [] : [{ facts, passes, event: succeeded(facts.task, passes, world) }];
  });
  return {
    notices: handed.flatMap(({ facts, passes, event }) => {
      // Who takes over two parts hears of the task once; the lead's part comes first.
      const heirs = new Map(passes.toReversed().map((pass) => [pass.to.person.id, pass]));
      return [...heirs.values()].flatMap((pass) =>
        tellHeir({ ...facts, task: evolve(facts.task, event) }, pass, world),
      );
    }),
    events: handed.map(({ event }) => event),
    reminders: handed.flatMap(({ facts, event }) => watchRemedy({ ...facts, task: evolve(facts.task, event) }, world)),
    nextAt: null,
  };
}

const succeeded = (task: Task, passes: readonly Pass[], { now }: World): TaskEvent => ({
  type: 'tasks.succeeded',
  taskId: task.id,
  passed: passes.map(({ from, to }) => ({ from: from.id, to: to.person.id, agencyId: to.agencyId })),
  at: now,
});

/** `facts` hold the task as it is now. */
function tellHeir(facts: TaskFacts, { from, to }: Pass, world: World): Notice[] {
  const { task } = facts;
  const leads = task.leadId === to.person.id;
  const heading = text('tasks:notice.assigned', { code: task.code, due: dueSaid(task) });
  const note = text(leads ? 'tasks:notice.you-lead-now' : 'tasks:notice.you-coordinate-now', { name: from.fullName });
  const known = { ...facts, people: new Map([...facts.people, [to.person.id, to.person]]) };
  const card = { ...cardFor(taskNoun, known, to.person.id, world, note), heading };
  return tell(taskNoun, known, `succeeded:${to.id}`, [to.person.id], card, { class: leads ? 'action' : 'notice' });
}

export const { reminder: succession, succeeds } = passing<Pick<SuccessionFacts, 'tasks'>>({
  name: 'tasks.succession',
  article: '6.2',
  items: async (tx, { bodyId }, leaving, now) => {
    const tasks: TaskFacts[] = [];
    for (const task of await lockOpenWith(tx, bodyId, leaving)) tasks.push(await factsOf(tx, task, now));
    return { tasks };
  },
  due: dueSuccession,
});
