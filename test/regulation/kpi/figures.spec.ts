import { describe, expect, test } from 'vitest';
import { endingNextMonth, sharesOf } from '../../../src/regulation/kpi/figures.ts';
import { calendar, day } from '../tasks/tasks.ts';

const none = { given: 0, done: 0, doneInTime: 0, acceptedAtOnce: 0, returned: 0, waiting: 0, overdue: 0 };

describe('TK17, NĐ 335/2025, Điều 14: số lượng, chất lượng, tiến độ đều so với số được giao; trung bình, tối đa 70', () => {
  test.each([
    ['xong hết, đúng hạn, đạt ngay', { given: 4, done: 4, doneInTime: 4 }, [100, 100, 100, 70]],
    ['xong trễ hạn thì trừ một phần tư tiến độ', { given: 1, done: 1, doneInTime: 0 }, [100, 100, 75, 64.2]],
    [
      'bị trả lại thì trừ một phần tư chất lượng',
      { given: 1, done: 1, doneInTime: 1, returned: 1 },
      [100, 75, 100, 64.2],
    ],
    ['trả lại hai lần thì trừ hai lần', { given: 1, done: 1, doneInTime: 1, returned: 2 }, [100, 50, 100, 58.3]],
    [
      'xong hai trong ba: chất lượng, tiến độ cũng so với ba',
      { given: 3, done: 2, doneInTime: 1, returned: 1 },
      [66.7, 58.3, 58.3, 42.8],
    ],
    ['chưa xong việc nào', { given: 2, overdue: 1 }, [0, 0, 0, 0]],
    ['không được giao việc nào', {}, [0, 0, 0, 0]],
  ])('%s', (_what, counted, expected) => {
    const { quantity, quality, progress, points } = sharesOf({ ...none, ...counted });
    expect([quantity, quality, progress, points]).toEqual(expected);
  });

  test('hạn rơi vào ngày nghỉ cuối tháng thì thuộc tháng sau, vì thời hạn đến hết ngày làm việc kế tiếp', () => {
    // 31 October 2026 is a Saturday; 31 January 2027 a Sunday; New Year is off, but the year's last day is not.
    expect(endingNextMonth(calendar, day('2026-10-01'), day('2027-02-01'))).toEqual([
      '2026-10-31',
      '2027-01-30',
      '2027-01-31',
    ]);
  });
});
