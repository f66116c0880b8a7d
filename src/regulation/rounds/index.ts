// Điều 9.3, 6.3: opinions in writing where no meeting is held. Drafted by the secretariat, opened by the chair alone (or by
// the deputy who asks), answered question by question, put together, and ended by the chair's decision.

import type { Chapter, Pending, Taking } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { obligation } from '../../kernel/obligation.ts';
import { type Actor, himself, personsOf, seatedIds } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { paperOf } from '../papers/index.ts';
import { answering } from './answering.ts';
import { closing, ends, synthesis } from './closing.ts';
import { ownLetter } from './letter.ts';
import { begin, deciding, drafting, noun, opening, owed, rounds, taking } from './opening.ts';
import { asking, report } from './papers.ts';
import { keptSlips, points } from './points.ts';
import { isOutstanding, type RoundFacts } from './round.ts';
import { figures } from './settings.ts';
import { roundsAsking } from './store.ts';
import { answerChoices } from './views.ts';

/** Rounds that wait for the answer of one of these people, whose seats are those of `by`. */
async function outstanding(tx: Transaction, by: Actor, now: Date): Promise<{ facts: RoundFacts; person: string }[]> {
  const people = personsOf(by).map(({ id }) => id);
  const found: { facts: RoundFacts; person: string }[] = [];
  for (const id of await roundsAsking(tx, seatedIds(by))) {
    const facts = await rounds.find(tx, id, now);
    const person = facts && taking.includes(facts.row.state) && people.find((one) => isOutstanding(facts, one));
    if (facts && person) found.push({ facts, person });
  }
  return found;
}

const named = ({ row: { code, title } }: RoundFacts) => text('rounds:owed.pending', { code, title: quoted(title) });

/** Those of his own, or of a leader he assists. */
const pending = async (tx: Transaction, { by, now }: Asking): Promise<Pending[]> =>
  (await outstanding(tx, by, now)).map(({ facts, person }) => ({
    what: named(facts),
    open: choice(text('rounds:owed.open', { code: facts.row.code }), press('rounds.open', { round: facts.row.id })),
    answers: answerChoices(facts, person, by, now),
  }));

/** Words and files sent alone may be the opinion that one of them asks of him. */
const takes = async (tx: Transaction, { by, now }: Asking): Promise<Taking[]> =>
  (await outstanding(tx, himself(by), now)).map(({ facts }) => ({
    what: said(facts.row.code),
    about: named(facts),
    command: 'rounds.answer',
    args: { round: facts.row.id },
    gathers: 'parts',
  }));

const printed = () => [
  rounds.offering(paperOf(noun, asking), ['draft', 'submitted', 'open']),
  rounds.offering(paperOf(noun, report), ['closed', 'presented', 'decided']),
  ownLetter,
];

const declared = rounds.chapterOf({
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
  kept: keptSlips,
  facts: { round_slip: ['id'] },
  pending,
  takes,
});

export const chapter: Chapter = { ...declared, commands: [...declared.commands, listing(points)] };
