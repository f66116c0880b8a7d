// Who sits where, in which body, by which figures and days off: the command line writes that, and who sets figures and days
// off by an act of his own. Each of these puts the sums of the tables on record, so that what was changed beside it shows (Điều 8.9).
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** With what of each is not meant: the rehearsal keeps its clock among the figures. */
const tables: Readonly<Record<string, string>> = {
  agency: 'true',
  assistant: 'true',
  body: 'true',
  calendar_day: 'true',
  seat: 'true',
  setting: `body_id <> ''`,
};

/** Acts that write there beside the command line, each with the sums in its one happening. */
const acts = ['figures.set', 'changes.set', 'changes.agree', 'holidays.set', 'revisions.issue'];

/** Of a table, over these columns: one that came with an update has no part in it. */
type Sum = { columns: readonly string[]; sum: string };
export type Standing = Readonly<Record<string, Sum | undefined>>;

export async function standingOf(tx: Transaction): Promise<Standing> {
  const columns = await columnsOf(tx);
  const sums: Record<string, Sum> = {};
  for (const table of Object.keys(tables)) {
    const all = columns.get(table) ?? [];
    sums[table] = { columns: all, sum: await sumOf(tx, table, all) };
  }
  return sums;
}

/** The tables that are not as the newest such act left them; none before the first that knew sums. */
export async function movedSince(tx: Transaction): Promise<{ since: string; tables: string[] } | null> {
  const [newest] = await tx.$queryRaw<{ seq: string; standing: Standing }[]>`
    select seq::text as seq, standing from (
      select seq, coalesce(detail::jsonb #> '{facts,standing}', jsonb_path_query_array(detail::jsonb, '$.facts.events[*].standing') -> -1) as standing
      from audit where channel = 'cli' or (outcome = 'done' and command = any(${acts}))
    ) known where standing is not null order by known.seq desc limit 1`;
  if (!newest) return null;
  const columns = await columnsOf(tx);
  const moved: string[] = [];
  for (const table of Object.keys(tables)) {
    const then = newest.standing[table];
    const there = columns.get(table) ?? [];
    // An update brought the table, or took a column away: there is nothing to compare with.
    if (!then?.columns.every((column) => there.includes(column))) continue;
    if ((await sumOf(tx, table, then.columns)) !== then.sum) moved.push(table);
  }
  return { since: newest.seq, tables: moved };
}

async function columnsOf(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ table: string; columns: string[] }[]>`
    select table_name::text as table, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns where table_schema = current_schema() and table_name = any(${Object.keys(tables)})
    group by 1`;
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

async function sumOf(tx: Transaction, table: string, columns: readonly string[]): Promise<string> {
  const line = `jsonb_build_array(${columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')})::text`;
  const [found] = await tx.$queryRaw<{ sum: string }[]>(
    Prisma.raw(
      `select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')), 'hex') as sum
       from (select ${line} as line from "${table}" where ${tables[table]}) lines`,
    ),
  );
  return found!.sum;
}
