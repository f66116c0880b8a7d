// Reads the file of a meeting from all chapters' tables: nothing that was superseded is left out.
import type { Transaction } from '../../store/transaction.ts';
import { callReason } from '../calls/index.ts';
import { covers, type Duty } from '../opinions/index.ts';
import type {
  AnswerOnRecord,
  CallOnRecord,
  DutyOnRecord,
  FileOnRecord,
  MeetingOnRecord,
  MeetingRecord,
  NoticeOnRecord,
  OpinionOnRecord,
  PaperOnRecord,
  ParticipantOnRecord,
  RequestOnRecord,
  SealedAct,
} from './meeting-record.ts';

/** The newest row of the record, by its number and its seal. */
export async function newestSeal(tx: Transaction): Promise<{ rows: number; hash: string }> {
  const [head] = await tx.$queryRaw<{ rows: number; hash: string }[]>`
    select seq::float8 as rows, hash from audit_head where id = 1`;
  return head!;
}

/** Runs a statement within one snapshot. */
export type Query = <T>(statement: string, values: readonly unknown[]) => Promise<T[]>;

/** Meetings with this code, in any body or the one named by its code. */
export const meetingsNamed = (
  query: Query,
  code: string,
  body: string | null,
): Promise<{ id: string; bodyId: string; body: string }[]> =>
  query(
    `select m.id, m.body_id as "bodyId", b.code as body from meeting m join body b on b.id = m.body_id
     where lower(m.code) = lower($1) and ($2::text is null or lower(b.code) = lower($2)) order by m.starts_at`,
    [code, body],
  );

/** Instants as ISO strings; a column of type timestamptz. */
const iso = (column: string, as: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${as}"`;
const nameOf = (column: string): string => `(select full_name from person where id = ${column})`;

/** Everything of one meeting. `query` runs all statements in one snapshot, so that the parts agree. */
export async function readMeetingRecord(query: Query, id: string): Promise<MeetingRecord> {
  const of = <T>(statement: string): Promise<T[]> => query<T>(statement, [id]);
  const [meeting] = await of<MeetingOnRecord>(meetingColumns);
  const agenda = await of<MeetingRecord['agenda'][number] & { id: string }>(
    'select id, title, reporter, minutes from agenda_item where meeting_id = $1 order by position',
  );
  const requests = await of<RequestOnRecord>(requestColumns);
  const acts = await query<SealedAct>(actColumns, [[id, ...requests.map((request) => request.id)]]);
  const answers = await of<AnswerOnRecord>(answerColumns);
  const [papers, opinions] = [await of<PaperOnRecord>(paperColumns), await of<OpinionOnRecord>(opinionColumns)];
  const fileIds = [...papers.flatMap(({ fileId }) => fileId ?? []), ...opinions.flatMap(({ files }) => files)];
  const matters = [`meeting:${id}`, ...requests.map((request) => `request:${request.id}`)];
  return {
    meeting: meeting!,
    agenda: agenda.map(({ id: _id, ...item }) => item),
    papers,
    participants: await of<ParticipantOnRecord>(participantColumns),
    answers: answers.map((answer) => ({ ...answer, channel: channelOf(answer.id, acts) })),
    requests,
    duties: (await of<DutyRow>(dutyColumns)).map((duty) => standing(duty, meeting!, agenda)),
    opinions,
    chases: await of(
      `select ${nameOf('by_id')} as by, ${iso('at', 'at')}, people from chase where meeting_id = $1 order by chase.at`,
    ),
    notices: await query<NoticeOnRecord>(noticeColumns, [matters]),
    calls: (await query<CallRow>(callColumns, [matters])).map(({ state, error, ...call }) => ({
      ...call,
      reason: state === null ? null : callReason(state, error),
    })),
    tasks: await of(
      `select code, title, ${nameOf('lead_id')} as lead, nullif(due_day, '9999-12-31') as "dueDay", state from task where meeting_id = $1 order by code`,
    ),
    files: await query<FileOnRecord>(
      `select id, name, mime, size, sha256, state from file where id = any($1) order by created_at, id`,
      [fileIds],
    ),
    acts,
    head: (await query<{ seq: string; hash: string }>('select seq::text, hash from audit_head', []))[0]!,
  };
}

/** By which messenger an answer came: its act names it. */
const channelOf = (answerId: string, acts: readonly SealedAct[]): string | null =>
  acts.find(({ outcome, detail }) => outcome === 'done' && detail.includes(`"${answerId}"`))?.channel ?? null;

const meetingColumns = `
  select m.id, m.code, m.number, m.kind, m.title, ${iso('m.starts_at', 'startsAt')}, m.place, m.link,
    m.presider_name as presider, m.presider_post as "presiderPost", m.contact, m.requirements, m.state, m.version,
    m.urgency, m.report, ${nameOf('m.drafted_by')} as "draftedBy", ${iso('m.created_at', 'createdAt')},
    ${nameOf('m.submitted_by')} as "submittedBy", ${iso('m.submitted_at', 'submittedAt')},
    ${nameOf('m.convened_by')} as "convenedBy", ${iso('m.convened_at', 'convenedAt')},
    ${iso('m.answer_by', 'answerBy')}, m.changed_because as "changedBecause",
    ${iso('m.postponed_at', 'postponedAt')}, m.postponed_because as "postponedBecause",
    ${iso('m.cancelled_at', 'cancelledAt')}, m.cancelled_because as "cancelledBecause", ${iso('m.held_at', 'heldAt')},
    json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'abbreviation', b.abbreviation,
      'regulation', coalesce((
        select r.title from matter r where r.kind = 'revision' and r.body_id = b.id and r.state = 'issued'
          and r.data ->> 'day' <= to_char(m.starts_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')
        order by r.data ->> 'day' desc limit 1), b.regulation)) as body
  from meeting m join body b on b.id = m.body_id where m.id = $1`;

const participantColumns = `
  select p.person_id as "personId", p.name, p.post, p.seat_code as "seatCode", p."as",
    ${nameOf('p.principal_id')} as principal, ${iso('p.received_at', 'receivedAt')}, p.roll,
    ${iso('p.roll_at', 'rollAt')}, ${nameOf('p.roll_by')} as "rollBy", ${iso('p.left_at', 'leftAt')}
  from participant p where p.meeting_id = $1 order by p.position, p."as" = 'alternate', p.id`;

const answerColumns = `
  select a.id, ${nameOf('a.person_id')} as person, a.version, a.answer, a.source, ${nameOf('a.by_id')} as by,
    ${iso('a.at', 'at')}, a.current
  from answer a where a.meeting_id = $1 order by a.at, a.id`;

const requestColumns = `
  select r.id, ${nameOf('r.person_id')} as person, r.version, r.kind, r.reason, r.alternate_name as alternate,
    r.alternate_post as "alternatePost", r.scope, r.state, ${nameOf('r.asked_by')} as "askedBy", ${iso('r.asked_at', 'askedAt')},
    ${nameOf('r.decided_by')} as "decidedBy", ${iso('r.decided_at', 'decidedAt')}, r.acting, r.because_of as "becauseOf"
  from leave_request r where r.meeting_id = $1 order by r.asked_at, r.id`;

type DutyRow = Omit<DutyOnRecord, 'state'> & { state: Duty['state']; topics: (string | null)[] };

/** The row may say that an opinion is owed which the agenda no longer asks for, or one for an earlier time or place. */
function standing(
  { topics, ...duty }: DutyRow,
  meeting: MeetingOnRecord,
  agenda: readonly { id: string }[],
): DutyOnRecord {
  if (duty.state !== 'owed') return duty;
  if (duty.version !== meeting.version) return { ...duty, state: 'superseded' };
  return covers(topics, agenda) ? { ...duty, state: 'handed-in' } : duty;
}

const dutyColumns = `
  select ${nameOf('d.person_id')} as person, d.because, d.version, ${iso('d.due_at', 'dueAt')},
    ${iso('d.closed_at', 'closedAt')}, d.state, array(select o.item_id from opinion o
      where o.meeting_id = d.meeting_id and o.person_id = d.person_id and o.current) as topics
  from opinion_duty d where d.meeting_id = $1 order by d.opened_at, d.id`;

type CallRow = Omit<CallOnRecord, 'reason'> & { state: string | null; error: string | null };

/** The last message about each matter that did not reach somebody, and that he was told of the matter all the same. */
const callColumns = `
  with missed as (
    select distinct on (o.person_id, o.matter) o.person_id, o.matter, o.state, o.error, o.created_at
    from outbox o
    where o.matter = any($1) and o.class in ('action', 'notice') and o.person_id is not null
      and (o.state in ('unreachable', 'dead', 'doubtful') or o.error = 'not-received')
      and o.view->'files' is null and o.key not like '%:for:%'
    order by o.person_id, o.matter, o.id desc
  ), told as (select * from informed where matter = any($1))
  select ${nameOf('coalesce(m.person_id, t.person_id)')} as person, m.state, m.error, ${iso('m.created_at', 'since')},
    ${iso('t.at', 'toldAt')}, ${nameOf('t.by_id')} as "toldBy", t.how
  from missed m full join told t on t.person_id = m.person_id and t.matter = m.matter
  order by coalesce(m.created_at, t.at), 1`;

const opinionColumns = `
  select o.code, o.item_title as item, ${nameOf('o.person_id')} as person, ${nameOf('o.by_id')} as by, o.version, o.stance, o.text, o.files,
    ${iso('o.at', 'at')}, o.late, o.current
  from opinion o where o.meeting_id = $1 order by o.at, o.id`;

const paperColumns = `
  select d.title, d.file_id as "fileId", d.link, ${iso('d.added_at', 'addedAt')}, ${nameOf('d.added_by')} as "addedBy"
  from paper d where d.meeting_id = $1 order by d.added_at, d.id`;

/** What somebody was told, not what he saw change on a card. */
const noticeColumns = `
  select coalesce(${nameOf('o.person_id')}, o.chat) as person, o.class, o.view, o.channel, o.state, o.error,
    ${iso('o.created_at', 'createdAt')}, ${iso('o.sent_at', 'sentAt')}
  from outbox o where o.matter = any($1) and o.class <> 'refresh' and o.edits is null order by o.id`;

/** Every act that names the meeting or a request about it, refused ones too. */
const actColumns = `
  select a.seq::text, ${iso('a.at', 'at')}, ${nameOf('a.actor_id')} as actor, ${nameOf('a.behalf_id')} as behalf,
    a.channel, a.command, a.outcome, a.detail, a.previous, a.hash
  from audit a where exists (select from unnest($1::text[]) as named(id) where position(named.id in a.detail) > 0)
  order by a.seq`;
