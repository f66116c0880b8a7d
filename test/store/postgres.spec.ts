import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuditEntry, appendAudit } from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/database.ts';
import { lead } from '../../src/store/leader.ts';
import { applyWithin, readMigrations } from '../../src/store/migrate.ts';
import { migrations, openStore } from '../../src/store/open.ts';
import { PostgresFailed } from '../../src/store/postgres/failure.ts';
import { type EmbeddedPostgres, startPostgres } from '../../src/store/postgres/start.ts';
import { mayChangeRecord } from '../../src/store/rights.ts';

const asRoot = process.getuid?.() === 0;
let folder: string;
let open: (() => unknown)[];

let made: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'postgres-'));
  await (await startPostgres({ dataDir: made, log: () => {} })).stop();
});
afterAll(() => rm(made, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postgres-')); // closed to other accounts, as a home folder is
  open = [];
});

/** Files that are there already, of a server that was stopped: to make them takes longer than all the rest. */
const givenFiles = () => promisify(execFile)('cp', ['-a', join(made, 'postgres'), folder]);

afterEach(async () => {
  for (const close of open.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dataDir: folder, log: () => {} });
  open.push(() => postgres.stop());
  return postgres;
}

interface Holder {
  readonly url: string;
  readonly process: ChildProcess;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Another process beside this one. */
async function holder(account: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const script = join(import.meta.dirname, '../support/postgres-holder.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'], ...account });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  open.push(() => end('SIGTERM'));
  const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as unknown[];
  if (typeof url !== 'string') throw new Error(`the other process ended with ${url}`);
  return { url, process: child, end };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => join(folder, 'postgres/data/postmaster.pid');

async function serverPid(): Promise<number | undefined> {
  const text = await readFile(pidFile(), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split('\n')[0]);
}

describe('a data folder', () => {
  test('gets a durable database whose password only its owner can read', async () => {
    const postgres = await start();
    expect(
      await query(
        postgres.url(),
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
                current_setting('listen_addresses') AS address, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
           FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', address: '127.0.0.1', locale: 'C.UTF-8', encoding: 'UTF8' }]);
    expect((await stat(join(folder, 'postgres/identity.json'))).mode & 0o777).toBe(0o600);
    expect((await readdir(join(folder, 'postgres'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const wrong = new URL(postgres.url());
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password/);
  });

  test('keeps its data and its address from one start to the next', async () => {
    await givenFiles();
    const first = await start();
    await query(first.url(), 'CREATE TABLE kept (id int)');
    await Promise.all([first.stop(), first.stop()]);
    expect(await serverPid()).toBeUndefined();
    const second = await start();
    expect(second.url()).toBe(first.url());
    expect(await query(second.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
  });

  test('is made once when several processes start for the first time at once', async () => {
    const [mine, other, third] = await Promise.all([start(), holder(), holder()]);
    expect([other.url, third.url]).toEqual([mine.url(), mine.url()]);
    expect((await readdir(join(folder, 'postgres'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.runIf(asRoot)('serves an ordinary user too', async () => {
    await chown(folder, 65534, 65534);
    const { url } = await holder({ uid: 65534, gid: 65534 });
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await stat(join(folder, 'postgres/identity.json'))).uid).toBe(65534);
  });
});

test('Điều 8.9: an installation of before gets the account of the service by itself, and loses nothing', async () => {
  await givenFiles();
  const before = await start();
  const ours = (await readMigrations(migrations)).filter(({ name }) => name < '20261127120000_record_only_grows');
  const client = new Client({ connectionString: before.url() });
  await client.connect();
  for (const migration of ours) await applyWithin(client, migration);
  await client.query(`insert into person (id, full_name) values ('p1', 'Đặng Thị Cũ')`);
  await client.end();
  await before.stop();
  for (const _time of ['upgraded', 'again']) {
    const store = await openStore({ databaseUrl: null, databaseOwnerUrl: null, dataDir: folder }, () => {});
    open.push(store.close);
    const { pool } = store.database;
    expect((await pool.query('select current_user::text as who, full_name as name from person')).rows).toEqual([
      { who: 'thuky_service', name: 'Đặng Thị Cũ' },
    ]);
    await store.database.transaction((tx) => appendAudit(tx, act));
    for (const statement of ['truncate audit', 'delete from audit', 'truncate person', 'drop table person']) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await mayChangeRecord(pool)).toEqual({ account: 'thuky_service', may: false });
    await open.pop()!();
  }
});

const act: AuditEntry = {
  at: new Date('2026-12-01T00:00:00Z'),
  actorId: null,
  behalfId: null,
  channel: 'cli',
  account: null,
  update: null,
  bodyId: null,
  matter: null,
  command: 'cli.spec',
  outcome: 'done',
  facts: {},
};

describe('several processes', () => {
  beforeEach(givenFiles);

  test('share the server; the last to leave stops it, also when another had started it', async () => {
    const starter = await start();
    const pid = await serverPid();
    const other = await holder();
    expect(other.url).toBe(starter.url());
    await starter.stop();
    expect(await serverPid()).toBe(pid);
    expect(await query(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await other.end('SIGTERM');
    expect(await serverPid()).toBeUndefined();
  });

  test('adopt a server whose service was killed, and stop it in the end', async () => {
    const killed = await holder();
    await query(killed.url, 'CREATE TABLE acknowledged (id int)');
    const pid = await serverPid();
    await killed.end('SIGKILL');
    const postgres = await start();
    expect(await serverPid()).toBe(pid);
    expect(await query(postgres.url(), 'SELECT count(*)::int AS n FROM acknowledged')).toEqual([{ n: 0 }]);
    await postgres.stop();
    expect(await serverPid()).toBeUndefined();
  });
});

describe('a server that was killed', () => {
  beforeEach(givenFiles);

  test('is brought back at the same address with everything it had acknowledged', async () => {
    const postgres = await start();
    const url = postgres.url();
    await query(url, 'CREATE TABLE acknowledged AS SELECT 1 AS id');
    const lost = new Promise<{ back: Promise<void> }>((done) => postgres.onLost(done));
    process.kill((await serverPid())!, 'SIGKILL');
    await (await lost).back;
    expect(postgres.url()).toBe(url);
    expect(await query(url, 'SELECT id FROM acknowledged')).toEqual([{ id: 1 }]);
  });

  test('is brought back once when two processes used it', async () => {
    const postgres = await start();
    const other = await holder();
    const lost = new Promise<{ back: Promise<void> }>((done) => postgres.onLost(done));
    process.kill((await serverPid())!, 'SIGKILL');
    await (await lost).back;
    const keepers = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'thu-ky keeper'`;
    await expect.poll(() => query(other.url, keepers)).toEqual([{ n: 2 }]);
  });

  test('is not brought back when the service is told to stop meanwhile', async () => {
    const postgres = await start();
    const lost = new Promise<{ back: Promise<void> }>((done) => postgres.onLost(done));
    process.kill((await serverPid())!, 'SIGKILL');
    await lost;
    await postgres.stop();
    expect(await query(postgres.url(), 'SELECT 1').catch((error) => error.code)).toBe('ECONNREFUSED');
  });
});

describe('what a dead server left behind', () => {
  beforeEach(givenFiles);

  test.each([
    ['the id of another process', `${process.pid}\n/proc/self/cwd\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n`],
    ['an id nobody has', `${2 ** 22 - 1}\n/proc/self/cwd\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n`],
  ])('does not prevent a start: %s', async (_, text) => {
    await writeFile(pidFile(), text);
    if (asRoot) await chown(pidFile(), 65534, 65534);
    const postgres = await start();
    expect(await query(postgres.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('and a port that is taken meanwhile costs only a new port', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(Number(new URL(first.url()).port), '127.0.0.1');
    await once(squatter, 'listening');
    open.push(() => new Promise((done) => squatter.close(done)));
    const second = await start();
    expect(second.url()).not.toBe(first.url());
    expect(await query(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('pools and leaders follow a server that comes back at another port', async () => {
  await givenFiles();
  const postgres = await start();
  const database = openDatabase(() => postgres.url());
  open.push(() => database.close());
  const stop = new AbortController();
  let elected: () => void = () => undefined;
  const election = (): Promise<void> => new Promise((resolve) => (elected = resolve));
  const first = election();
  const leading = lead({
    url: () => postgres.url(),
    name: 'send:spec',
    every: 50,
    signal: stop.signal,
    work: (lost) => {
      elected();
      return new Promise((resolve) => lost.addEventListener('abort', () => resolve(), { once: true }));
    },
  });
  await first;
  await database.pool.query('create table kept as select 1 as one');
  const before = postgres.url();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await new Promise((done) => other.close(done));
  await writeFile(join(folder, 'postgres/port'), String(port));
  const again = election();
  const back = new Promise<void>((resolve) => postgres.onLost((lost) => lost.back.then(resolve)));
  process.kill((await serverPid())!, 'SIGKILL');
  await back;
  expect(postgres.url()).not.toBe(before);
  expect(database.url).toBe(postgres.url());
  expect((await database.pool.query('select one from kept')).rows).toEqual([{ one: 1 }]);
  expect(await database.prisma.$queryRaw`select one from kept`).toEqual([{ one: 1 }]);
  expect(await database.transaction((tx) => tx.$queryRaw`select one from kept`)).toEqual([{ one: 1 }]);
  await again;
  stop.abort();
  await leading;
});

describe('what cannot work is said in a sentence', () => {
  async function refusal(): Promise<string> {
    const error = await start().catch((caught) => caught);
    expect(error).toBeInstanceOf(PostgresFailed);
    return error.message;
  }

  test('files of another major version', async () => {
    await givenFiles();
    await writeFile(join(folder, 'postgres/data/PG_VERSION'), '16\n');
    expect(await refusal()).toMatch(/belongs to PostgreSQL 16, this program brings 17/);
  });

  test('damaged files, with what the server said last', async () => {
    await givenFiles();
    await rm(join(folder, 'postgres/data/global/pg_control'));
    expect(await refusal()).toMatch(/could not be started.*pg_control.*DATABASE_URL/s);
  });

  test('a folder that cannot be made', async () => {
    await writeFile(join(folder, 'postgres'), 'a file');
    expect(await refusal()).toMatch(/could not be made.*DATABASE_URL/s);
  });
});
