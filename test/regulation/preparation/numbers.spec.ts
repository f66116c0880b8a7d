// Numbers of invitations in a real database (NĐ 30/2020): no number twice, whoever enters it and whenever.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/engine/outcome.ts';
import { perform } from '../../../src/engine/perform.ts';
import { makeRegistry } from '../../../src/engine/registry.ts';
import { press } from '../../../src/kernel/view.ts';
import { doorChoice } from '../../../src/regulation/arrivals/index.ts';
import { actorOfPerson } from '../../../src/regulation/committee/index.ts';
import { chapterWith as meetingsWith } from '../../../src/regulation/meetings/index.ts';
import { chapterWith } from '../../../src/regulation/meetings/preparation/index.ts';
import { applyMeetingEvent } from '../../../src/regulation/meetings/store.ts';
import { keepNumber } from '../../../src/store/document-numbers.ts';
import { bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';
import { at, draft, now, participant, world } from '../meetings/scene.ts';

const nobody = async () => new Map();
const given = givenDatabase(seatCommittee);
const registry = makeRegistry(
  [
    meetingsWith(nobody, doorChoice),
    chapterWith(
      nobody,
      async () => null,
      (meeting) => press('guests.invite', { meeting }),
    ),
  ],
  () => [],
);
const [first, second] = ['m000000000000001', 'm000000000000002'] as const;

async function run(code: string, name: string, args: Record<string, string>, when = now): Promise<Outcome> {
  const by = (await actorOfPerson(given.database.prisma, personId(code), when))!;
  const command = registry.commands.get(name)!;
  return given.database.transaction((tx) => perform(tx, registry, command, { ...world(when), by, args }));
}
const number = (meeting: string, value: string, when = now) =>
  run('TV01', 'preparation.number', { meeting, value }, when);
const codeOf = (outcome: Outcome): string => (outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind);
const numberOf = async (id: string) =>
  (await given.database.prisma.meeting.findUniqueOrThrow({ where: { id } })).number;

beforeEach(async () => {
  const { prisma } = given.database;
  await prisma.documentNumber.deleteMany();
  await prisma.participant.deleteMany();
  await prisma.meeting.deleteMany();
  for (const [index, id] of [first, second].entries()) {
    const meeting = draft({ id, code: `GM-9${index + 1}`, title: `Họp số ${index + 1}` });
    const participants = [participant('TB', 0, { id: `i${id}`, meetingId: id })];
    await given.database.transaction((tx) =>
      applyMeetingEvent(tx, { type: 'meetings.drafted', meeting: meeting as never, participants }),
    );
  }
});

describe('NĐ30: số giấy mời', () => {
  test('NĐ30: một số đã cấp thì không cấp cho giấy mời khác; đổi số thì số cũ dùng lại được', async () => {
    expect(codeOf(await number(first, '15'))).toBe('done');
    const taken = await number(second, '15/GM-BCĐCĐS');
    expect(taken).toMatchObject({ kind: 'refused', refusal: { code: 'number-taken', field: 'value' } });
    expect(await numberOf(second)).toBeNull();
    expect(codeOf(await number(first, '16'))).toBe('done');
    expect(codeOf(await number(second, '15'))).toBe('done');
    expect([await numberOf(first), await numberOf(second)]).toEqual(['16/GM-BCĐCĐS', '15/GM-BCĐCĐS']);
  });

  test('NĐ30: mỗi năm, mỗi ký hiệu là một dãy số riêng', async () => {
    expect(codeOf(await number(first, '15'))).toBe('done');
    expect(codeOf(await number(second, '15', at(1, 5)))).toBe('number-taken');
    expect(codeOf(await number(second, '15', new Date('2027-01-05T01:00:00Z')))).toBe('done');
    expect(codeOf(await number(second, '15/GM-UBND'))).toBe('done');
  });

  test('NĐ30: hai người nhập cùng một số cùng lúc thì một người được, người kia được báo rõ', async () => {
    const both = await Promise.all([number(first, '15'), number(second, '15')]);
    expect(both.map(codeOf).sort()).toEqual(['done', 'number-taken']);
  });

  test('NĐ30: cơ sở dữ liệu cũng không nhận hai văn bản một số', async () => {
    const row = { bodyId, year: 2026, ordinal: '15', symbol: 'GM-BCĐCĐS' };
    const keep = (matter: string) =>
      given.database.transaction((tx) => keepNumber(tx, matter, row, { by: personId('TV01'), at: now }));
    await keep('meeting:a');
    await expect(keep('meeting:b')).rejects.toThrow(/Unique constraint/);
  });

  test('NĐ30: dự thảo bị hủy thì trả lại số', async () => {
    await number(first, '15');
    await run('TV01', 'meetings.cancel', { meeting: first, reason: 'Gộp vào phiên sau' });
    expect(codeOf(await number(second, '15'))).toBe('done');
  });

  test('mã của hệ thống lấy sau khi quyết định: bị từ chối thì không mất mã', async () => {
    const asked = { kind: 'quarterly', title: 'Họp quý IV', place: 'Phòng họp số 1', body: bodyId };
    const past = await run('TV01', 'preparation.draft', { ...asked, when: at(11, 1).toISOString() });
    expect(codeOf(past)).toBe('time-past');
    await run('TV01', 'preparation.draft', { ...asked, when: at(12, 25).toISOString() });
    await run('TV01', 'preparation.draft', { ...asked, when: at(12, 26).toISOString() });
    const made = await given.database.prisma.meeting.findMany({
      where: { title: 'Họp quý IV' },
      orderBy: { id: 'asc' },
    });
    expect(made.map(({ code }) => code).sort()).toEqual(['GM-01', 'GM-02']);
    expect(await given.database.prisma.counter.findMany({ where: { series: 'GM' } })).toMatchObject([{ last: 2 }]);
  });
});
