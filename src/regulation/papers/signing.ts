// Điều 5.7, 10.1; NĐ 30/2020, Điều 13: who signs a paper, by which right, in which posts. Pure.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { postAt } from '../../kernel/names.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { SheetForm, Signature } from '../../kernel/sheet.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { Lead } from '../committee/index.ts';
import type { Role } from '../roles.ts';
import type { Kind } from './kinds.ts';
import { type Letterhead, type Signer, signers } from './settings.ts';

/** Whose body it is, who sits in it, who leads it now, and what stands on its papers. */
export type Issuing = {
  body: { name: string; abbreviation: string };
  seats: readonly SeatCard[];
  lead: Lead;
  letterhead: Letterhead;
};

/** By the right each has: a deputy in the chair's place, the standing member by order. */
const rightOf = (role: Role): Signer | undefined => signers.find((one) => one === role);

const authorityOf = (form: SheetForm, role: Role): Text | null => {
  const right = rightOf(role);
  return right ? text(`papers:signing.${form}.${right}`) : null;
};

/** Who holds the post that signs: by the body's own order, else by the regulation's; for an absent chair who acts (Điều 4). */
export function signerOf(
  { seats, lead, letterhead }: Pick<Issuing, 'seats' | 'lead' | 'letterhead'>,
  kind: Kind,
  usual: Role,
): { role: Role; seat: SeatCard | null } {
  // What the chair has not given away he signs himself.
  const own = usual === 'standing-member' && !letterhead.delegated.includes(kind) ? 'chair' : usual;
  const role = letterhead.signers[kind] ?? own;
  if (role === 'chair' && lead.acting) return { role: lead.acting.role, seat: lead.acting };
  return { role, seat: seats.find((seat) => seat.role === role) ?? null };
}

/** Điều 5.7, 10.1: by order the standing member signs what the chair has given him; others sign for their own agencies. */
export function mayNotSign(
  issuing: Pick<Issuing, 'seats' | 'lead' | 'letterhead'>,
  kind: Kind,
  usual: Role,
): Refused | null {
  const { role } = signerOf(issuing, kind, usual);
  const called = { kind: text(`papers:kind.${kind}`) };
  if (!rightOf(role)) return refuse('no-signer', text('papers:refusal.no-signer', called), { article: '10.1' });
  return role === 'standing-member' && !issuing.letterhead.delegated.includes(kind)
    ? refuse('not-delegated', text('papers:refusal.not-delegated', called), { article: '5.7' })
    : null;
}

/** In the body's name, with both posts. A seat nobody holds leaves room for the name. */
export const signatureIn = (form: SheetForm, { role, seat }: ReturnType<typeof signerOf>): Signature => ({
  authority: authorityOf(form, role),
  // The Party's papers name the post in the committee alone.
  office: form === 'party' || seat === null ? '' : postAt(seat.post, seat.agency),
  name: seat?.person.fullName ?? '',
});

/** As head of his own agency, under its own name and seal (Điều 10.1). */
export const signatureFor = (seat: SeatCard | null): Signature => ({
  authority: null,
  office: seat === null ? '' : seat.post.replace(seat.agency, '').trim() || seat.post,
  name: seat?.person.fullName ?? '',
});
