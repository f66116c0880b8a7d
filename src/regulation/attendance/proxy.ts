// QĐ 45/2018/QĐ-TTg, Điều 15 with 6.4: who may be sent in one's place. A capable subordinate of the same agency,
// one level, for one principal only.
import type { Reading } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { readPhone } from '../../kernel/fields.ts';
import { cleanLine, foldedEquals, searchKey } from '../../kernel/fold.ts';
import { isId } from '../../kernel/ids.ts';
import { normaliseAddress, normalisePhone, personName } from '../../kernel/names.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { members, type Role } from '../roles.ts';
import type { Alternate } from './answer.ts';
import type { ProxyFacts } from './facts.ts';

const nameMax = 100;

/** Subordinates in the order in which they are offered: heads first, clerks last. */
const bySuitability: readonly Role[] = ['agency-head', 'team-lead', 'team-member', 'secretariat', 'clerk'];

/** Written in one line: name; post; telephone, address, one of them or both. */
function splitTyped(typed: string): { name: string; post: string; phone: string } {
  const [name = '', post = '', ...rest] = typed.split(';').map((part) => cleanLine(part, nameMax));
  return { name, post, phone: rest.join(' ') };
}

/** How he is reached, as it was typed: what has the sign of an address is one, the rest is a number. */
function contactIn(typed: string): { phone: string; email: string } {
  const parts = typed.split(/[\s,;]+/u);
  const isAddress = (part: string): boolean => part.includes('@');
  return {
    phone: parts
      .filter((part) => !isAddress(part))
      .join(' ')
      .trim(),
    email: parts.find(isAddress) ?? '',
  };
}

/** The address somebody was named with, whichever question it was the answer to; null: none. */
export function addressIn({ alternate = '', phone = '' }: Described): string | null {
  return normaliseAddress(contactIn(splitTyped(alternate ?? '').phone || (phone ?? '')).email);
}

/** The same in one line, as it is kept between questions. */
const typedLine = (parts: { name: string; post: string; phone: string }): string =>
  [parts.name, parts.post, parts.phone].filter((part) => part !== '').join('; ');

/** Two words at least, or an abbreviation (PGĐ): a single word is somebody's answer to another question. */
const looksLikePost = (words: string): boolean => /\p{L}+\P{L}+\p{L}/u.test(words) || /^\p{Lu}{2,6}$/u.test(words);

const accepted = (value: string): Reading => ({ ok: true, value });
const problem = (why: Text): Reading => ({ ok: false, problem: why });

/** Somebody on no roster, his name alone or all at once. */
export function readAlternate(typed: string): Reading {
  const written = splitTyped(typed);
  const name = personName(written.name);
  if (name === null) return problem(text('attendance:read.name', { said: written.name }));
  const parts = { ...written, name };
  if (parts.post === '') return accepted(parts.name);
  const post = readPost(parts.post);
  if (!post.ok || parts.phone === '') return post.ok ? accepted(typedLine(parts)) : post;
  const phone = readContact(parts.phone);
  return phone.ok ? accepted(typedLine({ ...parts, phone: phone.value })) : phone;
}

export function readPost(typed: string): Reading {
  const words = cleanLine(typed, nameMax);
  return looksLikePost(words) ? accepted(words) : problem(text('attendance:read.post', { said: words }));
}

/** A number, an address, or both. */
export function readContact(typed: string): Reading {
  const { phone, email } = contactIn(cleanLine(typed, nameMax));
  if (email === '') return readPhone(typed);
  const address = normaliseAddress(email);
  if (address === null) return problem(text('attendance:read.address', { said: cleanLine(email, 60) }));
  const number = phone === '' ? accepted('') : readPhone(phone);
  return number.ok ? accepted([number.value, address].join(' ').trim()) : number;
}

/** Read back before the request goes out, as far as the person has described him himself. */
export function describedAlternate({ alternate = '', post = '', phone = '' }: Described): Text | null {
  if (alternate === '' || isId(alternate)) return null;
  const typed = splitTyped(alternate);
  return alternateText({ name: typed.name, post: typed.post || post, phone: typed.phone || phone });
}

export function alternateText({
  name,
  post,
  phone,
  email = '',
}: Pick<Alternate, 'name' | 'post' | 'phone' | 'email'>): Text {
  const typed = contactIn(phone ?? '');
  const [number, address] = [typed.phone, typed.email || email];
  if (address === '' && number === '') return text('attendance:request.alternate', { name, post });
  if (address === '') return text('attendance:request.alternate-phone', { name, post, phone: number });
  return number === ''
    ? text('attendance:request.alternate-address', { name, post, address: said(address) })
    : text('attendance:request.alternate-both', { name, post, phone: number, address: said(address) });
}

/** People of the same agency who may be sent, the most suitable first. */
export function candidates(facts: ProxyFacts): SeatCard[] {
  const offered = facts.seats.filter((seat) => bySuitability.includes(seat.role) && notAllowed(facts, seat) === null);
  const unique = new Map(offered.map((seat) => [seat.person.id, seat]));
  return [...unique.values()].sort((a, b) => bySuitability.indexOf(a.role) - bySuitability.indexOf(b.role));
}

/** Whom the arguments name, in words or by his id. */
export type Described = { alternate?: string | undefined; post?: string | undefined; phone?: string | undefined };

/** Whom these arguments name, or why he cannot be sent. */
export function alternateOf(facts: ProxyFacts, named: Described): Alternate | Refused {
  const picked = facts.seats.find((seat) => seat.person.id === named.alternate);
  if (picked) return notAllowed(facts, picked) ?? known(facts, picked, picked.post);
  const typed = splitTyped(named.alternate ?? '');
  const alternate = {
    name: typed.name,
    post: cleanLine(typed.post || (named.post ?? ''), nameMax),
    phone: cleanLine(typed.phone || (named.phone ?? ''), nameMax),
  };
  if (alternate.name === '' || alternate.post === '') {
    return refuse('alternate-unclear', text('attendance:refusal.alternate-unclear'), { field: 'alternate' });
  }
  const { phone, email: written } = contactIn(alternate.phone);
  // A name typed out must not get round the rules for people on the roster.
  const seat = seatMeant(facts, { ...alternate, phone });
  if (seat) return notAllowed(facts, seat) ?? known(facts, seat, alternate.post);
  const [email, { addressed }] = [normaliseAddress(written), facts];
  const taken = takenTyped(facts, { ...alternate, phone });
  if (taken) return taken;
  const one = { ...alternate, personId: null, phone: phone || null };
  if (email === null) return one;
  if (addressed === null) return { ...one, email };
  // An address is one person's: a letter must not come to another.
  if (addressed.shared || !foldedEquals(addressed.fullName, alternate.name)) {
    const values = { email: said(email), name: addressed.fullName };
    return refuse('address-taken', text('attendance:refusal.address-taken', values), { field: 'phone' });
  }
  return { ...one, email, personId: addressed.id };
}

/** Why the person named cannot be sent, as far as the name alone tells: nobody should write a reason in vain. */
export function cannotBeSent(facts: ProxyFacts, { alternate = '' }: Described): Refused | null {
  const picked = facts.seats.find((seat) => seat.person.id === alternate);
  const typed = picked ? null : splitTyped(alternate);
  // Described in full he may be a namesake; that is looked at when all of it is known.
  const seat = picked ?? (typed?.post === '' ? seatMeant(facts, typed) : null);
  return seat && notAllowed(facts, seat);
}

const known = (facts: ProxyFacts, seat: SeatCard, post: string): Alternate => ({
  personId: seat.person.id,
  name: seat.person.fullName,
  post: post || seat.post,
  phone: facts.phones.get(seat.person.id) ?? null,
});

/**
 * By telephone; else by name, of several people with one name the one of the same agency. Another number belongs to a
 * namesake who is on no roster, unless he is said to hold the very same post.
 */
function seatMeant(facts: ProxyFacts, typed: { name: string; post: string; phone: string }): SeatCard | null {
  const phone = normalisePhone(typed.phone);
  const byPhone = phone && facts.seats.find((seat) => facts.phones.get(seat.person.id) === phone);
  if (byPhone) return byPhone;
  const sameName = facts.seats.filter((seat) => foldedEquals(seat.person.fullName, typed.name));
  const possible = phone
    ? sameName.filter((seat) => !facts.phones.has(seat.person.id) || foldedEquals(seat.post, typed.post))
    : sameName;
  const own = possible.filter((seat) => sameAgency(facts, seat));
  // Of two with one name in the agency, the one of that post.
  const exact = own.find((seat) => typed.post !== '' && foldedEquals(seat.post, typed.post));
  return exact ?? own[0] ?? possible[0] ?? null;
}

const sameAgency = (facts: ProxyFacts, seat: SeatCard): boolean =>
  seat.agencyId !== null && seat.agencyId === facts.seat?.agencyId;

function notAllowed(facts: ProxyFacts, seat: SeatCard): Refused | null {
  const { person } = seat;
  const name = person.fullName;
  if (person.id === facts.person.id) {
    return refuse('proxy-himself', text('attendance:refusal.proxy-himself'), { article: '6.4', field: 'alternate' });
  }
  const own = facts.taken.find(({ request }) => request.personId === person.id);
  if (own)
    return refuse('proxy-chain', text('attendance:refusal.proxy-chain', { name }), {
      article: '6.4',
      field: 'alternate',
    });
  const held = facts.taken.find(({ request }) => request.alternate?.personId === person.id);
  if (held) return takenBy(name, held.principal.fullName);
  const invited = facts.file.participants.some((one) => one.personId === person.id && one.as !== 'alternate');
  const isMember = facts.seats.some((other) => other.person.id === person.id && members.includes(other.role));
  if (invited || isMember) {
    return refuse('proxy-invited', text('attendance:refusal.proxy-invited', { name }), {
      article: '6.4',
      field: 'alternate',
    });
  }
  if (sameAgency(facts, seat)) return null;
  const agencies = { name, theirs: seat.agency, own: facts.seat?.agency ?? '' };
  return refuse('proxy-other-agency', text('attendance:refusal.proxy-other-agency', agencies), {
    article: 'QĐ45',
    field: 'alternate',
  });
}

/** Somebody on no roster is known by his number, or else by name and post. */
function takenTyped(facts: ProxyFacts, typed: { name: string; post: string; phone: string }): Refused | null {
  const phone = normalisePhone(typed.phone);
  const held = facts.taken.find(({ request: { alternate } }) => {
    if (!alternate) return false;
    const theirs = normalisePhone(alternate.phone ?? '');
    return phone && theirs
      ? phone === theirs
      : searchKey(alternate.name + alternate.post) === searchKey(typed.name + typed.post);
  });
  return held ? takenBy(typed.name, held.principal.fullName) : null;
}

const takenBy = (name: string, principal: string): Refused =>
  refuse('proxy-taken', text('attendance:refusal.proxy-taken', { name, principal }), {
    article: 'QĐ45',
    field: 'alternate',
  });
