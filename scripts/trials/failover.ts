// The primary of two PostgreSQL servers is killed and its standby promoted, while people answer and notices go out.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { withRetry } from '../../src/delivery/with-retry.ts';
import { openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { freePort, start } from '../bench/contender.ts';
import { crowd, invite } from '../bench/people.ts';
import { openPair } from './pair.ts';
import { atMost, exactly, type Found, figure, type Trial } from './promises.ts';
import { relay } from './relay.ts';
import { keepWriting } from './replicas.ts';
import { talk } from './talking.ts';
import { tcpProxy } from './tcp-proxy.ts';
import { answersFound, chainFound, copies, isOnce, screensFound, settled } from './written.ts';

/** Seconds after the promotion within which the service must say that it can work. */
const READY = 10;

export const failover: Trial<'people' | 'seconds' | 'behind'> = {
  about:
    'the primary database is killed and its standby promoted after --seconds of talk: synchronous, then asynchronous and --behind seconds behind',
  flags: { people: 20, seconds: 15, behind: 3 },
  async run({ people, seconds, behind }) {
    const kept = await over('synchronous', { people, seconds, behind: 0 });
    const risked = await over('asynchronous', { people, seconds, behind });
    return [
      ...kept,
      // What a standby never heard of is gone with the primary: measured, not promised.
      ...risked.map(({ what, measured }) => figure(what, measured)),
    ];
  },
};

type Size = { people: number; seconds: number; behind: number };

/** By an address that moves with the server, as a virtual IP or a proxy before the servers gives it. */
async function over(name: 'synchronous' | 'asynchronous', { people, seconds, behind }: Size): Promise<Found[]> {
  process.stderr.write(`${name}\n`);
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-failover-'));
  const pair = await openPair(name === 'synchronous');
  const proxy = await tcpProxy(pair.primary);
  const databaseUrl = Object.assign(new URL(pair.url), { port: String(proxy.port) }).href;
  const api = await startBotApi({ flood: true, timeScale: 0.2 });
  crowd(api);
  const seeding = openDatabase(pair.url);
  const invited = (await invite(seeding, api, 40)).slice(0, people);
  await seeding.close();
  const port = await freePort();
  const before = await relay(await freePort(), [`http://127.0.0.1:${port}`]);
  const service = await start({ bot: 'service', api, databaseUrl, dataDir, rate: 30, port, publicUrl: before.url });
  const direct = new pg.Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 5_000 });
  direct.on('error', () => undefined);
  direct.on('connect', (client) => client.on('error', () => undefined));
  const pool = withRetry(direct);
  try {
    const end = new AbortController();
    const talking = talk(api, invited, end.signal, { pause: 2_500, asks: 0.2, patience: 15_000 });
    const writing = keepWriting(pool, end.signal);
    await pause(seconds * 1000);
    if (behind > 0) {
      await pair.fallBehind();
      await pause(behind * 1000);
    }
    await pair.killPrimary();
    const from = performance.now();
    await pair.promote();
    proxy.moveTo(pair.standby);
    const promoted = performance.now();
    while (!(await fetch(`${service.url}/readyz`).catch(() => null))?.ok) await pause(50);
    const ready = (performance.now() - promoted) / 1000;
    await pause(seconds * 1000);
    end.abort();
    const [talked, written] = await Promise.all([talking, writing]);
    await settled(pool, 240);
    await pause(1_000);
    const arrived = copies(api);
    const numbers = Array.from({ length: written }, (_, nth) => nth);
    const missing = numbers.filter((nth) => !arrived.has(nth));
    return [
      figure(`${name}: the standby takes writes after`, `${((promoted - from) / 1000).toFixed(1)} s`),
      atMost('  the service is ready again after its promotion', ready, READY, ' s'),
      ...(await answersFound(direct, talked)),
      ...(await screensFound(direct, talked)),
      figure('notices written', written),
      exactly('notices that must arrive and did not', missing.filter((nth) => !isOnce(nth)).length, 0),
      atMost('notices that came twice', numbers.filter((nth) => (arrived.get(nth) ?? 0) > 1).length, 1),
      await chainFound(direct),
    ];
  } finally {
    await service.stop();
    before.close();
    await direct.end();
    proxy.close();
    await api.close();
    await pair.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
