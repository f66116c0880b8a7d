// What became of a message, one statement each.
import type pg from 'pg';
import { text } from '../kernel/text.ts';
import type { Claimed } from './claim.ts';

const SENT = `update outbox set state = 'sent', external_id = $2, sent_at = $3, error = $4, live = $5, edits = $6,
  lease_until = null where id = $1`;

/**
 * The same for a card: it is the live one from now on, and older ones shown elsewhere in the chat lose their buttons
 * and say where it goes on. Gives by `rowCount` how many such changes are to be sent.
 */
const SENT_CARD = `
with sent as (${SENT}),
older as (
  update outbox l set live = false
  where l.live and l.id <> $1 and (l.account_id = $7 and l.card = $8
    or l.channel = $9 and l.chat = $10 and l.external_id = $2)
  returning l.*
)
insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, edits, created_at)
select distinct on (external_id) 'retire:' || id || ':' || $1::text, person_id, account_id, channel, chat, 'refresh', 1,
  (view - 'choices' - 'card' - 'files') || jsonb_build_object('note', $11::jsonb), matter, external_id, $3
from older where external_id <> $2 and $5
order by external_id, id desc
on conflict (key) do nothing`;

export type Arrival = { message: string; at: Date; error?: string };

/** It is there. Gives how many older cards are to be retired. */
export async function markSent(pool: pg.Pool, row: Claimed, { message, at, error }: Arrival): Promise<number> {
  const isLive = row.card !== null && message !== '';
  const base = [row.id, message === '' ? null : message, at, error ?? null, isLive, row.edits];
  if (!isLive && row.edits === null) {
    await pool.query({ name: 'outbox-sent', text: SENT, values: base });
    return 0;
  }
  const line = text(row.edits === null ? 'delivery:card.moved-below' : 'delivery:card.moved-elsewhere');
  const values = [...base, row.account_id, row.card, row.channel, row.chat, JSON.stringify(line)];
  const { rowCount } = await pool.query({ name: 'outbox-sent-card', text: SENT_CARD, values });
  return rowCount ?? 0;
}

/** It is over, one way or the other. */
export async function markEnded(
  pool: pg.Pool,
  id: string,
  state: 'sent' | 'doubtful' | 'dead' | 'expired' | 'superseded' | 'unreachable',
  error: string | null,
): Promise<void> {
  await pool.query(`update outbox set state = $2, error = $3, lease_until = null where id = $1`, [id, state, error]);
}

/** To be tried again. */
export async function putBack(
  pool: pg.Pool,
  id: string,
  again: { notBefore: Date | null; counts: boolean; error: string | null; chat?: string },
): Promise<void> {
  await pool.query(
    `update outbox set state = 'pending', lease_until = null, attempts = attempts - $3, error = $4,
       not_before = coalesce($2, not_before), chat = coalesce($5, chat) where id = $1`,
    [id, again.notBefore, again.counts ? 0 : 1, again.error, again.chat ?? null],
  );
}

/**
 * This account cannot be written to: it is marked so, and the message goes to another account of the person, if there
 * is one that can; else it stays for the secretariat to see. True when it goes on.
 */
export async function turnAway(pool: pg.Pool, row: Claimed, error: string): Promise<boolean> {
  const { rows } = await pool.query<{ state: string }>(
    `with blocked as (update account set reachable = false where id = $2 and unlinked_at is null),
     other as (
       select a.id, a.channel, a.external_id from account a
       where a.person_id = $3 and a.id <> $2 and a.unlinked_at is null and a.reachable and $5
       order by a.preferred desc, a.linked_at desc limit 1)
     update outbox o set lease_until = null,
       state = case when other.id is null then 'unreachable' else 'pending' end,
       attempts = case when other.id is null then o.attempts else 0 end,
       error = case when other.id is null then $4 end,
       account_id = coalesce(other.id, o.account_id), channel = coalesce(other.channel, o.channel),
       chat = coalesce(other.external_id, o.chat)
     from (select 1) one left join other on true
     where o.id = $1 returning o.state`,
    [row.id, row.account_id, row.person_id, error, row.priority > 1],
  );
  return rows[0]?.state === 'pending';
}
