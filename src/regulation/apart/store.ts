// What is kept apart, in the database: taken out of a matter's rows, and out of every message of it that was written before.
import { createHash, randomBytes } from 'node:crypto';
import type { ApartContent, ApartLevel } from '../../kernel/apart.ts';
import { minutes } from '../../kernel/time.ts';
import { rosterConsent } from '../../kernel/ways.ts';
import type { Transaction } from '../../store/transaction.ts';

const TOKEN_BYTES = 24;
/** How long a link may be used, and how long its reader then stays, in milliseconds. */
export const life = minutes(10);
const stay = minutes(15);

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const isToken = (given: string): boolean => /^[A-Za-z0-9_-]{32}$/.test(given);
const at = (moment: Date): string => moment.toISOString();

type Kept = { matter: string; bodyId: string; level: ApartLevel; byId: string; at: Date };

/** Keeps the words and files; of what is at the clerk's alone, none. Papers that were apart already stay with them. */
export async function keepApart(tx: Transaction, kept: Kept, { title, words, files }: ApartContent): Promise<void> {
  const before = await tx.apart.findUnique({ where: { matter: kept.matter } });
  const [nothing, all] = [kept.level === 'office', [...(before?.files ?? []), ...files]];
  const said = [...(before?.words ? [before.words] : []), ...words].join('\n');
  const content = nothing ? { title: '', words: '', files: [] } : { title, words: said, files: [...new Set(all)] };
  const { matter } = kept;
  await tx.apart.upsert({ where: { matter }, create: { ...kept, ...content }, update: { ...kept, ...content } });
}

export type Live = { person: string; card: string; choices: unknown };

/** The cards of it that stand on somebody's screen with their buttons. */
export const liveCards = (tx: Transaction, matter: string): Promise<Live[]> => tx.$queryRaw<Live[]>`
  select distinct on (person_id, card) person_id as person, card, coalesce(view->'choices', '[]') as choices
  from outbox where live and person_id is not null and card is not null
    and (matter = ${matter} or position(${matter.split(':')[1] ?? ''} in card) > 0)
  order by person_id, card, id desc`;

/** Those of these bodies, and those of matters one is invited to; who may read which is judged by its kind. */
export const apartRows = (tx: Transaction): Promise<{ matter: string; level: string }[]> =>
  tx.apart.findMany({ where: { level: { not: 'office' } }, select: { matter: true, level: true }, take: 500 });

export type LinkGiven = {
  type: 'apart.link-given';
  link: { id: string; tokenHash: string; accountId: string; matter: string; createdAt: Date; expiresAt: Date };
};

/** Whoever asks anew has no use for what he was given before. */
export async function keepLink(tx: Transaction, { link }: LinkGiven): Promise<void> {
  const { accountId, matter, createdAt: now } = link;
  await tx.apartLink.updateMany({
    where: { accountId, matter, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  await tx.apartLink.create({ data: link });
}

type Reading = Pick<Transaction, '$queryRaw' | '$executeRaw'>;
export type Reader = { id: string; matter: string; channel: string; externalId: string };

/** Whose a link is that can be opened now; looking at it uses nothing up. */
export async function linkNow(db: Reading, given: string, now: Date): Promise<Reader | null> {
  if (!isToken(given)) return null;
  const [found] = await db.$queryRaw<Reader[]>`
    select l.id, l.matter, a.channel, a.external_id as "externalId"
    from apart_link l join account a on a.id = l.account_id and a.unlinked_at is null and a.consent_version <> ${rosterConsent}
    where l.token_hash = ${hashOf(given)} and l.used_at is null and l.expires_at > ${at(now)}::timestamptz`;
  return found ?? null;
}

/** Uses it up: what is given back is for the cookie of the browser that opened it; null: somebody was quicker. */
export async function openLink(tx: Reading, { id }: Reader, now: Date): Promise<string | null> {
  const token = newToken();
  const used = await tx.$executeRaw`
    update apart_link set used_at = ${at(now)}::timestamptz, session_hash = ${hashOf(token)},
      ends_at = ${at(new Date(now.getTime() + stay))}::timestamptz where id = ${id} and used_at is null`;
  return used > 0 ? token : null;
}

/** Who reads by a cookie, as long as it lasts and his account is linked. */
export async function readerNow(db: Reading, given: string, now: Date): Promise<Reader | null> {
  if (!isToken(given)) return null;
  const [found] = await db.$queryRaw<Reader[]>`
    select l.id, l.matter, a.channel, a.external_id as "externalId"
    from apart_link l join account a on a.id = l.account_id and a.unlinked_at is null
    where l.session_hash = ${hashOf(given)} and l.ends_at > ${at(now)}::timestamptz`;
  return found ?? null;
}
