// The specs' committee around a meeting, and a file of it in any state.
import type { Act, Args, World } from '../../../src/kernel/command.ts';
import type { Decision, Refusal } from '../../../src/kernel/decision.ts';
import type { Actor, SeatCard } from '../../../src/kernel/person.ts';
import type { Text } from '../../../src/kernel/text.ts';
import { instant, makeDay } from '../../../src/kernel/time.ts';
import type { View } from '../../../src/kernel/view.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import type { MeetingFacts } from '../../../src/regulation/meetings/decide.ts';
import type { Meeting, MeetingEvent, MeetingFile, Participant } from '../../../src/regulation/meetings/index.ts';
import type { Convened } from '../../../src/regulation/meetings/meeting.ts';
import { members } from '../../../src/regulation/roles.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, personId, seatCards } from '../../support/committee.ts';

export const seats = seatCards();

export const seatOf = (code: string): SeatCard => seats.find((seat) => seat.code === code)!;

/** Tuesday, 1 December 2026, 08:00. */
export const now = instant(makeDay(2026, 12, 1), 8, 0);
/** Friday, 25 December 2026, 14:00. */
export const startsAt = instant(makeDay(2026, 12, 25), 14, 0);
export const meetingId = 'm000000000000000';
export const at = (month: number, day: number, hour = 8, minute = 0): Date =>
  instant(makeDay(2026, month, day), hour, minute);

let made = 0;
export const world = (when: Date = now): World => ({
  now: when,
  calendar: makeCalendar([]),
  settings: defaultSettings,
  newId: () => `n${String(++made).padStart(15, '0')}`,
});

export const actor = (code: string, more: Partial<Actor> = {}): Actor => ({
  person: seatOf(code).person,
  account: null,
  seats: [seatOf(code)],
  leaders: [],
  actingIn: [],
  ...more,
});

/** The deputy while the chair's absence is on record (Điều 4). */
export const actingDeputy = (): Actor => actor('PTB1', { actingIn: [bodyId] });
/** The secretary using the chair's right as his assistant (Điều 10.3). */
export const chairsAssistant = (): Actor =>
  actor('TGV1', { leaders: [{ person: seatOf('TB').person, seats: [seatOf('TB')] }] });

export const act = (by: Actor | string, args: Args = {}, when: Date = now): Act => {
  const who = typeof by === 'string' ? actor(by) : by;
  return { ...world(when), by: who, args, as: { seat: who.seats[0] ?? null, behalf: null, acting: false } };
};

export const participant = (code: string, position = 0, more: Partial<Participant> = {}): Participant => ({
  id: `i${code}`,
  meetingId,
  personId: personId(code),
  name: seatOf(code).person.fullName,
  post: seatOf(code).post,
  seatId: seatOf(code).id,
  seatCode: code,
  role: seatOf(code).role,
  position,
  as: 'member',
  principalId: null,
  receivedAt: null,
  roll: null,
  leftAt: null,
  ...more,
});

/** Somebody on no roster who attends for a member. */
export const alternateFor = (code: string, more: Partial<Participant> = {}): Participant =>
  participant(code, 0, {
    id: `x${code}`,
    personId: personId('PGD1'),
    name: 'Vũ Phó Giám',
    seatId: null,
    seatCode: null,
    role: null,
    as: 'alternate',
    principalId: personId(code),
    ...more,
  });

const basics = {
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
  contact: 'Bùi Thư Ký, 0900000007',
  requirements: null,
  version: 1,
  urgency: null,
  report: {},
  draftedBy: personId('TV01'),
  createdAt: now,
  submissions: 0,
  proposal: null,
  changedBecause: null,
} as const;

export const draft = (more: Partial<Meeting> = {}): Meeting =>
  ({ ...basics, state: 'draft', returnedBecause: null, ...more }) as Meeting;
export const submitted = (more: Partial<Meeting> = {}): Meeting =>
  ({
    ...basics,
    submissions: 1,
    state: 'submitted',
    submittedAt: now,
    submittedBy: personId('TV01'),
    ...more,
  }) as Meeting;
export const convened = (more: Partial<Convened> = {}): Convened => ({
  ...basics,
  submissions: 1,
  state: 'convened',
  convenedAt: now,
  convenedBy: personId('TB'),
  answerBy: at(12, 23, 17),
  ...more,
});
export const postponed = (): Meeting => ({
  ...convened({ version: 2 }),
  state: 'postponed',
  postponedAt: now,
  because: 'bão',
});
export const held = (): Meeting => ({ ...convened(), state: 'held', heldAt: startsAt, rollClosedAt: startsAt });
export const cancelled = (): Meeting => ({ ...convened(), state: 'cancelled', cancelledAt: now, because: 'bão' });

export const memberSeats = seats.filter((seat) => members.includes(seat.role));

export const fileOf = (meeting: Meeting, more: Partial<MeetingFile> = {}): MeetingFile => ({
  meeting,
  body: { id: bodyId, code: 'khanh-hoa', name: 'Ban Chỉ đạo', abbreviation: 'BCĐCĐS' },
  presider: { id: personId('TB'), fullName: 'Trần Văn Chủ', post: 'Chủ tịch UBND tỉnh' },
  participants: memberSeats.map((seat, position) => participant(seat.code, position)),
  agenda: [],
  papers: [],
  ...more,
});

export const factsOf = (meeting: Meeting, more: Partial<MeetingFacts> = {}): MeetingFacts => ({
  file: fileOf(meeting),
  seats,
  lead: { chair: seatOf('TB'), acting: null },
  ...more,
});

export function eventsOf(decision: Decision<MeetingEvent>): readonly MeetingEvent[] {
  if (!decision.agreed) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.events;
}

export function refusalOf(decision: Decision<MeetingEvent>): Refusal {
  if (decision.agreed) throw new Error('agreed');
  return decision.refusal;
}

/** The keys of a text and of the texts within it. */
export function keysOf(text: Text): string[] {
  if ('said' in text) return [];
  const inner = Object.values(text.values ?? {}).flatMap((value) =>
    typeof value === 'object' && ('key' in value || 'said' in value) ? keysOf(value) : [],
  );
  return [text.key, ...inner];
}

export const viewKeys = (view: View): string[] => view.lines.flatMap(keysOf);
export const pressed = (view: View): string[] =>
  (view.choices ?? []).map(({ press }) => ('command' in press ? press.command : ''));
