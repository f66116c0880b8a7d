import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, poll, stillClock } from './client.ts';
import { type BotApi, type Person, startBotApi } from './index.ts';
import type { Update } from './wire.ts';

/** A hundredth of Telegram's own waits: 50 s become half a second. */
const QUICK = 0.01;

const clock = stillClock();
let api: BotApi;
let lan: Person;
beforeEach(async () => {
  api = await startBotApi({ clock: clock.now, timeScale: QUICK });
  lan = api.user({ firstName: 'Lan', started: true });
});
afterEach(() => api.close());

const texts = (updates: Update[]) => updates.map(({ message }) => (message as { text: string })?.text);

describe('getUpdates', () => {
  it('answers a waiting poll as soon as something comes', async () => {
    const waiting = poll(api, { timeout: 50 });
    await lan.send('chào');
    expect(texts(await waiting)).toEqual(['chào']);
  });

  it('answers an empty poll when its time is up', async () => {
    expect(await poll(api, { timeout: 3 })).toEqual([]);
  });

  it('hands unconfirmed updates out again, confirmed ones never', async () => {
    await lan.send('một');
    await lan.send('hai');
    const first = await poll(api, { offset: 0 });
    expect(texts(first)).toEqual(['một', 'hai']);
    const again = await poll(api, { offset: first[0]?.update_id as number });
    expect(texts(again)).toEqual(['một', 'hai']);
    expect(texts(await poll(api, { offset: (first[0]?.update_id as number) + 1 }))).toEqual(['hai']);
    expect(await poll(api, { offset: (first[1]?.update_id as number) + 1, timeout: 0 })).toEqual([]);
    await api.idle();
  });

  it('respects limit and a negative offset', async () => {
    for (const text of ['một', 'hai', 'ba']) await lan.send(text);
    expect(texts(await poll(api, { limit: 2 }))).toEqual(['một', 'hai']);
    expect(texts(await poll(api, { offset: -1 }))).toEqual(['ba']);
  });

  it('slows a poller who repeats itself at once', async () => {
    const hasty = await startBotApi({ ticks: () => 0 });
    await hasty.user({ firstName: 'Lan' }).send('một');
    await hasty.people[0]?.send('hai');
    expect(await poll(hasty, { offset: 1 })).toHaveLength(2);
    expect(await poll(hasty, { offset: 1 })).toHaveLength(1);
    await hasty.close();
  });

  it('ends the older of two pollers with 409', async () => {
    const older = call(api, 'getUpdates', { timeout: 50 });
    await api.polled();
    const newer = poll(api, { timeout: 50, offset: 5 });
    expect(await older).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await lan.send('tôi đây');
    expect(texts(await newer)).toEqual(['tôi đây']);
  });

  it('keeps the previous allowed_updates when they are left out, and leaves others out', async () => {
    await poll(api, { allowed_updates: ['callback_query'] });
    await lan.send('không ai nghe');
    await poll(api, { offset: 1 });
    await lan.send('vẫn không');
    expect(await poll(api, { offset: 2 })).toEqual([]);
    await poll(api, { offset: 3, allowed_updates: [] });
    await lan.send('nghe rồi');
    expect(texts(await poll(api, { offset: 4 }))).toEqual(['nghe rồi']);
  });

  it('forgets a press after 150 seconds and a message after 24 hours', async () => {
    await lan.send('nhớ lâu');
    await lan.forge('x');
    clock.forward(149);
    expect(await poll(api)).toHaveLength(2);
    clock.forward(2);
    expect(await poll(api, { offset: 1 })).toMatchObject([{ message: { text: 'nhớ lâu' } }]);
    clock.forward(24 * 3600);
    expect(await poll(api, { offset: 2 })).toEqual([]);
    expect(api.invariants()).toEqual([]);
  });

  it('delivers a confirmed update twice on demand', async () => {
    await lan.send('hai lần');
    const [first] = await poll(api);
    const offset = (first?.update_id as number) + 1;
    expect(await poll(api, { offset })).toEqual([]);
    api.redeliver();
    expect(await poll(api, { offset })).toEqual([first]);
  });

  it('is refused while a webhook is set, and ends when one is', async () => {
    const waiting = call(api, 'getUpdates', { timeout: 50 });
    await api.polled();
    await call(api, 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
    expect(await waiting).toMatchObject({ status: 409, description: 'Conflict: terminated by setWebhook request' });
    expect(await call(api, 'getUpdates')).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
  });

  it('lets the poll of a client who hung up take nothing with it', async () => {
    const leaving = new AbortController();
    const abandoned = call(api, 'getUpdates', { timeout: 50 }, leaving.signal).catch(() => 'gone');
    await api.polled();
    const ended = api.called('getUpdates');
    leaving.abort();
    expect(await abandoned).toBe('gone');
    await ended;
    await lan.send('còn đây');
    expect(texts(await poll(api, { offset: 1 }))).toEqual(['còn đây']);
  });
});
