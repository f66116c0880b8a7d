// Inspection (TK11, Điều 3.1, 5.3, 7.2, 12.1): a plan naming agencies, approved by the chair; visits, and a result for each
// agency. What is only planned is not told the agencies; none is left out of the conclusion.
import type { Act, Field } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { dayField, lineField, textField } from '../../kernel/fields.ts';
import { inherited, matter, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { listing } from '../../kernel/register.ts';
import { dayValue, quoted, said, text } from '../../kernel/text.ts';
import { dayOf, instant } from '../../kernel/time.ts';
import { around } from '../committee/index.ts';
import { asked, toField } from '../requests/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import { type Inspection, type InspectionFacts, results, type Visit } from './results.ts';

/** The standing agency inspects (7.2), and the assisting team with it (8.3). */
const office = agencyAndTeam;
const planned = ['draft', 'before-chair', 'declined'];

const inspections = matter<Inspection>({
  chapter: 'inspections',
  room: 'tasks',
  name: 'inspection',
  article: '3.1',
  series: 'KTCQ',
  states: ['draft', 'before-chair', 'approved', 'declined', 'concluded', 'dropped'],
  passes: {
    in: ['draft', 'before-chair', 'approved'],
    parts: ({ people, visits }, heirs) => ({
      people: inherited(people, heirs),
      visits: visits.map((visit) => ({ ...visit, person: heirs.of(visit.person)?.to.person.id ?? visit.person })),
    }),
  },
  office,
  overseers,
  around,
  parts: partsIn<Inspection>('inspection', 'people', planned),
  lines: ({ row: { title, data } }, { by }) => {
    // An agency reads its own result; those who follow the body, all of them.
    const own = data.visits.filter(({ person }) => person === by.person.id);
    const shown = own.length > 0 ? own : data.visits;
    return [
      said(title),
      text('inspections:card.words', { words: quoted(data.words) }),
      ...shown.map(({ agency, day, found }) =>
        found === null
          ? text('inspections:card.visit', { agency: said(agency), day: dayValue(day) })
          : text('inspections:card.found', { agency: said(agency), day: dayValue(day), words: quoted(found) }),
      ),
    ];
  },
});
const { noun, words, move } = inspections;

const openIn = ({ row }: InspectionFacts): Visit[] => row.data.visits.filter(({ found }) => found === null);
const tellsOf = (
  facts: InspectionFacts,
  what: 'approved' | 'visit' | 'result' | 'concluded',
  act: Act<unknown>,
  to: readonly string[],
) =>
  tellCard(noun, facts, `${what}-${act.now.toISOString()}`, to, act, text(`inspections:tells.${what}`), {
    class: 'action',
  });
const changed = ({ row }: InspectionFacts, person: string, set: Partial<Visit>): Partial<Inspection> => ({
  visits: row.data.visits.map((visit) => (visit.person === person ? { ...visit, ...set } : visit)),
});

/** Which agency, of those in the plan. */
const agencyField: Field<string> = {
  ask: 'inspections:ask.which',
  always: true,
  options: async (tx, { args }) => {
    const row = await tx.matter.findFirst({ where: { kind: 'inspection', id: args['inspection'] ?? '' } });
    const { visits = [] } = (row?.data ?? {}) as Partial<Inspection>;
    return visits.map(({ person, agency }) => ({ value: person, label: said(agency), words: [agency] }));
  },
};

const plan = inspections.begin({
  name: 'inspections.plan',
  word: 'kiemtra',
  alias: ['inspect'],
  by: office,
  fields: {
    title: lineField('inspections:ask.title', 200),
    to: toField,
    day: dayField('inspections:ask.day'),
    words: textField('inspections:ask.words', 2_000),
  },
  begin: ({ args }, { owner, around: { seats } }) => {
    const to = asked(seats, args.to, owner.id);
    const names = said('unknown' in to ? to.unknown.join(', ') : args.to);
    if ('unknown' in to || to.length === 0)
      return refuse('unknown-agency', text('requests:refusal.unknown-agency', { names }), { field: 'to' });
    const visits = to.map(({ person, agency }) => ({ person: person.id, agency, day: args.day, found: null }));
    const people = visits.map(({ person }) => person);
    return { title: args.title, state: 'draft', data: { words: args.words, visits, people } };
  },
});

const deciding = inspections.awaiting({ state: 'before-chair' });
const owes = inspections.owes({
  state: 'approved',
  by: (facts) => (openIn(facts).length > 0 ? [facts.row.ownerId] : []),
  until: ({ row: { data, createdAt } }) =>
    instant(
      data.visits
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? dayOf(createdAt),
      17,
      0,
    ),
  late: office,
});

const visiting = { by: office, in: ['approved'] };
const moves = [
  deciding.forward(),
  deciding.yes({
    to: 'approved',
    tell: (facts, act) => ({
      notices: tellsOf(facts, 'approved', act, [...facts.row.data.people, ...inspections.officeOf(facts)]),
    }),
  }),
  deciding.no(),
  move({
    name: 'inspections.visit',
    article: '7.2',
    ...visiting,
    fields: { agency: agencyField, day: dayField('inspections:ask.day') },
    set: (facts, { args: { agency, day } }) => changed(facts, agency, { day }),
    tell: (facts, act) => ({ notices: tellsOf(facts, 'visit', act, [act.args.agency]) }),
  }),
  move({
    name: 'inspections.result',
    article: '12.1',
    ...visiting,
    look: 'good',
    fields: { agency: agencyField, words: textField('inspections:ask.found', 4_000) },
    set: (facts, { args }) => changed(facts, args.agency, { found: args.words }),
    tell: (facts, act) => ({ notices: tellsOf(facts, 'result', act, [act.args.agency]) }),
  }),
  move({
    name: 'inspections.conclude',
    article: '7.2',
    ...visiting,
    to: 'concluded',
    refuses: (facts) => {
      const names = said(
        openIn(facts)
          .map(({ agency }) => agency)
          .join('; '),
      );
      return openIn(facts).length === 0
        ? null
        : refuse('no-result', words('refusal.no-result', { names }), { article: '12.1' });
    },
    ...inspections.answering('conclusion'),
    tell: (facts, act) => {
      const { chair, acting } = facts.around.lead;
      const head = (acting ?? chair)?.person.id;
      return { notices: tellsOf(facts, 'concluded', act, [...facts.row.data.people, ...(head ? [head] : [])]) };
    },
  }),
  move({ name: 'inspections.drop', in: ['draft', 'approved'], to: 'dropped', ...inspections.answering('reason') }),
];

export const chapter = inspections.chapterOf({
  articles: ['3.1', '5.3', '7.2', '12.1'],
  acts: [plan, ...moves, listing(results)],
  approvals: [deciding.approval],
  obligations: [owes],
  registers: [results],
  list: inspections.list({ means: [{ intent: 'ask:inspections' }], word: 'dskiemtra', alias: ['inspections'] }),
});
