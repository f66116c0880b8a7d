import { describe, expect, test } from 'vitest';
import { type BodyFile, createBody } from '../../../src/cli/bodies.ts';
import type { ReminderRow } from '../../../src/kernel/chapter.ts';
import { periodOf } from '../../../src/kernel/periods.ts';
import { instant, makeDay, parseDay } from '../../../src/kernel/time.ts';
import type { Meeting } from '../../../src/regulation/meetings/index.ts';
import type { Draft } from '../../../src/regulation/meetings/meeting.ts';
import { dueRhythm, type RhythmFacts, rhythm } from '../../../src/regulation/meetings/rhythm.ts';
import { applyMeetingEvent } from '../../../src/regulation/meetings/store.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';
import { at, draft, seats, world } from './scene.ts';

const period = { from: makeDay(2026, 10, 1), to: makeDay(2026, 12, 31) };
const facts = (planned = false): RhythmFacts => ({ bodyId, seats, period, planned });

describe('MT2, Điều 9.1: mỗi quý một cuộc họp', () => {
  test('Điều 9.1: sắp hết quý mà chưa có cuộc họp thì nhắc người chuẩn bị, không triệu tập ai', () => {
    const due = dueRhythm(facts(), world(at(12, 25)));
    expect(due.events).toBeUndefined();
    expect(due.notices.map(({ to }) => to).sort()).toEqual(['UVTT', 'TV01'].map(personId).sort());
    expect(due.notices[0]!.view.lines).toMatchObject([
      { key: 'meetings:notice.none-planned', values: { to: { day: '2026-12-31' } } },
    ]);
  });

  test('Điều 9.1: đã có cuộc họp trong quý, hoặc còn sớm, thì không nhắc', () => {
    expect(dueRhythm(facts(true), world(at(12, 25))).notices).toEqual([]);
    expect(dueRhythm(facts(), world(at(12, 1)))).toMatchObject({ notices: [], nextAt: at(12, 4) });
  });

  test('Điều 9.1: nhắc ba lần, lần sau gần cuối quý hơn, rồi chờ đến quý sau', () => {
    const said: string[] = [];
    let when = at(11, 2);
    for (let looks = 0; when < at(12, 31) && looks < 20; looks += 1) {
      const due = dueRhythm(facts(), world(when));
      said.push(...due.notices.filter(({ to }) => to === personId('UVTT')).map(({ key }) => key));
      when = due.nextAt!;
    }
    // A second notice of one rung bears the same key, by which it is said once.
    expect(new Set(said).size).toBe(3);
    expect(when).toEqual(instant(makeDay(2027, 1, 4), 8, 0));
  });

  test('Điều 9.1: ban đặt nhịp họp sau khi lập, hoặc đổi nhịp, thì được theo dõi từ thứ Hai kế tiếp', () => {
    const unset = { ...facts(), period: null, planned: false };
    expect(dueRhythm(unset, world(at(12, 2)))).toEqual({ notices: [], nextAt: at(12, 7) });
    expect(dueRhythm(facts(), world(at(10, 7))).nextAt).toEqual(at(10, 12));
  });

  test.each([
    ['2026-11-26', 3, '2026-10-01', '2026-12-31'],
    ['2027-01-01', 3, '2027-01-01', '2027-03-31'],
    ['2026-02-10', 1, '2026-02-01', '2026-02-28'],
    ['2026-07-01', 12, '2026-01-01', '2026-12-31'],
  ])('Điều 9.1: %s thuộc kỳ %i tháng từ %s đến %s', (day, months, from, to) => {
    expect(periodOf(parseDay(day)!, months)).toEqual({ from, to });
  });
});

describe('MT2, Điều 9.1: theo dõi từ khi lập ban', () => {
  const given = givenDatabase();

  const draftOf = (more: Partial<Meeting>) => draft(more) as Draft;
  const made = async (code: string, months?: number) => {
    const settings = months === undefined ? {} : { meetingEveryMonths: months };
    const file = { code, name: code, abbreviation: code, settings } as BodyFile;
    const body = await given.database.transaction((tx) => createBody(tx, file, world()));
    if ('agreed' in body) throw new Error(body.refusal.code);
    const row = await given.database.prisma.reminder.findFirstOrThrow({ where: { bodyId: body.id } });
    return { id: body.id, row: row as ReminderRow };
  };

  test('Điều 9.1: ban mới lập được theo dõi; dự thảo cuộc họp quý là đủ, họp đột xuất thì không thay được', async () => {
    const { id, row } = await made('moi');
    const planned = async () => {
      const facts = await given.database.transaction((tx) => rhythm.gather(tx, row, world()));
      return (facts as RhythmFacts).planned;
    };
    const prepare = (meetingId: string, kind: 'quarterly' | 'extraordinary') =>
      given.database.transaction((tx) =>
        applyMeetingEvent(tx, {
          type: 'meetings.drafted',
          meeting: draftOf({ id: meetingId, bodyId: id, kind, code: meetingId }),
          participants: [],
        }),
      );
    expect(row).toMatchObject({ kind: 'meetings.rhythm', nextAt: world().now });
    expect(await planned()).toBe(false);
    await prepare('m000000000000001', 'extraordinary');
    expect(await planned()).toBe(false);
    await prepare('m000000000000002', 'quarterly');
    expect(await planned()).toBe(true);
  });

  test('Điều 9.1: ban không đặt nhịp họp thì không bao giờ bị nhắc', async () => {
    const { row } = await made('khong', 0);
    const quiet = { ...world(), settings: { ...world().settings, meetingEveryMonths: 0 } };
    const found = await given.database.transaction((tx) => rhythm.gather(tx, row, quiet));
    expect(rhythm.due(found, row, quiet)).toMatchObject({ notices: [] });
    // Looked at again all the same: once a rhythm is set it is gone by.
    const set = await given.database.transaction((tx) => rhythm.gather(tx, row, world(at(12, 25))));
    expect(rhythm.due(set, row, world(at(12, 25))).notices).toEqual([]);
    expect((set as RhythmFacts).period).not.toBeNull();
  });

  test('Điều 9.1: ban đã kết thúc hoạt động thì không bị nhắc nữa', async () => {
    const { id, row } = await made('cu');
    await given.database.prisma.body.update({ where: { id }, data: { validTo: world().now } });
    expect(await given.database.transaction((tx) => rhythm.gather(tx, row, world()))).toBeNull();
  });
});
