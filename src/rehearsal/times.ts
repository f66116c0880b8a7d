// Where the rehearsal's clock may be moved, and how its time is said.
import type { Language } from '../kernel/person.ts';
import { dayValue, moment, text } from '../kernel/text.ts';
import { addDays, dayOf, hours, instant, timeOfDay, weekday } from '../kernel/time.ts';
import { readMoment } from '../kernel/when.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { PhonesParts } from './parts.ts';

export const leaps = ['hour', 'morning', 'eve', 'due'] as const;
type Leap = (typeof leaps)[number];

type Times = Pick<PhonesParts, 'clock' | 'calendar' | 'nextDue' | 'nextMeeting'>;

const MORNING = 8;

/** Where a leap leads; null when there is nothing to leap to. */
export async function target(parts: Times, leap: Leap): Promise<Date | null> {
  const now = parts.clock.now();
  switch (leap) {
    case 'hour':
      return new Date(now.getTime() + hours(1));
    case 'morning':
      return instant(addWorkingDays(parts.calendar(), dayOf(now), 1), MORNING, 0);
    case 'eve': {
      const meeting = await parts.nextMeeting();
      const eve = meeting && instant(addDays(dayOf(meeting), -1), MORNING, 0);
      return eve && eve > now ? eve : null;
    }
    case 'due': {
      const due = await parts.nextDue();
      return due && due > now ? due : null;
    }
  }
}

/** Reads a time as people write it, '08:00 26/11/2026'; null when it is none. */
export function readTime(written: string, now: Date): Date | null {
  const reading = readMoment(written, now, { allowPast: true });
  return reading.ok ? reading.value : null;
}

/** What the clock shows. */
export function clockFace({ say, clock }: Pick<PhonesParts, 'say' | 'clock'>, language: Language) {
  const now = clock.now();
  return { words: say(language, text('phones:clock.now', { at: moment(now, 'weekday-moment') })) };
}

/** The day a group of messages stands under. */
export const sayDayOf = (say: PhonesParts['say'], language: Language, at: Date): string => {
  const day = dayOf(at);
  const name = text(`time:weekdays.${weekday(day)}`);
  return say(language, text('phones:message.day', { weekday: name, day: dayValue(day) }));
};

export function shortTime(at: Date): string {
  const { hour, minute } = timeOfDay(at);
  return `${two(hour)}:${two(minute)}`;
}

const two = (number: number): string => String(number).padStart(2, '0');
