// Who acts: a person, the seats he holds now, the leaders he assists, and where he stands in for the chair.
import type { Role } from '../regulation/roles.ts';

/** How somebody is addressed where it is not in the usual way (UX1). */
export const addresses = ['mr', 'ms', 'both'] as const;
export type Address = (typeof addresses)[number];

/** In which somebody reads: a language, and how he is addressed in it. */
export type Language = 'vi' | 'en' | `vi-x-${Address}`;

/** The language itself. */
export const plainLanguage = (language: Language): 'vi' | 'en' => (language === 'en' ? 'en' : 'vi');

export type PersonCard = { id: string; fullName: string; language: Language };

/** A seat in force now: a role in one body, bound to a post in an agency (Điều 3–8). */
export type SeatCard = {
  id: string;
  bodyId: string;
  /** The roster's code of this member, e.g. UV01. */
  code: string;
  role: Role;
  /** What it is called, where the body or its list has words of its own for it. */
  called?: string | null;
  /** Post outside the body, e.g. the directorship of an agency. */
  post: string;
  /** The fields its holder is responsible for, by name, with commas between them (Điều 3.1, 4). */
  areas?: string | null;
  agencyId: string | null;
  agency: string;
  person: PersonCard;
};

export type Actor = {
  person: PersonCard;
  /** Where he speaks from; null for the command line and the clock. */
  account: { id: string; channel: string; externalId: string } | null;
  seats: readonly SeatCard[];
  /** Leaders he assists (Điều 10.3): he may act for them, always shown with both names. */
  leaders: readonly { person: PersonCard; seats: readonly SeatCard[] }[];
  /** Bodies whose chair is recorded absent now and for whom he stands in (Điều 4). */
  actingIn: readonly string[];
};

/** In what capacity somebody acts: his own seat, or a leader's seat he acts for. */
export type Capacity = {
  /** Null for somebody without a seat in the body: an alternate, or a command of no body. */
  seat: SeatCard | null;
  /** The leader he acts for; null when he acts for himself. */
  behalf: PersonCard | null;
  /** He stands in for the absent chair (Điều 4). */
  acting: boolean;
};

/**
 * The capacity in which an actor may use a right that belongs to certain roles in a body, now; null when he may not.
 * A personal right (a presider's consent, say) cannot be used by an assistant.
 */
export const capacityOf = (
  actor: Actor,
  bodyId: string,
  allowed: readonly Role[],
  personal: boolean,
): Capacity | null => {
  const own = actor.seats.filter((seat) => seat.bodyId === bodyId);
  const fitting = own.find((seat) => allowed.includes(seat.role));
  if (fitting) return { seat: fitting, behalf: null, acting: false };
  if (allowed.includes('chair') && actor.actingIn.includes(bodyId) && own[0]) {
    return { seat: own[0], behalf: null, acting: true };
  }
  if (personal) return null;
  for (const leader of actor.leaders) {
    const seat = leader.seats.find((held) => held.bodyId === bodyId && allowed.includes(held.role));
    if (seat) return { seat, behalf: leader.person, acting: false };
  }
  return null;
};

/** The same man without the leaders he assists: for what no assistant may. */
export const himself = (by: Actor): Actor => ({ ...by, leaders: [] });

/** Himself and the leaders he assists (Điều 10.3). */
export const personsOf = ({ person, leaders }: Actor): PersonCard[] => [
  person,
  ...leaders.map((leader) => leader.person),
];

/** The seats in force now of himself or of a leader he assists; of anybody else none are known. */
export const seatsHeld = (by: Actor, personId: string): readonly SeatCard[] =>
  by.person.id === personId ? by.seats : (by.leaders.find(({ person }) => person.id === personId)?.seats ?? []);

/** Himself and the leaders he assists, each in every body in which he holds a seat now. */
export const seatedIds = (by: Actor): { id: string; bodyId: string }[] =>
  personsOf(by).flatMap(({ id }) =>
    [...new Set(seatsHeld(by, id).map((seat) => seat.bodyId))].map((bodyId) => ({ id, bodyId })),
  );

/** Bodies in which somebody, or a leader he assists, holds a seat now. */
export const bodiesOf = ({ seats, leaders }: Actor): string[] => [
  ...new Set([...seats, ...leaders.flatMap((leader) => leader.seats)].map((seat) => seat.bodyId)),
];

/** Bodies in which somebody has one of these roles, himself or through a leader he assists. */
export const bodiesWith = (actor: Actor, allowed: readonly Role[]): string[] =>
  bodiesOf(actor).filter((bodyId) => capacityOf(actor, bodyId, allowed, false) !== null);
