import { type Act, filesIn } from '../../kernel/command.ts';
import { lineField, oneOf, onlyIf, optional } from '../../kernel/fields.ts';
import { holding, matter, nameIn } from '../../kernel/matter.ts';
import { sendsBack } from '../../kernel/meant.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { Actor } from '../../kernel/person.ts';
import { moment, quoted, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { leading, overseers } from '../roles.ts';
import { questionsIn, unready } from './decide.ts';
import * as ask from './fields.ts';
import { owedBy, tellAll } from './notices.ts';
import {
  type Asked,
  askedIn,
  askedThen,
  askerOf,
  closesAt,
  evolveSlips,
  isOffice,
  mayRead,
  membersAsked,
  newSlips,
  office,
  passedSlips,
  type Round,
  type RoundEvent,
  type RoundFacts,
  type Slip,
} from './round.ts';
import { apply, roundsAsking, slipsIn } from './store.ts';
import { brief, cardChoices, cardLines } from './views.ts';

export const rounds = matter<Round, readonly Slip[], RoundEvent>({
  chapter: 'rounds',
  room: 'rounds',
  name: 'round',
  article: '9.3',
  series: 'LYK',
  states: ['draft', 'submitted', 'open', 'closed', 'presented', 'decided', 'withdrawn'],
  // An opinion that was given stays whose it is; what is still open is asked of who came.
  passes: {
    in: ['draft', 'submitted', 'open', 'closed', 'presented'],
    parts: ({ asked, askedBy }, heirs, { row: { state } }) => ({
      ...((state === 'draft' || state === 'submitted') && { asked: askedThen(asked, heirs) }),
      askedBy: askedBy === null ? null : (heirs.of(askedBy)?.to.person.id ?? askedBy),
    }),
    also: (facts, heirs) => (taking.includes(facts.row.state) ? passedSlips(facts, heirs) : []),
    reminders: (facts, world) => (facts.row.state === 'open' ? owed.armed(facts, world) : []),
  },
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
export const { noun, move, doing } = rounds;

export const owed = owedBy(noun, rounds.find);
/** Asked, or asked again: those who owe an answer are reminded from now on. */
export const again = (what: 'open' | 'extended' | 'reopened') => (facts: RoundFacts, act: Act<unknown>) => {
  const { reason } = act.args as { reason?: string };
  const note =
    what === 'open'
      ? text('rounds:told.open', { until: moment(closesAt(facts), 'weekday-moment') })
      : text(`rounds:told.${what}`, { reason: quoted(reason ?? '') });
  return {
    notices: tellAll(noun, facts, what, act, note, { class: 'action', files: what !== 'extended' }),
    reminders: owed.armed(facts, act),
  };
};
export const taking: readonly string[] = ['open', 'closed'];
/** On whose screens the card shows what has come. */
export const isFollowed = (facts: RoundFacts, by: Actor): boolean => isOffice(facts, by) || mayRead(facts, by);

/** Opening it is the chair's alone (9.3), or the deputy's who asks (6.3). */
export const opening = rounds.awaiting({ state: 'submitted', by: leading, decider: askerOf });
/** What follows from it is the chair's alone (2.1), whoever asked. */
export const deciding = rounds.awaiting({ state: 'presented' });

export const begin = rounds.begin({
  name: 'rounds.draft',
  word: 'layykien',
  alias: ['round'],
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
export const drafting = () => [
  move({
    name: 'rounds.people',
    personal: false,
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
    in: ['draft'],
    fields: {
      what: oneOf('rounds:ask.what', what, (one) => text(`rounds:option.${one}`)),
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
  opening.put({ name: 'rounds.submit', personal: false, refuses: (facts, { now }) => unready(facts, now) }),
  move({ name: 'rounds.recall', personal: false, in: ['submitted'], to: 'draft', tell: quietly }),
  move({ name: 'rounds.drop', personal: false, in: ['draft'], to: 'withdrawn', tell: quietly }),
  opening.yes({
    name: 'rounds.start',
    to: 'open',
    refuses: (facts, { now }) => unready(facts, now),
    set: (_facts, { now, by, as }) => ({
      openedAt: now.toISOString(),
      openedBy: { name: by.person.fullName, acting: as.acting },
    }),
    also: (facts, act) => [{ type: 'rounds.slips-made', slips: newSlips(facts, act) }],
    tell: again('open'),
  }),
  opening.no({
    name: 'rounds.return',
    article: '9.3',
    means: sendsBack('words'),
    to: 'draft',
    ...rounds.answering('return'),
    tell: (facts, act) => ({
      notices: tellCard(noun, facts, 'returned', holding(facts, office), act, text('rounds:told.returned'), {
        class: 'action',
      }),
    }),
  }),
];
