import { describe, expect, test } from 'vitest';
import type { Day } from '../../../src/kernel/time.ts';
import { isReviewed, reviewRounds } from '../../../src/regulation/programmes/programme.ts';

const first = { to: '2026-06-30' as Day };
const issued = (...reviews: string[]) => ({
  movedAt: new Date('2026-01-20T02:00:00Z'),
  reviews: reviews.map((at) => ({ at, words: 'Đạt' })),
});

describe('Điều 5.1: sơ kết chương trình công tác từng nửa năm', () => {
  test('hết tháng 6 mở, hạn 15/7; hết năm mở, hạn 15/01 năm sau', () => {
    expect(reviewRounds('2026-07-02' as Day)).toMatchObject({
      current: { opens: '2026-07-01', due: '2026-07-15' },
      next: { opens: '2027-01-01', due: '2027-01-15' },
    });
    expect(reviewRounds('2027-01-02' as Day).current.period).toEqual({ from: '2026-07-01', to: '2026-12-31' });
  });

  test('nợ khi chương trình đã ban hành mà chưa ghi sơ kết; sơ kết từ lâu trước đó không tính', () => {
    expect(isReviewed(issued(), first)).toBe(false);
    expect(isReviewed(issued('2026-03-30T02:00:00Z'), first)).toBe(false);
    expect(isReviewed(issued('2026-06-25T02:00:00Z'), first)).toBe(true);
    expect(isReviewed(issued('2026-07-10T02:00:00Z'), first)).toBe(true);
  });

  test('chưa có chương trình, hoặc ban hành sau nửa năm đó, thì không nợ', () => {
    expect(isReviewed(null, first)).toBe(true);
    expect(isReviewed({ ...issued(), movedAt: new Date('2026-07-03T02:00:00Z') }, first)).toBe(true);
  });
});
