// `npm run bench`: what an answer, a notice to many, a start and a round of the clock cost, each beside something
// measured in the same run. How to read it, and what was done about it: docs/decisions/0003-cost-of-an-answer.md.
import { cpus, totalmem } from 'node:os';
import { type Answering, type Cost, compare, countsEach, open, whileBusy, whileIdle } from './answering.ts';
import { rounds } from './clock-round.ts';
import { type ColdStart, coldStart } from './cold-start.ts';
import { doors } from './doors.ts';
import { byHand, bySecond, floorOf, ours, type Sent, unpaced } from './fan-out.ts';
import { type Figure, table } from './figures.ts';
import { pages } from './pages.ts';
import { papers } from './papers.ts';
import { seedPeople } from './people.ts';
import { type Counts, openSetup, type Setup } from './setup.ts';
import { typed } from './typed.ts';
import { reading } from './words.ts';

const runs = 5;

const times = async <T>(count: number, work: (nth: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let nth = 0; nth < count; nth++) results.push(await work(nth));
  return results;
};

/** Whatever happens in between, no bot is left behind. */
async function withBots<T>(work: (opened: (bot: Promise<Answering>) => Promise<Answering>) => Promise<T>): Promise<T> {
  const bots: Answering[] = [];
  try {
    return await work(async (bot) => {
      const opened = await bot;
      bots.push(opened);
      return opened;
    });
  } finally {
    for (const { stop } of bots) await stop();
  }
}

type Compared = { costs: Map<string, Cost>; counts: Map<string, Counts>; idle: number[] };

const compared = (setup: Setup): Promise<Compared> =>
  withBots(async (opened) => {
    const bare = await opened(open(setup, 'bare', 'bare', { webhook: true }));
    const peer = await opened(open(setup, 'peer', 'peer', { webhook: true }));
    const service = await opened(open(setup, 'service', 'service', { webhook: true }));
    const polled = [
      await opened(open(setup, 'peer', 'peer_polled')),
      await opened(open(setup, 'service', 'service_polled')),
    ];
    const costs = await compare(setup, [bare, peer, service, ...polled], runs);
    const counts = new Map<string, Counts>();
    for (const one of [peer, service]) counts.set(one.name, await countsEach(setup, one));
    return { costs, counts, idle: await whileIdle(bare, runs, 2) };
  });

async function answers(setup: Setup): Promise<Figure[]> {
  const { costs, counts, idle } = await compared(setup);
  const cost = (name: string, what: keyof Cost): number[] => costs.get(name)![what];
  const twice = { words: '≤ 2×', kept: (_: number, ratio: number) => ratio <= 2 };
  const pair = (what: string, of: keyof Cost, unit: string, suffix = ''): Figure => ({
    what,
    ours: cost(`service${suffix}`, of),
    unit,
    beside: { name: 'by hand', runs: cost(`peer${suffix}`, of) },
  });
  const counted = (what: string, of: keyof Counts, unit: string): Figure => ({
    what,
    ours: [counts.get('service')![of]],
    unit,
    beside: { name: 'by hand', runs: [counts.get('peer')![of]] },
  });
  return [
    { ...pair('an answer, called by webhook: half take at most', 'p50', 'ms'), wanted: twice },
    pair('  99 of 100 take at most', 'p99', 'ms'),
    {
      what: '  the same beside telegraf and the emulator alone',
      ours: cost('service', 'p50'),
      unit: 'ms',
      beside: { name: 'no database', runs: cost('bare', 'p50') },
    },
    pair('  32 people at once', 'perSecond', '/s'),
    pair('  32 people at once: processor time of the bot for each', 'worked', 'ms'),
    pair('  32 people at once: of its backends', 'served', 'ms'),
    counted('  statements sent to the database', 'statements', ''),
    counted('  transactions that write', 'commits', ''),
    counted('  written ahead by the database', 'wal', 'bytes'),
    pair('an answer, asked for by long polling: half take at most', 'p50', 'ms', '_polled'),
    pair('  32 people at once', 'perSecond', '/s', '_polled'),
    ...(await busy(setup, idle)),
  ];
}

async function busy(setup: Setup, idle: readonly number[]): Promise<Figure[]> {
  process.stderr.write('  while notices go out\n');
  const atPace = await withBots(async (opened) => {
    const paced = { webhook: true, rate: 30, emulator: { flood: true } };
    return whileBusy(await opened(open(setup, 'service', 'paced', paced)), runs, 3);
  });
  const flatOut = await withBots(async (opened) =>
    whileBusy(await opened(open(setup, 'service', 'unlimited', { webhook: true })), runs, 2),
  );
  const beside = { name: 'no database, idle', runs: idle };
  const soon = { words: '< 250 ms over it', kept: (p99: number, ratio: number) => p99 - p99 / ratio < 250 };
  return [
    {
      what: 'answers while 10,000 notices go out at 30/s: 99 of 100',
      ours: atPace.p99,
      unit: 'ms',
      beside,
      wanted: soon,
    },
    { what: '  while they go out as fast as they can: 99 of 100', ours: flatOut.p99, unit: 'ms', beside, wanted: soon },
    { what: '  notices meanwhile, as fast as they can', ours: flatOut.noticesPerSecond, unit: '/s' },
  ];
}

const secondsOf = (sent: readonly Sent[]): number[] => sent.map(({ seconds }) => seconds);
const refusedOf = (sent: readonly Sent[]): number[] => sent.map(({ refused }) => refused * 100);

/** Two lanes share the runs and a third sends the long one: at 30 a second they are no burden to each other. */
async function fanOut(setup: Setup): Promise<Figure[]> {
  const shared = [3, runs - 3];
  const inLanes = async <T>(work: () => Promise<T>): Promise<T[]> =>
    (await Promise.all(shared.map((count) => times(count, work)))).flat();
  const ownLanes = shared.map((count, lane) => ours(setup, `fan_${lane}`, Array(count).fill([50, 200]).flat()));
  const [own, [ownLong], fifty, twoHundred, thousand, loop] = await Promise.all([
    Promise.all(ownLanes).then((lanes) => lanes.flat()),
    ours(setup, 'fan_long', [1_000]),
    inLanes(() => byHand(bySecond, 50, 12)),
    inLanes(() => byHand(bySecond, 200, 12)),
    byHand(bySecond, 1_000, 40),
    inLanes(() => byHand(unpaced, 200, 12)),
  ]);
  const own50 = own.filter((_, nth) => nth % 2 === 0);
  const own200 = own.filter((_, nth) => nth % 2 === 1);
  const each: [number, readonly Sent[], readonly Sent[], string][] = [
    [50, own50, fifty, ''],
    [200, own200, twoHundred, ', cut off at 12 s'],
    [1_000, [ownLong!], [thousand], ', cut off at 40 s'],
  ];
  return [
    ...each.flatMap(([count, mine, theirs, cut]): Figure[] => [
      {
        what: `${count} notices at 30/s`,
        ours: secondsOf(mine),
        unit: 's',
        beside: { name: 'earliest possible', runs: [floorOf(count)] },
        wanted: { words: '≤ 1.1×', kept: (_, ratio) => ratio <= 1.1 },
      },
      {
        what: '  refused for flood',
        ours: refusedOf(mine),
        unit: '%',
        beside: { name: 'by 30 each second', runs: refusedOf(theirs) },
        wanted: { words: '< 1 %', kept: (share) => share < 1 },
      },
      arrivedBeside(`  arrived meanwhile, 30 each second${cut}`, count, theirs),
    ]),
    arrivedBeside('  200 in a loop without pacing, cut off at 12 s', 200, loop),
  ];
}

const arrivedBeside = (what: string, count: number, theirs: readonly Sent[]): Figure => ({
  what,
  ours: [count],
  unit: '',
  beside: { name: 'arrived', runs: theirs.map(({ delivered }) => delivered) },
});

async function starts(): Promise<Figure[]> {
  const pairs = await times(runs, async () => ({ own: await coldStart('service'), other: await coldStart('peer') }));
  const figure = (what: string, of: keyof ColdStart, unit: string, words: string, most: number): Figure => ({
    what,
    ours: pairs.map(({ own }) => own[of]),
    unit,
    beside: { name: 'by hand', runs: pairs.map(({ other }) => other[of]) },
    wanted: { words, kept: (value) => value <= most },
  });
  return [
    figure('start to ready, first time (makes its database)', 'first', 's', '≤ 5 s', 5),
    figure('start to ready, later', 'later', 's', '≤ 1.5 s', 1.5),
    figure('memory, service and database together', 'megabytes', 'MB', '≤ 250 MB', 250),
  ];
}

async function clock(setup: Setup): Promise<Figure[]> {
  const [few, many] = await rounds(setup, [1_000, 200_000], runs);
  return [
    {
      what: 'a round of the clock: 20 due among 200,000',
      ours: many!,
      unit: 'ms',
      beside: { name: '20 due among 1,000', runs: few! },
      wanted: { words: '≤ 2×', kept: (_, ratio) => ratio <= 2 },
    },
  ];
}

const parts: Record<string, (setup: Setup) => Promise<Figure[]>> = {
  answers,
  typed: (setup) => typed(setup, runs),
  fanOut,
  starts,
  clock,
  doors: (setup) => doors(setup, 7),
  words: () => reading(runs),
  pages: () => pages(runs),
  papers: () => papers(),
};

const chosen = process.argv.slice(2);
const from = performance.now();
const setup = await openSetup(seedPeople);
const figures: Figure[] = [];
const failed: string[] = [];
const passed = (since: number): string => `${Math.round((performance.now() - since) / 1000)} s`;
try {
  for (const [name, part] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    process.stderr.write(`measuring ${name}\n`);
    const began = performance.now();
    try {
      figures.push(...(await part(setup)));
      process.stderr.write(`${name}: ${passed(began)}\n`);
    } catch (error) {
      failed.push(name);
      process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.message : error}\n`);
    }
  }
} finally {
  await setup.close();
}
const { length: cores, 0: first } = cpus();
const machine = `${cores} cores (${first?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
process.stdout.write(`${machine}; medians of ${runs} interleaved runs; took ${passed(from)}\n\n${table(figures)}\n`);
if (failed.length > 0) process.stdout.write(`\nNOT MEASURED: ${failed.join(', ')}\n`);
process.exit(failed.length > 0 ? 1 : 0);
