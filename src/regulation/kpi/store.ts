// Counted by the database, by month and by who leads.
import type { Stretch } from '../../kernel/register.ts';
import type { Day } from '../../kernel/time.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Counted } from './figures.ts';

/** Whose: of these people or agencies in a body each, of whole bodies, or of all. */
export type Whose = { ids: readonly { id: string; bodyId: string }[] } | { bodyIds: readonly string[] | null };

/** `month`: of the days they were due, `2026-12`. */
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

export async function rowsOf(
  tx: Transaction,
  whose: Whose,
  by: By,
  { limit, after, before }: Stretch,
  { months, overdueThrough }: { months: Months | null; overdueThrough: Day },
): Promise<Row[]> {
  const [from, upTo] = [placeIn(after), placeIn(before)];
  const month = Prisma.sql`left(due_day, 7)`;
  const who = columnOf(by);
  const rows = await tx.$queryRaw<Row[]>`
    select * from (
      select ${month} as month, ${who} as id, count(*)::int as given,
        (count(*) filter (where state = 'done'))::int as done,
        (count(*) filter (where state = 'done' and not late))::int as "doneInTime",
        (count(*) filter (where state = 'done' and proposals <= 1))::int as "acceptedAtOnce",
        (count(*) filter (where state = 'open' and report_id is not null))::int as waiting,
        (count(*) filter (where state = 'open' and coalesce(late, due_day <= ${overdueThrough})))::int as overdue
      from task where state in ('open', 'done') and ${who} is not null and ${belonging(whose, by)}
        ${months ? Prisma.sql`and due_day >= ${`${months.from}-01`} and due_day <= ${`${months.to}-31`}` : Prisma.sql`and due_day < '9999'`}
      group by 1, 2) counted
    where ${from ? Prisma.sql`month < ${from.month} or (month = ${from.month} and id > ${from.id})` : Prisma.sql`true`}
      and ${upTo ? Prisma.sql`(month > ${upTo.month} or (month = ${upTo.month} and id < ${upTo.id}))` : Prisma.sql`true`}
    order by ${upTo ? Prisma.sql`month, id desc` : Prisma.sql`month desc, id`} limit ${limit}`;
  return upTo ? rows.reverse() : rows;
}
