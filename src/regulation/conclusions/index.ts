// After the meeting (Điều 6.4, 7.3): the notice of conclusions is drafted from the record, approved by who presided,
// numbered and issued, and its points become tasks. A leader's instruction between meetings goes the same way (3.2).

import type { Chapter, Pending } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { quoted, text } from '../../kernel/text.ts';
import { choice, offer, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { paperOf } from '../papers/index.ts';
import { counts } from './conclusion.ts';
import { approving, confirming, deciding } from './deciding.ts';
import { conclusions, draft, instruct, noun } from './drafting.ts';
import { meetingHeld, owed } from './due.ts';
import { edits } from './editing.ts';
import { issuing, recipient } from './issuing.ts';
import { notice } from './papers.ts';
import { figures } from './settings.ts';

/** As many of them are looked through for one who types. */
const mostPending = 10;
/** Notices he has not said he has, the newest first. */
async function pending(tx: Transaction, { by, now }: Asking): Promise<Pending[]> {
  const issued = { kind: 'conclusion', state: 'issued', bodyId: { in: by.seats.map(({ bodyId }) => bodyId) } };
  const rows = await tx.matter.findMany({ where: issued, orderBy: { id: 'desc' }, take: mostPending });
  const found: Pending[] = [];
  for (const { id } of rows) {
    const facts = await conclusions.find(tx, id, now);
    if (!facts || recipient(facts, by) !== by.person.id) continue;
    const { code, title } = facts.row;
    const on = { conclusion: id };
    const receive = offer('conclusions.receive', on, 'good');
    const open = choice(text('conclusions:pending.open', { code }), press('conclusions.open', on));
    found.push({ what: text('conclusions:pending.what', { code, title: quoted(title) }), open, answers: [receive] });
  }
  return found;
}

const printed = () =>
  conclusions.offering(paperOf(noun, notice), ['draft', 'submitted', 'spoken', 'approved', 'issued']);

const list = conclusions.list({
  means: [{ intent: 'ask:conclusions' }],
  word: 'dsketluan',
  alias: ['conclusionlist'],
  columns: [
    { name: 'number', label: 'conclusions:column.number', cell: ({ data }) => data.number ?? '' },
    { name: 'points', label: 'conclusions:column.points', cell: ({ data }) => data.points.length },
    { name: 'tasks', label: 'conclusions:column.tasks', cell: ({ data }) => counts(data.points).tasks },
    { name: 'open', label: 'conclusions:column.open', cell: ({ data }) => counts(data.points).open },
  ],
});

/** How far those of each of these meetings are. */
export const conclusionsOf = conclusions.progressOf({
  done: 'issued',
  dropped: 'dropped',
  begins: 'conclusions.draft',
});

export const chapter: Chapter = {
  ...conclusions.chapterOf({
    articles: ['3.2', '5.7', '6.4', '7.3', '8.4', 'QĐ45', 'NĐ30'],
    settings: figures,
    acts: [draft, instruct, ...edits(), ...deciding(), ...issuing(), printed()],
    approvals: [approving.approval, confirming.approval],
    obligations: [owed],
    pending,
    list,
  }),
  follows: { 'meetings.held': meetingHeld },
};
