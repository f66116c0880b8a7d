// Điều 9.3, 6.3: opinions in writing where no meeting is held. Drafted by the secretariat, opened by the chair alone (or by
// the deputy who asks), answered question by question, put together, and ended by the chair's decision.
import type { Pending, Taking } from '../../kernel/chapter.ts';
import { type Act, type Asking, filesIn, partsOf, wordsIn } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import {
  choiceField,
  collectField,
  hidden,
  lineField,
  momentAfter,
  momentField,
  onlyIf,
  optional,
  particular,
  pastMomentField,
  textField,
} from '../../kernel/fields.ts';
import { holding, matter, nameIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { obligation } from '../../kernel/obligation.ts';
import { type Actor, himself, personsOf, seatedIds } from '../../kernel/person.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { type Stance, stanceField } from '../opinions/index.ts';
import { paperOf } from '../papers/index.ts';
import { leading, overseers } from '../roles.ts';
import {
  decideAnswer,
  decideExplain,
  decideRecord,
  decideSend,
  notLater,
  questionsIn,
  stillOut,
  unready,
} from './decide.ts';
import * as ask from './fields.ts';
import { owedBy, tellAll, tellClosed, tellDraft, tellRecorded } from './notices.ts';
import { asking, report } from './papers.ts';
import { points } from './points.ts';
import {
  type Asked,
  askedIn,
  askerOf,
  closesAt,
  evolveSlips,
  isOffice,
  isOutstanding,
  mayRead,
  membersAsked,
  newSlips,
  office,
  type Round,
  type RoundEvent,
  type RoundFacts,
  type Slip,
} from './round.ts';
import { figures } from './settings.ts';
import { apply, roundsAsking, slipsIn } from './store.ts';
import { answerChoices, brief, cardChoices, cardLines, synthesisView } from './views.ts';

const rounds = matter<Round, readonly Slip[], RoundEvent>({
  chapter: 'rounds',
  room: 'rounds',
  name: 'round',
  article: '9.3',
  series: 'LYK',
  states: ['draft', 'submitted', 'open', 'closed', 'presented', 'decided', 'withdrawn'],
  unissued: ['draft', 'submitted'],
  office,
  overseers,
  around,
  lines: cardLines,
  choices: cardChoices,
  brief,
  stands: (facts) => ({
    until: moment(closesAt(facts), 'weekday-moment'),
    asker: nameIn(facts, askerOf(facts) ?? undefined),
  }),
  parts: { of: askedIn, matters: roundsAsking },
  beside: { load: (tx, { id }) => slipsIn(tx, id), evolve: evolveSlips, apply },
});
const { noun, move, doing } = rounds;

const owed = owedBy(noun, rounds.find);
/** Asked, or asked again: those who owe an answer are reminded from now on. */
const again = (what: 'open' | 'extended' | 'reopened') => (facts: RoundFacts, act: Act<unknown>) => {
  const { reason } = act.args as { reason?: string };
  const note =
    what === 'open' ? text('rounds:told.open') : text(`rounds:told.${what}`, { reason: quoted(reason ?? '') });
  return {
    notices: tellAll(noun, facts, what, act, note, { class: 'action', files: what !== 'extended' }),
    reminders: owed.armed(facts, act),
  };
};
const taking: readonly string[] = ['open', 'closed'];
/** On whose screens the card shows what has come. */
const isFollowed = (facts: RoundFacts, by: Actor): boolean => isOffice(facts, by) || mayRead(facts, by);

/** Opening it is the chair's alone (9.3), or the deputy's who asks (6.3). */
const opening = rounds.awaiting({ state: 'submitted', by: leading, decider: askerOf });
/** What follows from it is the chair's alone (2.1), whoever asked. */
const deciding = rounds.awaiting({ state: 'presented' });

const parts = collectField(
  'opinions:ask.parts',
  { maxCharacters: 20_000, ownWords: true },
  { about: ask.aboutQuestion },
);
const reasons = onlyIf(({ stance }) => stance !== 'agree', parts);

/** Reasons taken from a sentence are read back; to agree says nothing else. */
const answerReadBack = async (_tx: Transaction, { args }: Asking): Promise<readonly Text[] | null> => {
  const { stance, parts: given } = args;
  const words = wordsIn(partsOf(given));
  return stance === undefined || words === ''
    ? null
    : [text('rounds:read-back.answer', { stance: text(`opinions:stance.${stance as Stance}`), words: quoted(words) })];
};

const begin = rounds.begin({
  name: 'rounds.draft',
  word: 'layykien',
  alias: ['round'],
  article: '9.3',
  by: office,
  fields: {
    title: lineField('rounds:ask.title', 240),
    questions: ask.questionsField,
    closing: ask.closingField,
    asker: ask.askerField,
    papers: optional(ask.papersField),
  },
  begin: ({ args }, { around: { seats } }) => {
    const questions = questionsIn(args.questions);
    if ('agreed' in questions) return questions;
    const askedBy = args.asker === 'chair' ? null : args.asker;
    const files = filesIn(args.papers ?? []);
    const data = {
      questions,
      closesAt: args.closing.toISOString(),
      askedBy,
      asked: membersAsked(seats, askedBy),
      shown: false,
    };
    return { title: args.title, state: 'draft', files, data };
  },
});

const quietly = () => ({ notices: [] });
const what = ['questions', 'closing', 'papers', 'shown'] as const;
const edited = (which: (typeof what)[number]) => ({ needed: (args: { what?: string }) => args.what === which });

/** Everything is frozen once it is open, but the closing time. */
const drafting = [
  move({
    name: 'rounds.people',
    personal: false,
    article: '9.3',
    by: office,
    in: ['draft'],
    fields: { person: ask.personField, part: ask.partField },
    set: ({ row: { data } }, { args: { person, part } }) => {
      const others = data.asked.filter((one) => one.person !== person);
      const asked: Asked[] = part === 'none' ? others : [...others, { person, must: part === 'must' }];
      return { asked };
    },
  }),
  move({
    name: 'rounds.edit',
    personal: false,
    article: '9.3',
    by: office,
    in: ['draft'],
    fields: {
      what: choiceField(
        'rounds:ask.what',
        what.map((one) => ({ value: one, label: text(`rounds:option.${one}`) })),
      ),
      questions: onlyIf(edited('questions').needed, ask.questionsField),
      closing: onlyIf(edited('closing').needed, ask.closingField),
      papers: onlyIf(edited('papers').needed, ask.papersField),
      shown: onlyIf(edited('shown').needed, ask.shownField),
    },
    checks: (_facts, { args }) => {
      const questions = args.questions === undefined ? [] : questionsIn(args.questions);
      return 'agreed' in questions ? questions : null;
    },
    set: (_facts, { args }) => ({
      ...(args.questions !== undefined && { questions: questionsIn(args.questions) as readonly string[] }),
      ...(args.closing && { closesAt: args.closing.toISOString() }),
      ...(args.shown && { shown: args.shown === 'shown' }),
    }),
    files: ({ args }) => (args.papers ? filesIn(args.papers) : null),
  }),
  opening.put({
    name: 'rounds.submit',
    personal: false,
    article: '9.3',
    by: office,
    in: ['draft'],
    refuses: (facts, { now }) => unready(facts, now),
  }),
  move({
    name: 'rounds.recall',
    personal: false,
    article: '9.3',
    by: office,
    in: ['submitted'],
    to: 'draft',
    tell: quietly,
  }),
  move({
    name: 'rounds.drop',
    personal: false,
    article: '9.3',
    by: office,
    in: ['draft'],
    to: 'withdrawn',
    tell: quietly,
  }),
  opening.verdict({
    name: 'rounds.start',
    means: [{ intent: 'agree', waits: true }],
    article: '9.3',
    to: 'open',
    look: 'good',
    refuses: (facts, { now }) => unready(facts, now),
    set: (_facts, { now }) => ({ openedAt: now.toISOString() }),
    also: (facts, act) => [{ type: 'rounds.slips-made', slips: newSlips(facts, act) }],
    tell: again('open'),
  }),
  opening.verdict({
    name: 'rounds.return',
    means: ['return', 'refuse'].map((intent) => ({
      intent,
      fills: { words: intent === 'return' ? 'text' : 'reason' },
      waits: true as const,
    })),
    article: '9.3',
    to: 'draft',
    ...rounds.answering('return'),
    tell: (facts, act) => ({
      notices: tellCard(noun, facts, 'returned', holding(facts, office), act, text('rounds:told.returned'), {
        class: 'action',
      }),
    }),
  }),
];

/** Answered, drafted and sent, or taken down by the secretary; and what the secretariat makes of it. */
const answering = [
  doing({
    name: 'rounds.answer',
    means: [
      { intent: 'opine', fills: { parts: 'text' } },
      { intent: 'opinion-agree', args: { stance: 'agree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-disagree', args: { stance: 'disagree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-other', args: { stance: 'other' }, fills: { parts: 'text' }, waits: true },
    ],
    readBack: answerReadBack,
    personal: false,
    word: 'choykien',
    alias: ['answerround'],
    article: '9.3',
    by: 'anyone',
    field: ask.roundField,
    in: taking,
    unoffered: true,
    changes: isFollowed,
    fields: {
      person: particular,
      rest: particular,
      item: ask.itemField,
      stance: stanceField(ask.aboutQuestion),
      parts: reasons,
    },
    decide: decideAnswer,
    tell: (facts, act, events) => ({ notices: tellDraft(noun, noun.evolve(facts, events), act, events) }),
    done: (_facts, _act, [event]) =>
      text(event?.type === 'rounds.drafted' ? 'rounds:done.drafted' : 'rounds:done.answered'),
  }),
  doing({
    name: 'rounds.send',
    article: '10.3',
    by: 'anyone',
    personal: true,
    in: taking,
    unoffered: true,
    changes: isFollowed,
    fields: { stamp: particular },
    decide: decideSend,
    done: () => text('rounds:done.answered'),
  }),
  doing({
    name: 'rounds.record',
    article: '9.3',
    by: office,
    in: taking,
    changes: isFollowed,
    fields: {
      person: ask.slipPersonField,
      item: ask.itemField,
      stance: stanceField(ask.aboutQuestion),
      parts: reasons,
      source: ask.sourceField,
      when: pastMomentField('rounds:ask.when', 'rounds:option.now'),
    },
    decide: decideRecord,
    tell: (facts, act, events) => ({ notices: tellRecorded(noun, noun.evolve(facts, events), act, events) }),
    done: () => text('rounds:done.recorded'),
  }),
  doing({
    name: 'rounds.explain',
    article: '9.3',
    by: office,
    in: ['closed', 'presented'],
    unoffered: true,
    changes: isOffice,
    fields: { slip: ask.remarkField, how: ask.handlingField, words: textField('rounds:ask.explanation', 2_000) },
    decide: decideExplain,
    done: () => text('rounds:done.explained'),
  }),
];

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

const closing = [
  move({
    name: 'rounds.close',
    article: '9.3',
    by: office,
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
    article: '9.3',
    by: leading,
    personal: true,
    only: (facts, by) => askerOf(facts) === by.person.id,
    in: ['open', 'closed', 'presented'],
    to: 'withdrawn',
    ...rounds.answering('withdraw'),
    tell: (facts, act) => ({ notices: tellAll(noun, facts, 'withdrawn', act, text('rounds:told.withdrawn')) }),
  }),
  deciding.put({
    name: 'rounds.present',
    article: '9.3',
    by: office,
    in: ['closed'],
    ...rounds.answering('advice', 'advice'),
  }),
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

const ends = rounds.ends({
  state: 'open',
  to: 'closed',
  at: closesAt,
  tell: (facts, world) => tellClosed(noun, facts, world),
});

const synthesis = rounds.shows({
  name: 'rounds.synthesis',
  fields: { item: hidden },
  refuses: (facts, { by }) =>
    mayRead(facts, by) && facts.beside.length > 0
      ? null
      : refuse('hidden', text('rounds:refusal.hidden', { at: moment(closesAt(facts)) }), { article: '9.3' }),
  view: (facts, { args, by }) => synthesisView(facts, args.item, by),
});

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

const printed = [
  rounds.offering(paperOf(noun, asking), ['draft', 'submitted', 'open']),
  rounds.offering(paperOf(noun, report), ['closed', 'presented', 'decided']),
];

export const chapter = rounds.chapterOf({
  articles: ['6.3', '9.3'],
  settings: figures,
  acts: [begin, ...drafting, ...answering, ...closing, synthesis, ...printed],
  approvals: [opening.approval, deciding.approval],
  obligations: [obligation(owed.one), rounds.owed({ state: 'closed', days: 'synthesisDays', again: [2, 5] })],
  reminders: [ends],
  list: rounds.list({
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
