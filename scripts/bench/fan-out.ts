// A notice to many, against an emulator that refuses what is sent too fast: ours, a queue that sends by the second,
// and a loop that does not pace itself.
import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import { Telegram } from 'telegraf';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { newCounters } from '../../src/delivery/counters.ts';
import { makeRunner } from '../../src/delivery/runner.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { type BotApi, startBotApi } from '../../test/support/bot-api/index.ts';
import { crowd, crowdCount, crowdTelegramId, words, writeToCrowd } from './people.ts';
import type { Setup } from './setup.ts';

/** Messages per second that Telegram takes, as its documentation says. */
export const rate = 30;

export type Sent = { seconds: number; refused: number; delivered: number };

/** Everything was sent at the earliest moment the limit allows, in seconds. */
export const floorOf = (count: number): number => Math.floor((count - 1) / rate);

/** Waits until so many messages have arrived since `from`, or the time is up, and says how it went. */
export async function arrived(api: BotApi, count: number, from: number, longest = 120): Promise<Sent> {
  for (;;) {
    const calls = api.calls('sendMessage');
    const good = calls.filter((call) => call.ok && call.answeredMs !== undefined);
    const late = performance.now() - from > longest * 1000;
    if (good.length >= count || late) {
      const last = late ? performance.now() : Math.max(...good.map((call) => call.answeredMs!));
      api.forgetCalls();
      return { seconds: (last - from) / 1000, refused: 1 - good.length / calls.length, delivered: good.length };
    }
    await pause(count > 500 ? 250 : 20);
  }
}

/** The limit of before must not be felt: a second for the window, longer where there was a penalty. */
export const settle = (): Promise<void> => pause(1_100);

/** The service's own outbox and sender; every count in turn. Gives one result per count. */
export async function ours(setup: Setup, name: string, counts: readonly number[]): Promise<Sent[]> {
  const database = openDatabase(await setup.database(name));
  const api = await startBotApi({ flood: true });
  crowd(api);
  const stop = new AbortController();
  const elect = (work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> => work(signal);
  const now = (): Date => new Date();
  const channel = openTelegram({ token: api.token, apiRoot: api.root, texts: openTexts(), now, rate, elect });
  const runner = makeRunner({
    pool: database.pool,
    channel,
    fieldsOf: () => undefined,
    now,
    counters: newCounters(),
    files: { open: () => Promise.resolve('refused'), sentAs: () => Promise.resolve() },
    onProblem: () => undefined,
    elect,
  });
  const running = runner.run(stop.signal);
  const results: Sent[] = [];
  for (const count of counts) {
    await settle();
    await writeToCrowd(database, count, `fan-out-${count}-${results.length}`);
    const from = performance.now();
    runner.wake();
    results.push(await arrived(api, count, from));
  }
  stop.abort();
  await running;
  await api.close();
  await database.close();
  return results;
}

/** Until when the messenger wants nothing, and whether the run is over. */
type Held = { until: number; over: boolean };

/** One message as a hand-written loop sends it; again when the messenger says when. */
async function send(telegram: Telegram, nth: number, held: Held): Promise<void> {
  while (!held.over) {
    await pause(Math.max(0, held.until - performance.now()));
    try {
      await telegram.sendMessage(crowdTelegramId(nth % crowdCount), words, { parse_mode: 'HTML' });
      return;
    } catch (error) {
      const { response } = error as { response?: { parameters?: { retry_after?: number } } };
      const wait = response?.parameters?.retry_after;
      if (wait === undefined) return;
      held.until = performance.now() + wait * 1000;
    }
  }
}

type Loop = (telegram: Telegram, count: number, held: Held) => Promise<void>;

/** `p-queue`: thirty at once, every second. */
export const bySecond: Loop = async (telegram, count, held) => {
  const queue = new PQueue({ intervalCap: rate, interval: 1_000 });
  for (let nth = 0; nth < count; nth++) void queue.add(() => send(telegram, nth, held));
  await queue.onIdle();
};

/** One after the other, as fast as they are taken. */
export const unpaced: Loop = async (telegram, count, held) => {
  for (let nth = 0; nth < count; nth++) await send(telegram, nth, held);
};

/** A loop without a database, cut off after so many seconds. */
export async function byHand(loop: Loop, count: number, longest: number): Promise<Sent> {
  // An emulator of its own each time: a penalty of before would be held against the next.
  const api = await startBotApi({ flood: true });
  crowd(api);
  const held = { until: 0, over: false };
  const from = performance.now();
  void loop(new Telegram(api.token, { apiRoot: api.root }), count, held);
  const sent = await arrived(api, count, from, longest);
  held.over = true;
  await api.close();
  return sent;
}
