// Empties what nobody needs any more. The record is never touched: acts, meetings, answers, opinions, tasks, and every
// file one of these refers to (Điều 8.9).
import type { Pool } from 'pg';
import { days } from '../kernel/time.ts';

/** Days after which the machinery's own rows go. */
export const keepDays = {
  /** Messages that came in and were handled. */
  inbox: 30,
  /** Messages that went out, once they bear no choices any more. */
  outbox: 180,
  /** Cards that still do: a button of last year is answered in words. */
  cards: 400,
  /** Reminders that are closed. */
  reminders: 90,
  /** Something begun and never finished. */
  conversations: 90,
  /** Codes and links that have expired, and guesses at them. */
  codes: 30,
  /** Files nothing refers to; longer than a conversation that may still hold them. */
  files: 120,
  ticks: 2,
};

export type KeepDays = typeof keepDays;

/** One step takes a fraction of a second; what is left goes in the next. */
const STEP = 5_000;

type Bytes = { forget(hashes: readonly string[]): Promise<void> };

/** Removes what is older than its days, step by step; gives how many rows went, by table. */
export async function tidy(
  { pool, bytes }: { pool: Pool; bytes: Bytes },
  now: Date,
  keep: KeepDays = keepDays,
): Promise<Record<string, number>> {
  const before = (kept: number): Date => new Date(now.getTime() - days(kept));
  const gone: Record<string, number> = {};
  const empty = async (table: string, which: string, ...values: Date[]): Promise<void> => {
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
    before(keep.inbox),
  );
  await empty(
    'outbox',
    `select ctid from outbox where state not in ('pending', 'leased') and created_at < $1 and (not live or created_at < $2)
     order by created_at`,
    before(keep.outbox),
    before(keep.cards),
  );
  await empty('reminder', 'select ctid from reminder where closed_at < $1 order by closed_at', before(keep.reminders));
  await empty('conversation', 'select ctid from conversation where updated_at < $1', before(keep.conversations));
  await empty('link_code', 'select ctid from link_code where expires_at < $1', before(keep.codes));
  await empty('upload_link', 'select ctid from upload_link where expires_at < $1', before(keep.codes));
  await empty(
    'link_guess',
    'select ctid from link_guess where window_start < $1 and (locked_until is null or locked_until < $1)',
    before(keep.codes),
  );
  await empty('tick', 'select ctid from tick where at < $1', before(keep.ticks));
  gone['file'] = await emptyFiles(pool, bytes, before(keep.files));
  return gone;
}

/**
 * Whatever column is named `file_id` or `files`, or ends so, refers to files: a table added later needs no mention
 * here. Bytes go when no other row has the same.
 */
async function emptyFiles(pool: Pool, bytes: Bytes, before: Date): Promise<number> {
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
    const { rows } = await pool.query<{ id: string; gone: boolean; sha256: string | null; last: boolean }>(
      `with old as materialized (select id from file where id > $2 and created_at < $1 order by id limit ${STEP}),
       needed as (${['select null as id', ...named].join(' union all ')}),
       gone as (delete from file f using old where f.id = old.id and not exists (select from needed n where n.id = f.id)
         returning f.id, f.sha256)
       select old.id, gone.id is not null as gone, gone.sha256, not exists (
         select from file o where o.sha256 = gone.sha256 and o.id not in (select id from gone)) as last
       from old left join gone using (id) order by old.id`,
      [before, after],
    );
    const removed = rows.filter(({ gone }) => gone);
    await bytes.forget(removed.flatMap(({ sha256, last }) => (sha256 !== null && last ? [sha256] : [])));
    count += removed.length;
    if (rows.length < STEP) return count;
    after = rows.at(-1)!.id;
  }
}
