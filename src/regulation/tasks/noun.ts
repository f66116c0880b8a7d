// A task as what acts are about: who finds it, who sees it, how it ends, its card as each reader sees it (Điều 6.2, 10.3).
import type { Matter } from '../../kernel/command.ts';
import { isId } from '../../kernel/ids.ts';
import { type Noun, naming } from '../../kernel/noun.ts';
import { type Actor, bodiesOf, capacityOf, himself } from '../../kernel/person.ts';
import { office } from '../papers/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import { finished, type TaskFacts } from './facts.ts';
import { chargeOf, partOf } from './parties.ts';
import { factsOf, findTask, idCoded } from './store.ts';
import { evolve, type Report, type Task, type TaskEvent } from './task.ts';
import { dueBrief, taskView, type Viewer } from './views.ts';

/** Those with a part in it, those who follow up, and its agency may look at a task; to others it does not exist. */
export function maySee(by: Actor, task: Task): boolean {
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  // An agency may sit in several bodies: what one of them gave it is not the others' to read.
  const sameAgency =
    task.leadAgencyId !== null &&
    seats.some((seat) => seat.agencyId === task.leadAgencyId && seat.bodyId === task.bodyId);
  return sameAgency || partOf(by, task) !== null || capacityOf(by, task.bodyId, overseers, false) !== null;
}

/** The standing agency, and the assisting team for it (Điều 5.3, 7.2, 8.3). */
const followers = agencyAndTeam;

const viewerOf = (by: Actor, task: Task): Viewer => ({
  part: partOf(by, task)?.part ?? null,
  // Deciding on a task is no assistant's: he is offered nothing of it.
  charge: chargeOf(himself(by), task.bodyId) !== null,
  papers: capacityOf(by, task.bodyId, office, false) !== null,
  chases: capacityOf(himself(by), task.bodyId, followers, false) !== null,
});

/** Who is to confirm a completion must see what was handed in. */
export const handedIn = ({ task: { bodyId, progress }, latest }: TaskFacts, by: Actor): readonly string[] => {
  const waits = progress.state === 'open' && progress.proposal !== null;
  return waits && chargeOf(himself(by), bodyId) !== null ? (latest?.files ?? []) : [];
};

export const reportIn = (events: readonly TaskEvent[]): Report | undefined =>
  events.find((event) => event.type === 'tasks.reported')?.report;

export const taskNoun: Noun<TaskFacts, TaskEvent> = {
  name: 'task',
  unknown: 'tasks:refusal.unknown-task',
  load: async (tx, named, { by, now }, lock) => {
    const id = isId(named) ? named : await idCoded(tx, named.toUpperCase(), bodiesOf(by));
    const task = id === null ? null : await findTask(tx, id, { lock });
    if (!task) return null;
    const facts = await factsOf(tx, task, now);
    // Who acts is named on its card.
    return { ...facts, people: new Map([...facts.people, [by.person.id, by.person]]) };
  },
  idOf: ({ task }) => task.id,
  bodyOf: ({ task }) => task.bodyId,
  stateOf: ({ task }) => task.progress.state,
  versionOf: ({ task }) => task.version,
  sees: ({ task }, by) => maySee(by, task),
  behalfOf: ({ task }, by) => chargeOf(by, task.bodyId)?.behalf ?? null,
  standing: finished,
  evolve: (facts, events) => ({
    ...facts,
    task: events.reduce(evolve, facts.task),
    latest: reportIn(events) ?? facts.latest,
  }),
  people: ({ seats, head }) => ({ seats, acting: head.acting?.person.id ?? null }),
  card: (facts, { by, ...clock }, note) => {
    const view = taskView(facts, viewerOf(by, facts.task), clock, note);
    return facts.task.leadId === by.person.id && facts.task.progress.state === 'open'
      ? { ...view, brief: dueBrief(facts) }
      : view;
  },
};

/** Found as its card is: the right is a part in it, its agency's, or that of following up. */
export const taskOf: Matter = naming(taskNoun).matter!;
