// Điều 9.3, 6.3: an opinion round: what is asked, of whom, until when; what each has said, and who has been silent.

import type { Act } from '../../kernel/command.ts';
import type { Heirs } from '../../kernel/heirs.ts';
import { type Facts, holding, leadOf } from '../../kernel/matter.ts';
import { postAt } from '../../kernel/names.ts';
import { type Actor, bodiesWith } from '../../kernel/person.ts';
import type { Source } from '../attendance/index.ts';
import type { Told } from '../calls/index.ts';
import type { Content } from '../opinions/index.ts';
import { members, type Role, standingAgency } from '../roles.ts';

export const verdicts = ['agreed', 'changed', 'meeting', 'dropped'] as const;
export type Verdict = (typeof verdicts)[number];

export type Round = {
  questions: readonly string[];
  /** Until when opinions are asked for, as an ISO instant. */
  closesAt: string;
  /** The deputy who asks (Điều 6.3); null: the chair, or who acts for him (Điều 9.3). */
  askedBy: string | null;
  asked: readonly Asked[];
  /** What has come is shown to everybody asked while the round is open. */
  shown: boolean;
  openedAt?: string;
  /** Who opened it, as he was called then; `acting`: in the place of the absent chair (Điều 4). */
  openedBy?: { name: string; acting: boolean };
  verdict?: Verdict;
};

/** `must`: he owes an answer; else he is merely consulted. */
export type Asked = { person: string; must: boolean };

/** One person's slip for one question; made when the round is opened. Without `given` nothing was said. */
export type Slip = {
  id: string;
  roundId: string;
  bodyId: string;
  /** The question, counted from 1. */
  item: number;
  personId: string;
  name: string;
  post: string;
  must: boolean;
  given: Given | null;
  draft: Draft | null;
  handling: Handling | null;
};

export type Given = Content & { source: Source; byId: string; at: Date; enteredAt: Date; late: boolean };

/** Prepared by his staff, by name, for him to send (Điều 10.3). */
export type Draft = Content & { by: string; at: string };

/** A slip with its round; `open`: it only says that something has come, not what. */
export type Point = { slip: Slip; code: string; question: string; state: string; open: boolean };

export const handlings = ['accepted', 'explained'] as const;
/** Tiếp thu or giải trình, by the secretariat. */
export type Handling = { how: (typeof handlings)[number]; words: string };

type SlipsMade = { type: 'rounds.slips-made'; slips: readonly Slip[] };
export type SlipChanged = {
  type: 'rounds.answered' | 'rounds.drafted' | 'rounds.explained' | 'rounds.passed';
  slip: Slip;
};
/** With what somebody was told by telephone, which the list of those to be telephoned keeps. */
export type RoundEvent = SlipsMade | SlipChanged | Told;

export type RoundFacts = Facts<Round, readonly Slip[]>;

/** Those who draft, follow up and put together (Điều 7.3): the standing agency. */
export const office = standingAgency;

export function evolveSlips(slips: readonly Slip[], event: RoundEvent): readonly Slip[] {
  if (event.type === 'rounds.slips-made') return event.slips;
  return 'slip' in event ? slips.map((slip) => (slip.id === event.slip.id ? event.slip : slip)) : slips;
}

/** Điều 9.3: all members, but him who asks; they owe an answer. */
export const membersAsked = (seats: RoundFacts['around']['seats'], asker: string | null): Asked[] =>
  [...new Set(seats.filter(({ role }) => members.includes(role) && role !== 'chair').map(({ person }) => person.id))]
    .filter((person) => person !== asker)
    .map((person) => ({ person, must: true }));

export const closesAt = ({ row }: RoundFacts): Date => new Date(row.data.closesAt);

/** Whose round it is: the deputy who asks while he holds his seat, or whoever leads the body now. */
export const askerOf = (facts: RoundFacts): string | null => {
  const { askedBy } = facts.row.data;
  if (askedBy === null) return leadOf(facts)?.id ?? null;
  return holding(facts, ['deputy-chair']).includes(askedBy) ? askedBy : null;
};

export const slipsOf = ({ beside }: RoundFacts, personId: string): readonly Slip[] =>
  beside.filter((slip) => slip.personId === personId);

/** Seats are bound to the body: who has none any more is asked nothing. */
const isSeated = ({ around }: RoundFacts, personId: string): boolean =>
  around.seats.some(({ person }) => person.id === personId);

export const isAsked = (facts: RoundFacts, personId: string): boolean =>
  isSeated(facts, personId) && slipsOf(facts, personId).length > 0;

/** Nothing said yet about this question or that. */
export const isOutstanding = (facts: RoundFacts, personId: string): boolean =>
  isAsked(facts, personId) && slipsOf(facts, personId).some(({ given }) => given === null);

/** Those who must answer, and of them those who have not. Silence is no agreement: it stays what it is. */
export function owing(facts: RoundFacts): { must: readonly string[]; outstanding: readonly string[] } {
  const must = [...new Set(facts.beside.flatMap((slip) => (slip.must ? [slip.personId] : [])))];
  return { must, outstanding: must.filter((person) => isOutstanding(facts, person)) };
}

/** A slip for each question and each person with a seat; who opens it himself is not asked. */
export function newSlips({ row, around }: RoundFacts, { by, newId }: Act): Slip[] {
  const seatOf = new Map(around.seats.toReversed().map((seat) => [seat.person.id, seat]));
  return row.data.questions.flatMap((_question, nth) =>
    row.data.asked.flatMap(({ person, must }): Slip[] => {
      const seat = seatOf.get(person);
      if (!seat || person === by.person.id) return [];
      const post = postAt(seat.post, seat.agency);
      const common = {
        roundId: row.id,
        bodyId: row.bodyId,
        item: nth + 1,
        personId: person,
        name: seat.person.fullName,
      };
      return [{ ...common, id: newId(), post, must, given: null, draft: null, handling: null }];
    }),
  );
}

/** Who is to be asked once seats have passed to others; who must answer still must. */
export const askedThen = (asked: readonly Asked[], heirs: Heirs): Asked[] => {
  const now = asked.map(({ person, must }) => ({ person: heirs.of(person)?.to.person.id ?? person, must }));
  return now
    .filter(({ person }, nth) => now.findIndex((one) => one.person === person) === nth)
    .map(({ person }) => ({ person, must: now.some((one) => one.must && one.person === person) }));
};

/** A slip on which nothing was said is now for who came in his place, unless he was asked himself. */
export function passedSlips({ beside }: RoundFacts, heirs: Heirs): SlipChanged[] {
  return beside.flatMap((slip): SlipChanged[] => {
    const to = slip.given === null ? heirs.of(slip.personId)?.to : undefined;
    if (!to || beside.some(({ personId }) => personId === to.person.id)) return [];
    const { person, post, agency } = to;
    const named = { personId: person.id, name: person.fullName, post: postAt(post, agency) };
    return [{ type: 'rounds.passed', slip: { ...slip, ...named, draft: null } }];
  });
}

/** Everybody who was asked, once. */
export const askedIn = ({ beside }: RoundFacts): string[] => [...new Set(beside.map(({ personId }) => personId))];

const secretariat: readonly Role[] = ['secretariat'];

export const isOffice = ({ row }: RoundFacts, by: Actor): boolean => bodiesWith(by, office).includes(row.bodyId);

/**
 * Who may read what has come: while the round is open the secretariat and who asked, unless it was set otherwise; then
 * everybody who may see the round (Điều 2.1: openly).
 */
export function mayRead(facts: RoundFacts, by: Actor): boolean {
  const { row } = facts;
  if (row.state === 'draft' || row.state === 'submitted') return false;
  if (row.state !== 'open' || row.data.shown) return true;
  const asker = askerOf(facts);
  return (
    bodiesWith(by, secretariat).includes(row.bodyId) || by.person.id === asker || by.person.id === leadOf(facts)?.id
  );
}
