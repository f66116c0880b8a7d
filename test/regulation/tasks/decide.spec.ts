import { describe, expect, test } from 'vitest';
import type { Part } from '../../../src/kernel/command.ts';
import type { Decision } from '../../../src/kernel/decision.ts';
import { instant } from '../../../src/kernel/time.ts';
import {
  decideAssign,
  decideCoordinate,
  decideMove,
  decidePass,
  decideSource,
  decideUndo,
  decideWithdraw,
} from '../../../src/regulation/tasks/decide.ts';
import { finished } from '../../../src/regulation/tasks/facts.ts';
import { decideAccept, decideComplete, decideReport, decideReturn } from '../../../src/regulation/tasks/reporting.ts';
import { evolveAll, type Report, type Task, type TaskEvent } from '../../../src/regulation/tasks/task.ts';
import { taskView } from '../../../src/regulation/tasks/views.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { act, actor, assistantOf, day, done, facts, morning, seatOf, seats, task, waiting, world } from './tasks.ts';

const assignFacts = { seats };
const wanted = { lead: 'UV03', title: 'Ban hành kế hoạch dữ liệu mở', due: '2026-12-31' };

function events(decision: Decision<TaskEvent>): readonly TaskEvent[] {
  if (!decision.agreed) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.events;
}
const refusal = (decision: Decision<TaskEvent>) => (decision.agreed ? null : decision.refusal);
const taskAfter = (about: Task, decision: Decision<TaskEvent>): Task => evolveAll(about, events(decision));
const assigned = (args: Record<string, string>, by = actor('TB')): Task =>
  taskAfter(task(), decideAssign(assignFacts, act(by, { ...wanted, ...args })));

describe('đổi người chủ trì, hoàn tác', () => {
  const at = (minute: number): Date => new Date(morning.getTime() + minute * 60_000);
  const taken = task({ receivedAt: morning, officer: { name: 'A', post: 'B', phone: null } });
  const pass = (about: Task, lead: string, by = actor('TV01')) =>
    decidePass(facts(about), act(by, { lead, reason: 'Theo phân công mới' }));

  test('Điều 3.1, 2.3: chuyển sang đúng một người đứng đầu: chưa tiếp nhận, lời nhắc tính lại; người đang chủ trì thì từ chối', () => {
    const passed = taskAfter(taken, pass(taken, 'UV03'));
    expect(passed).toMatchObject({
      leadId: personId('UV03'),
      leadAgencyId: seatOf('UV03').agencyId,
      // Who leads it co-ordinates it no more.
      coordinators: [],
      officer: null,
      receivedAt: null,
      dueDay: taken.dueDay,
      version: 2,
    });
    expect(refusal(pass(taken, 'UV02'))).toMatchObject({ code: 'same-lead', field: 'lead' });
    expect(refusal(pass(taken, 'UV01, UV03'))).toMatchObject({ code: 'two-leads', article: '2.3' });
    expect(refusal(pass(taken, 'TB'))).toMatchObject({ code: 'lead-is-chair', article: '3.1' });
    expect(refusal(pass(waiting('2026-12-01', false), 'UV03'))).toMatchObject({ code: 'waits' });
    expect(refusal(pass(taken, 'UV03', actor('UV02')))).toMatchObject({ code: 'owner' });
  });

  test.each([
    ['thời hạn', decideMove(facts(taken), act(actor('TV01'), { due: '2027-01-15', reason: 'Chờ hướng dẫn' }))],
    ['người chủ trì', pass(taken, 'UV03')],
  ])('Điều 3.1: hoàn tác đổi %s: mọi thứ như trước, lời nhắc tính lại; chỉ người đã đổi, trong 30 phút, khi chưa ai làm tiếp', (_what, changed) => {
    const after = taskAfter(taken, changed);
    const undo = (about: Task, by = actor('TV01'), now = at(29)) => decideUndo(facts(about), act(by, {}, now));
    expect(taskAfter(after, undo(after))).toEqual({ ...taken, version: 3, toldAt: at(29) });
    expect(refusal(undo(after, actor('TB')))).toMatchObject({ code: 'nothing-to-undo' });
    expect(refusal(undo(after, actor('TV01'), at(31)))).toMatchObject({ code: 'too-late' });
    const accepted = evolveAll(after, [{ type: 'tasks.accepted', taskId: after.id, at: at(1) }]);
    expect(refusal(undo(accepted))).toMatchObject({ code: 'nothing-to-undo' });
    expect(refusal(undo(taskAfter(after, undo(after))))).toMatchObject({ code: 'nothing-to-undo' });
  });

  test('AD10: hoàn tác nguồn giao như hoàn tác thời hạn; một tệp Excel đổi cả hai thì hoàn tác một lần trả lại cả hai', () => {
    const sourced = (about: Task) => decideSource(facts(about), act(actor('TV01'), { source: 'Thông báo 12/TB' }));
    const undo = (about: Task) => decideUndo(facts(about), act(actor('TV01'), {}, at(5)));
    const once = taskAfter(taken, sourced(taken));
    expect(once).toMatchObject({ source: 'Thông báo 12/TB', version: taken.version });
    // Nobody was told of it, and no reminder hangs on it.
    expect(taskAfter(once, undo(once))).toEqual(taken);
    const moved = (about: Task) =>
      decideMove(facts(about), act(actor('TV01'), { due: '2027-01-15', reason: 'Theo kết luận' }));
    for (const [first, second] of [
      [sourced, moved],
      [moved, sourced],
    ] as const) {
      const half = taskAfter(taken, first(taken));
      const both = taskAfter(half, second(half));
      expect(both).toMatchObject({ dueDay: '2027-01-15', source: 'Thông báo 12/TB' });
      expect(taskAfter(both, undo(both))).toMatchObject({ dueDay: taken.dueDay, source: taken.source, before: null });
    }
  });
});

describe('giao nhiệm vụ', () => {
  test('TK14, Điều 2.3: nhiều cơ quan cùng chủ trì là một nhóm, một người đứng đầu chịu trách nhiệm; ai có vị trí thì được báo', () => {
    const task = assigned({ coordinators: 'PGD1', group: 'UV02, UBND các xã, phường' });
    expect(task).toMatchObject({ leadId: personId('UV03'), jointly: 'UV02, UBND các xã, phường' });
    expect(task.coordinators).toEqual([personId('PGD1'), personId('UV02')]);
    const view = taskView(facts(task), { part: 'lead', charge: false }, world());
    expect(view.lines).toContainEqual({
      key: 'tasks:card.group',
      values: { names: { said: 'UV02, UBND các xã, phường' } },
    });
    expect(refusal(decideAssign(assignFacts, act(actor('TB'), { ...wanted, lead: 'UV03, UV02' })))).toMatchObject({
      code: 'two-leads',
      article: '2.3',
    });
  });

  test('Điều 3.1: Trưởng ban giao một nhiệm vụ cho một thành viên, với thời hạn', () => {
    expect(assigned({})).toMatchObject({
      bodyId,
      title: 'Ban hành kế hoạch dữ liệu mở',
      leadId: personId('UV03'),
      leadAgencyId: seatOf('UV03').agencyId,
      dueDay: '2026-12-31',
      firstDueDay: '2026-12-31',
      version: 1,
      percent: 0,
      givenBy: personId('TB'),
      coordinators: [],
      product: null,
      source: null,
      progress: { state: 'open', proposal: null },
    });
  });

  test.each([
    ['mã', 'uv03'],
    ['mã ghế', seatOf('UV03').id],
    ['họ tên không dấu', 'hoang noi vu'],
    ['tên cơ quan', 'Sở Nội vụ'],
  ])('Điều 3.1: nhận ra người chủ trì qua %s', (_how, lead) => {
    expect(assigned({ lead }).leadId).toBe(personId('UV03'));
  });

  test('Điều 3.1: bỏ qua một mục tùy chọn thì để trống, không ghi chuỗi rỗng', () => {
    expect(assigned({ source: '', product: '', coordinators: '' })).toMatchObject({
      source: null,
      product: null,
      coordinators: [],
    });
  });

  test.each([
    'PTB1',
    'UVTT',
    'UV01',
    'PGD1',
    'TGV1',
  ])('Điều 13.1: thành viên, thủ trưởng cơ quan, Tổ trưởng đều chủ trì được: %s', (lead) => {
    expect(assigned({ lead }).leadId).toBe(personId(lead));
  });

  test('Điều 2.5: nhiều người phối hợp, người chủ trì không tự phối hợp với mình, không ai hai lần', () => {
    expect(assigned({ coordinators: 'UV01, uv02, UV03, UV01' }).coordinators).toEqual([
      personId('UV01'),
      personId('UV02'),
    ]);
  });

  test('Điều 2.5: tên cơ quan có dấu phẩy vẫn là một cơ quan', () => {
    const culture = {
      ...seatOf('UV02'),
      id: 'suv0900000000000',
      code: 'UV09',
      agencyId: 'a000000000000009',
      agency: 'Sở Văn hóa, Thể thao và Du lịch',
    };
    culture.person = { ...culture.person, id: 'pxv0900000000000' };
    const decision = decideAssign(
      { ...assignFacts, seats: [...seats, culture] },
      act(actor('TB'), { ...wanted, coordinators: culture.agency }),
    );
    expect(taskAfter(task(), decision).coordinators).toEqual([culture.person.id]);
  });

  test('Điều 7.2: Thư ký ghi việc lãnh đạo giao; chưa ghi ai giao thì để trống, không tự gán cho Trưởng ban', () => {
    expect(assigned({}, actor('TV01'))).toMatchObject({ assignedBy: personId('TV01'), givenBy: null });
    expect(assigned({ giver: personId('PTB1') }, actor('TV01')).givenBy).toBe(personId('PTB1'));
    expect(assigned({ giver: personId('UV01') }, actor('TV01')).givenBy).toBeNull();
  });

  test('Điều 3.1: lãnh đạo giao thì không ai khác đứng tên người giao', () => {
    expect(assigned({ giver: personId('TB') }, actor('PTB1')).givenBy).toBe(personId('PTB1'));
  });

  test('Điều 10.3: trợ lý giao thay lãnh đạo: người giao là lãnh đạo, người ghi là trợ lý', () => {
    expect(assigned({}, assistantOf('TB'))).toMatchObject({ assignedBy: personId('tl'), givenBy: personId('TB') });
  });

  test.each([
    ['Điều 2.3: hai người chủ trì', { lead: 'UV02, UV03' }, 'two-leads', '2.3', 'lead'],
    ['Điều 2.3: hai người chủ trì nối bằng “và”', { lead: 'UV02 và UV03' }, 'two-leads', '2.3', 'lead'],
    ['Điều 2.2: người không có trong danh sách', { lead: 'UV99' }, 'unknown-lead', '2.2', 'lead'],
    ['Điều 2.2: cán bộ thay vì người đứng đầu', { lead: 'TV01' }, 'lead-is-officer', '2.2', 'lead'],
    ['Điều 3.1: Trưởng ban làm người chủ trì', { lead: 'TB' }, 'lead-is-chair', '3.1', 'lead'],
    ['Điều 3.1: thời hạn đã qua', { due: '2026-11-30' }, 'past-date', '3.1', 'due'],
    ['ngày không có thật', { due: '2026-02-30' }, 'no-such-day', undefined, 'due'],
  ])('%s: không nhận, hỏi lại đúng mục đó', (_title, args, code, article, field) => {
    const refused = refusal(decideAssign(assignFacts, act(actor('TB'), { ...wanted, ...args })));
    expect(refused).toMatchObject({ code, field });
    expect(refused?.article).toBe(article);
  });

  test('Điều 2.2: khi chọn nhầm cán bộ, chỉ ra người đứng đầu cơ quan đó', () => {
    const refused = refusal(decideAssign(assignFacts, act(actor('TB'), { ...wanted, lead: 'TV01' })));
    expect(refused?.because).toMatchObject({ key: 'tasks:refusal.lead-is-officer-of', values: { code: 'UVTT' } });
  });

  test('Điều 3.1: hạn trong ngày hôm nay vẫn nhận', () => {
    expect(assigned({ due: '2026-12-01' }).dueDay).toBe('2026-12-01');
  });
});

describe('bổ sung sau khi giao', () => {
  test('Điều 2.5: thêm người phối hợp, chỉ báo người mới', () => {
    const decision = decideCoordinate(facts(), act(actor('TV01'), { persons: 'UV01, UV03' }));
    expect(events(decision)).toEqual([
      { type: 'tasks.coordinators-added', taskId: task().id, personIds: [personId('UV01')] },
    ]);
    expect(taskAfter(task(), decision).coordinators).toEqual([personId('UV03'), personId('UV01')]);
  });

  test.each([
    ['UV99', 'unknown-coordinator'],
    ['UV01, TV01', 'unknown-coordinator'],
    ['UV02', 'already-takes-part'],
  ])('Điều 2.2: phối hợp %s: không nhận (%s)', (persons, code) => {
    expect(refusal(decideCoordinate(facts(), act(actor('TV01'), { persons })))?.code).toBe(code);
  });

  test('Điều 7.2: Thư ký ghi nguồn và người giao sau; người giao đã ghi thì không đổi được', () => {
    const open = task({ givenBy: null });
    const args = { source: 'Kết luận 15, mục 2', giver: personId('PTB1') };
    expect(taskAfter(open, decideSource(facts(open), act(actor('TV01'), args)))).toMatchObject({
      source: 'Kết luận 15, mục 2',
      givenBy: personId('PTB1'),
    });
    expect(taskAfter(task(), decideSource(facts(), act(actor('TV01'), args))).givenBy).toBe(personId('TB'));
  });
});

describe('tiếp nhận và báo cáo', () => {
  test('Điều 6.2: người chủ trì tiếp nhận; bấm lần nữa không ghi gì thêm', () => {
    const received = taskAfter(task(), decideAccept(facts(), act(actor('UV02'), {})));
    expect(received.receivedAt).toEqual(morning);
    expect(events(decideAccept(facts(received), act(actor('UV02'), {})))).toEqual([]);
  });

  test('Điều 2.3: người phối hợp hay người khác không tiếp nhận thay người chủ trì', () => {
    for (const code of ['UV03', 'UV01', 'TB']) {
      expect(refusal(decideAccept(facts(), act(actor(code), {})))?.code).toBe('not-the-lead');
    }
  });

  const report = (about: Task, by: Parameters<typeof act>[0], percent: string, parts: object[] = [], now = morning) =>
    decideReport(facts(about), act(by, { percent, parts: JSON.stringify(parts) }, now));

  test('TK3, Điều 6.2: người chủ trì báo cáo tiến độ bằng chữ và tệp; coi như đã tiếp nhận', () => {
    const decision = report(task(), actor('UV02'), '60', [
      { text: 'Đã trình dự thảo.' },
      { file: 'f1' },
      { text: 'Vướng kinh phí.' },
    ]);
    expect(events(decision)).toMatchObject([
      {
        type: 'tasks.reported',
        proposal: null,
        report: {
          part: 'lead',
          percent: 60,
          text: 'Đã trình dự thảo.\nVướng kinh phí.',
          files: ['f1'],
          behalfId: null,
        },
      },
    ]);
    expect(taskAfter(task(), decision)).toMatchObject({ percent: 60, receivedAt: morning });
  });

  test('Điều 12.2: thủ trưởng cơ quan không phải thành viên báo cáo việc được giao như thành viên', () => {
    const about = task({ leadId: personId('PGD1'), coordinators: [] });
    expect(taskAfter(about, report(about, actor('PGD1'), '40'))).toMatchObject({ percent: 40 });
  });

  test('Điều 10.3: trợ lý báo cáo thay người chủ trì, ghi tên cả hai', () => {
    const [event] = events(report(task(), assistantOf('UV02'), '60'));
    expect(event).toMatchObject({ report: { byId: personId('tl'), behalfId: personId('UV02'), part: 'lead' } });
  });

  test('Điều 2.5: báo cáo của người phối hợp được ghi riêng, không đổi tiến độ, không đề nghị hoàn thành', () => {
    const decision = report(task({ percent: 20 }), actor('UV03'), '100', [{ text: 'Đã gửi số liệu.' }]);
    expect(events(decision)).toMatchObject([{ report: { part: 'coordinator', percent: 100 }, proposal: null }]);
    expect(taskAfter(task({ percent: 20 }), decision)).toMatchObject({ percent: 20, receivedAt: null });
  });

  test('Điều 7.2: báo cáo của người phối hợp không làm mất đề nghị hoàn thành đang chờ', () => {
    const about = waiting('2026-12-01', false);
    expect(taskAfter(about, report(about, actor('UV03'), '50')).progress).toEqual(about.progress);
  });

  test.each(['101', '-5', '12.5', 'abc', '', '1000'])('Điều 6.2: phần trăm “%s”: không nhận, hỏi lại', (percent) => {
    expect(refusal(report(task(), actor('UV02'), percent))).toMatchObject({
      code: 'percent',
      article: '6.2',
      field: 'percent',
    });
  });

  test('Điều 2.3: người ngoài nhiệm vụ không báo cáo được', () => {
    expect(refusal(report(task(), actor('UV01'), '50'))?.code).toBe('not-the-lead');
  });

  test('Điều 7.2: nhiệm vụ đã hoàn thành không nhận báo cáo; nói ai xác nhận, lúc nào', () => {
    expect(finished(facts(done('2026-12-31', false))).refusal).toMatchObject({
      code: 'finished',
      article: '7.2',
      closes: true,
      because: { key: 'tasks:refusal.done', values: { code: 'NV-07', name: 'Bùi Thư Ký' } },
    });
  });

  test('TK5, Điều 7.2: báo cáo 100% chỉ là đề nghị: nhiệm vụ chưa hoàn thành, tiến độ giữ nguyên', () => {
    const proposed = taskAfter(task({ percent: 80 }), report(task({ percent: 80 }), actor('UV02'), '100'));
    expect(proposed).toMatchObject({
      percent: 80,
      progress: { state: 'open', proposal: { day: '2026-12-01', late: false } },
    });
  });

  test('Điều 7.2: báo cáo thấp hơn 100% sau đó rút lại đề nghị', () => {
    const about = waiting('2026-12-01', false);
    expect(taskAfter(about, report(about, actor('UV02'), '90'))).toMatchObject({
      percent: 90,
      progress: { proposal: null },
    });
  });

  test('Điều 7.2: bổ sung báo cáo 100% khi đang chờ không làm trễ ngày báo cáo', () => {
    const about = waiting('2026-12-31', false);
    const later = instant(day('2027-01-20'), 9, 0);
    expect(taskAfter(about, report(about, actor('UV02'), '100', [], later)).progress).toEqual(about.progress);
  });
});

describe('TK15: chỉ đề nghị xác nhận hoàn thành khi có sản phẩm, minh chứng', () => {
  const named = task({ product: 'Kế hoạch đã ban hành' });
  const at = (evidence: 'product' | 'always' | 'never', parts: readonly Part[], about = named, percent = '100') => {
    const said = act(actor('UV02'), { percent, parts: JSON.stringify(parts) });
    return decideReport(facts(about), { ...said, settings: { ...said.settings, completionEvidence: evidence } });
  };

  test('Điều 7.2: nhiệm vụ ghi sản phẩm mà báo cáo 100% không kèm gì thì hỏi minh chứng', () => {
    expect(refusal(at('product', [{ text: 'Đã làm xong' }]))).toMatchObject({
      code: 'no-evidence',
      article: '7.2',
      field: 'parts',
    });
  });

  test('Điều 7.2: tệp, đường dẫn, hoặc số văn bản là minh chứng', () => {
    for (const part of [
      { file: 'f1' },
      { text: 'https://syt.khanhhoa.gov.vn/kh15' },
      { text: 'Kế hoạch số 15/KH-SYT' },
    ]) {
      expect(at('product', [part]).agreed).toBe(true);
    }
  });

  test('Điều 6.2: báo cáo tiến độ, báo cáo của người phối hợp, và bổ sung khi đang chờ thì không đòi minh chứng', () => {
    expect(at('always', [{ text: 'Đang làm' }], named, '90').agreed).toBe(true);
    const shared = act(actor('UV03'), { percent: '100', parts: JSON.stringify([{ text: 'Xong phần tôi' }]) });
    expect(decideReport(facts(named), shared).agreed).toBe(true);
    const waits = { ...waiting('2026-12-01', false), product: 'Kế hoạch' };
    expect(at('always', [{ text: 'Bổ sung' }], waits).agreed).toBe(true);
  });

  test('Điều 7.2: đòi hay không là quy định của Ban: mọi nhiệm vụ, nhiệm vụ có sản phẩm, hoặc không', () => {
    expect(refusal(at('always', [], task()))?.code).toBe('no-evidence');
    expect(at('product', [], task()).agreed).toBe(true);
    expect(at('never', []).agreed).toBe(true);
  });

  test('Điều 7.2: người xác nhận thấy minh chứng trên thẻ, dù lời báo cáo dài', () => {
    const words = `${'Kết quả thực hiện. '.repeat(40)}https://syt.khanhhoa.gov.vn/kh15`;
    const latest: Report = {
      ...{ id: 'r1', taskId: named.id, byId: personId('UV02'), behalfId: null },
      ...{ part: 'lead', percent: 100, text: words, files: [], at: morning },
    };
    const view = taskView({ ...facts(named), latest }, { part: null, charge: true }, world());
    expect(view.lines).toContainEqual({
      key: 'tasks:card.evidence',
      values: { named: { said: 'https://syt.khanhhoa.gov.vn/kh15' } },
    });
  });
});

describe('xác nhận hoàn thành', () => {
  const reported = (on: string, about = task()): Task => {
    const now = instant(day(on), 16, 0);
    return taskAfter(about, decideReport(facts(about), act(actor('UV02'), { percent: '100' }, now)));
  };
  const confirmed = (about: Task, on: string): Task =>
    taskAfter(about, decideComplete(facts(about), act(actor('TV01'), {}, instant(day(on), 9, 0))));

  test('TK13, Điều 7.2: đúng hạn hay quá hạn tính theo ngày báo cáo, không theo ngày xác nhận', () => {
    const result = confirmed(reported('2026-12-31'), '2027-01-15');
    expect(result).toMatchObject({ percent: 100, progress: { state: 'done', late: false, reportedDay: '2026-12-31' } });
  });

  test('Điều 7.2: báo cáo sau hạn là quá hạn, dù xác nhận ngay', () => {
    expect(confirmed(reported('2027-01-04'), '2027-01-04').progress).toMatchObject({ state: 'done', late: true });
  });

  test('Điều 7.2: hạn rơi vào ngày nghỉ thì báo cáo trong ngày làm việc kế tiếp vẫn đúng hạn', () => {
    const about = task({ dueDay: day('2027-01-02') });
    expect(confirmed(reported('2027-01-04', about), '2027-01-05').progress).toMatchObject({ late: false });
    expect(confirmed(reported('2027-01-05', about), '2027-01-05').progress).toMatchObject({ late: true });
  });

  test('Điều 7.2: chưa có đề nghị thì không xác nhận được', () => {
    expect(refusal(decideComplete(facts(), act(actor('TV01'), {})))?.code).toBe('nothing-proposed');
  });

  test('Điều 2.3: người chủ trì, và trợ lý của người đó, không tự xác nhận', () => {
    const about = task({ ...waiting('2026-12-01', false), leadId: personId('UVTT') });
    const lead = { person: seatOf('UVTT').person, seats: [seatOf('UVTT')] };
    for (const by of [actor('UVTT'), assistantOf('UVTT'), actor('TV01', { leaders: [lead] })]) {
      expect(refusal(decideComplete(facts(about), act(by, {})))?.code).toBe('own-completion');
    }
    expect(decideComplete(facts(about), act(actor('TV01'), {})).agreed).toBe(true);
  });

  test('Điều 7.2: nút của một báo cáo cũ không xác nhận báo cáo mới', () => {
    const about = waiting('2026-12-01', false, 'r000000000000002');
    const pressed = (report: string) => decideComplete(facts(about), act(actor('TV01'), { report }));
    expect(refusal(pressed('r000000000000001'))?.code).toBe('newer-report');
    expect(pressed('r000000000000002').agreed).toBe(true);
  });

  test('Điều 7.2: hai người cùng xác nhận: người sau được biết ai đã xác nhận', () => {
    const result = confirmed(waiting('2026-12-01', false), '2026-12-02');
    expect(refusal(decideComplete(facts(result), act(actor('TB'), {})))).toMatchObject({
      code: 'finished',
      because: { values: { name: 'Bùi Thư Ký' } },
    });
  });

  test('Điều 7.2: trả lại thì nhiệm vụ tiếp tục từ tiến độ cũ; báo cáo sau tính lại đúng hạn hay quá hạn', () => {
    const about = { ...waiting('2026-12-31', false), percent: 80 };
    const now = instant(day('2027-01-05'), 9, 0);
    const back = taskAfter(about, decideReturn(facts(about), act(actor('TV01'), { reason: 'Thiếu số liệu' }, now)));
    expect(back).toMatchObject({
      percent: 80,
      progress: { state: 'open', proposal: null, returnedBecause: 'Thiếu số liệu' },
    });
    expect(confirmed(reported('2027-01-06', back), '2027-01-07').progress).toMatchObject({ late: true });
  });
});

describe('đổi thời hạn, thu hồi', () => {
  const moved = (by: ReturnType<typeof actor>, about = task(), args: Record<string, string> = {}) =>
    decideMove(facts(about), act(by, { due: '2027-01-15', reason: 'Chờ hướng dẫn', ...args }));

  test('Điều 3.1: người giao đổi thời hạn: phiên bản mới, hạn ban đầu giữ cho thống kê', () => {
    expect(taskAfter(task(), moved(actor('TB')))).toMatchObject({
      dueDay: '2027-01-15',
      firstDueDay: '2026-12-31',
      version: 2,
    });
  });

  test('TK7, Điều 3.1: người chủ trì và trợ lý không tự đổi thời hạn; được chỉ cách báo cáo khó khăn', () => {
    for (const by of [actor('UV02'), assistantOf('UV02')]) {
      const refused = refusal(moved(by));
      expect(refused).toMatchObject({ code: 'owner', article: '3.1' });
      expect(refused?.choices?.[0]?.press).toEqual({ command: 'tasks.report', args: { task: task().id } });
      expect(refusal(decideWithdraw(facts(), act(by, { reason: 'x' })))?.code).toBe('owner');
    }
  });

  test('Điều 3.1: Phó Trưởng ban không tự đổi hạn nhiệm vụ mình chủ trì, trừ khi đang thay Trưởng ban (Điều 4)', () => {
    const own = task({ leadId: personId('PTB1') });
    expect(refusal(moved(actor('PTB1'), own))?.code).toBe('owner');
    expect(moved(actor('PTB1', { actingIn: [bodyId] }), own).agreed).toBe(true);
  });

  test('Điều 3.1: thành viên ngoài nhiệm vụ không đổi thời hạn', () => {
    expect(refusal(moved(actor('UV01')))?.code).toBe('not-in-charge');
  });

  test.each([
    ['ngày đã qua', { due: '2026-11-30' }, 'past-date'],
    ['đúng hạn hiện nay', { due: '2026-12-31' }, 'same-day'],
  ])('Điều 3.1: %s: không nhận, hỏi lại ngày', (_what, args, code) => {
    expect(refusal(moved(actor('TB'), task(), args))).toMatchObject({ code, field: 'due' });
  });

  test('Điều 7.2: đang chờ xác nhận thì không đổi hạn, để không đổi kết luận đúng hạn hay quá hạn', () => {
    const refused = refusal(moved(actor('TB'), waiting('2027-01-04', true)));
    expect(refused?.code).toBe('waits');
    expect(refused?.choices?.map((one) => 'command' in one.press && one.press.command)).toEqual([
      'tasks.complete',
      'tasks.return',
    ]);
  });

  test('Điều 3.1: thu hồi có lý do; sau đó không nhận báo cáo', () => {
    const gone = taskAfter(task(), decideWithdraw(facts(), act(actor('TB'), { reason: 'Trùng nhiệm vụ' })));
    expect(gone.progress).toMatchObject({ state: 'withdrawn', because: 'Trùng nhiệm vụ', by: personId('TB') });
    expect(finished(facts(gone)).refusal.code).toBe('finished');
  });
});
