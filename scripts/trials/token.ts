// A Zalo Official Account kept by three processes on one database: its refresh token is good once, whoever uses it, and
// the process that is using it is killed in the middle of that, again and again.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { said } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { writeTemplates } from '../../src/store/templates.ts';
import { linkAccount, type Member, personId, phoneOf, seatCommittee } from '../../test/support/committee.ts';
import { approvedTemplates, type Person, startZalo, templateRows, type Zalo } from '../../test/support/zalo/index.ts';
import { type Contender, freePort, start } from '../bench/contender.ts';
import { median } from '../bench/figures.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, holds, type Trial } from './promises.ts';
import { relay } from './relay.ts';
import { askedFound, chainFound, copies, settled, wordsOf } from './written.ts';

const REPLICAS = 3;
const EXCHANGE = '/v4/oa/access_token';
const CONSULT = '/v3.0/oa/message/cs';
const BY_PHONE = '/message/template';
/** A token that ends within so many seconds is not used any more by the service. */
const MARGIN = 300;
const REFRESHES_AGAIN_WITHIN = 10;
const SAID_WITHIN = 60;
const NOTICES_PER_SECOND = 6;

export const token: Trial<'kills' | 'people' | 'life'> = {
  about: 'three processes, one Zalo account: each is killed while it refreshes the token, due every --life seconds',
  flags: { kills: 10, people: 10, life: 4 },
  async run({ kills, people, life }) {
    const setup = await openSetup(async () => undefined);
    const zalo = await startZalo({ tokenLife: MARGIN + life, receipts: true, templates: approvedTemplates });
    try {
      return await refreshed(setup, zalo, { kills, people, life });
    } finally {
      await zalo.close();
      await setup.close();
    }
  },
};

async function refreshed(
  setup: Setup,
  zalo: Zalo,
  { kills, people, life }: { kills: number; people: number; life: number },
): Promise<Found[]> {
  const databaseUrl = await setup.database('token');
  const database = openDatabase(databaseUrl, { poolSize: 3 });
  const { writers, members } = await seat(database, zalo, people);
  const all = await fleet(setup, zalo, databaseUrl);
  const port = await freePort();
  const balancer = await relay(
    port,
    all.running.map(({ url }) => url),
  );
  zalo.connect(`${balancer.url}/webhooks/zalo-oa`);
  // Each event comes twice, to two of them.
  zalo.events.copies = 2;
  await until('a first token', () => zalo.tokens.given > 0);
  const list = await firstList(writers[0]!);

  const from = performance.now();
  const over = new AbortController();
  const asked = new Map<Person, number>([[writers[0]!, 1]]);
  const asking = Promise.all(writers.map((one) => keepAsking(one, asked, over.signal)));
  const writing = keepWriting(database.pool, members, over.signal);
  const bringing = keepBringing(zalo, over.signal);
  const again: number[] = [];
  for (let nth = 0; nth < kills; nth += 1) {
    await pause(1_000 + Math.random() * 1_000);
    const { given } = zalo.tokens;
    const killed = await killInTheMiddle(zalo, database.pool, all, false);
    const at = performance.now();
    await until('another refresh', () => zalo.tokens.given > given);
    again.push((performance.now() - at) / 1000);
    await all.restart(killed);
    process.stderr.write(`${nth + 1} of ${kills} killed while it refreshed\n`);
  }
  const seconds = (performance.now() - from) / 1000;
  const { given, refused } = zalo.tokens;
  const askedFor = zalo.calls(EXCHANGE).length;
  const problems = await problemsOf(all.running);

  // What nobody can make good: Zalo has used the token up, and who was to keep the new one is gone.
  const lost = await killInTheMiddle(zalo, database.pool, all, true);
  const at = performance.now();
  await until(
    'word of a lost token',
    async () => (await problemsOf(all.running)).some((problem) => /new consent/.test(problem)),
    SAID_WITHIN * 2,
  );
  const said = (performance.now() - at) / 1000;
  // The account agrees once more, and the operator starts the service with the new token.
  all.consented = zalo.tokens.consent();
  for (let nth = 0; nth < REPLICAS; nth += 1) {
    if (nth !== lost) await all.running[nth]!.stop();
    await all.restart(nth);
  }
  await pause(3_000);
  over.abort();
  const [written] = await Promise.all([writing, asking]);
  await until('every event taken', () => zalo.events.waiting === 0, 120);
  await bringing;
  await settled(database.pool, 300);
  await pause(1_000);

  const arrived = copies({ people: [...zalo.people.values()] });
  const numbers = Array.from({ length: written }, (_, nth) => nth);
  const { rows: kept } = await database.pool.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from inbox where message->>'kind' = 'text' group by state`,
  );
  const questions = [...asked.values()].reduce((sum, one) => sum + one, 0);
  const found = [
    figure('pairs of tokens given out', `${given} in ${Math.round(seconds)} s`),
    exactly('refresh tokens that were used a second time', refused, 0),
    exactly(
      `refreshes asked for, beside the ${kills} whose process was killed, and not given`,
      askedFor - kills - given,
      0,
    ),
    atMost('refreshes before they were due', Math.max(0, given - 1 - Math.ceil(seconds / life)), 0),
    atMost('after a kill another refreshes, at last after', Math.max(...again), REFRESHES_AGAIN_WITHIN, ' s'),
    figure('  half within', `${median(again).toFixed(1)} s`),
    exactly('processes that tell of a problem with the account', problems.length, 0),
    figure('calls with the account', `${zalo.calls(CONSULT).length} by id, ${zalo.calls(BY_PHONE).length} by number`),
    atMost(
      'killed after Zalo used the token, before its answer: /readyz asks for a new consent after',
      said,
      SAID_WITHIN,
      ' s',
    ),
    figure('questions asked, each brought to two processes', questions),
    exactly('  kept and handled, each once', kept.find(({ state }) => state === 'done')?.count ?? 0, questions),
    ...askedFound(asked, list),
    figure('notices written', written),
    exactly('notices that did not arrive', numbers.filter((nth) => !arrived.has(nth)).length, 0),
    atMost('notices that came twice', numbers.filter((nth) => (arrived.get(nth) ?? 0) > 1).length, kills + 1),
    holds('rules of the account broken', zalo.violations().length === 0, zalo.violations()[0] ?? 'none'),
    await chainFound(database.pool),
  ];
  await all.stop();
  balancer.close();
  await database.close();
  return found;
}

/** Half of them write to the account, the others have a phone number only. */
async function seat(database: Database, zalo: Zalo, count: number): Promise<{ writers: Person[]; members: Member[] }> {
  const members = Array.from(
    { length: 2 * count },
    (_, nth): Member => ({
      code: `M${String(nth).padStart(3, '0')}`,
      name: `Nguyễn Văn ${nth}`,
      role: nth === 0 ? 'chair' : 'member',
      post: 'Giám đốc',
      agency: `Sở số ${nth}`,
    }),
  );
  await seatCommittee(database, members);
  await database.transaction((tx) => writeTemplates(tx, templateRows));
  const writers: Person[] = [];
  for (const [nth, { code, name }] of members.entries()) {
    const person = zalo.person(name, { wrote: nth < count, phone: phoneOf(members, code) });
    if (nth >= count) continue;
    await linkAccount(database, code, 'zalo-oa', person.id, new Date());
    writers.push(person);
  }
  return { writers, members };
}

type Fleet = {
  running: Contender[];
  /** A first token given after the account agreed again. */
  consented: string;
  restart(nth: number): Promise<void>;
  stop(): Promise<void>;
};

async function fleet(setup: Setup, zalo: Zalo, databaseUrl: string): Promise<Fleet> {
  const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
  const open = (nth: number): Promise<Contender> =>
    start({
      bot: 'service',
      // Whose connections are whose.
      databaseUrl: `${databaseUrl}?application_name=${nth}`,
      dataDir: join(setup.folder, 'token'),
      port: ports[nth]!,
      env: {
        ZALO_OA_ID: zalo.keys.oaId,
        ZALO_APP_ID: zalo.keys.appId,
        ZALO_APP_SECRET: zalo.keys.appSecret,
        ZALO_OA_SECRET: zalo.keys.oaSecret,
        ZALO_OA_REFRESH_TOKEN: all.consented,
        ZALO_OA_API_ROOT: zalo.root,
        ZALO_OAUTH_ROOT: zalo.root,
        ZALO_ZBS_API_ROOT: zalo.root,
        SECRET_KEY: 'trial-secret-key-of-32-characters-or-more',
      },
    });
  const all: Fleet = {
    running: [],
    consented: zalo.tokens.first,
    async restart(nth) {
      all.running[nth] = await open(nth);
    },
    async stop() {
      await Promise.all(all.running.map((one) => one.stop()));
    },
  };
  // At once: all of them find the first token unused.
  await Promise.all(ports.map((_, nth) => all.restart(nth)));
  return all;
}

/** Kills the process that asks for the next refresh, before Zalo has looked at it or after it has done it (`used`). */
async function killInTheMiddle(zalo: Zalo, pool: pg.Pool, { running }: Fleet, used: boolean): Promise<number> {
  const before = zalo.calls(EXCHANGE).length;
  zalo.fail({ path: EXCHANGE, hang: true, done: used });
  await zalo.called(EXCHANGE, before + 1);
  // Who has the lock under which the token is used.
  const { rows } = await pool.query<{ name: string }>(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and granted
       and (classid::bigint << 32) | objid::bigint = hashtextextended('zalo-token:' || $1, 0)`,
    [zalo.keys.oaId],
  );
  const nth = Number(rows[0]?.name);
  await running[nth]!.kill();
  return nth;
}

/** What the processes that answer say of the account. */
async function problemsOf(all: readonly Contender[]): Promise<string[]> {
  type Ready = { channels: Record<string, { problem: string | null }> };
  const said = await Promise.all(
    all.map(async ({ url }) => {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      return answer ? Object.values(((await answer.json()) as Ready).channels).map(({ problem }) => problem) : [];
    }),
  );
  return said.flat().filter((problem) => problem !== null);
}

/** How the answer to the question begins. */
async function firstList(person: Person): Promise<string> {
  await person.send('/hop');
  return (await person.receives(/./, { within: 60_000 })).text.split('\n')[0]!;
}

async function keepAsking(person: Person, asked: Map<Person, number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(3_000 + Math.random() * 4_000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    asked.set(person, (asked.get(person) ?? 0) + 1);
    await person.send('/hop');
  }
}

/** Notices to everybody in turn: as a text to those who wrote, as an approved form to the others' numbers. */
async function keepWriting(pool: pg.Pool, members: readonly Member[], signal: AbortSignal): Promise<number> {
  let written = 0;
  while (!signal.aborted) {
    const rows = Array.from({ length: NOTICES_PER_SECOND }, (_, at) => {
      const nth = written + at;
      const { code, name } = members[nth % members.length]!;
      const words = said(wordsOf(nth));
      const view: View = { lines: [words], brief: { form: 'note', values: { name: said(name), content: words } } };
      return { nth, person: personId(code), phone: phoneOf(members, code), view };
    });
    await pool.query(
      `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, state)
       select 'trial:' || n.nth, n.person, a.id, coalesce(a.channel, 'zalo-zbs'), coalesce(a.external_id, n.phone),
         'notice', 3, n.view, 'trial', 'pending'
       from jsonb_to_recordset($1::jsonb) as n(nth int, person text, phone text, view jsonb)
       left join account a on a.person_id = n.person and a.channel = 'zalo-oa' order by n.nth`,
      [JSON.stringify(rows)],
    );
    written += NOTICES_PER_SECOND;
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
  return written;
}

/** Zalo brings again what nobody took, sooner than it really does, until nothing of it is left after the signal. */
async function keepBringing(zalo: Zalo, signal: AbortSignal): Promise<void> {
  while (!signal.aborted || zalo.events.waiting > 0) {
    await zalo.events.bringAgain(Number.POSITIVE_INFINITY);
    await pause(3_000);
  }
}

/** @throws after so many seconds */
async function until(what: string, so: () => boolean | Promise<boolean>, within = 60): Promise<void> {
  const end = performance.now() + within * 1000;
  while (!(await so())) {
    if (performance.now() > end) throw new Error(`not within ${within} s: ${what}`);
    await pause(20);
  }
}
