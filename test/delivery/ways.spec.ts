import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spentIn } from '../../src/delivery/meter.ts';
import { cameBack, heard, reachChanged, relinked } from '../../src/delivery/reach.ts';
import { received, wakingHoursAfter } from '../../src/delivery/receipts.ts';
import { offeredIn } from '../../src/delivery/shown.ts';
import { goOn, onPool } from '../../src/delivery/ways.ts';
import { hours } from '../../src/kernel/time.ts';
import { defaultSettings } from '../../src/settings.ts';
import { MORNING, NIGHT } from './setting.ts';
import { briefed, formless, informing, Town } from './town.ts';

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});
afterEach(() => town.close());

const before = (count: number): Date => new Date(town.now.getTime() - hours(count));
const later = (count: number): Date => new Date(MORNING.getTime() + hours(count));

describe('CH3: the window of a messenger', () => {
  beforeEach(() => town.person('an', '84900000001'));

  it('writes freely within it', async () => {
    await town.link('an', town.official, { heardAt: before(48) });
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(town.official.sent[0]?.options).toMatchObject({ tracking: (await town.row('mời họp:an')).id });
    expect(town.official.sent[0]?.options.brief).toBeUndefined();
  });

  it('for money until it closes: what asks or must be told, not a reminder', async () => {
    await town.link('an', town.official, { heardAt: before(49) });
    await town.notice('an', 'mời họp');
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['official']);
    expect(town.arrived('nhắc việc')).toEqual([]);
    expect(await town.row('nhắc việc:an')).toMatchObject({ state: 'unreachable', error: 'unpaid' });
  });

  it('forbidden to cost anything: the next way that is free, and no form', async () => {
    town.settings = { ...defaultSettings, paidMessages: [] };
    await town.link('an', town.official, { heardAt: before(49) });
    await town.notice('an', 'một');
    await town.deliver();
    expect(await town.row('một:an')).toMatchObject({ state: 'unreachable', error: 'unpaid' });
    await town.link('an', town.open, { preferred: false });
    await town.notice('an', 'hai');
    await town.deliver();
    expect(town.arrived('hai')).toEqual(['open']);
    expect(town.byNumber.sent).toEqual([]);
  });

  it('closed: in its approved form', async () => {
    await town.link('an', town.official, { heardAt: before(169) });
    await town.notice('an', 'báo tin', { view: informing('báo tin') });
    await town.deliver();
    expect(town.official.sent[0]?.options.brief).toBe(true);
  });

  it('closed, an answer asked for: by a way on which he can answer', async () => {
    await town.link('an', town.official, { heardAt: before(169) });
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['by-number']);
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'sent', channel: 'by-number' });
  });

  it('closed, no other way: as a form all the same', async () => {
    await town.database.pool.query('update person set phone = null');
    await town.link('an', town.official, { heardAt: before(169) });
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(town.official.sent[0]?.options.brief).toBe(true);
    expect((await town.row('mời họp:an')).state).toBe('sent');
  });

  it('closed, no other way, and the form is refused as well: the reason is the last one', async () => {
    await town.database.pool.query('update person set phone = null');
    const chat = await town.link('an', town.official, { heardAt: before(169) });
    town.official.refuses.set(chat, 'unreachable');
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'unreachable', error: 'blocked' });
    const account = await town.database.prisma.account.findUniqueOrThrow({ where: { id: 'an-official' } });
    expect(account.reachable).toBe(false);
  });

  it.each([
    'flood',
    'retry',
    'halt',
  ] as const)('closed, no other way, the form not taken now (%s): it is tried again, and nobody is telephoned meanwhile', async (kind) => {
    await town.database.pool.query('update person set phone = null');
    const chat = await town.link('an', town.official, { heardAt: before(169) });
    town.official.refusesOnce.set(chat, kind);
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(await town.database.prisma.reminder.count()).toBe(0);
    expect(town.official.sent[0]?.options.brief).toBe(true);
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'sent', error: null });
  });

  it('the messenger knows of a tap it did not tell: nothing is paid, and it is remembered', async () => {
    await town.link('an', town.official, { heardAt: before(169) });
    town.official.heardAt = before(1);
    await town.notice('an', 'tin', { view: formless('tin') });
    await town.deliver();
    expect(town.arrived('tin')).toEqual(['official']);
    const { heardAt } = await town.database.prisma.account.findUniqueOrThrow({ where: { id: 'an-official' } });
    expect(heardAt).toEqual(before(1));
  });

  it('a messenger that cannot be asked changes nothing', async () => {
    await town.link('an', town.official, { heardAt: before(169) });
    town.official.heardAt = 'unknown';
    await town.notice('an', 'tin', { view: formless('tin') });
    await town.deliver();
    expect(await town.row('tin:an')).toMatchObject({ state: 'unreachable', error: 'window' });
  });

  it('closed, no approved form: the next way at once', async () => {
    await town.link('an', town.official);
    await town.link('an', town.open, { preferred: false });
    await town.notice('an', 'tin', { view: formless('tin') });
    await town.deliver();
    expect(town.arrived('tin')).toEqual(['open']);
  });

  it('opens when he writes: what he has not had goes out, once', async () => {
    const account = { id: 'an-official', personId: 'an' };
    await town.link('an', town.official);
    await town.notice('an', 'mời họp');
    await town.notice('an', 'tin', { view: formless('tin') });
    await town.deliver();
    expect(await town.row('tin:an')).toMatchObject({ state: 'unreachable', error: 'window' });
    const write = () =>
      town.database.transaction((tx) => heard(tx, account, town.now, town.official.capabilities.window!, town.now));
    await write();
    await write();
    await town.deliver();
    expect(town.arrived('tin')).toEqual(['official']);
    expect(town.arrived('mời họp')).toEqual(['official', 'by-number']);
  });

  it('closed although we thought it open: the messenger is believed', async () => {
    const chat = await town.link('an', town.official, { heardAt: before(1) });
    town.official.refuses.set(chat, 'closed');
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['by-number']);
    const account = await town.database.prisma.account.findUniqueOrThrow({ where: { id: 'an-official' } });
    expect(account.reachable).toBe(true);
  });
});

describe('CH3, CH5: the ways to a person', () => {
  it('preferred account, the others, the telephone number, the call list', async () => {
    await town.person('an', '84900000001');
    const first = await town.link('an', town.open);
    const second = await town.link('an', town.official, { preferred: false, heardAt: before(1) });
    town.open.refuses.set(first, 'unreachable');
    town.official.refuses.set(second, 'unreachable');
    await town.notice('an', 'một');
    await town.deliver();
    expect(town.arrived('một')).toEqual(['by-number']);
    town.byNumber.refuses.set('84900000001', 'unreachable');
    await town.notice('an', 'hai');
    await town.deliver();
    expect(await town.row('hai:an')).toMatchObject({ state: 'unreachable', error: 'blocked' });
    const [raised] = await town.database.prisma.reminder.findMany();
    expect(raised).toMatchObject({ kind: 'calls.stuck', matter: 'meeting:m1', nextAt: town.now, closedAt: null });
  });

  it('to somebody who has linked nothing: by his telephone number, which is not linked by that', async () => {
    await town.person('an', '84900000001');
    await town.notice('an', 'mời họp');
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.notice('an', 'không mẫu', { view: formless('không mẫu') });
    await town.deliver();
    expect(town.byNumber.sent).toMatchObject([{ chat: '84900000001', options: { brief: true } }]);
    expect(await town.row('nhắc việc:an')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
    expect(await town.row('không mẫu:an')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
    const account = await town.database.prisma.account.findFirstOrThrow();
    expect(account).toMatchObject({ channel: 'by-number', consentVersion: 'roster', preferred: false });
  });

  it('CH10: a letter after the messengers and the form, whatever is said; then the call list', async () => {
    await town.person('an', '84900000001', 'an@so.example');
    await town.notice('an', 'mời họp');
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.deliver();
    expect([town.arrived('mời họp'), town.arrived('nhắc việc')]).toEqual([['by-number'], ['by-mail']]);
    town.byNumber.refuses.set('84900000001', 'unreachable');
    await town.notice('an', 'đổi giờ');
    await town.deliver();
    expect(town.arrived('đổi giờ')).toEqual(['by-mail']);
    expect(town.byMail.sent.at(-1)!.options.tracking).toBe((await town.row('đổi giờ:an')).id);
    town.byMail.refuses.set('an@so.example', 'unreachable');
    await town.notice('an', 'hoãn họp');
    await town.deliver();
    expect(await town.row('hoãn họp:an')).toMatchObject({
      state: 'unreachable',
      tried: [expect.any(String), expect.any(String)],
    });
  });

  it('CH10: an address two people share is nobody’s; who ended his link gets no letter either', async () => {
    for (const id of ['an', 'binh']) await town.person(id, null, 'vanphong@so.example');
    await town.person('chi', null, 'chi@so.example');
    await town.link('chi', town.open);
    await town.database.pool.query(`update account set unlinked_at = now()`);
    for (const id of ['an', 'chi']) await town.notice(id, 'mời họp');
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
    expect(await town.row('mời họp:chi')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
  });

  it('CH10: a letter that came back goes its next way at the next round, once', async () => {
    await town.person('an', null, 'an@so.example');
    await town.link('an', town.open, { reachable: false });
    await town.notice('an', 'mời họp');
    await town.deliver();
    const sent = await town.row('mời họp:an');
    expect(sent).toMatchObject({ state: 'sent', channel: 'by-mail' });
    await town.database.transaction(async (tx) => {
      await reachChanged(tx, { channel: 'by-mail', externalId: 'an@so.example' }, false, town.now);
      await cameBack(tx, 'by-mail', 'by-mail-1', town.now);
    });
    await town.look(town.now);
    expect(await town.row('mời họp:an')).toMatchObject({ error: 'not-received', received_at: null });
    const raised = await town.database.prisma.reminder.count({ where: { kind: 'calls.stuck' } });
    expect(raised).toBe(1);
  });

  it('two people with one number: no form to it', async () => {
    for (const id of ['an', 'binh']) await town.person(id, '84900000001');
    await town.notice('an', 'mời họp');
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
  });

  it('who ended his link is not written to behind it', async () => {
    await town.person('an', '84900000001');
    await town.link('an', town.open);
    await town.database.pool.query(`update account set unlinked_at = now()`);
    await town.notice('an', 'mời họp');
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'unreachable', error: 'not-linked' });
  });

  it('at night a form waits for 06:05, even an urgent one; after 21:55 for the next morning', async () => {
    await town.person('an', '84900000001');
    town.now = new Date('2026-11-25T14:56:00Z');
    await town.notice('an', 'hỏa tốc', { urgent: true });
    await town.deliver();
    expect(await town.row('hỏa tốc:an')).toMatchObject({
      state: 'pending',
      not_before: new Date('2026-11-25T23:05:00Z'),
    });
    town.now = new Date('2026-11-25T23:05:00Z');
    await town.deliver();
    expect(town.arrived('hỏa tốc')).toEqual(['by-number']);
  });

  it('said twice, as after an outage of the database, a message goes one way on, not two', async () => {
    await town.person('an', '84900000001');
    await town.link('an', town.open);
    await town.link('an', town.official, { preferred: false, heardAt: before(1) });
    await town.notice('an', 'mời họp');
    const held = await town.claim(town.open);
    const from = { account: held[0]!.account_id };
    const leaving = { now: town.now, ways: town.ways, why: 'blocked', from } as const;
    for (const _time of ['done, but nobody heard of it', 'again']) {
      expect(await goOn(onPool(town.database.pool), [held[0]!.id], leaving)).toMatchObject([{ gone: true }]);
    }
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'pending', channel: 'official', tried: ['an-open'] });
    const reachable = await town.database.prisma.account.findMany({ where: { reachable: true } });
    expect(reachable.map(({ id }) => id)).toEqual(['an-official']);
    // Meanwhile the next sender may hold it.
    await town.claim(town.official);
    expect(await goOn(onPool(town.database.pool), [held[0]!.id], leaving)).toMatchObject([{ gone: true }]);
    expect(await town.row('mời họp:an')).toMatchObject({ state: 'leased', channel: 'official', tried: ['an-open'] });
  });

  it('what a messenger will never take goes another way', async () => {
    await town.person('an');
    const chat = await town.link('an', town.open);
    await town.link('an', town.official, { preferred: false, heardAt: before(1) });
    town.open.refuses.set(chat, 'poison');
    await town.notice('an', 'tin');
    await town.deliver();
    expect(town.arrived('tin')).toEqual(['official']);
  });
});

describe('CH3: not received in time', () => {
  beforeEach(async () => {
    await town.person('an', '84900000001');
    await town.link('an', town.official, { heardAt: before(1) });
  });

  it('counts only hours in which people may be written to', () => {
    const evening = new Date('2026-11-25T13:00:00Z');
    expect(wakingHoursAfter(MORNING, 4, defaultSettings)).toEqual(later(4));
    expect(wakingHoursAfter(evening, 4, defaultSettings)).toEqual(new Date('2026-11-26T02:00:00Z'));
    expect(wakingHoursAfter(NIGHT, 4, defaultSettings)).toEqual(new Date('2026-11-26T03:00:00Z'));
  });

  it('goes the next way, says that it is the same, and never twice the same way', async () => {
    await town.notice('an', 'mời họp');
    await town.deliver();
    await town.at(later(3.9));
    expect(town.arrived('mời họp')).toEqual(['official']);
    for (const hour of [4, 5, 9, 10]) await town.at(later(hour));
    expect(town.arrived('mời họp')).toEqual(['official', 'by-number']);
    expect(town.byNumber.sent[0]?.view.note).toEqual({ key: 'delivery:way.same' });
    expect((await town.rows()).map(({ error }) => error)).toEqual([null, 'not-received']);
  });

  it('a receipt of the messenger ends the wait', async () => {
    await town.notice('an', 'mời họp');
    await town.deliver();
    const { id } = await town.row('mời họp:an');
    await receipt('official', { tracking: id });
    await town.at(later(5));
    expect(town.arrived('mời họp')).toEqual(['official']);
  });

  it('a receipt that comes late stops what was to go another way', async () => {
    await town.notice('an', 'mời họp');
    await town.deliver();
    await town.look(later(4));
    expect((await town.rows()).map(({ channel, state }) => [channel, state])).toEqual([
      ['official', 'sent'],
      ['by-number', 'pending'],
    ]);
    await receipt('official', { message: 'official-1' });
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['official']);
  });

  it('whatever he does in that chat shows that he has it; so does his answer anywhere', async () => {
    await town.notice('an', 'mời họp');
    await town.deliver();
    await acts('an-official', null);
    await town.link('an', town.open, { preferred: false });
    await town.notice('an', 'hai');
    await town.deliver();
    await acts('an-open', 'card-hai');
    await town.at(later(5));
    expect([town.arrived('mời họp'), town.arrived('hai')]).toEqual([['official'], ['official']]);
  });

  it('what is past, or was said anew, is not sent again', async () => {
    await town.notice('an', 'một', { view: briefed('một', { card: 'c' }), expiresAt: later(3) });
    await town.notice('an', 'hai', { view: briefed('hai', { card: 'c' }) });
    await town.deliver();
    await town.at(later(6));
    expect(town.arrived('một')).toEqual([]);
    expect(town.arrived('hai')).toEqual(['official', 'by-number']);
  });

  it('a reminder is not watched, nor what cannot be seen to arrive', async () => {
    await town.person('binh');
    await town.link('binh', town.open);
    await town.notice('an', 'nhắc', { class: 'nudge' });
    await town.notice('binh', 'kết quả', { view: informing('kết quả') });
    await town.deliver();
    expect((await town.rows()).map(({ receipt_by }) => receipt_by)).toEqual([null, null]);
  });

  it('set to nothing: nothing is watched', async () => {
    town.settings = { ...defaultSettings, receiptHours: 0 };
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect((await town.row('mời họp:an')).receipt_by).toBeNull();
  });

  it('once he links, what had gone to his number only comes whole', async () => {
    await town.person('binh', '84900000002');
    await town.notice('binh', 'mời họp');
    await town.deliver();
    await town.link('binh', town.open);
    await town.database.transaction((tx) => relinked(tx, 'binh', 'binh-open', town.now));
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['open', 'by-number']);
  });

  async function receipt(channel: string, one: { message?: string; tracking?: string }): Promise<void> {
    await town.database.transaction((tx) => received(tx, channel, [one], town.now));
  }

  /** The bot answers something he did there. */
  async function acts(account: string, card: string | null): Promise<void> {
    await town.database.pool.query(
      `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, card, state, created_at)
       select 'in:' || $1 || $3, person_id, id, channel, external_id, 'reply', 0, '{"lines":[]}', $2, 'sent', $4 from account
       where id = $1`,
      [account, card, card ?? '', later(1)],
    );
  }
});

describe('CH4: what is paid for, and what is counted', () => {
  beforeEach(() => town.person('an', '84900000001'));

  it('is kept by month of Vietnam', async () => {
    town.now = new Date('2026-11-30T17:30:00Z');
    await town.notice('an', 'một', { urgent: true });
    town.now = new Date('2026-12-01T01:00:00Z');
    await town.deliver();
    expect(await spentIn(town.database.pool, '2026-12')).toEqual([
      { channel: 'by-number', item: 'template', count: 1, amount: 800 },
    ]);
  });

  it('the secretariat is told once at 80 and once at 100 per cent', async () => {
    town.settings = { ...defaultSettings, monthlyCeiling: 4_000 };
    for (const words of ['1', '2', '3']) await town.notice('an', words);
    await town.deliver();
    expect(await warnings()).toEqual([]);
    await town.notice('an', '4');
    await town.deliver();
    expect(await warnings()).toEqual([80]);
    for (const words of ['5', '6', '7']) await town.notice('an', words);
    await town.deliver();
    expect(await warnings()).toEqual([80, 100]);
  });

  it('the ceiling reached: what is urgent goes on, a reminder does not', async () => {
    town.settings = { ...defaultSettings, monthlyCeiling: 800, paidMessages: ['action', 'notice', 'nudge'] };
    await town.notice('an', 'nhắc 1', { class: 'nudge' });
    await town.deliver();
    await town.notice('an', 'nhắc 2', { class: 'nudge' });
    await town.notice('an', 'mời họp', { class: 'action' });
    await town.deliver();
    expect([town.arrived('nhắc 1'), town.arrived('nhắc 2'), town.arrived('mời họp')]).toEqual([
      ['by-number'],
      [],
      ['by-number'],
    ]);
    expect(await town.row('nhắc 2:an')).toMatchObject({ state: 'unreachable' });
  });

  it('CH4: forms run out today: invitations go first, a reminder waits for the morning; told before, once', async () => {
    town.settings = { ...defaultSettings, paidMessages: ['action', 'notice', 'nudge'] };
    await town.person('binh', '84900000002');
    await town.person('chi', '84900000003');
    [town.byNumber.remain, town.byNumber.daily] = [2, true];
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.notice('binh', 'mời họp');
    await town.notice('chi', 'mời họp');
    await town.deliver();
    expect(town.arrived('mời họp')).toEqual(['by-number', 'by-number']);
    expect(await town.row('nhắc việc:an')).toMatchObject({
      state: 'pending',
      not_before: new Date('2026-11-26T23:05:00Z'),
    });
    expect(await leftTold()).toEqual(['left:by-number:2026-11-26:2:3']);
    // Nothing is left: what is urgent takes another way at once, or is telephoned.
    await town.notice('binh', 'đổi lịch');
    await town.deliver();
    expect(await town.row('đổi lịch:binh')).toMatchObject({ state: 'unreachable' });
    expect(town.arrived('đổi lịch')).toEqual([]);
    expect(await leftTold()).toHaveLength(1);
    // The next morning there are more.
    town.byNumber.remain = 500;
    town.now = new Date('2026-11-26T23:05:00Z');
    await town.deliver();
    expect(town.arrived('nhắc việc')).toEqual(['by-number']);
  });

  it('CH4: the package ends: an invitation is paid for, a reminder takes the free way', async () => {
    town.settings = { ...defaultSettings, paidMessages: ['action', 'notice', 'nudge'] };
    const silent = new Date(town.now.getTime() - hours(72));
    await town.link('an', town.official, { heardAt: silent });
    await town.link('an', town.open, { preferred: false });
    town.official.remain = 1;
    // Beyond it the messenger says no more than that it cost.
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.notice('an', 'mời họp');
    await town.notice('an', 'đổi lịch');
    await town.deliver();
    expect([town.arrived('mời họp'), town.arrived('đổi lịch'), town.arrived('nhắc việc')]).toEqual([
      ['official'],
      ['official'],
      ['open'],
    ]);
    expect(await leftTold()).toEqual(['left:official:2026-11-26:1:3']);
  });

  it('CH4: whoever has just written costs nothing, and nothing is told', async () => {
    await town.link('an', town.official, { heardAt: town.now });
    town.official.remain = 0;
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.deliver();
    expect(town.arrived('nhắc việc')).toEqual(['official']);
    expect(await leftTold()).toEqual([]);
  });

  const leftTold = async (): Promise<string[]> =>
    (await town.database.prisma.reminder.findMany({ where: { kind: 'calls.left' } })).map(({ matter }) => matter);

  it('of a counted messenger the last fifth is kept for what is urgent', async () => {
    await town.link('an', town.counted);
    for (let nth = 1; nth <= 8; nth += 1) await town.notice('an', `tin ${nth}`);
    await town.deliver();
    await town.notice('an', 'nhắc việc', { class: 'nudge' });
    await town.notice('an', 'mời họp');
    await town.deliver();
    expect(await town.row('nhắc việc:an')).toMatchObject({ state: 'unreachable', error: 'quota' });
    expect(town.arrived('mời họp')).toEqual(['counted']);
    town.now = new Date('2026-12-01T02:00:00Z');
    await town.notice('an', 'nhắc tháng sau', { class: 'nudge' });
    await town.deliver();
    expect(town.arrived('nhắc tháng sau')).toEqual(['counted']);
  });

  const warnings = async (): Promise<number[]> =>
    (
      await town.database.prisma.reminder.findMany({ where: { kind: 'calls.spending' }, orderBy: { version: 'asc' } })
    ).map(({ version }) => version);
});

describe('CH6: cards that cannot be changed', () => {
  it('a card settled meanwhile offers nothing any more, though it still shows its lines; a newer one does', async () => {
    await town.person('an');
    await town.link('an', town.counted);
    const offered = async () =>
      (await town.database.transaction((tx) => offeredIn(tx, 'an-counted', town.now))).map(({ view }) => view.lines[0]);
    await town.notice('an', 'một', { view: briefed('một', { card: 'c' }) });
    await town.deliver();
    expect(await offered()).toEqual([{ said: 'một' }]);
    await town.notice('an', 'xong', { class: 'refresh', view: { lines: [], card: 'c' } });
    await town.deliver();
    expect(town.counted.sent).toHaveLength(1);
    expect(await offered()).toEqual([]);
    await town.notice('an', 'hai', { view: briefed('hai', { card: 'c' }) });
    await town.deliver();
    expect(await offered()).toEqual([{ said: 'hai' }]);
  });
});
