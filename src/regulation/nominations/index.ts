// Officers for the assisting team (Điều 6.5): its head asks a member to send one or to replace one; the member names him or
// says why not; the head decides, and the office updates the roster. Nobody comes into the team by silence or by himself.
import type { Act, World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { textField } from '../../kernel/fields.ts';
import { inherited, matter, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import type { Nomination, NominationFacts } from './officer.ts';
import * as law from './officer.ts';

/** Who keeps the roster. */
const office = standingAgency;

const nominations = matter<Nomination>({
  chapter: 'nominations',
  room: 'people',
  name: 'nomination',
  article: '6.5',
  series: 'CB',
  states: ['asked', 'named', 'accepted', 'enrolled', 'declined', 'withdrawn'],
  passes: { in: ['asked', 'named', 'accepted'], parts: ({ people }, heirs) => ({ people: inherited(people, heirs) }) },
  office,
  overseers,
  around,
  parts: partsIn<Nomination>('nomination', 'people'),
  stands: law.stands,
  lines: law.cardLines,
});
const { noun, move, answering } = nominations;

const deciding = nominations.awaiting({
  state: 'named',
  by: ['team-lead', 'standing-member', 'chair'],
  decider: law.deciderOf,
});
const owes = nominations.owes({
  state: 'asked',
  by: ({ row }) => row.data.people,
  until: law.until,
  late: ['team-lead'],
});

/** The member's to do, or an assistant's in his name (Điều 10.3). */
const his = { article: '6.5', personal: false, by: 'anyone', only: law.isHis, in: ['asked'] } as const;

/** Put before the member, who is asked. */
const asks = (facts: NominationFacts, act: World, what: 'asked' | 'again') => ({
  notices: tellCard(noun, facts, what, facts.row.data.people, act, text(`nominations:told-${what}`), {
    class: 'action',
  }),
});

const begins = {
  article: '6.5',
  by: ['team-lead'],
  tell: (facts: NominationFacts, act: Act) => asks(facts, act, 'asked'),
} as const;

const ask = nominations.begin({
  ...begins,
  name: 'nominations.ask',
  word: 'cucanbo',
  alias: ['nominate'],
  fields: { member: law.memberField, ...law.asking },
  begin: ({ args: { member, ...args }, now }, { owner, around: { seats } }) =>
    law.begun(
      args,
      owner.id,
      now,
      seats.find((one) => one.id === member && law.isAsked(one)),
    ),
});

const replace = nominations.begin({
  ...begins,
  name: 'nominations.replace',
  word: 'thaycanbo',
  alias: ['replaceofficer'],
  fields: { officer: law.officerField, ...law.asking },
  begin: ({ args: { officer, ...args }, now }, { owner, around: { seats } }) => {
    const seat = seats.find((one) => one.id === officer && law.isOfficer(one));
    return law.begun(args, owner.id, now, seat && law.senderOf(seats, seat), seat);
  },
});

export const chapter = nominations.chapterOf({
  articles: ['6.5'],
  acts: [
    ask,
    replace,
    deciding.put({
      ...his,
      name: 'nominations.name',
      fields: law.naming,
      checks: (facts, { args }) =>
        law.inTeam(facts, args.name)
          ? refuse('in-team', text('nominations:refusal.in-team', { name: args.name }), { field: 'name' })
          : null,
      set: (_facts, { args: { name, post, phone } }) => ({ named: { name, post, phone }, answer: '' }),
    }),
    move({ ...his, name: 'nominations.decline', to: 'declined', ...answering('why') }),
    deciding.yes({
      name: 'nominations.accept',
      to: 'accepted',
      tell: (facts, act) => ({
        notices: [
          ...tellCard(noun, facts, 'accepted', facts.row.data.people, act, text('nominations:told')),
          ...tellCard(noun, facts, 'roster', nominations.officeOf(facts), act, text('nominations:told-office'), {
            class: 'action',
          }),
        ],
      }),
    }),
    deciding.no({
      name: 'nominations.again',
      article: '6.5',
      to: 'asked',
      asks: true,
      fields: { words: textField('nominations:ask.again', 2_000), due: law.asking.due },
      checks: (_facts, { args, now }) => law.isOver(args.due, now),
      set: (_facts, { args }) => ({ answer: args.words, due: args.due }),
      tell: (facts, act) => asks(facts, act, 'again'),
    }),
    move({ name: 'nominations.enrol', in: ['accepted'], to: 'enrolled' }),
    move({ name: 'nominations.withdraw', by: 'anyone', own: true, in: ['asked', 'named'], to: 'withdrawn' }),
  ],
  approvals: [deciding.approval],
  obligations: [owes, nominations.owed({ state: 'accepted', days: 'proposalAnswerDays', again: [2, 5] })],
  list: nominations.list({
    short: 'nominations:list.short',
    word: 'dscucanbo',
    alias: ['nominations'],
    columns: [
      { name: 'named', label: 'nominations:column.named', cell: ({ data }) => data.named?.name ?? null },
      { name: 'due', label: 'nominations:column.due', cell: ({ data }) => dayValue(data.due) },
    ],
  }),
});
