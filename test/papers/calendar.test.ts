// MT16: what an independent reader of calendars finds, on machines in any zone.
import ical, { type VEvent } from 'node-ical';
import { afterEach, describe, expect, test } from 'vitest';
import { said } from '../../src/kernel/text.ts';
import type { CalendarFacts } from '../../src/kernel/view.ts';
import { type CalendarEntry, calendarFile, type Invitation, invitationFile } from '../../src/papers/calendar.ts';
import { openTexts } from '../../src/texts/texts.ts';

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

const facts = (more: Partial<CalendarFacts> = {}): CalendarFacts => ({
  uid: 'm1@thu-ky',
  sequence: 2,
  bodyId: 'b1',
  startsAt: '2026-12-25T07:00:00.000Z',
  cancelled: false,
  title: said('Họp quý IV'),
  place: 'Phòng họp số 1',
  about: [said('Cuộc họp GM-01')],
  ...more,
});
const invited = (more: Partial<CalendarFacts> = {}, between?: Invitation['between']): string =>
  invitationFile(facts(more), {
    say: (words) => openTexts().say('vi', words),
    hours: 4,
    alarm: 'Sắp đến giờ họp',
    now,
    ...(between && { between }),
  });

describe('MT16: tệp lịch đi cùng giấy mời', () => {
  test.each(['UTC', 'America/New_York', 'Asia/Ho_Chi_Minh'])('máy đặt ở múi giờ %s vẫn đúng giờ Việt Nam', (zone) => {
    process.env['TZ'] = zone;
    const [found] = read(invited());
    expect([found!.start.toISOString(), found!.end!.toISOString()]).toEqual([
      '2026-12-25T07:00:00.000Z',
      '2026-12-25T11:00:00.000Z',
    ]);
  });

  test('một mã suốt đời cuộc họp; đổi thì số lần tăng; hủy thì rút khỏi lịch và hết báo giờ', () => {
    const [was, moved, off] = [
      invited(),
      invited({ sequence: 4, startsAt: '2026-12-26T07:00:00.000Z' }),
      invited({ sequence: 5, cancelled: true }),
    ];
    expect([was, moved, off].map((file) => read(file)[0]!.uid)).toEqual(Array(3).fill('m1@thu-ky'));
    expect([was, moved, off].map((file) => Number(read(file)[0]!.sequence))).toEqual([2, 4, 5]);
    expect(was).toContain('METHOD:PUBLISH');
    expect(was).toContain('TRIGGER:-PT1H');
    expect(off).toContain('METHOD:CANCEL');
    expect(off).toContain('STATUS:CANCELLED');
    expect(off).not.toContain('VALARM');
  });

  test('trong thư: là lời mời, không xin lịch trả lời; tên lạ không phá được dòng nào', () => {
    const name = 'Ban "Chỉ đạo"; X:\r\nATTENDEE:mailto:ai@evil.example';
    const file = invited({}, { organizer: { name, address: 'thuky@x.example' }, attendee: 'an@x.example' });
    const unfolded = file.replace(/\r\n /g, '').split('\r\n');
    expect(file).toContain('METHOD:REQUEST');
    expect(unfolded.filter((line) => line.startsWith('ATTENDEE'))).toEqual([
      'ATTENDEE;RSVP=FALSE;PARTSTAT=NEEDS-ACTION:mailto:an@x.example',
    ]);
    expect(unfolded.filter((line) => line.startsWith('ORGANIZER'))[0]).toMatch(/:mailto:thuky@x\.example$/);
  });
});

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
