// What nobody settles goes up, and nobody is flooded.
import { describe, expect, test } from 'vitest';
import { present, silenceOf } from '../../../src/kernel/approval.ts';
import { stepsAfter } from '../../../src/kernel/ladder.ts';
import { remindersOf } from '../../../src/kernel/obligation.ts';
import { instant } from '../../../src/kernel/time.ts';
import { completion, completionOf } from '../../../src/regulation/tasks/completion.ts';
import { nextRung } from '../../../src/regulation/tasks/due.ts';
import type { TaskFacts } from '../../../src/regulation/tasks/facts.ts';
import { overdue } from '../../../src/regulation/tasks/overdue.ts';
import { confirmersOf } from '../../../src/regulation/tasks/parties.ts';
import { decidersOf, overdueTold } from '../../../src/regulation/tasks/rising.ts';
import { personId } from '../../support/committee.ts';
import { calendar, day, facts, seatOf, seats, task, waiting, world } from './tasks.ts';

const at = (value: string, hour = 8): Date => instant(day(value), hour, 0);
const ids = (...codes: string[]): string[] => codes.map(personId);

/** All that a reminder says from one moment to another, each thing once, by whom it is for. */
function said(kind: ReturnType<typeof remindersOf>, about: (now: Date) => unknown, from: Date, until: Date) {
  const keys = new Set<string>();
  const heard: { to: string; on: string }[] = [];
  for (let now: Date | null = from; now !== null && now <= until; ) {
    const row = { kind: kind.name, matter: 'task:t', person: null, version: 1, nextAt: now };
    const due = kind.due(about(now), row, world(now));
    for (const { key, to } of due.notices) {
      if (!keys.has(key)) heard.push({ to, on: now.toISOString().slice(0, 10) });
      keys.add(key);
    }
    now = due.nextAt;
  }
  return heard;
}
const countOf = (heard: readonly { to: string }[], code: string): number =>
  heard.filter(({ to }) => to === personId(code)).length;

describe('bậc thang đi lên', () => {
  test('Điều 5.1: hết bậc thì bậc cuối lặp lại, mỗi lần cách gấp đôi', () => {
    const steps = stepsAfter(
      [
        { workingDays: 2, to: 'office' },
        { workingDays: 5, to: 'chair' },
      ],
      day('2026-12-01'),
      calendar,
      at('2026-12-20'),
    );
    expect(steps.map(({ to, at: moment }) => [to, moment])).toEqual([
      ['office', at('2026-12-03')],
      ['chair', at('2026-12-08')],
      ['chair', at('2026-12-15')],
      ['chair', at('2026-12-29')],
    ]);
    expect(stepsAfter([], day('2026-12-01'), calendar, at('2026-12-20'))).toEqual([]);
  });
});

describe('báo cáo hoàn thành không ai xác nhận', () => {
  /** Reported on Tuesday, 1 December. */
  const proposed = waiting('2026-12-01', false);
  const about = (more: Partial<TaskFacts> = {}): TaskFacts => ({ ...facts(proposed), ...more });
  const on = (value: string, more: Partial<TaskFacts> = {}) => decidersOf(about(more), world(at(value)));

  test('Điều 7.2: cơ quan thường trực và người giao quyết trước; lâu thì lên Phó Trưởng ban, rồi Trưởng ban', () => {
    const given = { ...proposed, givenBy: null };
    expect(on('2026-12-02', { task: given })).toEqual(ids('UVTT', 'TV01'));
    expect(on('2026-12-14', { task: given })).toEqual(ids('UVTT', 'TV01'));
    expect(on('2026-12-15', { task: given })).toEqual(ids('UVTT', 'TV01', 'PTB1'));
    expect(on('2026-12-22', { task: given })).toEqual(ids('UVTT', 'TV01', 'PTB1', 'TB'));
  });

  test('Điều 7.2: im lặng sáu tháng thì vẫn có người được nhắc, không ai bị nhắc quá tám lần, không gì tự hoàn thành', () => {
    const heard = said(
      silenceOf(completion),
      (now) => completionOf(about({ task: { ...proposed, givenBy: null } }), world(now)),
      at('2026-12-03'),
      at('2027-06-01'),
    );
    expect(heard.slice(0, 4)).toEqual(
      ['2026-12-03', '2026-12-08'].flatMap((date) => ids('UVTT', 'TV01').map((to) => ({ to, on: date }))),
    );
    expect(['UVTT', 'TV01', 'PTB1', 'TB'].map((code) => countOf(heard, code))).toEqual([7, 7, 5, 4]);
    expect(countOf(heard, 'UV02')).toBe(0);
  });

  test('Điều 4: việc chờ Trưởng ban xác nhận thì người điều hành thay quyết trong lúc Trưởng ban vắng', () => {
    const head = { chair: seatOf('TB'), acting: seatOf('PTB1') };
    expect(confirmersOf(proposed, seats, head)).toEqual(ids('PTB1', 'UVTT', 'TV01'));
    expect(present(completion, completionOf(about({ head }), world()), world()).map(({ to }) => to)).toEqual(
      ids('PTB1', 'UVTT', 'TV01'),
    );
  });

  test('Điều 7.2: không ai tự xác nhận việc của mình, kể cả khi việc đã lên đến mình', () => {
    const own = { ...proposed, leadId: personId('PTB1') };
    expect(on('2026-12-22', { task: own })).not.toContain(personId('PTB1'));
  });

  test('Điều 7.2: trả lại rồi báo cáo lại là một lần trình mới', () => {
    const first = completion.asked(completionOf(about(), world())).version;
    const again = completionOf(about({ task: { ...proposed, proposals: 2 } }), world());
    expect(completion.asked(again).version).not.toBe(first);
  });
});

describe('nhiệm vụ quá hạn', () => {
  /** Due on Thursday, 31 December; the new year begins with three days off. */
  const late = facts(task({ givenBy: null }));

  test('Điều 5.1, 7.2, 8.3: quá hạn thì cơ quan thường trực biết, rồi Phó Trưởng ban, rồi Trưởng ban', () => {
    const told = overdueTold(late, world(at('2027-01-29')));
    expect(told.slice(0, 3).map(({ step, to }) => [step.to, step.at, to])).toEqual([
      ['office', at('2027-01-04'), ids('UVTT', 'TV01')],
      ['deputy', at('2027-01-15'), ids('UVTT', 'TV01', 'PTB1')],
      ['chair', at('2027-01-29'), ids('UVTT', 'TV01', 'PTB1', 'TB')],
    ]);
  });

  test('ID6, Điều 4, 5.1: lĩnh vực phụ trách chọn Phó Trưởng ban được báo và xác nhận; hai người cùng lĩnh vực thì như chưa phân công', () => {
    const second = {
      ...{ ...seatOf('PTB1'), id: 's2', code: 'PTB2', areas: 'Y tế; Dữ liệu số' },
      person: { ...seatOf('PTB1').person, id: 'p-ptb2' },
    };
    const about = { ...late, task: { ...late.task, area: 'Dữ liệu số' }, seats: [...seats, second] };
    const deputy = (of: TaskFacts) => overdueTold(of, world(at('2027-01-29')))[1]!.to.slice(2);
    expect(deputy(about)).toEqual(['p-ptb2']);
    expect(confirmersOf(about.task, about.seats, about.head)).toEqual([...ids('UVTT', 'TV01'), 'p-ptb2']);
    // Who gave it goes before whose field it is.
    expect(deputy({ ...about, task: { ...about.task, givenBy: personId('PTB1') } })).toEqual(ids('PTB1'));
    const both = about.seats.map((seat) => (seat.code === 'PTB1' ? { ...seat, areas: 'Dữ liệu số' } : seat));
    expect(deputy({ ...about, seats: both })).toEqual(ids('PTB1'));
    expect(confirmersOf(about.task, both, about.head)).toEqual(ids('UVTT', 'TV01'));
  });

  test('Điều 4, 5.1: Trưởng ban vắng thì báo người điều hành thay; người giao là Phó Trưởng ban thì báo đúng người ấy', () => {
    const second = { ...seatOf('PTB1'), id: 's2', code: 'PTB2', person: { ...seatOf('PTB1').person, id: 'p-ptb2' } };
    const away = { ...late, head: { chair: seatOf('TB'), acting: second }, seats: [...seats, second] };
    const above = (about: TaskFacts) => overdueTold(about, world(at('2027-01-29'))).map(({ to }) => to.slice(2));
    expect(above(away).slice(1, 3)).toEqual([ids('PTB1'), [personId('PTB1'), 'p-ptb2']]);
    expect(above({ ...away, task: { ...late.task, givenBy: 'p-ptb2' } })[1]).toEqual(['p-ptb2']);
  });

  test('Điều 5.1: 31 ngày làm việc quá hạn: không còn tám tin đều cho người chủ trì', () => {
    const until = at('2027-02-16');
    const heard = said(remindersOf(overdue), () => late, at('2027-01-04'), until);
    let toLead = 0;
    for (let now = at('2026-12-31', 9); nextRung(late.task.dueDay, world(now))! <= until; toLead += 1) {
      now = nextRung(late.task.dueDay, world(now))!;
    }
    expect(toLead).toBe(3);
    expect(['UVTT', 'TV01', 'PTB1', 'TB'].map((code) => countOf(heard, code))).toEqual([3, 3, 2, 1]);
    expect(countOf(heard, 'UV02')).toBe(0);
  });

  test('Điều 5.1: đồng hồ nhảy qua ba bậc cùng lúc thì mỗi người nghe một lần, bậc mới nhất, không ba lần', () => {
    const row = { kind: overdue.name, matter: 'task:t', person: null, version: 1, nextAt: at('2027-01-04') };
    const { notices } = remindersOf(overdue).due(late, row, world(at('2027-01-29')));
    expect(notices.map(({ to }) => to)).toEqual(ids('UVTT', 'TV01', 'PTB1', 'TB'));
    expect(new Set(notices.map(({ key }) => key.split(':').slice(-4, -1).join()))).toHaveLength(1);
  });

  test('Điều 5.1: người chủ trì là Phó Trưởng ban thì không báo lên chính người ấy', () => {
    const own = { ...late, task: { ...late.task, leadId: personId('PTB1') } };
    expect(overdueTold(own, world(at('2027-01-29'))).flatMap(({ to }) => to)).not.toContain(personId('PTB1'));
  });
});
