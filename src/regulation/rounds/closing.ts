// A round ends by the office, by the clock, or by the chair's decision on what was put together (Điều 9.3, 2.1).

import { refuse } from '../../kernel/decision.ts';
import { hidden, momentAfter, momentField, textField } from '../../kernel/fields.ts';
import type { Actor } from '../../kernel/person.ts';
import { moment, text } from '../../kernel/text.ts';
import { leading } from '../roles.ts';
import { notLater, stillOut } from './decide.ts';
import * as ask from './fields.ts';
import { tellAll, tellClosed } from './notices.ts';
import { again, deciding, move, noun, rounds } from './opening.ts';
import { askerOf, closesAt, isOffice, mayRead, office, type RoundFacts } from './round.ts';
import { synthesisView } from './views.ts';

const until = {
  until: momentField('rounds:ask.until', { example: momentAfter(ask.closingDay, 17) }),
  reason: textField('rounds:ask.extend', 2_000),
};
const longer = (facts: RoundFacts, by: Actor): boolean => isOffice(facts, by) || askerOf(facts) === by.person.id;
const lengthened = {
  article: '9.3',
  by: [...office, ...leading],
  only: longer,
  to: 'open',
  asks: true,
  fields: until,
  checks: (facts: RoundFacts, { args }: { args: { until: Date } }) => notLater(facts, args.until),
  set: (_facts: RoundFacts, { args }: { args: { until: Date } }) => ({ closesAt: args.until.toISOString() }),
} as const;

export const closing = () => [
  move({
    name: 'rounds.close',
    in: ['open'],
    to: 'closed',
    refuses: stillOut,
    offered: (facts) => stillOut(facts) === null,
    tell: (facts, act) => ({ notices: tellClosed(noun, facts, act) }),
  }),
  move({ ...lengthened, name: 'rounds.extend', in: ['open'], tell: again('extended') }),
  move({ ...lengthened, name: 'rounds.reopen', in: ['closed', 'presented'], tell: again('reopened') }),
  move({
    name: 'rounds.withdraw',
    by: leading,
    personal: true,
    only: (facts, by) => askerOf(facts) === by.person.id,
    in: ['open', 'closed', 'presented'],
    to: 'withdrawn',
    ...rounds.answering('withdraw'),
    tell: (facts, act) => ({ notices: tellAll(noun, facts, 'withdrawn', act, text('rounds:told.withdrawn')) }),
  }),
  deciding.forward({ name: 'rounds.present', in: ['closed'] }),
  deciding.verdict({
    name: 'rounds.decide',
    article: '2.1',
    to: 'decided',
    look: 'good',
    fields: { verdict: ask.verdictField, words: textField('rounds:ask.words', 2_000) },
    set: (_facts, { args }) => ({ verdict: args.verdict, answer: args.words }),
    tell: (facts, act) => ({ notices: tellAll(noun, facts, 'decided', act, text('rounds:told.decided')) }),
  }),
];

export const ends = rounds.ends({
  state: 'open',
  to: 'closed',
  at: closesAt,
  tell: (facts, world) => tellClosed(noun, facts, world),
});

export const synthesis = rounds.shows({
  name: 'rounds.synthesis',
  fields: { item: hidden },
  refuses: (facts, { by }) =>
    mayRead(facts, by) && facts.beside.length > 0
      ? null
      : refuse('hidden', text('rounds:refusal.hidden', { at: moment(closesAt(facts)) }), { article: '9.3' }),
  view: (facts, { args, by }) => synthesisView(facts, args.item, by),
});
