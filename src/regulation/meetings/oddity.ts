// What is odd about a meeting's time and place (9.1): said to who drafts it and to who convenes it. Nothing is refused.
import type { World } from '../../kernel/command.ts';
import { cleanLine, fold } from '../../kernel/fold.ts';
import { dayValue, moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, hours, timeOfDay, weekday } from '../../kernel/time.ts';
import { readDay, readMoment, readTime } from '../../kernel/when.ts';
import type { Meeting, MeetingFile } from './meeting.ts';

/** Another meeting to come, and who of those looked for is invited to it. */
export type Neighbour = {
  id: string;
  code: string;
  /** Abbreviation of its body. */
  body: string;
  startsAt: Date;
  place: string;
  personIds: readonly string[];
};

/** When the chair is away by the record (Điều 4), and who acts for him then. */
export type Away = { personId: string; name: string; deputy: string; from: Date; to: Date };

type Where = Pick<World, 'now' | 'calendar' | 'settings'> & {
  near?: readonly Neighbour[];
  away?: readonly Away[];
};
type Placed = Pick<Meeting, 'id' | 'startsAt' | 'place'>;

/** Hours of the day within which meetings begin without anybody wondering. */
const usual = { from: 7, to: 18 };
const namesShown = 3;
const clashesShown = 3;

/** Both could be going on at once: they begin less than the length of a meeting apart. */
export const overlaps = (one: Date, other: Date, { settings }: Pick<World, 'settings'>): boolean =>
  Math.abs(one.getTime() - other.getTime()) < hours(settings.meetingHours);

/** Lines for the card; none where nothing is odd. `meeting`: as it is to be, where a change is proposed. */
export function oddLines(file: MeetingFile, where: Where, meeting: Placed = file.meeting): Text[] {
  const near = (where.near ?? []).filter(
    ({ id, startsAt }) => id !== meeting.id && overlaps(startsAt, meeting.startsAt, where),
  );
  return [
    ...dayLines(meeting, where),
    ...hourLines(meeting),
    ...near.slice(0, clashesShown).flatMap((other) => clashLines(file, meeting, other)),
    ...placeLines(meeting, where),
    ...awayLines(file, meeting, where),
  ];
}

function dayLines({ startsAt }: Placed, { calendar }: Where): Text[] {
  const day = dayOf(startsAt);
  const entry = calendar.entries.get(day);
  if (entry?.kind === 'work-in-lieu') return [];
  if (entry) return [text('meetings:odd.day-off', { day: dayValue(day), name: said(entry.name) })];
  const on = weekday(day);
  return on === 0 || on === 6 ? [text('meetings:odd.weekend', { weekday: plainText(`time:weekdays.${on}`) })] : [];
}

function hourLines({ startsAt }: Placed): Text[] {
  const { hour } = timeOfDay(startsAt);
  return hour < usual.from || hour >= usual.to ? [text('meetings:odd.hour', { at: moment(startsAt, 'time') })] : [];
}

/** Who is to preside is away then: somebody else must, or on another day. */
const awayLines = ({ meeting: { presiderId } }: MeetingFile, { startsAt }: Placed, { away = [] }: Where): Text[] =>
  away
    .filter(({ personId, from, to }) => personId === presiderId && from <= startsAt && startsAt < to)
    .map(({ name, deputy }) => text('meetings:odd.presider-away', { name: said(name), deputy: said(deputy) }));

/** To one who is invited to both: the other meetings that go on at the same time (MT11). */
export const clashesOf = (personId: string, meeting: Placed, where: Where): Text[] =>
  (where.near ?? [])
    .filter(({ id, startsAt, personIds }) => {
      const both = id !== meeting.id && personIds.includes(personId);
      return both && overlaps(startsAt, meeting.startsAt, where);
    })
    .slice(0, clashesShown)
    .map(({ code, body, startsAt, place }) =>
      text('meetings:odd.both', {
        meeting: said(code),
        body: said(body),
        at: moment(startsAt),
        place: said(cleanLine(place, 60)),
      }),
    );

function clashLines({ participants }: MeetingFile, meeting: Placed, other: Neighbour): Text[] {
  const named = { meeting: said(other.code), body: said(other.body), at: moment(other.startsAt) };
  const both = participants.filter(({ personId }) => personId !== null && other.personIds.includes(personId));
  const names = both.slice(0, namesShown).map(({ name }) => name);
  const shown = said(names.join(', '));
  const more = both.length - names.length;
  const people =
    both.length === 0
      ? []
      : more > 0
        ? [text('meetings:odd.people-more', { ...named, names: shown, count: more })]
        : [text('meetings:odd.people', { ...named, names: shown })];
  const sameRoom = fold(other.place) === fold(meeting.place);
  return [
    ...people,
    ...(sameRoom ? [text('meetings:odd.room', { ...named, place: said(cleanLine(meeting.place, 60)) })] : []),
  ];
}

/** A place that is a time: an argument was left out or put in the wrong order. */
function placeLines({ place }: Placed, { now }: Where): Text[] {
  const isTime = readTime(place).ok || readDay(place, now, { allowPast: true }).ok || readMoment(place, now).ok;
  return isTime ? [text('meetings:odd.place', { place: said(cleanLine(place, 60)) })] : [];
}
