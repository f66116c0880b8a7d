// Empties what nobody needs any more. The record is never touched: acts, meetings, answers, opinions, tasks, and every
// file one of these refers to (Điều 8.9).
import type { Pool } from 'pg';
import type { Settings } from '../kernel/settings.ts';
import { dayOf, days, yearOf } from '../kernel/time.ts';

type KeepDays = Pick<Settings, Extract<keyof Settings, `keep${string}`>>;

/**
 * What is kept beside a record under a hold stays with it, and beside one to which the office gave a class of its own, as long as
 * that says (AR4): of the matter itself, and of each one's part in it.
 */
const unheldIn =
  (year: number) =>
  (table: string, at: string): string =>
    `not exists (select from matter h where h.kind = 'hold' and h.state = 'held' and ${isOf(table, 'h')})
   and not exists (
     select from matter k where k.kind = 'retention' and ${isOf(table, 'k')}
       and not exists (select from matter l where l.kind = 'retention' and l.about = k.about and l.created_at > k.created_at)
       and (k.data->>'years' = '0'
         or ${yearIn(`${table}.${at}`)} + (k.data->>'years')::int >= ${year}))`;

const isOf = (table: string, of: string): string =>
  `(${table}.matter = ${of}.about or starts_with(${table}.matter, ${of}.about || ':'))`;

const yearIn = (at: string): string => `extract(year from ${at} at time zone 'Asia/Ho_Chi_Minh')`;

/** A tick is only there so that no other replica runs the same minute. */
const TICK_DAYS = 2;

/** One step takes a fraction of a second; what is left goes in the next. */
const STEP = 5_000;

type Bytes = {
  all(): Promise<string[]>;
  forgetOld(hashes: readonly string[], before: Date): Promise<number>;
  clear(before: Date): Promise<void>;
};

/** Removes what is older than its days, step by step; gives how many rows went, by table, and how many `bytes` (files). */
export async function prune(
  { pool, bytes }: { pool: Pool; bytes: Bytes },
  now: Date,
  keep: KeepDays,
): Promise<Record<string, number>> {
  const before = (kept: number): Date => new Date(now.getTime() - days(kept));
  const unheld = unheldIn(yearOf(dayOf(now)));
  const gone: Record<string, number> = {};
  const empty = async (table: string, which: string, ...values: (Date | string)[]): Promise<void> => {
    let count: number;
    do {
      const { rowCount } = await pool.query(
        `delete from ${table} where ctid = any(array(${which} limit ${STEP}))`,
        values,
      );
      count = rowCount ?? 0;
      gone[table] = (gone[table] ?? 0) + count;
    } while (count === STEP);
  };
  // Ids rise with time: the oldest are looked at, not the whole table.
  await empty(
    'inbox',
    `select ctid from (select ctid, state, received_at from inbox order by id limit ${STEP}) oldest
     where state <> 'new' and received_at < $1`,
    before(keep.keepReceivedDays),
  );
  await empty(
    'outbox',
    `select ctid from outbox where state not in ('pending', 'leased') and created_at < $1 and (not live or created_at < $2)
     and (matter is null or ${unheld('outbox', 'created_at')}) order by created_at`,
    before(keep.keepSentDays),
    before(keep.keepCardsDays),
  );
  await empty(
    'reminder',
    `select ctid from reminder where closed_at < $1 and ${unheld('reminder', 'closed_at')} order by closed_at`,
    before(keep.keepRemindersDays),
  );
  await empty('conversation', 'select ctid from conversation where updated_at < $1', before(keep.keepUnfinishedDays));
  await empty('link_code', 'select ctid from link_code where expires_at < $1', before(keep.keepCodesDays));
  await empty('consent_asked', 'select ctid from consent_asked where asked_at < $1', before(keep.keepCodesDays));
  await empty('upload_link', 'select ctid from upload_link where expires_at < $1', before(keep.keepCodesDays));
  await empty('mail_link', 'select ctid from mail_link where expires_at < $1', before(keep.keepCodesDays));
  await empty('desk_link', 'select ctid from desk_link where expires_at < $1', before(keep.keepCodesDays));
  await empty('apart_link', 'select ctid from apart_link where expires_at < $1', before(keep.keepCodesDays));
  await empty('access', 'select ctid from access where at < $1', before(keep.keepAccessDays));
  await empty('desk_session', 'select ctid from desk_session where seen_at < $1', before(keep.keepCodesDays));
  await empty(
    'link_guess',
    'select ctid from link_guess where window_start < $1 and (locked_until is null or locked_until < $1)',
    before(keep.keepCodesDays),
  );
  await empty('tick', 'select ctid from tick where at < $1', before(TICK_DAYS));
  await empty('unclear', 'select ctid from unclear where at < $1', before(keep.keepReceivedDays));
  await empty(
    'informed',
    `select ctid from informed where at < $1 and ${unheld('informed', 'at')}`,
    before(keep.keepCardsDays),
  );
  await empty(
    'spending',
    'select ctid from spending where month < $1',
    dayOf(before(keep.keepSpendingDays)).slice(0, 7),
  );
  const unneeded = before(Math.max(keep.keepFilesDays, keep.keepUnfinishedDays));
  gone['file'] = await emptyFiles(pool, unneeded);
  gone['bytes'] = await emptyFolder(pool, bytes, unneeded);
  return gone;
}

/** Whatever column is named `file_id` or `files`, or ends so, refers to files: a table added later needs no mention. */
async function emptyFiles(pool: Pool, before: Date): Promise<number> {
  const { rows: columns } = await pool.query<{ table: string; column: string; list: boolean }>(
    `select c.table_name as table, c.column_name as column, c.data_type = 'ARRAY' as list
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema and t.table_type = 'BASE TABLE' and c.column_name ~ '(^|_)(file_id|files)$'`,
  );
  const named = columns.map(({ table, column, list }) =>
    list
      ? `select unnest("${column}") as id from "${table}" where "${column}" && array(select id from old)`
      : `select "${column}" as id from "${table}" where "${column}" = any(array(select id from old))`,
  );
  let count = 0;
  for (let after = ''; ; ) {
    const { rows } = await pool.query<{ id: string; gone: boolean }>(
      `with old as materialized (select id from file where id > $2 and created_at < $1 order by id limit ${STEP}),
       needed as (${['select null as id', ...named].join(' union all ')}),
       gone as (delete from file f using old where f.id = old.id and not exists (select from needed n where n.id = f.id)
         returning f.id)
       select old.id, gone.id is not null as gone from old left join gone using (id) order by old.id`,
      [before, after],
    );
    count += rows.filter(({ gone }) => gone).length;
    if (rows.length < STEP) return count;
    after = rows.at(-1)!.id;
  }
}

/**
 * Bytes go when no row has them, also those a process left that ended before it wrote the row. The same bytes may be
 * handed in anew at this very moment, their row being on its way: they are young then, and stay.
 */
async function emptyFolder(pool: Pool, bytes: Bytes, before: Date): Promise<number> {
  await bytes.clear(before);
  const all = await bytes.all();
  const unneeded: string[] = [];
  for (let from = 0; from < all.length; from += STEP) {
    const some = all.slice(from, from + STEP);
    const { rows } = await pool.query<{ sha256: string }>('select sha256 from file where sha256 = any($1)', [some]);
    const needed = new Set(rows.map(({ sha256 }) => sha256));
    unneeded.push(...some.filter((sha256) => !needed.has(sha256)));
  }
  // At once: a store that is shared is gone through from its beginning to its end.
  return bytes.forgetOld(unneeded, before);
}
