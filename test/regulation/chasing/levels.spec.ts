// TK9, TK16: the three levels of a chase, without a database.
import { describe, expect, test } from 'vitest';
import type { Day } from '../../../src/kernel/time.ts';
import { instant } from '../../../src/kernel/time.ts';
import { cannotChase, nextLevel } from '../../../src/regulation/chasing/index.ts';
import { calendar, day, facts, task, waiting, world } from '../tasks/tasks.ts';

/** NV-07 is due on Thursday, 31 December 2026; New Year is off. */
const at = (value: string) => world(instant(day(value), 9, 0));
const beside = (earlier: readonly { level: '1' | '2' | '3'; due: Day | null; day: Day }[] = [], about = task()) => ({
  about: facts(about),
  earlier,
});
const chased = (on: string, level: '1' | '2' | '3' = '1', due: Day | null = day('2026-12-31')) => ({
  level,
  due,
  day: day(on),
});

describe('TK9, Điều 5.1, 5.3, 7.2: đôn đốc ba lần, không bỏ lần nào', () => {
  test('quá hạn: lần một nhắc, lần hai yêu cầu phương án khắc phục (TK16), lần ba đề nghị Trưởng ban; sau đó vẫn là lần ba', () => {
    const [first, second, third] = [chased('2027-01-05'), chased('2027-01-06', '2'), chased('2027-01-07', '3')];
    const now = at('2027-01-08');
    expect(nextLevel(beside(), now)).toBe('1');
    expect(nextLevel(beside([first]), now)).toBe('2');
    expect(nextLevel(beside([first, second]), now)).toBe('3');
    expect(nextLevel(beside([first, second, third]), now)).toBe('3');
  });

  test('chưa quá hạn thì chỉ là nhắc, dù đã nhắc mấy lần', () => {
    const before = [chased('2026-12-29'), chased('2026-12-30')];
    expect(nextLevel(beside(before), at('2026-12-31'))).toBe('1');
  });

  test('hạn đã chuyển thì đếm lại từ đầu', () => {
    const moved = task({ dueDay: day('2027-01-05') });
    expect(nextLevel(beside([chased('2027-01-04'), chased('2027-01-05', '2')], moved), at('2027-01-08'))).toBe('1');
  });

  test.each([
    ['còn xa hạn', at('2026-12-10'), beside(), 'not-near'],
    ['đã báo cáo xong, chờ xác nhận', at('2027-01-08'), beside([], waiting('2026-12-30', false)), 'proposed'],
    ['hôm nay đã đôn đốc', at('2027-01-08'), beside([chased('2027-01-08')]), 'today'],
    [
      'chưa đến hạn tính (TK14)',
      at('2036-01-08'),
      beside([], task({ dueDay: null, firstDueDay: null, hangsOn: { event: 'Trung ương ban hành', days: '30' } })),
      'not-near',
    ],
  ])('không đôn đốc được: %s', (_why, now, one, code) => {
    expect(cannotChase(one, { now: now.now, calendar })).toMatchObject({ refusal: { code, article: '7.2' } });
  });
});
