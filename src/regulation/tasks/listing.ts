// "Nhiệm vụ của tôi / của cơ quan / toàn Ban": the register of tasks with its figures (Điều 5.1, 6.6, 7.2).
import type { Args, World } from '../../kernel/command.ts';
import { choiceField, oneOf, optional } from '../../kernel/fields.ts';
import { isId } from '../../kernel/ids.ts';
import { type Actor, bodiesWith, type PersonCard, seatedIds } from '../../kernel/person.ts';
import { type Column, type Look, type Register, register, type Scope } from '../../kernel/register.ts';
import { dayValue, said, type Text, text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyNames, personCards, seatsIn } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { isOverdue, overdueThrough, workingDaysLeft } from './due.ts';
import { nameOf, openChoice } from './facts.ts';
import { countStandings, figuresOf, hasOpen, noDay, type Place, standings, stretchOf, type Whose } from './store.ts';
import { levels, type Task } from './task.ts';
import { countsLine, rowLine, statusOf } from './views.ts';

/** A task with the names its columns say. */
export type TaskRow = Task & { people: ReadonlyMap<string, PersonCard>; agency: string };

/** Whose tasks somebody means; a scope he has no right to, or nothing in, is closed. */
const scopes: readonly Scope<Whose>[] = [
  {
    name: 'mine',
    label: 'tasks:scope.mine',
    words: ['cua toi', 'mine'],
    whose: (by) => ({ of: 'lead', ids: seatedIds(by) }),
  },
  {
    name: 'part',
    label: 'tasks:scope.part',
    words: ['phoi hop', 'coordinating'],
    whose: async (by, tx) => {
      const part: Whose = { of: 'coordinator', ids: seatedIds(by) };
      return (await hasOpen(tx, part)) ? part : null;
    },
  },
  {
    name: 'agency',
    label: 'tasks:scope.agency',
    words: ['cua co quan', 'co quan', 'agency'],
    whose: (by) => {
      const ids = agenciesOf(by);
      return ids.length > 0 ? { of: 'agency', ids } : null;
    },
  },
  {
    name: 'body',
    label: 'tasks:scope.body',
    words: ['toan ban', 'all'],
    whose: (by) => {
      const ids = bodiesWith(by, overseers);
      return ids.length > 0 ? { of: 'body', ids } : null;
    },
  },
];

/** His own agencies and those of the leaders he assists, each in the body where it has its seat. */
function agenciesOf(by: Actor) {
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  const each = seats.flatMap(({ agencyId: id, bodyId }) => (id === null ? [] : [{ id, bodyId }]));
  return [...new Map(each.map((one) => [`${one.id} ${one.bodyId}`, one])).values()];
}

/** By when, in days from today: what is due in this time, or was before. */
const spans = { week: 7, month: 30, quarter: 91 } as const;

const isSpan = (due: string | undefined): due is keyof typeof spans => due !== undefined && Object.hasOwn(spans, due);

const filters = {
  state: oneOf('tasks:filter.state', standings, (value) => text(`tasks:filter.${value}`), { optional: true }),
  due: optional(
    choiceField(
      'tasks:filter.due',
      Object.keys(spans).map((value) => ({ value, label: text(`tasks:filter.${value as keyof typeof spans}`) })),
    ),
  ),
  agency: {
    ...optional(choiceField('tasks:filter.agency', [])),
    options: async (tx, { by, now }) => {
      const seats = await seatsIn(tx, bodiesWith(by, overseers), now);
      const named = new Map(seats.map(({ agencyId, agency }) => [agencyId ?? '', agency]));
      named.delete('');
      return [...named].map(([value, label]) => ({ value, label: said(label) }));
    },
  },
  level: oneOf('tasks:filter.level', levels, (value) => text(`tasks:level.${value}`), { optional: true }),
} satisfies Register['filters'];

/** A place in the list: the day, then the id; without hyphens it fits into a button. */
export const placeOf = ({ id, dueDay }: Pick<Task, 'id' | 'dueDay'>): string =>
  `${(dueDay ?? noDay).replaceAll('-', '')}${id}`;

/** The inverse of `placeOf`; a button is client input. */
export function placeIn(value: string | undefined): Place | undefined {
  const [, year, month, day, id] = /^(\d{4})(\d{2})(\d{2})(.{16})$/.exec(value ?? '') ?? [];
  return id && isId(id) ? { day: `${year}-${month}-${day}`, id } : undefined;
}

/** Due so many working days from now, at the most. */
const SOON = 3;

function lookOf({ progress, dueDay }: TaskRow, { calendar, now }: World): Look {
  if (progress.state === 'done') return progress.late ? 'late' : 'good';
  if (progress.state === 'withdrawn') return 'open';
  if (progress.proposal) return 'waits';
  const today = dayOf(now);
  if (isOverdue(calendar, dueDay, today)) return 'late';
  return workingDaysLeft(calendar, dueDay, today) <= SOON ? 'soon' : 'open';
}

/** What narrows it down, beside where a task stands. */
const narrowedBy = ({ due, agency, level, meeting }: Args, { calendar, now }: World) => {
  const today = dayOf(now);
  return {
    overdueThrough: overdueThrough(calendar, today),
    ...(level && { level }),
    ...(meeting && { meetingId: meeting }),
    ...(agency && { agencyId: agency }),
    ...(isSpan(due) && { until: addDays(today, spans[due]) }),
  };
};

/** The columns the office keeps in its sheet. */
const columns: readonly Column<TaskRow>[] = [
  { name: 'code', label: 'tasks:column.code', cell: ({ code }) => code },
  { name: 'title', label: 'tasks:column.title', cell: ({ title }) => title },
  { name: 'lead', label: 'tasks:column.lead', cell: ({ people, leadId }) => nameOf(people, leadId) },
  { name: 'agency', label: 'tasks:column.agency', cell: ({ agency }) => agency },
  {
    name: 'coordinators',
    label: 'tasks:column.coordinators',
    cell: ({ people, coordinators }) => coordinators.map((id) => nameOf(people, id)).join(', '),
  },
  { name: 'group', label: 'tasks:column.group', cell: ({ jointly }) => jointly },
  {
    name: 'officer',
    label: 'tasks:column.officer',
    cell: ({ officer }) => officer && `${officer.name}, ${officer.post}`,
  },
  { name: 'embedded', label: 'tasks:column.embedded', cell: ({ embeddedIn }) => embeddedIn, sheetOnly: true },
  {
    name: 'due',
    label: 'tasks:column.due',
    cell: ({ dueDay }) => dueDay && dayValue(dueDay),
    was: ({ dueDay, firstDueDay }) => (firstDueDay && firstDueDay !== dueDay ? dayValue(firstDueDay) : null),
  },
  {
    name: 'first',
    label: 'tasks:column.first',
    cell: ({ dueDay, firstDueDay }) => (firstDueDay && firstDueDay !== dueDay ? dayValue(firstDueDay) : null),
    sheetOnly: true,
  },
  { name: 'percent', label: 'tasks:column.percent', cell: ({ percent }) => percent },
  { name: 'status', label: 'tasks:column.status', cell: (row, world) => statusOf(row, world), look: lookOf },
  { name: 'product', label: 'tasks:column.product', cell: ({ product }) => product },
  { name: 'source', label: 'tasks:column.source', cell: ({ source }) => source },
  { name: 'area', label: 'tasks:column.area', cell: ({ area }) => area },
  { name: 'level', label: 'tasks:column.level', cell: ({ level }) => (level ? text(`tasks:level.${level}`) : null) },
  {
    name: 'giver',
    label: 'tasks:column.giver',
    cell: ({ people, givenBy }) => (givenBy ? nameOf(people, givenBy) : null),
  },
];

async function named(tx: Transaction, tasks: readonly Task[]): Promise<TaskRow[]> {
  const ids = tasks.flatMap(({ leadId, coordinators, givenBy }) => [leadId, ...coordinators, givenBy ?? []].flat());
  const people = await personCards(tx, [...new Set(ids)]);
  const agencies = await agencyNames(tx, [...new Set(tasks.flatMap(({ leadAgencyId }) => leadAgencyId ?? []))]);
  return tasks.map((task) => ({ ...task, people, agency: agencies.get(task.leadAgencyId ?? '') ?? '' }));
}

const figures = async (tx: Transaction, whose: Whose, through: Day): Promise<Text[]> => {
  const { all, byLevel } = await figuresOf(tx, whose, through);
  return [
    ...(all.total > 0 ? [countsLine(all)] : []),
    ...byLevel.map(({ level, counts }) =>
      text('tasks:list.at-level', { level: text(`tasks:level.${level}`), ...counts }),
    ),
  ];
};

export const tasks = register<TaskRow, Whose>({
  name: 'tasks.list',
  means: [{ intent: 'ask:tasks', args: { scope: 'mine' } }],
  daily: true,
  word: 'nhiemvu',
  alias: ['tasks'],
  article: '6.2',
  by: 'anyone',
  heading: 'tasks:ask.scope',
  short: 'tasks:scope.short',
  scopes,
  columns,
  filters,
  usually: { state: 'open' },
  of: ['meeting'],
  whole: (ids) => (ids === null ? { of: 'all' } : { of: 'body', ids }),
  tally: {
    filter: 'state',
    counts: (tx, whose, filters, world) => countStandings(tx, whose, narrowedBy(filters, world)),
  },
  picks: {
    acts: ['tasks.move', 'tasks.pass', { act: 'chasing.chase', label: 'tasks:scope.chase', args: {} }],
    args: ({ id, progress }) => (progress.state === 'open' ? { task: id } : null),
  },
  takes: {
    key: 'code',
    changes: {
      due: { act: 'tasks.move', field: 'due' },
      lead: { act: 'tasks.pass', field: 'lead' },
      source: { act: 'tasks.source', field: 'source' },
    },
    adds: {
      act: 'tasks.assign',
      fields: Object.fromEntries(
        ['lead', 'title', 'due', 'coordinators', 'source', 'product', 'giver', 'area', 'level', 'group'].map((name) => [
          name,
          name,
        ]),
      ),
    },
    args: ({ id, progress }) => (progress.state === 'open' ? { task: id } : null),
    // The agency follows its head.
    passing: ['agency', 'percent', 'status'],
  },
  rows: async (tx, whose, { limit, after, before }, { state = 'all', ...filters }, world) => {
    const [from, upTo] = [placeIn(after), placeIn(before)];
    const found = await stretchOf(
      tx,
      whose,
      { limit, ...(from && { after: from }), ...(upTo && { before: upTo }) },
      { standing: standings.find((one) => one === state) ?? 'open', ...narrowedBy(filters, world) },
    );
    return named(tx, found);
  },
  keyOf: placeOf,
  figures: (tx, whose, { calendar, now }) => figures(tx, whose, overdueThrough(calendar, dayOf(now))),
  line: rowLine,
  open: openChoice,
  // A chair or secretary leads no task: what he means is the whole committee's.
  usual: async (tx, open, { calendar, now }) => {
    const mine = open.get('mine');
    if (!mine || !open.has('body')) return 'mine';
    return (await figuresOf(tx, mine, overdueThrough(calendar, dayOf(now)))).all.total === 0 ? 'body' : 'mine';
  },
});
