// Bộ luật Lao động, Điều 111, 112: a day off, one off for another, one worked for another, as a decision lays it down.
import { type Decision, refuse } from '../../kernel/decision.ts';
import { dayValue, fullDay, type Text, text } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { type Calendar, type CalendarEntry, isWorkingDay, makeCalendar } from '../../kernel/working-days.ts';

/** `none`: the calendar says nothing more of the day: it is what its weekday is. */
export const dayKinds = ['off', 'off-in-lieu', 'work-in-lieu', 'none'] as const;
export type DayKind = (typeof dayKinds)[number];

export type DaySet = {
  type: 'holidays.set';
  day: Day;
  entry: CalendarEntry | null;
  before: CalendarEntry | null;
  /** As of a figure that is set (store/standing.ts). */
  standing?: object;
};

export type DayWanted = { day: Day; kind: DayKind; name: string; source: string };

const entryOf = ({ kind, ...wanted }: DayWanted): CalendarEntry | null =>
  kind === 'none' ? null : { ...wanted, kind, confirmed: true };

/** The calendar as it will be. */
export function calendarWith({ entries }: Calendar, wanted: DayWanted): Calendar {
  const entry = entryOf(wanted);
  return makeCalendar([...[...entries.values()].filter(({ day }) => day !== wanted.day), ...(entry ? [entry] : [])]);
}

/** `strangers`: bodies that go by the same calendar, in which he has no such seat. */
export function decideDay(wanted: DayWanted, calendar: Calendar, strangers: number): Decision<DaySet> {
  if (strangers > 0) return refuse('calendar-of-many', text('holidays:refusal.calendar-of-many', { count: strangers }));
  const before = calendar.entries.get(wanted.day) ?? null;
  const entry = entryOf(wanted);
  const day = dayValue(wanted.day);
  if (JSON.stringify(keptOf(entry)) === JSON.stringify(keptOf(before))) {
    return refuse('day-same', text('holidays:refusal.day-same', { day }), { field: 'kind' });
  }
  // A working day cannot be worked for another, nor a day off be given for another.
  const plain = isWorkingDay(makeCalendar([]), wanted.day);
  if (entry && (entry.kind === 'work-in-lieu') === plain) {
    const because = plain
      ? text('holidays:refusal.works-anyway', { day })
      : text('holidays:refusal.off-anyway', { day });
    // A holiday on a Sunday stands in the calendar all the same.
    if (entry.kind !== 'off') return refuse('day-kind', because, { field: 'kind' });
  }
  return { agreed: true, events: [{ type: 'holidays.set', day: wanted.day, entry, before }] };
}

const keptOf = (entry: CalendarEntry | null): unknown =>
  entry && [entry.kind, entry.name, entry.source, entry.confirmed];

const words = (entry: CalendarEntry | null): Text =>
  entry === null
    ? text('holidays:kinds.none')
    : text('holidays:named', { kind: text(`holidays:kinds.${entry.kind}`), name: entry.name });

export const dayLine = ({ day, entry, before }: Omit<DaySet, 'type'>): Text =>
  text('holidays:change', { day: fullDay(day), now: words(entry), before: words(before) });
