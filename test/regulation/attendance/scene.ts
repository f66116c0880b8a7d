// A convened meeting of the specs' committee, its invitees and their requests.
import type { Act, Args, World } from '../../../src/kernel/command.ts';
import type { Actor, PersonCard, SeatCard } from '../../../src/kernel/person.ts';
import { instant, makeDay } from '../../../src/kernel/time.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import type { Answer, Decided, Request, Standing, Waiting } from '../../../src/regulation/attendance/answer.ts';
import type { MemberFacts, ProxyFacts, RequestFacts } from '../../../src/regulation/attendance/facts.ts';
import type { MeetingFile, Participant } from '../../../src/regulation/meetings/index.ts';
import type { Convened } from '../../../src/regulation/meetings/meeting.ts';
import type { Duty } from '../../../src/regulation/opinions/index.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, committee, personId, type Seated, seatCards } from '../../support/committee.ts';

const guestSeats: readonly Seated[] = [
  { code: 'PGD2', name: 'Cao Phó Tài', role: 'team-member', post: 'Phó Giám đốc', agency: 'Sở Tài chính' },
  { code: 'PYT1', name: 'Lý Phó Y', role: 'agency-head', post: 'Phó Giám đốc', agency: 'Sở Y tế' },
];
export const people: readonly Seated[] = [...committee, ...guestSeats];
export const seats = seatCards(people);

export const seatOf = (code: string): SeatCard => seats.find((seat) => seat.code === code)!;
export const person = (code: string): PersonCard => seatOf(code).person;

export const actor = (code: string, leaders: readonly string[] = []): Actor => ({
  person: person(code),
  account: null,
  seats: [seatOf(code)],
  leaders: leaders.map((leader) => ({ person: person(leader), seats: [seatOf(leader)] })),
  actingIn: [],
});

/** Tuesday, 1 December 2026, 09:00. */
export const morning = instant(makeDay(2026, 12, 1), 9, 0);
/** Friday, 11 December 2026, 14:00. */
export const startsAt = instant(makeDay(2026, 12, 11), 14, 0);
export const meetingId = 'm000000000000000';

let made = 0;
export const world = (now: Date = morning): World => ({
  now,
  calendar: makeCalendar([]),
  settings: defaultSettings,
  newId: () => `n${String(++made).padStart(15, '0')}`,
});

export const act = (code: string, args: Args = {}, now: Date = morning): Act => ({
  ...world(now),
  by: actor(code),
  args,
  as: { seat: seatOf(code), behalf: null, acting: false },
});

export const participant = (code: string, more: Partial<Participant> = {}): Participant => ({
  id: `i${code}`,
  meetingId,
  personId: personId(code),
  name: person(code).fullName,
  post: seatOf(code).post,
  seatId: seatOf(code).id,
  seatCode: code,
  role: seatOf(code).role,
  as: 'member',
  principalId: null,
  position: 0,
  receivedAt: null,
  roll: null,
  leftAt: null,
  ...more,
});

export const meeting = (more: Partial<Convened> = {}): Convened => ({
  id: meetingId,
  bodyId,
  code: 'GM-12',
  number: null,
  kind: 'quarterly',
  title: 'Họp quý IV năm 2026',
  startsAt,
  place: 'Phòng họp số 1',
  link: null,
  presiderId: personId('TB'),
  contact: 'Thư ký, 0900000000',
  requirements: null,
  version: 1,
  urgency: null,
  report: {},
  draftedBy: personId('TV01'),
  createdAt: morning,
  submissions: 0,
  proposal: null,
  changedBecause: null,
  state: 'convened',
  convenedAt: morning,
  convenedBy: personId('TB'),
  answerBy: instant(makeDay(2026, 12, 9), 17, 0),
  ...more,
});

export const invitedCodes = ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03'];

export const file = (more: Partial<Convened> = {}, extra: readonly Participant[] = []): MeetingFile => ({
  meeting: meeting(more),
  body: { id: bodyId, code: 'khanh-hoa', name: 'Ban Chỉ đạo', abbreviation: 'BCĐCĐS' },
  presider: { id: personId('TB'), fullName: person('TB').fullName, post: seatOf('TB').post },
  participants: [...invitedCodes.map((code) => participant(code)), ...extra],
  agenda: [],
  papers: [],
});

export const member = (code: string, more: Partial<MemberFacts> = {}): MemberFacts => ({
  file: file(),
  person: person(code),
  participant: participant(code),
  seat: seatOf(code),
  principal: null,
  standing: { state: 'unanswered' },
  duty: null,
  opinionsOn: [],
  decider: person('TB'),
  overseers: seats.filter((seat) => seat.role === 'secretariat' || seat.role === 'standing-member'),
  history: { year: 2026, proxies: 2, meetings: 4 },
  ...more,
});

export const proxyMember = (code: string, more: Partial<ProxyFacts> = {}): ProxyFacts => ({
  ...member(code),
  seats,
  phones: new Map([[personId('PGD1'), '84912000111']]),
  taken: [],
  addressed: null,
  ...more,
});

export const waiting = (code: string, more: Partial<Waiting> = {}): Waiting =>
  ({
    id: `r${code.toLowerCase().padEnd(15, '0')}`,
    meetingId,
    personId: personId(code),
    version: 1,
    kind: 'absence',
    alternate: null,
    reason: 'mission',
    askedBy: personId(code),
    askedAt: morning,
    state: 'waiting',
    ...more,
  }) as Waiting;

export const viceDirector = { personId: personId('PGD1'), name: 'Vũ Phó Giám', post: 'Phó Giám đốc', phone: null };
export const stranger = { personId: null, name: 'Mai Văn Lạ', post: 'Trưởng phòng', phone: '0912000999' };

export const decided = (request: Request, state: 'agreed' | 'refused', becauseOf: string | null = null): Decided => ({
  ...request,
  state,
  decidedBy: personId('TB'),
  decidedAt: instant(makeDay(2026, 12, 1), 10, 2),
  acting: false,
  becauseOf,
});

export const proxyRequest = (code: string): Waiting =>
  waiting(code, { kind: 'proxy', alternate: viceDirector } as Partial<Waiting>);

export const represented = (code: string): Standing => ({
  state: 'represented',
  request: decided(proxyRequest(code), 'agreed'),
});

export const attending = (code: string, mode: 'in-person' | 'online' = 'in-person'): Standing => ({
  state: 'attending',
  mode,
  answer: answer(code, mode),
});

export const answer = (code: string, kind: Answer['answer'], more: Partial<Answer> = {}): Answer => ({
  id: `w${code}`,
  meetingId,
  personId: personId(code),
  version: 1,
  answer: kind,
  source: 'chat',
  byId: personId(code),
  at: morning,
  ...more,
});

export const owed = (code: string, more: Partial<Duty> = {}): Duty => ({
  meetingId,
  personId: personId(code),
  version: 1,
  because: 'absence',
  dueAt: startsAt,
  state: 'owed',
  openedAt: morning,
  closedAt: null,
  ...more,
});

export const requestOf = (code: string, more: Partial<RequestFacts> = {}): RequestFacts => {
  const request = more.request ?? waiting(code);
  const standing: Standing = request.state === 'waiting' ? { state: 'asking', request } : { state: 'unanswered' };
  return { ...member(code, { standing, duty: owed(code) }), askedBy: null, decidedBy: null, ...more, request };
};

/** The keys of every text in a view, for asking what is said without its words. */
export const keysIn = (value: unknown): string[] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([name, inner]) =>
        name === 'key' && typeof inner === 'string' ? [inner] : keysIn(inner),
      );
