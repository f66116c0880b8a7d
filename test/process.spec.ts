// The real process, started as `npm start` does, on a PostgreSQL that is somebody else's (DATABASE_URL).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { type BotApi, startBotApi } from './support/bot-api/index.ts';
import { jsonOfCli } from './support/cli.ts';
import { asOwner, emptyDatabase, type FreshDatabase } from './support/database.ts';
import { freePort } from './support/service.ts';

const root = join(import.meta.dirname, '..');
let folder: string;
let fresh: FreshDatabase;
let api: BotApi;
let running: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-process-'));
  fresh = await emptyDatabase();
  api = await startBotApi();
  running = [];
});
afterEach(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await api.close();
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The account the service gets from a database administrator: owner of one database, nothing else. */
async function ownerOf(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  const own = accountOf(url, name);
  const admin = new Client({ connectionString: inject('databaseServer') });
  await admin.connect();
  await admin.query(`create role ${name} login nosuperuser nocreatedb password 'mật khẩu @:/1'`);
  await admin.query(`alter database ${name} owner to ${name}`);
  await admin.query(`alter role ${name} set timezone to 'Asia/Ho_Chi_Minh'`);
  await admin.end();
  return own;
}

function accountOf(url: string, name: string): string {
  const own = new URL(url);
  own.username = name;
  own.password = encodeURIComponent('mật khẩu @:/1');
  return own.href;
}

/** A second account, which may only log in. */
async function guestOf(url: string): Promise<string> {
  const name = `${new URL(url).pathname.slice(1)}_guest`;
  await asOwner(inject('databaseServer'), `create role ${name} login password 'mật khẩu @:/1'`);
  return accountOf(url, name);
}

async function start(
  url: string,
  telegram: boolean,
  more: NodeJS.ProcessEnv = {},
): Promise<{ line: string; child: ChildProcess; at: string }> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DATABASE_URL: url,
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...(telegram ? { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root } : {}),
    ...more,
  };
  // From an empty folder: a `.env` of the developer's must not reach it.
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const exited = once(child, 'exit').then(([code]) => [`ended with ${code}`]);
  const [line] = (await Promise.race([once(createInterface(child.stdout!), 'line'), exited])) as string[];
  return { line: line!, child, at: `http://127.0.0.1:${port}` };
}

async function end(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  return (await exited)[0];
}

const readiness = async (at: string): Promise<Record<string, unknown>> => (await fetch(`${at}/readyz`)).json() as never;

/** What `doctor` says of the account. */
const rightsBy = async (environment: Record<string, string>): Promise<unknown> => {
  const [, { checks }] = await jsonOfCli<{ checks: { check: string; state: string }[] }>(
    folder,
    ['doctor'],
    environment,
  );
  return checks.find(({ check }) => check === 'rights')?.state;
};

test('Điều 8.9: live on a given database under an account that only adds to the record; by itself at the next start', async () => {
  const [owner, guest] = [await ownerOf(fresh.url), await guestOf(fresh.url)];
  // First the owner makes the tables; afterwards nothing more is to be made.
  for (const more of [{ DATABASE_OWNER_URL: owner }, {}]) {
    const { line, child, at } = await start(guest, true, more);
    expect(line).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+ \(live: telegram\)$/);
    await api.polled();
    expect(await readiness(at)).toMatchObject({ ready: true, database: true });
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    // The rehearsal's phones are not to be found in earnest.
    expect((await fetch(`${at}/`)).status).toBe(404);
    expect(await end(child)).toBe(0);
  }
  expect(await readdir(join(folder, 'data')).catch(() => [])).not.toContain('postgres');
  for (const statement of [
    'truncate audit',
    'delete from audit',
    `update audit set command = ''`,
    'truncate meeting',
  ]) {
    await expect(asOwner(guest, statement)).rejects.toMatchObject({ code: '42501' });
  }
  expect(await rightsBy({ DATABASE_URL: guest })).toBe('ok');
  // One account that owns everything does its work as before; it is said.
  expect(await rightsBy({ DATABASE_URL: owner })).toBe('warning');
});

test('a rehearsal on a given database', async () => {
  const url = await ownerOf(fresh.url);
  const { line, child, at } = await start(url, false);
  expect(line).toMatch(/\(rehearsal\)$/);
  expect(await (await fetch(`${at}/`)).text()).toContain('Thư ký');
  expect(await end(child)).toBe(0);
  // Its people are invented: nothing live starts among them.
  const live = await start(url, true);
  expect(live.line).toBe('ended with 1');
});
