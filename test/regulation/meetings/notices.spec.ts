import { describe, expect, test } from 'vitest';
import { silenceOf } from '../../../src/kernel/approval.ts';
import { remindersOf } from '../../../src/kernel/obligation.ts';
import { makeDay } from '../../../src/kernel/time.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import { nextFirst } from '../../../src/regulation/meetings/asking.ts';
import { change } from '../../../src/regulation/meetings/changing/awaited.ts';
import { tellChange } from '../../../src/regulation/meetings/changing/notices.ts';
import { decideCancel, decideChange, decideDecline, decidePostpone } from '../../../src/regulation/meetings/decide.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import { meetingLadder } from '../../../src/regulation/meetings/index.ts';
import { answerByOf, lastNoticeDay } from '../../../src/regulation/meetings/notices.ts';
import { ending, rollOwed } from '../../../src/regulation/meetings/roll-call/reminding.ts';
import { manageView } from '../../../src/regulation/meetings/views.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  alternateFor,
  at,
  convened,
  draft,
  eventsOf,
  factsOf,
  fileOf,
  meetingId,
  now,
  participant,
  pressed,
  seatOf,
  seats,
  startsAt,
  viewKeys,
  world,
} from './scene.ts';

const moved = { what: 'time', when: at(12, 28, 8).toISOString(), reason: 'Trùng lịch' };
const participants = [
  participant('TB'),
  participant('UV01', 1),
  alternateFor('UV01', { position: 1 }),
  participant('UV02', 2),
];
const facts = factsOf(convened(), { file: fileOf(convened(), { participants }) });
const to = (notices: readonly { to: string }[]): string[] => notices.map((notice) => notice.to).sort();
const ids = (...codes: string[]): string[] => codes.map(personId).sort();

test('Điều 5.4: hỏi “cuộc họp nào” thì hôm nay và sắp tới trước, gần nhất ở đầu; đã qua ở sau, mới nhất trước', () => {
  const on = (month: number, day: number) => fileOf({ ...convened(), startsAt: at(month, day, 14) });
  const [first, last, today, next, later] = [on(12, 1), on(12, 20), on(12, 22), on(12, 25), on(12, 28)];
  expect(nextFirst([first, last, today, next, later], at(12, 22, 17))).toEqual([today, next, later, last, first]);
});

describe('QĐ45: thẻ cuộc họp đã phát hành', () => {
  const offered = (when: Date): string[] =>
    (manageView(fileOf(convened()), { now: when, leads: false }).choices ?? []).map(({ press }) =>
      'command' in press ? press.command : '',
    );

  test('hoãn được ngày nào thì nút ở trên thẻ ngày ấy, không quá năm nút; họp rồi thì thôi', () => {
    for (const when of [now, at(12, 24, 20), at(12, 25, 8)]) {
      expect(offered(when)).toContain('meetings.postpone');
      expect(offered(when).length).toBeLessThanOrEqual(5);
    }
    expect(offered(startsAt)).not.toContain('meetings.postpone');
  });

  test('không có tài liệu thì không nói “0 tài liệu”', () => {
    expect(viewKeys(manageView(fileOf(convened()), { now, leads: false }))).not.toContain('meetings:line.papers');
  });
});

describe('CA1, QĐ45: thời hạn', () => {
  test.each([
    ['2 ngày làm việc trước, 17:00', now, at(12, 23, 17)],
    ['đã qua thì chiều ngày làm việc trước', at(12, 23, 17), at(12, 24, 17)],
    ['đã qua nữa thì 2 giờ trước', at(12, 24, 17), at(12, 25, 12)],
    ['sát giờ thì giờ họp', at(12, 25, 12), startsAt],
  ])('hạn phản hồi: %s', (_what, when, expected) => {
    expect(answerByOf(startsAt, world(when))).toEqual(expected);
  });

  test('QĐ45: ngày gửi muộn nhất bỏ qua cuối tuần và ngày nghỉ', () => {
    const off = { day: makeDay(2026, 12, 24), kind: 'off', name: '', source: '', confirmed: true } as const;
    expect(lastNoticeDay(startsAt, world())).toBe('2026-12-22');
    expect(lastNoticeDay(startsAt, { ...world(), calendar: makeCalendar([off]) })).toBe('2026-12-21');
    expect(lastNoticeDay(at(12, 28, 8), world())).toBe('2026-12-23');
  });

  test('MT9: bậc nhắc 3 ngày, 1 ngày, 2 giờ, theo thứ tự thời gian', () => {
    expect(meetingLadder(startsAt, world())).toEqual([
      { rung: '3d', at: at(12, 22) },
      { rung: '1d', at: at(12, 24) },
      { rung: '2h', at: at(12, 25, 12) },
    ]);
  });
});

describe('QĐ45 Đ.14: báo thay đổi', () => {
  test('mọi người được báo cũ và mới, phải phản hồi lại; người dự thay được báo hết giá trị; nhắc việc tính lại', () => {
    const told = tellChange(facts, act('TB', moved), eventsOf(decideChange(facts, act('TB', moved))));
    const cards = told.notices.filter((notice) => notice.view.card?.startsWith('meeting:'));
    expect(to(cards)).toEqual(ids('TB', 'UV01', 'UV02', 'PGD1'));
    const mine = cards.find((notice) => notice.to === personId('UV02'))!;
    expect(viewKeys(mine.view)).toEqual(
      expect.arrayContaining(['meetings:changed.time', 'meetings:changed.answer-again']),
    );
    expect(viewKeys(mine.view)).not.toContain('meetings:changed.place');
    // Điều 3.3: who presides was not asked for an answer, and is asked for none now.
    const presiding = cards.find((notice) => notice.to === personId('TB'))!;
    expect(viewKeys(presiding.view)).toContain('meetings:changed.time');
    expect(viewKeys(presiding.view)).not.toContain('meetings:changed.answer-again');
    expect(pressed(mine.view)).toContain('attendance.attend');
    const released = cards.find((notice) => notice.to === personId('PGD1'))!;
    expect(viewKeys(released.view)).toContain('meetings:changed.alternate-released');
    expect(pressed(released.view)).toEqual([]);
    expect(told.reminders!.every(({ version }) => version === 2)).toBe(true);
    expect(to(told.notices)).toEqual(ids('TB', 'UV01', 'UV02', 'PGD1', 'TV01', 'UVTT'));
  });

  test('mỗi thông báo một khóa, khóa mang phiên bản', () => {
    const { notices } = tellChange(facts, act('TB', moved), eventsOf(decideChange(facts, act('TB', moved))));
    const keys = notices.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain(`meeting:${meetingId}:changed:v2:${personId('UV01')}`);
  });

  test('Điều 2.1: đề nghị của Thư ký chỉ đến Trưởng ban, riêng ông, có nút quyết định', () => {
    const told = tellChange(facts, act('TV01', moved), eventsOf(decideChange(facts, act('TV01', moved))));
    expect(to(told.notices)).toEqual(ids('TB'));
    expect(told.notices[0]).toMatchObject({ class: 'action', personal: true });
    expect(pressed(told.notices[0]!.view)).toEqual(['meetings.agree', 'meetings.decline']);
    expect(told.reminders).toMatchObject([{ kind: 'meetings.unapproved', version: 2, nextAt: at(12, 1, 12) }]);
  });

  test('Điều 4: Trưởng ban vắng thì đề nghị đến Phó Trưởng ban điều hành', () => {
    const away = { ...facts, lead: { chair: seatOf('TB'), acting: seatOf('PTB1') } };
    const { notices } = tellChange(away, act('TV01', moved), eventsOf(decideChange(away, act('TV01', moved))));
    expect(to(notices)).toEqual(ids('PTB1'));
  });

  test('không đồng ý: chỉ người đề nghị được báo, kèm lý do', () => {
    const file = evolveAll(facts.file, eventsOf(decideChange(facts, act('TV01', moved))));
    const declined = act('TB', { ask: '2', reason: 'giữ lịch' });
    const { notices } = tellChange({ ...facts, file }, declined, eventsOf(decideDecline({ ...facts, file }, declined)));
    expect(to(notices)).toEqual(ids('TV01'));
    expect(viewKeys(notices[0]!.view)).toContain('meetings:notice.declined');
  });

  test.each([
    ['hoãn', decidePostpone, 'meetings:called-off.postponed'],
    ['hủy', decideCancel, 'meetings:called-off.cancelled'],
  ])('%s: mọi người kể cả người dự thay được báo lý do, chỉ còn nút lấy tệp bỏ khỏi lịch, không còn nhắc', (_what, decide, key) => {
    const doing = act('TB', { reason: 'bão số 12' });
    const told = tellChange(facts, doing, eventsOf(decide(facts, doing)));
    const cards = told.notices.filter((notice) => notice.view.card?.startsWith('meeting:'));
    expect(to(cards)).toEqual(ids('TB', 'UV01', 'UV02', 'PGD1'));
    for (const { view, to: person } of cards) {
      expect(viewKeys(view)).toEqual(expect.arrayContaining([key, 'meetings:changed.because']));
      // A postponement releases who stood in: the meeting is no longer his.
      const isReleased = person === personId('PGD1') && decide === decidePostpone;
      expect(pressed(view)).toEqual(isReleased ? [] : ['calendars.file']);
      expect(view.calendar).toMatchObject({ uid: `${meetingId}@thu-ky`, cancelled: true });
    }
    expect(told.reminders ?? []).toEqual([]);
  });

  test('hủy dự thảo: người được mời không nghe gì vì chưa ai được mời', () => {
    const drafted = factsOf(draft(), { file: fileOf(draft(), { participants }) });
    const doing = act('TV01', { reason: 'x' });
    const { notices } = tellChange(drafted, doing, eventsOf(decideCancel(drafted, doing)));
    expect(to(notices)).toEqual(ids('UVTT'));
  });

  test('gần giờ họp thì báo cả ban đêm', () => {
    const doing = act('TB', { reason: 'bão' }, at(12, 24, 22));
    const { notices } = tellChange(facts, doing, eventsOf(decidePostpone(facts, doing)));
    expect(notices.find((notice) => notice.to === personId('UV01'))?.urgent).toBe(true);
  });
});

describe('nhắc việc', () => {
  const row = { kind: '', matter: `meeting:${meetingId}`, person: null, version: 2, nextAt: now };

  test('Điều 2.1: Trưởng ban im lặng thì được nhắc, hai ngày làm việc thì Thư ký được báo; không tự đồng ý', () => {
    const file = evolveAll(facts.file, eventsOf(decideChange(facts, act('TV01', moved))));
    const due = silenceOf(change).due({ ...facts, file }, row, world(at(12, 1, 12)));
    expect(due.events ?? []).toEqual([]);
    expect(due.notices.filter(({ class: kind }) => kind === 'action').map((notice) => notice.to)).toEqual(ids('TB'));
    expect(due.notices).toHaveLength(1);
    expect(due.nextAt).toEqual(at(12, 2));
    const later = silenceOf(change).due({ ...facts, file }, row, world(at(12, 3)));
    expect(to(later.notices.filter(({ class: kind }) => kind === 'nudge'))).toEqual(ids('TV01', 'UVTT'));
    expect(viewKeys(later.notices[0]!.view)).toContain('meetings:waited.since');
    expect(later.nextAt).toEqual(at(12, 8));
  });

  test('Điều 6.4: họp rồi thì Thư ký được nhắc điểm danh cho đến khi xong; ba ngày làm việc thì Ủy viên thường trực cũng biết', () => {
    const roll = remindersOf(rollOwed);
    const about = { file: facts.file, seats };
    const looked = (when: Date) => roll.due(about, row, world(when));
    const first = looked(at(12, 25, 14, 15));
    expect(pressed(first.notices[0]!.view)).toEqual(['meetings.rollcall']);
    expect(first.notices.map(({ to, digest }) => [to, digest])).toEqual([[personId('TV01'), undefined]]);
    expect(first.nextAt).toEqual(at(12, 28));
    const again = looked(at(12, 28));
    expect(again.notices.map(({ to }) => to)).toEqual(ids('TV01'));
    expect(again.notices[0]!.digest).toBeDefined();
    expect(again.notices[0]!.key).not.toBe(first.notices[0]!.key);
    expect(again.nextAt).toEqual(at(12, 30));
    expect(looked(at(12, 30)).notices.map(({ to }) => to)).toEqual(ids('TV01', 'UVTT'));
    expect(looked(at(12, 30)).nextAt).not.toBeNull();
  });

  test('Điều 9.1: cuộc họp kết thúc theo giờ, một lần, không báo ai; điểm danh còn mở', () => {
    const { meeting } = facts.file;
    const looked = (when: Date) => ending.due({ meeting }, row, world(when));
    expect(looked(at(12, 25, 15))).toEqual({ notices: [], nextAt: at(12, 25, 18) });
    const over = looked(at(12, 26));
    expect(over).toMatchObject({ notices: [], nextAt: null, events: [{ type: 'meetings.held', at: at(12, 25, 18) }] });
    const after = evolveAll(facts.file, over.events as never);
    expect(after.meeting).toMatchObject({ state: 'held', heldAt: at(12, 25, 18), rollClosedAt: null });
  });
});
