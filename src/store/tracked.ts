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
