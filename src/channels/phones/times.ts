// Where the rehearsal's clock may be moved, and how its time is said.
import type { Language } from '../../kernel/person.ts';
import { dayValue, moment, text } from '../../kernel/text.ts';
import { addDays, dayOf, hours, instant, parseDay, timeOfDay, weekday } from '../../kernel/time.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { PhonesParts } from './parts.ts';

export const leaps = ['hour', 'morning', 'eve', 'due'] as const;
export type Leap = (typeof leaps)[number];

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

/** Reads what a date-time input gives, 'YYYY-MM-DDTHH:MM' in Vietnam; null when it is no time. */
export function readInput(value: string): Date | null {
  const written = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(value);
  const day = written && parseDay(written[1]!);
  return day ? instant(day, Number(written[2]), Number(written[3])) : null;
}

function writeInput(at: Date): string {
  const { hour, minute } = timeOfDay(at);
  return `${dayOf(at)}T${two(hour)}:${two(minute)}`;
}

const sayTime = (say: PhonesParts['say'], language: Language, at: Date): string =>
  say(language, text('phones:clock.now', { at: moment(at, 'weekday-moment') }));

/** What the clock shows, and what a date-time input of it would hold. */
export function clockFace({ say, clock }: Pick<PhonesParts, 'say' | 'clock'>, language: Language) {
  const now = clock.now();
  return { words: sayTime(say, language, now), input: writeInput(now) };
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
