// Three processes on one database: called by webhook in turn, then asking; the one that sends, or asks, is killed.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { type BotApi, startBotApi } from '../../test/support/bot-api/index.ts';
import { type Contender, freePort, start } from '../bench/contender.ts';
import { median, quantile } from '../bench/figures.ts';
import { crowd, invite, seedPeople } from '../bench/people.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, type Trial } from './promises.ts';
import { relay } from './relay.ts';
import { type Talk, talk } from './talking.ts';
import { answersFound, chainFound, classOf, copies, isOnce, screensFound, settled, writeNotices } from './written.ts';

const REPLICAS = 3;
const SENDS_AGAIN_WITHIN = 10;
const ASKS_AGAIN_WITHIN = 15;
/** An answer by a process that does not send may be later than by one that does, in milliseconds. */
const ANSWERS_WITHIN = 250;
const NOTICES_PER_SECOND = 10;

export const replicas: Trial<'kills' | 'people'> = {
  about: 'three processes on one database; the sender, then the one that asks, is killed --kills times',
  flags: { kills: 10, people: 20 },
  async run({ kills, people }) {
    const setup = await openSetup(seedPeople);
    try {
      return [...(await called(setup, kills, people)), ...(await asking(setup, kills))];
    } finally {
      await setup.close();
    }
  },
};

type Fleet = { replicas: Contender[]; restart(nth: number): Promise<void>; stop(): Promise<void> };

async function fleet(setup: Setup, api: BotApi, name: string, databaseUrl: string, publicUrl?: string) {
  const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
  const open = (nth: number): Promise<Contender> =>
    start({
      bot: 'service',
      api,
      databaseUrl,
      dataDir: join(setup.folder, name),
      rate: 30,
      port: ports[nth]!,
      ...(publicUrl && { publicUrl }),
    });
  const running: Contender[] = [];
  for (let nth = 0; nth < REPLICAS; nth += 1) running.push(await open(nth));
  return {
    replicas: running,
    async restart(nth) {
      running[nth] = await open(nth);
    },
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
    },
  } satisfies Fleet;
}

/** Which of them send, by their own word. */
async function senders(all: readonly Contender[]): Promise<number[]> {
  type Ready = { channels: { telegram: { sender: { leading: boolean } } } };
  const words = await Promise.all(
    all.map(async ({ url }) => {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      return answer ? ((await answer.json()) as Ready).channels.telegram.sender.leading : false;
    }),
  );
  return words.flatMap((leading, nth) => (leading ? [nth] : []));
}

export async function theSender(all: readonly Contender[]): Promise<number> {
  for (;;) {
    const [nth] = await senders(all);
    if (nth !== undefined) return nth;
    await pause(50);
  }
}

async function called(setup: Setup, kills: number, people: number): Promise<Found[]> {
  const databaseUrl = await setup.database('called');
  const database = openDatabase(databaseUrl);
  const api = await startBotApi({ flood: true, timeScale: 0.2 });
  crowd(api);
  const invited = (await invite(database, api, 40)).slice(0, people);
  const port = await freePort();
  const { replicas: all, restart, stop } = await fleet(setup, api, 'called', databaseUrl, `http://127.0.0.1:${port}`);
  const balancer = await relay(
    port,
    all.map(({ url }) => url),
  );
  await theSender(all);

  // All three are there: how long an answer takes, whoever was called.
  const calm = new AbortController();
  const quiet = talk(api, invited, calm.signal, { pause: 2_500, asks: 0, patience: 15_000 });
  await pause(10_000);
  calm.abort();
  const { taps } = await quiet;
  const taken = taps.flatMap(({ acknowledged, took }) => (acknowledged ? [took] : []));
  const shown = await untilShown(api, taps);

  const over = new AbortController();
  const talking = talk(api, invited, over.signal, { pause: 2_500, asks: 0.2, patience: 15_000 });
  const writing = keepWriting(database.pool, over.signal);
  const again: number[] = [];
  let atOnce = 0;
  for (let nth = 0; nth < kills; nth += 1) {
    await pause(2_000 + Math.random() * 1_000);
    atOnce = Math.max(atOnce, (await senders(all)).length);
    const sender = await theSender(all);
    await all[sender]!.kill();
    const from = performance.now();
    await api.called(/^send/, { within: 60_000, where: ({ startedMs }) => startedMs > from });
    again.push((performance.now() - from) / 1000);
    await restart(sender);
  }
  over.abort();
  const [talked, written] = await Promise.all([talking, writing]);
  await settled(database.pool, 240);
  await pause(1_000);
  const both: Talk = { taps: [...taps, ...talked.taps], asked: talked.asked };
  const arrived = copies(api);
  const numbers = Array.from({ length: written }, (_, nth) => nth);
  const missing = numbers.filter((nth) => !arrived.has(nth));
  const found = [
    figure('answers acknowledged, half within', `${median(taken).toFixed(0)} ms`),
    atMost('answers on the screen, whoever was called: half within', median(shown), ANSWERS_WITHIN, ' ms'),
    figure('  95 of 100 within', `${quantile(shown, 0.95).toFixed(0)} ms`),
    exactly('senders at once, at most', atOnce, 1),
    atMost(
      `after ${kills} kills of the sender another sends, at last after`,
      Math.max(...again),
      SENDS_AGAIN_WITHIN,
      ' s',
    ),
    figure('  half within', `${median(again).toFixed(1)} s`),
    ...(await answersFound(database.pool, both)),
    ...(await screensFound(database.pool, both)),
    figure('notices written', written),
    exactly('notices skipped that must arrive', missing.filter((nth) => !isOnce(nth)).length, 0),
    figure('reminders in doubt that did not come', missing.filter(isOnce).map(classOf).join(', ') || 'none'),
    atMost('notices that came twice', numbers.filter((nth) => (arrived.get(nth) ?? 0) > 1).length, kills),
    await chainFound(database.pool),
  ];
  await stop();
  balancer.close();
  await api.close();
  await database.close();
  return found;
}

/** Milliseconds from each tap to the change of the card it sits on. */
export async function untilShown(api: BotApi, taps: Talk['taps']): Promise<number[]> {
  const edits = api.calls('editMessageText').filter(({ ok }) => ok);
  return taps.flatMap(({ person, at }) => {
    const edit = edits.find(({ chatId, startedMs }) => chatId === person.id && startedMs > at);
    return edit ? [edit.startedMs - at] : [];
  });
}

export async function keepWriting(pool: Parameters<typeof settled>[0], signal: AbortSignal): Promise<number> {
  let written = 0;
  while (!signal.aborted) {
    await writeNotices(pool, written, NOTICES_PER_SECOND);
    written += NOTICES_PER_SECOND;
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
  return written;
}

/** Long polling: one of them asks. */
async function asking(setup: Setup, kills: number): Promise<Found[]> {
  const databaseUrl = await setup.database('asking');
  const database = openDatabase(databaseUrl);
  const api = await startBotApi({ flood: true });
  const { replicas: all, restart, stop } = await fleet(setup, api, 'asking', databaseUrl);
  await api.polled();
  const again: number[] = [];
  for (let nth = 0; nth < kills; nth += 1) {
    await pause(1_000);
    const { rows } = await database.pool.query<{ pid: number }>(
      `select split_part(application_name, ' ', 3)::int as pid from pg_stat_activity
       join pg_locks using (pid) where locktype = 'advisory' and granted
         and application_name like 'thu-ky receive:telegram %' and datname = current_database()`,
    );
    const asker = all.findIndex(({ process }) => process.pid === rows[0]?.pid);
    await all[asker]!.kill();
    const from = performance.now();
    await api.polled();
    again.push((performance.now() - from) / 1000);
    await restart(asker);
  }
  const conflicts = api.calls('getUpdates').filter(({ status }) => status === 409).length;
  await stop();
  await api.close();
  await database.close();
  return [
    atMost(
      `after ${kills} kills of the one that asks another asks, at last after`,
      Math.max(...again),
      ASKS_AGAIN_WITHIN,
      ' s',
    ),
    figure('  half within', `${median(again).toFixed(1)} s`),
    exactly('askers that broke in on another (409)', conflicts, 0),
  ];
}
