// Who is at the desk: one-time links, sessions that end by themselves, posts that are done once. Tokens are kept as hashes.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hours, minutes } from '../kernel/time.ts';
import { rosterConsent } from '../kernel/ways.ts';
import type { Transaction } from '../store/transaction.ts';

/** How long nobody need do anything, and how long somebody may stay at all, in milliseconds. */
const idle = minutes(30);
const longest = hours(12);
/** When somebody was seen is written down no more often than this, in milliseconds. */
const seenEvery = minutes(1);
const TOKEN_BYTES = 32;
/** Of the newest so many posts it is known that they were done. */
const POSTS = 50;

const isToken = (given: string): boolean => /^[A-Za-z0-9_-]{32,43}$/.test(given);
const hashOf = (given: string): string => createHash('sha256').update(given).digest('hex');
const at = (moment: Date): string => moment.toISOString();

type Reading = Pick<Transaction, '$queryRaw' | '$executeRaw'>;

/** The chat account somebody came in by; it must still be linked. */
export type Account = { id: string; channel: string; externalId: string };
export type Link = { id: string; accountId: string } & Omit<Account, 'id'>;

/** Whose a link is that can be used now. */
export async function linkNow(db: Reading, given: string, now: Date): Promise<Link | null> {
  if (!isToken(given)) return null;
  const [found] = await db.$queryRaw<Link[]>`
    select l.id, a.id as "accountId", a.channel, a.external_id as "externalId"
    from desk_link l join account a on a.id = l.account_id and a.unlinked_at is null
    where l.token_hash = ${hashOf(given)} and l.used_at is null and l.expires_at > ${at(now)}::timestamptz`;
  return found ?? null;
}

/** The account of the one person with this address that he reads first; null: nobody, or more than one, has it. */
export async function linkedWith(db: Reading, email: string): Promise<Account | null> {
  const found = await db.$queryRaw<(Account & { personId: string })[]>`
    select distinct on (p.id) p.id as "personId", a.id, a.channel, a.external_id as "externalId"
    from person p join account a on a.person_id = p.id and a.unlinked_at is null
    where lower(p.email) = lower(${email}) and a.consent_version <> ${rosterConsent}
    order by p.id, a.preferred desc, a.linked_at desc`;
  return found.length === 1 ? found[0]! : null;
}

/** The link just made for an account. */
export async function newestLink(db: Reading, { id, channel, externalId }: Account): Promise<Link> {
  const [link] = await db.$queryRaw<{ id: string }[]>`
    select id from desk_link where account_id = ${id} order by created_at desc, id desc limit 1`;
  return { id: link!.id, accountId: id, channel, externalId };
}

/** So often digits may be tried, and so long nobody may try again with any of the same account (NĐ 331/2026), in milliseconds. */
const MOST_TRIES = 5;
const locked = minutes(15);

/** A link whose digits were tried once more; `hash`: of the right ones. */
export type Tried = Link & { hash: string; personId: string };

/**
 * Counts a try at every link that can be used now and bears this seat's code, before anything is compared: tries at the
 * same time count each. None where the account is locked.
 */
export function triedNow(db: Reading, seatCode: string, now: Date): Promise<Tried[]> {
  const since = at(new Date(now.getTime() - locked));
  return db.$queryRaw<Tried[]>`
    with tried as (
      update desk_link l set tries = tries + 1
      where l.seat_code = ${seatCode} and l.code_hash is not null and l.used_at is null
        and l.expires_at > ${at(now)}::timestamptz and l.tries < ${MOST_TRIES}
        and not exists (select from desk_link o where o.account_id = l.account_id and o.id <> l.id
          and o.tries >= ${MOST_TRIES} and o.created_at > ${since}::timestamptz)
      returning l.id, l.account_id, l.code_hash
    )
    select t.id, t.code_hash as hash, a.id as "accountId", a.channel, a.external_id as "externalId", a.person_id as "personId"
    from tried t join account a on a.id = t.account_id and a.unlinked_at is null`;
}

/** Uses the link up and opens a session; null when somebody else was quicker. */
export async function comeIn(
  tx: Transaction,
  link: Link,
  world: { now: Date; newId(): string },
): Promise<string | null> {
  const { now, newId } = world;
  const used = await tx.$executeRaw`
    update desk_link set used_at = ${at(now)}::timestamptz where id = ${link.id} and used_at is null`;
  if (used === 0) return null;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { accountId } = link;
  await tx.deskSession.create({
    data: { id: newId(), tokenHash: hashOf(token), accountId, createdAt: now, seenAt: now },
  });
  await tx.deskAccess.upsert({
    where: { accountId },
    create: { accountId, enteredAt: now },
    update: { enteredAt: now },
  });
  return token;
}

/** A session that goes on, and what its cookie holds: the forms of its pages are signed with that. */
export type Session = Omit<Account, 'id'> & { id: string; token: string };

/** The session of a cookie, as long as it lasts; being asked for keeps it from idling, unless a page asks by itself (`stays`). */
export async function sessionNow(
  db: Reading,
  token: string,
  now: Date,
  { stays = true } = {},
): Promise<Session | null> {
  if (!isToken(token)) return null;
  const [found] = await db.$queryRaw<(Omit<Session, 'token'> & { seenAt: Date })[]>`
    select s.id, s.seen_at as "seenAt", a.channel, a.external_id as "externalId"
    from desk_session s join account a on a.id = s.account_id and a.unlinked_at is null
    where s.token_hash = ${hashOf(token)} and s.seen_at > ${at(new Date(now.getTime() - idle))}::timestamptz
      and s.created_at > ${at(new Date(now.getTime() - longest))}::timestamptz`;
  if (!found) return null;
  const { seenAt, ...session } = found;
  if (stays && now.getTime() - seenAt.getTime() >= seenEvery) {
    await db.$executeRaw`update desk_session set seen_at = ${at(now)}::timestamptz where id = ${session.id}`;
  }
  return { ...session, token };
}

export const leave = (db: Reading, id: string): Promise<number> =>
  db.$executeRaw`delete from desk_session where id = ${id}`;

/** Whether this post of the session is a new one; a second of the same waits here for the first. */
export async function isFirst(tx: Transaction, { id }: Session, post: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    update desk_session set posts = (array_prepend(${post}::text, posts))[1:${POSTS}::int]
    where id = ${id} and not ${post}::text = any(posts)`;
  return changed > 0;
}

export const newPost = (): string => randomBytes(12).toString('base64url');

const signed = (token: string): Buffer => createHmac('sha256', token).update('form').digest();

/** Stands in every form of a session and in no other. */
export const formToken = ({ token }: Pick<Session, 'token'>): string => signed(token).toString('base64url');

export function isFormToken({ token }: Pick<Session, 'token'>, given: string): boolean {
  const bytes = Buffer.from(given, 'base64url');
  const right = signed(token);
  return bytes.length === right.length && timingSafeEqual(bytes, right);
}
