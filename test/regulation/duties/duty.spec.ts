import { describe, expect, test } from 'vitest';
import type { World } from '../../../src/kernel/command.ts';
import { dayWithin, periodName, periodOf } from '../../../src/kernel/periods.ts';
import { instant } from '../../../src/kernel/time.ts';
import { begun, type Duty, type DutyFacts, duePeriods, firstPeriod } from '../../../src/regulation/duties/duty.ts';
import type { TaskEvent } from '../../../src/regulation/tasks/index.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { day, people, seatOf, seats, world } from '../tasks/tasks.ts';

const at = (value: string): Date => instant(day(value), 8, 0);

const recurring: Duty = {
  ...{ seat: 'UV02', people: [personId('UV02'), personId('UV03')], product: 'Báo cáo', givenBy: personId('TB') },
  ...{ made: [], months: 1, dueOn: 25, next: day('2026-12-01') },
};

const facts = (data: Duty, held = seats): DutyFacts => ({
  row: {
    ...{ id: 'd000000000000001', bodyId, code: 'DK-01', state: 'recurring', title: 'Báo cáo tháng', data, files: [] },
    ...{ ownerId: personId('TV01'), about: null, version: 1, createdAt: at('2026-12-01'), movedAt: at('2026-12-01') },
  },
  around: { seats: held, lead: { chair: seatOf('TB'), acting: null }, people },
  beside: [],
  of: null,
});

const nobody = () => [];
const assigned = (due: ReturnType<typeof duePeriods>) =>
  (due.events as readonly TaskEvent[]).flatMap((event) => (event.type === 'tasks.assigned' ? [event.task] : []));

describe('TK12, Điều 7.1, 12.2: nhiệm vụ định kỳ', () => {
  test('kỳ tháng, quý, 6 tháng, năm: hạn trong tháng cuối kỳ; tháng thiếu ngày thì ngày cuối tháng', () => {
    const named = (value: string, months: number, on: number) => {
      const period = periodOf(day(value), months);
      return [periodName(period), dayWithin(period, on)];
    };
    expect(named('2027-02-10', 1, 31)).toEqual(['2/2027', '2027-02-28']);
    expect(named('2026-11-10', 3, 20)).toEqual(['10-12/2026', '2026-12-20']);
    expect(named('2026-03-01', 6, 15)).toEqual(['1-6/2026', '2026-06-15']);
    expect(named('2026-03-01', 12, 5)).toEqual(['2026', '2026-12-05']);
  });

  test('kỳ đầu là kỳ này, trừ khi hạn của kỳ này đã qua', () => {
    expect(firstPeriod(1, 25, day('2026-12-10'))).toBe('2026-12-01');
    expect(firstPeriod(1, 5, day('2026-12-10'))).toBe('2027-01-01');
  });

  test('mỗi kỳ là một nhiệm vụ riêng của người giữ vị trí lúc đó, người phối hợp như cũ', () => {
    const due = duePeriods(facts(recurring), world(at('2026-12-01')), nobody);
    expect(assigned(due)).toMatchObject([
      {
        ...{ title: 'Báo cáo tháng (12/2026)', leadId: personId('UV02'), dueDay: '2026-12-25', source: 'DK-01' },
        ...{ coordinators: [personId('UV03')], product: 'Báo cáo', givenBy: personId('TB') },
      },
    ]);
    expect(due.nextAt).toEqual(at('2027-01-01'));
    // Nothing of the same period again.
    const made = { ...recurring, next: day('2027-01-01') };
    expect(duePeriods(facts(made), world(at('2026-12-15')), nobody)).toMatchObject({
      notices: [],
      nextAt: at('2027-01-01'),
    });
  });

  test('hệ thống nghỉ hai kỳ thì không kỳ nào bị bỏ: mỗi kỳ một nhiệm vụ, kỳ lỡ là quá hạn', () => {
    expect(begun(recurring, at('2027-02-03')).map(({ of, due }) => [of, due])).toEqual([
      ['12/2026', '2026-12-25'],
      ['1/2027', '2027-01-25'],
      ['2/2027', '2027-02-25'],
    ]);
  });

  test('vị trí khuyết: chưa giao, cơ quan thường trực được báo, hôm sau xem lại', () => {
    const empty = seats.filter(({ code }) => code !== 'UV02');
    const due = duePeriods(facts(recurring, empty), world(at('2026-12-01')) as World, () => [
      { to: personId('TV01'), class: 'notice', view: { lines: [] }, matter: 'duty:1', key: 'k' },
    ]);
    expect([due.events, due.notices.length, due.nextAt]).toEqual([undefined, 1, at('2026-12-02')]);
  });
});
