// The database goes away, says nothing, is slow, has no connection left; meanwhile people answer.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { type Contender, freePort, start } from '../bench/contender.ts';
import { crowd, invite, seedPeople } from '../bench/people.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, holds, type Trial } from './promises.ts';
import { relay } from './relay.ts';
import { type Talk, talk } from './talking.ts';
import { tcpProxy } from './tcp-proxy.ts';
import { answersFound, chainFound, classOf, copies, isOnce, screensFound, settled, writeNotices } from './written.ts';

/** Seconds after which /readyz must have noticed, either way. */
const NOTICES_WITHIN = 5;
const NOTICES_AT_ONCE = 20;

export const away: Trial<'seconds' | 'slow' | 'people'> = {
  about: 'the database refuses, then is mute (--seconds together), slow by --slow ms a query, out of connections',
  flags: { seconds: 60, slow: 200, people: 20 },
  async run({ seconds, slow, people }) {
    const setup = await openSetup(seedPeople);
    try {
      return [
        ...(await under(setup, 'called', { seconds, slow, people })),
        ...(await under(setup, 'asking', { seconds: seconds / 3, slow, people })),
      ];
    } finally {
      await setup.close();
    }
  },
};

type Size = { seconds: number; slow: number; people: number };
type Trouble = { name: string; begin(): Promise<void>; end(): Promise<void>; seconds: number; isAway: boolean };

/** Called by webhook, or asking by long polling: the one answers 503, the other keeps its place. */
async function under(setup: Setup, name: 'called' | 'asking', { seconds, slow, people }: Size): Promise<Found[]> {
  const direct = await setup.database(name);
  const { hostname: host, port } = new URL(direct);
  const proxy = await tcpProxy({ host, port: Number(port) });
  const databaseUrl = Object.assign(new URL(direct), { port: String(proxy.port) }).href;
  const api = await startBotApi({ flood: true, timeScale: 0.2 });
  crowd(api);
  const database = openDatabase(direct);
  const invited = (await invite(database, api, 40)).slice(0, people);
  const own = await freePort();
  const before = name === 'called' ? await relay(await freePort(), [`http://127.0.0.1:${own}`]) : null;
  const service = await start({
    bot: 'service',
    api,
    databaseUrl,
    dataDir: join(setup.folder, name),
    rate: 30,
    port: own,
    ...(before && { publicUrl: before.url }),
  });
  const over = new AbortController();
  const talking = talk(api, invited, over.signal, { pause: 3_000, asks: 0.2, patience: 3_000 });
  await pause(3_000);
  const found: Found[] = [];
  let written = 0;
  for (const trouble of troubles(proxy, direct, { seconds, slow })) {
    await writeNotices(database.pool, written, NOTICES_AT_ONCE);
    written += NOTICES_AT_ONCE;
    process.stderr.write(`${name}: the database ${trouble.name}\n`);
    const statuses = before?.statuses.length ?? 0;
    await trouble.begin();
    const from = performance.now();
    const noticed = trouble.isAway ? await until(service, 503, NOTICES_WITHIN * 3) : Number.NaN;
    const lies = await watch(service, from + trouble.seconds * 1000, trouble.isAway);
    const answered = before?.statuses.slice(statuses) ?? [];
    await trouble.end();
    const back = await until(service, 200, 60);
    await pause(3_000);
    if (trouble.isAway) {
      found.push(
        atMost(
          `${name}: the database ${trouble.name} for ${Math.round(trouble.seconds)} s: /readyz says so after`,
          noticed,
          NOTICES_WITHIN,
          ' s',
        ),
        exactly('  /readyz 200 meanwhile', lies, 0),
        atMost('  back by itself, /readyz says so after', back, NOTICES_WITHIN, ' s'),
      );
      if (before) found.push(figure('  webhooks answered meanwhile', tally(answered)));
    } else
      found.push(holds(`${name}: the database ${trouble.name}: works on`, back < NOTICES_WITHIN, `${lies} of 503`));
  }
  over.abort();
  const talked: Talk = await talking;
  await settled(database.pool, 240);
  await pause(1_000);
  const arrived = copies(api);
  const numbers = Array.from({ length: written }, (_, nth) => nth);
  const missing = numbers.filter((nth) => !arrived.has(nth));
  found.push(
    ...(await answersFound(database.pool, talked)),
    ...(await screensFound(database.pool, talked)),
    exactly('notices that must arrive and did not', missing.filter((nth) => !isOnce(nth)).length, 0),
    figure('reminders that did not come', missing.filter(isOnce).map(classOf).join(', ') || 'none'),
    exactly('notices that came twice', numbers.filter((nth) => (arrived.get(nth) ?? 0) > 1).length, 0),
    await chainFound(database.pool),
  );
  await service.stop();
  before?.close();
  await api.close();
  proxy.close();
  await database.close();
  return found;
}

const tally = (statuses: readonly number[]): string =>
  [...Map.groupBy(statuses, (status) => status)].map(([status, all]) => `${all.length}× ${status}`).join(', ') ||
  'none';

function troubles(
  proxy: Awaited<ReturnType<typeof tcpProxy>>,
  direct: string,
  { seconds, slow }: Omit<Size, 'people'>,
): Trouble[] {
  const mood = (be: Parameters<typeof proxy.be>[0]) => ({
    begin: async () => proxy.be(be),
    end: async () => proxy.be('pass'),
  });
  const hogs: pg.Client[] = [];
  let over = new AbortController();
  let taking: Promise<void> = Promise.resolve();
  return [
    { name: 'refuses', ...mood('refuse'), seconds: seconds / 2, isAway: true },
    { name: 'is mute', ...mood('mute'), seconds: seconds / 2, isAway: true },
    { name: `needs ${slow} ms more for each query`, ...mood({ slow }), seconds: seconds / 2, isAway: false },
    {
      name: 'has no connection left',
      seconds: seconds / 3,
      isAway: true,
      async begin() {
        // Nobody gets one back before all are taken.
        proxy.be('refuse');
        await hog(direct, hogs);
        proxy.be('pass');
        // What comes free meanwhile, of whoever had one, is taken as well.
        over = new AbortController();
        taking = keepHogging(direct, hogs, over.signal);
      },
      async end() {
        over.abort();
        await taking;
        await Promise.all(hogs.splice(0).map((client) => client.end().catch(() => undefined)));
      },
    },
  ];
}

/** Takes every connection there is, also those the service would like to have back. */
async function hog(url: string, hogs: pg.Client[], signal?: AbortSignal): Promise<void> {
  for (let refused = 0; refused < 3 && !signal?.aborted; ) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      hogs.push(client);
    } catch {
      refused += 1;
      await pause(20);
    }
  }
}

/** Takes what comes free, until the signal: somebody before us in the queue of connections ends one now and then. */
async function keepHogging(url: string, hogs: pg.Client[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await hog(url, hogs, signal);
    await pause(5, undefined, { signal }).catch(() => undefined);
  }
}

const statusOf = async ({ url }: Contender): Promise<number> =>
  (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(() => null))?.status ?? 0;

/** Seconds until /readyz answers so; the longest when it never does. */
async function until(service: Contender, status: number, longest: number): Promise<number> {
  const from = performance.now();
  const passed = (): number => (performance.now() - from) / 1000;
  while (passed() < longest) {
    if ((await statusOf(service)) === status) return passed();
    await pause(50);
  }
  return longest;
}

/** How often /readyz says the opposite of what is so, until then. */
async function watch(service: Contender, end: number, isAway: boolean): Promise<number> {
  let wrong = 0;
  while (performance.now() < end) {
    if ((await statusOf(service)) !== (isAway ? 503 : 200)) wrong += 1;
    await pause(500);
  }
  return wrong;
}
