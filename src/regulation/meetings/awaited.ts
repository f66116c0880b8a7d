// What is put before the chair about a meeting (Điều 2.1, 3.3): to convene it, or to change it; nothing is agreed by silence.
import { type Again, type Approval, byBodysSteps } from '../../kernel/approval.ts';
import type { World } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, hours } from '../../kernel/time.ts';
import { press } from '../../kernel/view.ts';
import { addWorkingDays, workingDaysBetween } from '../../kernel/working-days.ts';
import { factsOf } from './asking.ts';
import { deciderOf, decidesFor, type MeetingFacts } from './decide.ts';
import { type Meeting, putOf } from './meeting.ts';
import { lastNoticeDay, overseerIds } from './notices.ts';
import { loadMeeting, meetingsToDecide } from './store.ts';

/** `why`: what there is to say that was not so at the step before. */
type Waited = Again & { why: 'waits' | 'last-notice' | 'eve' };

/**
 * When the chair's silence is brought back: to him alone after some hours and on the next morning, then by the steps of
 * the body; on the last day on which the invitation may go out, and on the working day before the meeting.
 */
function waitedSteps(meeting: Meeting, world: Pick<World, 'now' | 'calendar' | 'settings'>): Waited[] {
  const put = putOf(meeting)?.at;
  if (!put) return [];
  const eve = morningOf(addWorkingDays(world.calendar, dayOf(meeting.startsAt), -1));
  const last = morningOf(lastNoticeDay(meeting.startsAt, world));
  const near: Waited[] = [
    ...(meeting.state === 'submitted' ? [{ at: last, up: true, why: 'last-notice' } as const] : []),
    { at: eve, up: true, why: 'eve' },
  ];
  const soon: Waited = { at: new Date(put.getTime() + hours(world.settings.consentReminderHours)), why: 'waits' };
  const rising = byBodysSteps(put, world).filter(({ at }) => !near.some((one) => one.at.getTime() === at.getTime()));
  return [soon, ...rising.map((step): Waited => ({ ...step, why: 'waits' })), ...near]
    .filter(({ at }) => at > put && at < meeting.startsAt)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Since when it waits, and how long there still is. */
function waitedLines(meeting: Meeting, { why }: Waited, world: World): Text[] {
  const { noticeWorkingDays: days } = world.settings;
  const left = workingDaysBetween(world.calendar, dayOf(world.now), dayOf(meeting.startsAt));
  return [
    text('meetings:waited.since', { at: moment(putOf(meeting)?.at ?? world.now), left }),
    ...(why === 'last-notice' ? [text('meetings:waited.last-notice', { days })] : []),
    ...(why === 'eve' ? [text(`meetings:waited.eve-${meeting.state === 'submitted' ? 'convening' : 'change'}`)] : []),
  ];
}

/** How its line begins: which meeting, by its code and title. */
export const namedIn = ({ file: { meeting } }: MeetingFacts) => ({
  meeting: meeting.code,
  title: said(cleanLine(meeting.title, 60)),
});

/** What waits for the chair, or who acts for him; everybody invited waits with it. `opens`: the command with its card. */
export const awaitedOfChair = ({
  what,
  opens,
  ...how
}: Pick<Approval<MeetingFacts>, 'name' | 'article' | 'line' | 'view'> & {
  what: 'convening' | 'change';
  opens: string;
}): Approval<MeetingFacts> => ({
  ...how,
  of: 'meeting',
  presses: true,
  alone: true,
  waiting: async (tx, whose, { now }) => {
    const bodyIds = 'bodyId' in whose ? [whose.bodyId] : bodiesWith(himself(whose.by), ['chair']);
    const all: MeetingFacts[] = [];
    for (const file of await meetingsToDecide(tx, what, bodyIds, now)) all.push(await factsOf(tx, file, now));
    return all;
  },
  load: async (tx, id, { now }) => {
    const file = await loadMeeting(tx, id);
    const waits = what === 'convening' ? file?.meeting.state === 'submitted' : file?.meeting.proposal;
    return file && waits && now < file.meeting.startsAt ? factsOf(tx, file, now) : null;
  },
  idOf: ({ file }) => file.meeting.id,
  asked: ({ file: { meeting } }) => ({
    by: putOf(meeting)?.by ?? '',
    at: putOf(meeting)?.at ?? meeting.createdAt,
    version: meeting.submissions,
    // One put off has no time of its own.
    ...(meeting.state !== 'postponed' && { until: meeting.startsAt }),
  }),
  deciders: ({ lead }) => [deciderOf(lead)?.person.id ?? []].flat(),
  mayDecide: ({ file }, by) => decidesFor(by, file.meeting.bodyId),
  overseers: ({ file, seats }) => overseerIds(file, seats, []),
  title: ({ file }) => said(file.meeting.code),
  opens: ({ file }) => press(opens, { meeting: file.meeting.id }),
  silence: ({ file }, world) => waitedSteps(file.meeting, world),
  waited: ({ file }, step, world) => waitedLines(file.meeting, step as Waited, world),
});
