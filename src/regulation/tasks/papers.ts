// Điều 5.1, 7.2: the letter that chases what one lead's agency has let run over its time, with the list of it.

import type { Act } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import type { Block, Content } from '../../kernel/sheet.ts';
import { dayValue, plainText, said, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Paper } from '../papers/index.ts';
import { isOverdue, workingDaysLeft } from './due.ts';
import type { TaskFacts } from './facts.ts';
import { stretchOf } from './store.ts';
import type { Task } from './task.ts';
import { statusOf } from './views.ts';

/** Of one task, and of all the others that its lead has let run over. */
export type Chased = TaskFacts & { late: readonly Task[] };

/** A letter names no more; who has more late than this is a matter of its own. */
const most = 200;
/** Working days until the answer is asked for. */
const answerDays = 5;

/** The open tasks of this lead in this body, the earliest due first: those over their time stand at the beginning. */
export const lateOf = (tx: Transaction, { leadId: id, bodyId }: Task): Promise<Task[]> =>
  stretchOf(tx, { of: 'lead', ids: [{ id, bodyId }] }, { limit: most }, {});

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });

function content({ task, seats, people, late }: Chased, _around: unknown, act: Act): Content {
  const seat = seats.find(({ person }) => person.id === task.leadId);
  const to = seat?.agency || people.get(task.leadId)?.fullName || '';
  const today = dayOf(act.now);
  const until = addWorkingDays(act.calendar, today, answerDays);
  return {
    kind: null,
    about: plainText('tasks:printed.about'),
    to: [said(to)],
    blocks: [
      paragraph(text('tasks:printed.finds', { to, day: dayValue(today), count: late.length })),
      paragraph(text('tasks:printed.asks', { to })),
      paragraph(text('tasks:printed.reports', { day: dayValue(until) })),
    ],
    copies: [plainText('tasks:printed.copy-as-above'), plainText('tasks:printed.copy-leaders')],
    annexes: [
      {
        about: plainText('tasks:printed.annex'),
        landscape: true,
        blocks: [
          {
            kind: 'table',
            columns: [
              { label: plainText('papers:column.number'), centred: true },
              { label: plainText('tasks:printed.column-task'), share: 8 },
              { label: plainText('tasks:printed.column-source'), share: 4 },
              { label: plainText('tasks:printed.column-due'), share: 2.5, centred: true },
              { label: plainText('tasks:printed.column-late'), share: 2.5, centred: true },
              { label: plainText('tasks:printed.column-state'), share: 5 },
            ],
            rows: late.map((one, nth) => [
              said(String(nth + 1)),
              said(one.title),
              one.source ? said(one.source) : null,
              text('tasks:printed.day', { day: dayValue(one.dueDay) }),
              said(String(Math.abs(workingDaysLeft(act.calendar, one.dueDay, today)))),
              statusOf(one, act),
            ]),
          },
        ],
      },
    ],
  };
}

export const chasing: Paper<Chased> = {
  name: 'tasks.chasing',
  article: '7.2',
  kind: 'CV',
  signer: 'standing-member',
  refuses: ({ late }) =>
    late.length > 0 ? null : refuse('none-late', plainText('tasks:refusal.none-late'), { article: '7.2' }),
  content,
};

/** Those of them that are over their time now, and that nobody has reported done. */
export const overTime = (tasks: readonly Task[], { now, calendar }: Pick<Act, 'now' | 'calendar'>): Task[] =>
  tasks.filter(
    ({ dueDay, progress }) =>
      progress.state === 'open' && progress.proposal === null && isOverdue(calendar, dueDay, dayOf(now)),
  );
