// What of the database is one body's (AR6, Điều 7, 13): said once for every model, so that a new one that says nothing does not compile.
import { Prisma } from '../generated/client.ts';

/**
 * `where`: which rows are the body's, of table `t`, `:body` for its id; `row`: what of a row goes along, as JSON.
 * `named`: rows of everybody; those go along whose id stands in another row that does. `sealed`: the record, which goes
 * as a chain of its own (handover/chain.ts). `stays`: why it does not go along.
 */
type Belongs = { where: string; row?: string } | { named: true; row?: string } | { sealed: true } | { stays: Why };

/** `address`: opens or reaches a chat here; `here`: this installation's; `passing`: gone by itself soon, and no record. */
type Why = 'address' | 'here' | 'passing';

const own = { where: 't.body_id = :body' };
const ofMeeting = { where: 't.meeting_id in (select id from meeting where body_id = :body)' };
const without = (...columns: string[]): string => columns.map((column) => ` - '${column}'`).join('');

/** Whom the body itself knows: seated, invited, named as somebody's alternate. Of others only their names go along. */
const known = `t.id in (
  select person_id from seat where body_id = :body
  union select p.person_id from participant p join meeting m on m.id = p.meeting_id where m.body_id = :body
  union select r.alternate_id from leave_request r join meeting m on m.id = r.meeting_id where m.body_id = :body)`;

const seated = 'select person_id from seat where body_id = :body';

/** A message that had not left counts as not delivered: whoever was to have it is telephoned, and nobody gets it twice. */
const unsent = `t.state in ('pending', 'leased', 'doubtful')`;

export const belongings: Readonly<Record<Prisma.ModelName, Belongs>> = {
  Body: { where: 't.id = :body' },
  Agency: { named: true },
  Person: {
    named: true,
    row: `to_jsonb(t) || case when ${known} then '{}' else '{"phone": null, "email": null, "address": null}' end::jsonb`,
  },
  File: { named: true, row: `to_jsonb(t) || '{"account_id": null, "external_ref": null}'` },
  Seat: own,
  Assistant: { where: `t.person_id in (${seated}) and t.leader_id in (${seated})` },
  ChairAbsence: own,
  Setting: {
    // What the whole installation goes by goes along as the body's own, where it has nothing of its own.
    where: `t.body_id = :body or (t.body_id = '' and t.key <> 'rehearsal.clock'
      and not exists (select from setting o where o.body_id = :body and o.key = t.key))`,
    row: `to_jsonb(t) || jsonb_build_object('body_id', :body)`,
  },
  CalendarDay: { where: 'true' },
  Counter: own,
  DocumentNumber: own,
  SignedCopy: own,
  Apart: own,
  Meeting: own,
  Participant: ofMeeting,
  AgendaItem: ofMeeting,
  Paper: ofMeeting,
  Arrival: ofMeeting,
  Answer: ofMeeting,
  LeaveRequest: ofMeeting,
  Chase: ofMeeting,
  OpinionDuty: ofMeeting,
  Opinion: own,
  OpinionDraft: ofMeeting,
  RoundSlip: own,
  InquiryAnswer: own,
  Task: own,
  TaskReport: { where: 't.task_id in (select id from task where body_id = :body)' },
  TheodoinqTick: own,
  Matter: own,
  Reminder: { where: `t.body_id = :body or (t.body_id = '' and body_of(t.matter) = :body)` },
  DigestLine: { ...own, row: `to_jsonb(t)${without('id')}` },
  Sending: own,
  Informed: { where: 'body_of(t.matter) = :body' },
  Access: { ...own, row: `to_jsonb(t)${without('id')}` },
  Outbox: {
    where: 'body_of(t.matter) = :body',
    // Keys of answers are made of a messenger's numbers, which another bot counts anew.
    row: `to_jsonb(t)${without('id')} || jsonb_build_object('account_id', null, 'chat', null, 'live', false, 'tried', '{}'::text[])
      || case when t.class in ('reply', 'refresh') then jsonb_build_object('key', 'past:' || :body || ':' || t.key) else '{}' end
      || case when ${unsent} then '{"state": "dead", "error": "handed-over"}' else '{}' end::jsonb`,
  },
  Audit: { sealed: true },
  AuditBefore: own,
  AuditHead: { stays: 'here' },
  Account: { stays: 'address' },
  LinkCode: { stays: 'address' },
  ConsentAsked: { stays: 'address' },
  LinkGuess: { stays: 'address' },
  CalendarFeed: { stays: 'address' },
  DeskLink: { stays: 'address' },
  DeskSession: { stays: 'address' },
  DeskAccess: { stays: 'address' },
  ApartLink: { stays: 'address' },
  UploadLink: { stays: 'address' },
  MailLink: { stays: 'address' },
  GroupChat: { stays: 'address' },
  ZaloToken: { stays: 'here' },
  MessageTemplate: { stays: 'here' },
  Spending: { stays: 'here' },
  DoorSecret: { stays: 'here' },
  PersonPin: { stays: 'here' },
  Tick: { stays: 'here' },
  Inbox: { stays: 'passing' },
  Conversation: { stays: 'passing' },
  Unclear: { stays: 'passing' },
};

/** What is counted for who hands over: it stays behind and is somebody's. */
export const counted: Readonly<Record<string, string>> = {
  account: `select count(*) from account t where t.unlinked_at is null and t.person_id in (${seated})`,
  link_code: `select count(*) from link_code t where t.used_at is null and t.voided_at is null and t.person_id in (${seated})`,
  calendar_feed: `select count(*) from calendar_feed t where t.person_id in (${seated})`,
  desk_session: `select count(*) from desk_session t join account a on a.id = t.account_id where a.person_id in (${seated})`,
  unsent: `select count(*) from outbox t where ${unsent} and body_of(t.matter) = :body`,
};

/** By the names of tables, which the models are mapped to. */
export const tableOf = (model: Prisma.ModelName): string =>
  model.replace(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '_' : ''}${letter.toLowerCase()}`);

export const belongingsByTable: ReadonlyMap<string, Belongs> = new Map(
  Object.values(Prisma.ModelName).map((model) => [tableOf(model), belongings[model]]),
);
