import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  dayOf,
  days,
  daysBetween,
  hours,
  instant,
  isValidDay,
  makeDay,
  minutes,
  parseDay,
  parts,
  timeOfDay,
  weekday,
} from '../../src/kernel/time.ts';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map(dayFromNumber);

describe('civil time in Vietnam', () => {
  it('begins the day at 17:00 UTC', () => {
    expect(dayOf(new Date('2026-11-26T16:59:59Z'))).toBe('2026-11-26');
    expect(dayOf(new Date('2026-11-26T17:00:00Z'))).toBe('2026-11-27');
    expect(timeOfDay(new Date('2026-11-27T01:05:59Z'))).toEqual({ hour: 8, minute: 5 });
  });

  it('places a civil time on the UTC line, over a year’s end too', () => {
    expect(instant('2027-01-01' as Day, 6, 30).toISOString()).toBe('2026-12-31T23:30:00.000Z');
  });

  it('takes an instant apart for writing', () => {
    const at = instant('2026-11-27' as Day, 8, 0);
    expect(parts(at)).toEqual({ hour: 8, minute: 0, day: 27, month: 11, year: 2026, weekday: 5 });
  });

  it('comes back to the same day and time', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(23), fc.nat(59), (day, hour, minute) => {
        const at = instant(day, hour, minute);
        expect(dayOf(at)).toBe(day);
        expect(timeOfDay(at)).toEqual({ hour, minute });
      }),
    );
  });
});

describe('days', () => {
  it('knows which days exist', () => {
    expect(isValidDay(2028, 2, 29)).toBe(true);
    expect(isValidDay(2026, 2, 29)).toBe(false);
    expect(isValidDay(2026, 13, 1)).toBe(false);
    expect(isValidDay(2026, 1, 0)).toBe(false);
    expect(isValidDay(26, 1, 1)).toBe(false);
    expect(isValidDay(2026, 1.5, 1)).toBe(false);
    expect(() => makeDay(2026, 2, 31)).toThrow(RangeError);
    expect(parseDay('2026-02-31')).toBeNull();
    expect(parseDay('2026-2-3')).toBeNull();
    expect(parseDay('2026-02-03')).toBe('2026-02-03');
  });

  it('names weekdays from Sunday', () => {
    expect(weekday('2026-11-29' as Day)).toBe(0);
    expect(weekday('2026-11-27' as Day)).toBe(5);
  });

  it('adds days over months, leap days and years', () => {
    expect(addDays('2028-02-28' as Day, 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31' as Day, 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01' as Day, -1)).toBe('2026-02-28');
  });

  it('counts between days as it adds them', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -900, max: 900 }), (day, n) => {
        const other = addDays(day, n);
        expect(daysBetween(day, other)).toBe(n);
        expect(dayFromNumber(dayNumber(other))).toBe(other);
      }),
    );
  });

  it('measures in milliseconds', () => {
    expect([minutes(2), hours(1), days(1)]).toEqual([120_000, 3_600_000, 86_400_000]);
  });
});
