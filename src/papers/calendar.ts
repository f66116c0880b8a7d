// Writes iCalendar (RFC 5545, as jCal of RFC 7265): meetings at Vietnam's hour whatever the zone of the machine.
import ICAL from 'ical.js';
import type { Text } from '../kernel/text.ts';
import { dayOf, hours, timeOfDay } from '../kernel/time.ts';
import type { CalendarFacts } from '../kernel/view.ts';

export type CalendarEntry = {
  uid: string;
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  title: string;
  place: string;
  about: string;
};

/** `alarm`: what the phone says an hour before. */
export type Calendar = { name: string; alarm: string; entries: readonly CalendarEntry[]; now: Date };

type Property = [name: string, parameters: Record<string, string>, type: string, value: string | number];
type Component = [name: string, properties: Property[], components: Component[]];

// The library does not count the space with which a folded line begins.
ICAL.foldLength = 74;

const zone = 'Asia/Ho_Chi_Minh';
/** Vietnam has had one offset since 1975. */
const offset = '+07:00';
const textOf = (name: string, value: string): Property => [name, {}, 'text', value];

const two = (part: number): string => String(part).padStart(2, '0');

function wallTime(name: string, at: Date): Property {
  const { hour, minute } = timeOfDay(at);
  return [name, { tzid: zone }, 'date-time', `${dayOf(at)}T${two(hour)}:${two(minute)}:00`];
}

const utc = (name: string, at: Date): Property => [name, {}, 'date-time', `${at.toISOString().slice(0, 19)}Z`];

const timezone: Component = [
  'vtimezone',
  [textOf('tzid', zone)],
  [
    [
      'standard',
      [
        ['dtstart', {}, 'date-time', '1970-01-01T00:00:00'],
        ['tzoffsetfrom', {}, 'utc-offset', offset],
        ['tzoffsetto', {}, 'utc-offset', offset],
        textOf('tzname', 'ICT'),
      ],
      [],
    ],
  ],
];

const ringing = (alarm: string): Component => [
  'valarm',
  [textOf('action', 'DISPLAY'), ['trigger', {}, 'duration', '-PT1H'], textOf('description', alarm)],
  [],
];

const event = (
  entry: CalendarEntry,
  { alarm, now }: Pick<Calendar, 'alarm' | 'now'>,
  more: readonly Property[] = [],
): Component => [
  'vevent',
  [
    textOf('uid', entry.uid),
    utc('dtstamp', now),
    wallTime('dtstart', entry.startsAt),
    wallTime('dtend', entry.endsAt),
    textOf('summary', entry.title),
    textOf('location', entry.place),
    textOf('description', entry.about),
    ['sequence', {}, 'integer', entry.sequence],
    textOf('status', entry.cancelled ? 'CANCELLED' : 'CONFIRMED'),
    ...more,
  ],
  // What is called off rings no more.
  entry.cancelled || entry.startsAt <= now ? [] : [ringing(alarm)],
];

/** The whole of a calendar that is read again and again, once an hour. */
export function calendarFile(calendar: Calendar): string {
  const whole: Component = [
    'vcalendar',
    [
      textOf('version', '2.0'),
      textOf('prodid', '-//Thu ky//Lich hop//VI'),
      textOf('calscale', 'GREGORIAN'),
      textOf('method', 'PUBLISH'),
      ['x-wr-calname', {}, 'unknown', calendar.name],
      ['x-wr-timezone', {}, 'unknown', zone],
      ['refresh-interval', {}, 'duration', 'PT1H'],
      ['x-published-ttl', {}, 'unknown', 'PT1H'],
    ],
    [timezone, ...calendar.entries.map((entry) => event(entry, calendar))],
  ];
  return ICAL.stringify(whole);
}

export type Invitation = {
  say(words: Text): string;
  /** How long the meeting lasts. */
  hours: number;
  alarm: string;
  now: Date;
  /** Of a letter: from whom to whom. */
  between?: { organizer: { name: string; address: string }; attendee: string };
};

/** The entry of a calendar that a View tells of, in its reader's language. */
export const entryOf = (
  facts: CalendarFacts,
  { say, hours: lasts }: Pick<Invitation, 'say' | 'hours'>,
): CalendarEntry => ({
  uid: facts.uid,
  sequence: facts.sequence,
  startsAt: new Date(facts.startsAt),
  endsAt: new Date(Date.parse(facts.startsAt) + hours(lasts)),
  cancelled: facts.cancelled,
  title: say(facts.title),
  place: facts.place,
  about: facts.about.map(say).join('\n'),
});

/**
 * One meeting as a file to be taken into a calendar (RFC 5546): with one `uid` for its life, the newest counts. In a letter
 * it is an invitation, of which no answer is asked: a calendar's own would reach nobody.
 */
export function invitationFile(facts: CalendarFacts, invitation: Invitation): string {
  const { between } = invitation;
  // Readers differ about quotation marks and semicolons in a parameter.
  const bare = (name: string): string => name.replace(/[";:,\\\p{Cc}]/gu, ' ').trim();
  const people: Property[] = between
    ? [
        ['organizer', { cn: bare(between.organizer.name) }, 'cal-address', `mailto:${between.organizer.address}`],
        ['attendee', { rsvp: 'FALSE', partstat: 'NEEDS-ACTION' }, 'cal-address', `mailto:${between.attendee}`],
      ]
    : [];
  return ICAL.stringify([
    'vcalendar',
    [
      textOf('version', '2.0'),
      textOf('prodid', '-//Thu ky//Giay moi//VI'),
      textOf('calscale', 'GREGORIAN'),
      textOf('method', facts.cancelled ? 'CANCEL' : between ? 'REQUEST' : 'PUBLISH'),
    ],
    [timezone, event(entryOf(facts, invitation), invitation, people)],
  ]);
}
