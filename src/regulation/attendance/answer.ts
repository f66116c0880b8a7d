// Điều 6.4: what an invitee answered, what he asked the presider for, and how he stands by both.
import type { Told } from '../calls/index.ts';
import type { PersonMet } from '../committee/index.ts';
import type { Meeting, MeetingEvent } from '../meetings/index.ts';
import type { DutyOpened, DutyReleased } from '../opinions/index.ts';

export const modes = ['in-person', 'online'] as const;
export type Mode = (typeof modes)[number];

/** There is no "maybe": attendance is a duty, so an answer is a yes or a request (RS3). */
export type AnswerKind = Mode | RequestKind | 'withdrawn';

/** How the answer reached us: typed by himself, or taken down by the secretariat. */
export const sources = ['phone', 'in-person', 'paper'] as const;
export type Source = 'chat' | (typeof sources)[number];

/** Every answer is kept; the newest to the meeting's present version counts. */
export type Answer = {
  id: string;
  meetingId: string;
  personId: string;
  version: number;
  answer: AnswerKind;
  source: Source;
  byId: string;
  at: Date;
};

export type RequestKind = 'absence' | 'proxy';

/** Who is to attend in somebody's place. */
export type Alternate = {
  /** Null when he is on no roster: he is told by telephone. */
  personId: string | null;
  name: string;
  post: string;
  phone: string | null;
  /** He is on no roster, and letters reach him here (CH10). */
  email?: string;
  /** What he may say or decide there (PX1): one of `scopes`, or words; left out or null: it was not said. */
  scope?: string | null;
};

type Asked = {
  id: string;
  meetingId: string;
  personId: string;
  version: number;
  /** A preset's name or the words of the person. */
  reason: string;
  askedBy: string;
  askedAt: Date;
};

type Wanted = { kind: 'absence'; alternate: null } | { kind: 'proxy'; alternate: Alternate };

export type Verdict = {
  decidedBy: string;
  decidedAt: Date;
  /** Decided in place of the absent chair (Điều 4). */
  acting: boolean;
  becauseOf: string | null;
};

type Course =
  | { state: 'waiting' }
  | ({ state: 'agreed' | 'refused' } & Verdict)
  /** By himself, before or after the decision. */
  | { state: 'withdrawn' }
  /** The meeting began before anybody decided: not consented to. */
  | { state: 'lapsed' };

export type Request = Asked & Wanted & Course;
export type Waiting = Extract<Request, { state: 'waiting' }>;
export type Decided = Extract<Request, { state: 'agreed' | 'refused' }>;

/** How an invitee stands; what the board, the reminders and the roll-call go by. */
export type Standing =
  | { state: 'unanswered' }
  | { state: 'attending'; mode: Mode; answer: Answer }
  | { state: 'asking'; request: Waiting }
  | { state: 'excused' | 'represented'; request: Decided }
  /** Consent was refused: he must attend, and answers anew (PX7). */
  | { state: 'refused'; request: Decided }
  | { state: 'lapsed'; request: Request };

/**
 * How somebody stands by his newest answer and request. Those to an earlier version of the meeting do not count:
 * a new time or place asks everybody anew.
 */
export function standingBy(
  answer: Answer | null,
  request: Request | null,
  meeting: Pick<Meeting, 'version'>,
): Standing {
  if (!answer || answer.version !== meeting.version) return { state: 'unanswered' };
  switch (answer.answer) {
    case 'withdrawn':
      return { state: 'unanswered' };
    case 'in-person':
    case 'online':
      return { state: 'attending', mode: answer.answer, answer };
    case 'absence':
    case 'proxy':
      return request && request.version === meeting.version ? standingOfRequest(request) : { state: 'unanswered' };
  }
}

function standingOfRequest(request: Request): Standing {
  switch (request.state) {
    case 'waiting':
      return { state: 'asking', request };
    case 'agreed':
      return { state: request.kind === 'proxy' ? 'represented' : 'excused', request };
    case 'refused':
      return { state: 'refused', request };
    case 'lapsed':
      return { state: 'lapsed', request };
    case 'withdrawn':
      return { state: 'unanswered' };
  }
}

/** Who is still to be asked for an answer. */
export const isUnanswered = (standing: Standing): boolean =>
  standing.state === 'unanswered' || standing.state === 'refused';

export type Answered = { type: 'attendance.answered'; answer: Answer };
type Requested = { type: 'attendance.requested'; request: Waiting };
type Withdrawn = { type: 'attendance.withdrawn'; requestId: string; at: Date };
export type RequestDecided = {
  type: 'attendance.decided';
  requestId: string;
  outcome: 'agreed' | 'refused';
} & Verdict;
type Scoped = { type: 'attendance.scoped'; requestId: string; scope: string; at: Date };
type Lapsed = { type: 'attendance.lapsed'; requestId: string; at: Date };
export type Chased = {
  type: 'attendance.chased';
  id: string;
  meetingId: string;
  byId: string;
  at: Date;
  people: number;
};

export type AttendanceEvent = Answered | Requested | Withdrawn | RequestDecided | Scoped | Lapsed | Chased;

/** What an act of this chapter may lead to, in its own tables and in those of the chapters before it. */
export type Consequence =
  | AttendanceEvent
  | Extract<MeetingEvent, { type: 'meetings.alternate-added' | 'meetings.alternate-scoped' }>
  | Extract<MeetingEvent, { type: 'meetings.alternate-removed' | 'meetings.received' }>
  | DutyOpened
  | DutyReleased
  | PersonMet
  | Told;

/** The request after something happened to it. */
export function evolveRequest(request: Request, event: AttendanceEvent): Request {
  if (!('requestId' in event) || event.requestId !== request.id) return request;
  const { id, meetingId, personId, version, reason, askedBy, askedAt } = request;
  const asked: Asked = { id, meetingId, personId, version, reason, askedBy, askedAt };
  const wanted: Wanted =
    request.kind === 'proxy' ? { kind: 'proxy', alternate: request.alternate } : { kind: 'absence', alternate: null };
  switch (event.type) {
    case 'attendance.scoped':
      return request.kind === 'proxy'
        ? { ...request, alternate: { ...request.alternate, scope: event.scope } }
        : request;
    case 'attendance.withdrawn':
      return { ...asked, ...wanted, state: 'withdrawn' };
    case 'attendance.lapsed':
      return { ...asked, ...wanted, state: 'lapsed' };
    case 'attendance.decided': {
      const { decidedBy, decidedAt, acting, becauseOf, outcome } = event;
      return { ...asked, ...wanted, state: outcome, decidedBy, decidedAt, acting, becauseOf };
    }
  }
}

/** How somebody stands after these events. */
export function evolveStanding(
  standing: Standing,
  events: readonly AttendanceEvent[],
  meeting: Pick<Meeting, 'version'>,
): Standing {
  let [answer, request] = [answerIn(standing), requestIn(standing)];
  for (const event of events) {
    if (event.type === 'attendance.answered') answer = event.answer;
    else if (event.type === 'attendance.requested') request = event.request;
    else if (request) request = evolveRequest(request, event);
  }
  return standingBy(answer, request, meeting);
}

export const requestIn = (standing: Standing): Request | null => ('request' in standing ? standing.request : null);

/** An answer that says what the standing says, where the answer itself was not kept at hand. */
function answerIn(standing: Standing): Answer | null {
  if (standing.state === 'attending') return standing.answer;
  if (!('request' in standing)) return null;
  const { id, meetingId, personId, version, kind, askedBy, askedAt } = standing.request;
  return { id, meetingId, personId, version, answer: kind, source: 'chat', byId: askedBy, at: askedAt };
}
