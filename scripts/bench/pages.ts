// The pages of the desk: fifty people clicking with nothing else to do, and while 10,000 notices go out; and the same pages of
// an installation with many bodies beside those of one.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { idOf, openMeetingOf, type Size, seedCountry } from '../trials/country.ts';
import { start } from './contender.ts';
import { type Figure, median, quantile } from './figures.ts';
import { openSetup, type Setup } from './setup.ts';

const day = 86_400_000;
const PEOPLE = 50;
/** Somebody reads a page for so long before he opens the next, in ms. */
const READS = 3_000;
const NOTICES = 10_000;

const one: Size = { bodies: 1, seats: 21, held: 10, done: 86, open: 48 };
const SECRETARY = 3;

type Desk = {
  database: Database;
  open(path: string): Promise<number>;
  paths: readonly string[];
  stop(): Promise<void>;
};

/** A service on a database of its own, with the secretary of the first body at the desk. */
async function openDesk(setup: Setup, name: string, size: Size): Promise<Desk> {
  const url = await setup.database(name);
  const database = openDatabase(url);
  const startsAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 10 * day);
  await seedCountry(database.pool, size, startsAt);
  const token = 'b'.repeat(43);
  await database.prisma.deskSession.create({
    data: {
      id: idOf('z', 0),
      tokenHash: createHash('sha256').update(token).digest('hex'),
      accountId: idOf('c', SECRETARY),
      createdAt: new Date(),
      seenAt: new Date(),
    },
  });
  await database.pool.query('vacuum analyze');
  const api = await startBotApi();
  const service = await start({
    bot: 'service',
    api,
    databaseUrl: url,
    dataDir: join(setup.folder, name),
    webhook: true,
    rate: 30,
  });
  const root = '/ban-lam-viec';
  const meeting = `${root}/the/meeting/${openMeetingOf(0, size)}`;
  return {
    database,
    paths: [
      root,
      `${root}/danh-sach/meetings.book`,
      `${root}/danh-sach/tasks.list`,
      meeting,
      `${meeting}?muc=attendance.people`,
      `${root}/danh-sach/committee.seated`,
    ],
    open: async (path) => {
      const from = performance.now();
      const answer = await fetch(`${service.url}${path}`, { headers: { cookie: `ban-lam-viec=${token}` } });
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return performance.now() - from;
    },
    stop: async () => {
      await service.stop();
      await api.close();
      await database.close();
    },
  };
}

/** Everybody opens one page after the other, each beginning elsewhere; milliseconds of every page. */
async function clicking({ open, paths }: Desk, seconds: number): Promise<number[]> {
  const taken: number[] = [];
  const end = performance.now() + seconds * 1_000;
  const somebody = async (nth: number): Promise<void> => {
    await pause((READS / PEOPLE) * nth);
    for (let page = nth; performance.now() < end; page++) {
      const took = await open(paths[page % paths.length]!);
      taken.push(took);
      await pause(Math.max(0, READS - took));
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, nth) => somebody(nth)));
  return taken;
}

/** Each page so many times by itself; the middle of each, added up. */
async function turned({ open, paths }: Desk, times: number): Promise<number> {
  let sum = 0;
  for (const path of paths) {
    const taken: number[] = [];
    for (let nth = 0; nth < times; nth++) taken.push(await open(path));
    sum += median(taken.slice(1));
  }
  return sum / paths.length;
}

/** Notices to the people of the first body, as the service would have written them. */
const notify = ({ pool }: Database, { seats }: Size) =>
  pool.query(
    `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, state)
     select 'pages:' || n, a.person_id, a.id, a.channel, a.external_id, 'notice', 3,
       '{"lines":[{"said":"Tin gửi nhiều người"}]}'::jsonb, 'bench', 'pending'
     from generate_series(0, $1 - 1) n join account a on a.id = 'c' || lpad((n % $2)::text, 15, '0') order by n`,
    [NOTICES, seats],
  );

/** `bodies`: of the large installation. */
export async function pages(runs: number, bodies = 300): Promise<Figure[]> {
  // A country is made in an empty database.
  const setup = await openSetup(async () => undefined);
  try {
    return await measured(setup, runs, bodies);
  } finally {
    await setup.close();
  }
}

async function measured(setup: Setup, runs: number, bodies: number): Promise<Figure[]> {
  const few = await openDesk(setup, 'pages_one', one);
  const many = await openDesk(setup, 'pages_many', { ...one, bodies });
  try {
    const [small, large]: [number[], number[]] = [[], []];
    for (const desk of [few, many]) await turned(desk, 3);
    for (let run = 0; run < runs; run++) {
      small.push(await turned(few, 6));
      large.push(await turned(many, 6));
    }
    const idle = await clicking(few, 15);
    await notify(few.database, one);
    const busy = await clicking(few, 20);
    const soon = { words: '< 300 ms', kept: (value: number) => value < 300 };
    return [
      {
        what: `a page of the desk, ${bodies} bodies`,
        ours: large,
        unit: 'ms',
        beside: { name: 'one body', runs: small },
        wanted: { words: '≤ 2×', kept: (_, ratio) => ratio <= 2 },
      },
      { what: `pages, ${PEOPLE} people clicking: half`, ours: [median(idle)], unit: 'ms' },
      { what: '  99 of 100', ours: [quantile(idle, 0.99)], unit: 'ms', wanted: soon },
      {
        what: `  99 of 100 while ${NOTICES.toLocaleString('en')} notices go out`,
        ours: [quantile(busy, 0.99)],
        unit: 'ms',
        wanted: soon,
      },
    ];
  } finally {
    await few.stop();
    await many.stop();
  }
}
