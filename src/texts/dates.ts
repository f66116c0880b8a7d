import type { DayValue, KeyedText, Moment, Text, TextKey } from '../kernel/text.ts';
import { dayParts, type Parts, parseDay, parts } from '../kernel/time.ts';

type Say = (text: Text) => string;

/** An instant in words, in Vietnam's time zone; how it is written is a text of the language (`time:`). */
export function sayMoment(value: Moment, say: Say): string {
  return say(written(`time:${value.as}`, parts(new Date(value.at)), say));
}

/** @throws RangeError when there is no such day. */
export function sayDay(value: DayValue, say: Say): string {
  const day = parseDay(value.day);
  if (day === null) throw new RangeError(`no such day: ${value.day}`);
  const key = value.weekday ? 'time:weekday-day' : 'time:day';
  return say(written(key, { ...dayParts(day), hour: 0, minute: 0 }, say));
}

function written(key: TextKey, at: Parts, say: Say): KeyedText {
  const two = (number: number) => String(number).padStart(2, '0');
  const weekday = say({ key: `time:weekdays.${at.weekday}` });
  const values = { day: two(at.day), month: two(at.month), year: String(at.year), hour: two(at.hour) };
  return { key, values: { ...values, minute: two(at.minute), weekday } };
}
