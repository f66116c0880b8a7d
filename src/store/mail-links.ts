// The links of letters (CH10): tokens kept as hashes, each for one choice of one message, bound to whose account it was sent to.
import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Transaction } from './transaction.ts';

const TOKEN_BYTES = 24;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const isToken = (given: string): boolean => /^[A-Za-z0-9_-]{32}$/.test(given);

/** A new token for each of what was pressed; none where nobody has that address any more. */
export async function newMailLinks(
  pool: Pick<pg.Pool, 'query'>,
  to: { channel: string; address: string },
  presses: readonly string[],
  { now, until }: { now: Date; until: Date },
): Promise<(string | null)[]> {
  if (presses.length === 0) return [];
  const tokens = presses.map(() => randomBytes(TOKEN_BYTES).toString('base64url'));
  const { rowCount } = await pool.query(
    `insert into mail_link (id, token_hash, account_id, press, created_at, expires_at)
     select left(n.hash, 16), n.hash, a.id, n.press, $5, $6
     from unnest($3::text[], $4::text[]) as n(hash, press)
     join account a on a.channel = $1 and a.external_id = $2 and a.unlinked_at is null`,
    [to.channel, to.address, tokens.map(hashOf), presses, now, until],
  );
  return rowCount === presses.length ? tokens : tokens.map(() => null);
}

export type MailLink = { id: string; press: string; usedAt: Date | null; channel: string; externalId: string };

/** What a token stands for, as long as it lasts and its account is open. */
export async function mailLinkNow(
  db: Pick<Transaction, '$queryRaw'>,
  token: string,
  now: Date,
): Promise<MailLink | null> {
  if (!isToken(token)) return null;
  const [found] = await db.$queryRaw<MailLink[]>`
    select l.id, l.press, l.used_at as "usedAt", a.channel, a.external_id as "externalId"
    from mail_link l join account a on a.id = l.account_id and a.unlinked_at is null
    where l.token_hash = ${hashOf(token)} and l.expires_at > ${now.toISOString()}::timestamptz`;
  return found ?? null;
}

/** So many posts are remembered. */
const POSTS = 30;

/**
 * Whether this post is a new one; a second of the same waits here for the first. `once`: it makes the choice the link was
 * sent for, which nobody may have made by it before.
 */
export async function isFirstPost(tx: Transaction, id: string, post: string, once: boolean): Promise<boolean> {
  const changed = await tx.$executeRaw`
    update mail_link set posts = (array_prepend(${post}::text, posts))[1:${POSTS}::int]
    where id = ${id} and not ${post}::text = any(posts) and (not ${once} or used_at is null)`;
  return changed > 0;
}

export const useMailLink = (tx: Transaction, id: string, now: Date): Promise<number> =>
  tx.$executeRaw`update mail_link set used_at = ${now.toISOString()}::timestamptz where id = ${id} and used_at is null`;
