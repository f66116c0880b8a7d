// Answers, requests and hand-made chases in the database.
import { isId } from '../../kernel/ids.ts';
import { normalisePhone } from '../../kernel/names.ts';
import { dayOf, instant, makeDay, yearOf } from '../../kernel/time.ts';
import { columns } from '../../store/columns.ts';
import { type Answer as AnswerRow, Prisma, type LeaveRequest as RequestRow } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { loadMeeting, type Meeting, type MeetingFile, type Participant } from '../meetings/index.ts';
import { lockParticipant } from '../opinions/index.ts';
import {
  type Answer,
  type AttendanceEvent,
  type Request,
  type RequestDecided,
  type Standing,
  standingBy,
} from './answer.ts';
import type { History } from './facts.ts';
import { quickReason } from './reasons.ts';

const answerColumns = columns('answer', Prisma.AnswerScalarFieldEnum);
const requestColumns = columns('leave_request', Prisma.LeaveRequestScalarFieldEnum);

const answerFromRow = ({ current: _current, ...row }: AnswerRow): Answer => row as Answer;

function requestFromRow(row: RequestRow): Request {
  const { id, meetingId, personId, version, reason, askedBy, askedAt } = row;
  const asked = { id, meetingId, personId, version, reason, askedBy, askedAt };
  const alternate = {
    personId: row.alternateId,
    name: row.alternateName ?? '',
    post: row.alternatePost ?? '',
    phone: row.alternatePhone,
    scope: row.scope,
  };
  const wanted =
    row.kind === 'proxy' ? { kind: 'proxy' as const, alternate } : { kind: 'absence' as const, alternate: null };
  if (row.state === 'agreed' || row.state === 'refused') {
    const { decidedBy, decidedAt, acting, becauseOf } = row;
    return { ...asked, ...wanted, state: row.state, decidedBy: decidedBy!, decidedAt: decidedAt!, acting, becauseOf };
  }
  return { ...asked, ...wanted, state: row.state as 'waiting' | 'withdrawn' | 'lapsed' };
}

/**
 * The meeting and one invitee's place in it, held until the transaction ends. `shared` lets others answer meanwhile;
 * what concerns several people at once (proxies) waits its turn.
 */
export async function holdMeeting(tx: Transaction, meetingId: string, shared: boolean): Promise<MeetingFile | null> {
  if (!shared) return loadMeeting(tx, meetingId, { lock: true });
  // Sent together, done one after the other: what is read is what was locked.
  const [, file] = await Promise.all([
    tx.$queryRaw`select id from meeting where id = ${meetingId} for share`,
    loadMeeting(tx, meetingId),
  ]);
  return file;
}

export const holdParticipant = (tx: Transaction, participant: Participant): Promise<void> =>
  lockParticipant(tx, participant.id);

export async function loadStanding(tx: Transaction, meeting: Meeting, personId: string): Promise<Standing> {
  const [[answer], request] = await Promise.all([
    tx.$queryRaw<AnswerRow[]>`
      select ${answerColumns} from answer
      where meeting_id = ${meeting.id} and person_id = ${personId} and current`,
    newestRequest(tx, meeting, personId),
  ]);
  return standingBy(answer ? answerFromRow(answer) : null, request, meeting);
}

export async function newestRequest(tx: Transaction, meeting: Meeting, personId: string): Promise<Request | null> {
  const [request] = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns} from leave_request
    where meeting_id = ${meeting.id} and person_id = ${personId} and version = ${meeting.version}
    order by asked_at desc, id desc limit 1`;
  return request ? requestFromRow(request) : null;
}

/** How everybody stands, by person; who never answered is not in it. */
export async function loadStandings(tx: Transaction, meeting: Meeting): Promise<Map<string, Standing>> {
  const answers = await tx.answer.findMany({ where: { meetingId: meeting.id, current: true } });
  const rows = await tx.leaveRequest.findMany({
    where: { meetingId: meeting.id, version: meeting.version },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  });
  const requests = new Map(rows.map((row) => [row.personId, requestFromRow(row)]));
  return new Map(
    answers.map((row) => [row.personId, standingBy(answerFromRow(row), requests.get(row.personId) ?? null, meeting)]),
  );
}

/** At the body's meetings of this year that began before this one: how many he was invited to, how often represented. */
export async function historyOf(tx: Transaction, { meeting }: MeetingFile, personId: string): Promise<History> {
  const year = yearOf(dayOf(meeting.startsAt));
  const from = instant(makeDay(year, 1, 1), 0, 0).toISOString();
  const [row] = await tx.$queryRaw<{ meetings: number; proxies: number }[]>`
    select count(*)::int as meetings, count(*) filter (where exists (
        select from leave_request r where r.meeting_id = m.id and r.person_id = p.person_id
          and r.version = m.version and r.kind = 'proxy' and r.state = 'agreed'))::int as proxies
    from meeting m join participant p on p.meeting_id = m.id and p.person_id = ${personId} and p."as" <> 'alternate'
    where m.body_id = ${meeting.bodyId} and m.id <> ${meeting.id} and m.state in ('convened', 'held')
      and m.starts_at >= ${from}::timestamptz and m.starts_at < ${meeting.startsAt.toISOString()}::timestamptz`;
  return { year, proxies: row?.proxies ?? 0, meetings: row?.meetings ?? 0 };
}

/** Others' proxies at this meeting, waiting or agreed. */
export async function otherProxies(tx: Transaction, meeting: Meeting, personId: string): Promise<Request[]> {
  const { id: meetingId, version } = meeting;
  const rows = await tx.leaveRequest.findMany({
    where: { meetingId, version, kind: 'proxy', state: { in: ['waiting', 'agreed'] }, personId: { not: personId } },
  });
  return rows.map(requestFromRow);
}

/** Phone numbers by person, normalised; who has none is left out. */
export async function phonesOf(tx: Transaction, personIds: readonly string[]): Promise<Map<string, string>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...personIds] }, phone: { not: null } },
    select: { id: true, phone: true },
  });
  return new Map(
    people.flatMap(({ id, phone }) => {
      const normal = normalisePhone(phone ?? '');
      return normal ? [[id, normal] as const] : [];
    }),
  );
}

export async function loadRequest(tx: Transaction, id: string): Promise<Request | null> {
  const row = await tx.leaveRequest.findUnique({ where: { id } });
  return row && requestFromRow(row);
}

/** Who asks, and in which body; null when there is no such request. */
export async function requestedIn(tx: Transaction, id: string): Promise<{ personId: string; bodyId: string } | null> {
  const [row] = await tx.$queryRaw<{ personId: string; bodyId: string }[]>`
    select r.person_id as "personId", m.body_id as "bodyId"
    from leave_request r join meeting m on m.id = r.meeting_id where r.id = ${id}`;
  return row ?? null;
}

/** Whose requests: of meetings of these bodies, and of those this person presides over. */
export type Whose = { bodyIds: readonly string[]; presiderId: string | null };

/** The requests that wait in meetings to come, oldest first. */
export async function waitingRequests(tx: Transaction, { bodyIds, presiderId }: Whose, now: Date): Promise<Request[]> {
  const rows = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns} from meeting m
    join leave_request on leave_request.meeting_id = m.id and leave_request.version = m.version
    where (m.presider_id = ${presiderId} or m.body_id = any(${[...bodyIds]}))
      and m.state = 'convened' and m.starts_at > ${now.toISOString()}::timestamptz and leave_request.state = 'waiting'
    order by leave_request.asked_at, leave_request.id`;
  return rows.map(requestFromRow);
}

export const lockRequests = (tx: Transaction, meetingIds: readonly string[]): Promise<unknown> =>
  tx.$queryRaw`select id from meeting where id = any(${[...meetingIds]}) order by id for update`;

type Which = { bodyIds?: readonly string[]; matter?: string; personId?: string };

/** To be telephoned about a meeting to come; `phone` as it was given. */
type ToCall = {
  meetingId: string;
  participantId: string;
  phone: string | null;
  reason: 'reason-owed' | 'not-on-roster';
};

/**
 * Who asked for leave by the fixed button of an approved form, which brings no reason; and who is invited but on no
 * roster, an alternate with the number he was named by. Those who were told since are left out.
 */
export async function inviteesToCall(
  tx: Transaction,
  { bodyIds, matter, personId }: Which,
  now: Date,
): Promise<ToCall[]> {
  const which = [
    ...(bodyIds === undefined ? [] : [Prisma.sql`m.body_id = any(${[...bodyIds]})`]),
    ...(matter === undefined ? [] : [Prisma.sql`'meeting:' || m.id = ${matter}`]),
    ...(personId === undefined ? [] : [Prisma.sql`coalesce(p.person_id, p.id) = ${personId}`]),
    Prisma.sql`true`,
  ];
  return tx.$queryRaw<ToCall[]>`
    select m.id as "meetingId", p.id as "participantId",
      case when p.person_id is null then 'not-on-roster' else 'reason-owed' end as reason,
      case when p.person_id is null then (
        select a.alternate_phone from leave_request a where a.meeting_id = m.id and a.version = m.version
          and a.person_id = p.principal_id and a.state = 'agreed' order by a.asked_at desc limit 1)
      else (select phone from person where id = p.person_id) end as phone
    from meeting m join participant p on p.meeting_id = m.id
    left join leave_request r on r.meeting_id = m.id and r.version = m.version and r.person_id = p.person_id
      and r.state = 'waiting' and r.reason = ${quickReason}
    where m.state = 'convened' and m.starts_at > ${now.toISOString()}::timestamptz
      and (p.person_id is null or r.id is not null)
      and not exists (select from informed i where i.person_id = coalesce(p.person_id, p.id)
        and i.matter = 'meeting:' || m.id and (r.id is null or i.at >= r.asked_at))
      and ${Prisma.join(which, ' and ')}
    order by p.person_id is null, m.starts_at, r.asked_at, p.position, p.id`;
}

/** When somebody was last reminded by hand: of all, or this one person. */
export async function lastChase(tx: Transaction, meetingId: string, whom?: string): Promise<Date | null> {
  if (whom !== undefined && isId(whom)) {
    const matter = `meeting:${meetingId}`;
    const sent = await tx.outbox.findFirst({
      where: { matter, personId: whom, key: { startsWith: `${matter}:chased:` } },
      orderBy: { id: 'desc' },
    });
    return sent?.createdAt ?? null;
  }
  const row = await tx.chase.findFirst({ where: { meetingId }, orderBy: { at: 'desc' } });
  return row?.at ?? null;
}

export async function apply(tx: Transaction, event: AttendanceEvent): Promise<void> {
  switch (event.type) {
    case 'attendance.answered': {
      const { id, meetingId, personId, version, answer, source, byId, at } = event.answer;
      await tx.$executeRaw`
        with earlier as (
          update answer set current = false where meeting_id = ${meetingId} and person_id = ${personId} and current
          returning id
        )
        insert into answer (id, meeting_id, person_id, version, answer, source, by_id, at)
        select ${id}, ${meetingId}, ${personId}, ${version}, ${answer}, ${source}, ${byId}, ${at.toISOString()}::timestamptz
        from (select count(*) from earlier) replaced`;
      return;
    }
    case 'attendance.requested': {
      const { alternate, ...request } = event.request;
      await tx.leaveRequest.create({
        data: {
          ...request,
          alternateId: alternate?.personId ?? null,
          alternateName: alternate?.name ?? null,
          alternatePost: alternate?.post ?? null,
          alternatePhone: alternate?.phone ?? null,
          scope: alternate?.scope ?? null,
        },
      });
      return;
    }
    case 'attendance.withdrawn':
      return moveRequest(tx, event.requestId, ['waiting', 'agreed'], { state: 'withdrawn' });
    case 'attendance.lapsed':
      return moveRequest(tx, event.requestId, ['waiting'], { state: 'lapsed' });
    case 'attendance.scoped':
      return moveRequest(tx, event.requestId, ['waiting', 'agreed'], { scope: event.scope });
    case 'attendance.decided':
      return moveRequest(tx, event.requestId, ['waiting'], verdictColumns(event));
    case 'attendance.chased': {
      const { type: _type, ...row } = event;
      await tx.chase.create({ data: row });
    }
  }
}

const verdictColumns = ({
  outcome,
  decidedBy,
  decidedAt,
  acting,
  becauseOf,
}: RequestDecided): Prisma.LeaveRequestUpdateManyMutationInput => ({
  state: outcome,
  decidedBy,
  decidedAt,
  acting,
  becauseOf,
});

/** Compare and set: the rule was decided under a lock, so anything else is a broken world. */
async function moveRequest(
  tx: Transaction,
  id: string,
  from: readonly string[],
  data: Prisma.LeaveRequestUpdateManyMutationInput,
): Promise<void> {
  const { count } = await tx.leaveRequest.updateMany({ where: { id, state: { in: [...from] } }, data });
  if (count !== 1) throw new Error(`request ${id} is no longer ${from.join(' or ')}`);
}
