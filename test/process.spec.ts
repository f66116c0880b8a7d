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
import { emptyDatabase, type FreshDatabase } from './support/database.ts';
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
  const admin = new Client({ connectionString: inject('databaseServer') });
  await admin.connect();
  await admin.query(`create role ${name} login nosuperuser nocreatedb password 'mật khẩu @:/1'`);
  await admin.query(`alter database ${name} owner to ${name}`);
  await admin.query(`alter role ${name} set timezone to 'Asia/Ho_Chi_Minh'`);
  await admin.end();
  const own = new URL(url);
  own.username = name;
  own.password = encodeURIComponent('mật khẩu @:/1');
  return own.href;
}

async function start(url: string, telegram: boolean): Promise<{ line: string; child: ChildProcess; at: string }> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DATABASE_URL: url,
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...(telegram ? { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root } : {}),
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

test('live on a given database: tables made, nothing embedded, and found again by the next start', async () => {
  const url = await ownerOf(fresh.url);
  for (const _time of ['first', 'second']) {
    const { line, child, at } = await start(url, true);
    expect(line).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+ \(live: telegram\)$/);
    await api.polled();
    expect(await readiness(at)).toMatchObject({ ready: true, database: true });
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    // The rehearsal's phones are not to be found in earnest.
    expect((await fetch(`${at}/`)).status).toBe(404);
    expect(await end(child)).toBe(0);
  }
  expect(await readdir(join(folder, 'data')).catch(() => [])).not.toContain('postgres');
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
