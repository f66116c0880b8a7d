// TK16: seen before its day, asked of its lead, reported upward.
import { describe, expect, test } from 'vitest';
import { remindersOf } from '../../../src/kernel/obligation.ts';
import { instant } from '../../../src/kernel/time.ts';
import { bottleneckLine, likelyLine } from '../../../src/regulation/leaders/bottlenecks.ts';
import { dueMorning, morningView } from '../../../src/regulation/leaders/morning.ts';
import { daysLikelyLate, foreseenAt, isLikelyLate } from '../../../src/regulation/tasks/likely.ts';
import { tellOf } from '../../../src/regulation/tasks/notices.ts';
import {
  cannotPlan,
  decideRemedy,
  isUnanswered,
  likely,
  remedy,
  watchLikely,
} from '../../../src/regulation/tasks/remedy.ts';
import { evolve, type Remedy, type Task } from '../../../src/regulation/tasks/task.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { act, actor, calendar, day, facts, task, waiting, world } from './tasks.ts';

const at = (value: string, hour = 8): Date => instant(day(value), hour, 0);
/** Given on Tuesday, 1 December, until Tuesday, 29 December: twenty working days. */
const given = (more: Partial<Task> = {}): Task => task({ dueDay: day('2026-12-29'), ...more });
const asked = (more: Partial<Remedy> = {}): Remedy => ({ asked: day('2026-12-15'), days: 10, plan: null, ...more });
const ids = (...codes: string[]): string[] => codes.map(personId);

describe('TK16, Điều 5.1: khả năng chậm là phần việc còn lại theo nhịp độ được giao, so với số ngày làm việc còn lại', () => {
  test.each([
    ['chưa quá nửa thời gian thì chưa nói được gì', '2026-12-14', 0, 0],
    ['nửa thời gian, chưa làm gì: chậm mười ngày', '2026-12-15', 0, 10],
    ['nửa thời gian, xong một phần tư: chậm năm ngày', '2026-12-15', 25, 5],
    ['đúng nhịp độ', '2026-12-15', 50, 0],
    ['làm nhanh hơn', '2026-12-22', 90, 0],
    ['ngày cuối cùng, còn một phần năm', '2026-12-29', 80, 4],
    ['đã quá hạn thì không còn là khả năng', '2026-12-30', 0, 0],
  ])('%s', (_what, on, percent, days) => {
    expect(daysLikelyLate(given({ percent }), day(on), calendar)).toBe(days);
  });

  test('ngưỡng là con số của từng Ban; báo xong chờ xác nhận, hoặc chưa đến hạn tính, thì không tính', () => {
    const quarter = given({ percent: 25 });
    const clock = world(at('2026-12-15'));
    expect(isLikelyLate(quarter, clock)).toBe(true);
    expect(isLikelyLate(quarter, { ...clock, settings: { ...clock.settings, likelyLateDays: 6 } })).toBe(false);
    expect(isLikelyLate({ ...waiting('2026-12-14', false), dueDay: day('2026-12-29') }, clock)).toBe(false);
    expect(isLikelyLate(given({ dueDay: null, hangsOn: { event: 'TW ban hành', days: '30' } }), clock)).toBe(false);
  });

  test('thời gian tính từ sự kiện thì nhịp độ cũng tính từ sự kiện, không từ ngày giao', () => {
    const happened = { event: 'TW ban hành', days: '20w', happened: { day: day('2026-12-15'), paper: '1-KH/TW' } };
    expect(daysLikelyLate(given({ hangsOn: happened }), day('2026-12-15'), calendar)).toBe(0);
    expect(daysLikelyLate(given({ hangsOn: happened }), day('2026-12-22'), calendar)).toBe(5);
  });

  test('sáng đầu tiên thấy được đúng là sáng đầu tiên đủ ngưỡng; báo cáo thêm thì lùi lại; đúng nhịp thì không bao giờ', () => {
    for (const percent of [0, 10, 25, 40, 60, 75]) {
      const one = given({ percent });
      const first = foreseenAt(one, world());
      if (first === null) expect(percent).toBeGreaterThan(75);
      else {
        expect(isLikelyLate(one, world(first))).toBe(true);
        const before = new Date(first.getTime() - 86_400_000);
        expect(isLikelyLate(one, world(before))).toBe(false);
      }
    }
    expect(foreseenAt(given(), world())).toEqual(at('2026-12-15'));
    expect(foreseenAt(given({ percent: 40 }), world())).toEqual(at('2026-12-18'));
    expect(foreseenAt(given({ percent: 80 }), world())).toBeNull();
    // Thirty per cent were reported too late in the day: said on the next working morning.
    expect(foreseenAt(given(), world(at('2026-12-18', 15)))).toEqual(at('2026-12-21'));
  });
});

describe('TK16, Điều 5.1, 7.2: đồng hồ thấy, hỏi phương án khắc phục, báo lên', () => {
  const row = { kind: 'tasks.likely', matter: 'task:t', person: null, version: 1, nextAt: at('2026-12-15') };

  test('đặt sẵn từ lúc giao, lúc báo cáo; chưa đủ ngưỡng thì xem lại vào sáng sẽ đủ', () => {
    expect(watchLikely(facts(given()), world())).toMatchObject([{ kind: 'tasks.likely', nextAt: at('2026-12-15') }]);
    const due = likely.due(facts(given({ percent: 40 })), row, world(at('2026-12-15')));
    expect(due).toEqual({ notices: [], nextAt: at('2026-12-18') });
    expect(watchLikely(facts(given({ remedy: asked() })), world())).toEqual([]);
  });

  test('người chủ trì được hỏi, Ủy viên thường trực và thư ký được báo ngay; ghi vào hồ sơ; buổi tối thì để sáng hôm sau', () => {
    const due = likely.due(facts(given()), row, world(at('2026-12-15')));
    expect(due.notices.map(({ to, digest }) => [to, (digest?.open.press as { command: string }).command])).toEqual([
      [personId('UV02'), 'tasks.open'],
      [personId('UVTT'), 'tasks.open'],
      [personId('TV01'), 'tasks.open'],
    ]);
    expect(due.events).toEqual([{ type: 'tasks.foreseen', taskId: given().id, asked: '2026-12-15', days: 10 }]);
    expect(due.nextAt).toBeNull();
    // Three working days for the plan (a figure of the body), then again.
    expect(due.reminders).toMatchObject([{ kind: 'tasks.remedy', person: personId('UV02'), nextAt: at('2026-12-18') }]);
    const evening = likely.due(facts(given()), row, world(at('2026-12-15', 22)));
    expect(evening).toEqual({ notices: [], nextAt: at('2026-12-16') });
  });

  test('đã hỏi rồi thì không hỏi lại; tin đã soạn vẫn được gửi sáng ấy, trừ khi phương án đã đến trước', () => {
    const about = facts(given({ remedy: asked() }));
    expect(likely.due(about, row, world(at('2026-12-16')))).toEqual({ notices: [], nextAt: null });
    expect(likely.settled?.(about)).toBe(false);
    const plan = { words: 'w', by: personId('UV02'), day: day('2026-12-15') };
    expect(likely.settled?.(facts(given({ remedy: asked({ plan }) })))).toBe(true);
  });

  test('không gửi phương án thì nhắc lại, báo cơ quan thường trực; gửi hay đuổi kịp tiến độ thì thôi', () => {
    const about = facts(given({ remedy: asked() }));
    const owed = remindersOf(remedy);
    const at21 = { ...row, kind: 'tasks.remedy', person: personId('UV02'), nextAt: at('2026-12-21') };
    const said = owed.due({ about, behind: true }, at21, world(at('2026-12-21')));
    expect(said.notices.map(({ to }) => to)).toEqual(ids('UV02', 'UVTT', 'TV01'));
    expect(owed.due({ about, behind: false }, at21, world(at('2026-12-21'))).notices).toEqual([]);
  });

  test('chỉ khi được hỏi mới gửi; gửi rồi thì báo lên cơ quan thường trực và người giao; đổi hạn thì tính lại từ đầu', () => {
    const about = facts(given({ remedy: asked() }));
    expect(cannotPlan(facts(given()))).toMatchObject({ refusal: { code: 'not-asked', article: '5.1' } });
    expect(cannotPlan(about)).toBeNull();
    const sends = { ...act(actor('UV02'), {}, at('2026-12-16', 9)), args: { words: 'Thuê chuyên gia' } };
    const decided = decideRemedy(about, sends);
    if (!('agreed' in decided) || !decided.agreed) throw new Error('refused');
    const [event] = decided.events;
    const told = tellOf(about, { ...sends, args: {} }, [event!]).notices;
    expect(told.map(({ to }) => to)).toEqual(ids('UVTT', 'TV01', 'TB'));
    const planned = evolve(about.task, event!);
    expect(planned.remedy?.plan).toEqual({ words: 'Thuê chuyên gia', by: personId('UV02'), day: '2026-12-16' });
    const moved = { type: 'tasks.moved', taskId: planned.id, by: '', dueDay: day('2027-01-29'), because: '' } as const;
    expect(evolve(planned, { ...moved, at: at('2026-12-17') }).remedy).toBeNull();
  });

  test('RP4: quá ngày chưa có phương án thì vào bản tin sáng của Trưởng ban, không gửi lẻ', () => {
    const late = given({ remedy: asked() });
    expect(isUnanswered(late, world(at('2026-12-18')))).toBe(false);
    expect(isUnanswered(late, world(at('2026-12-21')))).toBe(true);
    const plan = { words: 'w', by: personId('UV02'), day: day('2026-12-16') };
    expect(isUnanswered(given({ remedy: asked({ plan }) }), world(at('2026-12-21')))).toBe(false);
    expect(isUnanswered({ ...late, percent: 90 }, world(at('2026-12-21')))).toBe(false);
    const named = { ...late, lead: 'Đỗ Y Tế', agency: 'Sở Y tế' };
    const open = { label: { said: 'NV-07' }, press: { command: 'tasks.open', args: { task: late.id } } };
    const first = [{ what: likelyLine(named, world(at('2026-12-21'))), open }];
    expect(first[0]?.what).toMatchObject({ key: 'leaders:likely', values: { code: 'NV-07', days: 14 } });
    expect(bottleneckLine(named, world(at('2026-12-30')))).toMatchObject({ values: { days: 1 } });
    const chair = {
      ...{ person: personId('TB'), decisions: { count: 0, first: [] }, stuck: { count: 0, first: [] } },
      ...{ overdue: 0, meetings: [], covers: [`task:${late.id}`], likely: { count: 1, first } },
    };
    const due = dueMorning({ bodyId, of: [chair] }, { version: 2 }, world(at('2026-12-21')));
    expect(due.notices.map(({ to }) => to)).toEqual(ids('TB'));
    expect(morningView(chair, world(at('2026-12-21'))).lines).toContainEqual({
      key: 'leaders:morning.line',
      values: { what: first[0]?.what },
    });
    expect(morningView(chair, world(at('2026-12-21'))).choices).toEqual([open]);
  });
});
