// Điều 2.5: by which number, address and messenger each who holds a seat is reached, and what of it is missing. Pure.
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { maskAddress, maskPhone, normalisePhone } from '../../kernel/names.ts';
import { said, text } from '../../kernel/text.ts';
import type { Role } from '../roles.ts';

/** Somebody of a body's roster; `channels`: the messengers he has linked himself. */
export type Contact = {
  personId: string;
  bodyId: string;
  name: string;
  codes: readonly string[];
  roles: readonly Role[];
  post: string;
  agency: string;
  phone: string | null;
  email: string | null;
  channels: readonly string[];
};

export type ContactKind = 'phone' | 'email';

/** What may be missing; the first is whoever misses anything. */
export const lacks = ['any', 'phone', 'email', 'link', 'all'] as const;
type Lack = (typeof lacks)[number];

const missing: Readonly<Record<Lack, (one: Contact) => boolean>> = {
  any: (one) => one.phone === null || one.email === null || one.channels.length === 0,
  phone: ({ phone }) => phone === null,
  email: ({ email }) => email === null,
  link: ({ channels }) => channels.length === 0,
  all: () => true,
};

export const isLacking = (one: Contact, lack: Lack): boolean => missing[lack](one);

/** As it may be shown to others (SC10). */
export const masked = (kind: ContactKind, value: string): string =>
  kind === 'phone' ? maskPhone(value) : maskAddress(value);

const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

/** As it is kept; null: it is none. */
export const readContact = (kind: ContactKind, words: string): string | null =>
  kind === 'phone' ? normalisePhone(words) : address.test(words) && words.length <= 120 ? words : null;

export type ContactEntered = { type: 'contacts.entered'; personId: string; kind: ContactKind; value: string };

/** `others`: whose it is already; without a name, somebody's of another body. */
export type EnteringFacts = { contact: Contact; others: readonly string[] };

/** A number that two people share links neither of them, so it is not entered a second time. */
export function decideEnter(
  { contact, others }: EnteringFacts,
  kind: ContactKind,
  value: string,
): Decision<ContactEntered> {
  if (contact[kind] === value) return agree();
  const [other] = others;
  if (other !== undefined && kind === 'phone')
    return refuse(
      'shared',
      other === '' ? text('contacts:refusal.shared-elsewhere') : text('contacts:refusal.shared', { name: said(other) }),
      { field: kind },
    );
  return agree({ type: 'contacts.entered', personId: contact.personId, kind, value });
}

export type SlipIssued = {
  type: 'contacts.slip-issued';
  codeId: string;
  personId: string;
  hash: string;
  expiresAt: Date;
  issuedBy: string;
};
