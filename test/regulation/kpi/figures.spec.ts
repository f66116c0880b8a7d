import { describe, expect, test } from 'vitest';
import { sharesOf } from '../../../src/regulation/kpi/figures.ts';

const none = { given: 0, done: 0, doneInTime: 0, acceptedAtOnce: 0, waiting: 0, overdue: 0 };

describe('TK17, NĐ 335/2025: điểm nhiệm vụ là trung bình của số lượng, chất lượng, tiến độ, tối đa 70', () => {
  test.each([
    ['xong hết, đúng hạn, đạt ngay', { given: 4, done: 4, doneInTime: 4, acceptedAtOnce: 4 }, [100, 100, 100, 70]],
    [
      'xong trễ hạn thì trừ một phần tư tiến độ',
      { given: 1, done: 1, doneInTime: 0, acceptedAtOnce: 1 },
      [100, 100, 75, 64.2],
    ],
    [
      'bị trả lại thì trừ một phần tư chất lượng',
      { given: 1, done: 1, doneInTime: 1, acceptedAtOnce: 0 },
      [100, 75, 100, 64.2],
    ],
    ['xong hai trong ba', { given: 3, done: 2, doneInTime: 1, acceptedAtOnce: 1 }, [66.7, 87.5, 87.5, 56.4]],
    ['chưa xong việc nào', { given: 2, overdue: 1 }, [0, 0, 0, 0]],
    ['không được giao việc nào', {}, [0, 0, 0, 0]],
  ])('%s', (_what, counted, expected) => {
    const { quantity, quality, progress, points } = sharesOf({ ...none, ...counted });
    expect([quantity, quality, progress, points]).toEqual(expected);
  });
});
