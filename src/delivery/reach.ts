import type { Window } from '../channels/channel.ts';
import { rosterConsent } from '../kernel/ways.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';
import { AGAIN, saidBy } from './ways.ts';

const [said, saidLater] = [Prisma.raw(saidBy('o')), Prisma.raw(saidBy('later'))];

/** Somebody blocked or unblocked us; what waited for him goes out when he is back. */
export async function reachChanged(
  tx: Transaction,
  account: { channel: string; externalId: string },
  reachable: boolean,
  now: Date,
): Promise<void> {
  const changed = await tx.$queryRaw<{ id: string; person_id: string }[]>`
    update account set reachable = ${reachable}
    where channel = ${account.channel} and external_id = ${account.externalId} and unlinked_at is null
      and reachable <> ${reachable}
    returning id, person_id`;
  for (const { id, person_id: person } of reachable ? changed : []) await relinked(tx, person, id, now);
}

/** A letter came back: it has not reached him, and goes its next way at the next round. */
export const cameBack = (tx: Transaction, channel: string, message: string, now: Date): Promise<number> =>
  tx.$executeRaw`
    update outbox set receipt_by = ${now.toISOString()}::timestamptz, error = 'blocked'
    where channel = ${channel} and external_id = ${message} and state = 'sent' and received_at is null
      and class in ('action', 'notice')`;

/**
 * He wrote, pressed or followed: from now on he may be written to for a time, and what he has not had goes out if it
 * could not before.
 */
export async function heard(
  tx: Transaction,
  account: { id: string; personId: string },
  at: Date,
  window: Window,
  now: Date,
): Promise<void> {
  const [before] = await tx.$queryRaw<{ heard_at: Date | null }[]>`
    update account a set heard_at = greatest(a.heard_at, ${at.toISOString()}::timestamptz)
    from (select id, heard_at from account where id = ${account.id} for update) before
    where a.id = before.id returning before.heard_at`;
  if (!before) return;
  const silence = now.getTime() - (before.heard_at?.getTime() ?? 0);
  if (silence > window.free) await relinked(tx, account.personId, account.id, now);
}

/** How long an undelivered notice is still worth delivering, in days. */
const KEEP_DAYS = 30;

/**
 * The person can be reached at this account from now on: what could not be delivered and is still of use goes out, and
 * so does what went only to his telephone number, or gave no sign of having arrived. Reminders and summaries of a time
 * gone by do not.
 */
export async function relinked(tx: Transaction, personId: string, accountId: string, now: Date): Promise<number> {
  const at = now.toISOString();
  const since = new Date(now.getTime() - KEEP_DAYS * 86_400_000).toISOString();
  const gone = await tx.$executeRaw`
    update outbox o set state = 'pending', error = null, account_id = a.id, channel = a.channel, chat = a.external_id,
      attempts = 0, not_before = null
    from account a
    where a.id = ${accountId} and o.person_id = ${personId} and o.state = 'unreachable'
      and o.class in ('action', 'notice') and (o.expires_at is null or o.expires_at > ${at}::timestamptz)
      and o.created_at > ${since}::timestamptz`;
  const again = await tx.$executeRaw`
    insert into outbox (key, person_id, for_id, parting, account_id, channel, chat, class, priority, urgent, view, card,
      matter, state, expires_at, created_at, tried)
    select distinct on (${said}) ${said} || ${AGAIN} || a.id, o.person_id,
      o.for_id, o.parting, a.id, a.channel, a.external_id, o.class, o.priority, o.urgent, o.view, o.card, o.matter, 'pending', o.expires_at,
      ${at}::timestamptz, o.tried || array[o.account_id]
    from account a join account other on other.person_id = a.person_id and other.id <> a.id
    join outbox o on o.account_id = other.id
    where a.id = ${accountId} and o.state in ('sent', 'doubtful') and o.received_at is null
      and (other.consent_version = ${rosterConsent} or o.error = 'not-received') and o.view->'files' is null
      and o.class in ('action', 'notice') and (o.expires_at is null or o.expires_at > ${at}::timestamptz)
      and o.created_at > ${since}::timestamptz
      and not exists (
        select from account own join outbox later on later.account_id = own.id and later.card = o.card
          and later.id > o.id
        where own.person_id = a.person_id and later.class in ('reply', 'action', 'notice') and later.state <> 'superseded'
          and ${saidLater} <> ${said})
    order by ${said}, o.id desc
    on conflict (key) do nothing`;
  return gone + again;
}
