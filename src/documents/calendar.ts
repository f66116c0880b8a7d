// Writes iCalendar (RFC 5545, as jCal of RFC 7265): meetings at Vietnam's hour whatever the zone of the machine.
import ICAL from 'ical.js';
import { dayOf, timeOfDay } from '../kernel/time.ts';

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

const event = (entry: CalendarEntry, { alarm, now }: Calendar): Component => [
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
