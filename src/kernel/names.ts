/** Posts and phone numbers of people. */

import { fold, nfc, nfkc } from './fold.ts';
import type { SeatCard } from './person.ts';
import { said, type Text, text } from './text.ts';

/** The number with its middle hidden, as lists show it: '091****678'. What is no phone number is hidden whole. */
export function maskPhone(phone: string): string {
  const normal = normalisePhone(phone);
  if (normal === null) return '****';
  const local = localPhone(normal);
  return `${local.slice(0, 3)}****${local.slice(-3)}`;
}

/** An address of e-mail as rosters and people write one, in small letters; null when it is none. */
export function normaliseAddress(typed: string): string | null {
  const address = nfc(typed.trim()).toLowerCase();
  return address.length <= 254 && /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(address) ? address : null;
}

/** The address with most of its name hidden: 'ng***@example.gov.vn'. */
export const maskAddress = (address: string): string => address.replace(/^(.{1,2})[^@]*@/u, '$1***@');

/** A normalised number as people write it: '0912345678'. */
export const localPhone = (normal: string): string => `0${normal.slice(2)}`;

/** A Vietnamese number as '84912345678', from 0…, 84… or +84… however spaced; null when it is none. */
export function normalisePhone(s: string): string | null {
  if (s.length > 40) return null;
  const digits = nfkc(s).replace(/[\s.()\-\u2010-\u2015\p{Cf}]/gu, '');
  const national = /^(?:\+840?|0084|840?|0)([35789]\d{8}|2\d{9})$/.exec(digits)?.[1];
  return national === undefined ? null : `84${national}`;
}

/** How somebody is spoken of before his name. A family name may be Ông or Anh: those go only before a whole name. */
const title = /^(?:(?:đồng chí|đ\/c)\s+(?=\S+\s+\S)|(?:ông|bà|anh|chị)\s+(?=\S+\s+\S+\s+\S))/iu;

/** What is said of an invitation or an errand, which nobody's name begins with. */
const errand = /^(?:mời|cử|nhờ|đề nghị|giao|cho)\s/iu;

/** Family name and given name at least, in letters, without what he is called by; null for a code, a remark, a sentence. */
export function personName(typed: string): string | null {
  const name = typed.replace(title, '');
  return /^\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*){1,7}$/u.test(name) && !errand.test(name) ? name : null;
}

/** No agency's name is longer, in words. */
const MOST_SHARED = 40;

/** A post with its agency, what both say said once: 'Chủ tịch UBND tỉnh' of 'UBND tỉnh Khánh Hòa'. */
export function postAt(post: string, agency: string): string {
  if (agency === '' || post.includes(agency)) return post;
  const [held, of] = [words(post), words(agency)];
  let shared = Math.min(held.length, of.length, MOST_SHARED);
  while (shared > 0 && held.slice(-shared).join(' ') !== of.slice(0, shared).join(' ')) shared -= 1;
  return [...held, ...of.slice(shared)].join(' ');
}

function words(post: string): string[] {
  return nfc(post).split(/\s+/u).filter(Boolean);
}

/** Somebody as he stands beside others; `personId` where he is known, so that one with two seats is no namesake. */
export type Named = { personId?: string | null; name: string; post: string; code?: string | null };

/**
 * How each of these people is called beside the others: by name, those who share a name also by post and agency, and
 * where even these are the same by the code of the roster.
 */
export function calledAmong(people: readonly Named[]): (one: Named) => string {
  const byName = Map.groupBy(people, ({ name }) => fold(name));
  const several = (some: readonly Named[]): boolean => new Set(some.map(identity)).size > 1;
  return ({ name, post, code }) => {
    const namesakes = byName.get(fold(name)) ?? [];
    if (!several(namesakes)) return name;
    const isTold = post !== '' && !several(namesakes.filter((other) => fold(other.post) === fold(post)));
    const parts = isTold || !code ? [post] : [post, code];
    return `${name} (${parts.filter((part) => part !== '').join(', ')})`;
  };
}

const identity = ({ personId, name, post, code }: Named): string =>
  personId ?? [fold(name), fold(post), code ?? ''].join('|');

/** Somebody by his seat, as `calledAmong` takes him. */
export const namedBySeat = (seat: SeatCard): Named => ({
  personId: seat.person.id,
  name: seat.person.fullName,
  post: postAt(seat.post, seat.agency),
  code: seat.code,
});

/** Names on one line; the others are counted. */
const mostNamed = 4;

/** These people on one line. */
export function someOf(names: readonly string[]): Text {
  const some = said(names.slice(0, mostNamed).join(', '));
  return names.length <= mostNamed
    ? some
    : text('engine:digest.and-others', { names: some, count: names.length - mostNamed });
}
