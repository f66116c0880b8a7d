// The KPI sheet (TK17, Điều 5.6, 7.2, 12.2; NĐ 335/2025/NĐ-CP): tasks of each person and each agency by month, from the
// record alone; nobody types a figure.
import type { Chapter } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { choiceField, optional } from '../../kernel/fields.ts';
import { periodName, periodOf } from '../../kernel/periods.ts';
import { type Actor, bodiesWith, seatedIds } from '../../kernel/person.ts';
import { type Column, listing, type Register, register } from '../../kernel/register.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { addDays, type Day, dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyNames, personCards, seatsOf } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { overdueThrough } from '../tasks/index.ts';
import { endingNextMonth, sharesOf } from './figures.ts';
import { type By, keyOf, type Months, type Row, rowsOf, type Whose } from './store.ts';

type Named = Row & { name: string; agency: string };

const agenciesOf = (by: Actor) =>
  [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].flatMap(({ agencyId, bodyId }) =>
    agencyId === null ? [] : [{ id: agencyId, bodyId }],
  );

const numbers = ['given', 'done', 'doneInTime', 'acceptedAtOnce', 'waiting', 'overdue'] as const;
const shares = ['quantity', 'quality', 'progress', 'points'] as const;

const monthOf = ({ month }: Row): string => `${month.slice(5)}/${month.slice(0, 4)}`;

const columns = (by: By): readonly Column<Named>[] => [
  { name: 'month', label: 'kpi:column.month', cell: monthOf },
  ...(by === 'lead' ? [{ name: 'name', label: 'kpi:column.name' as const, cell: ({ name }: Named) => name }] : []),
  { name: 'agency', label: 'kpi:column.agency', cell: ({ agency }) => agency },
  ...numbers.map((name): Column<Named> => ({ name, label: `kpi:column.${name}`, cell: (row) => row[name] })),
  ...shares.map((name): Column<Named> => ({ name, label: `kpi:column.${name}`, cell: (row) => sharesOf(row)[name] })),
];

async function named(tx: Transaction, rows: readonly Row[], by: By, whose: Whose, now: Date): Promise<Named[]> {
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (by === 'agency') {
    const names = await agencyNames(tx, ids);
    return rows.map((row) => ({ ...row, name: '', agency: names.get(row.id) ?? '' }));
  }
  const people = await personCards(tx, ids);
  const bodyIds = 'ids' in whose ? whose.ids.map(({ bodyId }) => bodyId) : (whose.bodyIds ?? []);
  const seats = (await Promise.all([...new Set(bodyIds)].map((bodyId) => seatsOf(tx, bodyId, now)))).flat();
  const agencyOf = new Map(seats.map(({ person, agency }) => [person.id, agency]));
  return rows.map((row) => ({ ...row, name: people.get(row.id)?.fullName ?? '', agency: agencyOf.get(row.id) ?? '' }));
}

/** The months and quarters of the year behind us, as `2026-12` and `2026-10:2026-12`. */
function spans({ now }: Pick<World, 'now'>): { value: string; label: Text }[] {
  const found = new Map<string, Text>();
  for (const months of [1, 3]) {
    for (let day: Day = dayOf(now), nth = 0; nth < 12 / months; nth += 1) {
      const period = periodOf(day, months);
      const [from, to] = [period.from.slice(0, 7), period.to.slice(0, 7)];
      found.set(months === 1 ? from : `${from}:${to}`, said(periodName(period)));
      day = addDays(period.from, -1);
    }
  }
  return [...found].map(([value, label]) => ({ value, label }));
}

/** A filter is client input. */
function monthsIn(value: string | undefined): Months | null {
  const [, from, to] = /^(\d{4}-\d{2})(?::(\d{4}-\d{2}))?$/.exec(value ?? '') ?? [];
  return from ? { from, to: to ?? from } : null;
}

/** Days off before and after today whose place in a month is looked at. */
const daysLookedAt = 750;

const sheet = (by: By, words: { name: string; word: string; alias: string }): Register =>
  register<Named, Whose>({
    name: words.name,
    means: [{ intent: `ask:${words.name === 'kpi.people' ? 'kpi' : 'kpi-agencies'}` }],
    word: words.word,
    alias: [words.alias],
    article: '7.2',
    by: 'anyone',
    heading: `kpi:list.${by}`,
    short: `kpi:list.short-${by}`,
    scopes: [
      {
        name: 'mine',
        label: `kpi:list.mine-${by}`,
        whose: (actor) => ({ ids: by === 'lead' ? seatedIds(actor) : agenciesOf(actor) }),
      },
      {
        name: 'body',
        label: `kpi:list.${by}`,
        whose: (actor) => {
          const bodyIds = bodiesWith(actor, overseers);
          return bodyIds.length > 0 ? { bodyIds } : null;
        },
      },
    ],
    columns: columns(by),
    filters: {
      months: { ...optional(choiceField('kpi:filter.months', [])), options: async (_tx, asking) => spans(asking) },
    },
    rows: async (tx, whose, stretch, { months }, { calendar, now }) => {
      const today = dayOf(now);
      const rows = await rowsOf(tx, whose, by, stretch, {
        months: monthsIn(months),
        through: overdueThrough(calendar, today),
        month: today.slice(0, 7),
        over: endingNextMonth(calendar, addDays(today, -daysLookedAt), addDays(today, daysLookedAt)),
      });
      return named(tx, rows, by, whose, now);
    },
    whole: (bodyIds) => ({ bodyIds }),
    keyOf,
    usual: async (_tx, open) => (open.has('body') ? 'body' : 'mine'),
    line: (row) => {
      const { given, done, doneInTime, acceptedAtOnce } = row;
      const who = by === 'lead' && row.agency ? `${row.name}, ${row.agency}` : row.name || row.agency;
      const points = String(sharesOf(row).points).replace('.', ',');
      return text('kpi:line', { month: monthOf(row), who: said(who), given, done, doneInTime, acceptedAtOnce, points });
    },
    open: () => null,
  });

const registers = [
  sheet('lead', { name: 'kpi.people', word: 'kpi', alias: 'kpipeople' }),
  sheet('agency', { name: 'kpi.agencies', word: 'kpicoquan', alias: 'kpiagencies' }),
];

export const chapter: Chapter = {
  name: 'kpi',
  room: 'tasks',
  articles: ['5.6', '7.2', '12.2'],
  commands: registers.map(listing),
  registers,
};
