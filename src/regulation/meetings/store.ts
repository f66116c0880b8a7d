// Meetings in the database. What happened is written as `evolve` says, so the rule and the tables cannot differ.
import type { Option } from '../../kernel/command.ts';
import type { Hit, Sought } from '../../kernel/finding.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { instant, makeDay } from '../../kernel/time.ts';
import { freeNumber, keepNumber } from '../../store/document-numbers.ts';
import { holds } from '../../store/finding.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { evolveMeeting } from './evolve.ts';
import {
  type AlternateAdded,
  type Meeting,
  type MeetingEvent,
  type MeetingFile,
  type MeetingState,
  matterOf,
  type Participant,
  type Roll,
  rolls,
} from './meeting.ts';
import type { Neighbour } from './oddity.ts';
import { columnsOf, type FileRow, fileFrom, participantRow } from './rows.ts';
import type { Invited } from './subject.ts';

const iso = (at: Date): Prisma.Sql => Prisma.sql`${at.toISOString()}::timestamptz`;

/**
 * The meeting with all that belongs to it, by its id; null when there is none. With `lock` nobody else decides on it
 * until this transaction ends.
 */
export async function loadMeeting(tx: Transaction, id: string, { lock = false } = {}): Promise<MeetingFile | null> {
  // Locked before it is read: a single statement would see the participants as they were before it waited.
  if (lock) await tx.$queryRaw`select id from meeting where id = ${id} for update`;
  return (await loadMeetings(tx, Prisma.sql`m.id = ${id}`))[0] ?? null;
}

/** Whose meeting it is, how it stands, and which of these people are invited to it. */
type Invitation = Invited<Pick<Participant, 'personId' | 'as'>> & { state: MeetingState };

export async function invitationTo(
  tx: Transaction,
  id: string,
  personIds: readonly string[],
  now: Date,
): Promise<Invitation | null> {
  const [row] = await tx.$queryRaw<(Pick<Invitation, 'participants' | 'state'> & Invitation['meeting'])[]>`
    select m.body_id as "bodyId", m.code, m.state,
      (select coalesce(jsonb_agg(jsonb_build_object('personId', p.person_id, 'as', p."as")), '[]')
        from participant p where p.meeting_id = m.id and p.person_id = any(${[...personIds]})
          -- He stands for somebody, and has no part any more when that one has none.
          and (p."as" <> 'alternate' or is_seated(p.principal_id, m.body_id, ${iso(now)}))) as participants
    from meeting m where m.id = ${id}`;
  if (!row) return null;
  const { participants, state, ...meeting } = row;
  return { meeting, participants, state };
}

/** Whether its invitation is out and it is still to come or on. */
export const isConvened = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.meeting.count({ where: { id, state: 'convened' } })) > 0;

/** The body of a meeting; null when there is no such meeting. */
export async function bodyOfMeeting(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ bodyId: string }[]>`select body_id as "bodyId" from meeting where id = ${id}`;
  return row?.bodyId ?? null;
}

/** By the bot's own code (GM-12) in one of these bodies. */
export async function findMeetingId(tx: Transaction, code: string, bodyIds: readonly string[]): Promise<string | null> {
  const found = await tx.meeting.findFirst({
    where: { code: { equals: code, mode: 'insensitive' }, bodyId: { in: [...bodyIds] } },
    select: { id: true },
    orderBy: { startsAt: 'desc' },
  });
  return found?.id ?? null;
}

/** Nobody is asked to choose among more; a list counts no further. */
const most = 200;

/** `which` is a condition on `m`; the nearest first. One statement, because every card and answer needs it; json is made in half the time of jsonb. */
async function loadMeetings(tx: Transaction, which: Prisma.Sql, limit = most): Promise<MeetingFile[]> {
  const rows = await tx.$queryRaw<FileRow[]>`
    select to_json(m) as meeting,
      (select json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'abbreviation', b.abbreviation)
        from body b where b.id = m.body_id) as body,
      (select coalesce(json_agg(to_json(p) order by p.position, p."as" = 'alternate', p.id), '[]')
        from participant p where p.meeting_id = m.id) as participants,
      (select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title, 'reporter', a.reporter, 'minutes', a.minutes)
        order by a.position), '[]') from agenda_item a where a.meeting_id = m.id) as agenda,
      (select coalesce(json_agg(to_json(d) order by d.added_at, d.id), '[]')
        from paper d where d.meeting_id = m.id) as papers,
      (select json_object_agg(g.data ->> 'participant', g.data -> 'papers')
        from matter g where g.about = 'meeting:' || m.id and g.kind = 'guest' and g.data -> 'papers' is not null) as picked
    from meeting m where ${which} order by m.starts_at, m.id limit ${limit}`;
  return rows.map(fileFrom);
}

/** Writes a happening of this chapter. */
export async function applyMeetingEvent(tx: Transaction, event: MeetingEvent): Promise<void> {
  if (event.type === 'meetings.drafted') {
    const presider = event.participants.find((one) => one.personId === event.meeting.presiderId);
    await tx.meeting.create({
      data: { ...columnsOf(event.meeting), presiderName: presider?.name ?? '', presiderPost: presider?.post ?? '' },
    });
    await tx.participant.createMany({ data: event.participants.map(participantRow) });
    return;
  }
  await applyToMeeting(tx, event);
  await applyToParts(tx, event);
}

async function applyToMeeting(
  tx: Transaction,
  event: Exclude<MeetingEvent, { type: 'meetings.drafted' }>,
): Promise<void> {
  // Answers come by the hundred and touch no column of the meeting itself.
  if (event.type === 'meetings.received' || event.type.startsWith('meetings.alternate-')) return;
  const before = await loadMeeting(tx, event.meetingId);
  if (!before) throw new Error(`no meeting ${event.meetingId}`);
  const after = evolveMeeting(before.meeting, event);
  if (after === before.meeting) return;
  const { id, ...columns } = columnsOf(after);
  const presider =
    event.type === 'meetings.presider-set'
      ? { presiderName: event.presider.fullName, presiderPost: event.presider.post }
      : {};
  await tx.meeting.update({ where: { id: String(id) }, data: { ...columns, ...presider } });
  if (before.meeting.number !== null && after.number === null) await freeNumber(tx, matterOf(after));
}

async function applyToParts(tx: Transaction, event: MeetingEvent): Promise<void> {
  switch (event.type) {
    case 'meetings.agenda-set':
      await tx.agendaItem.deleteMany({ where: { meetingId: event.meetingId } });
      await tx.agendaItem.createMany({
        data: event.agenda.map((item, position) => ({ ...item, meetingId: event.meetingId, position })),
      });
      return;
    case 'meetings.papers-added':
      await tx.paper.createMany({
        data: event.papers.map((paper) => ({ ...paper, meetingId: event.meetingId, addedBy: event.by })),
      });
      return;
    case 'meetings.covered': {
      const { meetingId, called: title, level } = event;
      if (level !== 'papers') await tx.agendaItem.deleteMany({ where: { meetingId } });
      await tx.paper.updateMany({ where: { meetingId }, data: { title, fileId: null, link: null } });
      return;
    }
    case 'meetings.participant-added':
      await tx.participant.create({ data: participantRow(event.participant) });
      return;
    case 'meetings.participant-removed':
      await tx.participant.delete({ where: { id: event.participantId } });
      return;
    case 'meetings.received':
      await tx.$executeRaw`update participant set received_at = coalesce(received_at, ${iso(event.at)})
        where meeting_id = ${event.meetingId} and person_id = ${event.personId}`;
      return;
    case 'meetings.changed':
    case 'meetings.postponed':
      await tx.participant.deleteMany({ where: { meetingId: event.meetingId, as: 'alternate' } });
      await tx.participant.updateMany({ where: { meetingId: event.meetingId }, data: { receivedAt: null } });
      return;
    case 'meetings.alternate-added':
      return addAlternate(tx, event);
    case 'meetings.alternate-scoped': {
      const { meetingId, principalId, scope } = event;
      await tx.participant.updateMany({ where: { meetingId, as: 'alternate', principalId }, data: { scope } });
      return;
    }
    case 'meetings.alternate-removed':
      return removeAlternate(tx, event.meetingId, event.principalId);
    case 'meetings.numbered': {
      const { bodyId, year, number, by, at } = event;
      return keepNumber(tx, `meeting:${event.meetingId}`, { ...number, bodyId, year }, { by, at });
    }
    case 'meetings.roll-taken':
      for (const { participantId, roll, leftAt } of event.entries) {
        await tx.participant.update({
          where: { id: participantId },
          data: { roll, leftAt, rollAt: event.at, rollBy: event.by },
        });
      }
      return;
    default:
      return;
  }
}

async function removeAlternate(tx: Transaction, meetingId: string, principalId: string): Promise<void> {
  await tx.participant.deleteMany({ where: { meetingId, as: 'alternate', principalId } });
}

async function addAlternate(tx: Transaction, event: AlternateAdded): Promise<void> {
  await removeAlternate(tx, event.meetingId, event.principalId);
  await tx.$executeRaw`
    insert into participant (id, meeting_id, person_id, name, post, position, "as", principal_id, scope)
    select ${event.participantId}, m.id, ${event.personId}, ${event.name}, ${event.post},
      coalesce((select position from participant p where p.meeting_id = m.id and p.person_id = ${event.principalId}), 9999),
      'alternate', ${event.principalId}, ${event.scope ?? null}
    from meeting m where m.id = ${event.meetingId}`;
}

/** `ids`: of these meetings only; `now`: the moment at which they have a part in them. */
type InvitedOnes = {
  personIds: readonly string[];
  now: Date;
  states: readonly MeetingState[];
  from: Date;
  ids?: readonly string[];
};

const toWhich = ({ personIds, states, from, ids, now }: InvitedOnes): Prisma.Sql =>
  Prisma.sql`m.state = any(${[...states]}) and m.starts_at >= ${iso(from)} and m.id = any(array
    (select p.meeting_id from participant p where p.person_id = any(${[...personIds]})
      and has_standing(p.person_id, 'meeting:' || p.meeting_id, ${iso(now)})))
    ${ids ? Prisma.sql`and m.id = any(${[...ids]})` : Prisma.empty}`;

/** Meetings in which any of these persons has a part by invitation, beginning from `from` on. */
export const meetingsOf = (tx: Transaction, which: InvitedOnes): Promise<MeetingFile[]> =>
  loadMeetings(tx, toWhich(which));

type Kept = { bodyIds: readonly string[]; states: readonly MeetingState[]; from: Date };

const inWhich = ({ bodyIds, states, from }: Kept): Prisma.Sql =>
  Prisma.sql`m.body_id = any(${[...bodyIds]}) and m.state = any(${[...states]}) and m.starts_at >= ${iso(from)}`;

/** Meetings of these bodies in these states, whoever is invited. */
export const meetingsIn = (tx: Transaction, which: Kept): Promise<MeetingFile[]> =>
  which.bodyIds.length === 0 ? Promise.resolve([]) : loadMeetings(tx, inWhich(which));

/** How many there are of either kind, however few are loaded; one called off before anybody was asked is none. */
export async function countMeetings(tx: Transaction, invited: InvitedOnes, kept: readonly Kept[]): Promise<number> {
  const either = [toWhich(invited), ...kept.map(inWhich)].map((which) => Prisma.sql`(${which})`);
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from meeting m
    where (${Prisma.join(either, ' or ')})
      and not (m.state = 'cancelled' and m.convened_at is null and m.submissions = 0)`;
  return row?.count ?? 0;
}

/**
 * What else is to come for these people, or at one of these places; of other bodies only what their chair has before him
 * or has convened. `personIds` of each: those of them whom it invites.
 */
export const neighbours = (
  tx: Transaction,
  { personIds, places, bodyId }: { personIds: readonly string[]; places: readonly string[]; bodyId: string | null },
  from: Date,
): Promise<Neighbour[]> => tx.$queryRaw<Neighbour[]>`
  select m.id, m.code, b.abbreviation as body, m.starts_at as "startsAt", m.place, array(
    select p.person_id from participant p where p.meeting_id = m.id and p.person_id = any(${[...personIds]})
  ) as "personIds"
  from meeting m join body b on b.id = m.body_id
  where m.starts_at > ${iso(from)} and m.state in ('draft', 'submitted', 'convened')
    and (m.state <> 'draft' or m.body_id = ${bodyId})
    and m.id = any(array(
      select p.meeting_id from participant p where p.person_id = any(${[...personIds]})
      union select s.id from meeting s
      where lower(s.place) = any(${places.map((place) => place.toLowerCase())})
        and s.starts_at > ${iso(from)} and s.state in ('draft', 'submitted', 'convened')))
  order by m.starts_at, m.id limit 100`;

/** Meetings of these bodies about which this is put before the chair: to be convened (3.3), or to be changed. */
export async function meetingsToDecide(
  tx: Transaction,
  what: 'convening' | 'change',
  bodyIds: readonly string[],
  now: Date,
): Promise<MeetingFile[]> {
  if (bodyIds.length === 0) return [];
  const waits =
    what === 'convening'
      ? Prisma.sql`m.state = 'submitted' and m.starts_at > ${iso(now)}`
      : Prisma.sql`m.proposal is not null
          and (m.state = 'postponed' or m.state = 'convened' and m.starts_at > ${iso(now)})`;
  return loadMeetings(tx, Prisma.sql`m.body_id = any(${[...bodyIds]}) and (${waits})`);
}

/** Ids of the body's meetings to come, put off ones too, that one of these people presides or is invited to. */
export async function meetingsWith(
  tx: Transaction,
  bodyId: string,
  personIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const ids = [...personIds];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id from meeting m where m.body_id = ${bodyId}
      and (m.state = 'postponed' or m.state in ('draft', 'submitted', 'convened') and m.starts_at > ${iso(now)})
      and (m.presider_id = any(${ids}) or exists (
        select from participant p where p.meeting_id = m.id and p.person_id = any(${ids})))
    order by m.starts_at, m.id`;
  return rows.map(({ id }) => id);
}

/** Whether a regular meeting of the body (9.1) is drafted, convened or held for this time. */
export async function hasRegularMeeting(tx: Transaction, bodyId: string, from: Date, to: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from meeting where body_id = ${bodyId} and kind in ('quarterly', 'half-year', 'year-end')
      and state in ('draft', 'submitted', 'convened', 'held') and starts_at >= ${iso(from)} and starts_at < ${iso(to)}
    limit 1`;
  return rows.length > 0;
}

/** Whether the body has ended by now: another may have taken its place. */
export async function hasEnded(tx: Transaction, bodyId: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from body where id = ${bodyId} and valid_to <= ${iso(now)}`;
  return rows.length > 0;
}

/** Meetings to choose from, nearest first: those to which these persons are invited. */
export async function meetingOptions(tx: Transaction, which: InvitedOnes): Promise<Option[]> {
  return (await meetingsOf(tx, which)).map(meetingOption);
}

/** Code, time and title in one line. */
export const nameOfMeeting = ({ meeting }: Named): Text =>
  text('meetings:option.meeting', { code: meeting.code, at: moment(meeting.startsAt), title: said(meeting.title) });

const mostPast = 500;

/** Every meeting of these bodies that was convened and began before this time, the newest first. */
export async function pastOptions(tx: Transaction, bodyIds: readonly string[], before: Date): Promise<Option[]> {
  const rows = await tx.meeting.findMany({
    where: { bodyId: { in: [...bodyIds] }, state: { in: ['convened', 'held'] }, startsAt: { lt: before } },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: mostPast,
    select: { id: true, code: true, startsAt: true, title: true },
  });
  return rows.map((meeting): Option => ({ ...meetingOption({ meeting }), aside: true }));
}

/** Whose meetings: those they were invited to, and all of these bodies. */
export type Whose = { personIds: readonly string[]; bodyIds: readonly string[] };

/** Meetings gone by, the newest first, `limit` of them after the first `skip`. */
export async function pastMeetings(
  tx: Transaction,
  { personIds, bodyIds }: Whose,
  before: Date,
  { skip, limit }: { skip: number; limit: number },
): Promise<MeetingFile[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id from meeting m where m.state in ('convened', 'held') and m.starts_at < ${iso(before)}
      and (m.body_id = any(${[...bodyIds]}) or m.id = any(array(
        select p.meeting_id from participant p where p.person_id = any(${[...personIds]})
          and has_standing(p.person_id, 'meeting:' || p.meeting_id, ${iso(before)}))))
    order by m.starts_at desc, m.id desc limit ${limit} offset ${skip}`;
  const files = await loadMeetings(tx, Prisma.sql`m.id = any(${rows.map(({ id }) => id)})`);
  return files.reverse();
}

/** How these people came to the meetings of a body whose roll was closed (Điều 6.4); the rest of the roll says nothing of them. */
export async function rollsOf(
  tx: Transaction,
  bodyId: string,
  personIds: readonly string[],
): Promise<Partial<Record<Roll, number>>> {
  const meeting = { bodyId, state: 'held', rollClosedAt: { not: null } };
  const where = { personId: { in: [...personIds] }, as: 'member', roll: { in: [...rolls] }, meeting };
  const found = await tx.participant.groupBy({ by: ['roll'], where, _count: true });
  return Object.fromEntries(found.map(({ roll, _count }) => [roll, _count]));
}

export type Place = { at: Date; id: string };

/** The meetings of these bodies (null: of all), the newest first, a stretch of them. */
export async function bookOf(
  tx: Transaction,
  {
    bodyIds,
    state,
    year,
  }: { bodyIds: readonly string[] | null; state?: string | undefined; year?: string | undefined },
  { limit, after, before }: { limit: number; after?: Place; before?: Place },
): Promise<MeetingFile[]> {
  const within = bodyIds ? Prisma.sql`m.body_id = any(${[...bodyIds]})` : Prisma.sql`true`;
  const since = year ? instant(makeDay(Number(year), 1, 1), 0, 0) : null;
  const until = year ? instant(makeDay(Number(year) + 1, 1, 1), 0, 0) : null;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id from meeting m where ${within}
      ${state ? Prisma.sql`and m.state = ${state}` : Prisma.empty}
      ${since && until ? Prisma.sql`and m.starts_at >= ${iso(since)} and m.starts_at < ${iso(until)}` : Prisma.empty}
      ${after ? Prisma.sql`and (m.starts_at, m.id) < (${iso(after.at)}, ${after.id})` : Prisma.empty}
      ${before ? Prisma.sql`and (m.starts_at, m.id) > (${iso(before.at)}, ${before.id})` : Prisma.empty}
    order by ${before ? Prisma.sql`m.starts_at, m.id` : Prisma.sql`m.starts_at desc, m.id desc`} limit ${limit}`;
  const files = await loadMeetings(tx, Prisma.sql`m.id = any(${rows.map(({ id }) => id)})`, limit);
  return files.reverse();
}

type Named = { meeting: Pick<Meeting, 'id' | 'code' | 'startsAt' | 'title'> };

export const meetingOption = (file: Named): Option => ({
  value: file.meeting.id,
  label: nameOfMeeting(file),
  words: [file.meeting.code, file.meeting.code.replace('-', '')],
});

/** Before it is convened only those who follow the body know of it (Điều 3.3). */
const isTold = ({ follows }: Sought): Prisma.Sql =>
  Prisma.sql`(m.convened_at is not null or m.body_id = any(${[...follows]}))`;

/** By its title, its number, where it was, what was on its agenda. */
export const meetingsFound = (tx: Transaction, sought: Sought): Promise<Hit[]> => tx.$queryRaw`
  select id, body_id as "bodyId", code, title, starts_at as at from meeting m
  where body_id = any(${[...sought.bodyIds]}) and ${isTold(sought)} and ${holds(
    Prisma.sql`code || ' ' || title || ' ' || coalesce(number, '') || ' ' || place || ' '
      || coalesce((select string_agg(a.title, ' ') from agenda_item a where a.meeting_id = m.id), '')`,
    sought,
  )} order by starts_at desc limit ${sought.limit}`;

export const papersFound = async (tx: Transaction, sought: Sought): Promise<Hit[]> => {
  const found = await tx.$queryRaw<Hit[]>`
    select m.id, m.body_id as "bodyId", m.code, p.title, p.added_at as at
    from paper p join meeting m on m.id = p.meeting_id
    where m.body_id = any(${[...sought.bodyIds]}) and ${isTold(sought)} and ${holds(Prisma.sql`p.title`, sought)}
    order by p.added_at desc limit ${sought.limit}`;
  return found.map((hit) => ({ ...hit, what: text('search:paper', { code: hit.code, title: said(hit.title) }) }));
};
