// The sheet for theodoinq.dcs.vn (TK18, Điều 7.2): what stands in the national system of the Party is entered there by hand;
// here the office ticks what it has entered, and a task that has moved on since stands on the list again.
import type { Chapter } from '../../kernel/chapter.ts';
import { checkableIn } from '../../kernel/checkable.ts';
import { agree, type DomainEvent } from '../../kernel/decision.ts';
import { oneOf } from '../../kernel/fields.ts';
import { act, type Noun } from '../../kernel/noun.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { recurring } from '../../kernel/recurring.ts';
import { type Column, listing, register } from '../../kernel/register.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import { addDays, instant } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { bodyNow } from '../body-now.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import { openTask, type TaskFacts, taskLevels, taskNoun, taskStatus } from '../tasks/index.ts';
import { figures } from './settings.ts';
import { applyTick, behindIn, type Listed, listed, placeOf, stateOf, type Tick } from './store.ts';
import { progressRounds } from './weeks.ts';

type Ticked = { type: 'theodoinq.ticked'; tick: Tick };

/** A task as it is to be entered; the tick changes nothing of it. */
const noun: Noun<TaskFacts, Ticked> = { ...taskNoun, evolve: (facts) => facts };

const tick = act<TaskFacts, Ticked>(noun, {
  name: 'theodoinq.tick',
  word: 'dacapnhat',
  alias: ['entered'],
  article: '7.2',
  by: agencyAndTeam,
  in: ['open', 'done'],
  decide: ({ task }, { by, now }) =>
    agree({
      type: 'theodoinq.ticked',
      tick: { taskId: task.id, bodyId: task.bodyId, byId: by.person.id, at: now, as: stateOf(task) },
    }),
  done: ({ task }) => text('theodoinq:done', { code: task.code }),
});

const namesOf = ({ people }: TaskFacts, ids: readonly string[]): string =>
  ids.map((id) => people.get(id)?.fullName ?? '').join(', ');

const columns: readonly Column<Listed>[] = [
  { name: 'code', label: 'tasks:column.code', cell: ({ task }) => task.code },
  { name: 'title', label: 'tasks:column.title', cell: ({ task }) => task.title },
  { name: 'agency', label: 'tasks:column.agency', cell: ({ agency }) => agency },
  { name: 'lead', label: 'tasks:column.lead', cell: (row) => namesOf(row, [row.task.leadId]) },
  { name: 'group', label: 'tasks:column.group', cell: ({ task }) => task.jointly },
  { name: 'coordinators', label: 'tasks:column.coordinators', cell: (row) => namesOf(row, row.task.coordinators) },
  { name: 'product', label: 'tasks:column.product', cell: ({ task }) => task.product },
  { name: 'due', label: 'tasks:column.due', cell: ({ task }) => task.dueDay && dayValue(task.dueDay) },
  { name: 'source', label: 'tasks:column.source', cell: ({ task }) => task.source },
  { name: 'level', label: 'tasks:column.level', cell: ({ task }) => task.level && text(`tasks:level.${task.level}`) },
  { name: 'percent', label: 'tasks:column.percent', cell: ({ task }) => task.percent },
  { name: 'status', label: 'tasks:column.status', cell: ({ task }, world) => taskStatus(task, world) },
  {
    name: 'evidence',
    label: 'theodoinq:column.evidence',
    cell: ({ latest }) => (latest ? checkableIn(latest.text).join('; ') : null),
  },
  { name: 'files', label: 'theodoinq:column.files', cell: ({ latest }) => latest?.files.length ?? 0 },
  {
    name: 'entered',
    label: 'theodoinq:column.entered',
    cell: ({ standing }) => text(`theodoinq:standing.${standing}`),
  },
  { name: 'at', label: 'theodoinq:column.at', cell: ({ tickedAt }) => tickedAt },
];

const list = register<Listed, { bodyIds: readonly string[] | null }>({
  name: 'theodoinq.list',
  word: 'theodoinq',
  alias: ['national'],
  article: '7.2',
  by: overseers,
  heading: 'theodoinq:list.heading',
  short: 'theodoinq:list.short',
  scopes: [
    {
      name: 'body',
      label: 'theodoinq:list.heading',
      whose: (by) => ({ bodyIds: bodiesWith(by, overseers) }),
    },
  ],
  columns,
  filters: {
    standing: oneOf(
      'theodoinq:filter.standing',
      ['todo', 'entered', 'all'] as const,
      (value) => text(`theodoinq:filter.${value}`),
      { optional: true },
    ),
    level: oneOf('tasks:filter.level', taskLevels, (value) => text(`tasks:level.${value}`), { optional: true }),
  },
  usually: { standing: 'todo' },
  rows: (tx, { bodyIds }, stretch, filters, world) => listed(tx, bodyIds, stretch, filters, world.now),
  whole: (bodyIds) => ({ bodyIds }),
  keyOf: ({ task }) => placeOf(task),
  line: ({ task, standing }, world) =>
    text('theodoinq:line', {
      code: task.code,
      title: said(task.title),
      status: taskStatus(task, world),
      entered: text(`theodoinq:standing.${standing}`),
    }),
  open: ({ task, standing }) =>
    standing === 'entered'
      ? openTask(task)
      : choice(text('theodoinq:tick', { code: task.code }), press('theodoinq.tick', { task: task.id })),
});

const weekly = recurring({
  name: 'theodoinq.progress-due',
  article: '7.2',
  body: bodyNow,
  rounds: progressRounds,
  done: async (tx, bodyId, { from, to }) =>
    !(await behindIn(tx, bodyId, { since: instant(from, 0, 0), until: instant(addDays(to, 1), 0, 0) })),
  by: agencyAndTeam,
  late: ['deputy-chair'],
  line: ({ from, to }) => text('theodoinq:week.line', { from: dayValue(from), to: dayValue(to) }),
  say: ({ from, to }, due, isOver) =>
    text(`theodoinq:week.${isOver ? 'over' : 'due'}`, { from: dayValue(from), to: dayValue(to), due: dayValue(due) }),
  open: choice(text('theodoinq:commands.list.about'), press('theodoinq.list')),
});

export const chapter: Chapter = {
  name: 'theodoinq',
  room: 'tasks',
  articles: ['7.2'],
  commands: [tick, listing(list)],
  registers: [list],
  settings: figures,
  obligations: [weekly],
  watches: [weekly.name],
  facts: { theodoinq_tick: ['task_id'] },
  apply: (tx, event: DomainEvent) => applyTick(tx, (event as Ticked).tick),
};
