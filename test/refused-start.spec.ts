// What stands in the way of a start, or of a command, is one sentence that says what to do; never a stack trace.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { openLog } from '../src/logging.ts';
import { startService } from '../src/service.ts';
import { runCli } from './support/cli.ts';
import { emptyDatabase, type FreshDatabase, freshDatabase } from './support/database.ts';
import { freePort } from './support/service.ts';

const root = join(import.meta.dirname, '..');
const asRoot = process.getuid?.() === 0;
let folder: string;
let fresh: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-refused-'));
  fresh = await emptyDatabase();
});
afterAll(async () => {
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

type Account = { uid?: number; gid?: number };

/** `npm start`, to its end. */
async function start(
  environment: Record<string, string>,
  account: Account = {},
): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', ...environment };
  const program = [join(root, 'src/main.ts')];
  const child = spawn(process.execPath, program, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], ...account });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

/**
 * The same in this process, as far as nothing has begun that would have to end with it: a process takes forty times as
 * long, and how one ends is shown by the others.
 */
async function startHere(environment: Record<string, string>): Promise<{ code: number; said: string }> {
  const config = parseConfig({ PORT: '0', LOG_LEVEL: 'silent', ...environment });
  const failure: unknown = await startService(config, openLog('silent', [])).then(
    (service) => service.stop(),
    (error: unknown) => error,
  );
  return { code: failure instanceof Error ? 1 : 0, said: `Thư ký could not start: ${(failure as Error)?.message}\n` };
}

const data = (): string => join(folder, 'data');
const sentence = (words: RegExp): RegExp => new RegExp(`^Thư ký could not start: ${words.source}\\.\\n$`);

const changed = (change: (url: URL) => void): string => {
  const url = new URL(fresh.url);
  change(url);
  return url.href;
};

describe('a database that cannot be used', () => {
  /** With a secret in the address, and without any answer. */
  const processes = new Set(['nobody listens', 'a wrong password']);
  const cases: [string, () => Promise<string>, RegExp, string][] = [
    [
      'nobody listens',
      async () => `postgresql://thuky:geheim-wort@127.0.0.1:${await freePort()}/thuky`,
      /The database of DATABASE_URL cannot be used: nobody answers at 127\.0\.0\.1:\d+: start PostgreSQL there, or put the right address into DATABASE_URL \(ECONNREFUSED\)/,
      'nobody answers at',
    ],
    [
      'no such machine',
      async () => 'postgresql://thuky:geheim-wort@no-such-machine.invalid/thuky',
      /The database of DATABASE_URL cannot be used: there is no machine no-such-machine\.invalid:5432: put the right name into DATABASE_URL \(\w+\)/,
      'there is no machine',
    ],
    [
      'a wrong password',
      async () =>
        changed((url) => {
          url.password = 'geheim-wort';
        }),
      /The database of DATABASE_URL cannot be used: the password of thuky is wrong: put the right one into DATABASE_URL \(28P01\)/,
      'is wrong',
    ],
    [
      'no password',
      async () =>
        changed((url) => {
          url.password = '';
        }),
      /The database of DATABASE_URL cannot be used: it wants a password of thuky: put it into DATABASE_URL/,
      'wants a password',
    ],
    [
      'no such database',
      async () =>
        changed((url) => {
          url.pathname = '/no_such_one';
        }),
      /The database of DATABASE_URL cannot be used: there is no database no_such_one: make it, or put the right name into DATABASE_URL \(3D000\)/,
      'there is no database',
    ],
    [
      'no right to make tables',
      stranger,
      /The database of DATABASE_URL cannot be used: guest may not make tables in \w+: make it the owner of the database, put the address of the owner into DATABASE_OWNER_URL, or name another account in DATABASE_URL \(42501\)/,
      'may not make tables',
    ],
  ];

  test.each(cases)('%s', async (name, url, words, told) => {
    const given = { DATABASE_URL: await url(), DATA_DIR: data() };
    const { code, said } = await (processes.has(name) ? start : startHere)(given);
    expect(said).toMatch(sentence(words));
    expect(code).toBe(1);
    expect(said).not.toContain('geheim-wort');
    for (const command of ['doctor', `backup ${join(folder, 'x.backup')}`]) {
      if (told === 'may not make tables' && command !== 'doctor') continue;
      const { exit, err } = await runCli(folder, command.split(' '), given);
      expect([exit, err]).toEqual([1, expect.stringMatching(/^Không mở được cơ sở dữ liệu: .*\n$/)]);
      expect(err).toContain(told);
      expect(err).not.toContain('geheim-wort');
    }
  });

  async function stranger(): Promise<string> {
    const admin = new Client({ connectionString: inject('databaseServer') });
    await admin.connect();
    await admin.query(`drop role if exists guest`);
    await admin.query(`create role guest login password 'geheim-wort'`);
    await admin.end();
    return changed((url) => {
      url.username = 'guest';
      url.password = 'geheim-wort';
    });
  }
});

/** A messenger that does not answer: a rehearsal would first put a committee to work. */
const live = {
  TELEGRAM_BOT_TOKEN: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
};

test('a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { code, said } = await start({ DATABASE_URL: fresh.url, DATA_DIR: data(), PORT: String(port), ...live });
  expect([code, said]).toEqual([
    1,
    `Thư ký could not start: Port ${port} of 127.0.0.1 cannot be listened on: another program listens there, perhaps this service itself: stop it, or set PORT to another number (EADDRINUSE).\n`,
  ]);
  await new Promise((closed) => other.close(closed));
});

test('an address this machine has not', async () => {
  const { code, said } = await start({ DATABASE_URL: fresh.url, DATA_DIR: data(), HOST: '192.0.2.1', ...live });
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(sentence(/Port 0 of 192\.0\.2\.1 cannot be .*EADDRNOTAVAIL\)/)),
  ]);
});

describe('a data folder that cannot be used', () => {
  test.runIf(process.platform === 'linux')('below /proc, where nothing can be made', async () => {
    for (const more of [{}, { DATABASE_URL: fresh.url }]) {
      const { code, said } = await startHere({ DATA_DIR: '/proc/thu-ky', ...more });
      expect([code, said]).toEqual([
        1,
        expect.stringMatching(
          sentence(
            /DATA_DIR \/proc\/thu-ky cannot be used: no folder can be made there \(ENOENT\)\. Set DATA_DIR to .*/,
          ),
        ),
      ]);
    }
    const { exit, err } = await runCli(folder, ['doctor'], { DATA_DIR: '/proc/thu-ky' });
    expect([exit, err]).toEqual([
      1,
      expect.stringMatching(/^Không mở được cơ sở dữ liệu: .*no folder can be made there.*\n$/),
    ]);
  });

  test('where a file stands in its way', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, said } = await startHere({ DATA_DIR: join(folder, 'file/data') });
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(sentence(/DATA_DIR .*no folder stands in the way \(EEXIST\).*/)),
    ]);
  });

  test('not ours to write in', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: asRoot ? 0o755 : 0o555 });
    if (asRoot) await chown(closed, 0, 0);
    // Root may write anywhere: it is tried as somebody else, who must be able to reach the program.
    const account = asRoot ? { uid: 65534, gid: 65534 } : {};
    await new Promise((done) => spawn('chmod', ['755', folder]).once('exit', done));
    const { code, said } = await start({ DATA_DIR: closed }, account);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(sentence(/DATA_DIR .* this account may not .* there \(EACCES\).*/)),
    ]);
  });
});

describe('a place for a backup that cannot be used', () => {
  test('no such folder; a file in the way; a folder of that name', async () => {
    await writeFile(join(folder, 'in-the-way'), '');
    const whole = await freshDatabase();
    const given = { DATA_DIR: join(folder, 'backed-up'), DATABASE_URL: whole.url };
    const told = async (file: string) => {
      const { exit, err } = await runCli(folder, ['backup', file], given);
      return [exit, err];
    };
    const none = join(folder, 'none/a.backup');
    expect(await told(none)).toEqual([1, `Không có ${none}. Kiểm tra lại đường dẫn; thư mục chứa tệp phải có sẵn.\n`]);
    expect(await told(join(folder, 'in-the-way/a.backup'))).toEqual([
      1,
      expect.stringMatching(/^Tại .*in-the-way\/a\.backup đang có tệp hoặc thư mục khác loại\..*\n$/),
    ]);
    expect(await told(folder)).toEqual([1, expect.stringMatching(/^Đã có tệp .*, không ghi đè\..*\n$/)]);
    const proc = await told('/proc/a.backup');
    expect(proc).toEqual([1, expect.stringMatching(/^Không có \/proc\/a\.backup\..*\n$/)]);
    await whole.drop();
  });
});
