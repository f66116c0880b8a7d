// A meeting as an entry of a calendar (MT16): one uid for its life, a sequence that rises with every change.
import type { PersonCard } from '../../../kernel/person.ts';
import { plainText, said, text } from '../../../kernel/text.ts';
import type { CalendarFacts } from '../../../kernel/view.ts';
import type { MeetingFile } from '../meeting.ts';

/** `leaders`: whose meeting it is, where it is not the reader's own (Điều 10.3). */
export function calendarFacts(
  { meeting, body, presider }: MeetingFile,
  leaders: readonly Pick<PersonCard, 'fullName'>[] = [],
): CalendarFacts {
  const { id, bodyId, code, version, startsAt, place, state, contact } = meeting;
  const cancelled = state === 'cancelled' || state === 'postponed';
  return {
    uid: `${id}@thu-ky`,
    // Calling off is a change that leaves the version as it is.
    sequence: version * 2 + (state === 'cancelled' ? 1 : 0),
    bodyId,
    startsAt: startsAt.toISOString(),
    cancelled,
    title: cancelled ? text(`meetings:calendar.${state}`, { title: said(meeting.title) }) : said(meeting.title),
    place,
    about: [
      ...leaders.map(({ fullName }) => text('meetings:calendar.of', { name: fullName })),
      text('meetings:calendar.about', { code, body: said(body.name) }),
      text('meetings:calendar.presider', { name: said(presider.fullName) }),
      text('meetings:calendar.contact', { contact: said(contact) }),
      plainText('meetings:calendar.answer'),
    ],
  };
}

/** For who need not come any more: out of his calendar, as the entry stood when he was invited. */
export const calendarReleased = (file: MeetingFile): CalendarFacts => ({
  ...calendarFacts(file),
  sequence: file.meeting.version * 2 + 1,
  cancelled: true,
  title: text('meetings:calendar.released', { title: said(file.meeting.title) }),
});
