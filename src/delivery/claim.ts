import type pg from 'pg';
import type { MessageClass } from '../kernel/notice.ts';
import type { Language } from '../kernel/person.ts';
import type { View } from '../kernel/view.ts';
import { DOUBT_WAIT, UNCONFIRMED } from './outcome.ts';

/** A message taken to be sent now. */
export type Claimed = {
  id: string;
  class: MessageClass;
  priority: number;
  channel: string;
  chat: string;
  account_id: string | null;
  person_id: string | null;
  view: View;
  card: string | null;
  edits: string | null;
  attempts: number;
  language: Language;
  /** It was sent before and may have arrived. */
  unconfirmed: boolean;
  first_try_at: Date;
  not_before: Date | null;
  /** Why it is not to be sent any more. */
  skipReason: 'expired' | 'superseded' | 'withheld' | 'not-linked' | null;
  /** Where the card is shown that a refresh brings up to date. */
  shown_in: string | null;
};

type ClaimWish = {
  channel: string;
  now: Date;
  /** Chats something is on its way to: one at a time. */
  busy: readonly string[];
  /** Chats that were written to a moment ago: nothing that can wait. */
  resting: readonly string[];
  replies: number;
  /** How many that nobody is waiting for; 0 while the pace forbids it. */
  bulk: number;
  /** How many in all. */
  most: number;
};

/** Of the answers to one chat so many are taken at once: nobody's flood takes the places of everybody. */
export const REPLIES_TO_ONE = 3;

/** Longer than any call may take (60 s for a file); by the database's clock, which no rehearsal moves. */
export const leaseFrom = (view: string): string =>
  `clock_timestamp() + case when ${view} ? 'files' then interval '90 s' else interval '30 s' end`;

/** That the time of a waiting message has come: it is neither put off nor held back for whoever sends it to look again. */
export const mayLeave = (of: string, now: string): string =>
  `(${of}.not_before is null or ${of}.not_before <= ${now}) and (${of}.held_until is null or ${of}.held_until <= ${now})`;

const free = (others: string) => `o.state = 'pending' and o.channel = $1 and ${mayLeave('o', '$2')}
  and o.chat <> all(${others})
  and not exists (select from outbox l where l.channel = o.channel and l.chat = o.chat and l.state = 'leased')`;

/**
 * One statement a round. What answers somebody comes first (priority 0), then changes of cards (1), where the chat has
 * rested: meanwhile several become one. The rest of a chat goes strictly in
 * the order in which it was written. Whether a message still makes sense is looked at in the same moment.
 */
const CLAIM = `
with replies as (
  select o.id from outbox o where ${free('$3')} and (o.priority = 0 or o.priority = 1 and o.chat <> all($4))
    and (select count(*) from (select from outbox e where e.channel = o.channel and e.chat = o.chat
      and e.state = 'pending' and e.priority = 0 and e.id < o.id and (e.not_before is null or e.not_before <= $2) limit ${REPLIES_TO_ONE}) before) < ${REPLIES_TO_ONE}
  order by o.priority, o.id limit $5 for update skip locked
), bulk as (
  select o.id from outbox o where ${free('$4')} and o.priority > 1
    and not exists (select from outbox e where e.channel = o.channel and e.chat = o.chat and e.state = 'pending'
      and e.priority > 1 and e.id < o.id
      and (e.not_before is null or e.not_before <= $2 or e.error = '${UNCONFIRMED}')
      and (e.held_until is null or e.held_until <= $2))
  order by o.priority, o.id limit greatest(0, least($6, $7 - (select count(*) from replies))) for update skip locked
), taken as (
update outbox o set state = 'leased', attempts = o.attempts + 1, lease_until = ${leaseFrom('o.view')},
  first_try_at = coalesce(o.first_try_at, $2)
from (select id from replies union all select id from bulk) due
where o.id = due.id
returning o.id::text, o.class, o.priority, o.channel, o.chat, o.account_id, o.person_id, o.view, o.card, o.edits,
  o.attempts, o.first_try_at, o.not_before, coalesce(o.error = '${UNCONFIRMED}', false) as unconfirmed,
  coalesce((select tongue(p) from person p where p.id = o.person_id), 'vi') as language,
  case
    when o.expires_at <= $2 then 'expired'
    -- His part in the matter has ended since it was written, or the assistant's whose copy it is.
    when o.class <> 'reply' and not o.parting and o.person_id is not null and o.matter is not null and not (
      has_standing(coalesce(o.for_id, o.person_id), o.matter, $2) and (o.for_id is null or exists (
        select from assistant a where a.person_id = o.person_id and a.leader_id = o.for_id
          and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)))) then 'withheld'
    when o.priority > 1 and exists (select from account a where a.id = o.account_id and a.unlinked_at is not null)
      then 'not-linked'
    when o.card is not null and o.class <> 'reply' and exists (
      select from outbox n where n.account_id = o.account_id and n.card = o.card and n.id > o.id
        and (o.class = 'refresh' or n.class in ('action', 'notice'))
        and (n.state in ('sent', 'leased') or n.state = 'pending' and ${mayLeave('n', '$2')}))
      then 'superseded'
    -- A change that failed and comes back late must not undo a newer one of the same message.
    when o.edits is not null and exists (
      select from outbox n where n.channel = o.channel and n.chat = o.chat and n.edits = o.edits and n.id > o.id
        and n.state = 'sent')
      then 'superseded'
  end as "skipReason",
  case when o.class = 'refresh' and o.edits is null then (
    select s.external_id from outbox s where s.account_id = o.account_id and s.card = o.card and s.live
    order by s.id desc limit 1) end as shown_in
)
select taken.*, passed.over from (select array(
  select distinct o.chat from outbox o where o.state = 'pending' and o.channel = $1 and o.chat = any($4)) as over) passed
left join taken on true`;

/** `passedOver`: the busy and resting chats for which something more waits. */
type Claims = { rows: Claimed[]; passedOver: readonly string[] };

export async function claim(pool: pg.Pool, wish: ClaimWish): Promise<Claims> {
  const { channel, now, busy, resting, replies, bulk, most } = wish;
  const values = [channel, now, busy, [...busy, ...resting], replies, bulk, most];
  type Row = (Claimed | { id: null }) & { over: string[] };
  const { rows: found } = await pool.query<Row>({ name: 'outbox-claim', text: CLAIM, values });
  const rows = found.filter((row) => row.id !== null);
  rows.sort((a, b) => a.priority - b.priority || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return { rows, passedOver: found[0]?.over ?? [] };
}

/** How many messages that nobody waits for could go out now; counted up to `most` only. */
export async function countBulk(pool: pg.Pool, channel: string, now: Date, most: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'outbox-count',
    text: `select count(*)::int as count from (
      select from outbox o where channel = $1 and state = 'pending' and priority > 1
        and ${mayLeave('o', '$2')} limit $3) waiting`,
    values: [channel, now, most],
  });
  return rows[0]?.count ?? 0;
}

/**
 * Messages whose sender vanished between sending and noting it: nobody knows whether they arrived. Changes of a
 * message are simply made again. `all`: also those whose lease still runs, for a sender that has just taken over. What
 * the one before still notes is right all the same, since nothing in doubt is sent for a minute. `copies`: after so many
 * it is left to the secretariat. `looks`: it can be found out whether they are there.
 */
export async function recoverLost(
  pool: pg.Pool,
  channel: string,
  now: Date,
  { copies, looks, all = false }: { copies: number; looks: boolean; all?: boolean },
): Promise<number> {
  const { rowCount } = await pool.query(
    `update outbox set lease_until = null,
       state = case when edits is not null or class = 'refresh' then 'pending'
         when class in ('nudge', 'digest') and (not $5 or attempts >= $4) then 'sent'
         when attempts >= $4 then 'doubtful' else 'pending' end,
       error = case when edits is not null or class = 'refresh' then error else '${UNCONFIRMED}' end,
       not_before = case when edits is not null or class = 'refresh' then null else $2::timestamptz end
     where channel = $1 and state = 'leased' and ($3 or lease_until < clock_timestamp())`,
    [channel, new Date(now.getTime() + DOUBT_WAIT), all, copies, looks],
  );
  return rowCount ?? 0;
}
