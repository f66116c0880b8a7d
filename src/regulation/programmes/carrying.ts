// What last year's programme left undone (Điều 5.1, 8.1): the team proposes what goes on into the next one, and until when; the
// chair issues it, and only then has the task another day. It stays the same task, and its first day stays on record.
import type { Field } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { dayValue, said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf, yearOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type TaskEvent, type TaskFacts, taskFactsOfMany, tasksById } from '../tasks/index.ts';

/** A task of last year's programme, with the day it has from now on once this one is issued. */
export type Carried = { task: string; code: string; title: string; agency: string; until: Day };

/** Stands for all that is left undone and is not in it yet. */
const ALL = 'all';

/** Tasks of the body's programme of the year before that are not done. */
export async function unfinished(tx: Transaction, bodyId: string, year: number, now: Date): Promise<TaskFacts[]> {
  const where = { kind: 'programme', bodyId, state: 'issued', data: { path: ['year'], equals: year - 1 } };
  const before = await tx.matter.findFirst({ where });
  const { tasks = [] } = (before?.data ?? {}) as { tasks?: readonly string[] };
  const all = await tasksById(tx, tasks);
  const open = all.filter(({ progress }) => progress.state === 'open');
  return taskFactsOfMany(tx, open, now);
}

/** A programme, with what the one before it left undone. */
type Carrying = {
  row: { code: string; state: string; data: { year: number; carried?: readonly Carried[] } };
  beside: readonly TaskFacts[];
};

const carriedIn = ({ row }: Pick<Carrying, 'row'>): readonly Carried[] => row.data.carried ?? [];

/** Left undone, and not in the draft. */
export const left = (facts: Carrying): TaskFacts[] =>
  facts.beside.filter(({ task }) => !carriedIn(facts).some((one) => one.task === task.id));

/** In it, and still undone: what was done meanwhile goes on nowhere. Once issued, what went on. */
export const goingOn = (facts: Carrying): readonly Carried[] =>
  facts.row.state === 'issued'
    ? carriedIn(facts)
    : carriedIn(facts).filter((one) => facts.beside.some(({ task }) => task.id === one.task));

type Named = Pick<Carried, 'task' | 'code' | 'title'>;

export const namedIn = (all: readonly TaskFacts[]): Named[] =>
  all.map(({ task: { id, code, title } }) => ({ task: id, code, title }));

/** Asks for one of these, or for all. `find`: the programme as it stands. */
export const oneOf = (
  ask: 'programmes:ask.carry' | 'programmes:ask.leave',
  find: (tx: Transaction, id: string, now: Date) => Promise<Carrying | null>,
  from: (facts: Carrying) => readonly Named[],
): Field<string> => ({
  ask,
  none: 'programmes:refusal.nothing-left',
  options: async (tx, { args, now }) => {
    const facts = await find(tx, args['programme'] ?? '', now);
    const found = facts ? from(facts) : [];
    const each = found.map(({ task, code, title }) => ({
      value: task,
      label: text('programmes:carry.option', { code, title: said(title) }),
      words: [code],
    }));
    const every = { value: ALL, label: text('programmes:carry.all', { count: found.length }) };
    return found.length > 1 ? [every, ...each] : each;
  },
});

const among = (all: readonly TaskFacts[], named: string): readonly TaskFacts[] =>
  all.filter(({ task }) => named === ALL || named === task.id);

/** Within its year, and not past. */
export function cannotCarry(facts: Carrying, named: string, until: Day, now: Date): Refused | null {
  if (among(left(facts), named).length === 0)
    return refuse('nothing-left', text('programmes:refusal.nothing-left'), { field: 'undone' });
  const { year } = facts.row.data;
  return yearOf(until) === year && until >= dayOf(now)
    ? null
    : refuse('other-year', text('programmes:refusal.other-year', { year }), { article: '8.1', field: 'until' });
}

export const carry = (facts: Carrying, named: string, until: Day): readonly Carried[] => [
  ...carriedIn(facts),
  ...among(left(facts), named).map(({ task: { id, code, title, leadId, leadAgencyId }, seats, people }) => {
    const his = seats.filter(({ person }) => person.id === leadId);
    const seat = his.find(({ agencyId }) => agencyId === leadAgencyId) ?? his[0];
    return { task: id, code, title, agency: seat?.agency || (people.get(leadId)?.fullName ?? ''), until };
  }),
];

export const leave = (facts: Carrying, named: string): readonly Carried[] =>
  carriedIn(facts).filter(({ task }) => named !== ALL && task !== named);

/** What the chair's issuing of it does to them. */
export const movedOn = (facts: Carrying, by: string, at: Date): Extract<TaskEvent, { type: 'tasks.moved' }>[] =>
  goingOn(facts).map(({ task, until }) => ({
    type: 'tasks.moved',
    taskId: task,
    by,
    dueDay: until,
    because: facts.row.code,
    at,
  }));

/** On its card: each with its new day; in a draft, how many are left. */
export function carriedLines(facts: Carrying): Text[] {
  const more = left(facts).length;
  return [
    ...goingOn(facts).map(({ code, title, until }) =>
      text('programmes:carry.line', { code, title: said(title), until: dayValue(until) }),
    ),
    ...(more > 0 && facts.row.state === 'draft' ? [text('programmes:carry.left', { count: more })] : []),
  ];
}
