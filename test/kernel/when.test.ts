import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, dayFromNumber, dayNumber, instant, parts } from '../../src/kernel/time.ts';
import { isEitherHalf, type Reading, readDay, readMoment, readTime } from '../../src/kernel/when.ts';
import { expectLinear } from '../support/effort.ts';

const day = (text: string) => text as Day;
/** A Tuesday morning. */
const now = instant(day('2026-11-24'), 9, 0);

/** The value and what was assumed, or the problem, on one line. */
function told<T>(reading: Reading<T>, write: (value: T) => string = String): string {
  if (!reading.ok) return reading.problem;
  return reading.assumed ? `${write(reading.value)} ?${reading.assumed}` : write(reading.value);
}

function onClock(at: Date): string {
  const { year, month, day: on, hour, minute } = parts(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(on)} ${two(hour)}:${two(minute)}`;
}

const bare = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

describe('a typed day', () => {
  const cases = [
    ['25/12', '2026-12-25 ?year'],
    ['25-12', '2026-12-25 ?year'],
    ['24/11', '2026-11-24 ?year'],
    ['23/11', '2027-11-23 ?year'],
    ['5/1', '2027-01-05 ?year'],
    ['25/12/2026', '2026-12-25'],
    ['25-12-2026', '2026-12-25'],
    ['25.12.2026', '2026-12-25'],
    ['25.12.2026.', '2026-12-25'],
    ['25 / 12 / 2026', '2026-12-25'],
    ['25/12/26', '2026-12-25'],
    ['2026-12-25', '2026-12-25'],
    ['ngày 25 tháng 12 năm 2026', '2026-12-25'],
    ['Ngày 25 tháng 12, năm 2026', '2026-12-25'],
    ['25 tháng 12', '2026-12-25 ?year'],
    ['25 thang 12', '2026-12-25 ?year'],
    ['ngày 25/12 năm nay', '2026-12-25'],
    ['ngày 5/1 năm sau', '2027-01-05'],
    ['ngày 28 tháng này', '2026-11-28'],
    ['ngày 5 tháng sau', '2026-12-05'],
    ['ngày 28', '2026-11-28 ?month'],
    ['ngày 5', '2026-12-05 ?month'],
    ['thứ Sáu', '2026-11-27'],
    ['thu sau', '2026-11-27'],
    ['thứ 6', '2026-11-27'],
    ['T6', '2026-11-27'],
    ['thứ tư', '2026-11-25'],
    ['thứ Năm', '2026-11-26'],
    ['chủ nhật', '2026-11-29'],
    ['CN', '2026-11-29'],
    ['thứ Hai', '2026-11-30 ?next-week'],
    ['thứ Ba', '2026-11-24 ?today'],
    ['thứ Ba tới', '2026-12-01'],
    ['thu ba toi', '2026-12-01'],
    ['thứ 6 tuần sau', '2026-12-04'],
    ['thu 6 tuan sau', '2026-12-04'],
    ['thứ 6 tuần tới', '2026-12-04'],
    ['thứ 6 tuần này', '2026-11-27'],
    ['tuần sau thứ Hai', '2026-11-30'],
    ['thứ Hai tuần này', 'in-the-past'],
    ['hôm nay', '2026-11-24'],
    ['ngày mai', '2026-11-25'],
    ['mai', '2026-11-25'],
    ['sáng mai', '2026-11-25'],
    ['ngày kia', '2026-11-26'],
    ['hôm qua', 'in-the-past'],
    ['thứ Sáu, 27/11/2026', '2026-11-27'],
    ['thứ Sáu ngày 27/11', '2026-11-27 ?year'],
    ['ngày mai, 25/11/2026', '2026-11-25'],
    ['tomorrow', '2026-11-25'],
    ['the day after tomorrow', '2026-11-26'],
    ['Friday', '2026-11-27'],
    ['next Friday', '2026-12-04'],
    ['Dec 25 2026', '2026-12-25'],
    ['December 25th, 2026', '2026-12-25'],
    ['25 Dec', '2026-12-25 ?year'],
    ['25th of December 2026', '2026-12-25'],
    ['thứ Năm, 27/11/2026', 'weekday-mismatch'],
    ['ngày mai, thứ Sáu', 'weekday-mismatch'],
    ['31/2', 'no-such-day'],
    ['29/2/2027', 'no-such-day'],
    ['31/11/2026', 'no-such-day'],
    ['23/11/2026', 'in-the-past'],
    ['0/12', 'not-a-date'],
    ['25/13', 'not-a-date'],
    ['25/12/0026', 'not-a-date'],
    ['ngày mai, 28/11/2026', 'not-a-date'],
    ['25/12 26/12', 'not-a-date'],
    ['tuần sau', 'not-a-date'],
    ['tháng 12', 'not-a-date'],
    ['14h 25/12', 'not-a-date'],
    ['đồng ý', 'not-a-date'],
    ['25', 'not-a-date'],
    ['', 'not-a-date'],
  ] as const;

  it.each(cases)('%j is %s', (said, expected) => {
    expect(told(readDay(said, now))).toBe(expected);
    expect(told(readDay(said.normalize('NFD'), now))).toBe(expected);
    expect(told(readDay(said.toUpperCase(), now))).toBe(expected);
  });

  it.each(cases)('%j without marks is %s', (said, expected) => {
    expect(told(readDay(bare(said), now))).toBe(expected);
  });

  it('offers the last day of the month for one that does not exist', () => {
    expect(readDay('31/2', now)).toEqual({ ok: false, problem: 'no-such-day', said: '31/2', last: '2027-02-28' });
    expect(readDay('30/2/2028', now)).toMatchObject({ last: '2028-02-29' });
  });

  it('carries both weekdays when they disagree', () => {
    expect(readDay('thứ Năm, 27/11/2026', now)).toEqual({
      ok: false,
      problem: 'weekday-mismatch',
      said: 'thứ Năm, 27/11/2026',
      day: '2026-11-27',
      weekday: 5,
      saidWeekday: 4,
    });
  });

  it('allows the past when asked to, and then takes the nearest year', () => {
    const past = (said: string) => told(readDay(said, now, { allowPast: true }));
    expect(past('hôm qua')).toBe('2026-11-23');
    expect(past('23/11/2025')).toBe('2025-11-23');
    expect(past('20/11')).toBe('2026-11-20 ?year');
    expect(told(readDay('28/12', instant(day('2027-01-05'), 8, 0), { allowPast: true }))).toBe('2026-12-28 ?year');
    expect(told(readDay('5/1', now, { allowPast: true }))).toBe('2027-01-05 ?year');
  });

  it('reads the day in Vietnam, not in UTC', () => {
    expect(told(readDay('hôm nay', new Date('2026-11-24T17:30:00Z')))).toBe('2026-11-25');
  });
});

describe('a last day, as papers name it', () => {
  const cases = [
    ['trước 31/12/2026', '2026-12-31'],
    ['trước ngày 31/12', '2026-12-31 ?year'],
    ['hết ngày 31/12/2026', '2026-12-31'],
    ['đến 31/12/2026', '2026-12-31'],
    ['đến hết ngày 31/12/2026', '2026-12-31'],
    ['chậm nhất 31/12/2026', '2026-12-31'],
    ['chậm nhất là ngày 31/12/2026', '2026-12-31'],
    ['không muộn hơn 31/12/2026', '2026-12-31'],
    ['hạn chót: 31/12/2026', '2026-12-31'],
    ['hoàn thành trước 31/12/2026', '2026-12-31'],
    ['trước thứ Sáu', '2026-11-27'],
    ['chậm nhất thứ Sáu tuần sau', '2026-12-04'],
    ['trong ngày mai', '2026-11-25'],
    ['trước 17h ngày 31/12', '2026-12-31 ?whole-day'],
    ['31/12/2026 trước 17h', '2026-12-31 ?whole-day'],
    ['trước 17 giờ 00, thứ Năm, 31/12/2026', '2026-12-31 ?whole-day'],
    ['cuối tháng', '2026-11-30'],
    ['cuối tháng sau', '2026-12-31'],
    ['cuối tháng 12', '2026-12-31 ?year'],
    ['cuối tháng 12/2026', '2026-12-31'],
    ['hết tháng 10', '2027-10-31 ?year'],
    ['đến cuối tháng 12', '2026-12-31 ?year'],
    ['trong tháng', '2026-11-30'],
    ['trong tháng này', '2026-11-30'],
    ['trong tháng 2 năm 2028', '2028-02-29'],
    ['trong quý I', '2027-03-31 ?year'],
    ['trong quý I/2027', '2027-03-31'],
    ['quý 4', '2026-12-31 ?year'],
    ['trong quý này', '2026-12-31'],
    ['cuối quý sau', '2027-03-31'],
    ['cuối năm', '2026-12-31'],
    ['trong năm 2027', '2027-12-31'],
    ['trong tuần', '2026-11-27'],
    ['trong tuần sau', '2026-12-04'],
    ['3 ngày nữa', '2026-11-27'],
    ['trong vòng 15 ngày', '2026-12-09'],
    ['2 tuần nữa', '2026-12-08'],
    ['1 tháng nữa', '2026-12-24'],
    ['by 31 Dec 2026', '2026-12-31'],
    ['end of the month', '2026-11-30'],
    ['tuần sau', 'not-a-date'],
    ['tháng 12', 'not-a-date'],
    ['đầu tháng 1', 'not-a-date'],
    ['trước Tết', 'not-a-date'],
    ['trong tháng 13', 'not-a-date'],
    ['trước 25h ngày 31/12', 'not-a-date'],
    ['14h 25/12', 'not-a-date'],
  ] as const;

  it.each(cases)('%j is %s', (said, expected) => {
    expect(told(readDay(said, now))).toBe(expected);
    expect(told(readDay(bare(said), now))).toBe(expected);
  });
});

describe('a stretch of time', () => {
  it.each([
    ['từ 14h00 đến 16h30 ngày 25/12/2026', '2026-12-25 14:00 ?beginning'],
    ['ngày 25/12/2026 từ 14h00 đến 16h30', '2026-12-25 14:00 ?beginning'],
    ['từ 8h đến 11h30 sáng mai', '2026-11-25 08:00 ?beginning'],
    ['từ 2h đến 4h chiều thứ Sáu', '2026-11-27 14:00 ?beginning'],
    ['từ 14h00 ngày 25/12 đến 17h00 ngày 26/12/2026', '2026-12-25 14:00 ?beginning'],
    ['từ 16h đến 14h ngày 25/12', 'not-a-date'],
    ['trước 17h ngày 31/12', 'not-a-date'],
  ])('%j begins at %s', (said, expected) => {
    expect(told(readMoment(said, now), onClock)).toBe(expected);
    expect(told(readMoment(bare(said), now), onClock)).toBe(expected);
  });

  it.each([
    ['2h 25/12/2026', true],
    ['2h30 ngày mai', true],
    ['từ 2h đến 4h thứ Sáu', true],
    ['02:00 25/12/2026', false],
    ['2h chiều 25/12/2026', false],
    ['8h 25/12/2026', false],
    ['14h 25/12/2026', false],
  ])('%j may be the night or the afternoon: %s', (said, either) => expect(isEitherHalf(said)).toBe(either));
});

describe('a typed time', () => {
  const cases = [
    ['14h', '14:0'],
    ['14H30', '14:30'],
    ['14:00', '14:0'],
    ['14 : 05', '14:5'],
    ['14g30', '14:30'],
    ['14 giờ', '14:0'],
    ['14 giờ 00', '14:0'],
    ['8 giờ 30', '8:30'],
    ['8 giờ 30 phút', '8:30'],
    ['lúc 8h30p', '8:30'],
    ['2 giờ chiều', '14:0'],
    ['2h chiều', '14:0'],
    ['14h chiều', '14:0'],
    ['12h trưa', '12:0'],
    ['1h trưa', '13:0'],
    ['8 rưỡi sáng', '8:30'],
    ['8h rưỡi', '8:30'],
    ['8 giờ rưỡi tối', '20:30'],
    ['7 giờ tối', '19:0'],
    ['9 giờ kém 15', '8:45'],
    ['1h kém 15 chiều', '12:45'],
    ['tám giờ sáng', '8:0'],
    ['hai giờ rưỡi chiều', '14:30'],
    ['mười bốn giờ ba mươi', '14:30'],
    ['chín giờ kém mười lăm', '8:45'],
    ['sáu giờ tối', '18:0'],
    ['8 sáng', '8:0'],
    ['10 giờ đêm', '22:0'],
    ['2pm', '14:0'],
    ['2:30 p.m.', '14:30'],
    ['12am', '0:0'],
    ['12 pm', '12:0'],
    ["2 o'clock", '2:0'],
    ['0h', '0:0'],
    ['24h', 'not-a-time'],
    ['14h60', 'not-a-time'],
    ['14 giờ sáng', 'not-a-time'],
    ['8 giờ chiều', 'not-a-time'],
    ['12 giờ đêm', 'not-a-time'],
    ['13pm', 'not-a-time'],
    ['0h kém 5', 'not-a-time'],
    ['chiều', 'not-a-time'],
    ['14', 'not-a-time'],
    ['8h đến 11h', 'not-a-time'],
    ['8h mai', 'not-a-time'],
    ['', 'not-a-time'],
  ] as const;

  it.each(cases)('%j is %s', (said, expected) => {
    const write = ({ hour, minute }: { hour: number; minute: number }) => `${hour}:${minute}`;
    expect(told(readTime(said), write)).toBe(expected);
    expect(told(readTime(bare(said)), write)).toBe(expected);
  });
});

describe('a typed moment', () => {
  const cases = [
    ['14:00 25/12/2026', '2026-12-25 14:00'],
    ['25/12/2026 14:00', '2026-12-25 14:00'],
    ['14h30 ngày 25/12', '2026-12-25 14:30 ?year'],
    ['14 giờ 25/12', '2026-12-25 14:00 ?year'],
    ['14 giờ 25 tháng 12', '2026-12-25 14:00 ?year'],
    ['14h 25-12-2026', '2026-12-25 14:00'],
    ['14:00 - 25/12/2026', '2026-12-25 14:00'],
    ['2 giờ chiều thứ Sáu', '2026-11-27 14:00'],
    ['tám giờ sáng thứ hai', '2026-11-30 08:00 ?next-week'],
    ['bảy giờ rưỡi sáng thứ sáu', '2026-11-27 07:30'],
    ['chín giờ ngày hai mươi lăm tháng mười hai', '2026-12-25 09:00 ?year'],
    ['từ tám giờ đến mười giờ ngày 3/12/2026', '2026-12-03 08:00 ?beginning'],
    ['tám giờ mười lăm tháng Chạp', 'not-a-date'],
    ['thứ 6 14h', '2026-11-27 14:00'],
    ['8h thứ 6 tới', '2026-11-27 08:00'],
    ['8h tối thứ 6', '2026-11-27 20:00'],
    ['08 giờ 00, thứ Sáu, 27/11/2026', '2026-11-27 08:00'],
    ['8h sáng mai', '2026-11-25 08:00'],
    ['sáng mai 8h', '2026-11-25 08:00'],
    ['3 giờ chiều nay', '2026-11-24 15:00'],
    ['7h tối nay', '2026-11-24 19:00'],
    ['17 giờ 00 ngày 28', '2026-11-28 17:00 ?month'],
    ['thứ Ba 14h', '2026-11-24 14:00 ?today'],
    ['thứ Ba 8h', '2026-12-01 08:00 ?next-week'],
    ['thứ Hai 8h tuần sau', '2026-11-30 08:00'],
    ['tomorrow 2pm', '2026-11-25 14:00'],
    ['2pm on Friday', '2026-11-27 14:00'],
    ['at 2:30 pm, Dec 25 2026', '2026-12-25 14:30'],
    ['2026-12-25T14:00', '2026-12-25 14:00'],
    ['2026-12-25T14:00:30', '2026-12-25 14:00'],
    ['2026-12-25 14:00', '2026-12-25 14:00'],
    ['9h hôm nay', '2026-11-24 09:00'],
    ['8h hôm nay', 'in-the-past'],
    ['8h 24/11', 'in-the-past'],
    ['14:00 25/12/2025', 'in-the-past'],
    ['08 giờ 00, thứ Năm, 27/11/2026', 'weekday-mismatch'],
    ['14:00 31/2', 'no-such-day'],
    ['25:00 25/12/2026', 'not-a-time'],
    ['25/12/2026', 'no-time'],
    ['sáng mai', 'no-time'],
    ['14:00', 'no-date'],
    ['8h-11h 25/12/2026', 'not-a-date'],
    ['họp lúc 14:00 25/12/2026', 'not-a-date'],
    ['2026-12-25T14:00Z', 'not-a-date'],
    ['', 'not-a-date'],
  ] as const;

  it.each(cases)('%j is %s', (said, expected) => {
    expect(told(readMoment(said, now), onClock)).toBe(expected);
    expect(told(readMoment(said.normalize('NFD'), now), onClock)).toBe(expected);
  });

  it('understands as much without marks', () => {
    const said = ['2 gio chieu thu sau', '8h toi thu 6', '8 ruoi sang mai', '8h thu 6 toi'];
    expect(said.map((words) => told(readMoment(words, now), onClock))).toEqual([
      '2026-11-27 14:00',
      '2026-11-27 20:00',
      '2026-11-25 08:30',
      '2026-11-27 08:00',
    ]);
  });

  it('keeps the half that was understood', () => {
    expect(readMoment('ngày mai', now)).toMatchObject({ problem: 'no-time', day: '2026-11-25' });
    expect(readMoment('2h chiều', now)).toMatchObject({ problem: 'no-date', time: { hour: 14, minute: 0 } });
  });

  it('allows the past when asked to', () => {
    expect(told(readMoment('8h hôm qua', now, { allowPast: true }), onClock)).toBe('2026-11-23 08:00');
    expect(told(readMoment('thứ Ba 8h', now, { allowPast: true }), onClock)).toBe('2026-11-24 08:00 ?today');
  });

  it('reads back whatever it writes', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
    const first = dayNumber(day('2026-11-25'));
    const anyDay = fc.integer({ min: first, max: first + 3000 }).map(dayFromNumber);
    fc.assert(
      fc.property(anyDay, fc.nat(23), fc.nat(59), (on, hour, minute) => {
        const at = instant(on, hour, minute);
        const { day: d, month: m, year: y, weekday } = parts(at);
        const ways = [
          `${two(hour)} giờ ${two(minute)}, ${weekdays[weekday]}, ${two(d)}/${two(m)}/${y}`,
          `${hour}:${two(minute)} ${d}/${m}/${y}`,
          `${hour}h${two(minute)} ngày ${d} tháng ${m} năm ${y}`,
          `${d}-${m}-${y} ${hour}g${two(minute)}`,
          `${y}-${two(m)}-${two(d)}T${two(hour)}:${two(minute)}`,
        ];
        for (const said of ways) {
          expect(readMoment(said, now)).toEqual({ ok: true, value: at });
          expect(readMoment(bare(said), now)).toEqual({ ok: true, value: at });
        }
      }),
    );
  });
});

describe('anything at all', () => {
  const words =
    '25 12 2026 / - . : h g giờ ngày tháng năm thứ sáu sau tới tối kém rưỡi mai nay tuần 2pm dec next T 99'.split(' ');
  const wordy = fc.array(fc.constantFrom(...words, ' '), { maxLength: 14 }).map((list) => list.join(''));
  const spaced = fc.array(fc.constantFrom(...words), { maxLength: 10 }).map((list) => list.join(' '));

  it('is read without a fault, giving back what was said', () => {
    const text = fc.oneof(wordy, spaced, fc.string({ unit: 'binary', maxLength: 10_000 }));
    fc.assert(
      fc.property(text, (said) => {
        for (const reading of [readDay(said, now), readTime(said), readMoment(said, now)]) {
          if (!reading.ok) expect(reading.said).toBe(said);
        }
        const moment = readMoment(said, now);
        if (moment.ok) expect(moment.value.getTime()).toBeGreaterThanOrEqual(now.getTime());
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no longer for long or tangled text', () => {
    for (const piece of [
      '1',
      ' ',
      '25/',
      '1 thang ',
      'ngay ',
      '14h ',
      '12:',
      '. ',
      '-',
      'thu ',
      'tới ',
      '8 gio kem ',
      'tu 8h den ',
      'trong quy ',
      'han ',
    ]) {
      expectLinear((said) => readMoment(said, now), piece);
    }
  });
});
