import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayFromNumber, dayNumber, parseDay } from '../../src/kernel/time.ts';
import {
  addWorkingDays,
  type CalendarEntry,
  calendarCovers,
  isWorkingDay,
  latestNoticeDay,
  makeCalendar,
  workingDaysBetween,
} from '../../src/kernel/working-days.ts';
import { hungKings, lunarNewYear } from './lunar.ts';

function shipped(year: number): CalendarEntry[] {
  const file = new URL(`../../scripts/holidays/vn-${year}.csv`, import.meta.url);
  const rows = parse(readFileSync(file), { columns: true }) as Record<keyof CalendarEntry, string>[];
  return rows.map((row) => ({
    day: parseDay(row.day) ?? expect.fail(`no such day: ${row.day}`),
    kind: row.kind as CalendarEntry['kind'],
    name: row.name,
    source: row.source,
    confirmed: row.confirmed === 'true',
  }));
}

const entries = [...shipped(2026), ...shipped(2027)];
const calendar = makeCalendar(entries);
const withoutCultureDay = makeCalendar(entries.filter((entry) => !entry.day.endsWith('-11-24')));
const day = (text: string) => text as Day;

describe('QĐ 45/2018: the notice goes out three working days ahead, the day of sending not counted', () => {
  it.each([
    ['2026-01-12', '2026-01-08'],
    ['2026-02-23', '2026-02-11'],
    ['2026-05-04', '2026-04-24'],
    ['2026-09-03', '2026-08-26'],
    ['2026-11-27', '2026-11-23'],
  ])('a meeting on %s, by %s', (meeting, sending) => {
    expect(latestNoticeDay(calendar, day(meeting))).toBe(sending);
  });

  it('a meeting on 2026-11-27, by 2026-11-24 if that is no day off', () => {
    expect(latestNoticeDay(withoutCultureDay, day('2026-11-27'))).toBe('2026-11-24');
  });

  it('takes another number of days', () => {
    expect(latestNoticeDay(calendar, day('2026-11-20'), 5)).toBe('2026-11-13');
  });
});

describe('QĐ 45/2018: conclusions within five working days', () => {
  it.each([
    ['2026-08-24', '2026-09-03'],
    ['2026-11-27', '2026-12-04'],
    ['2026-12-28', '2027-01-05'],
  ])('of a meeting on %s, by %s', (meeting, due) => {
    expect(addWorkingDays(calendar, day(meeting), 5)).toBe(due);
    expect(workingDaysBetween(calendar, day(meeting), day(due))).toBe(5);
  });
});

describe('the calendar', () => {
  it('gives days off, days off in lieu and days worked in lieu', () => {
    const off = ['2026-01-01', '2026-01-02', '2026-02-14', '2026-02-22', '2026-04-27', '2026-08-31', '2026-11-24'];
    const worked = ['2026-01-10', '2026-08-22', '2026-02-13', '2026-02-23', '2026-11-25'];
    expect(off.filter((text) => isWorkingDay(calendar, day(text)))).toEqual([]);
    expect(worked.filter((text) => !isWorkingDay(calendar, day(text)))).toEqual([]);
    expect(isWorkingDay(calendar, day('2026-11-28'))).toBe(false);
  });

  it('lets a later entry replace an earlier one', () => {
    const entry = entries.find(({ day: on }) => on === '2026-11-24') ?? expect.fail('no entry');
    const plan = makeCalendar([...entries, { ...entry, kind: 'work-in-lieu', confirmed: true }]);
    expect(isWorkingDay(plan, entry.day)).toBe(true);
  });

  it('knows which years it covers', () => {
    expect([2025, 2026, 2027, 2028].map((year) => calendarCovers(calendar, year))).toEqual([false, true, true, false]);
  });

  it('agrees with the lunar calendar', () => {
    for (const year of [2026, 2027]) {
      expect(calendar.entries.get(lunarNewYear(year))?.name).toContain('mùng 1');
      expect(calendar.entries.get(hungKings(year))?.name).toContain('Hùng Vương');
      expect(calendar.entries.get(addDays(lunarNewYear(year), -1))?.name).toContain('29 tháng Chạp');
    }
  });

  it('names each day once and never gives a working weekday for another', () => {
    expect(new Set(entries.map((entry) => entry.day)).size).toBe(entries.length);
    const bare = makeCalendar([]);
    const worked = entries.filter((entry) => entry.kind === 'work-in-lieu');
    expect(worked.filter((entry) => isWorkingDay(bare, entry.day))).toEqual([]);
  });
});

describe('counting', () => {
  const anyDay = fc
    .integer({ min: dayNumber(day('2025-12-01')), max: dayNumber(day('2027-12-31')) })
    .map(dayFromNumber);

  it('undoes adding, both ways', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (from, n) => {
        const to = addWorkingDays(calendar, from, n);
        expect(workingDaysBetween(calendar, from, to)).toBe(n);
        if (n !== 0) expect(isWorkingDay(calendar, to)).toBe(true);
      }),
    );
  });

  it('comes back to a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (start, n) => {
        const from = addWorkingDays(calendar, start, 1);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, from, n), -n)).toBe(from);
      }),
    );
  });

  it('takes whole numbers only', () => {
    expect(() => addWorkingDays(calendar, day('2026-11-27'), 1.5)).toThrow(RangeError);
    expect(addWorkingDays(calendar, day('2026-11-28'), 0)).toBe('2026-11-28');
  });
});
