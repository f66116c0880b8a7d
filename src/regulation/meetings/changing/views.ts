// What people see of a meeting that was changed, put off or called off.
import type { World } from '../../../kernel/command.ts';
import { moment, quoted, said, type Text, text } from '../../../kernel/text.ts';
import { choice, press, type View } from '../../../kernel/view.ts';
import { nameIn } from '../asking.ts';
import type { MeetingFacts } from '../decide.ts';
import { calledOffBrief } from '../invitation/briefs.ts';
import { calendarFacts, calendarReleased } from '../invitation/calendar.ts';
import { invitationCard } from '../invitation/card.ts';
import { headingOf, whenLine } from '../invitation/lines.ts';
import { type MeetingFile, participantOf } from '../meeting.ts';
import { oddLines } from '../oddity.ts';
import { manageView } from '../views.ts';

/** What was changed, old and new. */
export function changedLines(before: MeetingFile, after: MeetingFile, because: string): Text[] {
  const [was, is] = [before.meeting, after.meeting];
  const moved = was.startsAt.getTime() !== is.startsAt.getTime() || was.state === 'postponed';
  return [
    text('meetings:changed.title'),
    ...(moved
      ? [
          text('meetings:changed.time', {
            was: moment(was.startsAt, 'weekday-moment'),
            is: moment(is.startsAt, 'weekday-moment'),
          }),
        ]
      : []),
    ...(was.place === is.place ? [] : [text('meetings:changed.place', { was: said(was.place), is: said(is.place) })]),
    text('meetings:changed.because', { because: quoted(because) }),
  ];
}

/** To an alternate whose mandate ended with the old time. */
export const alternateReleased = (
  before: MeetingFile,
  after: MeetingFile,
  personId: string,
  because: string,
): View => ({
  heading: headingOf(before),
  lines: [
    ...changedLines(before, after, because),
    said(before.meeting.title),
    text('meetings:changed.alternate-released'),
  ],
  calendar: calendarReleased(before),
  card: invitationCard(before.meeting.id, personId),
});

/** The meeting will not be, or not now; no choices are left. */
export function calledOffView(
  file: MeetingFile,
  personId: string,
  what: 'postponed' | 'cancelled',
  because: string,
): View {
  const { meeting } = file;
  return {
    heading: headingOf(file),
    lines: [
      text(what === 'postponed' ? 'meetings:called-off.postponed' : 'meetings:called-off.cancelled'),
      said(meeting.title),
      whenLine(meeting),
      text('meetings:changed.because', { because: quoted(because) }),
      text(what === 'postponed' ? 'meetings:called-off.wait' : 'meetings:called-off.nothing-to-do'),
    ],
    brief: calledOffBrief(file, personId, what, because),
    card: invitationCard(meeting.id, personId),
    // Whoever took it into his calendar takes its file again, which says that it is off (RFC 5546).
    choices: participantOf(file, personId)
      ? [choice(text('meetings:called-off.calendar'), press('calendars.file', { meeting: meeting.id }))]
      : [],
    calendar: calendarFacts(file),
  };
}

/** A change as the chair decides on it. */
export function chairView(facts: MeetingFacts, world: Pick<World, 'now' | 'calendar' | 'settings'>): View {
  return managedView(facts, { now: world.now, leads: true, odd: oddOfChange(facts, world) });
}

/** The card to those who run it, with who asks for a change. */
export const managedView = (
  facts: Pick<MeetingFacts, 'file' | 'seats'>,
  viewer: Parameters<typeof manageView>[1],
  note?: Text,
): View =>
  manageView(facts.file, { proposedBy: nameIn(facts, facts.file.meeting.proposal?.by ?? ''), ...viewer }, note);

/** What is odd about the new time and place, proposed or set; of a meeting nobody moves nothing is said. */
export function oddOfChange(
  { file, near = [], away = [] }: MeetingFacts,
  { now, calendar, settings }: Pick<World, 'now' | 'calendar' | 'settings'>,
): Text[] {
  const { proposal } = file.meeting;
  return proposal?.what === 'change'
    ? oddLines(file, { now, calendar, settings, near, away }, { ...file.meeting, ...placedBy(proposal) })
    : [];
}

const placedBy = ({ startsAt, place }: { startsAt: Date; place: string }) => ({ startsAt, place });
