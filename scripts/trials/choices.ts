// The doubtful choices, each beside what is in production, turn by turn in one run: how many connections, how many hands
// of the worker, statements prepared or not, an intake that commits each update by itself or several at once. What was
// chosen and why: docs/decisions/0006-measured-choices.md; how many statements an answer takes: 0003.
import { keep } from '../../src/bot/inbox.ts';
import type { Receive } from '../../src/channels/channel.ts';
import type { Incoming } from '../../src/channels/incoming.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type Answering, compare, open } from '../bench/answering.ts';
import { median } from '../bench/figures.ts';
import { seedPeople } from '../bench/people.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { gathering } from './gathering.ts';
import { atMost, type Found, figure, type Trial } from './promises.ts';

/** A choice this much faster than the one in production would have to take its place. */
const TOO_FAST = 1.25;

const asItIs = 'as it is: 10 connections, 4 hands, prepared, each update a commit';
type Environment = Readonly<Record<string, string>>;
/** By twos beside the one in production, so that the server has connections for all. */
const turns: readonly Readonly<Record<string, Environment>>[] = [
  { '4 connections': { POOL: '4' }, '20 connections': { POOL: '20' } },
  { '1 hand': { HANDS: '1' }, '8 hands': { HANDS: '8' } },
  { '16 hands': { HANDS: '16' }, '16 hands, 20 connections': { HANDS: '16', POOL: '20' } },
  { 'statements not prepared': { PREPARED: 'no' }, 'updates that come meanwhile in one commit': { GATHERED: 'yes' } },
];

export const choices: Trial<'runs' | 'updates'> = {
  about:
    'each doubtful choice beside the one in production: medians of --runs turns of answers, and of the intake alone',
  flags: { runs: 5, updates: 2_000 },
  async run({ runs, updates }) {
    const setup = await openSetup(seedPeople);
    try {
      return [...(await answers(setup, runs)), ...(await intake(setup, runs, updates))];
    } finally {
      await setup.close();
    }
  },
};

/** The whole process: 60 answers one by one, then 32 people at once. */
async function answers(setup: Setup, runs: number): Promise<Found[]> {
  const found: Found[] = [];
  const faster: number[] = [];
  const sooner: number[] = [];
  const base = await variant(setup, asItIs, {});
  try {
    for (const turn of turns) {
      const others: Answering[] = [];
      try {
        for (const [name, env] of Object.entries(turn)) others.push(await variant(setup, name, env));
        const costs = await compare(setup, [base, ...others], runs);
        const own = costs.get(asItIs)!;
        for (const [name, { p50, perSecond }] of costs) {
          const alone = beside(p50, own.p50, ' ms');
          found.push(
            figure(`answers: ${name}`, `${beside(perSecond, own.perSecond, '/s')}; one alone: half within ${alone}`),
          );
          faster.push(byTurns(perSecond, own.perSecond));
          sooner.push(byTurns(own.p50, p50));
        }
      } finally {
        for (const one of others) await one.stop();
      }
    }
  } finally {
    await base.stop();
  }
  return [
    ...found,
    atMost('answers a second of the fastest, beside as it is', Math.max(...faster), TOO_FAST, '×'),
    atMost('time of one answer as it is, beside the fastest', Math.max(...sooner), TOO_FAST, '×'),
  ];
}

async function variant(setup: Setup, name: string, env: Environment): Promise<Answering> {
  process.stderr.write(`${name}\n`);
  const database = `choice_${name.replace(/\W+/g, '_')}`.slice(0, 60).toLowerCase();
  return { ...(await open(setup, 'variant', database, { webhook: true, env })), name };
}

/** Keeping what came in, without handling it: 32 webhooks at once, and batches as long polling brings them. */
async function intake(setup: Setup, runs: number, updates: number): Promise<Found[]> {
  const database = openDatabase(await setup.database('intake'));
  const receive: Receive = async (came) => void (await keep(database.pool, came, new Date()));
  const ways: Record<string, (came: readonly Incoming[]) => Promise<number[]>> = {
    'each update a commit, 32 at once': (came) => atOnce(came, receive),
    'updates that come meanwhile in one commit, 32 at once': (came) => atOnce(came, gathering(receive)),
    'a commit for each 100, as long polling': async (came) => {
      const taken: number[] = [];
      for (let at = 0; at < came.length; at += 100) {
        const from = performance.now();
        await receive(came.slice(at, at + 100));
        taken.push(performance.now() - from);
      }
      return taken;
    },
  };
  const costs = Object.keys(ways).map(() => ({ perSecond: [] as number[], p50: [] as number[] }));
  let first = 0;
  // The first turn is for warming up.
  for (let run = -1; run < runs; run += 1) {
    for (const [nth, way] of Object.values(ways).entries()) {
      const came = Array.from({ length: updates }, (_, at) => message(first + at));
      first += updates;
      const from = performance.now();
      const taken = await way(came);
      if (run < 0) continue;
      costs[nth]!.perSecond.push((updates * 1000) / (performance.now() - from));
      costs[nth]!.p50.push(median(taken));
    }
  }
  await database.close();
  return Object.keys(ways).map((name, nth) =>
    figure(
      `intake alone: ${name}`,
      `${beside(costs[nth]!.perSecond, costs[0]!.perSecond, '/s')}; half within ${beside(costs[nth]!.p50, costs[0]!.p50, ' ms')}`,
    ),
  );
}

const message = (nth: number): Incoming => ({
  channel: 'telegram',
  update: String(nth),
  lane: `telegram:${nth % 100}`,
  account: String(nth % 100),
  chat: String(nth % 100),
  private: true,
  at: new Date().toISOString(),
  kind: 'press',
  press: { data: 'attendance.attend|meeting000000000|p000000000000000', message: '1', query: String(nth) },
});

async function atOnce(came: readonly Incoming[], receive: Receive): Promise<number[]> {
  const taken: number[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < came.length) {
      const from = performance.now();
      await receive([came[next++]!]);
      taken.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: 32 }, hand));
  return taken;
}

/** The ratio of two in the same turn, and of these the median: what the machine does meanwhile strikes both. */
const byTurns = (one: readonly number[], other: readonly number[]): number =>
  median(one.map((value, turn) => value / other[turn]!));

const beside = (runs: readonly number[], base: readonly number[], unit: string): string =>
  `${median(runs).toPrecision(3)}${unit} (${byTurns(runs, base).toFixed(2)}×)`;
