// Who acts, who leads, who is linked: on the real database.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/engine/outcome.ts';
import { applyEvents, perform } from '../../../src/engine/perform.ts';
import { makeRegistry } from '../../../src/engine/registry.ts';
import type { World } from '../../../src/kernel/command.ts';
import { makeId } from '../../../src/kernel/ids.ts';
import { capacityOf } from '../../../src/kernel/person.ts';
import type { Press, View } from '../../../src/kernel/view.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import {
  actorOfPerson,
  chairNow,
  chapter,
  findActor,
  issueCodes,
  type LinkOutcome,
  linkAccount,
  personCards,
  seatsOf,
  seatsOfPersons,
  unlinkPerson,
} from '../../../src/regulation/committee/index.ts';
import { defaultSettings } from '../../../src/settings.ts';
import type { Transaction } from '../../../src/store/transaction.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { seededRandom, TestClock } from '../../support/clock.ts';
import { linkAccount as bind, bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { givenDatabase } from '../../support/database.ts';

const texts = openTexts();
const registry = makeRegistry([chapter], () => []);
const random = seededRandom();
let clock: TestClock;
const given = givenDatabase(async (database) => {
  await seatCommittee(database);
  const assists = { personId: personId('TGV1'), leaderId: personId('UV01') };
  await database.prisma.assistant.create({
    data: { id: 'assistant0000000', ...assists, validFrom: new Date('2026-01-01T00:00:00Z') },
  });
  await database.prisma.seat.create({
    data: {
      id: 'sdeputy200000000',
      bodyId,
      code: 'PTB2',
      role: 'deputy-chair',
      rank: 100,
      post: 'Phó Chủ tịch',
      personId: personId('UV02'),
      validFrom: new Date('2026-06-01T00:00:00Z'),
    },
  });
});

beforeEach(async () => {
  clock = new TestClock('2026-12-01T01:00:00Z');
  for (const table of ['account', 'chair_absence', 'link_code', 'link_guess'])
    await given.database.pool.query(`delete from ${table}`);
});

const world = (): World => ({
  now: clock.now(),
  calendar: makeCalendar([]),
  settings: defaultSettings,
  newId: () => makeId(clock.now().getTime(), random),
});

const inTransaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => given.database.transaction(work);
const actor = (externalId: string) => inTransaction((tx) => findActor(tx, 'telegram', externalId, clock.now()));
const codes = (seats: readonly { code: string }[] | undefined) => seats?.map(({ code }) => code);

/** A command by somebody, as the road would run it. */
const act = (code: string, name: string, args: Record<string, string> = {}): Promise<Outcome> =>
  inTransaction(async (tx) => {
    const by = (await actorOfPerson(tx, personId(code), clock.now()))!;
    return perform(tx, registry, registry.commands.get(name)!, { ...world(), by, args });
  });

const shown = (outcome: Outcome): string => (outcome.kind === 'done' ? texts.viewText('vi', outcome.view) : '');

describe('who acts', () => {
  test('the person of a linked account, with the seats in force now', async () => {
    await bind(given.database, 'UV02', 'telegram', '102');
    const found = await actor('102');
    expect(found).toMatchObject({
      person: { id: personId('UV02'), fullName: 'Đỗ Y Tế', language: 'vi' },
      account: { channel: 'telegram', externalId: '102' },
      leaders: [],
      actingIn: [],
    });
    expect(codes(found?.seats)).toEqual(['UV02', 'PTB2']);
    clock.to(new Date('2026-05-01T00:00:00Z'));
    expect(codes((await actor('102'))?.seats)).toEqual(['UV02']);
    clock.to(new Date('2025-05-01T00:00:00Z'));
    expect((await actor('102'))?.seats).toEqual([]);
  });

  test('nobody speaks from an unknown, another channel’s or an unlinked account', async () => {
    await bind(given.database, 'UV02', 'telegram', '102');
    expect(await inTransaction((tx) => findActor(tx, 'zalo-oa', '102', clock.now()))).toBeNull();
    expect(await actor('103')).toBeNull();
    await inTransaction((tx) => unlinkPerson(tx, personId('UV02'), clock.now()));
    expect(await actor('102')).toBeNull();
  });

  test('Điều 10.3: an assistant has his leader’s seats, and uses no personal right', async () => {
    await bind(given.database, 'TGV1', 'telegram', '201');
    const found = (await actor('201'))!;
    expect(codes(found.seats)).toEqual(['TGV1']);
    expect(found.leaders.map(({ person, seats }) => [person.fullName, codes(seats)])).toEqual([
      ['Nguyễn Tài Chính', ['UV01']],
    ]);
    expect(capacityOf(found, bodyId, ['member'], false)?.behalf?.fullName).toBe('Nguyễn Tài Chính');
    expect(capacityOf(found, bodyId, ['member'], true)).toBeNull();
  });

  test('seats of the body in the order of the roster, people by id', async () => {
    await inTransaction(async (tx) => {
      const seats = await seatsOf(tx, bodyId, clock.now());
      expect(codes(seats)?.slice(0, 4)).toEqual(['TB', 'PTB1', 'UVTT', 'UV01']);
      const two = [personId('UV02'), personId('TB'), 'nobody'];
      const bySeat = await seatsOfPersons(tx, bodyId, two, clock.now());
      expect([...bySeat].map(([id, seat]) => [id, seat.code])).toEqual([
        [personId('TB'), 'TB'],
        [personId('UV02'), 'UV02'],
      ]);
      expect([...(await personCards(tx, two)).keys()].sort()).toEqual([personId('TB'), personId('UV02')].sort());
    });
  });
});

describe('Điều 4: while the chair is away', () => {
  const deputy = async (code: string): Promise<string> => {
    const seats = await inTransaction((tx) => seatsOf(tx, bodyId, clock.now()));
    return seats.find((seat) => seat.code === code)!.id;
  };
  const days = { from: '2026-12-01', to: '2026-12-02' };
  const lead = () => inTransaction((tx) => chairNow(tx, bodyId, clock.now()));

  test('the deputy named acts, with the chair’s rights, until the end of the last day', async () => {
    expect((await lead()).acting).toBeNull();
    const done = await act('TB', 'committee.chair-away', { ...days, deputy: await deputy('PTB2') });
    expect(shown(done)).toContain('Điều hành thay: đồng chí Đỗ Y Tế');
    expect((await lead()).acting?.code).toBe('PTB2');
    const acting = (await inTransaction((tx) => actorOfPerson(tx, personId('UV02'), clock.now())))!;
    expect(acting.actingIn).toEqual([bodyId]);
    expect(capacityOf(acting, bodyId, ['chair'], true)).toMatchObject({ acting: true });
    clock.to(new Date('2026-12-02T17:00:00Z'));
    expect((await lead()).acting).toBeNull();
    expect((await inTransaction((tx) => actorOfPerson(tx, personId('UV02'), clock.now())))?.actingIn).toEqual([]);
  });

  test('when the deputy named leaves his seat, the first deputy acts', async () => {
    await act('TB', 'committee.chair-away', { ...days, deputy: await deputy('PTB2') });
    await given.database.pool.query(`update seat set valid_to = $1 where code = 'PTB2'`, [clock.now()]);
    try {
      expect((await lead()).acting?.code).toBe('PTB1');
      const first = await inTransaction((tx) => actorOfPerson(tx, personId('PTB1'), clock.now()));
      expect(first?.actingIn).toEqual([bodyId]);
    } finally {
      await given.database.pool.query(`update seat set valid_to = null where code = 'PTB2'`);
    }
  });

  test('the secretariat records it too; a member may not', async () => {
    expect((await act('TV01', 'committee.chair-away', days)).kind).toBe('done');
    expect((await lead()).acting?.code).toBe('PTB1');
    expect(await act('UV01', 'committee.chair-away', days)).toMatchObject({ refusal: { code: 'no-body' } });
  });

  test('of two who record it at once one is refused', async () => {
    const both = await Promise.all([
      act('TB', 'committee.chair-away', days),
      act('TV01', 'committee.chair-away', days),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });

  test('the chair comes back early: the deputy no longer acts; a second press says when it ended', async () => {
    await act('TB', 'committee.chair-away', days);
    const { rows } = await given.database.pool.query<{ id: string }>('select id from chair_absence');
    const back = { absence: rows[0]!.id };
    expect((await act('UV01', 'committee.chair-back', back)).kind).toBe('not-permitted');
    expect((await act('PTB1', 'committee.chair-back', back)).kind).toBe('done');
    expect((await lead()).acting).toBeNull();
    expect(await act('TB', 'committee.chair-back', back)).toMatchObject({ refusal: { code: 'absence-over' } });
    expect(await act('TB', 'committee.chair-back', { absence: 'none' })).toMatchObject({
      refusal: { code: 'no-absence' },
    });
  });

  test('at its end those told of it are told so; not when it was ended before', async () => {
    await act('TB', 'committee.chair-away', days);
    const { rows } = await given.database.pool.query<{ id: string; to: Date }>('select id, "to" from chair_absence');
    const { id, to } = rows[0]!;
    const kind = registry.reminders.get('committee.absence-over')!;
    const row = { kind: kind.name, matter: `absence:${id}`, person: null, version: 1, nextAt: to };
    clock.to(to);
    const facts = await inTransaction((tx) => kind.gather(tx, row, world()));
    const { notices, nextAt } = kind.due(facts, row, world());
    expect(nextAt).toBeNull();
    expect(notices.map((notice) => notice.to)).toContain(personId('PTB1'));
    await inTransaction((tx) =>
      applyEvents(tx, registry, [{ type: 'committee.chair-back-recorded', absence: { id }, at: to } as never], world()),
    );
    expect(await inTransaction((tx) => kind.gather(tx, row, world()))).toBeNull();
  });
});

describe('Điều 1.2: linking', () => {
  const codeFor = async (code: string): Promise<string> => {
    const issued = await inTransaction((tx) => issueCodes(tx, [personId(code)], world(), 72));
    return issued[0]!.code;
  };
  const attempt = (externalId: string, code: string | null, choose?: (shown: View) => Press | null) =>
    inTransaction((tx) =>
      linkAccount(tx, {
        channel: 'telegram',
        externalId,
        displayName: 'An\u202E',
        code,
        world: world(),
        ...(choose && { choose }),
      }),
    );
  const nth = (at: number) => (shown: View) => shown.choices?.[at]?.press ?? null;
  /** A code, and a yes to what is asked then. */
  const link = async (externalId: string, code: string | null): Promise<LinkOutcome> => {
    const first = await attempt(externalId, code);
    return first.outcome === 'asked' ? attempt(externalId, null, nth(0)) : first;
  };
  const said = (outcome: LinkOutcome): string => texts.viewText('vi', outcome.view);

  test('a code links once, shows what is stored and records the version of that notice', async () => {
    const code = await codeFor('UV01');
    const linked = await link('7', code.toUpperCase());
    expect(linked).toMatchObject({ outcome: 'linked', person: { id: personId('UV01') }, replaced: [] });
    expect(said(linked)).toMatch(/Nguyễn Tài Chính[\s\S]*UV01 · Ủy viên: Giám đốc Sở Tài chính[\s\S]*bản 2026-11/);
    expect((await actor('7'))?.person.id).toBe(personId('UV01'));
    const account = await given.database.prisma.account.findFirstOrThrow();
    expect(account).toMatchObject({ id: linked.accountId, consentVersion: '2026-11', displayName: 'An' });
    expect((await link('8', code)).outcome).toBe('wrong-code');
    expect(await actor('8')).toBeNull();
  });

  test('SC5: before he agrees nothing is linked and nothing about anybody is shown; a no leaves nothing behind', async () => {
    const code = await codeFor('UV01');
    const asked = await attempt('7', code);
    expect(asked).toMatchObject({ outcome: 'asked', person: null, accountId: null });
    expect(said(asked)).not.toMatch(/Nguyễn Tài Chính|UV01|Sở Tài chính/);
    expect(said(asked)).toMatch(/Chưa trả lời thì chưa liên kết/);
    expect((await attempt('7', null)).outcome).toBe('asked-again');
    expect(await given.database.prisma.account.count()).toBe(0);
    const declined = await attempt('7', null, nth(1));
    expect(declined).toMatchObject({ outcome: 'declined', person: null, notices: [{ to: personId('TV01') }] });
    expect(await given.database.prisma.consentAsked.count()).toBe(0);
    expect(await given.database.prisma.linkGuess.count()).toBe(0);
    expect((await attempt('7', null, nth(0))).outcome).toBe('no-code');
    // The code is still good: he may think better of it.
    expect((await link('7', code)).outcome).toBe('linked');
  });

  test('SC5: what fitted when he was asked must fit still when he agrees', async () => {
    const code = await codeFor('UV01');
    await attempt('7', code);
    await codeFor('UV01');
    expect((await attempt('7', null, nth(0))).outcome).toBe('wrong-code');
    expect(await given.database.prisma.account.count()).toBe(0);
    await attempt('8', await codeFor('UV01'));
    clock.to(new Date(clock.now().getTime() + 25 * 3_600_000));
    expect((await attempt('8', null, nth(0))).outcome).toBe('no-code');
  });

  test('SC5: linked while the notice was another: agrees to the new one when he likes, and goes on meanwhile', async () => {
    await bind(given.database, 'UV01', 'telegram', '101');
    expect(shown(await act('UV01', 'committee.my-data'))).toContain('Thông báo đã được sửa');
    await act('UV01', 'committee.consent', { ask: 'an earlier one' });
    expect(await given.database.prisma.account.findFirst()).toMatchObject({ consentVersion: '2026-01' });
    expect((await act('UV01', 'committee.consent', { ask: '2026-11' })).kind).toBe('done');
    expect(await given.database.prisma.account.findFirst()).toMatchObject({ consentVersion: '2026-11' });
    expect(shown(await act('UV01', 'committee.my-data'))).not.toContain('Thông báo đã được sửa');
  });

  test('no code is on record, only its hash', async () => {
    const code = await codeFor('UV01');
    const { rows } = await given.database.pool.query('select * from link_code');
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
    expect(JSON.stringify(await link('7', code))).not.toContain(code);
  });

  test('unknown, expired, voided and used codes are answered in the same words', async () => {
    const voided = await codeFor('UV01');
    const expired = await codeFor('UV01');
    const used = await codeFor('UV02');
    await link('1', used);
    clock.to(new Date(clock.now().getTime() + 72 * 3_600_000));
    const answers = [];
    for (const [nth, code] of [voided, expired, used, 'x'.repeat(26)].entries())
      answers.push(said(await link(`9${nth}`, code)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('Mã không dùng được');
  });

  test('after five wrong codes even the right one waits', async () => {
    const code = await codeFor('UV01');
    for (let nth = 0; nth < 4; nth++) expect((await link('7', `wrong-${nth}`)).outcome).toBe('wrong-code');
    expect(said(await link('7', 'wrong'))).toContain('08 giờ 15');
    expect((await link('7', code)).outcome).toBe('locked');
    clock.to(new Date(clock.now().getTime() + 15 * 60_000));
    expect((await link('7', code)).outcome).toBe('linked');
    expect(await given.database.prisma.linkGuess.count()).toBe(0);
  });

  test('of two accounts with one code at once one is linked', async () => {
    const code = await codeFor('UV01');
    const both = await Promise.all([link('7', code), link('8', code)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['linked', 'wrong-code']);
    expect(await given.database.prisma.account.count()).toBe(1);
  });

  test('a new phone replaces the old one of the same channel, which is told', async () => {
    await link('7', await codeFor('UV01'));
    const again = await link('8', await codeFor('UV01'));
    expect(again.replaced).toMatchObject([{ channel: 'telegram', externalId: '7' }]);
    expect(texts.viewText('vi', again.replaced[0]!.view)).toContain('Tài khoản này đã được hủy liên kết');
    expect(await actor('7')).toBeNull();
    expect((await actor('8'))?.person.id).toBe(personId('UV01'));
  });

  test("another person's code on a linked account is refused and stays good", async () => {
    await link('7', await codeFor('UV01'));
    const other = await codeFor('UV02');
    const refused = await link('7', other);
    expect([refused.outcome, refused.person?.id]).toEqual(['wrong-code', personId('UV01')]);
    expect(said(refused)).toBe(said(await link('7', 'no such code')));
    expect((await link('8', other)).outcome).toBe('linked');
  });

  test('hello without a code', async () => {
    expect((await link('7', null)).outcome).toBe('no-code');
    await bind(given.database, 'UV02', 'telegram', '102');
    expect(shown(await act('UV02', 'committee.link'))).toContain('Tài khoản này đã liên kết với đồng chí Đỗ Y Tế');
  });
});

describe('one’s own data', () => {
  test('shows all of it, the telephone number masked', async () => {
    await bind(given.database, 'UV01', 'telegram', '101');
    const words = shown(await act('UV01', 'committee.my-data'));
    expect(words).toContain('Điện thoại: 090****003');
    expect(words).toMatch(/Người giúp việc: đồng chí Ngô Tổ Trưởng/);
    expect(words).toMatch(/Tài khoản Telegram[\s\S]*bản 2026-01/);
    expect(words).not.toContain('84900000003');
  });

  test('unlinking ends the account and the open code; the secretariat is told', async () => {
    await bind(given.database, 'UV01', 'telegram', '101');
    const done = await act('UV01', 'committee.unlink-me', { sure: 'yes' });
    expect(done).toMatchObject({ kind: 'done', notices: [{ to: personId('TV01'), personal: true }] });
    expect(await actor('101')).toBeNull();
  });

  test('the language is kept', async () => {
    await act('UV03', 'committee.language', { language: 'en' });
    const cards = await inTransaction((tx) => personCards(tx, [personId('UV03')]));
    expect(cards.get(personId('UV03'))?.language).toBe('en');
  });
});

describe('Điều 2.5, 7.3: the list of members', () => {
  test('shows who is linked and reachable, numbers masked; to overseers only', async () => {
    await bind(given.database, 'UV01', 'telegram', '101');
    await bind(given.database, 'UV02', 'telegram', '102');
    await given.database.pool.query(`update account set reachable = false where external_id = '102'`);
    const words = shown(await act('TV01', 'committee.members', { body: bodyId }));
    expect(words).toContain('UV01 · Nguyễn Tài Chính · Ủy viên · 090****003 · đã liên kết');
    expect(words).toContain('UV02 · Đỗ Y Tế · Ủy viên · 090****004 · không nhận được tin');
    expect(words).toContain('TB · Trần Văn Chủ · Trưởng ban · 090****000 · chưa liên kết');
    expect((await act('UV01', 'committee.members', { body: bodyId })).kind).toBe('not-permitted');
    expect(await act('TV01', 'committee.members', { body: 'none' })).toMatchObject({
      refusal: { code: 'unknown-body' },
    });
  });
});
