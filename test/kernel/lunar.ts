/**
 * The Vietnamese lunar calendar (new moons and solar terms at UTC+7), as far as holidays need it.
 *
 * After Hồ Ngọc Đức, "Thuật toán tính âm lịch", itself after Jean Meeus, "Astronomical Algorithms" (1998).
 * Not Intl's `ca-chinese`: it takes the first day of Tết 2007 and 2027 for the last of the year before.
 */

import { addDays, type Day, dayFromNumber, dayNumber, makeDay } from '../../src/kernel/time.ts';

/** The first day of the first lunar month (Tết Nguyên đán) in this solar year, 1900 to 2199. */
export function lunarNewYear(year: number): Day {
  return dayFromNumber(monthStart(year, 1));
}

/** The tenth day of the third lunar month (Giỗ Tổ Hùng Vương) in this solar year, 1900 to 2199. */
export function hungKings(year: number): Day {
  return addDays(dayFromNumber(monthStart(year, 3)), 9);
}

const TIME_ZONE_DAYS = 7 / 24;
const EPOCH_JULIAN_DAY = 2_440_588;
const SYNODIC_MONTH = 29.530588853;
/** The new moon from which months are numbered, near 1 January 1900. */
const FIRST_NEW_MOON = 2_415_021.076998695;
const DEGREE = Math.PI / 180;

/**
 * Day number on which the regular (not leap) lunar month `month` of the lunar year begun in `year` starts.
 * Months are counted from the eleventh of the year before, which holds the winter solstice.
 */
function monthStart(year: number, month: number): number {
  const eleventh = eleventhMonth(year - 1);
  const nextEleventh = eleventhMonth(year);
  const first = Math.floor(0.5 + (eleventh + EPOCH_JULIAN_DAY - FIRST_NEW_MOON) / SYNODIC_MONTH);
  let offset = month + 1;
  const hasLeapMonth = nextEleventh - eleventh > 365;
  if (hasLeapMonth && offset >= leapMonthOffset(first)) offset += 1;
  return newMoon(first + offset);
}

/** Day number of the start of the lunar month that holds the winter solstice of this solar year. */
function eleventhMonth(year: number): number {
  const yearEnd = dayNumber(makeDay(year, 12, 31));
  const index = Math.floor((yearEnd + EPOCH_JULIAN_DAY - 2_415_021) / SYNODIC_MONTH);
  const start = newMoon(index);
  return solarSector(start) >= 9 ? newMoon(index - 1) : start;
}

/** How many months after the eleventh the leap month comes: the first in which the sun enters no new sector. */
function leapMonthOffset(first: number): number {
  let offset = 1;
  let sector = solarSector(newMoon(first + offset));
  for (let previous = -1; sector !== previous && offset < 14; ) {
    previous = sector;
    offset += 1;
    sector = solarSector(newMoon(first + offset));
  }
  return offset - 1;
}

/** Day number in Vietnam of the `index`-th new moon since 1900 (Meeus, chapter 49, leading terms). */
function newMoon(index: number): number {
  const t = index / 1236.85;
  const [t2, t3] = [t * t, t * t * t];
  const mean = 2_415_020.75933 + 29.53058868 * index + 0.0001178 * t2 - 0.000000155 * t3;
  const start = mean + 0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t2) * DEGREE);
  const sun = (359.2242 + 29.10535608 * index - 0.0000333 * t2 - 0.00000347 * t3) * DEGREE;
  const moon = (306.0253 + 385.81691806 * index + 0.0107306 * t2 + 0.00001236 * t3) * DEGREE;
  const latitude = (21.2964 + 390.67050646 * index - 0.0016528 * t2 - 0.00000239 * t3) * DEGREE;
  const correction =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * latitude) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * latitude + sun) -
    0.0004 * Math.sin(2 * latitude - sun) -
    0.0006 * Math.sin(2 * latitude + moon) +
    0.001 * Math.sin(2 * latitude - moon) +
    0.0005 * Math.sin(2 * moon + sun);
  // Dynamical time runs ahead of civil time by this much (the polynomial for the years after 1900).
  const ahead = -0.000278 + 0.000265 * t + 0.000262 * t2;
  return Math.floor(start + correction - ahead + 0.5 + TIME_ZONE_DAYS) - EPOCH_JULIAN_DAY;
}

/** Which twelfth of the ecliptic (0 from the spring equinox) the sun is in when the day begins in Vietnam. */
function solarSector(day: number): number {
  const t = (day + EPOCH_JULIAN_DAY - 0.5 - TIME_ZONE_DAYS - 2_451_545) / 36_525;
  const t2 = t * t;
  const anomaly = (357.5291 + 35_999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * DEGREE;
  const mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t2;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly);
  const longitude = (((mean + centre) % 360) + 360) % 360;
  return Math.floor(longitude / 30);
}
