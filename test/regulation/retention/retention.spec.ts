// How long records are kept, and what becomes of those whose time is over (AR4, Điều 8.9).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prune } from '../../../src/jobs/prune.ts';
import type { Args } from '../../../src/kernel/command.ts';
import { chapters } from '../../../src/regulation/index.ts';
import { standingOf, statesIn } from '../../../src/regulation/retention/index.ts';
import { hasExpired, lastYear, readYears, yearsOf } from '../../../src/regulation/retention/law.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { begins, does, world } from '../../support/acting.ts';
import { bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { type Lent, lentDatabase } from '../../support/database.ts';

describe('thời hạn bảo quản', () => {
  test('Điều 8.9, AR4: thời hạn riêng của hồ sơ trước, rồi của loại hồ sơ, rồi của Ban; không định gì thì vĩnh viễn', () => {
    const settings = { recordYears: 0, recordYearsOf: { NV: 10 } };
    expect(yearsOf('GM-01', null, settings)).toBe(0);
    expect(yearsOf('NV-07', null, settings)).toBe(10);
    expect(yearsOf('NV-07', 20, settings)).toBe(20);
    expect(yearsOf('NV-07', 0, settings)).toBe(0);
    expect(yearsOf('KL-01', null, { ...settings, recordYears: 50 })).toBe(50);
  });

  test('Điều 8.9, AR4: tính trọn năm từ năm kết thúc công việc; đang giải quyết và vĩnh viễn thì không hết hạn', () => {
    expect(lastYear(5, 2026)).toBe(2031);
    expect([hasExpired(2031, 2031), hasExpired(2031, 2032)]).toEqual([false, true]);
    expect([lastYear(0, 1990), lastYear(5, null)]).toEqual([null, null]);
    expect(hasExpired(null, 2100)).toBe(false);
  });

  test.each([
    ['vinh vien', 0],
    ['20 năm', 20],
    ['5', 5],
    ['mãi mãi', null],
    ['năm', null],
    ['-5', null],
  ])('Điều 8.9, AR4: đọc “%s”', (typed, years) => expect(readYears(typed, ['vinh vien'])).toBe(years));
});

describe('hồ sơ của một ban', () => {
  let lent: Lent;
  const settings = { ...defaultSettings, recordYearsOf: { NV: 5 } };
  const at = { ...world };
  const act = (who: string, name: string, args: Args) => does(lent.database, who, name, args);
  const standing = async (): Promise<Record<string, unknown>[]> => {
    const all = await lent.database.transaction((tx) =>
      standingOf(tx, bodyId, { ...at, settings }, statesIn(chapters)),
    );
    return all.map(({ code, years, last, expired, hold, disposal }) => ({
      code,
      years,
      last,
      expired,
      hold,
      disposal,
    }));
  };

  beforeAll(async () => {
    lent = await lentDatabase();
    await seatCommittee(lent.database);
    const { prisma } = lent.database;
    const base = {
      bodyId,
      leadId: personId('UV01'),
      dueDay: '2020-03-01',
      firstDueDay: '2020-03-01',
      assignedBy: personId('TB'),
    };
    const task = (code: string, closed: string | null) => ({
      ...{ ...base, id: `t${code.replace('-', '').toLowerCase().padEnd(15, '0')}`, code, title: `Việc ${code}` },
      ...{
        state: closed ? 'done' : 'open',
        assignedAt: world.now,
        toldAt: world.now,
        closedAt: closed && new Date(closed),
      },
    });
    await prisma.task.createMany({
      // One minute before the new year in Vietnam, and one after it.
      data: [
        task('NV-01', '2020-12-31T16:59:00Z'),
        task('NV-02', '2020-12-31T17:01:00Z'),
        task('NV-03', null),
        task('NV-04', '2019-05-05T00:00:00Z'),
      ],
    });
  });
  afterAll(() => lent.giveBack());

  test('Điều 8.9, AR4: danh mục có thời hạn, năm hết hạn của từng hồ sơ, năm tính theo giờ Việt Nam', async () => {
    expect(await standing()).toEqual([
      { code: 'NV-04', years: 5, last: 2024, expired: true, hold: null, disposal: null },
      { code: 'NV-03', years: 5, last: null, expired: false, hold: null, disposal: null },
      { code: 'NV-02', years: 5, last: 2026, expired: false, hold: null, disposal: null },
      { code: 'NV-01', years: 5, last: 2025, expired: true, hold: null, disposal: null },
    ]);
  });

  test('Điều 8.9, AR4: cơ quan thường trực đổi thời hạn một hồ sơ, có lý do; thời hạn không có trong danh mục thì không nhận', async () => {
    const args = { record: 'NV-04', years: 'vĩnh viễn', words: 'Công trình trọng điểm' };
    expect((await act('UV01', 'retention.set', args)).kind).not.toBe('done');
    expect(await act('TV01', 'retention.set', { ...args, years: '7' })).toMatchObject({ kind: 'refused' });
    expect(await act('TV01', 'retention.set', { ...args, record: 'NV-99' })).toMatchObject({ kind: 'refused' });
    expect(await act('TV01', 'retention.set', args)).toMatchObject({ kind: 'done' });
    expect((await standing())[0]).toMatchObject({ code: 'NV-04', years: 0, last: null, expired: false });
  });

  test('Điều 8.9, 2.1, AR4: hết hạn thì trình, Trưởng ban quyết định; đang giữ nguyên thì chưa; đồng ý rồi hồ sơ vẫn còn', async () => {
    const { prisma } = lent.database;
    await act('TV01', 'retention.set', { record: 'NV-01', years: '5 năm', words: 'Danh mục của Ban' });
    const propose = () => act('TV01', 'disposal.propose', { words: 'Hội đồng xác định giá trị tài liệu' });
    const hold = await begins(lent.database, 'TV01', 'holds.hold', { record: 'NV-01', words: 'Thanh tra' });
    expect(await propose()).toMatchObject({ kind: 'refused' });
    await act('UVTT', 'holds.lift', { hold, words: 'Thanh tra xong' });
    const outcome = await propose();
    expect(outcome).toMatchObject({ kind: 'done' });
    const { id, code, data } = await prisma.matter.findFirstOrThrow({ where: { kind: 'disposal' } });
    expect(data).toMatchObject({ records: [{ code: 'NV-01', years: 5, last: 2025 }] });
    expect(await propose()).toMatchObject({ kind: 'refused' });
    const again = await begins(lent.database, 'TV01', 'holds.hold', { record: 'NV-01', words: 'Khiếu nại' });
    const agree = { disposal: id, ask: '1', words: 'Đồng ý' };
    expect(await act('TV01', 'disposal.agree', agree)).toMatchObject({ kind: 'not-permitted' });
    expect(await act('TB', 'disposal.agree', agree)).toMatchObject({ kind: 'refused' });
    await act('UVTT', 'holds.lift', { hold: again, words: 'Rút đơn' });
    expect(await act('TB', 'disposal.agree', agree)).toMatchObject({ kind: 'done' });
    expect((await standing()).find((row) => row['code'] === 'NV-01')).toMatchObject({ expired: true, disposal: code });
    expect(await prisma.task.count()).toBe(4);
    // What is decided is not put forward again.
    expect(await propose()).toMatchObject({ kind: 'refused' });
  });

  test('Điều 8.9, AR4: dọn dẹp không đụng tin đã gửi về hồ sơ có thời hạn riêng còn hiệu lực', async () => {
    const { prisma, pool } = lent.database;
    const sent = (key: string, matter: string) => ({
      key,
      matter,
      class: 'notice',
      priority: 1,
      view: {},
      state: 'sent',
      createdAt: new Date('2020-06-01T00:00:00Z'),
    });
    await prisma.outbox.createMany({
      data: [
        sent('kept', 'task:tnv0400000000000'),
        sent('part', 'task:tnv0400000000000:x'),
        sent('other', 'task:tnv0200000000000'),
      ],
    });
    const bytes = { all: async () => [], forgetOld: async () => 0, clear: async () => undefined };
    await prune({ pool, bytes }, new Date('2026-12-01T00:00:00Z'), defaultSettings);
    expect(
      (
        await prisma.outbox.findMany({ where: { key: { in: ['kept', 'part', 'other'] } }, orderBy: { key: 'asc' } })
      ).map(({ key }) => key),
    ).toEqual(['kept', 'part']);
  });
});
