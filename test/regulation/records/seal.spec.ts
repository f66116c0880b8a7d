import { describe, expect, test } from 'vitest';
import type { ReminderRow } from '../../../src/kernel/chapter.ts';
import type { World } from '../../../src/kernel/command.ts';
import { makeDay } from '../../../src/kernel/time.ts';
import { type CalendarEntry, makeCalendar } from '../../../src/kernel/working-days.ts';
import {
  dueSeal,
  inGroups,
  keepersOf,
  opensOn,
  type SealFacts,
  watchSeal,
} from '../../../src/regulation/records/seal.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { seatCards } from '../../support/committee.ts';

const off = (day: string): CalendarEntry => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { day: makeDay(year, month, date), kind: 'off', name: 'Nghỉ', source: '', confirmed: true };
};
const calendar = makeCalendar([off('2027-01-01'), off('2027-09-01'), off('2027-09-02')]);
const worldAt = (now: string, sealEveryMonths = 1): World => ({
  now: new Date(now),
  calendar,
  settings: { ...defaultSettings, sealEveryMonths },
  newId: () => 'id',
});
const hash = 'a1b2c3d4'.repeat(8);
const facts: SealFacts = { bodyId: 'b', to: ['p1', 'p2'], rows: 1234, hash };
const reminder = (version: number, nextAt: Date): ReminderRow => ({
  kind: 'records.seal',
  matter: 'body:b',
  person: null,
  version,
  nextAt,
});
/** Of the second version, looked at when its time has come. */
const due = (now: string, every = 1) => dueSeal(facts, reminder(2, new Date(now)), worldAt(now, every));

describe('Điều 8.9: mã niêm phong nhật ký gửi cơ quan thường trực mỗi tháng', () => {
  test('Điều 8.9: vào ngày làm việc đầu tháng, tránh ngày nghỉ', () => {
    expect(opensOn(calendar, makeDay(2026, 12, 15))).toBe('2026-12-01');
    expect(opensOn(calendar, makeDay(2026, 12, 15), 1)).toBe('2027-01-04');
    expect(opensOn(calendar, makeDay(2027, 9, 30))).toBe('2027-09-03');
    expect(opensOn(calendar, makeDay(2027, 11, 30), 3)).toBe('2028-02-01');
  });

  test('Điều 8.9: lần xem đầu tiên chỉ hẹn ngày, không gửi gì; ban có từ trước cũng vậy', () => {
    const now = new Date('2026-12-10T01:00:00Z');
    const first = dueSeal(facts, reminder(1, watchSeal('b', now).nextAt), worldAt(now.toISOString()));
    expect(first).toEqual({
      notices: [],
      reminders: [expect.objectContaining({ version: 2, nextAt: new Date('2027-01-04T01:00:00Z') })],
      nextAt: null,
    });
    const early = dueSeal(facts, reminder(1, now), worldAt('2026-11-30T20:00:00Z'));
    expect(early.reminders?.[0]?.nextAt).toEqual(new Date('2026-12-01T01:00:00Z'));
  });

  test('Điều 8.9: mỗi người một tin, có số dòng và mã; hẹn sang tháng sau', () => {
    const { notices, nextAt } = due('2027-01-04T01:00:00Z');
    expect(nextAt).toEqual(new Date('2027-02-01T01:00:00Z'));
    expect(notices.map(({ to, class: kind, personal }) => [to, kind, personal])).toEqual([
      ['p1', 'notice', true],
      ['p2', 'notice', true],
    ]);
    expect(JSON.stringify(notices[0]!.view)).toContain(inGroups(hash));
    expect(JSON.stringify(notices[0]!.view)).toContain('1234');
  });

  test('Điều 8.9: đồng hồ chậm, hoặc xem hai lần trong tháng: cùng một khóa tin, nên chỉ gửi một lần', () => {
    const [one, late] = [due('2027-01-04T01:00:00Z'), due('2027-01-20T01:00:00Z')];
    expect(late.notices.map(({ key }) => key)).toEqual(one.notices.map(({ key }) => key));
    expect(late.nextAt).toEqual(new Date('2027-02-01T01:00:00Z'));
    const { notices } = due('2027-02-01T01:00:00Z');
    expect(notices[0]!.key).not.toBe(one.notices[0]!.key);
  });

  test.each([
    [3, '2027-01-04T01:00:00Z', '2027-04-01T01:00:00Z'],
    [3, '2027-02-10T01:00:00Z', '2027-04-01T01:00:00Z'],
    [12, '2027-01-04T01:00:00Z', '2028-01-03T01:00:00Z'],
  ])('Điều 8.9: ban tự đặt %i tháng một lần: xem lúc %s, lần sau %s', (every, now, next) => {
    expect(due(now, every).nextAt).toEqual(new Date(next));
  });

  test('Điều 8.9: ban không cần nhận thì không gửi, nhưng vẫn xem lại để biết khi ban đặt khác', () => {
    expect(due('2027-01-04T01:00:00Z', 0)).toEqual({ notices: [], nextAt: new Date('2027-02-01T01:00:00Z') });
  });

  test('Điều 7.3, 8.9: gửi thư ký; ban không có thư ký thì gửi người theo dõi giấy tờ', () => {
    const seats = seatCards();
    const secretary = seats.filter(({ role }) => role === 'secretariat');
    const others = seats.filter(({ role }) => role === 'standing-member');
    expect(keepersOf(seats, others)).toEqual(secretary.map(({ person }) => person.id));
    expect(keepersOf(others, others)).toEqual(others.map(({ person }) => person.id));
  });
});
