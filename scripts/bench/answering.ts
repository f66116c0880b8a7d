// The bots that answer, each with a database and an emulator of its own, and what an answer costs each of them.
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { type BotApi, type BotApiOptions, startBotApi } from '../../test/support/bot-api/index.ts';
import { atOnce, inTurn, steadily } from './answers.ts';
import { type Bot, type Contender, type StartOptions, start } from './contender.ts';
import { median, quantile } from './figures.ts';
import { crowd, type Invited, inviteToAll, writeToCrowd } from './people.ts';
import { processorTime } from './processor.ts';
import type { Counts, Setup } from './setup.ts';

export type Answering = Contender & { name: string; api: BotApi; people: Invited[]; databaseUrl: string };

/** A bot with the invitations on the members' phones; `options` of the start beside. */
export async function open(
  setup: Setup,
  bot: Bot,
  name: string,
  options: Pick<StartOptions, 'webhook' | 'rate' | 'env'> & { emulator?: BotApiOptions } = {},
): Promise<Answering> {
  const databaseUrl = await setup.database(name);
  const api = await startBotApi(options.emulator ?? {});
  crowd(api);
  const database = openDatabase(databaseUrl);
  const people = await inviteToAll(database, api, options.emulator?.flood ? 35 : 0);
  await database.close();
  const contender = await start({ bot, api, databaseUrl, dataDir: join(setup.folder, name), ...options });
  const stop = async (): Promise<void> => {
    await contender.stop();
    await api.close();
  };
  return { ...contender, stop, name, api, people, databaseUrl };
}

/** `worked`, `served`: processor time of the bot's process and of its backends for an answer, 32 people at once. */
export type Cost = { p50: number[]; p99: number[]; perSecond: number[]; worked: number[]; served: number[] };

/** So many runs of each in turn: 60 answers one by one, then 32 people at once. Milliseconds and answers a second. */
export async function compare(
  setup: Setup,
  contenders: readonly Answering[],
  runs: number,
): Promise<Map<string, Cost>> {
  const costs = new Map<string, Cost>();
  for (const { name, api, people, databaseUrl } of contenders) {
    costs.set(name, { p50: [], p99: [], perSecond: [], worked: [], served: [] });
    await inTurn(api, people, 64);
    await atOnce(api, people, 2);
    await analyse(databaseUrl);
  }
  for (let run = 0; run < runs; run++) {
    process.stderr.write(`  turn ${run + 1} of ${runs}\n`);
    for (const { name, api, people, process: bot } of contenders) {
      const cost = costs.get(name)!;
      const one = await inTurn(api, people, 60);
      cost.p50.push(median(one));
      cost.p99.push(quantile(one, 0.99));
      const busy = async (): Promise<[number, number]> => [
        await processorTime([bot.pid!]),
        await processorTime(await setup.backends(name)),
      ];
      const [workedBefore, servedBefore] = await busy();
      const { perSecond, taken } = await atOnce(api, people, 3);
      const [worked, served] = await busy();
      cost.perSecond.push(perSecond);
      cost.worked.push((worked - workedBefore) / taken.length);
      cost.served.push((served - servedBefore) / taken.length);
      api.forgetCalls();
    }
  }
  return costs;
}

/** A new database plans for tables of a page; autovacuum tells it better within the first minute. */
async function analyse(url: string): Promise<void> {
  const database = openDatabase(url);
  await database.pool.query('analyze');
  await database.close();
}

/** What a bot costs the database per answer, while no other bot is at work. */
export async function countsEach(setup: Setup, { name, api, people }: Answering): Promise<Counts> {
  const answers = 60;
  const { statements, commits, wal } = await setup.counted(name, () => inTurn(api, people, answers));
  return { statements: statements / answers, commits: commits / answers, wal: wal / answers };
}

export type Busy = { p50: number[]; p99: number[]; noticesPerSecond: number[] };

/** Eight answers a second while 10,000 notices go out, in so many stretches of so many seconds. */
export async function whileBusy(contender: Answering, stretches: number, seconds: number): Promise<Busy> {
  const { api, people, databaseUrl } = contender;
  const database = openDatabase(databaseUrl);
  // Everybody once, no faster than later on: the emulator counts what each chat was sent before.
  await steadily(api, people, 8, 4);
  await writeToCrowd(database, 10_000, 'busy');
  await api.called('sendMessage', { within: 20_000 });
  const busy: Busy = { p50: [], p99: [], noticesPerSecond: [] };
  for (let stretch = 0; stretch < stretches; stretch++) {
    api.forgetCalls();
    const from = performance.now();
    const taken = await steadily(api, people, 8, seconds);
    busy.p50.push(median(taken));
    busy.p99.push(quantile(taken, 0.99));
    const sent = api.calls('sendMessage').filter(({ ok }) => ok).length;
    busy.noticesPerSecond.push((sent * 1000) / (performance.now() - from));
  }
  await database.close();
  return busy;
}

/** The same pace of answers with nothing else to do. */
export async function whileIdle({ api, people }: Answering, stretches: number, seconds: number): Promise<number[]> {
  const p99: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    p99.push(quantile(await steadily(api, people, 8, seconds), 0.99));
  }
  return p99;
}
