// Điều 7.3: whom to telephone is told to the office whose matter it is, of whatever kind, and to no other.
import { expect, test } from 'vitest';
import type { View } from '../../../src/kernel/view.ts';
import { chapters } from '../../../src/regulation/index.ts';
import { begins, does, texts, world } from '../../support/acting.ts';
import { personId, seatCommittee } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';

const otherBody = 'body000000000098';
/** UV03 sits in two bodies, in the other one before; PGD1 keeps its office. Nobody has a phone. */
const given = givenDatabase(async (database) => {
  await seatCommittee(database);
  const { prisma } = database;
  const since = new Date(0);
  await prisma.body.create({
    data: { id: otherBody, code: 'khac', name: 'Ban khác', abbreviation: 'BK', validFrom: since },
  });
  const seat = { bodyId: otherBody, post: 'Ủy viên', validFrom: since };
  await prisma.seat.createMany({
    data: [
      { id: 'seat-uv03-other', code: 'A', role: 'member', rank: -1, personId: personId('UV03'), ...seat },
      { id: 'seat-pgd1-other', code: 'B', role: 'secretariat', rank: 0, personId: personId('PGD1'), ...seat },
    ],
  });
});

test('Điều 7.3, CH4: sắp hết tin: Thư ký được báo còn bao nhiêu, đang chờ gửi bao nhiêu, việc gì đi trước', async () => {
  const { database } = given;
  const matter = 'left:zalo-zbs:2026-11-26:40:62';
  const kind = chapters.flatMap(({ reminders = [] }) => reminders).find(({ name }) => name === 'calls.left')!;
  const facts = await database.transaction((tx) => kind.gather(tx, { matter } as never, world));
  const { notices } = kind.due(facts as never, { matter } as never, world)!;
  const secretaries = await database.prisma.seat.findMany({ where: { role: 'secretariat' } });
  expect(notices.map(({ to }) => to).sort()).toEqual([...new Set(secretaries.map(({ personId: id }) => id))].sort());
  const words = notices[0]!.view.lines.map((line) => texts.say('vi', line)).join(' ');
  expect(texts.say('vi', notices[0]!.view.heading!)).toContain('Sắp hết tin');
  expect(words).toMatch(/Còn gửi được 40 tin; đang chờ gửi 62 tin/);
});

test('Điều 7.3: người ở hai Ban chưa nhận được tin: chỉ cơ quan thường trực của Ban có việc ấy được biết là việc gì', async () => {
  const { database } = given;
  const round = await begins(database, 'TV01', 'rounds.draft', {
    ...{ title: 'Đề án Kơnia', questions: 'Ban hành?', closing: '2026-12-10T10:00:00.000Z', asker: 'chair' },
  });
  await does(database, 'TV01', 'rounds.submit', { round });
  await does(database, 'TB', 'rounds.start', { round });
  await begins(database, 'UV03', 'proposals.difficulty', { parts: JSON.stringify([{ text: 'Thiếu máy chủ' }]) });
  const call = { person: personId('UV03'), matter: `round:${round}` };
  const shown = async (who: string) => {
    const list = await does(database, who, 'calls.list', {});
    return JSON.stringify((list as { view: View }).view);
  };
  expect(await shown('TV01')).toContain(round);
  expect(await shown('PGD1')).not.toContain(round);
  expect(await does(database, 'PGD1', 'calls.open', call)).toMatchObject({ refusal: { code: 'no-longer' } });
  expect(await does(database, 'PGD1', 'calls.number', call)).toMatchObject({ refusal: { code: 'no-longer' } });
  expect(await does(database, 'TV01', 'calls.open', call)).toMatchObject({ kind: 'done' });
});
