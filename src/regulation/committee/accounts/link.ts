// Điều 1.2: an account is bound to a person of the roster by a one-time code; a guesser learns nothing.
import type { PersonCard } from '../../../kernel/person.ts';
import { days, minutes } from '../../../kernel/time.ts';
import { type Ask, consentVersion } from './consent.ts';

/** Wrong codes from one account. */
export type Guess = { failures: number; windowStart: Date; lockedUntil: Date | null };

const windowLength = minutes(10);
const triesAllowed = 5;
const firstLock = minutes(15);
const longestLock = days(1);

export const isLocked = (guess: Guess | null, now: Date): boolean =>
  guess?.lockedUntil !== null && guess?.lockedUntil !== undefined && now < guess.lockedUntil;

/**
 * The record after one more wrong code: five within ten minutes lock the account for a quarter of an hour. Somebody
 * who was locked within the last day has no fresh window, and each further five lock him for twice as long.
 */
export function afterWrongCode(guess: Guess | null, now: Date): Guess {
  const lately = guess?.lockedUntil ? now.getTime() - guess.lockedUntil.getTime() < days(1) : false;
  const inWindow = guess !== null && now.getTime() - guess.windowStart.getTime() < windowLength;
  if (!guess || !(lately || inWindow)) return { failures: 1, windowStart: now, lockedUntil: null };
  const failures = guess.failures + 1;
  if (failures % triesAllowed !== 0) return { ...guess, failures };
  const length = Math.min(firstLock * 2 ** (failures / triesAllowed - 1), longestLock);
  return { failures, windowStart: guess.windowStart, lockedUntil: new Date(now.getTime() + length) };
}

export type ChatAccount = { id: string; channel: string; externalId: string };

export type LinkState = {
  /** Whom the account belongs to already. */
  holder: PersonCard | null;
  guess: Guess | null;
  /** The code as it is on record, if it can be used now; `printedBy`: who of the office handed it out, by name. */
  code: { id: string; personId: string; printedBy?: string | null } | null;
  /** Accounts of the code's person in the same channel: a lost phone's. */
  earlier: readonly ChatAccount[];
};

export type LinkEvent =
  | {
      type: 'committee.account-linked';
      accountId: string;
      channel: string;
      externalId: string;
      displayName: string;
      personId: string;
      /** Null when his telephone number was the proof. */
      codeId: string | null;
      consentVersion: string;
      replaces: readonly ChatAccount[];
    }
  | {
      type: 'committee.consent-asked';
      askId: string;
      personId: string;
      by: Ask['by'];
      consentVersion: string;
    }
  | { type: 'committee.consent-declined'; personId: string; by: Ask['by']; consentVersion: string }
  | { type: 'committee.consented'; personId: string; consentVersion: string }
  | { type: 'committee.code-spent'; codeId: string }
  | { type: 'committee.wrong-code-tried'; channel: string; externalId: string; guess: Guess };

/** `agreed`: he has said yes to what is kept about him; without it he is asked, and nothing is linked. */
export type Linking = { channel: string; externalId: string; displayName: string; agreed: boolean };

export type LinkDecision =
  | { outcome: 'linked' | 'already-linked' | 'asked'; events: readonly LinkEvent[] }
  | { outcome: 'wrong-code' | 'locked'; events: readonly LinkEvent[]; lockedUntil: Date | null };

/** Unknown, expired, used and other people's codes are all the same wrong code. */
export function decideLink(state: LinkState, account: Linking, now: Date, newId: () => string): LinkDecision {
  if (isLocked(state.guess, now)) return { outcome: 'locked', events: [], lockedUntil: state.guess!.lockedUntil };
  const { code, holder } = state;
  if (!code || (holder && holder.id !== code.personId)) return wrongCode(state, account, now);
  if (holder) return { outcome: 'already-linked', events: [{ type: 'committee.code-spent', codeId: code.id }] };
  if (!account.agreed) return askConsent(code.personId, 'code', newId);
  const linked: LinkEvent = {
    type: 'committee.account-linked',
    accountId: newId(),
    channel: account.channel,
    externalId: account.externalId,
    displayName: account.displayName,
    personId: code.personId,
    codeId: code.id,
    consentVersion,
    replaces: state.earlier,
  };
  return { outcome: 'linked', events: [linked] };
}

/** By what the messenger vouches for: the telephone number of one person of the roster, and of one only. */
export type PhoneState = Omit<LinkState, 'code'> & {
  personId: string | null;
  /** He was linked before, leads a body or assists somebody who does: a number that changed hands opens nothing then. */
  needsCode: boolean;
};

/** No match, two people with the number, another's number: all the same, and each counts as a wrong guess. */
export function decideLinkByPhone(state: PhoneState, account: Linking, now: Date, newId: () => string): LinkDecision {
  if (isLocked(state.guess, now)) return { outcome: 'locked', events: [], lockedUntil: state.guess!.lockedUntil };
  const { personId, holder } = state;
  if (holder && holder.id === personId) return { outcome: 'already-linked', events: [] };
  if (!personId || holder || state.needsCode) return wrongCode(state, account, now);
  if (!account.agreed) return askConsent(personId, 'phone', newId);
  const { channel, externalId, displayName } = account;
  const link = { accountId: newId(), channel, externalId, displayName, personId, codeId: null, consentVersion };
  const linked: LinkEvent = { type: 'committee.account-linked', ...link, replaces: state.earlier };
  return { outcome: 'linked', events: [linked] };
}

const askConsent = (personId: string, by: Ask['by'], newId: () => string): LinkDecision => ({
  outcome: 'asked',
  events: [{ type: 'committee.consent-asked', askId: newId(), personId, by, consentVersion }],
});

function wrongCode({ guess }: Pick<LinkState, 'guess'>, { channel, externalId }: Linking, now: Date): LinkDecision {
  const next = afterWrongCode(guess, now);
  const event: LinkEvent = { type: 'committee.wrong-code-tried', channel, externalId, guess: next };
  return { outcome: 'wrong-code', events: [event], lockedUntil: next.lockedUntil };
}

/** Without the letters that look like digits or like one another. */
const codeAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 26;

/** The code in the form that is hashed, from what somebody typed or pasted; null when it is no code. */
export function readCode(typed: string): string | null {
  if (typed.length > 80) return null;
  const letters = typed
    .toLowerCase()
    .replace(/[\s\-_]/gu, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  return letters.length === codeLength && [...letters].every((letter) => codeAlphabet.includes(letter))
    ? letters
    : null;
}

/** 130 bits as people copy them: 26 letters without look-alikes, in groups. `bytes`: at least 26 random ones. */
export function writeCode(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, codeLength)].map((byte) => codeAlphabet[byte % 32]).join('');
  return [
    letters.slice(0, 5),
    letters.slice(5, 10),
    letters.slice(10, 15),
    letters.slice(15, 20),
    letters.slice(20),
  ].join('-');
}
