// Which seat is which between a roster and the record (ID2). A seat is a role at an agency; its code is only the name
// the list gives it. Lines that were renumbered are the seats they were; a seat whose holder left it passes to whoever
// sits there now.
import { fold } from '../../kernel/fold.ts';
import type { Identities } from './identity.ts';
import type { KnownPerson, KnownSeat, Standing } from './known.ts';
import { codeKey, type RosterRow } from './rows.ts';

/** What becomes of one row: the seat it was, perhaps under another code, or a new one in the place of another. */
export type Place =
  | { row: RosterRow; seat: 'kept'; was: KnownSeat }
  | { row: RosterRow; seat: 'opened'; instead: KnownSeat | null; succeeds: KnownSeat | null };

export type Seating = {
  places: ReadonlyMap<RosterRow, Place>;
  /** Seats no row of the file is about: kept as they are, or closed if that was asked for. */
  missing: readonly KnownSeat[];
  /** Seats that end because their holder left them or their code is another's now. */
  vacated: readonly KnownSeat[];
};

export function seatRows(
  rows: readonly RosterRow[],
  standing: Standing,
  identities: Identities,
  closeMissing: boolean,
): Seating {
  const seating = new Seats(rows, standing, identities.of, closeMissing);
  seating.keep();
  seating.passOnByPost();
  seating.settleByCode();
  return seating.result();
}

type Open = { row: RosterRow; person: KnownPerson | null };

class Seats {
  readonly #places = new Map<RosterRow, Place>();
  readonly #rows: readonly Open[];
  readonly #agencies: ReadonlyMap<string, string>;
  readonly #codes: ReadonlySet<string>;
  readonly #closeMissing: boolean;
  /** Seats that no row has been found for yet, by id, and where to find them. */
  readonly #left: Map<string, KnownSeat>;
  readonly #byPerson: ReadonlyMap<string, readonly KnownSeat[]>;
  readonly #byCode: ReadonlyMap<string, KnownSeat>;

  constructor(rows: readonly RosterRow[], { seats, agencies }: Standing, of: Identities['of'], closeMissing: boolean) {
    this.#rows = rows.map((row) => ({ row, person: of.get(row) ?? null }));
    this.#agencies = new Map(agencies.map(({ id, name }) => [fold(name), id]));
    this.#codes = new Set(rows.map(({ code }) => codeKey(code)));
    this.#closeMissing = closeMissing;
    this.#left = new Map(seats.map((seat) => [seat.id, seat]));
    this.#byPerson = Map.groupBy(seats, ({ person }) => person.id);
    this.#byCode = new Map(seats.map((seat) => [codeKey(seat.code), seat]));
  }

  /** The same person in the same role at the same agency: his seat, first under its code, then under another. */
  keep(): void {
    const anyCode = (): boolean => true;
    for (const isHis of [hasCode, anyCode]) {
      for (const { row, person } of this.#open()) {
        const seats = person ? (this.#byPerson.get(person.id) ?? []) : [];
        const was = seats.find((seat) => this.#left.has(seat.id) && this.#isPost(seat, row) && isHis(seat, row));
        if (was) this.#settle({ row, seat: 'kept', was });
      }
    }
  }

  /** One seat given up and one taken in the same role at the same agency: the one succeeds the other (kiện toàn). */
  passOnByPost(): void {
    const rows = Map.groupBy(this.#open(), ({ row }) => postKey(row.role, this.#agencyOf(row)));
    const seats = Map.groupBy(this.#givenUp(), (seat) => postKey(seat.role, seat.agencyId));
    for (const [key, [open, ...more]] of rows) {
      const [seat, ...others] = seats.get(key) ?? [];
      if (!open || !seat || more.length > 0 || others.length > 0 || open.row.role === 'assistant') continue;
      // His own seat at an agency of another name is a correction of it.
      if (open.person?.id === seat.person.id) continue;
      this.#settle({ row: open.row, seat: 'opened', instead: seat, succeeds: seat });
    }
  }

  settleByCode(): void {
    for (const { row, person } of this.#open()) {
      const seat = this.#byCode.get(codeKey(row.code));
      if (!seat || !this.#left.has(seat.id)) this.#settle({ row, seat: 'opened', instead: null, succeeds: null });
      else if (seat.person.id !== person?.id) {
        const follows = seat.role === row.role || seat.agencyId === this.#agencyOf(row);
        this.#settle({ row, seat: 'opened', instead: seat, succeeds: follows ? seat : null });
      } else if (seat.role === row.role) this.#settle({ row, seat: 'kept', was: seat });
      // Another role is another seat: what was done in the old one stays with it.
      else this.#settle({ row, seat: 'opened', instead: seat, succeeds: null });
    }
  }

  result(): Seating {
    const left = [...this.#left.values()];
    const vacated = left.filter(({ code }) => this.#codes.has(codeKey(code)));
    return { places: this.#places, missing: left.filter((seat) => !vacated.includes(seat)), vacated };
  }

  #settle(place: Place): void {
    this.#places.set(place.row, place);
    const was = place.seat === 'kept' ? place.was : place.instead;
    if (was) this.#left.delete(was.id);
  }

  #open(): Open[] {
    return this.#rows.filter(({ row }) => !this.#places.has(row));
  }

  /** Seats that are over by what the file says: somebody else's line bears their code, or they are left out of it. */
  #givenUp(): KnownSeat[] {
    return [...this.#left.values()].filter(({ code }) => this.#closeMissing || this.#codes.has(codeKey(code)));
  }

  #isPost(seat: KnownSeat, row: RosterRow): boolean {
    return seat.role === row.role && seat.agencyId === this.#agencyOf(row);
  }

  #agencyOf(row: RosterRow): string | null | undefined {
    return row.agency === '' ? null : this.#agencies.get(fold(row.agency));
  }
}

const hasCode = (seat: KnownSeat, row: RosterRow): boolean => codeKey(seat.code) === codeKey(row.code);

/** The chair is one, wherever he comes from. */
const postKey = (role: string, agencyId: string | null | undefined): string =>
  role === 'chair' ? role : `${role} ${agencyId}`;
