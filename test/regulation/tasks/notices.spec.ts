import { describe, expect, test } from 'vitest';
import type { ReminderRow } from '../../../src/kernel/chapter.ts';
import type { Decision } from '../../../src/kernel/decision.ts';
import type { Effects } from '../../../src/kernel/notice.ts';
import { instant } from '../../../src/kernel/time.ts';
import { decideAssign, decideMove, decideWithdraw } from '../../../src/regulation/tasks/decide.ts';
import { tellOf } from '../../../src/regulation/tasks/notices.ts';
import { dueOf } from '../../../src/regulation/tasks/reminding.ts';
import { decideComplete, decideReport, decideReturn } from '../../../src/regulation/tasks/reporting.ts';
import type { Task, TaskEvent } from '../../../src/regulation/tasks/task.ts';
import { countsLine, taskView } from '../../../src/regulation/tasks/views.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { personId } from '../../support/committee.ts';
import { act, actor, assistantOf, day, done, facts, morning, seats, task, waiting, world } from './tasks.ts';

const at = (value: string, hour = 8): Date => instant(day(value), hour, 0);

function told(about: Task, decided: Decision<TaskEvent>, doer: ReturnType<typeof act>): Effects {
  if (!decided.agreed) throw new Error(decided.refusal.code);
  return tellOf(facts(about), doer, decided.events);
}
const who = (telling: Effects) => telling.notices.map(({ to, class: kind }) => [to, kind]);
const pressed = (view: { choices?: readonly { press: object }[] }) =>
  (view.choices ?? []).map(({ press }) => ('command' in press ? press.command : ''));

describe('người chủ trì đã thôi giữ vị trí mà chưa ai thay', () => {
  test('Điều 6, 7.2: thẻ của người theo dõi nói rõ nhiệm vụ không còn ai chủ trì; còn giữ vị trí, hay đã xong, thì không', () => {
    const leadLine = (about: Task, held = seats) =>
      JSON.stringify(taskView({ ...facts(about), seats: held }, { part: null, charge: true }, world()).lines);
    const without = seats.filter(({ person }) => person.id !== task().leadId);
    expect(leadLine(task(), without)).toContain('tasks:card.lead-left');
    expect(leadLine(task())).not.toContain('tasks:card.lead-left');
    expect(leadLine(done('2026-12-15', false), without)).not.toContain('tasks:card.lead-left');
  });
});

describe('ai được báo', () => {
  test('Điều 3.1: giao việc báo người chủ trì (tiếp nhận, báo cáo) và người phối hợp (báo cáo); hẹn nhắc theo hạn', () => {
    const doer = act(actor('TB'), { lead: 'UV02', title: 'x', due: '2026-12-31', coordinators: 'UV03' });
    const telling = told(task(), decideAssign({ seats }, doer), doer);
    expect(who(telling)).toEqual([
      [personId('UV02'), 'notice'],
      [personId('UV03'), 'notice'],
    ]);
    expect(telling.notices.map(({ view }) => pressed(view))).toEqual([
      ['tasks.accept', 'tasks.report', 'extensions.ask', 'tasks.delegate'],
      ['tasks.report'],
    ]);
    expect(telling.notices[0]?.view.card).toBe(telling.notices[0]?.matter);
    expect(telling.reminders).toMatchObject([
      { kind: 'tasks.due', person: personId('UV02'), version: 1, nextAt: at('2026-12-22') },
      { kind: 'tasks.overdue', person: null, version: 1, nextAt: at('2027-01-04') },
      { kind: 'tasks.likely', person: null, version: 1, nextAt: at('2026-12-16') },
    ]);
  });

  test('Điều 3.1: đổi hạn báo người chủ trì và người phối hợp; hẹn nhắc lại từ đầu với phiên bản mới', () => {
    const doer = act(actor('TB'), { due: '2027-01-15', reason: 'Chờ hướng dẫn' });
    const telling = told(task(), decideMove(facts(), doer), doer);
    expect(who(telling)).toEqual([
      [personId('UV02'), 'notice'],
      [personId('UV03'), 'notice'],
    ]);
    expect(telling.reminders).toMatchObject([
      { kind: 'tasks.due', version: 2, nextAt: at('2027-01-06') },
      { kind: 'tasks.overdue', version: 2, nextAt: at('2027-01-18') },
      { kind: 'tasks.likely', version: 2, nextAt: at('2026-12-23') },
    ]);
    expect(telling.notices[0]?.view.lines[0]).toMatchObject({ key: 'tasks:notice.moved-by' });
  });

  test('Điều 3.1: thu hồi báo người chủ trì và người phối hợp; thẻ không còn nút', () => {
    const doer = act(actor('TB'), { reason: 'Trùng' });
    const telling = told(task(), decideWithdraw(facts(), doer), doer);
    expect(telling.notices.map(({ view }) => pressed(view))).toEqual([[], []]);
  });

  test('Điều 3.1, 7.2: lý do thu hồi, điều còn thiếu khi trả lại được nói một lần trên thẻ', () => {
    const doer = act(actor('TB'), { reason: 'Trùng nội dung' });
    const about = waiting('2026-12-01', false);
    const all = [
      told(task(), decideWithdraw(facts(), doer), doer),
      told(about, decideReturn(facts(about), doer), doer),
    ].flatMap(({ notices }) => notices);
    expect(all).toHaveLength(3);
    for (const { view } of all) expect(JSON.stringify(view.lines).split('Trùng nội dung')).toHaveLength(2);
  });

  test('Điều 7.2: đề nghị hoàn thành đến cơ quan thường trực và người giao, kèm tệp, với hai nút', () => {
    const doer = act(actor('UV02'), { percent: '100', parts: JSON.stringify([{ file: 'f1' }]) });
    const telling = told(task(), decideReport(facts(), doer), doer);
    expect(who(telling)).toEqual([
      [personId('TB'), 'action'],
      [personId('UVTT'), 'action'],
      [personId('TV01'), 'action'],
    ]);
    expect(telling.notices[0]?.view.files).toEqual(['f1']);
    expect(pressed(telling.notices[0]!.view)).toEqual(['tasks.complete', 'tasks.return']);
  });

  test('Điều 2.3: người chủ trì là Ủy viên thường trực thì không tự nhận đề nghị xác nhận', () => {
    const own = task({ leadId: personId('UVTT'), givenBy: personId('UVTT') });
    const doer = act(actor('UVTT'), { percent: '100' });
    expect(who(told(own, decideReport(facts(own), doer), doer))).toEqual([[personId('TV01'), 'action']]);
  });

  test('Điều 6.1: báo cáo có khó khăn, vướng mắc đến Thư ký; chỉ có con số thì không làm phiền ai', () => {
    const bare = act(actor('UV02'), { percent: '50' });
    expect(told(task(), decideReport(facts(), bare), bare).notices).toEqual([]);
    const words = act(actor('UV02'), { percent: '50', parts: JSON.stringify([{ text: 'Thiếu kinh phí' }]) });
    expect(who(told(task(), decideReport(facts(), words), words))).toEqual([[personId('TV01'), 'notice']]);
  });

  test('Điều 10.3: lãnh đạo được báo về báo cáo trợ lý làm thay; trợ lý không nhận bản sao', () => {
    const doer = act(assistantOf('UV02'), { percent: '50' });
    expect(told(task(), decideReport(facts(), doer), doer).notices).toMatchObject([
      { to: personId('UV02'), class: 'notice', personal: true },
    ]);
  });

  test('Điều 7.2: xác nhận báo người chủ trì, người phối hợp; thẻ của những người cũng được hỏi tự đổi', () => {
    const about = waiting('2026-12-01', false);
    const doer = act(actor('TV01'), {});
    expect(who(told(about, decideComplete(facts(about), doer), doer))).toEqual([
      [personId('UV02'), 'notice'],
      [personId('UV03'), 'notice'],
    ]);
  });

  test('Điều 7.2: trả lại báo người chủ trì, nêu lý do; hai lần trả lại là hai tin khác nhau', () => {
    const keys = ['r000000000000001', 'r000000000000002'].map((id) => {
      const about = waiting('2026-12-01', false, id);
      const doer = act(actor('TV01'), { reason: 'Thiếu số liệu' });
      const [first] = told(about, decideReturn(facts(about), doer), doer).notices;
      expect(first).toMatchObject({ to: personId('UV02'), class: 'action' });
      return first?.key;
    });
    expect(new Set(keys).size).toBe(2);
  });
});

describe('nhắc việc', () => {
  const row = (about: Task): ReminderRow => ({
    kind: 'tasks.due',
    matter: `task:${about.id}`,
    person: about.leadId,
    version: about.version,
    nextAt: morning,
  });
  const due = (about: Task, ofLead: Task[], now: Date, busy = false) =>
    dueOf({ about: facts(about), ofLead, busy }, row(about), world(now));
  const other = (more: Partial<Task> = {}) => task({ id: 't000000000000008', code: 'NV-08', ...more });

  test('Điều 5.1: một nhiệm vụ đến bậc: một tin nhắc với thẻ của nó, rồi bậc kế tiếp', () => {
    const result = due(task(), [task()], at('2026-12-22'));
    expect(result).toMatchObject({
      notices: [
        { to: personId('UV02'), class: 'nudge', matter: 'task:t000000000000007', expiresAt: at('2026-12-23', 0) },
      ],
      events: [{ type: 'tasks.reminded', taskIds: [task().id] }],
      nextAt: at('2026-12-28'),
    });
  });

  test('Điều 5.1: nhiều nhiệm vụ cùng lúc của một người là một tin; lượt của nhiệm vụ kia không nói nữa', () => {
    const both = [task(), other()];
    const first = due(task(), both, at('2026-12-22'));
    expect(first.notices).toMatchObject([{ class: 'digest', to: personId('UV02') }]);
    expect(first.events).toMatchObject([{ taskIds: both.map(({ id }) => id) }]);
    const later = both.map((one) => ({ ...one, toldAt: at('2026-12-22') }));
    expect(due(later[1]!, later, at('2026-12-22'))).toEqual({ notices: [], nextAt: at('2026-12-28') });
  });

  test('Điều 5.1: nhịp đến muộn chỉ nói bậc mới nhất, một lần', () => {
    const result = due(task(), [task()], at('2026-12-30', 10));
    expect(result.notices).toHaveLength(1);
    expect(result.notices[0]?.key).toContain(at('2026-12-30').toISOString());
    expect(result.nextAt).toEqual(at('2026-12-31'));
  });

  test('Điều 7.2: đang chờ xác nhận thì không giục người chủ trì', () => {
    const about = waiting('2026-12-10', false);
    expect(due(about, [about], at('2026-12-22'))).toEqual({ notices: [], nextAt: at('2026-12-28') });
  });

  test('Điều 7.2: ban đêm hay ngày nghỉ để sáng làm việc kế tiếp', () => {
    expect(due(task(), [task()], at('2026-12-22', 23))).toEqual({ notices: [], nextAt: at('2026-12-23') });
  });

  test('Điều 7.2: có người đang thao tác thì xem lại sau một phút', () => {
    const now = at('2026-12-22');
    expect(due(task(), [], now, true)).toEqual({ notices: [], nextAt: new Date(now.getTime() + 60_000) });
  });
});

describe('lời trên màn hình', () => {
  const texts = openTexts();
  const say = (view: Parameters<typeof texts.say>[1]) => texts.say('vi', view);

  test('Điều 7.2: câu số liệu đúng như báo cáo thường dùng', () => {
    const counts = {
      total: 833,
      done: 585,
      doneInTime: 500,
      doneLate: 85,
      running: 248,
      runningInTime: 67,
      runningOverdue: 181,
      runningAwaiting: 0,
    };
    expect(say(countsLine(counts))).toBe(
      'Tổng số nhiệm vụ giao: 833; đã hoàn thành: 585 (đúng hạn 500, quá hạn 85); đang thực hiện: 248 (trong hạn 67, quá hạn 181).',
    );
  });

  test('Điều 5.1: thẻ nói mã, hạn, người chủ trì, tình trạng; hạn vào ngày nghỉ thì nói rõ', () => {
    const about = task({ dueDay: day('2027-01-02'), percent: 60 });
    const view = taskView(facts(about), { part: null, charge: true }, world());
    expect(say(view.heading!)).toBe('Nhiệm vụ NV-07, hạn 02/01/2027');
    expect(view.lines.map(say)).toEqual([
      'Ban hành kế hoạch dữ liệu mở',
      'Chủ trì: Đỗ Y Tế (Sở Y tế)',
      'Phối hợp: Hoàng Nội Vụ (Sở Nội vụ)',
      'Người giao: đồng chí Trần Văn Chủ',
      'Đang thực hiện: 60%, trong hạn, còn 23 ngày làm việc (tính đến ngày 01/12/2026)',
      'Hạn giao ban đầu: 31/12/2026',
      'Ngày 02/01/2027 là ngày nghỉ: thời hạn tính đến hết ngày làm việc kế tiếp, 04/01/2027.',
    ]);
    expect(pressed(view)).toEqual(['tasks.coordinate', 'tasks.source', 'tasks.move', 'tasks.withdraw']);
  });

  test.each([
    ['2026-12-31', '2026-12-31', 'Đang thực hiện: 0%, đến hạn hôm nay (tính đến ngày 31/12/2026)'],
    ['2026-12-31', '2027-01-05', 'Đang thực hiện: 0%, quá hạn 2 ngày làm việc (tính đến ngày 05/01/2027)'],
    ['2026-12-31', '2027-01-02', 'Đang thực hiện: 0%, quá hạn 1 ngày làm việc (tính đến ngày 02/01/2027)'],
  ])('Điều 5.1: hạn %s nhìn từ %s', (dueDay, today, expected) => {
    const view = taskView(facts(task({ dueDay: day(dueDay) })), { part: 'lead', charge: false }, world(at(today)));
    expect(view.lines.map(say)).toContain(expected);
  });
});
