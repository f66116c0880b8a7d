// Figures a body sets for itself: what each kind takes, from which day one counts, which running reminders move by it.
import { beforeAll, describe, expect, test } from 'vitest';
import { inEachBody, inItsBody } from '../../src/engine/permission.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import type { View } from '../../src/kernel/view.ts';
import { actorOfPerson } from '../../src/regulation/committee/index.ts';
import { declaredSettings, defaultSettings } from '../../src/settings.ts';
import { appendAudit } from '../../src/store/audit.ts';
import { bodyOfFigures, countAnew, figuresReminder, movedBy, takingEffect } from '../../src/store/figures.ts';
import { openReferenceData } from '../../src/store/reference-data.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { movedSince } from '../../src/store/standing.ts';
import { begins, buttonOf, does, registry, texts, world } from '../support/acting.ts';
import { bodyId, personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { wholeCommittee } from '../support/journey.ts';

const declared = Object.entries(declaredSettings);

describe('Điều 13: mỗi quy định riêng của Ban', () => {
  test.each(declared)('%s: giá trị thường dùng tự nó đọc được, viết ra rồi gõ lại vẫn là nó', (_name, {
    kind,
    usual,
  }) => {
    expect(kind.read(usual)).toEqual(usual);
    expect(kind.read(kind.parse(kind.show(usual)))).toEqual(usual);
  });

  test.each(declared)('%s: giá trị vô nghĩa bị từ chối, và nói cần gì', (_name, { kind, about }) => {
    for (const words of ['x', '-1', '1e99', '{}x', '5d5', 'null'])
      expect(kind.read(kind.parse(words)), words).toBeNull();
    for (const given of [null, undefined, 'x', -1, [[]], [{}], { x: 1 }]) expect(kind.read(given)).toBeNull();
    for (const words of [kind.takes, about]) expect(texts.say('vi', words)).toMatch(/\p{L}{2}/u);
  });

  test('không quy định nào được khai hai lần', () => {
    const names = registry.chapters.flatMap(({ settings = {} }) => Object.keys(settings));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('Điều 5.1, 13.2: một mốc nhắc của Ban được đổi', () => {
  const given = givenDatabase((database) => seatCommittee(database, wholeCommittee));
  const after = (change: Partial<Settings>) => ({ ...world, settings: { ...defaultSettings, ...change } });
  const moving = (change: Partial<Settings>) =>
    given.database.transaction((tx) => movedBy(tx, registry, bodyId, { before: world, after: after(change) }));
  const nextOf = async (): Promise<string[]> => {
    const rows = await given.database.prisma.reminder.findMany({ where: { kind: 'tasks.due' } });
    return rows.map(({ nextAt }) => nextAt.toISOString());
  };

  beforeAll(async () => {
    // Due on Thursday, 31 December 2026: called to mind seven working days before.
    await begins(given.database, 'TB', 'tasks.assign', {
      lead: 'UV01',
      title: 'Ban hành kế hoạch dữ liệu mở',
      due: '2026-12-31',
    });
  });

  test('nói trước lời nhắc nào đổi giờ; không lời nhắc nào khác', async () => {
    expect(await moving({ taskReminders: [{ workingDays: 10 }] })).toMatchObject([
      { from: new Date('2026-12-22T01:00:00Z'), to: new Date('2026-12-17T01:00:00Z') },
    ]);
    expect(await moving({ meetingReminders: [{ hours: 5 }] })).toEqual([]);
    expect(await nextOf()).toEqual(['2026-12-22T01:00:00.000Z']);
  });

  test('đến ngày hiệu lực: lời nhắc đến sớm hơn được đặt lại; đến muộn hơn thì thấy khi xem', async () => {
    const anew = (change: Partial<Settings>) =>
      given.database.transaction((tx) => countAnew(tx, registry, bodyId, { before: world, after: after(change) }));
    expect(await anew({ taskReminders: [{ workingDays: 2 }] })).toBe(0);
    expect(await anew({ taskReminders: [{ workingDays: 10 }] })).toBe(1);
    expect(await nextOf()).toEqual(['2026-12-17T01:00:00.000Z']);
  });

  test('quy định nào cũng có ngày: trước ngày ấy theo cái cũ, từ ngày ấy theo cái mới', async () => {
    const { prisma, pool } = given.database;
    const set = (value: number, validFrom: string) =>
      prisma.setting.create({ data: { bodyId, key: 'conclusionDays', value, validFrom: new Date(validFrom) } });
    await set(7, '2026-12-10T17:00:00Z');
    await set(3, '2027-01-01T17:00:00Z');
    const known = await openReferenceData(pool, defaultSettings, () => new Date('2026-12-20T00:00:00Z'));
    const on = (at?: string) => known.settings(bodyId, at === undefined ? undefined : new Date(at)).conclusionDays;
    expect([on('2026-12-10T16:59:59Z'), on(), on('2027-01-01T17:00:00Z')]).toEqual([5, 7, 3]);
    expect(known.settings(null).conclusionDays).toBe(5);
  });

  test('mỗi ngày hiệu lực là một lời nhắc của Ban; đổi thêm từ ngày khác không bỏ mất ngày trước', async () => {
    const days = ['2026-12-10T17:00:00Z', '2027-05-31T17:00:00Z', '2027-01-31T17:00:00Z'].map((at) => new Date(at));
    for (const at of days) {
      await given.database.transaction((tx) => startReminders(tx, [takingEffect(bodyId, at)], bodyId, world));
    }
    const rows = await given.database.prisma.reminder.findMany({ where: { kind: figuresReminder, closedAt: null } });
    expect(rows.map(({ nextAt }) => nextAt).toSorted((a, b) => a.getTime() - b.getTime())).toEqual(
      days.toSorted((a, b) => a.getTime() - b.getTime()),
    );
    expect(rows.map(bodyOfFigures)).toEqual([bodyId, bodyId, bodyId]);
  });
});

describe('Điều 13.2: người của cơ quan thường trực tự đổi, qua cùng một con đường', () => {
  const given = givenDatabase((database) => seatCommittee(database, wholeCommittee));
  const set = (who: string, args: Record<string, string>) =>
    does(given.database, who, 'changes.set', {
      body: bodyId,
      because: 'Kết luận của Trưởng ban',
      sure: 'yes',
      ...args,
    });
  const verdict = ({ kind, ...rest }: Awaited<ReturnType<typeof set>>): string =>
    kind === 'refused' ? (rest as unknown as { refusal: { code: string } }).refusal.code : kind;
  const linesOf = (view: View): string => view.lines.map((line) => texts.say('vi', line)).join('\n');

  beforeAll(async () => {
    await begins(given.database, 'TB', 'tasks.assign', {
      lead: 'UV01',
      title: 'Kế hoạch dữ liệu mở',
      due: '2026-12-31',
    });
  });

  test('đổi từ một ngày: ghi vào sổ trước và sau, lý do; nói việc nào dời; Trưởng ban và cơ quan thường trực được báo', async () => {
    const outcome = await set('TB', { name: 'taskReminders', value: '10d', from: '2026-12-05' });
    const { view, audit, notices, reminders } = outcome as Extract<typeof outcome, { kind: 'done' }>;
    expect(linesOf(view)).toMatch(/: 10 ngày làm việc từ 05\/12\/2026 \(trước đó: 7 ngày làm việc, 3 ngày/);
    expect(linesOf(view)).toMatch(/NV-01.*22\/12\/2026 → 08 giờ 00, 17\/12\/2026/);
    expect(audit?.facts).toMatchObject({
      events: [
        { what: 'begun' },
        { before: defaultSettings.taskReminders, value: [{ workingDays: 10 }], because: 'Kết luận của Trưởng ban' },
      ],
    });
    const told = notices.map(({ to }) => to);
    expect(told).toEqual(expect.arrayContaining([personId('TV01'), personId('UVTT')]));
    expect(told).not.toContain(personId('UV01'));
    expect(told).not.toContain(personId('TB'));
    expect(reminders).toMatchObject([{ kind: figuresReminder, nextAt: new Date('2026-12-04T17:00:00Z') }]);
    const { pool } = given.database;
    const known = await openReferenceData(pool, defaultSettings, () => world.now);
    expect(known.settings(bodyId).taskReminders).toEqual(defaultSettings.taskReminders);
    expect(known.settings(bodyId, new Date('2026-12-05T00:00:00Z')).taskReminders).toEqual([{ workingDays: 10 }]);
  });

  test('Điều 2.1, 13.2: cơ quan thường trực đề nghị, chưa đổi gì; Trưởng ban đồng ý mới áp dụng; người khác không duyệt thay', async () => {
    const { pool, prisma } = given.database;
    const known = async () =>
      (await openReferenceData(pool, defaultSettings, () => world.now)).settings(bodyId).quietFrom;
    const proposed = await set('TV01', { name: 'quietFrom', value: '20' });
    const { notices } = proposed as Extract<typeof proposed, { kind: 'done' }>;
    expect(notices.map(({ to }) => to)).toEqual([personId('TB')]);
    expect(await known()).toBe(defaultSettings.quietFrom);
    const { id } = await prisma.matter.findFirstOrThrow({ where: { kind: 'figure-change', state: 'before-chair' } });
    const change = { 'figure-change': id };
    expect(verdict(await does(given.database, 'UVTT', 'changes.agree', change))).toBe('not-permitted');
    const waiting = await does(given.database, 'TB', 'decisions.waiting', {});
    expect(JSON.stringify(waiting)).toContain('changes.');
    const args = await buttonOf(given.database, 'TB', 'changes.agree', change);
    const agreed = await does(given.database, 'TB', 'changes.agree', args);
    expect(verdict(agreed)).toBe('done');
    expect(await known()).toBe(20);
    // Decided once; and what is as proposed by now changes nothing.
    expect(verdict(await does(given.database, 'TB', 'changes.agree', args))).not.toBe('done');
  });

  test('Điều 4: Trưởng ban vắng thì Phó Trưởng ban điều hành quyết định', async () => {
    const { prisma } = given.database;
    const absence = { id: 'absence000000000', bodyId, deputyId: personId('PTB1'), recordedBy: personId('TB') };
    const at = { from: new Date('2026-11-30T00:00:00Z'), to: new Date('2026-12-02T00:00:00Z'), recordedAt: world.now };
    await prisma.chairAbsence.create({ data: { ...absence, ...at } });
    const proposed = await set('UVTT', { name: 'quietFrom', value: '22', from: '2026-12-09' });
    const { notices } = proposed as Extract<typeof proposed, { kind: 'done' }>;
    expect(notices.map(({ to }) => to)).toEqual([personId('PTB1')]);
    const { id } = await prisma.matter.findFirstOrThrow({ where: { kind: 'figure-change', state: 'before-chair' } });
    const args = await buttonOf(given.database, 'PTB1', 'changes.agree', { 'figure-change': id });
    expect(verdict(await does(given.database, 'PTB1', 'changes.agree', args))).toBe('done');
    await prisma.chairAbsence.delete({ where: { id: absence.id } });
  });

  test.each([
    ['vô nghĩa', { name: 'quietTo', value: '99' }, 'setting-value'],
    ['không có tên ấy', { name: 'quiet', value: '9' }, 'unknown-setting'],
    ['vẫn như cũ', { name: 'quietTo', value: '6' }, 'setting-same'],
    ['đã qua', { name: 'quietTo', value: '7', from: '2026-11-30' }, 'setting-past'],
  ])('%s: không đổi gì, nói rõ', async (_what, args, code) => {
    expect(verdict(await set('TV01', args))).toBe(code);
  });

  test('ủy viên, tổ trưởng, Ban khác: không được', async () => {
    for (const who of ['UV01', 'TGV1', 'PTB1']) {
      expect(verdict(await set(who, { name: 'quietTo', value: '7' }))).toBe('not-permitted');
    }
    const other = { code: 'khac', name: 'Ban Chỉ đạo khác', abbreviation: 'BCĐK', validFrom: new Date(0) };
    await given.database.prisma.body.create({ data: { id: 'body000000000098', ...other } });
    expect(verdict(await set('TV01', { body: 'body000000000098', name: 'quietTo', value: '7' }))).not.toBe('done');
    // The other one goes by the same calendar: it is not his alone to change.
    expect(verdict(await dayOff('TV01', { day: '2026-12-24' }))).toBe('calendar-of-many');
    await given.database.prisma.body.delete({ where: { id: 'body000000000098' } });
  });

  const dayOff = (who: string, args: Record<string, string>) =>
    does(given.database, who, 'holidays.set', {
      kind: 'off',
      name: 'Nghỉ theo quyết định',
      source: 'Quyết định 99/QĐ-TTg',
      sure: 'yes',
      ...args,
    });

  test('ngày nghỉ ghi sau: lời nhắc đến sớm hơn được đặt lại ngay, nói việc nào dời; bỏ đi thì như ngày thường', async () => {
    const outcome = await dayOff('TV01', { day: '2026-12-24' });
    const { view, notices } = outcome as Extract<typeof outcome, { kind: 'done' }>;
    expect(linesOf(view)).toMatch(
      /24\/12\/2026: nghỉ \(Nghỉ theo quyết định\).*NV-01.*22\/12\/2026 → 08 giờ 00, 21\/12\/2026/s,
    );
    expect(notices.map(({ to }) => to)).toContain(personId('TB'));
    const [row] = await given.database.prisma.reminder.findMany({ where: { kind: 'tasks.due', closedAt: null } });
    expect(row?.nextAt).toEqual(new Date('2026-12-21T01:00:00Z'));
    expect(verdict(await dayOff('TV01', { day: '2026-12-24' }))).toBe('day-same');
    expect(verdict(await dayOff('TV01', { day: '2026-12-23', kind: 'work-in-lieu' }))).toBe('day-kind');
    expect(verdict(await dayOff('TV01', { day: '2026-12-24', kind: 'none' }))).toBe('done');
    expect(await given.database.prisma.calendarDay.count()).toBe(0);
  });

  test('Điều 8.9: sổ biết bảng sau mỗi lần đổi; ai sửa thẳng trong bảng thì lộ ra', async () => {
    await given.database.transaction(async (tx) => {
      const outcome = await dayOff('TV01', { day: '2026-12-25' });
      if (outcome.kind !== 'done') throw new Error('refused');
      await appendAudit(tx, {
        ...outcome.audit!,
        at: world.now,
        actorId: personId('TV01'),
        channel: 'desk',
        account: null,
        update: null,
      });
      expect((await movedSince(tx))?.tables).toEqual([]);
      await tx.calendarDay.updateMany({ data: { name: 'Khác' } });
      expect((await movedSince(tx))?.tables).toEqual(['calendar_day']);
    });
  });
});

describe('Điều 2, 13.2: người ở nhiều Ban: mỗi Ban theo quy định riêng của Ban ấy', () => {
  const given = givenDatabase((database) => seatCommittee(database, wholeCommittee));
  const otherId = 'body000000000098';

  test('việc của Ban nào theo số liệu của Ban đó; trang Hôm nay hỏi từng Ban', async () => {
    const settingsOf = (id: string) => ({ ...defaultSettings, conclusionDays: id === otherId ? 9 : 4 });
    await given.database.transaction(async (tx) => {
      const by = (await actorOfPerson(tx, personId('TV01'), world.now))!;
      const both = { ...by, seats: [...by.seats, { ...by.seats[0]!, id: 'seat000000000098', bodyId: otherId }] };
      const asking = { ...world, settingsOf, by: both, args: { body: otherId } };
      const command = registry.commands.get('changes.set')!;
      expect((await inItsBody(tx, command, asking)).settings.conclusionDays).toBe(9);
      expect((await inItsBody(tx, command, { ...asking, args: { body: bodyId } })).settings.conclusionDays).toBe(4);
      expect((await inItsBody(tx, command, { ...asking, by })).settings).toBe(asking.settings);
      const each = inEachBody(asking);
      expect(
        each.map(({ settings, by: one }) => [settings.conclusionDays, one.seats.map((seat) => seat.bodyId)]),
      ).toEqual([
        [4, [bodyId]],
        [9, [otherId]],
      ]);
      expect(inEachBody({ ...asking, by })).toHaveLength(1);
    });
  });
});
