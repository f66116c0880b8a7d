// The lunar calendar of Vietnam, by which Tết and the day of the Hùng kings move: astronomical new moons at UTC+7, where China
// counts at UTC+8 (they part in 1985, 2007, 2030). After Meeus, Astronomical Algorithms, as Hồ Ngọc Đức arranged it. Pure.
import { addDays, type Day, dayFromNumber, dayNumber, makeDay } from './time.ts';

const radians = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * radians);
const zone = 7 / 24;
/** The mean length of a month, in days. */
const month = 29.530588853;

/** A day's number by which `time.ts` counts, as a Julian day. */
const julian = dayNumber(makeDay(2000, 1, 1)) - 2_451_545;

/** Of the `nth` new moon after that of 1900, the Julian day in Vietnam. */
function newMoon(nth: number): number {
  const [t, t2, t3] = [nth / 1236.85, (nth / 1236.85) ** 2, (nth / 1236.85) ** 3];
  const mean =
    2_415_020.75933 +
    29.53058868 * nth +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
  const sun = 359.2242 + 29.10535608 * nth - 0.0000333 * t2 - 0.00000347 * t3;
  const moonAt = 306.0253 + 385.81691806 * nth + 0.0107306 * t2 + 0.00001236 * t3;
  const node = 21.2964 + 390.67050646 * nth - 0.0016528 * t2 - 0.00000239 * t3;
  const shift =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moonAt) +
    0.0161 * sin(2 * moonAt) -
    0.0004 * sin(3 * moonAt) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moonAt) -
    0.0074 * sin(sun - moonAt) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moonAt) +
    0.001 * sin(2 * node - moonAt) +
    0.0005 * sin(2 * moonAt + sun);
  const drift = -0.000278 + 0.000265 * t + 0.000262 * t2;
  return Math.floor(mean + shift - drift + 0.5 + zone);
}

/** In which twelfth of its round the sun stands when a day begins in Vietnam: 9 from the winter solstice on. */
function sunTwelfth(julianDay: number): number {
  const t = (julianDay - 0.5 - zone - 2_451_545) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t * t - 0.00000048 * t * t * t;
  const equation =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  const longitude = 280.46645 + 36_000.76983 * t + 0.0003032 * t * t + equation;
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** The new moon that begins the eleventh month, in which the winter solstice lies. */
function eleventh(year: number): number {
  const nth = Math.floor((dayNumber(makeDay(year, 12, 31)) - julian - 2_415_021) / month);
  return sunTwelfth(newMoon(nth)) >= 9 ? nth - 1 : nth;
}

/** How many months after an eleventh the leap month comes: the first in which the sun enters no new twelfth. */
function leapAfter(start: number): number {
  let at = 1;
  while (at < 14 && sunTwelfth(newMoon(start + at)) !== sunTwelfth(newMoon(start + at + 1))) at += 1;
  return at;
}

/** The day on which a lunar day of a year falls; of a month that comes twice, the first. */
export function lunarDay(year: number, nth: number, day: number): Day {
  // The months from November on belong to the solar year before the one they are named after.
  const start = eleventh(nth >= 11 ? year : year - 1);
  const isLeap = eleventh((nth >= 11 ? year : year - 1) + 1) - start === 13;
  const offset = (nth + 1) % 12;
  const shifted = isLeap && offset >= leapAfter(start) ? offset + 1 : offset;
  return addDays(dayFromNumber(newMoon(start + shifted) + julian), day - 1);
}

/** The first day of the lunar year: Tết Nguyên đán (Bộ luật Lao động, Điều 112). */
export const tetOf = (year: number): Day => lunarDay(year, 1, 1);

/** The tenth of the third lunar month: Giỗ Tổ Hùng Vương (Bộ luật Lao động, Điều 112). */
export const hungKingsOf = (year: number): Day => lunarDay(year, 3, 10);
