// What is on record about a meeting, a matter or a year, as it is handed over (Điều 8.9): complete, with what was superseded.
import type { Original } from '../../kernel/case-file.ts';
import type { View } from '../../kernel/view.ts';
import type { CallReason } from '../calls/index.ts';
import type { Meeting, Participant } from '../meetings/index.ts';
import type { Duty } from '../opinions/index.ts';

/** Instants are ISO strings: a record is read by other programs. */
type Instant = string;

export type MeetingOnRecord = {
  id: string;
  code: string;
  number: string | null;
  kind: Meeting['kind'];
  title: string;
  startsAt: Instant;
  place: string;
  link: string | null;
  presider: string;
  presiderPost: string;
  contact: string;
  requirements: string | null;
  state: Meeting['state'];
  version: number;
  urgency: string | null;
  report: Meeting['report'];
  draftedBy: string | null;
  createdAt: Instant;
  submittedBy: string | null;
  submittedAt: Instant | null;
  convenedBy: string | null;
  convenedAt: Instant | null;
  answerBy: Instant | null;
  changedBecause: string | null;
  postponedAt: Instant | null;
  postponedBecause: string | null;
  cancelledAt: Instant | null;
  cancelledBecause: string | null;
  heldAt: Instant | null;
  body: { id: string; code: string; name: string; abbreviation: string; regulation: string | null };
};

export type ParticipantOnRecord = {
  personId: string | null;
  name: string;
  post: string;
  seatCode: string | null;
  as: 'member' | 'guest' | 'alternate';
  /** For an alternate: whose place he takes. */
  principal: string | null;
  receivedAt: Instant | null;
  roll: Participant['roll'];
  rollAt: Instant | null;
  rollBy: string | null;
  leftAt: Instant | null;
};

export type AnswerOnRecord = {
  id: string;
  person: string;
  /** Of the meeting: answers to an earlier time or place no longer count. */
  version: number;
  answer: string;
  source: string;
  by: string | null;
  at: Instant;
  current: boolean;
};

export type RequestOnRecord = {
  id: string;
  person: string;
  version: number;
  /** absence | proxy */
  kind: string;
  reason: string;
  alternate: string | null;
  alternatePost: string | null;
  /** How far he spoke for who sent him. */
  scope: string | null;
  state: string;
  askedBy: string | null;
  askedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
  /** He decided in place of the absent chair (Điều 4). */
  acting: boolean;
  becauseOf: string | null;
};

export type DutyOnRecord = {
  person: string;
  because: string;
  /** Of the meeting. */
  version: number;
  dueAt: Instant;
  closedAt: Instant | null;
  /** As it stands, in view of what was handed in; `superseded`: of an earlier time or place. */
  state: Duty['state'] | 'superseded';
};

/** Somebody a message about the meeting did not reach, or who was told of it otherwise. */
export type CallOnRecord = {
  person: string;
  /** Why he was to be telephoned; null when every message had reached him. */
  reason: CallReason | null;
  since: Instant | null;
  toldAt: Instant | null;
  toldBy: string | null;
  /** phone | in-person | paper */
  how: string | null;
};

export type OpinionOnRecord = {
  code: string;
  /** The title of the item it is about, as it was then; null for the whole meeting. */
  item: string | null;
  person: string;
  by: string | null;
  version: number;
  stance: string;
  text: string;
  files: readonly string[];
  at: Instant;
  late: boolean;
  current: boolean;
};

export type PaperOnRecord = {
  title: string;
  fileId: string | null;
  link: string | null;
  addedAt: Instant;
  addedBy: string | null;
};

export type NoticeOnRecord = {
  person: string | null;
  class: string;
  view: View;
  channel: string | null;
  state: string;
  error: string | null;
  createdAt: Instant;
  sentAt: Instant | null;
  receivedAt: Instant | null;
  /** The messenger's own number of the message. */
  message: string | null;
};

/** A row of the record with what seals it: `hash` is the SHA-256 of `previous`, `seq` and `detail`, a line each. */
export type SealedAct = {
  seq: string;
  at: Instant;
  actor: string | null;
  behalf: string | null;
  channel: string;
  command: string;
  outcome: string;
  detail: string;
  previous: string;
  hash: string;
};

/** Who said by the code at the door that he was there, when; of an earlier time or place as well. */
type ArrivalOnRecord = { person: string; version: number; at: Instant };

/** A row as the tables keep it, with those that stand beside it: slips of a round, answers of agencies, reports on a task. */
export type MatterOnRecord = { matter: string; row: Readonly<Record<string, unknown>>; beside: readonly object[] };

/** The clerk's number of a paper about a matter. */
type NumberOnRecord = { matter: string; symbol: string; ordinal: string; year: number; by: string; at: Instant };

/** The signed copy of a paper about a matter; `files` by id. */
type SignedOnRecord = {
  matter: string;
  kind: string;
  edition: number;
  files: readonly string[];
  by: string;
  at: Instant;
};

/** What stands around matters, whatever they are about. */
export type AroundOnRecord = {
  matters: readonly MatterOnRecord[];
  numbers: readonly NumberOnRecord[];
  signed: readonly SignedOnRecord[];
  notices: readonly NoticeOnRecord[];
  calls: readonly CallOnRecord[];
  acts: readonly SealedAct[];
  /** Where the whole record stood: the extract belongs to this chain. */
  head: { seq: string; hash: string };
};

export type BodyOnRecord = { id: string; code: string; name: string; abbreviation: string };

export type MeetingRecord = AroundOnRecord & {
  meeting: MeetingOnRecord;
  agenda: readonly { title: string; reporter: string | null; minutes: number | null }[];
  papers: readonly PaperOnRecord[];
  participants: readonly ParticipantOnRecord[];
  arrivals: readonly ArrivalOnRecord[];
  answers: readonly (AnswerOnRecord & { channel: string | null })[];
  requests: readonly RequestOnRecord[];
  duties: readonly DutyOnRecord[];
  opinions: readonly OpinionOnRecord[];
  chases: readonly { by: string | null; at: Instant; people: number }[];
  tasks: readonly { code: string; title: string; lead: string | null; dueDay: string | null; state: string }[];
};

/** Of one matter that is no meeting. */
export type MatterRecord = AroundOnRecord & { body: BodyOnRecord; code: string; title: string };

/** Of what belongs to no meeting and was begun in a year. */
export type YearRecord = AroundOnRecord & {
  body: BodyOnRecord;
  year: number;
  /** The chair away, and who acted for him (Điều 4). */
  absences: readonly { from: Instant; to: Instant; deputy: string; by: string; endedAt: Instant | null }[];
  /** Seats that opened or passed on in that year. */
  seats: readonly {
    code: string;
    person: string;
    post: string;
    decision: string | null;
    from: Instant;
    to: Instant | null;
  }[];
  /** Those of that year, each with a file of its own. */
  meetings: readonly { code: string; title: string; startsAt: Instant; state: string }[];
};

export type OnRecord = { meeting: MeetingRecord } | { matter: MatterRecord } | { year: YearRecord };

/** As a folder holds it, with its files. */
export type Filed<R> = R & { files: readonly Original[] };
