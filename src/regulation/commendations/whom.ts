// Whom a proposal is about (Điều 5.6): a person or an agency of the body; who may then read, examine and decide it.
import type { Field } from '../../kernel/command.ts';
import { type Facts, holding, leadOf } from '../../kernel/matter.ts';
import { postAt } from '../../kernel/names.ts';
import { type Actor, bodiesWith, personsOf, type SeatCard } from '../../kernel/person.ts';
import { said } from '../../kernel/text.ts';
import { seatsIn } from '../committee/index.ts';
import { overseers, type Role } from '../roles.ts';
import type { Evidence } from './evidence.ts';

export const kinds = ['commend', 'criticise'] as const;

/** `name`: as it was then; `heard`: who was told of the decision; `evidence`: as the record stood when it was decided. */
export type Commendation = {
  kind: (typeof kinds)[number];
  name: string;
  reason: string;
  opinion?: string;
  evidence?: Evidence;
  heard?: readonly string[];
};
export type CommendationFacts = Facts<Commendation, Evidence>;

/** A member, the head of the team, an agency or the office; the chair, who decides, proposes nothing to himself. */
export const proposers: readonly Role[] = [
  'deputy-chair',
  'standing-member',
  'member',
  'team-lead',
  'agency-head',
  'secretariat',
];
const heads: readonly Role[] = ['standing-member', 'member', 'agency-head'];

/** Whom a seat stands for: who holds it, and the agency he answers for. */
export const standsFor = ({ person, agencyId, role }: SeatCard): string[] => [
  ...(role === 'chair' ? [] : [`person:${person.id}`]),
  ...(agencyId !== null && heads.includes(role) ? [`agency:${agencyId}`] : []),
];

export const nameOf = (about: string, { person, post, agency }: SeatCard): string =>
  about.startsWith('agency:') ? agency : `${person.fullName}, ${postAt(post, agency)}`;

export const whomField: Field<string> = {
  ask: 'commendations:ask.whom',
  always: true,
  options: async (tx, { by, now }) => {
    const seats = await seatsIn(tx, bodiesWith(by, proposers), now);
    const all = seats.flatMap((seat) =>
      standsFor(seat).map((value) => {
        const words = value.startsWith('agency:') ? [] : [seat.code, seat.person.fullName];
        return { value, label: said(nameOf(value, seat)), words };
      }),
    );
    return [...new Map(all.map((one) => [one.value, one])).values()];
  },
};

export const concerned = ({ row, around }: CommendationFacts): string[] => [
  ...new Set(around.seats.filter((one) => standsFor(one).includes(row.about ?? '')).map(({ person }) => person.id)),
];

/** Whom it is about hears of the decision: not who proposed it, nor what was said of him. */
export function readsAll(facts: CommendationFacts, by: Actor): boolean {
  const about = concerned(facts);
  const readers = [facts.row.ownerId, ...holding(facts, overseers)].filter((id) => !about.includes(id));
  return !about.includes(by.person.id) && personsOf(by).some(({ id }) => readers.includes(id));
}

/** The chair, or who acts for him; nobody decides about himself or on what he proposed. */
export function deciderOf(facts: CommendationFacts): string | null {
  const barred = [...concerned(facts), facts.row.ownerId];
  const inTurn = [leadOf(facts)?.id, facts.around.lead.chair?.person.id];
  return inTurn.find((id) => id !== undefined && !barred.includes(id)) ?? null;
}

/** The standing member (Điều 5.6); the secretariat where it is about him, or where there is none. */
export function examinersOf(facts: CommendationFacts): string[] {
  const others = (role: Role): string[] => holding(facts, [role]).filter((id) => !concerned(facts).includes(id));
  const standing = others('standing-member');
  return standing.length > 0 ? standing : others('secretariat');
}
