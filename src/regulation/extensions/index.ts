// More time for a task (Điều 6.1, 3.1): asked by its lead with a reason, decided by the leader who gave it; the day it was
// first given for stays in the figures. Silence moves no day.
import type { World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { dayAfter, dayField, textField } from '../../kernel/fields.ts';
import { type Facts, inPlaceOf, leadOf, matter, nameIn } from '../../kernel/matter.ts';
import { sendsBack } from '../../kernel/meant.ts';
import { dayValue, plainText, said, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { around, deputyFor } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import {
  dueSaid,
  evolveTask,
  findTask,
  givers,
  partOf,
  type Task,
  type TaskEvent,
  type TaskFacts,
  taskFactsOf,
  taskField,
  taskOf,
  tellTask,
} from '../tasks/index.ts';

/** `from`: the day it was due when the request was made, or decided. */
type Extension = { taskId: string; due: Day; from?: Day | null; reason: string; answer?: string };
type ExtensionFacts = Facts<Extension, TaskFacts>;

const office = standingAgency;

/** Who gave the task, or the deputy whose field it is, and leads still; else whoever leads the body now (Điều 4). Nobody decides on his own request. */
function deciderOf(facts: ExtensionFacts): string | null {
  const { givenBy, area, leadId } = facts.beside.task;
  const giver = givenBy ?? deputyFor(facts.around.seats, area)?.person.id ?? null;
  const inTurn = [inPlaceOf(facts, giver, givers), leadOf(facts)?.id, facts.around.lead.chair?.person.id];
  return inTurn.find((id) => typeof id === 'string' && id !== leadId) ?? null;
}

const extensions = matter<Extension, TaskFacts, TaskEvent>({
  chapter: 'extensions',
  room: 'tasks',
  name: 'extension',
  article: '3.1',
  series: 'GH',
  states: ['asked', 'agreed', 'declined', 'withdrawn'],
  passes: { in: ['asked'] },
  office,
  overseers,
  around,
  lines: ({ row: { state, data }, beside: { task } }) => [
    text('extensions:card.task', { code: said(task.code), title: said(task.title) }),
    state === 'asked'
      ? text('extensions:card.days', { from: dueSaid(task), to: dayValue(data.due) })
      : text('extensions:card.days-then', {
          from: dueSaid({ dueDay: data.from ?? task.dueDay }),
          to: dayValue(data.due),
        }),
    ...(task.firstDueDay && task.firstDueDay !== task.dueDay
      ? [text('extensions:card.first', { day: dayValue(task.firstDueDay) })]
      : []),
    text('extensions:card.reason', { words: said(data.reason) }),
  ],
  stands: (facts) => ({ decider: nameIn(facts, deciderOf(facts) ?? undefined) }),
  beside: {
    load: async (tx, { data }, now) => {
      const task = await findTask(tx, data.taskId);
      if (!task) throw new Error(`an extension of no task: ${data.taskId}`);
      return taskFactsOf(tx, task, now);
    },
    evolve: (facts, event) => ({ ...facts, task: evolveTask(facts.task, event) }),
  },
});

const asked = extensions.awaiting({ state: 'asked', by: givers, decider: deciderOf });

/** Why no more time can be asked for: over already, reported as done, or not his to ask for. */
function cannotAsk(task: Task, day: Day, now: Date) {
  const { progress } = task;
  if (progress.state !== 'open') return refuse('over', text('extensions:refusal.over', { code: task.code }));
  if (progress.proposal) return refuse('proposed', text('extensions:refusal.proposed', { code: task.code }));
  if (task.dueDay === null)
    return refuse('no-day', text('extensions:refusal.no-day', { code: task.code }), { article: '3.1' });
  if (day > task.dueDay && day > dayOf(now)) return null;
  const because = text('extensions:refusal.not-later', { day: dayValue(task.dueDay) });
  return refuse('not-later', because, { article: '3.1', field: 'due' });
}

const ask = extensions.begin({
  name: 'extensions.ask',
  means: [{ intent: 'extend', fills: { due: 'due', reason: 'reason' }, after: { slot: 'report', intent: 'report' } }],
  readBack: async (_tx, { args: { due = '', reason = '' } }) => [
    text('extensions:read-back.ask', { day: dayValue(due as Day), reason: said(reason) }),
  ],
  word: 'giahan',
  alias: ['extension'],
  fields: {
    task: { ...taskField, matter: taskOf },
    due: dayField('extensions:ask.due', {
      example: dayAfter(async (tx, { args }) => (await findTask(tx, args.task ?? ''))?.dueDay ?? null),
    }),
    reason: textField('extensions:ask.reason', 1_000),
  },
  of: async (tx, { args, by, now }) => {
    // Locked: of two who ask at once the second is told of the first.
    const task = await findTask(tx, args.task ?? '', { lock: true });
    const part = task && partOf(by, task);
    if (!task || part?.part !== 'lead')
      return refuse('not-lead', plainText('extensions:refusal.not-lead'), { article: '3.1', field: 'task' });
    const waits = { kind: 'extension', about: `task:${task.id}`, state: 'asked' };
    const other = await tx.matter.findFirst({ where: waits });
    if (other) return refuse('asked', text('extensions:refusal.asked', { code: other.code }));
    return { bodyId: task.bodyId, beside: await taskFactsOf(tx, task, now), owner: part.behalf ?? by.person };
  },
  begin: ({ args, now }, _home, { task }) =>
    cannotAsk(task, args.due, now) ?? {
      title: task.title,
      state: 'asked',
      about: `task:${task.id}`,
      data: { taskId: task.id, due: args.due, from: task.dueDay, reason: args.reason },
    },
});

const moved = ({ row, beside: { task } }: ExtensionFacts, by: string, { now }: Pick<World, 'now'>): TaskEvent => ({
  type: 'tasks.moved',
  taskId: task.id,
  by,
  dueDay: row.data.due,
  because: row.data.reason,
  at: now,
});

const list = extensions.list({
  means: [{ intent: 'ask:extensions' }],
  word: 'dsgiahan',
  alias: ['extensions'],
  columns: [{ name: 'due', label: 'extensions:column.due', cell: ({ data }) => dayValue(data.due) }],
});

export const chapter = extensions.chapterOf({
  articles: ['3.1', '6.1'],
  acts: [
    ask,
    asked.yes({
      to: 'agreed',
      checks: ({ row, beside: { task } }, { now }) => cannotAsk(task, row.data.due, now),
      set: ({ beside: { task } }) => ({ from: task.dueDay }),
      also: (facts, act) => [moved(facts, act.by.person.id, act)],
      tell: (_facts, act, [event], before) => (event ? tellTask(before.beside, act, [event]) : { notices: [] }),
    }),
    asked.no({ article: '3.1', means: sendsBack('words') }),
    extensions.move({ name: 'extensions.withdraw', by: 'anyone', own: true, in: ['asked'], to: 'withdrawn' }),
  ],
  approvals: [asked.approval],
  list,
});
