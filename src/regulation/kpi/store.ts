// Counted by the database, by month and by who leads.
import type { Stretch } from '../../kernel/register.ts';
import type { Day } from '../../kernel/time.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Counted, mostReturns } from './figures.ts';

/** Whose: of these people or agencies in a body each, of whole bodies, or of all. */
export type Whose = { ids: readonly { id: string; bodyId: string }[] } | { bodyIds: readonly string[] | null };

/** `month`: `2026-12`; what a month counts stands in figures.ts. */
export type Row = Counted & { month: string; id: string };

export type By = 'lead' | 'agency';

const columnOf = (by: By): Prisma.Sql => Prisma.raw(by === 'lead' ? 'lead_id' : 'lead_agency_id');

function belonging(whose: Whose, by: By): Prisma.Sql {
  if ('bodyIds' in whose)
    return whose.bodyIds === null ? Prisma.sql`true` : Prisma.sql`body_id = any(${[...whose.bodyIds]}::text[])`;
  if (whose.ids.length === 0) return Prisma.sql`false`;
  const each = whose.ids.map(({ id, bodyId }) => Prisma.sql`(${columnOf(by)} = ${id} and body_id = ${bodyId})`);
  return Prisma.sql`(${Prisma.join(each, ' or ')})`;
}

/** A row in its place: the month, then who; the newest month first. */
export const keyOf = ({ month, id }: Pick<Row, 'month' | 'id'>): string => `${month.replace('-', '')}${id}`;

/** The inverse; a button is client input. */
function placeIn(key: string | undefined): { month: string; id: string } | null {
  const [, year, month, id] = /^(\d{4})(\d{2})([0-9a-z]{1,20})$/i.exec(key ?? '') ?? [];
  return id ? { month: `${year}-${month}`, id } : null;
}

/** The months from one to another, both of them. */
export type Months = { from: string; to: string };

/** `through`: as in tasks/due.ts; `month`: the present one; `over`: days due that end in the next month. */
export type Narrowed = { months: Months | null; through: Day; month: string; over: readonly Day[] };

/**
 * A task stands in the month it is due in and, while it is not reported done, in each month from there to the present one.
 * What was reported in time after the month's end (its last days were off) is of that month alone; a report that waits
 * counts as the report it is, whenever it is confirmed.
 */
export async function rowsOf(
  tx: Transaction,
  whose: Whose,
  by: By,
  { limit, after, before }: Stretch,
  { months, through, month, over }: Narrowed,
): Promise<Row[]> {
  const [from, upTo] = [placeIn(after), placeIn(before)];
  const who = columnOf(by);
  const rows = await tx.$queryRaw<Row[]>`
    select * from (
      select to_char(at, 'YYYY-MM') as month, who as id, count(*)::int as given,
        (count(*) filter (where ends and state = 'done'))::int as done,
        (count(*) filter (where ends and state = 'done' and not late))::int as "doneInTime",
        (count(*) filter (where ends and state = 'done' and proposals <= 1))::int as "acceptedAtOnce",
        coalesce(sum(least(greatest(proposals - 1, 0), ${mostReturns}::int)) filter (where ends and state = 'done'), 0)::int
          as returned,
        (count(*) filter (where ends and state = 'open' and report_id is not null))::int as waiting,
        (count(*) filter (where not ends or report_id is null and due_day <= ${through}))::int as overdue
      from (
        select *, at = last as ends from (
          select ${who} as who, state, report_id, late, proposals, due_day, due, case
            when report_id is not null then greatest(due, date_trunc('month', reported_day::timestamp))
            when due_day <= ${through} then greatest(due, ${`${month}-01`}::timestamp)
            else due end as last
          from (
            select *, date_trunc('month', due_day::timestamp)
              + case when due_day = any(${[...over]}::text[]) then interval '1 month' else interval '0' end as due
            from task where state in ('open', 'done') and due_day < '9999' and ${who} is not null and ${belonging(whose, by)}
              ${months ? Prisma.sql`and due_day <= ${`${months.to}-31`}` : Prisma.empty}) given
        ) stood cross join lateral generate_series(due, last, interval '1 month') as at) counted
      ${months ? Prisma.sql`where at >= ${`${months.from}-01`}::timestamp and at < ${`${months.to}-01`}::timestamp + interval '1 month'` : Prisma.empty}
      group by 1, 2) summed
    where ${from ? Prisma.sql`month < ${from.month} or (month = ${from.month} and id > ${from.id})` : Prisma.sql`true`}
      and ${upTo ? Prisma.sql`(month > ${upTo.month} or (month = ${upTo.month} and id < ${upTo.id}))` : Prisma.sql`true`}
    order by ${upTo ? Prisma.sql`month, id desc` : Prisma.sql`month desc, id`} limit ${limit}`;
  return upTo ? rows.reverse() : rows;
}
