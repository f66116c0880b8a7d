import { expect, test } from 'vitest';
import { unreachedCalls } from '../../../src/regulation/calls/store.ts';
import { applyTaskEvent } from '../../../src/regulation/tasks/store.ts';
import { bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';
import { morning, task } from '../tasks/tasks.ts';

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
