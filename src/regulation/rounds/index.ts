// Điều 9.3, 6.3: opinions in writing where no meeting is held. Drafted by the secretariat, opened by the chair alone (or by
// the deputy who asks), answered question by question, put together, and ended by the chair's decision.

import type { Pending, Taking } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { obligation } from '../../kernel/obligation.ts';
import { himself, personsOf, seatedIds } from '../../kernel/person.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { paperOf } from '../papers/index.ts';
import { answering } from './answering.ts';
import { closing, ends, synthesis } from './closing.ts';
import { begin, deciding, drafting, noun, opening, owed, rounds, taking } from './opening.ts';
import { asking, report } from './papers.ts';
import { points } from './points.ts';
import { isOutstanding } from './round.ts';
import { figures } from './settings.ts';
import { roundsAsking } from './store.ts';
import { answerChoices } from './views.ts';

/** Rounds that wait for his answer, or for that of a leader he assists. */
async function pending(tx: Transaction, { by, now }: Asking): Promise<Pending[]> {
  const found: Pending[] = [];
  const people = personsOf(by).map(({ id }) => id);
  for (const id of await roundsAsking(tx, seatedIds(by))) {
    const facts = await rounds.find(tx, id, now);
    const person = facts && taking.includes(facts.row.state) && people.find((one) => isOutstanding(facts, one));
    if (!person) continue;
    const { code, title } = facts.row;
    const open = choice(text('rounds:owed.open', { code }), press('rounds.open', { round: id }));
    found.push({
      what: text('rounds:owed.pending', { code, title: quoted(title) }),
      open,
      answers: answerChoices(facts, person, by, now),
    });
  }
  return found;
}

/** Words and files sent alone may be the opinion that one of them asks of him. */
async function takes(tx: Transaction, { by, now }: Asking): Promise<Taking[]> {
  const found: Taking[] = [];
  for (const id of await roundsAsking(tx, seatedIds(himself(by)))) {
    const facts = await rounds.find(tx, id, now);
    if (!facts || !taking.includes(facts.row.state) || !isOutstanding(facts, by.person.id)) continue;
    const { code, title } = facts.row;
    found.push({
      what: said(code),
      about: text('rounds:owed.pending', { code, title: quoted(title) }),
      command: 'rounds.answer',
      args: { round: id },
      gathers: 'parts',
    });
  }
  return found;
}

const printed = () => [
  rounds.offering(paperOf(noun, asking), ['draft', 'submitted', 'open']),
  rounds.offering(paperOf(noun, report), ['closed', 'presented', 'decided']),
];

export const chapter = rounds.chapterOf({
  articles: ['6.3', '9.3', '10.1'],
  settings: figures,
  forms: {
    'rounds.asked': ['name', 'round', 'question', 'answerBy', 'code'],
    'rounds.decided': ['name', 'round', 'result', 'reason', 'code'],
  },
  acts: [begin, ...drafting(), ...answering(), ...closing(), synthesis, ...printed()],
  approvals: [opening.approval, deciding.approval],
  obligations: [obligation(owed.one), rounds.owed({ state: 'closed', days: 'synthesisDays', again: [2, 5] })],
  reminders: [ends],
  list: rounds.list({
    means: [{ intent: 'ask:rounds' }],
    word: 'phieuykien',
    alias: ['rounds'],
    columns: [
      { name: 'closes', label: 'rounds:column.closes', cell: ({ data }) => new Date(data.closesAt) },
      {
        name: 'verdict',
        label: 'rounds:column.verdict',
        cell: ({ data }) => (data.verdict ? text(`rounds:verdict.${data.verdict}`) : null),
      },
      { name: 'reason', label: 'rounds:column.reason', cell: ({ data }) => data.answer ?? null },
    ],
  }),
  registers: [points],
  facts: { round_slip: ['id'] },
  pending,
  takes,
});
