// Điều 3–8: the seats of a body, who holds them, and who stands in for whom.
import { fold } from '../../kernel/fold.ts';
import type { Actor, SeatCard } from '../../kernel/person.ts';
import type { Role } from '../roles.ts';

export type BodyCard = { id: string; code: string; name: string; abbreviation: string };

/** The chair, and the deputy who acts while the chair's absence is on record (Điều 4). */
export type Lead = { chair: SeatCard | null; acting: SeatCard | null };

/** Điều 4: the chair is away from `from` until just before `to`, and a deputy stands in. */
export type Absence = {
  id: string;
  bodyId: string;
  from: Date;
  to: Date;
  /** The deputy, as a person. */
  deputyId: string;
  recordedBy: string;
};

/** Whether the absence holds at this moment; one not begun yet does not. */
export const isAway = (absence: Absence, now: Date): boolean => absence.from <= now && now < absence.to;

/** The deputies in the order of the roster (Điều 4). */
export const deputiesOf = (seats: readonly SeatCard[]): SeatCard[] =>
  seats.filter((seat) => seat.role === 'deputy-chair');

/**
 * The deputy in whose field of responsibility something lies, by the words for it; null when it is nobody's, or the field of
 * more than one: then it is as if no fields were named.
 */
export function deputyFor(seats: readonly SeatCard[], words: string | null): SeatCard | null {
  const said = ` ${fold(words ?? '')} `;
  const names = (area: string): boolean => fold(area) !== '' && said.includes(` ${fold(area)} `);
  const able = deputiesOf(seats).filter(({ areas }) => areas?.split(/[,;]/).some(names));
  return able.length === 1 ? able[0]! : null;
}

/** Those who follow who has answered and who is late: the standing member and the secretariat (Điều 5.4, 7.3). */
export const overseersOf = (seats: readonly SeatCard[]): SeatCard[] =>
  seats.filter((seat) => seat.role === 'secretariat' || seat.role === 'standing-member');

/**
 * Who leads the body now. Should the deputy named have left his seat meanwhile, the first deputy stands in, so that
 * an absence on record never leaves the body without a head.
 */
export function leadOf(seats: readonly SeatCard[], absence: Absence | null, now: Date): Lead {
  const chair = seats.find((seat) => seat.role === 'chair') ?? null;
  if (!absence || !isAway(absence, now)) return { chair, acting: null };
  const deputies = deputiesOf(seats);
  const named = deputies.find((seat) => seat.person.id === absence.deputyId);
  return { chair, acting: named ?? deputies[0] ?? null };
}

export type Consent = Lead & { presiderId: string; requesterId: string; deputies: readonly SeatCard[] };

/**
 * Whose consent a request about a meeting needs (Điều 4, 6.4), as a person; null when nobody is left.
 *
 * It is the presider's; for a chair who is recorded absent the acting deputy's. Nobody consents to his own request:
 * the presider's own goes to the chair (or the acting deputy), the chair's own to the acting or the first deputy.
 */
export function whoConsents({ presiderId, requesterId, chair, acting, deputies }: Consent): string | null {
  const headIds = [acting?.person.id, chair?.person.id];
  const presider = presiderId === chair?.person.id && acting ? acting.person.id : presiderId;
  const inTurn = [presider, acting ? headIds[0] : headIds[1], ...deputies.map((seat) => seat.person.id), headIds[1]];
  return inTurn.find((id) => id !== undefined && id !== requesterId) ?? null;
}

/** Bodies in which somebody, or a leader he assists, holds one of these roles; to act for the chair is not to hold one. */
export function seatedIn(by: Actor, allowed: readonly Role[]): string[] {
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  return [...new Set(seats.filter((seat) => allowed.includes(seat.role)).map((seat) => seat.bodyId))];
}
