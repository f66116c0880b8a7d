import type { Transaction } from '../store/transaction.ts';

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

/** How long an undelivered notice is still worth delivering, in days. */
const KEEP_DAYS = 30;

/**
 * The person can be reached at this account from now on: what could not be delivered and is still of use goes out.
 * Reminders and summaries of a time gone by are not.
 */
export async function relinked(tx: Transaction, personId: string, accountId: string, now: Date): Promise<number> {
  return tx.$executeRaw`
    update outbox o set state = 'pending', error = null, account_id = a.id, channel = a.channel, chat = a.external_id
    from account a
    where a.id = ${accountId} and o.person_id = ${personId} and o.state = 'unreachable'
      and o.class in ('action', 'notice') and (o.expires_at is null or o.expires_at > ${now})
      and o.created_at > ${new Date(now.getTime() - KEEP_DAYS * 86_400_000)}`;
}
