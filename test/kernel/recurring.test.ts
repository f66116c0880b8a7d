import { expect, test } from 'vitest';
import { isOwed } from '../../src/kernel/recurring.ts';
import type { Day } from '../../src/kernel/time.ts';

const day = (written: string): Day => written as Day;
const programme = {
  period: { from: day('2026-01-01'), to: day('2026-12-31') },
  opens: day('2025-12-01'),
  due: day('2026-01-31'),
};
const report = {
  period: { from: day('2026-10-01'), to: day('2026-12-31') },
  opens: day('2026-12-25'),
  due: day('2027-01-05'),
};

test.each([
  ['the programme of the year, on record before its day', programme, '2025-11-01', true],
  ['the same, on record since the autumn: it was due in January', programme, '2026-11-09', false],
  ['the report of a quarter in which it came on record', report, '2026-11-09', true],
  ['the report of a quarter before it was on record', report, '2027-01-02', false],
])('Điều 3.1, 8.1, 8.7: %s', (_what, round, since, owed) => {
  expect(isOwed(round, day(since))).toBe(owed);
});
