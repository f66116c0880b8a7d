// Reads the roster as it stands and writes what an import changes, in a few statements whatever its length.
import { rosterConsent } from '../../kernel/ways.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Assistance, KnownPerson, KnownSeat, Standing } from './known.ts';
import type { Plan, SeatChange } from './plan.ts';

type SeatRow = Omit<KnownSeat, 'person'> & Omit<KnownPerson, 'id'> & { personId: string };

/** One change of a body's roster after the other. */
export const lockRoster = (tx: Transaction, bodyId: string): Promise<unknown> =>
  tx.$queryRaw`select id from body where id = ${bodyId} for update`;

/** `phones`: those of the file, to find people who are on record under another code or in another body. */
export async function readStanding(
  tx: Transaction,
  bodyId: string,
  phones: readonly string[],
  now: Date,
): Promise<Standing> {
  const seats = await tx.$queryRaw<SeatRow[]>`
    select s.id, s.code, s.role, s.rank, s.post, s.agency_id as "agencyId", s.decision, s.areas, s.called,
      p.id as "personId", p.full_name as "fullName", p.phone, p.email, p.address
    from seat s join person p on p.id = s.person_id
    where s.body_id = ${bodyId} and s.valid_to is null order by s.rank, s.code`;
  const people = await tx.$queryRaw<KnownPerson[]>`
    select id, full_name as "fullName", phone, email, address from person where phone = any(${[...phones]})`;
  const agencies = await tx.$queryRaw<Standing['agencies'][number][]>`
    select id, name from agency where valid_to is null or valid_to > ${now.toISOString()}::timestamptz`;
  const holders = seats.map(({ personId }) => personId);
  const assistance = await tx.$queryRaw<Assistance[]>`
    select id, person_id as "personId", leader_id as "leaderId" from assistant
    where valid_to is null and (person_id = any(${holders}) or leader_id = any(${holders}))`;
  return { seats: seats.map(knownSeat), agencies, people, assistance };
}

const knownSeat = ({ personId, fullName, phone, email, address = null, ...seat }: SeatRow): KnownSeat => ({
  ...seat,
  person: { id: personId, fullName, phone, email, address },
});

export async function writePlan(tx: Transaction, bodyId: string, plan: Plan, now: Date): Promise<void> {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`;
  // How its people are addressed, where the list does not say.
  const usual = Prisma.sql`(select v.value #>> '{}' from setting v where v.key = 'address' and v.body_id in ('', ${bodyId})
    and v.valid_from <= ${at} order by v.body_id desc, v.valid_from desc limit 1)`;
  await closeSeats(tx, plan.closedSeats, now);
  await tx.$executeRaw`update assistant set valid_to = ${at} where id = any(${plan.closedAssistance})`;
  await tx.$executeRaw`
    insert into agency (id, name, valid_from) select r.id, r.name, ${at} from ${rows(plan.agencies, 'id text, name text')}`;
  await tx.$executeRaw`
    insert into person (id, full_name, phone, email, address, created_at)
    select r.id, r."fullName", r.phone, r.email, coalesce(r.address, ${usual}), ${at} from ${rows(plan.newPeople, personColumns)}`;
  await tx.$executeRaw`
    update person p set full_name = r."fullName", phone = r.phone, email = r.email, address = r.address
    from ${rows(plan.changedPeople, personColumns)} where p.id = r.id`;
  await leaveOldWays(tx, now);
  // First out of the way: lines that were renumbered may have changed codes with one another.
  await tx.$executeRaw`
    update seat s set code = s.id from ${rows(plan.changedSeats, seatColumns)} where s.id = r.id and s.code <> r.code`;
  await tx.$executeRaw`
    update seat s set code = r.code, rank = r.rank, post = r.post, agency_id = r."agencyId", decision = r.decision,
      areas = r.areas, called = r.called
    from ${rows(plan.changedSeats, seatColumns)} where s.id = r.id`;
  await openSeats(tx, bodyId, plan.newSeats, now);
  await tx.$executeRaw`
    insert into assistant (id, person_id, leader_id, valid_from)
    select r.id, r."personId", r."leaderId", ${at}
    from ${rows(plan.newAssistance, 'id text, "personId" text, "leaderId" text')}`;
}

/** By a number or an address that is no longer his the roster reaches nobody. */
const leaveOldWays = (tx: Transaction, now: Date): Promise<number> =>
  tx.$executeRaw`
    update account a set unlinked_at = ${now.toISOString()}::timestamptz from person p
    where p.id = a.person_id and a.consent_version = ${rosterConsent} and a.unlinked_at is null
      and a.external_id is distinct from p.phone and a.external_id is distinct from p.email`;

/** One number or address, as the line of a roster would bring it. */
export async function writeContact(
  tx: Transaction,
  id: string,
  data: { phone?: string; email?: string },
  now: Date,
): Promise<void> {
  await tx.person.update({ where: { id }, data });
  await leaveOldWays(tx, now);
}

const personColumns = 'id text, "fullName" text, phone text, email text, address text';
const seatColumns =
  'id text, code text, role text, rank int, post text, "agencyId" text, decision text, areas text, called text, "personId" text, "predecessorId" text';

/** Many rows as one parameter; `columns` are names and types of ours, never words of people. */
const rows = (values: readonly object[], columns: string): Prisma.Sql =>
  Prisma.sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(${Prisma.raw(columns)})`;

/** Ends seats now; what was done from them stays. */
const closeSeats = (tx: Transaction, ids: readonly string[], now: Date): Promise<number> =>
  tx.$executeRaw`
    update seat set valid_to = ${now.toISOString()}::timestamptz where id = any(${[...ids]}) and valid_to is null`;

/** Opens seats now. A code still held must be closed before: one holder a code. */
const openSeats = (tx: Transaction, bodyId: string, seats: readonly SeatChange[], now: Date): Promise<number> =>
  tx.$executeRaw`
    insert into seat (id, body_id, code, role, rank, post, agency_id, person_id, decision, areas, called, predecessor_id, valid_from)
    select r.id, ${bodyId}, r.code, r.role, r.rank, r.post, r."agencyId", r."personId", r.decision, r.areas, r.called, r."predecessorId",
      ${now.toISOString()}::timestamptz
    from ${rows(seats, seatColumns)}`;
