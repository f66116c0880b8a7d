import { describe, expect, test } from 'vitest';
import type { Day } from '../../../src/kernel/time.ts';
import { type CalendarEntry, makeCalendar } from '../../../src/kernel/working-days.ts';
import { missingOf, roundsOf, tetOddity } from '../../../src/regulation/holidays/next-year.ts';

const off = (day: string, confirmed = true): CalendarEntry => ({
  ...{ day: day as Day, kind: 'off', name: 'Nghỉ', source: 'Thông báo', confirmed },
});
const fixed = ['2027-01-01', '2027-04-30', '2027-05-01', '2027-09-02', '2027-04-16'].map((day) => off(day));

describe('Điều 7.2: lịch nghỉ năm sau', () => {
  test('quý IV cơ quan thường trực nợ lịch năm sau, hạn 15/12; trước đó chưa nợ', () => {
    expect(roundsOf('2026-10-01' as Day).current).toMatchObject({ opens: '2026-10-01', due: '2026-12-15' });
    expect(roundsOf('2026-09-30' as Day)).toMatchObject({
      current: { due: '2025-12-15' },
      next: { opens: '2026-10-01' },
    });
    expect(roundsOf('2026-12-31' as Day).current.period.from).toBe('2027-01-01');
  });

  test('đủ khi có các ngày lễ, mùng 1 Tết, Giỗ Tổ, và Tết không còn là dự kiến', () => {
    expect(missingOf(fixed, 2027)).toEqual(['2027-02-06']);
    expect(missingOf([...fixed, off('2027-02-06'), off('2027-02-08', false)], 2027)).toEqual(['2027-02-08']);
    expect(missingOf([...fixed, off('2027-02-06'), off('2027-11-24', false)], 2027)).toEqual([]);
  });

  test('ghi Tết sai ngày thì được báo theo âm lịch; năm chưa ghi gì thì không', () => {
    expect(tetOddity(makeCalendar([off('2027-02-05')]), 2027)).toMatchObject({ key: 'holidays:tet' });
    expect(tetOddity(makeCalendar([off('2027-02-06')]), 2027)).toBeNull();
    expect(tetOddity(makeCalendar([]), 2027)).toBeNull();
  });
});
