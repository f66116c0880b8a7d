// ID2, Điều 6.2: open tasks follow their seats when these change hands, all of one import in one step.
import { describe, expect, test } from 'vitest';
import type { PersonCard, SeatCard } from '../../../src/kernel/person.ts';
import type { Pass } from '../../../src/regulation/committee/index.ts';
import { dueSuccession } from '../../../src/regulation/tasks/succession.ts';
import { evolveAll, type Task, type TaskEvent } from '../../../src/regulation/tasks/task.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { facts, seatOf, seats, task, world } from './tasks.ts';

const newcomer: PersonCard = { id: 'n999999999999999', fullName: 'Cao Mới Đến', language: 'vi' };

/** The seat `code` passes from its holder to somebody, in a new seat of the same kind. */
const pass = (code: string, to: PersonCard): Pass => {
  const { id, role, agencyId, person } = seatOf(code);
  return { from: person, left: { id, role, agencyId }, to: { ...seatOf(code), id: `${id}-new`, person: to } };
};

function after(
  tasks: readonly Task[],
  passes: readonly Pass[],
  kept: readonly string[] = [],
  more: readonly SeatCard[] = [],
) {
  const gone = new Set(passes.map(({ left }) => left.id));
  const now = [...passes.map(({ to }) => to), ...seats.filter(({ id }) => !gone.has(id)), ...more];
  const step = {
    bodyId,
    passes,
    seats: now,
    kept: new Set([...seats.map(({ id }) => id).filter((id) => !gone.has(id)), ...kept]),
  };
  const { events = [], notices } = dueSuccession({ ...step, tasks: tasks.map((one) => facts(one)) }, world());
  const evolved = tasks.map((one) =>
    evolveAll(
      one,
      (events as TaskEvent[]).filter((event) => 'taskId' in event && event.taskId === one.id),
    ),
  );
  return { tasks: evolved, notices, told: notices.map(({ to, matter }) => `${to} ${matter}`) };
}

describe('ID2, Điều 6.2: kiện toàn', () => {
  const [deputy, director] = [seatOf('PTB1').person, seatOf('UV02').person];
  const ofDeputy = task({
    id: 't1',
    code: 'NV-01',
    leadId: deputy.id,
    leadAgencyId: seatOf('PTB1').agencyId,
    coordinators: [director.id],
  });
  const ofDirector = task({ id: 't2', code: 'NV-02', coordinators: [personId('UV03')], receivedAt: world().now });

  test('nhiệm vụ của Phó Trưởng ban đi một bước: không chuyển tiếp cho Giám đốc mới trong cùng một lần', () => {
    const done = after([ofDeputy, ofDirector], [pass('PTB1', director), pass('UV02', newcomer)]);
    expect(done.tasks.map(({ leadId, coordinators }) => [leadId, coordinators])).toEqual([
      [director.id, [newcomer.id]],
      [newcomer.id, [personId('UV03')]],
    ]);
    expect(done.tasks[1]).toMatchObject({ receivedAt: null, leadAgencyId: seatOf('UV02').agencyId });
    expect(done.told.sort()).toEqual(
      [`${director.id} task:t1`, `${newcomer.id} task:t1`, `${newcomer.id} task:t2`].sort(),
    );
  });

  test('hai người đổi vị trí cho nhau: mỗi nhiệm vụ theo vị trí của nó', () => {
    const done = after([ofDeputy, ofDirector], [pass('PTB1', director), pass('UV02', deputy)]);
    expect(done.tasks.map(({ leadId, coordinators }) => [leadId, coordinators])).toEqual([
      [director.id, [deputy.id]],
      [deputy.id, [personId('UV03')]],
    ]);
  });

  test('người kế nhiệm đang phối hợp thì thành chủ trì, không còn là người phối hợp', () => {
    const done = after([ofDeputy], [pass('PTB1', director)]);
    expect(done.tasks[0]).toMatchObject({ leadId: director.id, coordinators: [] });
    expect(done.told).toEqual([`${director.id} task:t1`]);
  });

  test('người giữ hai vị trí, thôi một: nhiệm vụ của cơ quan ở vị trí còn giữ thì ở lại', () => {
    const second: SeatCard = { ...seatOf('TGV1'), id: 'second', person: director, agencyId: 'a-other' };
    const left: Pass = {
      from: director,
      left: { id: 'second', role: 'team-lead', agencyId: 'a-other' },
      to: { ...second, id: 'second-new', person: newcomer },
    };
    const ofTeam = task({ id: 't3', code: 'NV-03', leadAgencyId: 'a-other' });
    const done = after([ofDirector, ofTeam, ofDeputy], [left]);
    expect(done.tasks.map(({ leadId }) => leadId)).toEqual([director.id, newcomer.id, deputy.id]);
    expect(done.tasks[2]?.coordinators).toEqual([director.id]);
  });
});
