// Papers that must come back after a meeting (QĐ 45/2018, Điều 14): what was handed out, who still holds it, who has
// brought it. The office notes each; who holds one is reminded, and who presided hears what is missing in the end.
import type { Field } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { textField } from '../../kernel/fields.ts';
import { inherited, matter, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { dayOf, instant } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { around } from '../committee/index.ts';
import { type MeetingFile, meetingField, ofMeeting } from '../meetings/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import {
  brought,
  type Collection,
  type CollectionFacts,
  everybody,
  holdersOf,
  outstanding,
  owing,
  papersIn,
} from './holder.ts';

const office = agencyAndTeam;
const until = ({ row }: CollectionFacts): Date => new Date(row.data.until);

const returns = matter<Collection, undefined, never, MeetingFile>({
  chapter: 'returns',
  room: 'meetings',
  name: 'collection',
  article: 'QĐ45',
  series: 'TH',
  states: ['open', 'closed'],
  // What he still holds is handed over with the seat.
  passes: {
    in: ['open'],
    parts: ({ people, holders }, heirs) => ({
      people: inherited(people, heirs),
      holders: holders.map((one) => {
        const to = one.back === null && one.person !== null ? heirs.of(one.person)?.to.person : undefined;
        return to && !people.includes(to.id) ? { ...one, person: to.id, name: to.fullName } : one;
      }),
    }),
  },
  office,
  overseers,
  around,
  of: ofMeeting,
  parts: partsIn<Collection>('collection', 'people'),
  stands: (facts) => ({ until: moment(until(facts)) }),
  lines: (facts, { by }) => {
    const { papers, holders } = facts.row.data;
    const left = outstanding(facts);
    // Who holds one sees how it stands with himself; those who follow the body, with everybody.
    const follows = by.seats.some(({ bodyId, role }) => bodyId === facts.row.bodyId && overseers.includes(role));
    const own = holders.find(({ person }) => person === by.person.id);
    const state = own && text(own.back ? 'returns:card.own-back' : 'returns:card.own');
    return [
      ofMeeting.line(facts.of),
      ...papers.map((title, nth) => text('returns:card.paper', { number: nth + 1, title: said(title) })),
      ...(follows
        ? [
            text('returns:card.counts', { back: holders.length - left.length, all: holders.length }),
            ...(left.length > 0
              ? [text('returns:card.hold', { names: said(left.map(({ name }) => name).join(', ')) })]
              : []),
          ]
        : state
          ? [state]
          : []),
    ];
  },
});
const { noun, words } = returns;
const owes = returns.owes({ state: 'open', by: owing, until, late: office });

const collect = returns.begin({
  name: 'returns.collect',
  word: 'thuhoitailieu',
  alias: ['collect'],
  by: office,
  part: {
    field: meetingField(office, ['held']),
    in: ['held'],
    otherwise: 'not-held',
    once: { in: ['open'], says: 'collecting' },
  },
  fields: { papers: textField('returns:ask.papers', 2_000, { content: true }) },
  begin: ({ args, by, now, calendar }, { of }) => {
    const papers = papersIn(args.papers);
    const holders = holdersOf(of, by.person.id);
    if (holders.length === 0) return refuse('nobody', words('refusal.nobody'), { article: 'QĐ45' });
    return {
      title: of.meeting.title,
      state: 'open',
      data: {
        papers,
        holders,
        people: holders.flatMap(({ person }) => person ?? []),
        until: instant(addWorkingDays(calendar, dayOf(now), 1), 17, 0).toISOString(),
      },
    };
  },
  tell: (facts, act) => ({
    notices: tellCard(noun, facts, 'begun', owing(facts), act, words('asked'), { class: 'action' }),
  }),
});

/** Who brought them: one of those who still hold them, or all. */
const whoField: Field<string> = {
  ask: 'returns:ask.who',
  always: true,
  options: async (tx, { args }) => {
    const row = await tx.matter.findFirst({ where: { kind: 'collection', id: args['collection'] ?? '' } });
    const { holders = [] } = (row?.data ?? {}) as Partial<Collection>;
    return [
      { value: everybody, label: text('returns:option.all'), words: ['tat ca', 'all'] },
      ...holders.flatMap(({ id, name, back }) => (back === null ? [{ value: id, label: said(name) }] : [])),
    ];
  },
};

const acts = [
  collect,
  returns.move({
    name: 'returns.back',
    in: ['open'],
    look: 'good',
    offered: (facts) => outstanding(facts).length > 0,
    fields: { who: whoField },
    checks: (facts, { args }) =>
      args.who === everybody || outstanding(facts).some(({ id }) => id === args.who)
        ? null
        : refuse('not-holding', words('refusal.not-holding'), { field: 'who' }),
    set: (facts, { args, now }) => ({ holders: brought(facts, args.who, now) }),
    tell: (after, act, _also, before) => {
      const came = owing(before).filter((person) => !owing(after).includes(person));
      const what = `back-${act.now.toISOString()}`;
      return { notices: tellCard(noun, after, what, came, act, words('told-back')) };
    },
  }),
  returns.move({
    name: 'returns.close',
    in: ['open'],
    to: 'closed',
    // What did not come back is for who presided to know (QĐ 45/2018, Điều 14).
    ...returns.answering('remark'),
    tell: (facts, act) => {
      const missing = outstanding(facts).length;
      const note = missing > 0 ? words('told-missing', { count: missing }) : words('told-whole');
      return { notices: tellCard(noun, facts, 'closed', [facts.of.meeting.presiderId], act, note) };
    },
  }),
];

export const chapter = returns.chapterOf({
  articles: ['QĐ45'],
  acts,
  obligations: [owes],
  list: returns.list({ short: 'returns:list.short', word: 'dsthuhoi', alias: ['collections'] }),
});
