import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sayingTime } from '../../../src/kernel/ladder.ts';
import { addDays, type Day, instant } from '../../../src/kernel/time.ts';
import { isWorkingDay, makeCalendar } from '../../../src/kernel/working-days.ts';
import { isOverdue, lastDayOf, latestRung, nextRung } from '../../../src/regulation/tasks/due.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { countTasks } from './counting.ts';
import { calendar, day, done, task, waiting } from './tasks.ts';

const at = (value: string, hour = 8, minute = 0): Date => instant(day(value), hour, minute);
const clock = (now: Date, settings = defaultSettings) => ({ now, calendar, settings });

/** All moments at which the lead is to hear, one after another. */
function heard(dueDay: string, from: Date, count: number): string[] {
  const found: string[] = [];
  for (let now = from; found.length < count; ) {
    const next = nextRung(day(dueDay), clock(now));
    if (!next) break;
    found.push(next.toISOString());
    now = next;
  }
  return found;
}

describe('hạn tính theo ngày làm việc', () => {
  test('Điều 5.1: hạn rơi vào ngày nghỉ kéo đến hết ngày làm việc kế tiếp', () => {
    expect(lastDayOf(calendar, day('2027-01-01'))).toBe('2027-01-04');
    expect(isOverdue(calendar, day('2027-01-01'), day('2027-01-04'))).toBe(false);
    expect(isOverdue(calendar, day('2027-01-01'), day('2027-01-05'))).toBe(true);
  });

  test('Điều 5.1: ngày nghỉ ghi sau khi đã giao: cũng nhiệm vụ ấy không còn quá hạn; bỏ ngày nghỉ thì lại quá hạn', () => {
    // Due on a Thursday, asked on the Friday after it.
    const [due, friday] = [day('2026-12-17'), day('2026-12-18')];
    const off = { day: due, kind: 'off' as const, name: 'Nghỉ theo quyết định', source: 'Quyết định 99/QĐ-TTg' };
    const entered = makeCalendar([{ ...off, confirmed: true }]);
    expect([makeCalendar([]), entered, makeCalendar([])].map((known) => isOverdue(known, due, friday))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('Điều 5.1: một ngày so sánh duy nhất cho cơ sở dữ liệu, bằng với quy tắc từng ngày', () => {
    const days = fc.integer({ min: 0, max: 200 }).map((n) => addDays(day('2026-11-01'), n));
    fc.assert(
      fc.property(days, days, (due, today) => {
        expect(isOverdue(calendar, due, today)).toBe(lastDayOf(calendar, due) < today);
      }),
    );
  });
});

describe('bậc thang nhắc việc', () => {
  test('TK8, Điều 5.1, 8.3: trước 7, 3, 1 ngày làm việc, ngày đến hạn, rồi sau 7, 14 ngày, lúc 8 giờ', () => {
    expect(heard('2026-12-31', at('2026-12-01', 9), 6)).toEqual(
      ['2026-12-22', '2026-12-28', '2026-12-30', '2026-12-31', '2027-01-07', '2027-01-14'].map((one) =>
        at(one).toISOString(),
      ),
    );
  });

  test('Điều 5.1: hạn rơi vào ngày nghỉ thì bậc thang đếm lùi từ ngày làm việc kế tiếp', () => {
    expect(heard('2027-01-02', at('2026-12-29', 9), 3)).toEqual(
      ['2026-12-31', '2027-01-04', '2027-01-11'].map((one) => at(one).toISOString()),
    );
  });

  test('Điều 5.1: lần nhắc quá hạn rơi vào ngày nghỉ thì dời sang ngày làm việc', () => {
    expect(nextRung(day('2026-12-25'), clock(at('2026-12-25', 9)))).toEqual(at('2027-01-04'));
  });

  test('Điều 5.1, 7.2: càng quá hạn lâu, người chủ trì càng ít bị nhắc: lần sau cách gấp đôi lần trước', () => {
    expect(heard('2026-12-31', at('2026-12-31', 9), 5)).toEqual(
      ['2027-01-07', '2027-01-14', '2027-01-28', '2027-02-25', '2027-04-22'].map((one) => at(one).toISOString()),
    );
    const next = nextRung(day('2026-12-31'), clock(at('2027-12-31', 9)))!;
    expect(next > at('2027-12-31', 9)).toBe(true);
  });

  test('Điều 5.1: mọi lần nhắc đều vào ngày làm việc; lần mới nhất không sau bây giờ, lần kế tiếp sau bây giờ', () => {
    const offsets = fc.integer({ min: -60, max: 400 });
    fc.assert(
      fc.property(offsets, fc.integer({ min: 0, max: 23 }), (offset, hour) => {
        const now = instant(addDays(day('2026-12-31'), offset), hour, 0);
        const [latest, next] = [latestRung(day('2026-12-31'), clock(now)), nextRung(day('2026-12-31'), clock(now))!];
        expect(latest === null || latest <= now).toBe(true);
        expect(next > now).toBe(true);
        expect(isWorkingDay(calendar, next.toISOString().slice(0, 10) as Day)).toBe(true);
      }),
    );
  });

  test('Điều 5.1: tắt nhắc quá hạn thì sau ngày đến hạn không còn lần nào', () => {
    const settings = { ...defaultSettings, overdueEveryDays: 0 };
    expect(nextRung(day('2026-12-31'), clock(at('2026-12-31', 9), settings))).toBeNull();
  });

  test.each([
    ['trong giờ thì nói ngay', at('2026-12-30', 8), at('2026-12-30', 8)],
    ['ban đêm thì để sáng làm việc kế tiếp', at('2026-12-31', 22), at('2027-01-04')],
    ['sáng sớm thì đợi đến 8 giờ', at('2026-12-30', 5), at('2026-12-30')],
    ['cuối tuần thì để thứ Hai', at('2026-12-26', 10), at('2026-12-28')],
  ])('Điều 7.2: lượt nhắc đến muộn: %s', (_what, now, expected) => {
    expect(sayingTime(clock(now))).toEqual(expected);
  });
});

describe('số liệu', () => {
  const today = day('2026-12-15');
  const many = <T>(count: number, made: T): T[] => Array.from({ length: count }, () => made);

  test('Điều 7.2: số liệu như báo chí: 833 giao, 585 hoàn thành, 67 trong hạn, 181 quá hạn', () => {
    const counts = countTasks(
      [
        ...many(500, done('2026-12-31', false)),
        ...many(85, done('2026-11-30', true)),
        ...many(67, task({ dueDay: day('2026-12-31') })),
        ...many(181, task({ dueDay: day('2026-12-14') })),
        ...many(9, task({ progress: { state: 'withdrawn', because: 'x', by: 'p', at: at('2026-12-02') } })),
      ],
      today,
      calendar,
    );
    expect(counts).toEqual({
      total: 833,
      done: 585,
      doneInTime: 500,
      doneLate: 85,
      running: 248,
      runningInTime: 67,
      runningOverdue: 181,
      runningAwaiting: 0,
    });
  });

  test('Điều 7.2: chờ xác nhận vẫn là đang thực hiện, trong hạn hay quá hạn theo ngày báo cáo', () => {
    const later = day('2027-02-01');
    expect(countTasks([waiting('2026-12-31', false)], later, calendar)).toMatchObject({ running: 1, runningInTime: 1 });
    expect(countTasks([waiting('2027-01-04', true)], later, calendar)).toMatchObject({ running: 1, runningOverdue: 1 });
  });

  test('Điều 7.2: hạn hôm nay còn trong hạn, không có nhiệm vụ thì toàn số không', () => {
    expect(countTasks([task({ dueDay: today })], today, calendar)).toMatchObject({
      runningInTime: 1,
      runningOverdue: 0,
    });
    expect(countTasks([], today, calendar)).toMatchObject({ total: 0, done: 0, running: 0 });
  });
});
