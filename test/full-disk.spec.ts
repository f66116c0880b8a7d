// A disk that is really full, under the embedded database of the real process.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './support/bot-api/index.ts';
import { freePort } from './support/service.ts';
import { canMakeDisks, fill, makeRoom, onSmallDisk, within } from './support/small-disk.ts';

const root = join(import.meta.dirname, '..');
const secret = 'spec-webhook-secret-0123456789';

type Ready = { ready: boolean; trouble?: string; channels: { telegram: { problem: string | null } } };

describe.skipIf(!canMakeDisks)('a full disk', () => {
  let folder: string;
  let api: BotApi;
  let child: ChildProcess | null;
  let said: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thu-ky-disk-'));
    api = await startBotApi();
    [child, said] = [null, ''];
  });
  afterEach(async () => {
    if (process.env['SPEC_SAID']) console.log(said);
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  const disk = (): string => join(folder, 'disk');

  /** Gives where it listens; empty when it ended instead, and then `said` says why. */
  async function start(size: string, more: NodeJS.ProcessEnv = {}): Promise<{ at: string; code: number | null }> {
    const port = await freePort();
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      DATA_DIR: join(disk(), 'data'),
      PORT: String(port),
      LOG_LEVEL: 'warn',
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.root,
      ...more,
    };
    const command = [process.execPath, join(root, 'src/main.ts')];
    child = onSmallDisk(disk(), size, command, { cwd: folder, env });
    child.stderr!.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    const exited = once(child, 'close').then(([code]) => ({ at: '', code: code as number | null }));
    const ready = once(createInterface(child.stdout!), 'line').then(() => ({
      at: `http://127.0.0.1:${port}`,
      code: null,
    }));
    return Promise.race([ready, exited]);
  }

  const readiness = async (at: string): Promise<[number, Ready]> => {
    const answer = await fetch(`${at}/readyz`);
    return [answer.status, (await answer.json()) as Ready];
  };

  test('too small from the start: one sentence, exit 1, no stack trace', async () => {
    const { code } = await start('8m');
    expect(code).toBe(1);
    expect(said).toMatch(/^Thư ký could not start: .*the disk is full.*\n$/);
  });

  test('filled while it runs: webhooks get 503, it says why, nothing is lost, and it goes on when there is room', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { at } = await start('160m', {
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      TELEGRAM_WEBHOOK_SECRET: secret,
    });
    expect(said).toBe('');
    const send = async (id: number, words: string): Promise<number> => {
      const user = { id: 1_000 + id, is_bot: false, first_name: 'An' };
      const message = { message_id: id, date: 1, chat: { id: user.id, type: 'private' }, from: user, text: words };
      const answer = await fetch(`${url}/webhooks/telegram`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify({ update_id: id, message }),
      });
      return answer.status;
    };
    expect(at).not.toBe('');
    expect(await send(1, 'chào')).toBe(200);
    await fill(child!, disk());
    // The pages at hand still take a little.
    const taken: number[] = [];
    let id = 2;
    for (; id < 400; id += 1) {
      const status = await send(id, `chào ${'x'.repeat(3_000)}`);
      if (status !== 200) {
        expect(status).toBe(503);
        break;
      }
      taken.push(id);
    }
    const [status, ready] = await readiness(url);
    expect([status, ready.ready]).toEqual([503, false]);
    expect(said).toMatch(/disk (of the database )?is full/);
    expect(said).not.toContain('xxx');
    await makeRoom(child!, disk());
    await expect.poll(async () => (await readiness(url))[0]).toBe(200);
    // The messenger brings again what was not taken.
    expect(await send(id, 'chào lần nữa')).toBe(200);
    expect(await updatesKept()).toEqual([1, ...taken, id]);
    await expect.poll(() => waiting()).toBe(0);
  });

  test('asked for by us: the messenger keeps what came until there is room, in order and once', async () => {
    const { at } = await start('160m');
    expect(at).not.toBe('');
    await fill(child!, disk());
    const people = Array.from({ length: 40 }, (_, nth) => api.user({ firstName: `An ${nth}` }));
    for (const one of people) for (let nth = 0; nth < 5; nth += 1) await one.send('x'.repeat(4_000));
    await expect.poll(async () => (await readiness(at))[1].trouble).toMatch(/disk .*is full/);
    await makeRoom(child!, disk());
    await expect.poll(updatesKept).toHaveLength(200);
    const kept = await updatesKept();
    expect(kept).toEqual([...new Set(kept)].sort((one, other) => one - other));
    await expect.poll(() => waiting()).toBe(0);
  });

  test('so full that the database itself ends: it says why, and is back when there is room', async () => {
    const { at } = await start('160m');
    expect(at).not.toBe('');
    const where = await address();
    await fill(child!, disk());
    // Its log of changes goes to a new file each time, and there is no room for one.
    const client = new Client({ host: '127.0.0.1', user: 'thuky', database: 'postgres', ...where });
    client.on('error', () => undefined);
    await client.connect();
    const ended = async (): Promise<unknown> => {
      for (;;) {
        await client.query(`select pg_logical_emit_message(false, 'spec', 'x')`);
        await client.query('select pg_switch_wal()');
      }
    };
    await expect(ended()).rejects.toThrow();
    await expect.poll(() => said).toMatch(/the disk is full/);
    expect((await readiness(at))[0]).toBe(503);
    await makeRoom(child!, disk());
    await expect.poll(async () => (await readiness(at))[0]).toBe(200);
    const someone = api.user({ firstName: 'An' });
    await someone.send('chào');
    await expect.poll(updatesKept).toHaveLength(1);
  });

  async function address(): Promise<{ password: string; port: number }> {
    const state = within(child!, join(disk(), 'data/postgres'));
    const { password } = JSON.parse(await readFile(join(state, 'identity.json'), 'utf8')) as { password: string };
    const [, , , port] = (await readFile(join(state, 'data/postmaster.pid'), 'utf8')).split('\n');
    return { password, port: Number(port) };
  }

  /** In the embedded database, beside the service. */
  async function ask<T extends object>(sql: string): Promise<T[]> {
    const client = new Client({ host: '127.0.0.1', user: 'thuky', database: 'postgres', ...(await address()) });
    await client.connect();
    const { rows } = await client.query<T>(sql);
    await client.end();
    return rows;
  }
  const updatesKept = async (): Promise<number[]> =>
    (await ask<{ update: string }>('select update from inbox order by id')).map(({ update }) => Number(update));
  const waiting = async (): Promise<number> =>
    (await ask<{ count: number }>(`select count(*)::int as count from inbox where state = 'new'`))[0]!.count;
});
