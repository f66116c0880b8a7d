// What an imported roster changes: new seats, successions, corrections (Điều 3–8, 10.3). All or nothing.
import { fold } from '../../kernel/fold.ts';
import { said, text } from '../../kernel/text.ts';
import { roles } from '../roles.ts';
import { type Identities, identify, type Told, toldNothing } from './identity.ts';
import type { Assistance, KnownAgency, KnownPerson, KnownSeat, Standing } from './known.ts';
import { codeKey, type Problem, problem, type RosterLine, type RosterRole, type RosterRow } from './rows.ts';
import { type Place, type Seating, seatRows } from './seating.ts';

export type { Assistance, KnownPerson, KnownSeat, Standing } from './known.ts';

/** `predecessorId`: the seat in whose place it is opened, if what is open there passes on to it. */
export type SeatChange = Omit<KnownSeat, 'person'> & { personId: string; predecessorId: string | null };

export type Plan = {
  agencies: KnownAgency[];
  newPeople: KnownPerson[];
  changedPeople: KnownPerson[];
  /** Seats that end now: successions, changes of role, and members no longer listed if that was asked for. */
  closedSeats: string[];
  newSeats: SeatChange[];
  /** Corrected where they are; a line that was renumbered brings its seat a new code. */
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
  /** Everybody whose codes change, save who is new and takes nobody's place: the codes before and after. */
  moved: { name: string; before: string[]; after: string[] }[];
  /** Whose name is corrected. */
  renamed: { code: string; from: string; to: string }[];
};

type PlanOptions = { closeMissing: boolean; decision: string | null; told?: Told; newId(): string };

/** What is wrong between the lines, and against what is on record. */
export function checkRoster(
  lines: readonly RosterLine[],
  standing: Standing,
  { closeMissing, told = toldNothing }: Pick<PlanOptions, 'closeMissing' | 'told'>,
): Problem[] {
  // A file in which no line was found says nothing about chairs and leaders.
  if (lines.length === 0) return [];
  const rows = lines.filter(
    (line): line is RosterRow => line.role !== null && line.code !== '' && line.fullName !== '',
  );
  const identities = identify(rows, standing, told);
  const seating = seatRows(rows, standing, identities, closeMissing);
  const codes = new Set(lines.map(({ code }) => codeKey(code)));
  const others = closeMissing ? [] : seating.missing.filter(({ code }) => !codes.has(codeKey(code)));
  return [
    ...identities.problems,
    ...wrongLeaders(lines, [...lines, ...others]),
    ...wrongChairs(lines, others),
    ...spellings(lines, standing.agencies),
    ...otherAgencies(seating, standing.agencies),
  ];
}

/** A code that goes to another agency takes the tasks of the former one along, which is seldom meant. */
function otherAgencies({ places }: Seating, agencies: readonly KnownAgency[]): Problem[] {
  const names = new Map(agencies.map(({ id, name }) => [id, name]));
  return [...places.values()].flatMap((place) => {
    if (place.seat === 'kept' || !place.succeeds) return [];
    const { row, succeeds } = place;
    const agency = names.get(succeeds.agencyId ?? '');
    if (agency === undefined || row.agency === '' || fold(agency) === fold(row.agency) || row.role === 'chair')
      return [];
    const because = text('roster:other-agency', {
      code: said(row.code),
      from: said(succeeds.person.fullName),
      agency: said(agency),
      to: said(row.fullName),
    });
    return [problem('other-agency', because, { line: row.line, column: 'agency', severity: 'warning' })];
  });
}

function wrongLeaders(lines: readonly RosterLine[], coded: readonly { code: string }[]): Problem[] {
  const known = new Set(coded.map(({ code }) => codeKey(code)));
  return lines.flatMap(({ line, code, assistantOf }) => {
    if (assistantOf === null) return [];
    const at = { line, column: 'assistant_of' } as const;
    if (codeKey(assistantOf) === codeKey(code)) {
      return [problem('assistant-of-himself', text('roster:assistant-of-himself'), at)];
    }
    return known.has(codeKey(assistantOf))
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
  const identities = identify(rows, standing, options.told ?? toldNothing);
  const planning = new Planning(standing, options, identities);
  const seating = seatRows(rows, standing, identities, options.closeMissing);
  for (const [place, row] of rows.entries()) planning.seat(seating.places.get(row)!, place);
  planning.end(seating);
  planning.assist(rows);
  planning.reportMoves();
  return planning.plan;
}

const rankOf = (role: RosterRole, place: number): number =>
  (role === 'assistant' ? roles.length : roles.indexOf(role)) * 100_000 + place;

class Planning {
  readonly #closedSeats: string[] = [];
  readonly #report: Report = {
    created: [],
    updated: [],
    succeeded: [],
    unchanged: [],
    missing: [],
    closed: [],
    moved: [],
    renamed: [],
  };
  readonly plan: Plan = {
    agencies: [],
    newPeople: [],
    changedPeople: [],
    closedSeats: this.#closedSeats,
    newSeats: [],
    changedSeats: [],
    closedAssistance: [],
    newAssistance: [],
    report: this.#report,
  };
  readonly #standing: Standing;
  readonly #options: PlanOptions;
  readonly #identities: Identities;
  readonly #agencies: Map<string, KnownAgency>;
  /** People as they are once the plan is carried out; new ones by name and number, so that twice is once. */
  readonly #people = new Map<string, KnownPerson>();
  /** Who holds each code once the plan is carried out. */
  readonly #holders = new Map<string, string>();

  constructor(standing: Standing, options: PlanOptions, identities: Identities) {
    this.#standing = standing;
    this.#options = options;
    this.#identities = identities;
    this.#agencies = new Map(standing.agencies.map((agency) => [fold(agency.name), agency]));
    for (const seat of standing.seats) this.#holders.set(codeKey(seat.code), seat.person.id);
  }

  seat(place: Place, nth: number): void {
    const { row } = place;
    const before = place.seat === 'kept' ? place.was : place.instead;
    const known = this.#identities.of.get(row) ?? null;
    const person = known ? this.#correct(known, row) : this.#newPerson(row);
    const same = before?.person.id === person.id;
    this.#holders.set(codeKey(row.code), person.id);
    const wanted: Omit<SeatChange, 'id'> = {
      code: before && codeKey(before.code) === codeKey(row.code) ? before.code : row.code,
      role: row.role,
      rank: rankOf(row.role, nth),
      post: row.title,
      agencyId: this.#agency(row.agency),
      decision: row.decision ?? this.#options.decision ?? (same ? before.decision : null),
      areas: row.areas ?? (same ? before.areas : null),
      called: row.called,
      personId: person.id,
      predecessorId: place.seat === 'opened' ? (place.succeeds?.id ?? null) : null,
    };
    if (place.seat === 'kept') {
      this.#settle(place.was, wanted, person !== known);
      return;
    }
    if (place.instead) this.#closedSeats.push(place.instead.id);
    this.plan.newSeats.push({ id: this.#options.newId(), ...wanted });
    if (place.succeeds) {
      const { person: former } = place.succeeds;
      this.#report.succeeded.push({ code: wanted.code, from: former.fullName, to: row.fullName });
    } else this.#report[same ? 'updated' : 'created'].push(wanted.code);
  }

  #settle(held: KnownSeat, wanted: Omit<SeatChange, 'id'>, personChanged: boolean): void {
    const differs = (name: 'rank' | 'post' | 'agencyId' | 'decision' | 'code' | 'areas' | 'called'): boolean =>
      (held[name] ?? null) !== (wanted[name] ?? null);
    const corrected =
      differs('post') ||
      differs('agencyId') ||
      differs('decision') ||
      differs('code') ||
      differs('areas') ||
      differs('called');
    if (corrected || differs('rank')) this.plan.changedSeats.push({ id: held.id, ...wanted });
    this.#report[corrected || personChanged ? 'updated' : 'unchanged'].push(wanted.code);
  }

  /** Somebody on no record; the same words twice are the same person, if there is a number among them. */
  #newPerson(row: RosterRow): KnownPerson {
    const key = `${fold(row.fullName)} ${row.phone}`;
    const met = row.phone === null ? undefined : this.#people.get(key);
    if (met) return met;
    const { fullName, phone, email, address } = row;
    const person = { id: this.#options.newId(), fullName, phone, email, address };
    this.plan.newPeople.push(person);
    this.#people.set(key, person);
    return person;
  }

  /** An empty cell takes nothing away. */
  #correct(known: KnownPerson, row: RosterRow): KnownPerson {
    const { id } = known;
    const person = this.#people.get(id) ?? known;
    const wanted = {
      id,
      fullName: row.fullName,
      phone: row.phone ?? person.phone,
      email: row.email ?? person.email,
      address: row.address ?? person.address ?? null,
    };
    const same =
      person.fullName === wanted.fullName &&
      person.phone === wanted.phone &&
      person.email === wanted.email &&
      (person.address ?? null) === wanted.address;
    if (same) return person;
    if (person.fullName !== wanted.fullName)
      this.#report.renamed.push({ code: row.code, from: person.fullName, to: wanted.fullName });
    this.#people.set(id, wanted);
    this.plan.changedPeople = [...this.plan.changedPeople.filter((one) => one.id !== id), wanted];
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
    const holder = (code: string): string => this.#holders.get(codeKey(code))!;
    const pair = (one: { personId: string; leaderId: string }): string => `${one.personId} ${one.leaderId}`;
    const wanted = new Map<string, { personId: string; leaderId: string }>();
    for (const { code, assistantOf } of rows) {
      if (assistantOf === null) continue;
      const link = { personId: holder(code), leaderId: holder(assistantOf) };
      if (link.personId !== link.leaderId) wanted.set(pair(link), link);
    }
    const listed = new Set(rows.map(({ code }) => holder(code)));
    const closed = new Set(this.plan.closedSeats);
    const [ended, kept] = [true, false].map(
      (over) =>
        new Set(this.#standing.seats.filter(({ id }) => closed.has(id) === over).map(({ person }) => person.id)),
    );
    const seated = new Set([...kept!, ...this.plan.newSeats.map(({ personId }) => personId)]);
    for (const link of this.#standing.assistance) {
      if (wanted.delete(pair(link))) continue;
      // Also when either of the two left his seat: the successor's assistants are those of the file.
      const left = (person: string): boolean => ended!.has(person) && (listed.has(person) || !seated.has(person));
      if (listed.has(link.personId) || left(link.personId) || left(link.leaderId))
        this.plan.closedAssistance.push(link.id);
    }
    for (const link of wanted.values()) this.plan.newAssistance.push({ id: this.#options.newId(), ...link });
  }

  /** Seats given up, and those of the missing if that was asked for. */
  end({ vacated, missing }: Seating): void {
    this.#closedSeats.push(...vacated.map(({ id }) => id));
    this.#report.missing.push(...missing.map(({ code }) => code));
    if (!this.#options.closeMissing) return;
    this.#closedSeats.push(...missing.map(({ id }) => id));
    this.#report.closed.push(...missing.map(({ code }) => code));
  }

  reportMoves(): void {
    const { plan } = this;
    const [closed, recoded] = [new Set(plan.closedSeats), new Map(plan.changedSeats.map((seat) => [seat.id, seat]))];
    const before = Map.groupBy(this.#standing.seats, ({ person }) => person.id);
    const after = Map.groupBy(
      [
        ...this.#standing.seats
          .filter(({ id }) => !closed.has(id))
          .map((seat) => ({ code: recoded.get(seat.id)?.code ?? seat.code, personId: seat.person.id })),
        ...plan.newSeats,
      ],
      ({ personId }) => personId,
    );
    const heirs = new Set(plan.newSeats.flatMap((seat) => (seat.predecessorId === null ? [] : [seat.personId])));
    const names = new Map(
      [
        ...this.#standing.seats.map(({ person }) => person),
        ...plan.changedPeople,
        ...plan.newPeople,
        ...this.#standing.people,
      ].map(({ id, fullName }) => [id, fullName]),
    );
    for (const person of new Set([...before.keys(), ...heirs])) {
      const codes = (of: Map<string, { code: string }[]>): string[] =>
        (of.get(person) ?? []).map(({ code }) => code).sort();
      const [had, has] = [codes(before), codes(after)];
      if (had.join() !== has.join())
        this.#report.moved.push({ name: names.get(person) ?? '', before: had, after: has });
    }
  }
}
