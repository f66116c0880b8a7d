// Commending and criticising (Điều 5.6, 8.4): proposed on what the record says, examined by the standing member, decided by
// the chair. Whom it is about hears of the decision alone; a commendation is issued by its own papers, never from here.
import { refuse } from '../../kernel/decision.ts';
import { oneOf, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { type Actor, bodiesWith } from '../../kernel/person.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { around, seatsOf } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import { type Evidence, evidenceLines, evidenceOf } from './evidence.ts';
import type { Commendation, CommendationFacts } from './whom.ts';
import * as who from './whom.ts';

const office = standingAgency;

const commendations = matter<Commendation, Evidence>({
  chapter: 'commendations',
  name: 'commendation',
  article: '5.6',
  series: 'KT',
  states: ['proposed', 'before-chair', 'agreed', 'declined', 'returned', 'withdrawn'],
  passes: { in: ['proposed', 'before-chair'] },
  office,
  overseers,
  around,
  concerns: { of: who.standsFor, unheard: ['proposed', 'before-chair', 'declined', 'returned', 'withdrawn'] },
  parts: partsIn<Commendation>('commendation', 'heard'),
  beside: {
    load: async (tx, { bodyId, about }, now) =>
      evidenceOf(tx, bodyId, about ?? '', await seatsOf(tx, bodyId, now), now),
  },
  stands: (facts) => ({ name: nameIn(facts, who.deciderOf(facts) ?? undefined) }),
  lines: (facts, { by }) => {
    const { row, beside } = facts;
    const { kind, name, reason, opinion, evidence } = row.data;
    const whom = text(`commendations:card.${kind}`, { name: said(name) });
    if (!who.readsAll(facts, by)) return [whom];
    return [
      whom,
      text('commendations:card.by', { name: nameIn(facts, row.ownerId) }),
      text('commendations:card.reason', { words: quoted(reason) }),
      ...evidenceLines(evidence ?? beside),
      ...(opinion ? [text('commendations:card.opinion', { words: quoted(opinion) })] : []),
    ];
  },
});
const { noun, officeOf, answering, move } = commendations;

const examining = {
  article: '5.6',
  by: office,
  in: ['proposed'],
  only: (facts: CommendationFacts, by: Actor) => who.examinersOf(facts).includes(by.person.id),
} as const;

const propose = (kind: Commendation['kind'], act: { name: string; word: string; alias: string[] }) =>
  commendations.begin({
    ...act,
    by: who.proposers,
    fields: { whom: who.whomField, reason: textField(`commendations:ask.${kind}`, 2_000) },
    of: async (tx, { args, by, now }) => {
      const [bodyId = ''] = bodiesWith(by, who.proposers);
      return { bodyId, beside: await evidenceOf(tx, bodyId, args.whom ?? '', await seatsOf(tx, bodyId, now), now) };
    },
    begin: ({ args: { whom, reason } }, { owner, around: { seats } }) => {
      const seat = seats.find((one) => who.standsFor(one).includes(whom));
      if (!seat) return refuse('nobody', text('commendations:refusal.nobody'), { field: 'whom' });
      const isOwn = seats.some((one) => one.person.id === owner.id && who.standsFor(one).includes(whom));
      if (isOwn) return refuse('himself', text('commendations:refusal.himself'), { article: '5.6', field: 'whom' });
      const name = who.nameOf(whom, seat);
      return { title: cleanLine(name, 80), state: 'proposed', about: whom, data: { kind, name, reason } };
    },
  });

const deciding = commendations.awaiting({ state: 'before-chair', decider: who.deciderOf });
const told = (facts: CommendationFacts, not: readonly string[] = []) =>
  [facts.row.ownerId, ...officeOf(facts)].filter((person) => !not.includes(person));

export const chapter = commendations.chapterOf({
  articles: ['5.6', '8.4'],
  acts: [
    propose('commend', { name: 'commendations.commend', word: 'khenthuong', alias: ['commend'] }),
    propose('criticise', { name: 'commendations.fault', word: 'phebinh', alias: ['criticise'] }),
    deciding.put({
      ...examining,
      name: 'commendations.forward',
      fields: { opinion: textField('commendations:ask.opinion', 2_000) },
      set: (_facts, { args }) => ({ opinion: args.opinion }),
    }),
    move({ ...examining, name: 'commendations.return', to: 'returned', ...answering('return') }),
    deciding.yes({
      article: '2.1',
      to: 'agreed',
      fields: { words: textField('commendations:ask.direction', 2_000) },
      set: (facts, { args }) => ({ answer: args.words, evidence: facts.beside, heard: who.concerned(facts) }),
      tell: (facts, act) => {
        const { heard = [], kind } = facts.row.data;
        const decided = tellCard(noun, facts, 'agreed', told(facts, heard), act, text('commendations:told'));
        const news = text(`commendations:heard.${kind}`);
        return { notices: [...decided, ...tellCard(noun, facts, 'heard', heard, act, news, { personal: true })] };
      },
    }),
    deciding.no({
      fields: { words: textField('commendations:ask.reason', 2_000) },
      set: (facts, { args }) => ({ answer: args.words, evidence: facts.beside }),
      tell: (facts, act) => ({
        notices: tellCard(noun, facts, 'declined', told(facts), act, text('commendations:told')),
      }),
    }),
    move({ name: 'commendations.withdraw', by: 'anyone', own: true, in: ['proposed'], to: 'withdrawn' }),
  ],
  approvals: [deciding.approval],
  obligations: [
    commendations.owed({ state: 'proposed', by: who.examinersOf, days: 'proposalAnswerDays', again: [2, 5] }),
  ],
  list: commendations.list({
    short: 'commendations:list.short',
    means: [{ intent: 'ask:commendations' }],
    word: 'dskhenthuong',
    alias: ['commendations'],
    columns: [
      { name: 'kind', label: 'commendations:column.kind', cell: ({ data }) => text(`commendations:kind.${data.kind}`) },
      { name: 'since', label: 'commendations:column.since', cell: ({ movedAt }) => movedAt },
    ],
    filters: {
      kind: oneOf('commendations:ask.kind', who.kinds, (kind) => text(`commendations:kind.${kind}`)),
    },
  }),
});
