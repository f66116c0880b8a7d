// Reads and writes who is linked to which chat account; the only place that knows one-time codes.
import { createHash, randomBytes } from 'node:crypto';
import type { PersonCard } from '../../../kernel/person.ts';
import { hours } from '../../../kernel/time.ts';
import { mailChannel, rosterConsent } from '../../../kernel/ways.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { leading } from '../../roles.ts';
import { personCards } from '../store.ts';
import type { Ask } from './consent.ts';
import type { AccountEvent } from './decide.ts';
import { type ChatAccount, type Guess, type LinkState, type PhoneState, readCode, writeCode } from './link.ts';

/** What is kept of a code. A string that is no code has a hash too, which is nobody's. */
export const hashOfCode = (typed: string): string =>
  createHash('sha256')
    .update(readCode(typed) ?? `not a code: ${typed}`)
    .digest('hex');

type Row = { id: string; personId: string };

/**
 * What linking depends on. Attempts from one account wait for one another at its guesses, attempts with one code at
 * the code: of two at once one finds it used.
 */
export async function lockLinking(tx: Transaction, account: Chat & { hash: string; now: Date }): Promise<LinkState> {
  const { channel, externalId, hash, now } = account;
  const guess = await lockGuess(tx, account);
  const holder = await holderOf(tx, channel, externalId);
  const [code] = await tx.$queryRaw<(Row & { printedBy: string | null })[]>`
    select id, person_id as "personId",
      (select p.full_name from person p where p.id = link_code.issued_by) as "printedBy"
    from link_code where hash = ${hash} and used_at is null and voided_at is null and expires_at > ${now.toISOString()}::timestamptz
    for update`;
  const earlier = code ? await lockAccounts(tx, code.personId) : [];
  return {
    holder,
    guess,
    code: code ?? null,
    earlier: earlier.filter((linked) => linked.channel === channel && linked.externalId !== externalId),
  };
}

async function lockGuess(
  tx: Transaction,
  { channel, externalId, now }: { channel: string; externalId: string; now: Date },
): Promise<Guess | null> {
  const [guess] = await tx.$queryRaw<Guess[]>`
    insert into link_guess (channel, external_id, failures, window_start)
    values (${channel}, ${externalId}, 0, ${now.toISOString()}::timestamptz)
    on conflict (channel, external_id) do update set failures = link_guess.failures
    returning failures, window_start as "windowStart", locked_until as "lockedUntil"`;
  return guess && guess.failures > 0 ? guess : null;
}

/** What waits in a chat for its yes or no. */
export async function lockAsk(tx: Transaction, channel: string, externalId: string): Promise<Ask | null> {
  const [ask] = await tx.$queryRaw<Ask[]>`
    select id, person_id as "personId", by, proof, version, asked_at as "askedAt" from consent_asked
    where channel = ${channel} and external_id = ${externalId} for update`;
  return ask ?? null;
}

type Chat = { channel: string; externalId: string };

/** Asked anew in a chat: what was asked there before is over. */
export async function keepAsk(tx: Transaction, { channel, externalId }: Chat, ask: Ask): Promise<void> {
  await forgetAsk(tx, { channel, externalId });
  await tx.consentAsked.create({ data: { channel, externalId, ...ask } });
}

export async function forgetAsk(tx: Transaction, { channel, externalId }: Chat): Promise<void> {
  await tx.consentAsked.deleteMany({ where: { channel, externalId } });
}

/** Of somebody who did not agree nothing is left: neither the question nor what he tried before. */
export async function forgetChat(tx: Transaction, { channel, externalId }: Chat): Promise<void> {
  await forgetAsk(tx, { channel, externalId });
  await tx.linkGuess.deleteMany({ where: { channel, externalId } });
}

/** What is kept of a telephone number while the question stands. */
export const hashOfPhone = (phone: string): string => createHash('sha256').update(`phone: ${phone}`).digest('hex');

/** The number by which somebody was found, if it is still his. */
export async function phoneByProof(tx: Transaction, { personId, proof }: Ask): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { phone: true } });
  return person?.phone && hashOfPhone(person.phone) === proof ? person.phone : null;
}

/** The same for a telephone number the messenger vouches for: of people with a seat, the one who has it. */
export async function lockLinkingByPhone(
  tx: Transaction,
  account: { channel: string; externalId: string; phone: string; now: Date },
): Promise<PhoneState> {
  const { channel, externalId, phone, now } = account;
  const guess = await lockGuess(tx, account);
  const holder = await holderOf(tx, channel, externalId);
  const inForce = (
    row: string,
  ): Prisma.Sql => Prisma.sql`${Prisma.raw(`${row}.valid_from`)} <= ${now.toISOString()}::timestamptz
    and (${Prisma.raw(`${row}.valid_to`)} is null or ${Prisma.raw(`${row}.valid_to`)} > ${now.toISOString()}::timestamptz)`;
  const people = await tx.$queryRaw<{ id: string; needsCode: boolean }[]>`
    select p.id, exists (
        select from account a where a.person_id = p.id and a.consent_version <> ${rosterConsent})
      or exists (
        select from seat s where s.role = any(${[...leading]}) and ${inForce('s')} and (s.person_id = p.id or exists (
          select from assistant h where h.person_id = p.id and h.leader_id = s.person_id and ${inForce('h')})))
      as "needsCode"
    from person p where p.phone = ${phone} and exists (
      select from seat s where s.person_id = p.id and ${inForce('s')})
    for update`;
  const personId = people.length === 1 ? people[0]!.id : null;
  const earlier = personId === null ? [] : await lockAccounts(tx, personId);
  return {
    holder,
    guess,
    personId,
    needsCode: people.some(({ needsCode }) => needsCode),
    earlier: earlier.filter((linked) => linked.channel === channel && linked.externalId !== externalId),
  };
}

async function holderOf(tx: Transaction, channel: string, externalId: string): Promise<PersonCard | null> {
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    select person_id as id from account
    where channel = ${channel} and external_id = ${externalId} and unlinked_at is null for update`;
  return held ? ((await personCards(tx, [held.id])).get(held.id) ?? null) : null;
}

const lockAccounts = (tx: Transaction, personId: string): Promise<ChatAccount[]> =>
  tx.$queryRaw<ChatAccount[]>`
    select id, channel, external_id as "externalId" from account
    where person_id = ${personId} and unlinked_at is null for update`;

export async function applyAccountEvent(tx: Transaction, event: AccountEvent, now: Date): Promise<void> {
  switch (event.type) {
    case 'committee.wrong-code-tried': {
      const { channel, externalId, guess } = event;
      await tx.linkGuess.update({ where: { channel_externalId: { channel, externalId } }, data: guess });
      return;
    }
    // What waits for his answer stands in its own place, with the proof that is in no record.
    case 'committee.consent-asked':
    case 'committee.consent-declined':
      return;
    case 'committee.consented':
      await tx.account.updateMany({
        where: ownOf(event.personId),
        data: { consentVersion: event.consentVersion },
      });
      return;
    case 'committee.code-spent':
      await spendCode(tx, event.codeId, now);
      return;
    case 'committee.account-linked': {
      const { accountId, channel, externalId, displayName, personId, consentVersion } = event;
      if (event.codeId !== null) await spendCode(tx, event.codeId, now);
      await closeAccounts(
        tx,
        event.replaces.map(({ id }) => id),
        now,
      );
      // The one he prefers stays so until he says otherwise (CH1).
      const others = await tx.account.count({ where: { ...ownOf(personId), preferred: true } });
      const data = { id: accountId, channel, externalId, displayName, personId, consentVersion, linkedAt: now };
      // Done again beside the tables (audit verify --deep) it is there already.
      await tx.account.createMany({ data: { ...data, preferred: others === 0 }, skipDuplicates: true });
      await tx.linkGuess.deleteMany({ where: { channel, externalId } });
      return;
    }
    case 'committee.accounts-unlinked':
      await unlinkPerson(tx, event.personId, now);
      return;
    case 'committee.account-preferred':
      await prefer(tx, event.personId, event.accountId);
      return;
    case 'committee.mail-preferred':
      await preferMail(tx, event.personId, event.consentVersion, now);
      return;
    case 'committee.account-unlinked':
      await closeAccounts(tx, [event.accountId], now);
      return;
    case 'committee.language-chosen':
      await tx.person.update({ where: { id: event.personId }, data: { language: event.language } });
      return;
    case 'committee.address-chosen':
      await tx.person.update({ where: { id: event.personId }, data: { address: event.address ?? 'usual' } });
      return;
    default:
      event satisfies never;
  }
}

/** Accounts he has linked himself: a telephone number of the roster is none. */
const ownOf = (personId: string) => ({ personId, unlinkedAt: null, consentVersion: { not: rosterConsent } });

export type OwnAccount = {
  id: string;
  channel: string;
  displayName: string | null;
  preferred: boolean;
  reachable: boolean;
  consentVersion: string;
};

/** The one he prefers first, as messages try them. */
export const ownAccounts = (tx: Transaction, personId: string): Promise<OwnAccount[]> =>
  tx.account.findMany({
    where: ownOf(personId),
    orderBy: [{ preferred: 'desc' }, { linkedAt: 'desc' }],
    select: { id: true, channel: true, displayName: true, preferred: true, reachable: true, consentVersion: true },
  });

export async function prefer(tx: Transaction, personId: string, accountId: string): Promise<void> {
  await tx.$executeRaw`
    update account set preferred = id = ${accountId} where person_id = ${personId} and unlinked_at is null`;
}

/** The roster's address where letters are not sent to him first already; null where it is nobody's alone. */
export async function freeAddress(tx: Transaction, personId: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ email: string }[]>`
    select p.email from person p where p.id = ${personId} and p.email is not null
      and not exists (select from person o where o.email = p.email and o.id <> p.id)
      and not exists (select from account a where a.channel = ${mailChannel} and a.external_id = p.email
        and a.unlinked_at is null and (a.person_id <> p.id or a.consent_version <> ${rosterConsent}))`;
  return found?.email ?? null;
}

/** His own from now on; the same account by which the roster reached him (delivery/ways.ts). */
async function preferMail(tx: Transaction, personId: string, consentVersion: string, now: Date): Promise<void> {
  const [account] = await tx.$queryRaw<{ id: string }[]>`
    insert into account (id, channel, external_id, person_id, preferred, consent_version, linked_at)
    select 'm' || left(md5(p.id || p.email || ${mailChannel}), 15), ${mailChannel}, p.email, p.id, true, ${consentVersion},
      ${now.toISOString()}::timestamptz
    from person p where p.id = ${personId} and p.email is not null
    on conflict (id) do update set unlinked_at = null, reachable = true, consent_version = excluded.consent_version,
      linked_at = excluded.linked_at
    returning id`;
  if (account) await prefer(tx, personId, account.id);
}

/** An open account with the person it belongs to. */
export async function findAccount(tx: Transaction, id: string): Promise<(ChatAccount & { personId: string }) | null> {
  const [found] = await tx.$queryRaw<(ChatAccount & { personId: string })[]>`
    select id, channel, external_id as "externalId", person_id as "personId" from account
    where id = ${id} and unlinked_at is null for update`;
  return found ?? null;
}

const spendCode = (tx: Transaction, id: string, now: Date) =>
  tx.linkCode.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } });

/** A question half asked there can no longer be answered; it goes with the account. */
async function closeAccounts(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.account.updateMany({ where: { id: { in: [...ids] } }, data: { unlinkedAt: now } });
  await tx.conversation.deleteMany({ where: { accountId: { in: [...ids] } } });
}

/** Unlinks all accounts of a person and voids the codes still open; gives the accounts that were linked. */
export async function unlinkPerson(tx: Transaction, personId: string, now: Date): Promise<ChatAccount[]> {
  const accounts = await lockAccounts(tx, personId);
  await closeAccounts(
    tx,
    accounts.map(({ id }) => id),
    now,
  );
  await voidCodes(tx, [personId], now);
  return accounts;
}

const voidCodes = (tx: Transaction, personIds: readonly string[], now: Date) =>
  tx.linkCode.updateMany({
    where: { personId: { in: [...personIds] }, usedAt: null, voidedAt: null },
    data: { voidedAt: now },
  });

type IssuedCode = { personId: string; code: string; expiresAt: Date };

/**
 * New one-time codes, one a person, each good for one account within `validHours`. Codes issued earlier are void from
 * now on. The codes themselves are nowhere on record: whoever loses one gets a new one.
 */
export async function issueCodes(
  tx: Transaction,
  personIds: readonly string[],
  world: { now: Date; newId(): string },
  validHours: number,
): Promise<IssuedCode[]> {
  const expiresAt = new Date(world.now.getTime() + hours(validHours));
  const issued = personIds.map((personId) => ({ personId, expiresAt, ...newCode() }));
  await voidCodes(tx, personIds, world.now);
  await tx.linkCode.createMany({
    data: issued.map(({ personId, hash }) => ({ id: world.newId(), personId, hash, issuedAt: world.now, expiresAt })),
  });
  return issued.map(({ hash: _hash, ...one }) => one);
}

/** A code and what is kept of it. */
export function newCode(): { code: string; hash: string } {
  const code = writeCode(randomBytes(32));
  return { code, hash: hashOfCode(code) };
}

type KeptCode = { codeId: string; personId: string; hash: string; expiresAt: Date; issuedBy: string };

/** Of a code that somebody of the office printed, who did stays with it; codes issued to this person earlier are void. */
export async function keepCode(tx: Transaction, { codeId: id, ...code }: KeptCode, now: Date): Promise<void> {
  const { personId, hash, expiresAt, issuedBy } = code;
  await voidCodes(tx, [personId], now);
  await tx.linkCode.create({ data: { id, personId, hash, expiresAt, issuedBy, issuedAt: now } });
}

/** What is stored about somebody beside his seats. One statement after the other: they share a connection. */
export async function personalData(tx: Transaction, personId: string, now: Date) {
  const { phone, email } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const accounts = await tx.account.findMany({ where: ownOf(personId), orderBy: { linkedAt: 'asc' } });
  const links = await tx.$queryRaw<{ personId: string; leaderId: string }[]>`
    select person_id as "personId", leader_id as "leaderId" from assistant
    where ${personId} in (person_id, leader_id) and valid_from <= ${now.toISOString()}::timestamptz
      and (valid_to is null or valid_to > ${now.toISOString()}::timestamptz)`;
  const others = await personCards(
    tx,
    links.map((link) => (link.personId === personId ? link.leaderId : link.personId)),
  );
  const named = (ids: readonly string[]): PersonCard[] => ids.flatMap((id) => others.get(id) ?? []);
  return {
    phone,
    email,
    accounts,
    leaders: named(links.filter((link) => link.personId === personId).map(({ leaderId }) => leaderId)),
    assistants: named(links.filter((link) => link.leaderId === personId).map((link) => link.personId)),
  };
}

type Contact = { phone: string | null; linked: boolean; reachable: boolean };

/** How the holders of a body's seats can be reached, by person. */
export async function contactsOf(tx: Transaction, personIds: readonly string[]): Promise<Map<string, Contact>> {
  const rows = await tx.$queryRaw<(Contact & { id: string })[]>`
    select p.id, p.phone, count(a.id) > 0 as linked, coalesce(bool_or(a.reachable), false) as reachable
    from person p left join account a on a.person_id = p.id and a.unlinked_at is null
      and a.consent_version <> ${rosterConsent}
    where p.id = any(${[...personIds]}) group by p.id`;
  return new Map(rows.map(({ id, ...contact }) => [id, contact]));
}
