import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/kernel/time.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import { keyOf, periodsNow, roundsOf, tasksOfPeriod } from '../../../src/regulation/reports/report.ts';
import { defaultSettings } from '../../../src/settings.ts';

const calendar = makeCalendar([]);
const world = { calendar, settings: defaultSettings };
const on = (day: string, settings = defaultSettings) => roundsOf(parseDay(day)!, { calendar, settings });

describe('Điều 8.7, 9.1: báo cáo từng quý; hết tháng 6 là 6 tháng, hết năm là cả năm', () => {
  test.each([
    ['2026-04-01', '2026-01-01_2026-03-31', '2026-04-07'],
    ['2026-08-15', '2026-01-01_2026-06-30', '2026-07-07'],
    ['2026-12-31', '2026-07-01_2026-09-30', '2026-10-07'],
    ['2027-01-01', '2026-01-01_2026-12-31', '2027-01-07'],
  ])('ngày %s: kỳ %s, chậm nhất %s', (day, period, due) => {
    const { current } = on(day)!;
    expect([keyOf(current.period), current.due]).toEqual([period, due]);
  });

  test('kỳ sau mở ngày đầu sau kỳ đang chạy; Ban không đặt nhịp thì không ai nợ', () => {
    expect(on('2026-11-28')!.next.opens).toBe('2027-01-01');
    expect(on('2026-11-28', { ...defaultSettings, reportEveryMonths: 0 })).toBeNull();
    expect(periodsNow(parseDay('2026-11-28')!, world).map(keyOf)).toEqual([
      '2026-07-01_2026-09-30',
      '2026-01-01_2026-12-31',
    ]);
  });
});

test('Điều 7.1, 8.7: báo cáo lấy nhiệm vụ của kỳ như lúc hết kỳ, không lấy của cả Ban từ trước đến nay', () => {
  const end = new Date('2026-09-30T17:00:00Z');
  const row = (state: string, closed: string | null, dueDay: string, late: boolean | null = null) => ({
    ...{ state, closedAt: closed === null ? null : new Date(closed), dueDay, late },
  });
  const rows = [
    row('done', '2026-08-01T02:00:00Z', '2026-08-05', false),
    row('done', '2026-09-01T02:00:00Z', '2026-08-05', true),
    // Done, late, only after the period: at its end it was overdue.
    row('done', '2026-10-20T02:00:00Z', '2026-09-15', true),
    row('open', null, '2026-12-31'),
    row('open', null, '9999-12-31'),
    row('withdrawn', '2026-09-10T02:00:00Z', '2026-12-31'),
  ];
  expect(tasksOfPeriod(rows, { end, through: parseDay('2026-09-29')! })).toEqual({
    ...{ total: 5, done: 2, doneInTime: 1, doneLate: 1 },
    ...{ running: 3, runningInTime: 1, runningOverdue: 1, runningAwaiting: 1 },
  });
});
