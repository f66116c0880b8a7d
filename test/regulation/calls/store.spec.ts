import { describe, expect, test } from 'vitest';
import type { Args } from '../../../src/kernel/command.ts';
import { pageOf, type Register } from '../../../src/kernel/register.ts';
import { days } from '../../../src/kernel/time.ts';
import { chapterWith } from '../../../src/regulation/calls/index.ts';
import { apply, unreachedCalls } from '../../../src/regulation/calls/store.ts';
import { chapter as tasks } from '../../../src/regulation/tasks/index.ts';
import { applyTaskEvent } from '../../../src/regulation/tasks/store.ts';
import { chapterOver } from '../../../src/regulation/traces/index.ts';
import { bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';
import { actor, morning, task, world } from '../tasks/tasks.ts';

const otherBody = 'body200000000000';

const given = givenDatabase(async (database) => {
  await seatCommittee(database);
  const { prisma } = database;
  await prisma.body.create({
    data: { id: otherBody, code: 'nha-trang', name: 'Ban khác', abbreviation: 'BK', validFrom: morning },
  });
  // Further down the list there than in the first body.
  await prisma.seat.create({
    data: {
      id: 'sother0000000000',
      bodyId: otherBody,
      code: 'UV09',
      role: 'member',
      rank: 99,
      post: 'Giám đốc Sở Y tế',
      personId: personId('UV02'),
      validFrom: new Date('2026-01-01T00:00:00Z'),
    },
  });
});

test('Điều 7.3: người có ghế ở hai ban: thư ký của ban nào gọi điện về việc của ban đó', async () => {
  const about = task({ bodyId: otherBody });
  await given.database.transaction((tx) => applyTaskEvent(tx, { type: 'tasks.assigned', task: about }));
  await given.database.prisma.outbox.create({
    data: {
      key: 'assigned',
      personId: personId('UV02'),
      class: 'action',
      priority: 1,
      view: { heading: { said: about.title }, lines: [] },
      matter: `task:${about.id}`,
      state: 'unreachable',
      createdAt: morning,
    },
  });
  const callsOf = (id: string) =>
    given.database.transaction((tx) => unreachedCalls(tx, { bodyIds: [id] }, new Date(morning.getTime() + 60_000)));
  expect(await callsOf(bodyId)).toEqual([]);
  expect(await callsOf(otherBody)).toMatchObject([{ bodyId: otherBody, post: 'Giám đốc Sở Y tế' }]);
});

test('AD10, Điều 7.3: hàng đợi: mỗi dòng đóng bằng cách đã báo; mọi tin đã gửi một người, chỉ của Ban mình theo dõi', async () => {
  const now = new Date(morning.getTime() + 60_000);
  const [mine, theirs] = [bodyId, otherBody].map((of, nth) =>
    task({ bodyId: of, id: `tqueue000000000${nth}`, code: `NV-3${nth}`, title: `Việc ${nth}` }),
  );
  for (const about of [mine!, theirs!]) {
    await given.database.transaction((tx) => applyTaskEvent(tx, { type: 'tasks.assigned', task: about }));
    await given.database.prisma.outbox.create({
      data: {
        key: about.id,
        personId: personId('UV02'),
        class: 'action',
        priority: 1,
        view: { heading: { said: about.title }, lines: [] },
        matter: `task:${about.id}`,
        state: 'unreachable',
        error: 'blocked',
        createdAt: morning,
      },
    });
  }
  const calls = chapterWith(async () => []);
  const traces = chapterOver([tasks]);
  const [queue, delivery] = [calls.registers![0]!, traces.registers!.find(({ name }) => name === 'traces.delivery')!];
  const read = (one: Register, args: Args = {}) =>
    given.database.transaction(async (tx) => {
      const asking = { ...world(now), by: actor('TV01'), args };
      const { rows } = await pageOf(tx, one, asking, 50);
      return rows.map((row) => Object.fromEntries(one.columns.map(({ name, cell }) => [name, cell(row, asking)])));
    });
  expect(await read(queue)).toMatchObject([{ about: { said: 'Việc 0' }, reason: { key: 'calls:reason.blocked' } }]);
  const who = personId('UV02');
  expect(await read(delivery, { who })).toMatchObject([
    { what: { said: 'Việc 0' }, state: { key: 'traces:state.failed' }, cause: { key: 'traces:cause.blocked' } },
  ]);
  expect(await read(delivery, { who: personId('UV01') })).toEqual([]);
  const told = { personId: who, matter: `task:${mine!.id}`, byId: personId('TV01'), at: now, how: 'paper' };
  await given.database.transaction((tx) => apply(tx, { type: 'calls.told', ...told }));
  expect(await read(queue)).toEqual([]);
  expect(await read(delivery, { who, state: 'told' })).toMatchObject([
    { state: { key: 'traces:state.told' }, cause: { key: 'traces:told.paper', values: { name: 'Bùi Thư Ký' } } },
  ]);
});

describe('Điều 7.3: chưa ai báo được thì vẫn trong danh sách cần gọi, dù đồng hồ đi bao xa', () => {
  const later = new Date(morning.getTime() + days(24));
  const callsAt = (now: Date) => given.database.transaction((tx) => unreachedCalls(tx, { bodyIds: [bodyId] }, now));
  const taskGiven = async (id: string) => {
    const about = task({ id: `tcall0000000000${id}`, code: `NV-2${id}` });
    await given.database.transaction((tx) => applyTaskEvent(tx, { type: 'tasks.assigned', task: about }));
    const written = (what: string, more: { createdAt?: Date; expiresAt?: Date } = {}) =>
      given.database.prisma.outbox.create({
        data: {
          key: `${about.id}:${what}`,
          personId: personId('UV02'),
          class: 'action',
          priority: 1,
          view: { heading: { said: what }, lines: [] },
          matter: `task:${about.id}`,
          state: 'unreachable',
          createdAt: morning,
          ...more,
        },
      });
    return { id: about.id, written };
  };

  test('nhiệm vụ giao 24 ngày trước còn mở: vẫn cần gọi; đã rút thì thôi', async () => {
    const { id, written } = await taskGiven('1');
    await written('assigned');
    expect(await callsAt(later)).toMatchObject([{ personId: personId('UV02') }]);
    await given.database.prisma.task.update({ where: { id }, data: { state: 'withdrawn' } });
    expect(await callsAt(later)).toEqual([]);
  });

  test('tin nhắc sau đó cũng không đến và đã hết hạn: tin đầu vẫn chưa đến', async () => {
    const { written } = await taskGiven('2');
    await written('assigned');
    await written('reminded', { createdAt: later, expiresAt: new Date(later.getTime() + days(1)) });
    for (const now of [later, new Date(later.getTime() + days(2))]) {
      expect(await callsAt(now)).toMatchObject([{ personId: personId('UV02') }]);
    }
  });
});
