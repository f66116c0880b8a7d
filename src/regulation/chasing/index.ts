// Đôn đốc at three levels (Điều 5.1, 5.3, 7.2, 8.3): a reminder in the office's name, then a plan to make good is asked for,
// then criticism is put before the chair. Each is on record; no level is passed over, and nobody is criticised by the clock.
import type { Act, Asking } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { oneOf, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { type Facts, inherited, leadOf, matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { personsOf } from '../../kernel/person.ts';
import { dayValue, quoted, said, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { offer } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import {
  chargedTaskField,
  chasedFrom,
  findTask,
  type Task,
  type TaskFacts,
  taskFactsOf,
  taskStatus,
  workingDaysLeft,
} from '../tasks/index.ts';
import { letter } from './letter.ts';
import { figures } from './settings.ts';

const levels = ['1', '2', '3'] as const;
type Level = (typeof levels)[number];

/** `due`: the day it was due when it was chased; `leads`: who answered for it then. */
type Chase = { taskId: string; level: Level; due: Day | null; words: string; leads: readonly string[]; plan?: string };
type Earlier = { level: Level; due: Day | null; day: Day };
type Beside = { about: TaskFacts; earlier: readonly Earlier[] };
type ChaseFacts = Facts<Chase, Beside>;

/** The standing agency (5.1, 7.2), and the assisting team for it (8.3). */
const office = agencyAndTeam;

async function besideOf(tx: Transaction, task: Task, before: { id: string } | null, now: Date): Promise<Beside> {
  const rows = await tx.matter.findMany({
    where: { kind: 'chase', about: `task:${task.id}`, ...(before && { id: { lt: before.id } }) },
    orderBy: { id: 'asc' },
  });
  const earlier = rows.map(({ data, createdAt }) => {
    const { level, due } = data as unknown as Chase;
    return { level, due, day: dayOf(createdAt) };
  });
  return { about: await taskFactsOf(tx, task, now), earlier };
}

const chasing = matter<Chase, Beside>({
  chapter: 'chasing',
  room: 'tasks',
  name: 'chase',
  article: '7.2',
  series: 'DD',
  states: ['reminded', 'plan-asked', 'planned', 'before-chair', 'criticised', 'spared'],
  // The plan is the new lead's to make; what is put before the chair is about whoever led it then.
  passes: {
    in: ['plan-asked', 'planned', 'before-chair'],
    parts: ({ leads }, heirs, { row }) => (row.state === 'plan-asked' ? { leads: inherited(leads, heirs) } : {}),
  },
  office,
  overseers,
  around,
  lines: (facts, looking) => {
    const { about, earlier } = facts.beside;
    const { level, words, plan, leads } = facts.row.data;
    return [
      text(`chasing:level.${level}`),
      text('chasing:card.task', { code: about.task.code, title: said(about.task.title) }),
      text('chasing:card.lead', { name: nameIn(facts, leads[0]) }),
      taskStatus(about.task, looking),
      ...earlier.map((one) => text('chasing:card.earlier', { level: one.level, day: dayValue(one.day) })),
      text('chasing:card.words', { words: quoted(words) }),
      ...(plan ? [text('chasing:card.plan', { words: quoted(plan) })] : []),
    ];
  },
  choices: ({ row, beside: { about } }, { by }) =>
    about.task.progress.state === 'open' && personsOf(by).some(({ id }) => row.data.leads.includes(id))
      ? [offer('tasks.report', { task: about.task.id })]
      : [],
  // What is only proposed against somebody is between the office and the chair.
  parts: partsIn<Chase>('chase', 'leads', ['before-chair', 'spared']),
  stands: (facts) => ({ name: nameIn(facts, deciderOf(facts) ?? undefined) }),
  beside: {
    load: async (tx, row, now) => {
      const task = await findTask(tx, row.data.taskId);
      if (!task) throw new Error(`a chase of no task: ${row.data.taskId}`);
      return besideOf(tx, task, row, now);
    },
  },
});
const { noun, words, move } = chasing;

/** Why a task cannot be chased now. */
export function cannotChase(
  { about: { task }, earlier }: Beside,
  { now, calendar }: Pick<Asking, 'now' | 'calendar'>,
): Refused | null {
  const because = (what: string): Refused =>
    refuse(what, words(`refusal.${what}`, { code: task.code }), { article: '7.2', field: 'task' });
  if (task.progress.state !== 'open') return because('over');
  if (task.progress.proposal) return because('proposed');
  if (workingDaysLeft(calendar, task.dueDay, dayOf(now)) > chasedFrom) return because('not-near');
  return earlier.some(({ day }) => day === dayOf(now)) ? because('today') : null;
}

/** Each chase since its present day was set raises the next by one. A level above the first is for what is over its time. */
export function nextLevel(
  { about: { task }, earlier }: Beside,
  { now, calendar }: Pick<Asking, 'now' | 'calendar'>,
): Level {
  const since = earlier.filter(({ due }) => due === task.dueDay).length;
  const isOver = workingDaysLeft(calendar, task.dueDay, dayOf(now)) < 0;
  return isOver ? levels[Math.min(since, 2)]! : '1';
}

const stateAt: Readonly<Record<Level, string>> = { '1': 'reminded', '2': 'plan-asked', '3': 'before-chair' };

const toLeads = (facts: ChaseFacts, what: string, act: Act<unknown>) => ({
  notices: tellCard(noun, facts, what, facts.row.data.leads, act, words(`told.${what}`), { class: 'action' }),
});
const toOffice = (facts: ChaseFacts, what: string, act: Act<unknown>) =>
  tellCard(noun, facts, what, [facts.row.ownerId, ...chasing.officeOf(facts)], act, words(`told.${what}`));

/** Who leads the body now, but nobody about himself. */
const deciderOf = (facts: ChaseFacts): string | null =>
  [leadOf(facts)?.id, facts.around.lead.chair?.person.id].find(
    (id) => id !== undefined && !facts.row.data.leads.includes(id),
  ) ?? null;

const deciding = chasing.awaiting({ state: 'before-chair', decider: deciderOf });

const chase = chasing.begin({
  name: 'chasing.chase',
  word: 'dondoc',
  alias: ['chase'],
  by: office,
  personal: true,
  fields: { task: chargedTaskField, words: textField('chasing:ask.words', 1_000, { content: true }) },
  of: async (tx, { args, now }) => {
    const task = await findTask(tx, args.task ?? '', { lock: true });
    return task
      ? { bodyId: task.bodyId, beside: await besideOf(tx, task, null, now) }
      : refuse('unknown', words('refusal.no-task'), { field: 'task' });
  },
  begin: (act, _home, beside) => {
    const { task } = beside.about;
    const level = nextLevel(beside, act);
    return (
      cannotChase(beside, act) ?? {
        title: cleanLine(task.title, 200),
        state: stateAt[level],
        about: `task:${task.id}`,
        data: { taskId: task.id, level, due: task.dueDay, words: act.args.words, leads: [task.leadId] },
      }
    );
  },
  tell: (facts, act) =>
    facts.row.state === 'before-chair' ? deciding.telling(facts, act) : toLeads(facts, facts.row.state, act),
});

export const chapter = chasing.chapterOf({
  articles: ['5.1', '5.3', '7.2', '8.3'],
  settings: figures,
  acts: [
    chase,
    letter,
    move({
      name: 'chasing.plan',
      by: 'anyone',
      personal: false,
      in: ['plan-asked'],
      to: 'planned',
      look: 'good',
      fields: { words: textField('chasing:ask.plan', 2_000, { content: true }) },
      only: ({ row }, by) => personsOf(by).some(({ id }) => row.data.leads.includes(id)),
      set: (_facts, { args }) => ({ plan: args.words }),
      tell: (facts, act) => ({ notices: toOffice(facts, 'planned', act) }),
    }),
    deciding.verdict({
      name: 'chasing.criticise',
      article: '2.1',
      to: 'criticised',
      ...chasing.answering('reason'),
      tell: (facts, act) => ({
        notices: [...toOffice(facts, 'decided', act), ...toLeads(facts, 'criticised', act).notices],
      }),
    }),
    deciding.verdict({
      name: 'chasing.spare',
      article: '2.1',
      to: 'spared',
      ...chasing.answering('reason'),
      tell: (facts, act) => ({ notices: toOffice(facts, 'decided', act) }),
    }),
  ],
  approvals: [deciding.approval],
  obligations: [
    chasing.owed({ state: 'plan-asked', by: ({ row }) => row.data.leads, days: 'remedyPlanDays', again: [1, 3] }),
  ],
  list: chasing.list({
    means: [{ intent: 'ask:chases' }],
    word: 'dsdondoc',
    alias: ['chases'],
    columns: [
      { name: 'level', label: 'chasing:column.level', cell: ({ data }) => Number(data.level) },
      { name: 'due', label: 'chasing:column.due', cell: ({ data }) => data.due && dayValue(data.due) },
      { name: 'plan', label: 'chasing:column.plan', cell: ({ data }) => data.plan ?? null },
    ],
    filters: {
      level: oneOf('chasing:column.level', levels, (value) => text(`chasing:level.${value}`)),
    },
  }),
});
