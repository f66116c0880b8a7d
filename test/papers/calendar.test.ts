// MT16: what an independent reader of calendars finds, on machines in any zone.
import ical, { type VEvent } from 'node-ical';
import { afterEach, describe, expect, test } from 'vitest';
import { type CalendarEntry, calendarFile } from '../../src/documents/calendar.ts';

const own = process.env['TZ'];
afterEach(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

const now = new Date('2026-12-01T02:00:00Z');
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'm1@thu-ky',
  sequence: 2,
  // 14:00 in Vietnam.
  startsAt: new Date('2026-12-25T07:00:00Z'),
  endsAt: new Date('2026-12-25T11:00:00Z'),
  cancelled: false,
  title: 'Họp quý IV; kết quả, nhiệm vụ',
  place: 'Phòng họp số 1',
  about: 'Cuộc họp GM-01\nLiên hệ: 0912 345 678',
  ...more,
});
const fileOf = (...entries: CalendarEntry[]): string =>
  calendarFile({ name: 'Lịch họp', alarm: 'Sắp đến giờ họp', entries, now });
const read = (file: string) =>
  Object.values(ical.sync.parseICS(file)).filter((one) => one?.type === 'VEVENT') as VEvent[];

describe('MT16: lịch họp', () => {
  test.each(['UTC', 'America/New_York', 'Asia/Ho_Chi_Minh'])('máy đặt ở múi giờ %s vẫn đúng giờ Việt Nam', (zone) => {
    process.env['TZ'] = zone;
    const file = fileOf(entry());
    expect(file).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261225T140000');
    const [found] = read(file);
    expect(found!.start.toISOString()).toBe('2026-12-25T07:00:00.000Z');
    expect(found!.end!.toISOString()).toBe('2026-12-25T11:00:00.000Z');
  });

  test('tên, nơi họp, nội dung giữ nguyên chữ và dấu câu; dòng dài được gấp', () => {
    const title = `Họp ${'chuyển đổi số '.repeat(20)}; "đợt 2", 100% 🙂`;
    const file = fileOf(entry({ title }));
    expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const [found] = read(file);
    expect(found).toMatchObject({ summary: title, location: 'Phòng họp số 1', uid: 'm1@thu-ky', sequence: 2 });
    expect(found!.description).toBe('Cuộc họp GM-01\nLiên hệ: 0912 345 678');
  });

  test('Điều 9.2: báo trước một giờ; hủy thì hết báo, họp đã qua cũng vậy', () => {
    expect(fileOf(entry())).toContain('BEGIN:VALARM');
    const cancelled = fileOf(entry({ cancelled: true, sequence: 3 }));
    expect(cancelled).not.toContain('VALARM');
    expect(read(cancelled)[0]).toMatchObject({ status: 'CANCELLED', sequence: 3 });
    expect(fileOf(entry({ startsAt: new Date('2026-11-01T07:00:00Z') }))).not.toContain('VALARM');
  });

  test('chữ lạ không thêm được dòng nào vào lịch', () => {
    const file = fileOf(entry({ title: 'X\r\nATTACH:http://evil.example/\r\nEND:VEVENT', place: 'a\nb' }));
    expect(file.split('\r\n').filter((line) => line.startsWith('ATTACH') || line === 'END:VEVENT')).toEqual([
      'END:VEVENT',
    ]);
  });

  test('không có cuộc họp nào vẫn là một lịch', () => {
    expect(read(fileOf())).toEqual([]);
    expect(fileOf()).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
  });
});
