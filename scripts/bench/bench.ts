// `npm run bench`: what one answer costs and how fast everybody is told, each beside its peer or floor in the same run.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { type BotApi, startBotApi } from '../../test/support/bot-api/index.ts';
import { atOnce, inTurn } from './answers.ts';
import { type Bot, type Contender, start } from './contender.ts';
import { type Figure, quantile, table } from './figures.ts';
import { type Ground, openGround } from './ground.ts';
import { crowd, type Invited, invite, seedPeople, writeToCrowd } from './people.ts';

const runs = 5;
const inTurnEach = 60;
const atOnceEach = 4;

type Lane = { bot: Bot; api: BotApi; people: Invited[]; contender: Contender };

/** A bot with its own database and emulator, everybody invited. */
async function openLane(ground: Ground, bot: Bot): Promise<Lane> {
  const api = await startBotApi({ flood: false });
  const url = await ground.database(bot);
  const database = openDatabase(url, { poolSize: 2 });
  const people = await invite(database, api);
  await database.close();
  const contender = await start({ bot, api, databaseUrl: url, dataDir: join(ground.folder, bot), webhook: true });
  await inTurn(api, people, people.length);
  return { bot, api, people, contender };
}

async function answers(ground: Ground): Promise<Figure[]> {
  const [ours, peer] = [await openLane(ground, 'service'), await openLane(ground, 'peer')];
  const taken = { p50: [[], []], p99: [[], []], perSecond: [[], []] } as Record<string, [number[], number[]]>;
  for (let run = 0; run < runs; run++) {
    for (const [nth, lane] of [ours, peer].entries()) {
      const one = await inTurn(lane.api, lane.people, inTurnEach);
      const many = await atOnce(lane.api, lane.people, atOnceEach);
      taken['p50']![nth]!.push(quantile(one, 0.5));
      taken['p99']![nth]!.push(quantile(one, 0.99));
      taken['perSecond']![nth]!.push(many.perSecond);
    }
  }
  for (const lane of [ours, peer]) {
    await lane.contender.stop();
    await lane.api.close();
  }
  const beside = (name: string) => ({ name: 'telegraf by hand', runs: taken[name]![1] });
  const twice = { words: 'at most 2×', kept: (_ours: number, ratio: number) => ratio <= 2 };
  return [
    { what: 'one answer, median', ours: taken['p50']![0], unit: 'ms', beside: beside('p50'), wanted: twice },
    { what: 'one answer, p99', ours: taken['p99']![0], unit: 'ms', beside: beside('p99') },
    { what: 'answers with 32 people at once', ours: taken['perSecond']![0], unit: '/s', beside: beside('perSecond') },
  ];
}

/** Everybody is told: seconds until the last notice is there, beside the floor of 30 messages a second. */
async function fanOut(ground: Ground, count: number): Promise<Figure[]> {
  const api = await startBotApi({ flood: true });
  const url = await ground.database(`fan${count}`);
  crowd(api);
  const contender = await start({
    bot: 'service',
    api,
    databaseUrl: url,
    dataDir: join(ground.folder, `fan${count}`),
    webhook: true,
    rate: 30,
  });
  const database = openDatabase(url, { poolSize: 1 });
  const from = performance.now();
  await writeToCrowd(database, count, `fan${count}`);
  const told = (): number => api.calls('sendMessage').filter(({ ok }) => ok).length;
  while (told() < count) await new Promise((resolve) => setTimeout(resolve, 20));
  const took = (performance.now() - from) / 1000;
  const refused = api.calls('sendMessage').filter(({ status }) => status === 429).length;
  await database.close();
  await contender.stop();
  await api.close();
  const floor = Math.floor((count - 1) / 30);
  const within = { words: 'at most 1.1×', kept: (_ours: number, ratio: number) => ratio <= 1.1 };
  const under = { words: 'under 1 %', kept: (ours: number) => ours < 1 };
  return [
    {
      what: `${count} people told`,
      ours: [took],
      unit: 's',
      beside: { name: 'floor at 30/s', runs: [floor] },
      wanted: within,
    },
    { what: `${count} people told: refused`, ours: [(100 * refused) / count], unit: '%', wanted: under },
  ];
}

/** From nothing, and again, with the database it brings along. */
async function coldStart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'thu-ky-start-'));
  const api = await startBotApi({ flood: false });
  const first = await start({ bot: 'service', api, dataDir: folder });
  await first.stop();
  const later: number[] = [];
  for (let run = 0; run < runs; run++) {
    const again = await start({ bot: 'service', api, dataDir: folder });
    later.push(again.readyAfter / 1000);
    await again.stop();
  }
  await api.close();
  await rm(folder, { recursive: true, force: true });
  const within = (seconds: number) => ({ words: `${seconds} s`, kept: (ours: number) => ours <= seconds });
  return [
    { what: 'first start to ready', ours: [first.readyAfter / 1000], unit: 's', wanted: within(5) },
    { what: 'later start to ready', ours: later, unit: 's', wanted: within(1.5) },
  ];
}

const ground = await openGround(seedPeople);
try {
  const figures = [
    ...(await answers(ground)),
    ...(await fanOut(ground, 50)),
    ...(await fanOut(ground, 200)),
    ...(await coldStart()),
  ];
  console.log(
    `${availableParallelism()} processors, Node ${process.version}; medians of ${runs} runs where a range is given`,
  );
  console.log(table(figures));
} finally {
  await ground.close();
}
