// The committee's money (Điều 7.4, 11): the yearly estimate of the standing agency, approved by the chair; what is spent, line by
// line; the settlement, owed by a day. A register, no accounting. What no norm covers goes with the finance agency's view first.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, dayField, lineField, numberField, onlyIf, pastDayField, textField } from '../../kernel/fields.ts';
import { type Facts, matter, nameIn } from '../../kernel/matter.ts';
import { dayValue, said, type Text, text } from '../../kernel/text.ts';
import { type Day, dayOf, instant, yearOf } from '../../kernel/time.ts';
import { around } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';

/** In thousands of đồng, as estimates are written. */
type Spending = { day: Day; words: string; sum: number; finance?: string };
type Budget = { year: number; sum: number; words: string; settleBy: Day; spent: readonly Spending[]; settled?: string };
type BudgetFacts = Facts<Budget>;

const office = standingAgency;
const live = ['draft', 'before-chair', 'approved', 'settled'];
const most = 999_999_999;
const shown = 8;

/** `1.250.000`: thousands parted by points, as sums are written. */
const written = (sum: number): Text => said(String(sum).replace(/\B(?=(\d{3})+$)/g, '.'));
const spentIn = ({ row }: Pick<BudgetFacts, 'row'>): number => row.data.spent.reduce((all, { sum }) => all + sum, 0);
const leftIn = (facts: Pick<BudgetFacts, 'row'>): number => facts.row.data.sum - spentIn(facts);

const budgets = matter<Budget>({
  chapter: 'budgets',
  room: 'records',
  name: 'budget',
  article: '7.4',
  series: 'DTKP',
  states: ['draft', 'before-chair', 'approved', 'declined', 'settled', 'dropped'],
  passes: { in: ['draft', 'before-chair', 'approved'] },
  office,
  overseers,
  around,
  stands: (facts) => ({ left: written(leftIn(facts)), due: dayValue(facts.row.data.settleBy) }),
  lines: (facts) => {
    const { ownerId, data } = facts.row;
    return [
      text('budgets:card.sum', { year: data.year, sum: written(data.sum) }),
      text('budgets:card.words', { words: said(data.words) }),
      text('budgets:card.by', { name: nameIn(facts, ownerId) }),
      ...(data.spent.length > 0
        ? [text('budgets:card.spent', { sum: written(spentIn(facts)), left: written(leftIn(facts)) })]
        : []),
      ...data.spent.slice(-shown).map(({ day, words: what, sum, finance }) =>
        finance === undefined
          ? text('budgets:card.line', { day: dayValue(day), words: said(what), sum: written(sum) })
          : text('budgets:card.special', {
              ...{ day: dayValue(day), words: said(what), sum: written(sum), finance: said(finance) },
            }),
      ),
      ...(data.settled ? [text('budgets:card.settled', { number: said(data.settled) })] : []),
    ];
  },
});
const { words, move } = budgets;

const draft = budgets.begin({
  name: 'budgets.draft',
  word: 'dutoan',
  alias: ['budget'],
  by: office,
  fields: {
    year: numberField('budgets:ask.year', 2020, 2100),
    sum: numberField('budgets:ask.sum', 1, most),
    settleBy: dayField('budgets:ask.settle-by'),
    words: textField('budgets:ask.words', 4_000),
  },
  of: async (tx, { args, by }) => {
    const bodyId = by.seats.find(({ role }) => office.includes(role))?.bodyId ?? by.seats[0]?.bodyId ?? '';
    const where = { kind: 'budget', bodyId, state: { in: live }, title: args['year'] ?? '' };
    const other = await tx.matter.findFirst({ where });
    return other ? refuse('exists', words('refusal.exists', { code: other.code }), { article: '7.4' }) : {};
  },
  begin: ({ args: { year, ...args }, now }) =>
    yearOf(args.settleBy) < year || args.settleBy < dayOf(now)
      ? refuse('too-early', words('refusal.too-early'), { article: '11.2', field: 'settleBy' })
      : { title: String(year), state: 'draft', data: { year, ...args, spent: [] } },
  tell: () => ({ notices: [] }),
});

const deciding = budgets.awaiting({ state: 'before-chair' });
const owes = budgets.owes({
  state: 'approved',
  by: ({ row }) => [row.ownerId],
  until: ({ row }) => instant(row.data.settleBy, 17, 0),
  late: office,
});

/** More than is left is not spent: the estimate is changed by who approved it. */
const beyond = (facts: BudgetFacts, sum: number): Refused | null =>
  sum > leftIn(facts)
    ? refuse('beyond', words('refusal.beyond', { left: written(leftIn(facts)) }), { article: '11.2', field: 'sum' })
    : null;

export const chapter = budgets.chapterOf({
  articles: ['7.4', '11.1', '11.2'],
  acts: [
    draft,
    deciding.forward(),
    deciding.yes({ to: 'approved' }),
    deciding.no(),
    move({
      name: 'budgets.spend',
      article: '11.1',
      in: ['approved'],
      fields: {
        words: lineField('budgets:ask.spent', 200),
        sum: numberField('budgets:ask.sum', 1, most),
        day: pastDayField('budgets:ask.day'),
        norm: choiceField<'yes' | 'no'>('budgets:ask.norm', [
          { value: 'yes', label: text('budgets:norm.yes'), words: ['co', 'yes'] },
          { value: 'no', label: text('budgets:norm.no'), words: ['khong', 'no'] },
        ]),
        // Without it a special expense is not taken down (11.2).
        finance: onlyIf((args) => args['norm'] === 'no', lineField('budgets:ask.finance', 120)),
      },
      checks: (facts, { args }) =>
        args.norm === 'no' && !args.finance
          ? refuse('no-finance', words('refusal.no-finance'), { article: '11.2', field: 'finance' })
          : beyond(facts, args.sum),
      set: ({ row }, { args: { day, words: what, sum, finance } }) => ({
        spent: [...row.data.spent, { day, words: what, sum, ...(finance && { finance }) }],
      }),
    }),
    move({
      name: 'budgets.settle',
      in: ['approved'],
      to: 'settled',
      fields: { number: lineField('budgets:ask.number', 120) },
      set: (_facts, { args }) => ({ settled: args.number }),
    }),
    move({ name: 'budgets.drop', in: ['draft'], to: 'dropped', look: 'bad' }),
  ],
  approvals: [deciding.approval],
  obligations: [owes],
  list: budgets.list({
    word: 'dsdutoan',
    alias: ['budgets'],
    columns: [
      { name: 'sum', label: 'budgets:column.sum', cell: ({ data }) => data.sum },
      {
        name: 'spent',
        label: 'budgets:column.spent',
        cell: ({ data }) => data.spent.reduce((all, { sum }) => all + sum, 0),
      },
      { name: 'settle', label: 'budgets:column.settle', cell: ({ data }) => dayValue(data.settleBy) },
    ],
  }),
});
