// The next way to a person (CH3, CH10): his preferred account, his others, the approved form to his telephone number, a
// letter to his address, and when there is none, the list of those to be telephoned. Decided in one place, for one message
// or for many.
import type pg from 'pg';
import { type Settings, usualSettings } from '../kernel/settings.ts';
import { type MissReason, rosterConsent, stuckReminder } from '../kernel/ways.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';
import { quietUntil } from './quiet-hours.ts';
import { deliverySettings } from './settings.ts';

/** The figures that decide which way a message goes, and when. */
type DeliverySettings = Pick<Settings, 'quietFrom' | 'quietTo' | 'paidMessages' | 'monthlyCeiling' | 'receiptHours'>;

export type Ways = {
  /** The channel that reaches people by the telephone number of the roster, in approved forms only. */
  phone: string | null;
  /** The channel that reaches people by the address of the roster. */
  mail: string | null;
  settings(): DeliverySettings;
};

/** People's own accounts, nothing else. */
export const ownAccounts: Ways = { phone: null, mail: null, settings: () => usualSettings(deliverySettings) };

/** A statement on the pool or within a transaction; instants go in as text. */
export type Run = <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[]) => Promise<T[]>;

export const onPool =
  (pool: Pick<pg.Pool, 'query'>): Run =>
  async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[]) =>
    (await pool.query<T>(sql, [...values])).rows;

export const within =
  (tx: Transaction): Run =>
  (sql, values) => {
    const parts = sql.split(/\$(\d+)/);
    const words = parts.filter((_, nth) => nth % 2 === 0);
    const given = parts.filter((_, nth) => nth % 2 === 1).map((number) => values[Number(number) - 1]);
    return tx.$queryRaw(Prisma.sql(words, ...given));
  };

/** Behind the key of a message, before the account it was sent to besides: never twice to the same. */
export const AGAIN = ':way:';

/** What the rows of one message have in common, by whichever way they went. */
export const saidBy = (row: string): string => `split_part(${row}.key, '${AGAIN}', 1)`;

/** Who ended his link is not written to behind it. */
const NOT_LEFT = `(not exists (select from account a where a.person_id = p.id and a.consent_version <> '${rosterConsent}')
      or exists (select from account a where a.person_id = p.id and a.consent_version <> '${rosterConsent}'
        and a.unlinked_at is null))`;

/** The account of what stands in `column` of the roster, made when it is first needed: what two people share is nobody's. */
const ofRoster = (letter: string, column: string, channel: string, where: string): string => `
  insert into account (id, channel, external_id, person_id, preferred, consent_version, linked_at)
  select distinct '${letter}' || left(md5(p.id || p.${column} || ${channel}), 15), ${channel}, p.${column}, p.id, false,
    '${rosterConsent}', $1::timestamptz
  from stuck s join person p on p.id = s.person
  where ${channel}::text is not null and s.movable and ${where} and p.${column} is not null
    and not exists (select from own where own.row = s.row)
    and not exists (select from person other where other.${column} = p.${column} and other.id <> p.id)
    and not exists (select from account a where a.channel = ${channel} and a.external_id = p.${column} and a.unlinked_at is null
      and a.person_id <> p.id)
    and ${NOT_LEFT}
  on conflict (id) do update set unlinked_at = null
  returning id, channel, external_id, person_id, reachable`;

/**
 * For each row of `stuck` (row, person, tried, movable, paid) the next way, if there is one. $1: now, $2: the channel by
 * telephone number, `mail`: the parameter with that by address.
 */
const way = (mail: string): string => `
own as (
  select distinct on (s.row) s.row, a.id, a.channel, a.external_id
  from stuck s join account a on a.person_id = s.person and a.unlinked_at is null and a.reachable
    and a.consent_version <> '${rosterConsent}' and a.id <> all(s.tried)
  where s.movable order by s.row, a.preferred desc, a.linked_at desc
), numbered as (${ofRoster('p', 'phone', '$2', 's.paid')}
), mailed as (${ofRoster('m', 'email', mail, 'true')}
), way as (
  select s.*, coalesce(own.id, n.id, m.id) as next, coalesce(own.channel, n.channel, m.channel) as channel,
    coalesce(own.external_id, n.external_id, m.external_id) as chat
  from stuck s left join own on own.row = s.row
  left join numbered n on own.id is null and n.person_id = s.person and n.reachable and s.movable and s.paid
    and n.id <> all(s.tried)
  left join mailed m on own.id is null and n.id is null and m.person_id = s.person and m.reachable and s.movable
    and m.id <> all(s.tried)
)`;

/** Whom the secretariat would telephone about: no files by themselves, no copies to assistants. */
const isTold = (row: string): string =>
  `${row}.class in ('action', 'notice') and ${row}.view->'files' is null and ${row}.key not like '%:for:%'
   and coalesce(${row}.matter, '') <> '' and ${row}.person_id is not null`;

/** The secretariat is told of a matter at once when the list grows, then at most once an hour. */
const raise = (from: string, where: string): string => `
raised as (
  insert into reminder (id, kind, matter, version, next_at)
  select distinct 'calls:' || f.matter, '${stuckReminder}', f.matter, 0, $1::timestamptz
  from ${from} f where ${where} and ${isTold('f')}
  on conflict (kind, matter, person, version) do update set closed_at = null,
    next_at = greatest(excluded.next_at, reminder.closed_at + interval '1 hour')
  where reminder.closed_at is not null
)`;

export type Leaving = {
  now: Date;
  ways: Ways;
  /** A reason, or what the messenger said when it refused for good; null: as the row says already. */
  why: MissReason | { refused: string } | null;
  /** The account a sender holds them for; `nowhere`: just written, and by no way yet. */
  from: { account: string | null } | 'nowhere';
  /** What has no next way is left as its sender holds it, to be tried here in another manner. */
  stays?: boolean;
};

/** In the quiet hours what is not urgent waits; null outside them. */
const held = ({ now, ways }: Pick<Leaving, 'now' | 'ways'>): string | null =>
  quietUntil(now, ways.settings())?.toISOString() ?? null;

/**
 * After an outage of the database this may be sent a second time, the first having been done: a message that is not
 * where its sender held it has gone on already, and would skip a way.
 */
const GO_ON = `
with stuck as (
  select o.id as row, o.person_id as person, o.account_id as account, o.priority > 1 as movable,
    o.view ? 'brief' and o.class = any($3::text[]) as paid,
    o.tried || case when o.account_id is null then '{}'::text[] else array[o.account_id] end as tried
  from outbox o where o.id = any($4::text[]::bigint[])
    and o.state in ('leased', 'unreachable', 'dead') and ($8 or o.account_id is not distinct from $9)
), blocked as (
  update account a set reachable = false from stuck s
  where $5 = 'blocked' and a.id = s.account and a.unlinked_at is null
), ${way('$11')}, moved as (
  update outbox o set lease_until = null, tried = w.tried,
    state = case when w.next is null then $6 else 'pending' end,
    attempts = case when w.next is null then o.attempts else 0 end,
    error = case
      when w.next is null and w.person is not null and not exists (select from account a where a.person_id = w.person
        and a.unlinked_at is null and a.consent_version <> '${rosterConsent}') then 'not-linked'
      when o.error is not null and o.channel in ($2, $11) then o.error
      else coalesce($5, o.error) end,
    not_before = case when w.next is null or o.urgent then null else greatest(o.not_before, $7::timestamptz) end,
    account_id = coalesce(w.next, o.account_id), channel = coalesce(w.channel, o.channel), chat = coalesce(w.chat, o.chat)
  from way w where o.id = w.row and (w.next is not null or not $10)
  returning o.*
), ${raise('moved', `f.state <> 'pending'`)}
select o.id::text, coalesce(m.state, o.state) not in ('unreachable', 'dead')
  and not exists (select from way w where w.row = o.id and w.next is null) as gone
from outbox o left join moved m on m.id = o.id where o.id = any($4::text[]::bigint[])`;

/** `gone`: it has a next way; else it stays for the secretariat to see. */
type GoneOn = { id: string; gone: boolean };

/** These messages go their next way. Does no harm twice. */
export const goOn = (run: Run, ids: readonly string[], leaving: Leaving): Promise<GoneOn[]> => {
  const { now, ways, why, from, stays = false } = leaving;
  const { paidMessages } = ways.settings();
  const [error, ended] = why !== null && typeof why === 'object' ? [why.refused, 'dead'] : [why, 'unreachable'];
  const where = from === 'nowhere' ? [true, null] : [false, from.account];
  const values = [
    now.toISOString(),
    ways.phone,
    paidMessages,
    ids,
    error,
    ended,
    held(leaving),
    ...where,
    stays,
    ways.mail,
  ];
  return run<GoneOn>(GO_ON, values);
};

/**
 * Messages whose time to arrive has passed. Received all the same: whatever the person has done in that chat since, or
 * about the same matter in another. Of no use any more: past, or a newer one says the same. The others are sent once
 * more, by the next way.
 */
const UNRECEIVED = `
with due as (
  select * from outbox o where o.receipt_by <= $1::timestamptz order by o.receipt_by limit 200 for update skip locked
), judged as (
  select d.*,
    d.received_at is not null or exists (
      select from outbox r where r.account_id = d.account_id and r.id > d.id and r.class = 'reply'
        and r.created_at >= coalesce(d.sent_at, d.created_at)) or exists (
      select from account a join outbox r on r.account_id = a.id and r.card = d.card and r.id > d.id
      where a.person_id = d.person_id and r.class = 'reply') as received,
    coalesce(d.expires_at <= $1::timestamptz, false) or exists (
      select from account a join outbox n on n.account_id = a.id and n.card = d.card and n.id > d.id
      where a.person_id = d.person_id and n.class in ('action', 'notice')
        and ${saidBy('n')} <> ${saidBy('d')}
        and n.state in ('pending', 'leased', 'sent')) as over
  from due d
), stuck as (
  select id as row, person_id as person, true as movable, view ? 'brief' and class = any($3::text[]) as paid,
    tried || array[account_id] as tried
  from judged where not received and not over and account_id is not null
), ${way('$6')}, copied as (
  insert into outbox (key, person_id, for_id, parting, account_id, channel, chat, class, priority, urgent, view, card,
    matter, state, not_before, expires_at, created_at, tried)
  select ${saidBy('j')} || '${AGAIN}' || w.next, j.person_id, j.for_id, j.parting, w.next, w.channel, w.chat, j.class,
    j.priority, j.urgent, j.view || jsonb_build_object('note', $4::jsonb), j.card, j.matter, 'pending',
    case when j.urgent then null else $5::timestamptz end, j.expires_at, $1::timestamptz, w.tried
  from way w join judged j on j.id = w.row where w.next is not null
  on conflict (key) do nothing
), settled as (
  update outbox o set receipt_by = null,
    received_at = case when j.received then coalesce(o.received_at, $1::timestamptz) end,
    error = case when not j.received and not j.over and w.next is null then 'not-received' else o.error end
  from judged j left join way w on w.row = j.id where o.id = j.id
  returning o.*, j.received or j.over or w.next is not null as done
), ${raise('settled', 'not f.done')}
select count(*)::int as count from settled`;

/** Gives how many were looked at. */
export async function passOnUnreceived(run: Run, now: Date, ways: Ways, note: unknown): Promise<number> {
  const { paidMessages } = ways.settings();
  const values = [now.toISOString(), ways.phone, paidMessages, JSON.stringify(note), held({ now, ways }), ways.mail];
  const [row] = await run<{ count: number }>(UNRECEIVED, values);
  return row?.count ?? 0;
}
