import { describe, expect, test } from 'vitest';
import { hungKingsOf, lunarDay, tetOf } from '../../src/kernel/lunar.ts';

describe('CA2: âm lịch Việt Nam (UTC+7)', () => {
  test('mùng 1 Tết đúng ngày đã công bố', () => {
    const days = {
      1968: '01-29',
      1985: '01-21',
      2007: '02-17',
      2023: '01-22',
      2024: '02-10',
      2025: '01-29',
      2026: '02-17',
    };
    for (const [year, day] of Object.entries({ ...days, 2027: '02-06', 2028: '01-26', 2029: '02-13', 2030: '02-02' }))
      expect(tetOf(Number(year))).toBe(`${year}-${day}`);
  });

  test('Giỗ Tổ mùng 10 tháng Ba, cả năm nhuận tháng Hai và năm không nhuận', () => {
    const days = { 2023: '04-29', 2024: '04-18', 2025: '04-07', 2026: '04-26', 2027: '04-16' };
    for (const [year, day] of Object.entries(days)) expect(hungKingsOf(Number(year))).toBe(`${year}-${day}`);
  });

  test('tháng đến sau tháng nhuận được tính lùi một tháng', () => {
    // 2025 has two sixth months: the Mid-Autumn falls on 6 October.
    expect(lunarDay(2025, 8, 15)).toBe('2025-10-06');
    expect(lunarDay(2026, 8, 15)).toBe('2026-09-25');
  });
});
