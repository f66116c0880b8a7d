import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/kernel/text.ts';
import { instant } from '../../../src/kernel/time.ts';
import { choice, press } from '../../../src/kernel/view.ts';
import { levelOf } from '../../../src/regulation/leaders/bottlenecks.ts';
import { dueMorning, type Morning, morningView } from '../../../src/regulation/leaders/morning.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { calendar, day, world } from '../tasks/tasks.ts';

const at = (value: string, hour = 8): Date => instant(day(value), hour, 0);
const open = (code: string) => choice(plainText('leaders:morning.all'), press('tasks.open', { task: code }));
const morning = (more: Partial<Morning> = {}): Morning => ({
  ...{ person: personId('TB'), decisions: { count: 0, first: [] }, stuck: { count: 0, first: [] } },
  ...{ likely: { count: 0, first: [] }, overdue: 0, meetings: [], covers: [] },
  ...more,
});
const waits = { count: 5, first: ['1', '2', '3'].map((code) => ({ what: { said: code }, open: open(code) })) };

describe('RP4, Điều 10.2: buổi sáng của người điều hành Ban trong một tin', () => {
  test('việc chờ quyết định đánh số 1, 2, 3 đúng thứ tự nút; rồi quá hạn, điểm nghẽn, họp sắp tới', () => {
    const view = morningView(
      morning({
        decisions: waits,
        overdue: 4,
        stuck: { count: 1, first: [{ said: 'NV-07' }] },
        meetings: [{ what: { said: 'GM-02' }, open: open('GM-02') }],
      }),
      world(at('2026-12-01')),
    );
    const keys = view.lines.map((line) => ('key' in line ? line.key : ''));
    expect(keys).toEqual([
      ...['leaders:morning.waits', 'leaders:morning.entry', 'leaders:morning.entry', 'leaders:morning.entry'],
      ...['leaders:morning.more', 'leaders:morning.late', 'leaders:morning.line'],
      ...['leaders:morning.meetings', 'leaders:morning.line'],
    ]);
    expect(view.choices?.slice(0, 3)).toEqual(waits.first.map(({ open: one }) => one));
    expect(view.choices).toHaveLength(5);
  });

  test('điều gì nêu ra cũng có lối mở: nhiệm vụ quá hạn khi chưa có điểm nghẽn, nhiệm vụ có khả năng chậm, cuộc họp; không quá 5 nút', () => {
    const named = (code: string) => ({ what: { said: code }, open: open(code) });
    const likely = { count: 1, first: [named('NV-02')] };
    const shows = (more: Partial<Morning>) =>
      morningView(morning({ likely, meetings: [named('GM-02')], ...more }), world(at('2026-12-01'))).choices?.map(
        ({ press: pressed }) => ('command' in pressed ? Object.values({ ...pressed.args, as: pressed.command }) : []),
      );
    expect(shows({ overdue: 1 })).toEqual([
      ['body', 'overdue', 'tasks.list'],
      ['NV-02', 'tasks.open'],
      ['GM-02', 'tasks.open'],
    ]);
    expect(shows({ overdue: 2, stuck: { count: 1, first: [] } })?.[0]).toEqual(['leaders.bottlenecks']);
    expect(shows({ decisions: waits, overdue: 2 })).toHaveLength(5);
  });

  test('mỗi sáng làm việc một tin cho mỗi người; không có gì thì không gửi; ngày nghỉ không gửi', () => {
    const facts = { bodyId, of: [morning({ decisions: waits }), morning({ person: personId('UVTT'), overdue: 9 })] };
    const due = dueMorning(facts, { version: 2 }, world(at('2026-12-31')));
    expect(due.notices.map(({ to, personal }) => [to, personal])).toEqual([[personId('TB'), true]]);
    // 1 to 3 January are days off.
    expect(due.nextAt).toEqual(at('2027-01-04'));
  });

  test('lần xem đầu chỉ tìm buổi sáng kế tiếp, không gửi giữa ngày', () => {
    const due = dueMorning(
      { bodyId, of: [morning({ decisions: waits })] },
      { version: 1 },
      world(at('2026-12-01', 15)),
    );
    expect([due.notices, due.nextAt, due.reminders?.[0]]).toMatchObject([
      [],
      null,
      { kind: 'leaders.morning', version: 2, nextAt: at('2026-12-02') },
    ]);
  });

  test('Ban có thể đặt mỗi tuần một lần, hoặc không', () => {
    const by = (leadersMorning: 'weekly' | 'never') =>
      dueMorning(
        { bodyId, of: [morning({ decisions: waits })] },
        { version: 2 },
        { ...world(at('2026-12-07')), settings: { ...defaultSettings, leadersMorning } },
      );
    expect([by('weekly').notices.length, by('weekly').nextAt]).toEqual([1, at('2026-12-14')]);
    expect(by('never').notices).toEqual([]);
  });
});

test('TK10, Điều 5.1: quá hạn 10 ngày làm việc lên Phó Trưởng ban, 20 ngày lên Trưởng ban, theo bậc Ban đặt', () => {
  const level = (now: string, settings = defaultSettings) =>
    levelOf({ dueDay: day('2026-12-01') }, { now: at(now), calendar, settings });
  expect(['2026-12-02', '2026-12-14', '2026-12-15', '2026-12-28', '2026-12-29'].map((now) => level(now))).toEqual([
    ...['office', 'office', 'deputy', 'deputy', 'chair'],
  ]);
  const soon = { ...defaultSettings, overdueSteps: [{ workingDays: 1, to: 'chair' as const }] };
  expect(level('2026-12-02', soon)).toBe('chair');
});
