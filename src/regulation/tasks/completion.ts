// A completion the lead has proposed, before those who confirm it (Điều 7.2): never by the passing of time.
import { approval } from '../../kernel/approval.ts';
import type { World } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { bodiesOf, himself } from '../../kernel/person.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import { instant } from '../../kernel/time.ts';
import { press } from '../../kernel/view.ts';
import { overseersOf } from '../committee/index.ts';
import { nameOf, type TaskFacts } from './facts.ts';
import { confirmSteps, decidersOf } from './rising.ts';
import { factsOfMany, findTask, proposedTasks } from './store.ts';
import { taskView } from './views.ts';

/** `deciders`: those it has come up to by now. */
type Completion = { about: TaskFacts; deciders: readonly string[] };

export const completionOf = (about: TaskFacts, world: World): Completion => ({
  about,
  deciders: decidersOf(about, world),
});

const proposedDay = ({ task: { progress } }: TaskFacts) =>
  (progress.state === 'open' ? progress.proposal?.day : undefined) ?? null;

export const completion = approval<Completion>({
  name: 'tasks.completion',
  article: '7.2',
  of: 'task',
  waiting: async (tx, whose, world) => {
    const bodyIds = 'bodyId' in whose ? [whose.bodyId] : bodiesOf(himself(whose.by));
    const tasks = await proposedTasks(tx, bodyIds);
    return (await factsOfMany(tx, tasks, world.now)).map((about) => completionOf(about, world));
  },
  load: async (tx, id, world) => {
    const task = await findTask(tx, id);
    if (task?.progress.state !== 'open' || !task.progress.proposal) return null;
    const [about] = await factsOfMany(tx, [task], world.now);
    return about ? completionOf(about, world) : null;
  },
  idOf: ({ about }) => about.task.id,
  asked: ({ about }) => {
    const day = proposedDay(about);
    return {
      by: about.task.leadId,
      at: day ? instant(day, 0, 0) : about.task.assignedAt,
      version: about.task.proposals,
    };
  },
  deciders: ({ deciders }) => deciders,
  overseers: ({ about }) => overseersOf(about.seats).map(({ person }) => person.id),
  line: ({ about }) =>
    text('tasks:waiting.line', {
      task: about.task.code,
      title: said(cleanLine(about.task.title, 60)),
      lead: nameOf(about.people, about.task.leadId),
      day: dayValue(proposedDay(about) ?? ''),
    }),
  title: ({ about }) => said(about.task.code),
  opens: ({ about }) => press('tasks.open', { task: about.task.id }),
  view: ({ about }, world, reader, note) =>
    taskView(
      about,
      { part: null, charge: reader === 'decider' },
      world,
      note ?? text('tasks:notice.proposed-by'),
      text('tasks:notice.proposed', { code: about.task.code }),
    ),
  silence: ({ about }, world) => confirmSteps(about.task, world).map(({ at }) => ({ at })),
});
