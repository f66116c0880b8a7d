// A messenger that loses answers, fails, floods, hangs and goes away; and ten thousand notices an answer overtakes.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { call } from '../../test/support/bot-api/client.ts';
import { type BotApi, startBotApi } from '../../test/support/bot-api/index.ts';
import { steadily } from '../bench/answers.ts';
import { start } from '../bench/contender.ts';
import { quantile } from '../bench/figures.ts';
import { crowd, crowdTelegramId, invite, seedPeople, writeToCrowd } from '../bench/people.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, type Trial } from './promises.ts';
import { talk } from './talking.ts';
import { answersFound, chainFound, copies, isOnce, screensFound, settled, writeNotices } from './written.ts';

/** Milliseconds by which an answer may be later than the messenger itself is. */
const OVERTAKES_WITHIN = 250;
const QUEUED = 10_000;
const ANSWERS_PER_SECOND = 8;

export const messenger: Trial<'notices' | 'outage' | 'seconds' | 'latency'> = {
  about: 'lost answers, 5xx, web pages, hanging calls, blocked accounts, an outage; answers while 10,000 notices wait',
  flags: { notices: 1_000, outage: 60, seconds: 60, latency: 5 },
  async run({ notices, outage, seconds, latency }) {
    const setup = await openSetup(seedPeople);
    try {
      return [...(await overtaking(setup, seconds, latency)), ...(await faulty(setup, { notices, outage, latency }))];
    } finally {
      await setup.close();
    }
  },
};

async function open(setup: Setup, name: string, latencyMs: number) {
  const databaseUrl = await setup.database(name);
  const api = await startBotApi({ flood: true, latencyMs });
  crowd(api);
  const database = openDatabase(databaseUrl);
  const people = await invite(database, api, 40);
  const service = await start({ bot: 'service', api, databaseUrl, dataDir: join(setup.folder, name), rate: 30 });
  const close = async (): Promise<void> => {
    await service.stop();
    await api.close();
    await database.close();
  };
  return { api, database, people, service, close };
}

/** Answers, each a tap until its message has changed, while the queue is long; beside calls of the messenger itself. */
async function overtaking(setup: Setup, seconds: number, latency: number): Promise<Found[]> {
  const { api, database, people, close } = await open(setup, 'overtaking', latency);
  await steadily(api, people, ANSWERS_PER_SECOND, 5);
  await writeToCrowd(database, QUEUED, 'overtaken');
  await api.called('sendMessage', { within: 20_000 });
  const over = new AbortController();
  const idle = plainCalls(api, over.signal);
  const taken = await steadily(api, people, ANSWERS_PER_SECOND, seconds);
  over.abort();
  const plain = await idle;
  const refused = api.calls().filter(({ status }) => status === 429).length;
  const { rows } = await database.pool.query<{ left: number }>(
    `select count(*)::int as left from outbox where state = 'pending'`,
  );
  await close();
  const p99 = quantile(taken, 0.99) - quantile(plain, 0.99);
  return [
    figure('notices waiting at the end of the answers', rows[0]!.left),
    figure('answers, half within', `${quantile(taken, 0.5).toFixed(0)} ms`),
    figure('  a plain call of the messenger meanwhile, 99 of 100', `${quantile(plain, 0.99).toFixed(0)} ms`),
    atMost('99 of 100 answers later than such a call by', p99, OVERTAKES_WITHIN, ' ms'),
    exactly('refused for flood meanwhile', refused, 0),
  ];
}

/** What the messenger needs for something harmless, ten times a second. */
async function plainCalls(api: BotApi, signal: AbortSignal): Promise<number[]> {
  const taken: number[] = [];
  while (!signal.aborted) {
    const from = performance.now();
    await call(api, 'getMe');
    taken.push(performance.now() - from);
    await pause(100, undefined, { signal }).catch(() => undefined);
  }
  return taken;
}

type Size = { notices: number; outage: number; latency: number };

async function faulty(setup: Setup, { notices, outage, latency }: Size): Promise<Found[]> {
  const { api, database, people, close } = await open(setup, 'faulty', latency);
  // 2 of 100 of those who are written to.
  const blocked = new Set(Array.from({ length: 20 }, (_, nth) => nth * 50 + 7));
  for (const nth of blocked) api.telegram.chats.get(crowdTelegramId(nth))!.account!.blocked = true;
  const strike = (kind: Parameters<BotApi['fault']>[0]['kind'], rate: number) => api.fault({ kind, rate, method });
  const method = /^(send|edit|answer|getUpdates)/;
  const faults = [
    strike('drop-after', 0.05),
    strike('502', 0.05),
    strike('500', 0.03),
    strike('502-after', 0.02),
    strike('html', 0.01),
    api.fault({ kind: 'hang', rate: 0.003, method: /^(send|edit)/ }),
  ];
  const over = new AbortController();
  const talking = talk(api, people.slice(0, 20), over.signal, { pause: 4_000, asks: 0.2, patience: 30_000 });
  await writeNotices(database.pool, 0, notices);
  await pause((notices / 30 / 2) * 1000);
  api.partition(outage * 1000);
  await pause((outage + 15) * 1000);
  over.abort();
  const talked = await talking;
  await settled(database.pool, 600);
  await pause(1_000);
  for (const fault of faults) fault.stop();
  const found = [
    figure('calls struck by faults', api.calls().filter(({ fault }) => fault !== undefined).length),
    ...(await told(api, database.pool, notices, blocked)),
    ...(await answersFound(database.pool, talked)),
    ...(await screensFound(database.pool, talked)),
    await chainFound(database.pool),
  ];
  await close();
  return found;
}

async function told(
  api: BotApi,
  pool: Parameters<typeof settled>[0],
  notices: number,
  blocked: ReadonlySet<number>,
): Promise<Found[]> {
  const found = copies(api);
  const numbers = Array.from({ length: notices }, (_, nth) => nth);
  const reachable = numbers.filter((nth) => !blocked.has(nth % 1_000));
  const legal = reachable.filter((nth) => !isOnce(nth));
  const once = reachable.filter(isOnce);
  const more = (of: readonly number[], than: number): number => of.filter((nth) => (found.get(nth) ?? 0) > than).length;
  const { rows } = await pool.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from outbox where matter = 'trial' group by state order by state`,
  );
  const { rows: unnoticed } = await pool.query(
    `select from outbox where matter = 'trial' and chat = any($1) and state <> 'unreachable'`,
    [[...blocked].map((nth) => String(crowdTelegramId(nth)))],
  );
  return [
    figure('notices written, of them to people who blocked us', `${notices}, ${notices - reachable.length}`),
    exactly('notices that must arrive and did not', legal.filter((nth) => !found.has(nth)).length, 0),
    figure('  of them on a phone twice', more(legal, 1)),
    exactly('  more than twice', more(legal, 2), 0),
    exactly('reminders that came twice', more(once, 1), 0),
    exactly(`of ${once.length} reminders did not come`, once.filter((nth) => !found.has(nth)).length, 0),
    figure('the outbox says', rows.map(({ state, count }) => `${count} ${state}`).join(', ')),
    exactly('people who blocked us and are not on the list of those not reached', unnoticed.length, 0),
  ];
}
