// Reads the committee's tables: who acts, which seats are in force, who leads.
import type { Notice } from '../../kernel/notice.ts';
import { type Actor, bodiesOf, type Language, type PersonCard, type SeatCard } from '../../kernel/person.ts';
import type { Text } from '../../kernel/text.ts';
import { rosterConsent } from '../../kernel/ways.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Role } from '../roles.ts';
import { secretariesOf, tellGivenUp, tellUnread } from './notices.ts';
import { type Absence, type BodyCard, type Lead, leadOf } from './seat.ts';

/**
 * The roster's way of giving somebody a code without a seat in the body: an assistant acts for his leader only
 * (Điều 10.3). Never shown as a seat.
 */
export const assistantRole = 'assistant' as const;

/** Instants go in as ISO text: the adapter writes dates without a zone. */
const at = (moment: Date): Prisma.Sql => Prisma.sql`${moment.toISOString()}::timestamptz`;

const inForce = (table: string, now: Date): Prisma.Sql => {
  const [from, to] = [Prisma.raw(`${table}.valid_from`), Prisma.raw(`${table}.valid_to`)];
  return Prisma.sql`${from} <= ${at(now)} and (${to} is null or ${to} > ${at(now)})`;
};

type SeatRow = {
  seatId: string | null;
  bodyId: string;
  code: string;
  role: Role;
  called: string | null;
  post: string;
  areas: string | null;
  agencyId: string | null;
  agency: string | null;
  personId: string;
  fullName: string;
  language: Language;
};

const seatColumns = Prisma.sql`
  s.id as "seatId", s.body_id as "bodyId", s.code, s.role, s.post,
  called_in(s) as called, s.areas, s.agency_id as "agencyId", g.name as agency`;

const seatCard = (row: SeatRow): SeatCard => ({
  id: row.seatId!,
  bodyId: row.bodyId,
  code: row.code,
  role: row.role,
  post: row.post,
  ...(row.called && { called: row.called }),
  ...(row.areas && { areas: row.areas }),
  agencyId: row.agencyId,
  agency: row.agency ?? '',
  person: personCard(row),
});

const personCard = (row: { personId: string; fullName: string; language: Language }): PersonCard => ({
  id: row.personId,
  fullName: row.fullName,
  language: row.language,
});

type ActorRow = SeatRow & {
  accountId: string | null;
  channel: string | null;
  externalId: string | null;
  actorId: string;
  acting: boolean;
};

/** Who speaks from this account now; null for an account that is not linked. */
export const findActor = (tx: Transaction, channel: string, externalId: string, now: Date): Promise<Actor | null> =>
  readActor(
    tx,
    Prisma.sql`select a.person_id, a.id as account_id, a.channel, a.external_id from account a
      where a.channel = ${channel} and a.external_id = ${externalId} and a.unlinked_at is null`,
    now,
  );

/** The person as an actor without an account: for the command line, the clock and tests. */
export const actorOfPerson = (tx: Transaction, personId: string, now: Date): Promise<Actor | null> =>
  readActor(
    tx,
    Prisma.sql`select ${personId}::text as person_id, null::text as account_id, null::text as channel,
      null::text as external_id`,
    now,
  );

// One statement, because it runs for every message that comes in.
async function readActor(tx: Transaction, self: Prisma.Sql, now: Date): Promise<Actor | null> {
  const rows = await tx.$queryRaw<ActorRow[]>`
    with self as (${self}),
    subject as (
      select person_id, 0 as place from self
      union all
      select l.leader_id, 1 from self join assistant l on l.person_id = self.person_id and ${inForce('l', now)}
    )
    select self.account_id as "accountId", self.channel, self.external_id as "externalId",
      self.person_id as "actorId", p.id as "personId", p.full_name as "fullName", tongue(p) as language, ${seatColumns},
      subject.place = 0 and exists (
        select from chair_absence c
        where c.body_id = s.body_id and c."from" <= ${at(now)} and c."to" > ${at(now)}
          and (c.ended_at is null or c.ended_at > ${at(now)})
          and self.person_id = (
            select d.person_id from seat d
            where d.body_id = c.body_id and d.role = 'deputy-chair' and ${inForce('d', now)}
            order by d.person_id = c.deputy_id desc, d.rank, d.code limit 1)
      ) as acting
    from self cross join subject
    join person p on p.id = subject.person_id
    left join seat s on s.person_id = subject.person_id and s.role <> ${assistantRole} and ${inForce('s', now)}
    left join agency g on g.id = s.agency_id
    order by subject.place, s.rank, s.code`;
  return rows.length === 0 ? null : actorFrom(rows);
}

function actorFrom(rows: readonly ActorRow[]): Actor | null {
  const own = rows.filter((row) => row.personId === row.actorId);
  const [first] = own;
  if (!first) return null;
  const leaders = new Map<string, { person: PersonCard; seats: SeatCard[] }>();
  for (const row of rows) {
    if (row.personId === row.actorId) continue;
    const leader = leaders.get(row.personId) ?? { person: personCard(row), seats: [] };
    if (row.seatId !== null) leader.seats.push(seatCard(row));
    leaders.set(row.personId, leader);
  }
  const account = first.accountId
    ? { id: first.accountId, channel: first.channel!, externalId: first.externalId! }
    : null;
  return {
    person: personCard(first),
    account,
    seats: own.filter((row) => row.seatId !== null).map(seatCard),
    leaders: [...leaders.values()],
    actingIn: [...new Set(own.filter((row) => row.acting).map((row) => row.bodyId))],
  };
}

const readSeats = (tx: Transaction, which: Prisma.Sql, now: Date): Promise<SeatCard[]> =>
  tx.$queryRaw<SeatRow[]>`
    select ${seatColumns}, p.id as "personId", p.full_name as "fullName", tongue(p) as language
    from seat s join person p on p.id = s.person_id left join agency g on g.id = s.agency_id
    where s.role <> ${assistantRole} and ${inForce('s', now)} and ${which}
    order by s.rank, s.code`.then((rows) => rows.map(seatCard));

/** The seats of the body in force now, in the order of the roster. */
export const seatsOf = (tx: Transaction, bodyId: string, now: Date): Promise<SeatCard[]> =>
  readSeats(tx, Prisma.sql`s.body_id = ${bodyId}`, now);

/** Those of several bodies. */
export const seatsIn = (tx: Transaction, bodyIds: readonly string[], now: Date): Promise<SeatCard[]> =>
  readSeats(tx, Prisma.sql`s.body_id = any(${[...bodyIds]})`, now);

/** The seats in force now of these persons in the body, by person; the highest where somebody holds several. */
export async function seatsOfPersons(
  tx: Transaction,
  bodyId: string,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, SeatCard>> {
  const found = new Map<string, SeatCard>();
  for (const seat of await readSeats(
    tx,
    Prisma.sql`s.body_id = ${bodyId} and s.person_id = any(${[...personIds]})`,
    now,
  )) {
    if (!found.has(seat.person.id)) found.set(seat.person.id, seat);
  }
  return found;
}

/** A seat that passed from one person to another (kiện toàn). */
export type Pass = { from: PersonCard; left: { id: string; role: Role; agencyId: string | null }; to: SeatCard };

/** All that one import changed in a body: one step from the old seats to the new, however many people moved. */
export type Succession = {
  bodyId: string;
  passes: readonly Pass[];
  /** Who sits where since then. */
  seats: readonly SeatCard[];
  /** Ids of those of these seats that the step did not touch. */
  kept: ReadonlySet<string>;
};

type PassRow = Pass['left'] & { bodyId: string; openedAt: Date; personId: string; heirId: string };

/**
 * The step in which this seat was opened; null when nobody took anybody's place in it. Where a successor has himself
 * been succeeded meanwhile, it leads to whoever holds the seat now.
 */
export async function findSuccession(tx: Transaction, seatId: string, now: Date): Promise<Succession | null> {
  const rows = await tx.$queryRaw<PassRow[]>`
    with recursive passed as (
      select b.body_id as "bodyId", s.valid_from as "openedAt", b.id, b.role, b.agency_id as "agencyId",
        b.person_id as "personId", s.id as "heirId", s.valid_to
      from seat opened
      join seat s on s.body_id = opened.body_id and s.valid_from = opened.valid_from
      join seat b on b.id = s.predecessor_id and b.person_id <> s.person_id
      where opened.id = ${seatId}
      union all
      select p."bodyId", p."openedAt", p.id, p.role, p."agencyId", p."personId", s.id, s.valid_to
      from passed p join seat s on s.predecessor_id = p."heirId" and p.valid_to is not null
    )
    select "bodyId", "openedAt", id, role, "agencyId", "personId", "heirId" from passed
    where valid_to is null order by id`;
  const [first] = rows;
  if (!first) return null;
  const seats = await seatsOf(tx, first.bodyId, now);
  const people = await personCards(tx, [...new Set(rows.map(({ personId }) => personId))]);
  const passes = rows.flatMap(({ id, role, agencyId, personId, heirId }): Pass[] => {
    const [from, to] = [people.get(personId), seats.find((seat) => seat.id === heirId)];
    return from && to && from.id !== to.person.id ? [{ from, left: { id, role, agencyId }, to }] : [];
  });
  const older = await readSeats(
    tx,
    Prisma.sql`s.body_id = ${first.bodyId} and s.valid_from < ${at(first.openedAt)}`,
    now,
  );
  return { bodyId: first.bodyId, passes, seats, kept: new Set(older.map(({ id }) => id)) };
}

export async function personCards(tx: Transaction, ids: readonly string[]): Promise<Map<string, PersonCard>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ personId: string; fullName: string; language: Language }[]>`
    select id as "personId", full_name as "fullName", tongue(person) as language from person where id = any(${[...ids]})`;
  return new Map(rows.map((row) => [row.personId, personCard(row)]));
}

export async function agencyNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const found = ids.length === 0 ? [] : await tx.agency.findMany({ where: { id: { in: [...ids] } } });
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** @throws Error when there is no such body: ids of bodies never come from people. */
export async function bodyCard(tx: Transaction, bodyId: string): Promise<BodyCard> {
  const body = await tx.body.findUniqueOrThrow({ where: { id: bodyId } });
  return { id: body.id, code: body.code, name: body.name, abbreviation: body.abbreviation };
}

/** The chair and, while his absence is on record, the deputy acting for him (Điều 4). */
export async function chairNow(tx: Transaction, bodyId: string, now: Date): Promise<Lead> {
  const [seats, absence] = await Promise.all([
    readSeats(tx, Prisma.sql`s.body_id = ${bodyId} and s.role in ('chair', 'deputy-chair')`, now),
    absenceNow(tx, bodyId, now),
  ]);
  return leadOf(seats, absence, now);
}

/** The chair's absence that holds now, if one is on record. */
export async function absenceNow(tx: Transaction, bodyId: string, now: Date): Promise<Absence | null> {
  const [current] = await absencesFrom(tx, bodyId, now);
  return current && current.from <= now ? current : null;
}

/** The absences on record that have not ended: the present one and those to come, in order. */
export const absencesFrom = (tx: Transaction, bodyId: string, now: Date): Promise<Absence[]> =>
  tx.$queryRaw<Absence[]>`
    select id, body_id as "bodyId", "from", "to", deputy_id as "deputyId", recorded_by as "recordedBy"
    from chair_absence
    where body_id = ${bodyId} and "to" > ${at(now)} and (ended_at is null or ended_at > ${at(now)})
    order by "from"`;

/** Absences change one at a time per body. */
export async function lockBody(tx: Transaction, bodyId: string): Promise<BodyCard | null> {
  const [body] = await tx.$queryRaw<BodyCard[]>`
    select id, code, name, abbreviation from body where id = ${bodyId} for update`;
  return body ?? null;
}

export async function findAbsence(
  tx: Transaction,
  id: string,
): Promise<{ absence: Absence; endedAt: Date | null } | null> {
  const row = await tx.chairAbsence.findUnique({ where: { id } });
  if (!row) return null;
  const { recordedAt, endedAt, ...absence } = row;
  return { absence, endedAt };
}

/** Whom to tell of a file that could not be looked through: the secretariats of the bodies its sender works in. */
export async function unreadFile(
  tx: Transaction,
  file: { id: string; name: string; uploaderId: string | null },
  now: Date,
): Promise<Notice[]> {
  const by = file.uploaderId === null ? null : await actorOfPerson(tx, file.uploaderId, now);
  if (!by) return [];
  const seats: SeatCard[] = [];
  for (const bodyId of bodiesOf(by)) seats.push(...(await seatsOf(tx, bodyId, now)));
  return tellUnread(file, by.person, seats);
}

/** Whom to tell that a reminder of their body was given up, the matter named as each may know it. */
export async function givenUp(
  tx: Transaction,
  reminder: { id: string; matter: string; bodyId: string },
  about: (by: Actor) => Promise<Text | null>,
  now: Date,
): Promise<Notice[]> {
  const told: Notice[] = [];
  for (const to of secretariesOf(await seatsOf(tx, reminder.bodyId, now))) {
    const by = await actorOfPerson(tx, to, now);
    told.push(tellGivenUp(reminder, by && (await about(by)), to));
  }
  return told;
}

export const addAbsence = (tx: Transaction, absence: Absence, now: Date): Promise<unknown> =>
  tx.chairAbsence.create({ data: { ...absence, recordedAt: now } });

export const endAbsence = (tx: Transaction, id: string, now: Date): Promise<unknown> =>
  tx.chairAbsence.update({ where: { id }, data: { endedAt: now } });

export const bodies = (tx: Transaction, now: Date): Promise<BodyCard[]> =>
  tx.$queryRaw<BodyCard[]>`
    select id, code, name, abbreviation from body
    where valid_to is null or valid_to > ${now.toISOString()}::timestamptz order by valid_from, code`;

export type Holder = { bodyId: string; code: string; personId: string; fullName: string; linked: boolean };

/** Everybody with a code in the body, assistants among them, in the order of the roster. */
export const holdersOf = (tx: Transaction, bodyIds: readonly string[], now: Date): Promise<Holder[]> =>
  tx.$queryRaw<Holder[]>`
    select s.body_id as "bodyId", s.code, p.id as "personId", p.full_name as "fullName",
      exists (select from account a where a.person_id = p.id and a.unlinked_at is null
        and a.consent_version <> ${rosterConsent}) as linked
    from seat s join person p on p.id = s.person_id
    where s.body_id = any(${[...bodyIds]}) and s.valid_from <= ${now.toISOString()}::timestamptz
      and (s.valid_to is null or s.valid_to > ${now.toISOString()}::timestamptz)
    order by s.rank, s.code`;

/** The people of a body as its matters need them: seats in force, who leads it, and others by name. */
export const around = async (tx: Transaction, bodyId: string, people: readonly string[], now: Date) => ({
  seats: await seatsOf(tx, bodyId, now),
  lead: await chairNow(tx, bodyId, now),
  people: await personCards(tx, people),
});

/** A seat in force with whoever holds it: by which messengers he has a link, and whether one of them reaches him. */
export type Held = {
  seatId: string;
  code: string;
  role: string;
  called: string | null;
  post: string;
  agency: string | null;
  personId: string;
  name: string;
  since: Date;
  channels: string[];
  reachable: boolean;
  hasPhone: boolean;
};

/** Null: of every body. */
export const heldIn = (tx: Transaction, bodyIds: readonly string[] | null, now: Date): Promise<Held[]> =>
  tx.$queryRaw<Held[]>`
    select s.id as "seatId", s.code, s.role, called_in(s) as called, s.post, g.name as agency, p.id as "personId", p.full_name as name,
      s.valid_from as since, p.phone is not null as "hasPhone", coalesce(a.channels, '{}') as channels,
      coalesce(a.reachable, false) as reachable
    from seat s join person p on p.id = s.person_id left join agency g on g.id = s.agency_id
    left join lateral (
      select array_agg(distinct a.channel) as channels, bool_or(a.reachable) as reachable from account a
      where a.person_id = p.id and a.unlinked_at is null and a.consent_version <> ${rosterConsent}) a on true
    where (${bodyIds === null} or s.body_id = any(${[...(bodyIds ?? [])]}::text[])) and s.role <> ${assistantRole}
      and ${inForce('s', now)}
    order by s.body_id, s.rank, s.code`;
