// Secondment to the assisting team (Điều 10.4): an officer for a time, proposed by the team, decided by the chair, made known to
// his home agency; the office hears when it ends. A foreign expert only once the Public Security was consulted.
import type { Act } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { dayField, lineField, nameField, textField } from '../../kernel/fields.ts';
import { type Facts, inherited, matter, nameIn, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { dayValue, quoted, said, text } from '../../kernel/text.ts';
import { addDays, type Day, instant } from '../../kernel/time.ts';
import { around } from '../committee/index.ts';
import { type Consulted, consultedFields, consultedLine, foreignField } from '../guests/index.ts';
import { asked, toField } from '../requests/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';

/** `people`: who answers for his home agency. */
type Secondment = {
  post: string;
  agency: string;
  from: Day;
  to: Day;
  reason: string;
  foreign: boolean;
  people: readonly string[];
  consulted?: Consulted;
};
type SecondmentFacts = Facts<Secondment>;

const office = agencyAndTeam;
const undecided = ['draft', 'before-chair', 'declined', 'dropped'];

const secondments = matter<Secondment>({
  chapter: 'secondments',
  room: 'people',
  name: 'secondment',
  article: '10.4',
  series: 'TTCB',
  states: ['draft', 'before-chair', 'active', 'declined', 'released', 'ended', 'dropped'],
  passes: {
    in: ['draft', 'before-chair', 'active'],
    parts: ({ people }, heirs) => ({ people: inherited(people, heirs) }),
  },
  office,
  overseers,
  around,
  parts: partsIn<Secondment>('secondment', 'people', undecided),
  lines: ({ row: { title, ownerId, data }, around: people }) => [
    text('secondments:card.who', { name: said(title), post: said(data.post), agency: said(data.agency) }),
    text('secondments:card.time', { from: dayValue(data.from), to: dayValue(data.to) }),
    text('secondments:card.reason', { words: quoted(data.reason) }),
    ...(data.foreign ? [text('guests:foreign.yes')] : []),
    ...(data.consulted ? [consultedLine(data.consulted)] : []),
    text('secondments:card.by', { name: nameIn({ around: people }, ownerId) }),
  ],
});
const { noun, words, move } = secondments;

const propose = secondments.begin({
  name: 'secondments.propose',
  word: 'trungtap',
  alias: ['second'],
  by: office,
  fields: {
    name: nameField('secondments:ask.name', 80),
    post: lineField('secondments:ask.post', 120),
    to: toField,
    from: dayField('secondments:ask.from'),
    until: dayField('secondments:ask.until'),
    foreign: foreignField('secondments:ask.foreign'),
    reason: textField('secondments:ask.reason', 2_000),
  },
  begin: ({ args }, { owner, around: { seats } }) => {
    const homes = asked(seats, args.to, owner.id);
    const [home, ...others] = 'unknown' in homes ? [] : homes;
    if (!home || others.length > 0) return refuse('one-agency', words('refusal.one-agency'), { field: 'to' });
    if (args.until <= args.from) return refuse('no-time', words('refusal.no-time'), { field: 'until' });
    const { name, post, from, until, reason, foreign } = args;
    const time = { post, agency: home.agency, from, to: until };
    return {
      title: name,
      state: 'draft',
      data: { ...time, reason, foreign: foreign === 'yes', people: [home.person.id] },
    };
  },
  tell: () => ({ notices: [] }),
});

const deciding = secondments.awaiting({ state: 'before-chair' });
/** His home agency and the office. */
const concerned = (facts: SecondmentFacts): string[] => [
  ...new Set([...facts.row.data.people, ...secondments.officeOf(facts)]),
];
const tells = (facts: SecondmentFacts, what: 'active' | 'released', act: Act<unknown>) => {
  const to = concerned(facts).filter((person) => person !== act.by.person.id);
  return { notices: tellCard(noun, facts, what, to, act, text(`secondments:tells.${what}`), { class: 'action' }) };
};

/** Until the end of its last day; the office is called to mind before it, and it is over by the clock. */
const over = ({ row }: Pick<SecondmentFacts, 'row'>): Date => instant(addDays(row.data.to, 1), 0, 0);
const owes = secondments.owes({
  state: 'active',
  by: ({ row }) => [row.ownerId],
  until: ({ row }) => instant(row.data.to, 17, 0),
  late: office,
});
const ends = secondments.ends({
  state: 'active',
  to: 'ended',
  at: over,
  tell: (facts, world) => tellCard(noun, facts, 'ended', concerned(facts), world, text('secondments:tells.ended')),
});

export const chapter = secondments.chapterOf({
  articles: ['10.4'],
  acts: [
    propose,
    move({
      name: 'secondments.consult',
      in: ['draft'],
      offered: ({ row }) => row.data.foreign && !row.data.consulted,
      fields: consultedFields,
      set: (_facts, { args }) => ({ consulted: args }),
    }),
    deciding.forward({
      refuses: ({ row }) =>
        row.data.foreign && !row.data.consulted
          ? refuse('unconsulted', text('guests:refusal.unconsulted', { names: said(row.title) }), { article: '10.4' })
          : null,
    }),
    deciding.yes({
      to: 'active',
      refuses: (facts, { now }) =>
        over(facts) <= now ? refuse('no-time', words('refusal.no-time'), { article: '10.4' }) : null,
      tell: (facts, act) => tells(facts, 'active', act),
    }),
    deciding.no(secondments.answering('why')),
    move({
      name: 'secondments.release',
      in: ['active'],
      to: 'released',
      ...secondments.answering('why'),
      tell: (facts, act) => tells(facts, 'released', act),
    }),
    move({ name: 'secondments.drop', in: ['draft'], to: 'dropped', look: 'bad' }),
  ],
  approvals: [deciding.approval],
  obligations: [owes],
  reminders: [ends],
  list: secondments.list({
    word: 'dstrungtap',
    alias: ['secondments'],
    columns: [
      { name: 'agency', label: 'secondments:column.agency', cell: ({ data }) => data.agency },
      { name: 'from', label: 'secondments:column.from', cell: ({ data }) => dayValue(data.from) },
      { name: 'to', label: 'secondments:column.to', cell: ({ data }) => dayValue(data.to) },
    ],
  }),
});
