// What a messenger's channel must look up of messages sent and people heard.
import type { Pool } from 'pg';
import type { View } from '../kernel/view.ts';

/**
 * The message sent under a tracking id, which is its id in the outbox, and the phone number it went to; null when there
 * is none. It may have gone another way since: the number is then the person's own.
 */
export async function trackedMessage(
  pool: Pool,
  channel: string,
  tracking: string,
): Promise<{ phone: string; view: View } | null> {
  if (!/^\d{1,18}$/.test(tracking)) return null;
  const { rows } = await pool.query<{ phone: string | null; view: View }>(
    `select case when o.channel = $2 then o.chat else p.phone end as phone, o.view
     from outbox o left join person p on p.id = o.person_id where o.id = $1`,
    [tracking, channel],
  );
  const [row] = rows;
  return row?.phone ? { phone: row.phone, view: row.view } : null;
}

/** When somebody last wrote or tapped; null when that is not known. */
export async function heardAt(pool: Pool, channel: string, account: string): Promise<Date | null> {
  const { rows } = await pool.query<{ heard_at: Date | null }>(
    'select heard_at from account where channel = $1 and external_id = $2 and unlinked_at is null',
    [channel, account],
  );
  return rows[0]?.heard_at ?? null;
}

/** How many of the newest rows are looked at for what was heard and said lately. */
const NEWEST = 20_000;

/** When something was last kept of a channel; null: not lately. */
export async function lastKept(pool: Pool, channel: string): Promise<Date | null> {
  const { rows } = await pool.query<{ at: Date | null }>(
    `select max(received_at) as at from (select * from inbox order by id desc limit ${NEWEST}) i where channel = $1`,
    [channel],
  );
  return rows[0]?.at ?? null;
}

/** Whether a message was kept: under its number, or anything of its writer within a minute of it. */
export async function isKept(
  pool: Pool,
  channel: string,
  came: { account: string; at: string; message?: string | undefined },
): Promise<boolean> {
  const { rows } = await pool.query(
    `select from inbox where channel = $1
       and (update = $2 or lane = $1 || ':' || $3 and message->>'kind' <> 'receipt'
         and (message->>'at')::timestamptz between $4::timestamptz - interval '1 min' and $4::timestamptz + interval '1 min')
     limit 1`,
    [channel, came.message ?? '', came.account, came.at],
  );
  return rows.length > 0;
}

/** When the first message by a channel after this moment went out; and whether its messenger tells what arrives. */
export async function sentAfter(
  pool: Pool,
  channel: string,
  at: Date,
): Promise<{ first: Date | null; hadReceipts: boolean }> {
  const { rows } = await pool.query<{ first: Date | null; receipts: boolean }>(
    `select (select min(sent_at) from (select * from outbox order by id desc limit ${NEWEST}) o
         where channel = $1 and sent_at > $2) as first,
       exists (select from (select * from inbox order by id desc limit ${NEWEST}) i
         where channel = $1 and message->>'kind' = 'receipt') as receipts`,
    [channel, at],
  );
  return { first: rows[0]?.first ?? null, hadReceipts: rows[0]?.receipts ?? false };
}
