// Điều 5.1, 7.2: the letter that chases what one lead's agency has let run over its time, with the list of it.

import type { Act } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import { gatherOf, matterOf } from '../../kernel/noun.ts';
import type { Block, Content } from '../../kernel/sheet.ts';
import { dayValue, plainText, said, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Paper, paperOn } from '../papers/index.ts';
import {
  dueSaid,
  type Task,
  type TaskFacts,
  taskNoun,
  taskOf,
  taskStatus,
  tasksIn,
  workingDaysLeft,
} from '../tasks/index.ts';

/** Of one task, and of all the others that its lead has let run over. */
export type Chased = TaskFacts & { late: readonly Task[] };

/** A letter names no more; who has more late than this is a matter of its own. */
const most = 200;
/** Working days until the answer is asked for. */
const answerDays = 5;

/** The open tasks of this lead in this body, the earliest due first: those over their time stand at the beginning. */
const lateOf = (tx: Transaction, { leadId: id, bodyId }: Task): Promise<Task[]> =>
  tasksIn(tx, { of: 'lead', ids: [{ id, bodyId }] }, { limit: most }, {});

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });

function content({ task, seats, people, late }: Chased, _around: unknown, act: Act): Content {
  const seat = seats.find(({ person }) => person.id === task.leadId);
  const to = seat?.agency || people.get(task.leadId)?.fullName || '';
  const today = dayOf(act.now);
  const until = addWorkingDays(act.calendar, today, answerDays);
  return {
    kind: null,
    about: plainText('chasing:printed.about'),
    to: [said(to)],
    blocks: [
      paragraph(text('chasing:printed.finds', { to, day: dayValue(today), count: late.length })),
      paragraph(text('chasing:printed.asks', { to })),
      paragraph(text('chasing:printed.reports', { day: dayValue(until) })),
    ],
    copies: [plainText('chasing:printed.copy-as-above'), plainText('chasing:printed.copy-leaders')],
    annexes: [
      {
        about: plainText('chasing:printed.annex'),
        landscape: true,
        blocks: [
          {
            kind: 'table',
            columns: [
              { label: plainText('papers:column.number'), centred: true },
              { label: plainText('chasing:printed.column-task'), share: 8 },
              { label: plainText('chasing:printed.column-source'), share: 4 },
              { label: plainText('chasing:printed.column-due'), share: 2.5, centred: true },
              { label: plainText('chasing:printed.column-late'), share: 2.5, centred: true },
              { label: plainText('chasing:printed.column-state'), share: 5 },
            ],
            rows: late.map((one, nth) => [
              said(String(nth + 1)),
              said(one.title),
              one.source ? said(one.source) : null,
              text('chasing:printed.day', { day: dueSaid(one) }),
              said(String(Math.abs(workingDaysLeft(act.calendar, one.dueDay, today)))),
              taskStatus(one, act),
            ]),
          },
        ],
      },
    ],
  };
}

export const chasing: Paper<Chased> = {
  name: 'chasing.letter',
  edition: 'anew',
  article: '7.2',
  kind: 'CV',
  signer: 'standing-member',
  refuses: ({ late }) =>
    late.length > 0 ? null : refuse('none-late', plainText('chasing:refusal.none-late'), { article: '7.2' }),
  content,
};

/** Those of them that are over their time now, and that nobody has reported done. */
export const overTime = (tasks: readonly Task[], { now, calendar }: Pick<Act, 'now' | 'calendar'>): Task[] =>
  tasks.filter(
    ({ dueDay, progress }) =>
      progress.state === 'open' && progress.proposal === null && workingDaysLeft(calendar, dueDay, dayOf(now)) < 0,
  );

export const letter = paperOn<Chased>(
  {
    fields: { task: { ...hidden, matter: taskOf } },
    gather: async (tx, asking) => {
      const gathered = await gatherOf(taskNoun, false)(tx, asking);
      if ('agreed' in gathered) return gathered;
      const late = overTime(await lateOf(tx, gathered.facts.task), asking);
      return { ...gathered, facts: { ...gathered.facts, late } };
    },
    matterOf: (facts) => matterOf(taskNoun, facts),
    card: (facts, act, note) => taskNoun.card(facts, act, note),
  },
  chasing,
);
