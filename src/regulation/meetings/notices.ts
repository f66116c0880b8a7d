// Who must be told of what happened to a meeting, and what must be looked at again.
import type { World } from '../../kernel/command.ts';
import { morningOf, type Step, stepsBefore } from '../../kernel/ladder.ts';
import { type Notice, type ReminderStart, tellEach, type Ways } from '../../kernel/notice.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { addDays, type Day, dayOf, hours, instant, minutes } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';
import { addWorkingDays, latestNoticeDay } from '../../kernel/working-days.ts';
import { overseersOf } from '../committee/index.ts';
import { type Meeting, type MeetingFile, matterOf, peopleIn } from './meeting.ts';

type Reckoning = Pick<World, 'now' | 'calendar' | 'settings'>;

/** When those invited are reminded. */
export const meetingLadder = (startsAt: Date, { calendar, settings }: Pick<World, 'calendar' | 'settings'>): Step[] =>
  stepsBefore(settings.meetingReminders, startsAt, calendar);

/** The last day on which the invitation may go out (QĐ 45/2018). */
export const lastNoticeDay = (startsAt: Date, { calendar, settings }: Pick<World, 'calendar' | 'settings'>): Day =>
  latestNoticeDay(calendar, dayOf(startsAt), settings.noticeWorkingDays);

export const isShortNotice = (startsAt: Date, world: Reckoning): boolean =>
  dayOf(world.now) > lastNoticeDay(startsAt, world);

/**
 * By when answers are asked for: 17:00 so many working days before; when that is past, 17:00 of the working day
 * before, else two hours before, else the beginning. Never a time already past.
 */
export function answerByOf(startsAt: Date, { now, calendar, settings }: Reckoning): Date {
  const day = dayOf(startsAt);
  const evening = (back: number): Date => instant(addWorkingDays(calendar, day, -back), 17, 0);
  const candidates = [evening(settings.answerWorkingDays), evening(1), new Date(startsAt.getTime() - hours(2))];
  return candidates.find((at) => at > now && at < startsAt) ?? startsAt;
}

/**
 * The moment from which papers are late: the end of the last day for the invitation, or of the day on which it goes out
 * where that is later (QĐ 45/2018); null for an extraordinary meeting, whose papers come as who convenes it says.
 */
export function papersByOf({ kind, startsAt }: Pick<Meeting, 'kind' | 'startsAt'>, world: Reckoning): Date | null {
  if (kind === 'extraordinary') return null;
  const [last, today] = [lastNoticeDay(startsAt, world), dayOf(world.now)];
  return instant(addDays(last > today ? last : today, 1), 0, 0);
}

/** The day by whose end papers are in time. */
export const papersDay = (papersBy: Date): Day => addDays(dayOf(papersBy), -1);

/** When papers that are missing are called for: on the working day before their day, on it, and when it is over. */
export const papersSteps = (papersBy: Date, { calendar }: Pick<World, 'calendar'>): Date[] => [
  morningOf(addWorkingDays(calendar, papersDay(papersBy), -1)),
  morningOf(papersDay(papersBy)),
  papersOverAt(papersBy, { calendar }),
];

/** When who presides hears that they are not there. */
export const papersOverAt = (papersBy: Date, { calendar }: Pick<World, 'calendar'>): Date =>
  morningOf(addWorkingDays(calendar, papersDay(papersBy), 1));

/** When the roll is first asked for: everybody who comes is there. */
export const rollCallAt = ({ startsAt }: Pick<Meeting, 'startsAt'>): Date => new Date(startsAt.getTime() + minutes(15));

/** When the meeting is over by the clock. */
export const endOf = ({ startsAt }: Pick<Meeting, 'startsAt'>, { settings }: Pick<World, 'settings'>): Date =>
  new Date(startsAt.getTime() + hours(settings.meetingHours));

/** Reminders a convened meeting starts: the roll-call and the end; a changed one re-arms them. */
export function convenedReminders(file: MeetingFile, world: Reckoning): ReminderStart[] {
  const { meeting } = file;
  const [matter, version] = [matterOf(meeting), meeting.version];
  const once = { matter, person: null, version };
  const papersBy = 'papersBy' in meeting && file.papers.length === 0 ? meeting.papersBy : null;
  const papers = papersBy ? papersSteps(papersBy, world).find((at) => at > world.now) : undefined;
  return [
    ...(papers ? [{ kind: 'meetings.papers-due', ...once, nextAt: papers }] : []),
    { kind: 'meetings.rollcall-due', ...once, nextAt: rollCallAt(meeting) },
    { kind: 'meetings.ending', ...once, nextAt: endOf(meeting, world) },
  ];
}

/** One notice to each who can be written to; `view` makes his. */
export function toParticipants(
  file: MeetingFile,
  what: string,
  view: (personId: string) => View,
  more: Partial<Pick<Notice, 'class' | 'urgent' | 'expiresAt'>> = {},
): Notice[] {
  const { meeting } = file;
  return tellEach(peopleIn(file), matterOf(meeting), `${what}:v${meeting.version}`, view, more);
}

/** The secretariat, the standing member and the drafter, save those left out. */
export function overseerIds(file: MeetingFile, seats: readonly SeatCard[], except: readonly string[]): string[] {
  const ids = [...overseersOf(seats).map((seat) => seat.person.id), file.meeting.draftedBy];
  return [...new Set(ids)].filter((id) => !except.includes(id));
}

export const toSome = (ids: readonly string[], file: MeetingFile, what: string, view: View, ways: Ways = {}) =>
  tellEach(ids, matterOf(file.meeting), what, view, ways);
