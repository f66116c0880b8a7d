// The service is killed at random moments, and so is its database, while people answer and notices go out.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { withRetry } from '../../src/delivery/with-retry.ts';
import { openStore } from '../../src/store/open.ts';
import { type BotApi, startBotApi } from '../../test/support/bot-api/index.ts';
import { type Contender, start } from '../bench/contender.ts';
import { median, quantile } from '../bench/figures.ts';
import { crowd, type Invited, invite, seedPeople } from '../bench/people.ts';
import { atMost, exactly, type Found, figure, type Trial } from './promises.ts';
import { talk } from './talking.ts';
import {
  answersFound,
  askedFound,
  chainFound,
  classOf,
  copies,
  isOnce,
  screensFound,
  settled,
  writeNotices,
} from './written.ts';

/** Seconds within which it must be ready again. */
const READY = 3;
/** Milliseconds it works between two kills, at most; longer where the machine is so slow that it would never work. */
const LIFE = 2_000;
const lifeOf = ({ readyAfter }: Contender): number => Math.random() * Math.max(LIFE, 1.5 * readyAfter);
const NOTICES_PER_SECOND = 10;

export const kill: Trial<'kills' | 'databaseKills' | 'people' | 'latency'> = {
  about: 'SIGKILL of the service, and of its database, while people converse and notices go out',
  flags: { kills: 100, databaseKills: 20, people: 20, latency: 5 },
  async run({ kills, databaseKills, people, latency }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-kill-'));
    const api = await startBotApi({ flood: true, latencyMs: latency });
    crowd(api);
    const { url, invited } = await seed(dataDir, api);
    let service = await start({ bot: 'service', api, dataDir, rate: 30 });
    const direct = new pg.Pool({ connectionString: url, max: 4 });
    direct.on('error', () => undefined);
    direct.on('connect', (client) => client.on('error', () => undefined));
    const pool = withRetry(direct);
    try {
      const list = await firstList(invited[people]!);
      const over = new AbortController();
      const talking = talk(api, invited.slice(0, people), over.signal, { pause: 2_500, asks: 0.3, patience: 15_000 });
      const writing = keepWriting(pool, over.signal);
      const ready: number[] = [];
      const backAfter: number[] = [];
      for (let nth = 1; nth <= Math.max(kills, databaseKills); nth += 1) {
        if (nth <= kills) {
          await pause(lifeOf(service));
          await service.kill();
          service = await start({ bot: 'service', api, dataDir, rate: 30 });
          ready.push(service.readyAfter / 1000);
        }
        if (Math.floor((nth * databaseKills) / kills) > backAfter.length) {
          await pause(lifeOf(service));
          backAfter.push(await killDatabase(dataDir, service));
        }
        if (nth % 10 === 0) process.stderr.write(`${nth} kills, ${backAfter.length} of the database\n`);
      }
      await pause(2_000);
      over.abort();
      const [talked, written] = await Promise.all([talking, writing]);
      await settled(pool, 240);
      await pause(1_000);
      return [
        figure('kills of the service, of the database', `${kills}, ${backAfter.length}`),
        atMost('ready again after a kill of the service, median', median(ready), READY, ' s'),
        figure('  95 of 100 within', `${quantile(ready, 0.95).toFixed(2)} s`),
        atMost('ready again after a kill of the database, median', median(backAfter), READY, ' s'),
        ...(await answersFound(pool, talked)),
        ...(await screensFound(pool, talked)),
        ...told(api, written, kills + databaseKills),
        ...askedFound(talked.asked, list),
        await chainFound(direct),
      ];
    } finally {
      await service.stop();
      await direct.end();
      await api.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** Makes the database in the data folder as the service would find it; gives its address, and who was invited. */
async function seed(dataDir: string, api: BotApi): Promise<{ url: string; invited: Invited[] }> {
  const { database, close } = await openStore({ databaseUrl: null, databaseOwnerUrl: null, dataDir }, () => undefined);
  await seedPeople(database);
  const invited = await invite(database, api, 40);
  await close();
  return { url: database.url, invited };
}

/** How the answer to the question begins. */
async function firstList({ person }: Invited): Promise<string> {
  await person.send('/hop');
  const { text } = await person.receives(/./, { within: 20_000 });
  return text.split('\n')[0]!;
}

async function keepWriting(pool: pg.Pool, signal: AbortSignal): Promise<number> {
  let written = 0;
  while (!signal.aborted) {
    await writeNotices(pool, written, NOTICES_PER_SECOND);
    written += NOTICES_PER_SECOND;
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
  return written;
}

/** Seconds until the service can work again. */
async function killDatabase(dataDir: string, service: Contender): Promise<number> {
  const file = await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGKILL');
  const from = performance.now();
  // It may not have noticed yet.
  await pause(50);
  while (!(await fetch(`${service.url}/readyz`).catch(() => null))?.ok) await pause(20);
  return (performance.now() - from) / 1000;
}

/** What the crowd got of what was written to it. */
function told(api: BotApi, written: number, kills: number): Found[] {
  const found = copies(api);
  const numbers = Array.from({ length: written }, (_, nth) => nth);
  const missing = numbers.filter((nth) => !found.has(nth));
  const surplus = (of: readonly number[]): number => of.reduce((sum, nth) => sum + (found.get(nth) ?? 1) - 1, 0);
  const once = numbers.filter(isOnce);
  const byClass = Map.groupBy(missing, classOf);
  const lost = [...byClass].map(([name, of]) => `${of.length} ${name}`).join(', ');
  return [
    figure('notices written', written),
    exactly('notices that must arrive and did not', missing.filter((nth) => !isOnce(nth)).length, 0),
    figure('notices that did not arrive, by class', lost || 'none'),
    exactly('repeated messages that must come once', surplus(once), 0),
    atMost('repeated messages in all', surplus(numbers), kills),
  ];
}
