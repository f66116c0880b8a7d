import { describe, expect, it } from 'vitest';
import { hungKings, lunarNewYear } from './lunar.ts';

describe('the Vietnamese lunar calendar', () => {
  it.each([
    [1968, '1968-01-29'],
    [1985, '1985-01-21'],
    [2007, '2007-02-17'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2028, '2028-01-26'],
    [2029, '2029-02-13'],
    [2030, '2030-02-02'],
    [2033, '2033-01-31'],
    [2034, '2034-02-19'],
  ])('Tết %i is on %s', (year, day) => {
    expect(lunarNewYear(year)).toBe(day);
  });

  it.each([
    // 2023 has a leap second month, which pushes the third one on.
    [2023, '2023-04-29'],
    [2024, '2024-04-18'],
    [2025, '2025-04-07'],
    [2026, '2026-04-26'],
    [2027, '2027-04-16'],
  ])('Giỗ Tổ Hùng Vương %i is on %s', (year, day) => {
    expect(hungKings(year)).toBe(day);
  });

  it('keeps Tết between 20 January and 21 February for two centuries', () => {
    for (let year = 1900; year < 2100; year += 1) {
      const inYear = lunarNewYear(year).slice(5);
      expect(inYear >= '01-20' && inYear <= '02-21', `${year}-${inYear}`).toBe(true);
    }
  });
});
