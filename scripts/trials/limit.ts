// So many notices at thirty a second: the service, a loop that does not pace itself, and p-queue.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { start } from '../bench/contender.ts';
import { arrived, byHand, bySecond, floorOf, rate, type Sent, settle, unpaced } from '../bench/fan-out.ts';
import { median } from '../bench/figures.ts';
import { crowd, seedPeople, writeToCrowd } from '../bench/people.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { atMost, type Found, figure, type Trial } from './promises.ts';

/** A second of the measurement is worth this many times what it would be at best. */
const WITHIN = 1.1;

export const limit: Trial<'most' | 'runs'> = {
  about: 'N = 50, 200, 1,000, 10,000 notices at 30 per second, beside a plain loop and p-queue; --most the largest N',
  flags: { most: 10_000, runs: 5 },
  async run({ most, runs }) {
    const setup = await openSetup(seedPeople);
    try {
      const short = [50, 200].filter((count) => count <= most);
      const long = [1_000, 10_000].filter((count) => count <= most);
      // The short ones are a matter of tenths of a second: nothing runs beside them.
      const ours = await byService(setup, 'short', Array(runs).fill(short).flat());
      const [oursLong, others] = await Promise.all([byService(setup, 'long', long), beside([...short, ...long])]);
      const found: Found[] = [];
      for (const count of [...short, ...long]) {
        const sent = [...ours, ...oursLong].filter((one) => one.count === count);
        found.push(...figures(count, sent), ...others.filter((one) => one.count === count).map(({ found }) => found));
      }
      return found;
    } finally {
      await setup.close();
    }
  },
};

type Counted = Sent & { count: number };

/** The real process, its outbox filled with each count in turn. */
async function byService(setup: Setup, name: string, counts: readonly number[]): Promise<Counted[]> {
  const databaseUrl = await setup.database(name);
  const database = openDatabase(databaseUrl);
  const api = await startBotApi({ flood: true });
  crowd(api);
  const service = await start({ bot: 'service', api, databaseUrl, dataDir: join(setup.folder, name), rate });
  await leads(service.url);
  const results: Counted[] = [];
  for (const count of counts) {
    await settle();
    await writeToCrowd(database, count, `limit-${results.length}`);
    const from = performance.now();
    await database.pool.query(`select pg_notify('send:telegram', '')`);
    results.push({ count, ...(await arrived(api, count, from, 2 * floorOf(count) + 30)) });
    process.stderr.write(`${count}: ${results.at(-1)!.seconds.toFixed(2)} s\n`);
  }
  await service.stop();
  await api.close();
  await database.close();
  return results;
}

async function leads(url: string): Promise<void> {
  type Ready = { channels: { telegram: { sender: { leading: boolean } } } };
  for (;;) {
    const ready = (await (await fetch(`${url}/readyz`)).json()) as Ready;
    if (ready.channels.telegram.sender.leading) return;
    await pause(50);
  }
}

const figures = (count: number, sent: readonly Sent[]): Found[] => [
  atMost(
    `${count} notices, the service${sent.length > 1 ? `, median of ${sent.length}` : ''}`,
    median(sent.map(({ seconds }) => seconds)),
    WITHIN * floorOf(count),
    ' s',
  ),
  atMost('  refused', median(sent.map(({ refused }) => refused * 100)), 1, ' %'),
];

/** Each of the others with an emulator of its own, cut off at twice the time the limit allows and a minute at most. */
async function beside(counts: readonly number[]): Promise<{ count: number; found: Found }[]> {
  const loops = [
    ['one after the other, unpaced', unpaced],
    ['p-queue, 30 each second', bySecond],
  ] as const;
  const results: { count: number; found: Found }[] = [];
  await Promise.all(
    loops.map(async ([name, loop]) => {
      for (const count of counts) {
        const sent = await byHand(loop, count, Math.min(60, 2 * floorOf(count) + 10));
        results.push({ count, found: figure(`  ${name}`, outcome(count, sent)) });
      }
    }),
  );
  return results;
}

const outcome = (count: number, { seconds, delivered, refused }: Sent): string =>
  `${delivered < count ? `${delivered} of them in ` : ''}${seconds.toFixed(2)} s, ${(refused * 100).toFixed(1)} % refused`;
