// Reads the file of a meeting, of a matter, of a year from all chapters' tables: nothing that was superseded is left out.
import type { Original } from '../../kernel/case-file.ts';
import { instant, makeDay } from '../../kernel/time.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import { callReason } from '../calls/index.ts';
import { covers, type Duty } from '../opinions/index.ts';
import type {
  AnswerOnRecord,
  AroundOnRecord,
  BodyOnRecord,
  CallOnRecord,
  DutyOnRecord,
  MatterOnRecord,
  MatterRecord,
  MeetingOnRecord,
  MeetingRecord,
  NoticeOnRecord,
  OpinionOnRecord,
  PaperOnRecord,
  ParticipantOnRecord,
  RequestOnRecord,
  SealedAct,
  YearRecord,
} from './meeting-record.ts';

/** The newest row of the record, by its number and its seal. */
export async function newestSeal(tx: Transaction): Promise<{ rows: number; hash: string }> {
  const [head] = await tx.$queryRaw<{ rows: number; hash: string }[]>`
    select seq::float8 as rows, hash from audit_head where id = 1`;
  return head!;
}

/** Runs a statement within one snapshot. */
type Query = <T>(statement: string, values: readonly unknown[]) => Promise<T[]>;

/** `$1` and so on are values; the statement itself is written here. */
const queryOn =
  (tx: Transaction): Query =>
  <T>(statement: string, values: readonly unknown[]) => {
    const asked = statement.split(/\$(\d)/);
    const given = asked.filter((_part, at) => at % 2 === 1).map((nth) => values[Number(nth) - 1]);
    return tx.$queryRaw<T[]>(
      Prisma.sql(
        asked.filter((_part, at) => at % 2 === 0),
        ...given,
      ),
    );
  };

/** Instants as ISO strings; a column of type timestamptz. */
const iso = (column: string, as: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${as}"`;
const nameOf = (column: string): string => `(select full_name from person where id = ${column})`;

/** Everything of one meeting. */
export async function readMeetingRecord(tx: Transaction, id: string): Promise<MeetingRecord> {
  const query = queryOn(tx);
  const of = <T>(statement: string): Promise<T[]> => query<T>(statement, [id]);
  const [meeting] = await of<MeetingOnRecord>(meetingColumns);
  const agenda = await of<MeetingRecord['agenda'][number] & { id: string }>(
    'select id, title, reporter, minutes from agenda_item where meeting_id = $1 order by position',
  );
  const requests = await of<RequestOnRecord>(requestColumns);
  const own = [`meeting:${id}`, ...requests.map((request) => `request:${request.id}`)];
  const around = await readAround(query, own, await partsOfMeeting(query, id));
  const answers = await of<AnswerOnRecord>(answerColumns);
  return {
    meeting: meeting!,
    agenda: agenda.map(({ id: _id, ...item }) => item),
    papers: await of<PaperOnRecord>(paperColumns),
    participants: await of<ParticipantOnRecord>(participantColumns),
    arrivals: await of(
      `select ${nameOf('person_id')} as person, version, ${iso('at', 'at')} from arrival where meeting_id = $1 order by arrival.at`,
    ),
    answers: answers.map((answer) => ({ ...answer, channel: channelOf(answer.id, around.acts) })),
    requests,
    duties: (await of<DutyRow>(dutyColumns)).map((duty) => standing(duty, meeting!, agenda)),
    opinions: await of<OpinionOnRecord>(opinionColumns),
    chases: await of(
      `select ${nameOf('by_id')} as by, ${iso('at', 'at')}, people from chase where meeting_id = $1 order by chase.at`,
    ),
    tasks: await of(
      `select code, title, ${nameOf('lead_id')} as lead, nullif(due_day, '9999-12-31') as "dueDay", state from task where meeting_id = $1 order by code`,
    ),
    ...around,
  };
}

/** Everything of one matter that is no meeting, named `round:<id>`, with what is about it. */
export async function readMatterRecord(tx: Transaction, bodyId: string, about: string): Promise<MatterRecord> {
  const query = queryOn(tx);
  const around = await readAround(query, [], await withParts(query, [about]));
  const { code, title } = around.matters.find(({ matter }) => matter === about)!.row as { code: string; title: string };
  return { body: await bodyOf(query, bodyId), code, title, ...around };
}

/** Everything that belongs to no meeting and was begun in a year, as Vietnam counts it. */
export async function readYearRecord(tx: Transaction, bodyId: string, year: number): Promise<YearRecord> {
  const query = queryOn(tx);
  const span = [bodyId, instant(makeDay(year, 1, 1), 0, 0), instant(makeDay(year + 1, 1, 1), 0, 0)];
  const of = <T>(statement: string): Promise<T[]> => query<T>(statement, span);
  const begun = await of<{ matter: string }>(begunColumns);
  return {
    body: await bodyOf(query, bodyId),
    year,
    absences: await of(`select ${iso('"from"', 'from')}, ${iso('"to"', 'to')}, ${nameOf('deputy_id')} as deputy,
      ${nameOf('recorded_by')} as by, ${iso('ended_at', 'endedAt')}
      from chair_absence where body_id = $1 and "from" < $3 and "to" >= $2 order by chair_absence."from"`),
    seats: await of(`select code, ${nameOf('person_id')} as person, post, decision, ${iso('valid_from', 'from')},
      ${iso('valid_to', 'to')} from seat where body_id = $1 and valid_from < $3
      and (valid_from >= $2 or (valid_to >= $2 and valid_to < $3)) order by code, valid_from`),
    meetings: await of(`select code, title, ${iso('starts_at', 'startsAt')}, state from meeting
      where body_id = $1 and starts_at >= $2 and starts_at < $3 order by meeting.starts_at`),
    ...(await readAround(
      query,
      [],
      begun.map(({ matter }) => matter),
    )),
  };
}

/** Files as they are stored, the oldest first. */
export const readFiles = (tx: Transaction, ids: readonly string[]): Promise<Original[]> =>
  queryOn(tx)('select id, name, mime, size, sha256, state from file where id = any($1) order by created_at, id', [
    [...new Set(ids)],
  ]);

const bodyOf = async (query: Query, bodyId: string): Promise<BodyOnRecord> =>
  (await query<BodyOnRecord>('select id, code, name, abbreviation from body where id = $1', [bodyId]))[0]!;

/** What came of a meeting: what is about it, its tasks, what is about those, and so on. */
async function partsOfMeeting(query: Query, id: string): Promise<string[]> {
  const tasks = await query<{ matter: string }>(
    `select 'task:' || id as matter from task where meeting_id = $1 order by code`,
    [id],
  );
  return (await withParts(query, [`meeting:${id}`, ...tasks.map(({ matter }) => matter)])).slice(1);
}

/** These, and whatever is about one of them. */
async function withParts(query: Query, names: readonly string[]): Promise<string[]> {
  const found = await query<{ matter: string }>(
    `with recursive below(matter) as (
       select unnest($1::text[]) union select m.kind || ':' || m.id from matter m join below on m.about = below.matter
     ) select matter from below`,
    [[...names]],
  );
  return [...names, ...found.flatMap(({ matter }) => (names.includes(matter) ? [] : matter))];
}

/** Matters and tasks of a year; one about a meeting, or about a task given at one, is in that meeting's file. */
const begunColumns = `
  with recursive above(id, about) as (
    select id, about from matter where body_id = $1 and created_at >= $2 and created_at < $3
    union
    select above.id, coalesce(m.about, 'meeting:' || t.meeting_id) from above
      left join matter m on above.about = m.kind || ':' || m.id
      left join task t on above.about = 'task:' || t.id
      where above.about is not null and above.about not like 'meeting:%'
  )
  select m.kind || ':' || m.id as matter from matter m
    where m.body_id = $1 and m.created_at >= $2 and m.created_at < $3
      and not exists (select from above where above.id = m.id and above.about like 'meeting:%')
  union all
  select 'task:' || id from task
    where body_id = $1 and assigned_at >= $2 and assigned_at < $3 and meeting_id is null`;

/** `own`: names of what is read elsewhere, whose messages, numbers and acts belong here all the same. */
async function readAround(query: Query, own: readonly string[], matters: readonly string[]): Promise<AroundOnRecord> {
  const names = [...own, ...matters];
  const about = <T>(statement: string): Promise<T[]> => query<T>(statement, [names]);
  return {
    matters: await query<MatterOnRecord>(matterColumns, [matters]),
    numbers:
      await about(`select matter, symbol, ordinal, year, ${nameOf('entered_by')} as by, ${iso('entered_at', 'at')}
      from document_number where matter = any($1) order by entered_at`),
    signed: await about(`select matter, kind, edition, files, ${nameOf('by_id')} as by, ${iso('at', 'at')}
      from signed_copy where matter = any($1) order by signed_copy.at`),
    notices: await about<NoticeOnRecord>(noticeColumns),
    calls: (await about<CallRow>(callColumns)).map(({ state, error, ...call }) => ({
      ...call,
      reason: state === null ? null : callReason(state, error),
    })),
    acts: await query<SealedAct>(actColumns, [names.map((name) => name.slice(name.indexOf(':') + 1))]),
    head: (await query<{ seq: string; hash: string }>('select seq::text, hash from audit_head', []))[0]!,
  };
}

const matterColumns = `
  select m.kind || ':' || m.id as matter, to_jsonb(m) as row, coalesce(
      (select jsonb_agg(to_jsonb(s) order by s.id) from round_slip s where s.round_id = m.id),
      (select jsonb_agg(to_jsonb(a) order by a.id) from inquiry_answer a where a.inquiry_id = m.id), '[]') as beside
    from matter m where m.kind || ':' || m.id = any($1) and m.id = any(select split_part(unnest($1::text[]), ':', 2))
  union all
  select 'task:' || t.id, to_jsonb(t),
      coalesce((select jsonb_agg(to_jsonb(r) order by r.at, r.id) from task_report r where r.task_id = t.id), '[]')
    from task t where t.id = any(select split_part(unnest($1::text[]), ':', 2)) and 'task:' || t.id = any($1)`;

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
    ${iso('o.created_at', 'createdAt')}, ${iso('o.sent_at', 'sentAt')}, ${iso('o.received_at', 'receivedAt')},
    o.external_id as message
  from outbox o where o.matter = any($1) and o.class <> 'refresh' and o.edits is null order by o.id`;

/** Every act that names one of them, refused ones too: a name stands in quotation marks, alone or after its kind. */
const actColumns = `
  select a.seq::text, ${iso('a.at', 'at')}, ${nameOf('a.actor_id')} as actor, ${nameOf('a.behalf_id')} as behalf,
    a.channel, a.command, a.outcome, a.detail, a.previous, a.hash
  from audit a where exists (
    select from unnest(string_to_array(translate(a.detail, ': /', '"""'), '"')) as named(id) where named.id = any($1))
  order by a.seq`;
