// A matter's row with what its law and card must know beside it, what happens to it, and who has a part in its body.
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Looking } from '../noun.ts';
import { type Actor, type PersonCard, type SeatCard, seatedIds } from '../person.ts';
import { moment, type Text, type TextValue, text } from '../text.ts';
import type { Brief, Choice } from '../view.ts';

/** A person in a body in which he holds a seat. */
export type Seated = { id: string; bodyId: string };

/** A row of the common table; `D` is what its chapter keeps beside the columns. */
export type Row<D> = {
  id: string;
  bodyId: string;
  code: string;
  state: string;
  title: string;
  data: D & Settled;
  /** Shown to who opens it; stored files, by id. */
  files: readonly string[];
  ownerId: string;
  about: string | null;
  version: number;
  createdAt: Date;
  /** When it came into its state. */
  movedAt: Date;
};

/** It went over with a seat: from whom, by name, and when (ISO). */
export type Passed = { from: string; at: string };

/**
 * Kept by the acts: who did the last one, his words, and the office's advice; and whose it was before its seat passed to
 * somebody else.
 */
export type Settled = { by?: string; answer?: string; advice?: string; passed?: readonly Passed[] };

/** From whom it came last, and when. */
export const passedLines = ({ passed = [] }: Settled): Text[] =>
  passed.slice(-1).map(({ from, at }) => text('engine:passed', { name: from, at: moment(new Date(at), 'day') }));

/** The people of its body, and whoever else its row names. */
export type Around = {
  seats: readonly SeatCard[];
  lead: { chair: SeatCard | null; acting: SeatCard | null };
  people: ReadonlyMap<string, PersonCard>;
};

/**
 * A row with what its law and its card need to know beside it; `B` is what a chapter keeps in a table of its own, `O` what
 * the matter is a part of: a meeting, a task.
 */
export type Facts<D, B = undefined, O = null> = { row: Row<D>; around: Around; beside: B; of: O };

export type Begun<D> = { type: string; what: 'begun'; row: Row<D> };

export type Moved<D> = {
  type: string;
  what: 'moved';
  id: string;
  from: string;
  to: string;
  set: Partial<D & Settled>;
  files?: readonly string[];
  /** Whose it is from now on; left out: as before. */
  owner?: string;
  asks: boolean;
  at: Date;
  /** Empty when the clock did it. */
  by: string;
};

export type MatterEvent<D> = Begun<D> | Moved<D>;

/**
 * Who has a part in a matter by standing in a list of its own data: persons, by id. `unheard`: states in which they have
 * none, since what is only proposed about them is not theirs to read.
 */
export const partsIn = <D extends object>(kind: string, list: keyof D & string, unheard: readonly string[] = []) => ({
  of: ({ row: { data, state } }: { row: Pick<Row<D>, 'data' | 'state'> }): readonly string[] =>
    unheard.includes(state) ? [] : ((data[list] ?? []) as readonly string[]),
  matters: async (tx: Transaction, people: readonly { id: string; bodyId: string }[]): Promise<string[]> => {
    const listed = people.map(({ id, bodyId }) => ({ bodyId, data: { path: [list], array_contains: [id] } }));
    const where = { kind, state: { notIn: [...unheard] }, OR: listed };
    return (await tx.matter.findMany({ where, select: { id: true } })).map(({ id }) => id);
  },
});

/** What a card may say, where it is more than what every matter says. */
export type Saying<D, B, O> = {
  /** The lines between its heading and where it stands. */
  lines(facts: Facts<D, B, O>, looking: Looking): readonly Text[];
  /** Choices before those of its acts. */
  choices?(facts: Facts<D, B, O>, looking: Looking): readonly Choice[];
  /** What its sentence of state says beside who, when, and who leads. */
  stands?(facts: Facts<D, B, O>): Readonly<Record<string, TextValue>>;
  /** The same in a form approved beforehand, for who can be reached only so. */
  brief?(facts: Facts<D, B, O>, looking: Looking): Brief | undefined;
};

type Surrounded = { around: Around };

/** Who leads its body now: the chair, or the deputy who stands in for him (Điều 4). */
export const leadOf = ({ around: { lead } }: Surrounded): PersonCard | null =>
  (lead.acting ?? lead.chair)?.person ?? null;

/**
 * Who decides in the place of this leader now: himself while he holds one of these seats, the deputy who stands in for an
 * absent chair (Điều 4), else whoever leads the body.
 */
export function inPlaceOf(facts: Surrounded, person: string | null, roles: readonly Role[]): string | null {
  const { seats, lead } = facts.around;
  const leads = seats.some((seat) => seat.person.id === person && roles.includes(seat.role));
  const isAway = lead.acting !== null && lead.chair?.person.id === person;
  return leads && !isAway ? person : (leadOf(facts)?.id ?? null);
}

export const holding = ({ around: { seats } }: { around: Pick<Around, 'seats'> }, roles: readonly Role[]): string[] => [
  ...new Set(seats.filter(({ role }) => roles.includes(role)).map(({ person }) => person.id)),
];

export const nameIn = ({ around: { people, seats } }: Surrounded, id: string | undefined): string =>
  people.get(id ?? '')?.fullName ?? seats.find(({ person }) => person.id === id)?.person.fullName ?? '';

/** His, or that of a leader he assists, from a seat of its owner in its body: it stays there when he goes. */
export const isOwn = <D>({ row }: { row: Row<D> }, by: Actor): boolean =>
  seatedIds(by).some(({ id, bodyId }) => id === row.ownerId && bodyId === row.bodyId);

export function evolve<D>(row: Row<D>, event: MatterEvent<D>): Row<D> {
  if (event.what === 'begun') return event.row;
  const { from, to, set, files = row.files, owner = row.ownerId, asks, at } = event;
  const [movedAt, version] = [from === to ? row.movedAt : at, row.version + (asks ? 1 : 0)];
  return { ...row, state: to, data: { ...row.data, ...set }, files, ownerId: owner, version, movedAt };
}
