// Reports of each quarter, half-year and year (Điều 5.1, 7.1, 8.1, 8.7): figures from the record, words of the assisting team,
// issued by the standing member to the chair, the deputies and every member. A period without one is owed.
import type { Act, Field } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, textField } from '../../kernel/fields.ts';
import { matter, partsIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { recurring } from '../../kernel/recurring.ts';
import { dayValue, inOneLine, plainText, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { bodyNow } from '../body-now.ts';
import { around } from '../committee/index.ts';
import { paperOf } from '../papers/index.ts';
import { agencyAndTeam, members, overseers, type Role } from '../roles.ts';
import { figuresOf, reportOn } from './figures.ts';
import { report as printed } from './paper.ts';
import type { Figures, Report, ReportFacts } from './report.ts';
import * as law from './report.ts';
import { figures } from './settings.ts';

/** The team writes it (8.1, 8.7), with the standing agency (7.1). */
const office: readonly Role[] = [...agencyAndTeam, 'team-member'];
const unissued = ['draft', 'before-standing', 'dropped'];
const standing = ['draft', 'before-standing', 'issued'];

const reports = matter<Report, Figures>({
  chapter: 'reports',
  room: 'records',
  name: 'summary',
  article: '8.7',
  series: 'BC',
  states: ['draft', 'before-standing', 'issued', 'dropped'],
  passes: { in: ['draft', 'before-standing'] },
  unissued,
  office: agencyAndTeam,
  overseers,
  around,
  parts: partsIn<Report>('summary', 'people', unissued),
  beside: {
    load: (tx, { bodyId, data }, now) => figuresOf(tx, bodyId, data.period, now),
  },
  stands: (facts) => ({
    name: facts.around.seats.find(({ person }) => person.id === law.issuerOf(facts))?.person.fullName ?? '',
  }),
  lines: law.cardLines,
});
const { noun, words, move } = reports;

const periodField: Field<string> = {
  ask: 'reports:ask.period',
  always: true,
  options: async (_tx, asking) =>
    law.periodsNow(dayOf(asking.now), asking).map((period) => ({
      value: law.keyOf(period),
      label: law.periodWords(period),
      words: [],
    })),
};
const periodIn = (key: string, act: Pick<Act, 'now' | 'settings' | 'calendar'>) =>
  law.periodsNow(dayOf(act.now), act).find((period) => law.keyOf(period) === key);

const draft = reports.begin({
  name: 'reports.draft',
  word: 'lapbaocao',
  alias: ['draftreport'],
  by: office,
  fields: { period: periodField },
  of: async (tx, asking) => {
    const bodyId = bodiesWith(asking.by, office)[0] ?? '';
    const period = periodIn(asking.args['period'] ?? '', asking);
    if (!period) return refuse('no-period', words('refusal.no-period'), { field: 'period' });
    const other = await reportOn(tx, bodyId, period, standing);
    if (other) return refuse('exists', words('refusal.exists', { code: other.code }), { article: '8.7' });
    return { bodyId, beside: await figuresOf(tx, bodyId, period, asking.now) };
  },
  begin: ({ args, ...act }) => {
    const period = periodIn(args.period, act);
    if (!period) return refuse('no-period', words('refusal.no-period'), { field: 'period' });
    const title = law.keyOf(period).replace(/(\d+)-(\d+)-(\d+)_(\d+)-(\d+)-(\d+)/, '$3/$2/$1 – $6/$5/$4');
    return { title, state: 'draft', data: { period, words: {}, people: [] } };
  },
  tell: () => ({ notices: [] }),
});

const write = move({
  name: 'reports.write',
  by: office,
  personal: false,
  in: ['draft'],
  fields: {
    section: choiceField(
      'reports:ask.section',
      law.sections.map((value) => ({ value, label: plainText(`reports:section.${value}`) })),
    ),
    words: textField('reports:ask.words', 8_000),
  },
  set: ({ row }, { args: { section, words: written } }) => ({ words: { ...row.data.words, [section]: written } }),
});

const deciding = reports.awaiting({
  state: 'before-standing',
  by: ['standing-member', 'deputy-chair', 'chair'],
  decider: law.issuerOf,
});

/** Everybody of the committee (8.7), and who wrote it. */
const readersOf = ({ row, around: { seats } }: ReportFacts): string[] => [
  ...new Set([...seats.filter(({ role }) => members.includes(role)).map(({ person }) => person.id), row.ownerId]),
];

const periodic = recurring({
  name: 'reports.period-due',
  article: '8.7',
  body: bodyNow,
  rounds: law.roundsOf,
  done: async (tx, bodyId, period) => (await reportOn(tx, bodyId, period, ['issued'])) !== null,
  by: agencyAndTeam,
  late: ['deputy-chair'],
  line: (period) => text('reports:each.line', { period: law.periodWords(period) }),
  say: (period, due, isOver) =>
    text(`reports:each.${isOver ? 'over' : 'due'}`, { period: law.periodWords(period), due: dayValue(due) }),
  open: choice(text('reports:commands.draft.about'), press('reports.draft')),
});

export const chapter = reports.chapterOf({
  articles: ['5.1', '7.1', '7.2', '8.1', '8.4', '8.7'],
  settings: figures,
  acts: [
    draft,
    write,
    deciding.put({
      name: 'reports.forward',
      article: '7.1',
      by: office,
      personal: false,
      refuses: ({ row }) => {
        const missing = inOneLine(law.missingIn(row.data).map((one) => plainText(`reports:section.${one}`)));
        return missing && refuse('incomplete', words('refusal.incomplete', { missing }), { article: '8.7' });
      },
      set: ({ beside }) => ({ figures: beside, answer: '' }),
    }),
    deciding.yes({
      name: 'reports.issue',
      article: '7.1',
      to: 'issued',
      set: (facts) => ({ people: readersOf(facts) }),
      tell: (facts, act) => {
        const to = readersOf(facts).filter((person) => person !== act.by.person.id);
        return { notices: tellCard(noun, facts, 'issued', to, act, text('reports:told')) };
      },
    }),
    deciding.no({
      name: 'reports.return',
      article: '7.1',
      to: 'draft',
      ...reports.answering('return'),
      tell: (facts, act) => ({
        notices: tellCard(
          noun,
          facts,
          `returned-${act.now.toISOString()}`,
          [facts.row.ownerId],
          act,
          text('reports:told-returned'),
          {
            class: 'action',
          },
        ),
      }),
    }),
    move({ name: 'reports.drop', by: office, in: ['draft'], to: 'dropped', look: 'bad' }),
    reports.offering(paperOf(noun, printed), ['draft', 'before-standing', 'issued']),
  ],
  approvals: [deciding.approval],
  obligations: [periodic],
  watches: [periodic.name],
  list: reports.list({
    word: 'dsbaocao',
    alias: ['reports'],
    columns: [
      { name: 'period', label: 'reports:column.period', cell: ({ data }) => law.periodWords(data.period) },
      {
        name: 'issued',
        label: 'reports:column.issued',
        cell: ({ state, movedAt }) => (state === 'issued' ? movedAt : null),
      },
    ],
  }),
});
