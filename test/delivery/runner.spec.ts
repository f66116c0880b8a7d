import { afterEach, describe, expect, it } from 'vitest';
import { claim } from '../../src/delivery/claim.ts';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { putBack } from '../../src/delivery/record.ts';
import { said } from '../../src/kernel/text.ts';
import { defaultSettings } from '../../src/settings.ts';
import { asOwner } from '../support/database.ts';
import { until } from '../support/patience.ts';
import { cardOf, Setting, viewOf } from './setting.ts';

let setting: Setting;
afterEach(() => setting.close());

const reply = (person: { id: number }, name: string, key: string, more: object = {}) => ({
  key,
  channel: 'telegram',
  chat: String(person.id),
  view: viewOf(key),
  personId: name,
  accountId: `a-${name}`,
  ...more,
});

describe('the sender', () => {
  it('sends what is written and notes that it is there', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.run();
    await setting.notice('an', 'mời họp', { view: { heading: said('Mời <họp> & bàn'), lines: [said('9 giờ 😀')] } });
    const shown = await an.receives('9 giờ 😀');
    expect(shown.html).toBe('<b>Mời &lt;họp&gt; &amp; bàn</b>\n\n9 giờ 😀');
    const row = await setting.becomes('mời họp:an', 'sent');
    expect(row.external_id).toBe(String(shown.id));
  });

  it('speaks the language of the reader at the time of sending', async () => {
    setting = await Setting.open();
    const an = await setting.person('an', { language: 'en' });
    await setting.notice('an', 'x', { view: { lines: [{ key: 'delivery:card.moved-below' }] } });
    setting.run();
    await an.receives('This message is old. How things stand now is in a newer message below.');
  });

  it('keeps the order of a chat and lets a reply overtake', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    for (const words of ['một', 'hai']) await setting.notice('an', words);
    await setting.notice('an', 'ba', { class: 'action' });
    await setting.write({ replies: [reply(an, 'an', 'trả lời')] });
    setting.run();
    await setting.becomes('ba:an', 'sent');
    expect(an.messages.map(({ text }) => text)).toEqual(['trả lời', 'một', 'hai', 'ba']);
  });

  it('never has two messages on their way to one chat', async () => {
    setting = await Setting.open({ latencyMs: 30 });
    const an = await setting.person('an');
    setting.run();
    const keys = Array.from({ length: 6 }, (_, at) => `r${at}`);
    for (const key of keys) await setting.write({ replies: [reply(an, 'an', key)] });
    await setting.becomes('r5', 'sent');
    const calls = setting.api.calls('sendMessage');
    for (const [at, call] of calls.entries()) {
      if (at > 0) expect(call.startedMs).toBeGreaterThanOrEqual(calls[at - 1]!.answeredMs!);
    }
    expect(an.messages.map(({ text }) => text)).toEqual(keys);
  });

  it('pauses as a whole on 429, without using up an attempt, and loses nothing', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const binh = await setting.person('binh');
    setting.api.fault({ kind: '429', retryAfter: 1, times: 1 });
    const runner = setting.run();
    await setting.notice('an', 'một');
    runner.wake();
    await until(() => setting.counters.floods === 1, 'the refusal');
    await setting.notice('binh', 'hai');
    await binh.receives('hai');
    await an.receives('một');
    const row = await setting.becomes('một:an', 'sent');
    expect(row.attempts).toBe(1);
    const [refused, next] = setting.api.calls('sendMessage');
    expect(next!.startedMs - refused!.answeredMs!).toBeGreaterThanOrEqual(1000);
  });

  it('marks somebody who blocked us and goes on with the others', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const binh = await setting.person('binh');
    await an.block();
    await setting.notice('an', 'mời họp');
    await setting.notice('binh', 'mời họp');
    setting.run();
    await binh.receives('mời họp');
    expect(await setting.becomes('mời họp:an', 'unreachable')).toMatchObject({ error: 'blocked' });
    const account = await setting.database.prisma.account.findUniqueOrThrow({ where: { id: 'a-an' } });
    expect(account.reachable).toBe(false);
  });

  it('goes to another account of somebody who blocked this one', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const second = setting.api.user({ firstName: 'an 2', started: true });
    const data = { id: 'a-2', personId: 'an', channel: 'telegram', preferred: false, consentVersion: '1' };
    await setting.database.prisma.account.create({
      data: { ...data, externalId: String(second.id), linkedAt: setting.now },
    });
    await an.block();
    await setting.notice('an', 'mời họp');
    setting.run();
    await second.receives('mời họp');
    await setting.becomes('mời họp:an', 'sent');
  });

  it('sends nothing more to an account that was unlinked in the meantime', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    await setting.notice('an', 'mời họp');
    await setting.database.pool.query(`update account set unlinked_at = now() where id = 'a-an'`);
    setting.run();
    await setting.becomes('mời họp:an', 'unreachable');
    expect(an.messages).toEqual([]);
  });

  it('drops what is past and what a newer card has replaced', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    await setting.notice('an', 'đã qua', { expiresAt: new Date(setting.now.getTime() - 1) });
    await setting.notice('an', 'bản 1', { view: cardOf('bản 1', 'c') });
    await setting.notice('an', 'bản 2', { view: cardOf('bản 2', 'c') });
    setting.run();
    await an.receives('bản 2');
    expect((await setting.row('đã qua:an')).state).toBe('expired');
    expect((await setting.row('bản 1:an')).state).toBe('superseded');
    await setting.becomes('bản 2:an', 'sent');
    expect(an.messages).toHaveLength(1);
  });

  it('tries a message Telegram refuses once more without formatting, then gives it up', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    setting.api.fault({ kind: '400', description: "Bad Request: can't parse entities", times: 1 });
    setting.run();
    await setting.notice('an', 'một');
    await an.receives('một');
    expect((await setting.becomes('một:an', 'sent')).error).toBe('sent without formatting');
    setting.api.fault({ kind: '400', description: 'Bad Request: something else', times: 2 });
    await setting.notice('an', 'hai');
    expect((await setting.becomes('hai:an', 'dead')).error).toContain('something else');
    expect(setting.problems.join('\n')).toContain('cannot be delivered');
  });

  it('shows a view whose button does not fit without its buttons', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const choices = [{ label: said('x'), press: { command: 'no.such', args: {} } }];
    await setting.notice('an', 'một', { view: viewOf('một', { choices }) });
    setting.run();
    expect((await an.receives('một')).buttons).toEqual([]);
  });

  it('halts when the token is refused, and says so', async () => {
    setting = await Setting.open();
    await setting.person('an');
    const fault = setting.api.fault({ kind: '401' });
    const runner = setting.run();
    await setting.notice('an', 'một');
    await until(async () => runner.state().halted, 'halted');
    expect(await setting.row('một:an')).toMatchObject({ state: 'pending', attempts: 0 });
    expect(fault.hits).toBe(1);
    expect(setting.problems.join('\n')).not.toContain(setting.api.token);
  });

  it('finishes what is on its way when it is stopped', async () => {
    setting = await Setting.open({ latencyMs: 200 });
    await setting.person('an');
    await setting.notice('an', 'một');
    setting.run();
    await until(async () => (await setting.row('một:an')).state === 'leased', 'leased');
    await setting.stop();
    expect((await setting.row('một:an')).state).toBe('sent');
  });

  it('answers at once while ten thousand notices wait', async () => {
    setting = await Setting.open({ rate: 25, latencyMs: 20 });
    const askers = Array.from({ length: 20 }, (_, at) => `an${at}`);
    const asking = await Promise.all(askers.map((id) => setting.person(id)));
    const crowd = Array.from({ length: 50 }, (_, at) => `p${at}`);
    for (const id of crowd) await setting.person(id);
    await setting.write({
      notices: crowd.flatMap((to) =>
        Array.from({ length: 200 }, (_, at) => ({
          to,
          class: 'notice' as const,
          view: viewOf(`tin ${at}`),
          matter: 'm',
          key: `${to}:${at}`,
        })),
      ),
    });
    await asOwner(setting.ownerUrl, 'analyze outbox');
    // Its own time: a second passes from one question to the next, however long that takes here.
    let ticks = 0;
    const runner = setting.run({ ticks: () => ticks });
    await until(() => {
      ticks += 40;
      return setting.counters.sent > 5;
    }, 'under way');
    const overtaken: number[] = [];
    for (const [at, an] of asking.entries()) {
      const before = setting.counters.sent;
      ticks += 1_000;
      await setting.write({ replies: [reply(an, `an${at}`, `trả lời ${at}.`)] });
      runner.wake();
      // A notice that left just before has taken this moment's place: time goes on.
      await until(() => {
        ticks += 40;
        return an.messages.some(({ text }) => text === `trả lời ${at}.`);
      }, `the answer ${at}`);
      overtaken.push(setting.counters.sent - before);
    }
    // Each was among the next few to leave; ten thousand were written before it.
    expect(Math.max(...overtaken)).toBeLessThan(50);
  });

  it('takes three answers to one chat at a time: who asked ten times takes no places of others', async () => {
    setting = await Setting.open();
    const [an, ba] = [await setting.person('an'), await setting.person('ba')];
    const replies = Array.from({ length: 10 }, (_, at) => reply(an, 'an', `an${at}`));
    await setting.write({ replies: [...replies, reply(ba, 'ba', 'ba')] });
    const wish = { channel: 'telegram', now: setting.now, resting: [], replies: 16, bulk: 20, most: 20 };
    const taken = await claim(setting.database.pool, { ...wish, busy: [] });
    expect(taken.rows.map(({ chat }) => chat)).toEqual([...Array(3).fill(String(an.id)), String(ba.id)]);
    for (const { id } of taken.rows) {
      await putBack(setting.database.pool, id, { notBefore: null, counts: false, error: null });
    }
    // Nobody calls: the sender itself finds that more is there.
    const runner = setting.run({ every: 60_000 });
    await Promise.all(replies.map(({ key }) => setting.becomes(key, 'sent')));
    expect(an.messages.map(({ text }) => text)).toEqual(replies.map((_, at) => `an${at}`));
    expect(runner.state().inFlight).toBe(0);
  });

  it('costs one claim and one mark for a reply', async () => {
    setting = await Setting.open();
    const an = await setting.person('an');
    const runner = setting.run({ every: 60_000 });
    await until(async () => setting.counters.claims === 1, 'the first look');
    await setting.write({ replies: [reply(an, 'an', 'r')] });
    const statements = counted();
    runner.wake();
    await setting.becomes('r', 'sent');
    // A look that was due already may follow: it is not the reply's.
    expect(statements().slice(0, 2)).toEqual(['outbox-claim', 'outbox-sent']);
  });
});

describe('a change written as leased', () => {
  const opened = async (how: { language?: string } = {}) => {
    setting = await Setting.open();
    const an = await setting.person('an', how);
    const runner = setting.run({ every: 60_000 });
    await setting.notice('an', 'thẻ', { view: cardOf('thẻ', 'c') });
    runner.wake();
    const { external_id: edits } = await setting.becomes('thẻ:an', 'sent');
    await until(() => runner.isFree(String(an.id)), 'free');
    return { an, runner, change: (key: string, more = {}) => reply(an, 'an', key, { edits, leased: true, ...more }) };
  };

  it('leaves once it is committed, with one mark and no look at the outbox', async () => {
    const { an, runner, change } = await opened();
    const statements = counted();
    const [leased] = await setting.write({ replies: [change('r', { view: cardOf('ghi nhận', 'c') })] });
    expect(await setting.row('r')).toMatchObject({ state: 'leased', attempts: 1 });
    runner.send(leased!);
    expect(await setting.becomes('r', 'sent')).toMatchObject({ live: true, attempts: 1 });
    expect(an.messages.map(({ text }) => text)).toEqual(['ghi nhận']);
    expect(statements()).toEqual(['outbox-sent-card']);
  });

  it('is what any sender would have taken, in the language just chosen', async () => {
    const { runner, change } = await opened({ language: 'vi' });
    await setting.stop();
    const view = { lines: [{ key: 'delivery:card.moved-below' as const }], note: undefined, card: 'c' };
    const [leased] = await setting.database.transaction(async (tx) => {
      await tx.person.update({ where: { id: 'an' }, data: { language: 'en' } });
      const world = { now: setting.now, settings: defaultSettings };
      return enqueue(tx, { replies: [change('r', { view })] }, world);
    });
    runner.release(leased!);
    await setting.becomes('r', 'pending');
    const wish = { channel: 'telegram', now: setting.now, busy: [], resting: [], replies: 16, bulk: 0, most: 20 };
    const [taken] = (await claim(setting.database.pool, wish)).rows;
    const { over: _, ...row } = taken as typeof taken & { over: unknown };
    expect(leased).toEqual(row);
    expect(leased!.language).toBe('en');
  });

  it('waits like everything else where something of the chat comes before it or is on its way', async () => {
    const { change } = await opened();
    await setting.stop();
    expect(await setting.write({ replies: [change('một', { leased: false }), change('hai')] })).toEqual([]);
    await setting.database.pool.query(`update outbox set state = 'leased' where key = 'một'`);
    expect(await setting.write({ replies: [change('ba')] })).toEqual([]);
    await setting.database.pool.query(`update outbox set state = 'sent' where state <> 'sent'`);
    expect(await setting.write({ replies: [change('bốn')] })).toHaveLength(1);
  });

  it('is never what would be a new message: only a change does no harm twice', async () => {
    const { change } = await opened();
    expect(await setting.write({ replies: [change('r', { edits: undefined })] })).toEqual([]);
    expect(await setting.row('r')).toMatchObject({ state: 'pending' });
  });

  it('is given back where the sender is not free any more, and leaves with the next look', async () => {
    const { an, runner, change } = await opened();
    const [first] = await setting.write({ replies: [change('một')] });
    const [second] = await setting.write({ replies: [change('hai', { chat: String(an.id) })] }).then(async (none) => {
      expect(none).toEqual([]);
      return setting.database.pool
        .query(`update outbox set state = 'leased', attempts = 1 where key = 'hai' returning id::text`)
        .then(({ rows: [{ id }] }) => [{ ...first!, id, view: viewOf('hai') }]);
    });
    runner.send(first!);
    expect(runner.isFree(String(an.id))).toBe(false);
    runner.send(second!);
    expect((await setting.becomes('hai', 'sent')).attempts).toBe(1);
    expect(an.messages.map(({ text }) => text)).toEqual(['hai']);
  });

  it('is taken up at once by whoever takes over from a process that ended before it sent', async () => {
    const { an, change } = await opened();
    await setting.stop();
    expect(await setting.write({ replies: [change('r')] })).toHaveLength(1);
    setting.run({ every: 60_000 });
    await setting.becomes('r', 'sent');
    expect(an.messages.map(({ text }) => text)).toEqual(['r']);
  });

  it('is released when nobody knows whether it was committed: there it waits, elsewhere nothing happens', async () => {
    const { an, runner, change } = await opened();
    const [leased] = await setting.write({ replies: [change('r')] });
    runner.release({ ...leased!, id: '999999' });
    runner.release(leased!);
    await setting.becomes('r', 'sent');
    expect(an.messages.map(({ text }) => text)).toEqual(['r']);
    expect(setting.problems).toEqual([]);
  });
});

/** Names of the sender's statements from now on. */
function counted(): () => string[] {
  const { pool } = setting.database;
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
  const names: string[] = [];
  pool.query = ((...given: unknown[]) => {
    const [{ name }] = given as [{ name?: string }];
    if (name) names.push(name);
    return query(...given);
  }) as typeof pool.query;
  return () => names;
}
