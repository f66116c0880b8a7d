// Who is who between a roster and the record (ID12): two of code, name and telephone number make somebody the same
// person, one alone never does. Where that leaves a doubt nothing is guessed: it is refused with the names.
import { fold, foldedEquals, nfc, sameMarks } from '../../kernel/fold.ts';
import { maskPhone } from '../../kernel/names.ts';
import { said, text } from '../../kernel/text.ts';
import type { KnownPerson, Standing } from './known.ts';
import { codeKey, type Problem, problem, type RosterRow } from './rows.ts';

/** What the secretariat said about codes in doubt: the same person, or another. Codes as `codeKey` gives them. */
export type Told = { same: ReadonlySet<string>; other: ReadonlySet<string> };

export const toldNothing: Told = { same: new Set(), other: new Set() };

/** Who each row is: somebody on record, or null for somebody new. */
export type Identities = { of: ReadonlyMap<RosterRow, KnownPerson | null>; problems: readonly Problem[] };

/**
 * Whether two names may be one name and its correction: a letter or two, or a word more or less. Two people of an
 * office seldom differ by so little, so it proves nothing by itself.
 */
export function alike(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  if (a === b || distance(a, b) <= 2) return true;
  const [shorter, longer] = [a.split(' '), b.split(' ')].sort((left, right) => left.length - right.length);
  return shorter!.length > 1 && shorter!.every((word) => longer!.includes(word));
}

/** How many letters must be changed, put in or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swapped, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

export type Marks = { fullName: string; phone: string | null };

export const sameNumber = (one: Marks, other: Marks): boolean => one.phone !== null && one.phone === other.phone;
const otherNumber = (one: Marks, other: Marks): boolean =>
  one.phone !== null && other.phone !== null && one.phone !== other.phone;
export const sameName = (one: Marks, other: Marks): boolean => foldedEquals(one.fullName, other.fullName);

export function identify(rows: readonly RosterRow[], standing: Standing, told: Told): Identities {
  const naming = new Naming(rows, standing, told);
  naming.byNameAndNumber();
  naming.byCode();
  naming.byWhatIsLeft();
  return naming;
}

class Naming {
  readonly of = new Map<RosterRow, KnownPerson | null>();
  readonly problems: Problem[] = [];
  readonly #rows: readonly RosterRow[];
  readonly #told: Told;
  /** Who holds a code, by `codeKey`. */
  readonly #holders: ReadonlyMap<string, KnownPerson>;
  /** The codes of those seated in the body, by person. */
  readonly #codes = new Map<string, string[]>();
  readonly #byName: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly #byNumber: ReadonlyMap<string, readonly KnownPerson[]>;

  constructor(rows: readonly RosterRow[], standing: Standing, told: Told) {
    this.#rows = rows;
    this.#told = told;
    this.#holders = new Map(standing.seats.map((seat) => [codeKey(seat.code), seat.person]));
    for (const { code, person } of standing.seats)
      this.#codes.set(person.id, [...(this.#codes.get(person.id) ?? []), code]);
    const seated = standing.seats.map(({ person }) => person);
    const people = [...new Map([...seated, ...standing.people].map((person) => [person.id, person])).values()];
    this.#byName = Map.groupBy(people, ({ fullName }) => fold(fullName));
    this.#byNumber = Map.groupBy(people, ({ phone }) => phone ?? '');
  }

  /** The strongest pair: it holds wherever the person's line was moved to. */
  byNameAndNumber(): void {
    for (const row of this.#open()) {
      if (this.#isTold('other', row)) continue;
      const found = this.#numbered(row).filter((person) => sameName(person, row));
      const holder = this.#holder(row);
      const person = found.find(({ id }) => id === holder?.id) ?? found[0];
      if (person) this.of.set(row, person);
    }
  }

  byCode(): void {
    const placed = this.#placed();
    for (const row of this.#open()) {
      const holder = this.#holder(row);
      if (!holder || this.#isTold('other', row)) continue;
      const pair = this.#pairWithCode(holder, row, placed);
      if (pair === 'same' || (pair === 'doubt' && this.#isTold('same', row))) this.of.set(row, holder);
    }
  }

  #pairWithCode(holder: KnownPerson, row: RosterRow, placed: ReadonlySet<string>): 'same' | 'other' | 'doubt' {
    if (sameName(holder, row)) {
      if (!otherNumber(holder, row)) return 'same';
      // His own line is elsewhere, by name and number: this one is a namesake's.
      if (placed.has(holder.id)) return 'other';
      return sameMarks(holder.fullName, row.fullName) || isBare(holder.fullName) || isBare(row.fullName)
        ? 'same'
        : 'doubt';
    }
    if (sameNumber(holder, row)) return alike(holder.fullName, row.fullName) ? 'same' : 'doubt';
    // Found by his own name and number in another line, he has left this code.
    return alike(holder.fullName, row.fullName) && !placed.has(holder.id) ? 'doubt' : 'other';
  }

  /** One sign alone: no person is taken from it, and where it points at somebody it is refused. */
  byWhatIsLeft(): void {
    const placed = this.#placed();
    for (const row of this.#open()) {
      if (!this.#isTold('other', row)) {
        const doubt = this.#doubtOf(row, placed);
        if (doubt && this.#isTold('same', row) && doubt.people.length === 1) {
          this.of.set(row, doubt.people[0]!);
          continue;
        }
        if (doubt) this.problems.push(doubt.problem);
      }
      this.of.set(row, null);
    }
    this.#warnOfSharedNumbers();
  }

  #doubtOf(row: RosterRow, placed: ReadonlySet<string>): { people: KnownPerson[]; problem: Problem } | null {
    const holder = this.#holder(row);
    if (holder && this.#pairWithCode(holder, row, placed) === 'doubt') {
      const why = sameNumber(holder, row) ? 'same-number' : sameName(holder, row) ? 'other-number' : 'near-name';
      return { people: [holder], problem: this.#refusal(why, row, [holder]) };
    }
    const isInDoubt = ({ id }: KnownPerson): boolean => this.#codes.has(id) && id !== holder?.id && !placed.has(id);
    const namesakes = (this.#byName.get(fold(row.fullName)) ?? []).filter(isInDoubt);
    if (namesakes.length > 0) return { people: namesakes, problem: this.#refusal('same-name', row, namesakes) };
    const numbered = this.#numbered(row).filter(isInDoubt);
    return numbered.length > 0 ? { people: numbered, problem: this.#refusal('same-number', row, numbered) } : null;
  }

  #numbered(row: RosterRow): readonly KnownPerson[] {
    return row.phone === null ? [] : (this.#byNumber.get(row.phone) ?? []);
  }

  #refusal(why: 'same-number' | 'other-number' | 'near-name' | 'same-name', row: RosterRow, people: KnownPerson[]) {
    const known = people.map((person) => this.#named(person)).join('; ');
    const because = text(`roster:doubt.${why}`, {
      code: said(row.code),
      name: said(row.fullName),
      known: said(known),
      phone: row.phone === null ? '' : maskPhone(row.phone),
    });
    return problem(why, because, { line: row.line, column: why === 'same-number' ? 'phone' : 'full_name' });
  }

  /** "Lê Bình (UV08, 091****678)": enough to tell namesakes apart. */
  #named({ id, fullName, phone }: KnownPerson): string {
    const marks = [...(this.#codes.get(id) ?? []), ...(phone === null ? [] : [maskPhone(phone)])];
    return `${fullName} (${marks.join(', ')})`;
  }

  /** A number of two people is often the office's; each stays himself, but neither can be found by it. */
  #warnOfSharedNumbers(): void {
    const owners = new Map<string, RosterRow>();
    for (const row of this.#rows) {
      if (row.phone === null) continue;
      const first = owners.get(row.phone);
      if (!first) owners.set(row.phone, row);
      else if (!sameName(first, row)) this.#warn('shared-number', row, first, 'phone');
    }
    const names = new Map<string, RosterRow>();
    for (const row of this.#rows) {
      const first = names.get(fold(row.fullName));
      if (!first) names.set(fold(row.fullName), row);
      else if (this.#areTwo(first, row)) this.#warn('two-of-a-name', row, first, 'full_name');
    }
  }

  /** Two lines of one name and no number to tell whether they are one person. */
  #areTwo(first: RosterRow, row: RosterRow): boolean {
    const [one, other] = [this.of.get(first), this.of.get(row)];
    const numbered = first.phone !== null && row.phone !== null;
    return !numbered && (one?.id !== other?.id || one === null);
  }

  #warn(
    code: 'shared-number' | 'two-of-a-name',
    row: RosterRow,
    first: RosterRow,
    column: 'phone' | 'full_name',
  ): void {
    const because = text(`roster:${code}`, { name: said(first.fullName), line: first.line });
    this.problems.push(problem(code, because, { line: row.line, column, severity: 'warning' }));
  }

  #open(): RosterRow[] {
    return this.#rows.filter((row) => !this.of.has(row));
  }

  #placed(): Set<string> {
    return new Set([...this.of.values()].flatMap((person) => person?.id ?? []));
  }

  #holder(row: RosterRow): KnownPerson | undefined {
    return this.#holders.get(codeKey(row.code));
  }

  #isTold(what: keyof Told, row: RosterRow): boolean {
    return this.#told[what].has(codeKey(row.code));
  }
}

/** Typed without any diacritics: it says nothing about those of the other spelling. */
const isBare = (name: string): boolean => /^[\p{ASCII}]*$/u.test(nfc(name));
