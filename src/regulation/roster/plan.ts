// What an imported roster changes: new seats, successions, corrections (Điều 3–8, 10.3). All or nothing.
import { fold, foldedEquals, searchKey } from '../../kernel/fold.ts';
import { text } from '../../kernel/text.ts';
import { roles } from '../roles.ts';
import { type Problem, problem, type RosterLine, type RosterRole, type RosterRow } from './rows.ts';

export type KnownSeat = {
  id: string;
  code: string;
  role: RosterRole;
  rank: number;
  post: string;
  agencyId: string | null;
  decision: string | null;
  person: KnownPerson;
};

export type KnownPerson = { id: string; fullName: string; phone: string | null; email: string | null };
export type KnownAgency = { id: string; name: string };
export type Assistance = { id: string; personId: string; leaderId: string };

/** The roster as it stands: open seats of the body, all agencies, people with one of the phone numbers given. */
export type Standing = {
  seats: readonly KnownSeat[];
  agencies: readonly KnownAgency[];
  people: readonly KnownPerson[];
  assistance: readonly Assistance[];
};

export type SeatChange = Omit<KnownSeat, 'person'> & { personId: string };

export type Plan = {
  agencies: KnownAgency[];
  newPeople: KnownPerson[];
  changedPeople: KnownPerson[];
  /** Seats that end now: successions, changes of role, and members no longer listed if that was asked for. */
  closedSeats: string[];
  newSeats: SeatChange[];
  changedSeats: SeatChange[];
  closedAssistance: string[];
  newAssistance: Assistance[];
  report: Report;
};

/** By codes. */
export type Report = {
  created: string[];
  updated: string[];
  succeeded: { code: string; from: string; to: string }[];
  unchanged: string[];
  /** Seated, but not in the file. */
  missing: string[];
  /** The missing ones whose seats were closed. */
  closed: string[];
};

export type PlanOptions = { closeMissing: boolean; decision: string | null; newId(): string };

/** What is wrong between the lines, and against what is on record. */
export function checkRoster(
  lines: readonly RosterLine[],
  standing: Standing,
  { closeMissing }: Pick<PlanOptions, 'closeMissing'>,
): Problem[] {
  // A file in which no line was found says nothing about chairs and leaders.
  if (lines.length === 0) return [];
  const codes = new Set(lines.map(({ code }) => searchKey(code)));
  const others = closeMissing ? [] : standing.seats.filter((seat) => !codes.has(searchKey(seat.code)));
  return [
    ...wrongLeaders(lines, [...lines, ...others]),
    ...wrongChairs(lines, others),
    ...spellings(lines, standing.agencies),
  ];
}

function wrongLeaders(lines: readonly RosterLine[], coded: readonly { code: string }[]): Problem[] {
  const known = new Set(coded.map(({ code }) => searchKey(code)));
  return lines.flatMap(({ line, code, assistantOf }) => {
    if (assistantOf === null) return [];
    const at = { line, column: 'assistant_of' } as const;
    if (searchKey(assistantOf) === searchKey(code)) {
      return [problem('assistant-of-himself', text('roster:assistant-of-himself'), at)];
    }
    return known.has(searchKey(assistantOf))
      ? []
      : [problem('unknown-leader', text('roster:unknown-leader', { code: assistantOf }), at)];
  });
}

function wrongChairs(lines: readonly RosterLine[], others: readonly KnownSeat[]): Problem[] {
  const listed = lines.filter(({ role }) => role === 'chair');
  const kept = others.filter((seat) => seat.role === 'chair');
  if (listed.length + kept.length === 0) return [problem('no-chair', text('roster:no-chair'))];
  const first = kept[0]?.code ?? listed[0]!.code;
  return (kept.length > 0 ? listed : listed.slice(1)).map(({ line }) =>
    problem('two-chairs', text('roster:two-chairs', { code: first }), { line, column: 'role' }),
  );
}

/** One agency under two spellings would be two agencies; the first spelling is taken, and said so. */
function spellings(lines: readonly RosterLine[], agencies: readonly KnownAgency[]): Problem[] {
  const names = new Map(agencies.map(({ name }) => [fold(name), name]));
  return lines.flatMap(({ line, agency }) => {
    if (agency === '') return [];
    const known = names.get(fold(agency));
    if (known === undefined) names.set(fold(agency), agency);
    return known === undefined || known === agency
      ? []
      : [
          problem('agency-spelling', text('roster:agency-spelling', { agency, known }), {
            line,
            column: 'agency',
            severity: 'warning',
          }),
        ];
  });
}

/** What to write, for rows that `checkRoster` found right. */
export function planRoster(rows: readonly RosterRow[], standing: Standing, options: PlanOptions): Plan {
  const planning = new Planning(standing, options);
  for (const [place, row] of rows.entries()) planning.seat(row, place);
  planning.assist(rows);
  planning.absent(rows);
  return planning.plan;
}

const rankOf = (role: RosterRole, place: number): number =>
  (role === 'assistant' ? roles.length : roles.indexOf(role)) * 100_000 + place;

class Planning {
  readonly plan: Plan = {
    agencies: [],
    newPeople: [],
    changedPeople: [],
    closedSeats: [],
    newSeats: [],
    changedSeats: [],
    closedAssistance: [],
    newAssistance: [],
    report: { created: [], updated: [], succeeded: [], unchanged: [], missing: [], closed: [] },
  };
  readonly #standing: Standing;
  readonly #options: PlanOptions;
  readonly #seats: Map<string, KnownSeat>;
  readonly #agencies: Map<string, KnownAgency>;
  /** People by name and phone number: the same words twice are the same person. */
  readonly #people: Map<string, KnownPerson>;
  /** Who holds each code once the plan is carried out. */
  readonly #holders = new Map<string, string>();

  constructor(standing: Standing, options: PlanOptions) {
    this.#standing = standing;
    this.#options = options;
    this.#seats = new Map(standing.seats.map((seat) => [searchKey(seat.code), seat]));
    this.#agencies = new Map(standing.agencies.map((agency) => [fold(agency.name), agency]));
    this.#people = new Map(standing.people.map((person) => [identity(person), person]));
    for (const seat of standing.seats) this.#holders.set(searchKey(seat.code), seat.person.id);
  }

  seat(row: RosterRow, place: number): void {
    const held = this.#seats.get(searchKey(row.code));
    const same = held !== undefined && foldedEquals(held.person.fullName, row.fullName);
    const person = same ? this.#correct(held.person, row) : this.#person(row);
    this.#holders.set(searchKey(row.code), person.id);
    const wanted: Omit<SeatChange, 'id'> = {
      code: held?.code ?? row.code,
      role: row.role,
      rank: rankOf(row.role, place),
      post: row.title,
      agencyId: this.#agency(row.agency),
      decision: row.decision ?? this.#options.decision ?? (same ? held.decision : null),
      personId: person.id,
    };
    const { report } = this.plan;
    if (!held) {
      this.#open(wanted);
      report.created.push(row.code);
    } else if (!same) {
      this.#open(wanted, held.id);
      report.succeeded.push({ code: held.code, from: held.person.fullName, to: row.fullName });
    } else if (held.role !== wanted.role) {
      // Another role is another seat: what was done in the old one stays with it.
      this.#open(wanted, held.id);
      report.updated.push(held.code);
    } else this.#settle(held, wanted, person !== held.person);
  }

  #settle(held: KnownSeat, wanted: Omit<SeatChange, 'id'>, personChanged: boolean): void {
    const differs = (name: 'rank' | 'post' | 'agencyId' | 'decision'): boolean => held[name] !== wanted[name];
    const corrected = differs('post') || differs('agencyId') || differs('decision');
    if (corrected || differs('rank')) this.plan.changedSeats.push({ id: held.id, ...wanted });
    this.plan.report[corrected || personChanged ? 'updated' : 'unchanged'].push(held.code);
  }

  #open(wanted: Omit<SeatChange, 'id'>, instead?: string): void {
    if (instead !== undefined) this.plan.closedSeats.push(instead);
    this.plan.newSeats.push({ id: this.#options.newId(), ...wanted });
  }

  /** Somebody new to this seat; known already if name and phone number are both those of somebody on record. */
  #person(row: RosterRow): KnownPerson {
    const known = row.phone === null ? undefined : this.#people.get(identity(row));
    if (known) return this.#correct(known, row);
    const person = { id: this.#options.newId(), fullName: row.fullName, phone: row.phone, email: row.email };
    this.plan.newPeople.push(person);
    if (row.phone !== null) this.#people.set(identity(row), person);
    return person;
  }

  /** An empty cell takes nothing away. */
  #correct(person: KnownPerson, row: RosterRow): KnownPerson {
    const { id } = person;
    const wanted = { id, fullName: row.fullName, phone: row.phone ?? person.phone, email: row.email ?? person.email };
    const same = person.fullName === wanted.fullName && person.phone === wanted.phone && person.email === wanted.email;
    if (same) return person;
    this.plan.changedPeople.push(wanted);
    return wanted;
  }

  #agency(name: string): string | null {
    if (name === '') return null;
    const known = this.#agencies.get(fold(name));
    if (known) return known.id;
    const agency = { id: this.#options.newId(), name };
    this.#agencies.set(fold(name), agency);
    this.plan.agencies.push(agency);
    return agency.id;
  }

  /** Who assists whom is what the file says, for the people in it. */
  assist(rows: readonly RosterRow[]): void {
    const holder = (code: string): string => this.#holders.get(searchKey(code))!;
    const pair = (one: { personId: string; leaderId: string }): string => `${one.personId} ${one.leaderId}`;
    const wanted = new Map<string, { personId: string; leaderId: string }>();
    for (const { code, assistantOf } of rows) {
      if (assistantOf === null) continue;
      const link = { personId: holder(code), leaderId: holder(assistantOf) };
      if (link.personId !== link.leaderId) wanted.set(pair(link), link);
    }
    const listed = new Set(rows.map(({ code }) => holder(code)));
    const replaced = new Set(
      this.#standing.seats.filter((seat) => holder(seat.code) !== seat.person.id).map((seat) => seat.person.id),
    );
    for (const link of this.#standing.assistance) {
      if (wanted.delete(pair(link))) continue;
      // Also when either of the two left his seat: the successor's assistants are those of the file.
      const ends = listed.has(link.personId) || replaced.has(link.personId) || replaced.has(link.leaderId);
      if (ends) this.plan.closedAssistance.push(link.id);
    }
    for (const link of wanted.values()) this.plan.newAssistance.push({ id: this.#options.newId(), ...link });
  }

  absent(rows: readonly RosterRow[]): void {
    const listed = new Set(rows.map(({ code }) => searchKey(code)));
    const missing = this.#standing.seats.filter((seat) => !listed.has(searchKey(seat.code)));
    this.plan.report.missing.push(...missing.map((seat) => seat.code));
    if (!this.#options.closeMissing) return;
    const leaving = new Set(missing.map((seat) => seat.person.id));
    const staying = new Set(rows.map(({ code }) => this.#holders.get(searchKey(code))));
    this.plan.closedSeats.push(...missing.map((seat) => seat.id));
    this.plan.report.closed.push(...missing.map((seat) => seat.code));
    const closed = new Set(this.plan.closedAssistance);
    for (const { id, personId, leaderId } of this.#standing.assistance) {
      const ends = [personId, leaderId].some((person) => leaving.has(person) && !staying.has(person));
      if (ends && !closed.has(id)) this.plan.closedAssistance.push(id);
    }
  }
}

const identity = (person: { fullName: string; phone: string | null }): string =>
  `${fold(person.fullName)} ${person.phone}`;
