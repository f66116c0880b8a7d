// The PIN by which somebody says again that it is he who decides (ID10): typed on a page, never in a chat, and known by nobody.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { minutes } from '../kernel/time.ts';
import type { Transaction } from './transaction.ts';

const derive = promisify(scrypt) as (pin: string, salt: Buffer, length: number) => Promise<Buffer>;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const isToken = (given: string): boolean => /^[\w-]{32}$/.test(given);

/** Wrong ones until nobody decides by his account but with the help of the office. */
const triesAllowed = 5;
const linkMinutes = 15;
const fits = (pin: string): boolean => /^\d{4,8}$/.test(pin);

type PinOwed = { locked: true } | { locked: false; token: string; until: Date };

/** Null: he has given it lately, and may decide. Otherwise the link to where it is given, which voids the one before. */
export async function pinOwed(tx: Transaction, personId: string, now: Date): Promise<PinOwed | null> {
  const pin = await tx.personPin.findUnique({ where: { personId } });
  if (pin?.locked) return { locked: true };
  if (pin?.goodUntil && pin.goodUntil > now) return null;
  const token = randomBytes(24).toString('base64url');
  const until = new Date(now.getTime() + minutes(linkMinutes));
  const link = { linkHash: hashOf(token), linkUntil: until };
  await tx.personPin.upsert({ where: { personId }, create: { personId, ...link }, update: link });
  return { locked: false, token, until };
}

type Row = { personId: string; salt: string | null; hash: string | null; failures: number; locked: boolean };

async function behind(tx: Transaction, token: string, now: Date): Promise<Row | null> {
  if (!isToken(token)) return null;
  const [row] = await tx.$queryRaw<Row[]>`
    select person_id as "personId", salt, hash, failures, locked from person_pin
    where link_hash = ${hashOf(token)} and link_until > ${now.toISOString()}::timestamptz for update`;
  return row ?? null;
}

export type PinHolder = { name: string; isSet: boolean; locked: boolean };

/** Whose link it is; nothing is used up. */
export async function pinHolder(tx: Transaction, token: string, now: Date): Promise<PinHolder | null> {
  const row = await behind(tx, token, now);
  if (!row) return null;
  const { fullName } = await tx.person.findUniqueOrThrow({ where: { id: row.personId } });
  return { name: fullName, isSet: row.hash !== null, locked: row.locked };
}

export type PinGiven = 'good' | 'set' | 'wrong' | 'locked' | 'unfit' | 'unlike' | 'gone';

/** Takes a PIN, or the first one, written twice; good from now on for so many minutes. `personId`: whose it was. */
export async function givePin(
  tx: Transaction,
  {
    token,
    pin,
    again,
    good,
    now,
  }: { token: string; pin: string; again: string; good(personId: string): Promise<number>; now: Date },
): Promise<{ outcome: PinGiven; personId: string | null }> {
  const row = await behind(tx, token, now);
  if (!row) return { outcome: 'gone', personId: null };
  const { personId } = row;
  const of = { where: { personId } };
  if (row.locked) return { outcome: 'locked', personId };
  if (!fits(pin)) return { outcome: 'unfit', personId };
  const goodUntil = new Date(now.getTime() + minutes(await good(personId)));
  const over = { goodUntil, failures: 0, linkHash: null, linkUntil: null };
  if (row.hash === null || row.salt === null) {
    if (pin !== again) return { outcome: 'unlike', personId };
    const salt = randomBytes(16);
    const hash = (await derive(pin, salt, 32)).toString('base64');
    await tx.personPin.update({ ...of, data: { salt: salt.toString('base64'), hash, setAt: now, ...over } });
    return { outcome: 'set', personId };
  }
  const given = await derive(pin, Buffer.from(row.salt, 'base64'), 32);
  if (timingSafeEqual(given, Buffer.from(row.hash, 'base64'))) {
    await tx.personPin.update({ ...of, data: over });
    return { outcome: 'good', personId };
  }
  const failures = row.failures + 1;
  const locked = failures >= triesAllowed;
  await tx.personPin.update({ ...of, data: { failures, locked, ...(locked && { goodUntil: null }) } });
  return { outcome: locked ? 'locked' : 'wrong', personId };
}
