// Figures a body sets for itself: what each kind takes, from which day one counts, which running reminders move by it.
import { beforeAll, describe, expect, test } from 'vitest';
import { bodyOfFigures, countAnew, figuresReminder, movedBy, takingEffect } from '../../src/engine/figures.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import { declaredSettings, defaultSettings } from '../../src/settings.ts';
import { openReferenceData } from '../../src/store/reference-data.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { begins, registry, texts, world } from '../support/acting.ts';
import { bodyId, seatCommittee } from '../support/committee.ts';
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
