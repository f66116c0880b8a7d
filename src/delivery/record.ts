// What became of a message, one statement each.
import type pg from 'pg';
import { text } from '../kernel/text.ts';
import type { Claimed } from './claim.ts';

/** Its choices stand in it as numbered lines, whatever the messenger can show otherwise. */
export const NUMBERED = 'sent without formatting';

const SENT = `update outbox set state = 'sent', external_id = $2, sent_at = $3, error = $4, live = $5, edits = $6,
  receipt_by = case when received_at is null then $7::timestamptz end, lease_until = null where id = $1`;

/**
 * The same for a card: it is the live one from now on, and older ones shown elsewhere in the chat lose their buttons
 * and say where it goes on; once the matter is answered, so do those in the person's other chats. Gives by `rowCount`
 * how many such changes are to be sent.
 */
const SENT_CARD = `
with sent as (${SENT}),
older as (
  update outbox l set live = false
  where l.live and l.id <> $1 and (l.account_id = $8 and l.card = $9
    or l.channel = $10 and l.chat = $11 and l.external_id = $2
    or $13 and l.person_id = $14 and l.card = $9)
  returning l.*
)
insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, edits, created_at)
select distinct on (external_id) 'retire:' || id || ':' || $1::text, person_id, account_id, channel, chat, 'refresh', 1,
  (view - 'choices' - 'card' - 'files') || jsonb_build_object('note',
    case when account_id is distinct from $8 then $15::jsonb else $12::jsonb end), matter, external_id, $3
from older where (external_id <> $2 or account_id is distinct from $8) and $5
order by external_id, id desc
on conflict (key) do nothing`;

/** `receiptBy`: by when a sign that it has arrived is expected, where one is. */
export type Arrival = { message: string; at: Date; error?: string; receiptBy?: Date | null };

/** It is there. Gives how many older cards are to be retired. */
export async function markSent(pool: pg.Pool, row: Claimed, arrival: Arrival): Promise<number> {
  const { message, at, error = null, receiptBy = null } = arrival;
  const isLive = row.card !== null && message !== '';
  const base = [row.id, message === '' ? null : message, at, error, isLive, row.edits, receiptBy];
  if (!isLive && row.edits === null) {
    await pool.query({ name: 'outbox-sent', text: SENT, values: base });
    return 0;
  }
  const elsewhere = text('delivery:card.moved-elsewhere');
  const line = row.edits === null ? text('delivery:card.moved-below') : elsewhere;
  const where = [row.account_id, row.card, row.channel, row.chat, JSON.stringify(line)];
  const answered = [row.class === 'reply', row.person_id, JSON.stringify(elsewhere)];
  const values = [...base, ...where, ...answered];
  const { rowCount } = await pool.query({ name: 'outbox-sent-card', text: SENT_CARD, values });
  return rowCount ?? 0;
}

/** It is over, one way or the other. */
export async function markEnded(
  pool: pg.Pool,
  id: string,
  state: 'sent' | 'doubtful' | 'dead' | 'expired' | 'superseded' | 'withheld' | 'unreachable',
  error: string | null,
  receiptBy: Date | null = null,
): Promise<void> {
  await pool.query(
    `update outbox set state = $2, error = $3, lease_until = null, receipt_by = coalesce($4, receipt_by) where id = $1`,
    [id, state, error, receiptBy],
  );
}

/** To be tried again. */
export async function putBack(
  pool: pg.Pool,
  id: string,
  again: { notBefore: Date | null; counts: boolean; error: string | null; chat?: string },
): Promise<void> {
  await pool.query(
    `update outbox set state = 'pending', lease_until = null, attempts = attempts - $3, error = $4,
       not_before = coalesce($2, not_before), chat = coalesce($5, chat) where id = $1 and state = 'leased'`,
    [id, again.notBefore, again.counts ? 0 : 1, again.error, again.chat ?? null],
  );
}

/** The messages that waited for this file need wait no longer. */
export async function releaseFile(db: Pick<pg.Pool, 'query'>, file: string): Promise<void> {
  await db.query(
    `update outbox set not_before = null
     where state = 'pending' and error = 'file-expected' and view->'files'->>0 = $1`,
    [file],
  );
}

/** Not at this hour; the try does not count. */
export async function holdBack(pool: pg.Pool, id: string, until: Date): Promise<void> {
  await pool.query(
    `update outbox set state = 'pending', lease_until = null, attempts = attempts - 1, not_before = $2
     where id = $1 and state = 'leased'`,
    [id, until],
  );
}
