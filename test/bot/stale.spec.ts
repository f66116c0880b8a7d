// A button stands for what was written beside it: on a messenger that changes no message it stays there when the matter
// has moved on, and then decides nothing. Of two who do the same at once one is told of the other.
import { expect, test } from 'vitest';
import { begins, buttonOf, does } from '../support/acting.ts';
import { personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';

const given = givenDatabase(seatCommittee);
const done = async (who: string, name: string, args: Record<string, string | undefined>) => {
  const outcome = await does(given.database, who, name, args);
  return outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind;
};
const button = (who: string, command: string, matter: Record<string, string>) =>
  buttonOf(given.database, who, command, matter);
const stateOf = async (id: string) => (await given.database.prisma.matter.findUniqueOrThrow({ where: { id } })).state;
const parts = (words: string): string => JSON.stringify([{ text: words }]);

test('Điều 9.3, 2.1: trình, rút về sửa rồi trình lại: nút của lần trình trước không mở đợt lấy ý kiến đã sửa', async () => {
  const round = await begins(given.database, 'TV01', 'rounds.draft', {
    ...{ title: 'Kế hoạch', questions: 'Ban hành?', closing: '2026-12-10T10:00:00.000Z', asker: 'chair' },
  });
  await done('TV01', 'rounds.submit', { round });
  const earlier = await button('TB', 'rounds.start', { round });
  await done('TV01', 'rounds.recall', { round });
  await done('TV01', 'rounds.edit', { round, what: 'questions', questions: 'Bãi bỏ?' });
  await done('TV01', 'rounds.submit', { round });
  expect(await done('TB', 'rounds.start', earlier)).toBe('asked-earlier');
  expect(await done('TB', 'rounds.return', { ...earlier, words: 'Sửa' })).toBe('asked-earlier');
  expect(await stateOf(round)).toBe('submitted');
  expect(await done('TB', 'rounds.start', await button('TB', 'rounds.start', { round }))).toBe('done');
});

test('Điều 7.3: nút duyệt của bản trước không duyệt bản đã sửa; “Đã nhận” của bản trước không nhận bản đính chính', async () => {
  const drafted = { leader: personId('TB'), parts: parts('UV03 xây dựng kho dữ liệu.') };
  const conclusion = await begins(given.database, 'TV01', 'conclusions.instruct', drafted);
  await done('TV01', 'conclusions.ask', { conclusion });
  const earlier = await button('TB', 'conclusions.confirm', { conclusion });
  await done('TB', 'conclusions.disown', { conclusion, words: 'Sửa lời' });
  const { data } = await given.database.prisma.matter.findUniqueOrThrow({ where: { id: conclusion } });
  const [{ id: point }] = (data as unknown as { points: [{ id: string }] }).points;
  await done('TV01', 'conclusions.reword', { conclusion, point, words: 'UV03 giải thể kho dữ liệu.' });
  await done('TV01', 'conclusions.fill', { conclusion, point, lead: 'UV03', due: '2027-03-31' });
  await done('TV01', 'conclusions.ask', { conclusion });
  expect(await done('TB', 'conclusions.confirm', earlier)).toBe('asked-earlier');
  expect(await stateOf(conclusion)).toBe('spoken');
  await done('TB', 'conclusions.confirm', await button('TB', 'conclusions.confirm', { conclusion }));
  const first = await button('UV03', 'conclusions.receive', { conclusion });
  await done('TV01', 'conclusions.correct', { conclusion, point, words: 'UV03 xây dựng kho.', reason: 'Sai chữ' });
  expect(await done('UV03', 'conclusions.receive', first)).toBe('asked-earlier');
  expect(await done('UV03', 'conclusions.receive', await button('UV03', 'conclusions.receive', { conclusion }))).toBe(
    'done',
  );
});

test('Điều 3.1: lãnh đạo và người giúp việc cùng lúc xin gia hạn một nhiệm vụ: chỉ một đề nghị, người kia được cho biết', async () => {
  const { prisma } = given.database;
  await prisma.assistant.create({
    data: { id: 'assistant0000001', leaderId: personId('UV03'), personId: personId('PGD1'), validFrom: new Date(0) },
  });
  for (let nth = 0; nth < 5; nth++) {
    const task = await begins(given.database, 'TB', 'tasks.assign', { lead: 'UV03', title: 'Việc', due: '2026-12-31' });
    const asked = { task, due: '2027-01-31', reason: 'Chờ hướng dẫn' };
    const both = await Promise.all(['UV03', 'PGD1'].map((who) => done(who, 'extensions.ask', asked)));
    expect(both.sort()).toEqual(['asked', 'done']);
  }
});
