// A backup taken by the real command line beside the real service, and what a restore makes of it.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackupRefused } from '../../src/store/backup/format.ts';
import { inFreshFolder } from '../../src/store/backup/fresh-folder.ts';
import { proveBackup, restoreBackup } from '../../src/store/backup/restore.ts';
import { FileFolder } from '../../src/store/file-folder.ts';
import { jsonOfCli, type Process, runCli, spawnCli, startProcess } from '../support/cli.ts';
import { emptyDatabase } from '../support/database.ts';
import { pdf } from '../support/journey.ts';

const migrations = join(import.meta.dirname, '../../prisma/migrations');
let folder: string;
let service: Process;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-backup-'));
  service = await startProcess(folder, { DATA_DIR: join(folder, 'data') });
  await handInAFile();
});

afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const data = (name = 'data'): Record<string, string> => ({ DATA_DIR: join(folder, name) });
const cli = (args: string, environment = data()) => runCli(folder, args.split(' '), environment);
const json = <T = Record<string, unknown>>(args: string, environment = data()) =>
  jsonOfCli<T>(folder, args.split(' '), environment);

type Person = { id: string; code: string };
type Message = { id: string; channel: string; block: { buttons: { label: string; data?: string }[] } };

const phones = async <T>(path: string): Promise<T> =>
  (await fetch(`${service.url}/phones/${path}`)).json() as Promise<T>;

async function post(path: string, body: object): Promise<void> {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${service.url}/phones/${path}`, {
    method: 'POST',
    headers: { origin: service.url, ...(isForm ? {} : { 'content-type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

const who = async (code: string): Promise<string> =>
  (await phones<Person[]>('people')).find((person) => person.code === code)!.id;

/** Pressed until it is taken: a press on what has been on the screen for less than a second does nothing. */
async function press(person: string, label: string): Promise<void> {
  await phones('settled');
  const shown = () => phones<Message[]>(`of/${person}/messages`);
  const button = (messages: Message[]) =>
    messages.toReversed().flatMap((message) => {
      const found = message.block.buttons.find((one) => one.label === label);
      return found ? [{ channel: message.channel, message: message.id, data: found.data! }] : [];
    })[0];
  const found = button(await shown());
  if (!found) throw new Error(`no button ${label}`);
  while (button(await shown())?.message === found.message) {
    await post(`of/${person}/press`, found);
    await phones('settled');
  }
}

/** A task, and a report on it with a file. */
async function handInAFile(): Promise<void> {
  const [secretary, member] = [await who('TV01'), await who('UV02')];
  await post(`of/${secretary}/text`, { text: '/giaoviec UV02; Ban hành kế hoạch dữ liệu mở; 31/12/2027' });
  await press(member, 'Tiếp nhận');
  await press(member, 'Báo cáo');
  await post(`of/${member}/text`, { text: '50' });
  await phones('settled');
  const form = new FormData();
  form.set('file', new File([new Uint8Array(pdf('báo cáo'))], 'báo cáo.pdf'));
  await post(`of/${member}/files`, form);
  await press(member, 'Xong');
  await phones('settled');
}

async function asked(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const leftIn = async (name: string): Promise<string[]> => readdir(join(folder, name)).catch(() => []);

type Taken = { audit: { rows: number; head: string }; files: number; lacking: string[]; size: number };

describe('sao lưu khi dịch vụ đang chạy', () => {
  test('Điều 8.9: khôi phục vào thư mục trống cho đúng nhật ký, đúng tệp, và dịch vụ chạy tiếp được', async () => {
    const member = await who('UV02');
    // Acts go on while it is taken: what is in it is one moment.
    let going = true;
    const acting = (async () => {
      while (going) await post(`of/${member}/text`, { text: '/nhiemvu' });
    })();
    const [exit, taken] = await jsonOfCli<Taken>(folder, ['backup', 'one.backup'], data(), spawnCli);
    going = false;
    await acting;
    expect([exit, taken.lacking]).toEqual([0, []]);
    expect(taken.files).toBeGreaterThan(0);
    expect((await stat(join(folder, 'one.backup'))).mode & 0o777).toBe(0o600);

    const restored = await json('restore one.backup', data('second'));
    expect(restored).toMatchObject([0, { audit: { whole: true, ...taken.audit }, files: taken.files, migrated: [] }]);
    expect(await json('audit verify', data('second'))).toMatchObject([0, { head: taken.audit.head }]);
    expect(await leftIn('second/files')).toEqual(await leftIn('data/files'));
    for (const name of await leftIn('data/files')) {
      const [one, other] = await Promise.all(['data', 'second'].map((of) => readFile(join(folder, of, 'files', name))));
      expect(one!.equals(other!)).toBe(true);
    }
    expect((await leftIn('second')).sort()).toEqual(['files', 'postgres']);
    expect((await stat(join(folder, 'second/files'))).mode & 0o777).toBe(0o700);

    const again = await startProcess(folder, data('second'));
    try {
      const answered = await fetch(`${again.url}/phones/of/${member}/text`, {
        method: 'POST',
        headers: { origin: again.url, 'content-type': 'application/json' },
        body: JSON.stringify({ text: '/nhiemvu' }),
      });
      expect(answered.status).toBe(200);
      await fetch(`${again.url}/phones/settled`);
      // Numbers go on where they were: a sequence that began anew would collide.
      const [exit, report] = await json<{ checks: unknown[] }>('doctor', data('second'));
      expect([exit, report]).toMatchObject([0, { ok: true }]);
      expect(report.checks).toContainEqual(expect.objectContaining({ check: 'rights', state: 'ok' }));
    } finally {
      await again.stop();
    }
  });

  test('Điều 8.9: mọi bảng giống hệt, kể cả chữ hoa dấu, dấu phân cách, ô trống', async () => {
    const database = await emptyDatabase();
    const target = await emptyDatabase();
    try {
      const [exit] = await json('restore one.backup', { ...data('third'), DATABASE_URL: database.url });
      expect(exit).toBe(0);
      await asked(
        database.url,
        `insert into person (id, full_name, phone) values ('odd', E'Đặng\\t\\\\N "O''Brien"\\n; \\u0001', null)`,
      );
      expect((await json('backup two.backup', { ...data('third'), DATABASE_URL: database.url }))[0]).toBe(0);
      const into = { ...data('fourth'), DATABASE_URL: target.url };
      expect((await json('restore two.backup', into))[0]).toBe(0);
      const sums = async (url: string) => {
        const tables = await asked(
          url,
          `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
        );
        return Promise.all(
          tables.map(async ({ name }) => [
            name,
            (await asked(url, `select count(*), md5(string_agg(t::text, '|' order by t::text)) from "${name}" t`))[0],
          ]),
        );
      };
      expect(await sums(target.url)).toEqual(await sums(database.url));
      const next = `select nextval('inbox_id_seq') > max(id) as on from inbox`;
      expect(await asked(target.url, next)).toEqual([{ on: true }]);
      // The record can still not be changed.
      await expect(asked(target.url, 'update audit set command = null')).rejects.toThrow(/never changed/);
      // Twice into the same place is refused, and the first stays.
      expect(await json('restore two.backup', into)).toMatchObject([1, { refused: 'not-empty' }]);
      expect(await sums(target.url)).toEqual(await sums(database.url));
    } finally {
      await database.drop();
      await target.drop();
    }
  });
});

describe('bản sao lưu cũ, chương trình mới', () => {
  test('dựng lại theo bước nâng cấp của bản sao lưu, rồi nâng cấp tiếp', async () => {
    const later = join(folder, 'migrations');
    await cp(migrations, later, { recursive: true });
    await mkdir(join(later, '99990101000000_later'));
    await writeFile(
      join(later, '99990101000000_later/migration.sql'),
      `alter table person add column nickname text; update person set nickname = 'từ ' || full_name;`,
    );
    const target = await emptyDatabase();
    const into = new FileFolder(join(folder, 'fifth'));
    const { signal } = new AbortController();
    const file = join(folder, 'one.backup');
    const restored = await restoreBackup({ url: target.url, folder: into, file, migrations: later, signal });
    expect(restored.migrated).toEqual(['99990101000000_later']);
    expect(
      await asked(target.url, `select count(*)::int as n from person where nickname = 'từ ' || full_name`),
    ).toEqual(await asked(target.url, 'select count(*)::int as n from person'));
    await target.drop();
  });

  test('một bước nâng cấp hỏng: không còn lại gì', async () => {
    const later = join(folder, 'broken');
    await cp(migrations, later, { recursive: true });
    await mkdir(join(later, '99990101000000_broken'));
    await writeFile(join(later, '99990101000000_broken/migration.sql'), 'select no_such_function();');
    const target = await emptyDatabase();
    const into = new FileFolder(join(folder, 'sixth'));
    const { signal } = new AbortController();
    const file = join(folder, 'one.backup');
    await expect(restoreBackup({ url: target.url, folder: into, file, migrations: later, signal })).rejects.toThrow(
      /no_such_function/,
    );
    expect(await asked(target.url, `select 1 from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([]);
    expect(await into.all()).toEqual([]);
    await target.drop();
  });
});

describe('không khôi phục được thì nói rõ, và không để lại gì', () => {
  const broken = async (name: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
    await writeFile(join(folder, name), change(await readFile(join(folder, 'one.backup'))));
    return name;
  };
  const signal = new AbortController().signal;
  const refused = async (file: string): Promise<string> => {
    const error: unknown = await proveBackup(join(folder, file), migrations, signal).catch((caught) => caught);
    if (!(error instanceof BackupRefused)) throw error;
    return error.problem;
  };
  /** Another content under a sound compression: only the sums tell. */
  const inside = (change: (tar: Buffer) => Buffer) => (bytes: Buffer) => gzipSync(change(gunzipSync(bytes)));

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['bị cắt cụt', (bytes) => bytes.subarray(0, bytes.length - 2_000)],
    ['bị cắt ngay sau phần đầu', (bytes) => bytes.subarray(0, 600)],
    ['trống', () => Buffer.alloc(0)],
    ['không phải bản sao lưu', () => Buffer.from('x'.repeat(10_000))],
    ['một byte giữa tệp nén', (bytes) => bytes.with(bytes.length >> 1, bytes[bytes.length >> 1]! ^ 0xff) as Buffer],
    ['một tên người', inside((tar) => Buffer.from(tar.toString('latin1').replace('Giang', 'Giaog'), 'latin1'))],
    ['thiếu danh mục', inside((tar) => tar.subarray(0, tar.lastIndexOf('manifest.json')))],
    [
      'tên tệp ra ngoài thư mục',
      inside((tar) => Buffer.from(tar.toString('latin1').replaceAll(/files\/[0-9a-f]{6}/g, 'files/../../'), 'latin1')),
    ],
  ])('%s', async (_, change) => {
    expect(await refused(await broken('broken.backup', change))).toBe('damaged');
  });

  test('của phiên bản mới hơn', async () => {
    const newer = inside((tar) => {
      const at = tar.indexOf('20261124040901_what');
      tar.write('20991124', at);
      return tar;
    });
    expect(await refused(await broken('newer.backup', newer))).toBe('newer');
  });

  test('không có tệp, hoặc là thư mục', async () => {
    expect(await refused('none.backup')).toBe('no-file');
    expect(await refused('.')).toBe('no-file');
  });

  test('dòng lệnh nói một câu và không tạo gì', async () => {
    await broken('short.backup', (bytes) => bytes.subarray(0, bytes.length >> 1));
    const ran = await cli('restore short.backup', data('nowhere'));
    expect([ran.exit, ran.out, ran.err]).toEqual([1, '', expect.stringMatching(/^Tệp bị hỏng, .*\.\n$/)]);
    expect(await leftIn('nowhere')).toEqual([]);
  });

  test('hỏng giữa chừng: thư mục dữ liệu trống như trước; phần của lần bị ngắt trước đó cũng được dọn', async () => {
    const place = join(folder, 'half');
    await mkdir(join(place, '.restore-4194303/postgres'), { recursive: true });
    const working = inFreshFolder(
      place,
      () => undefined,
      async (url, into) => {
        await asked(url, 'create table half (id int)');
        await into.keep([Buffer.from('x')] as never, async () => null);
        throw new Error('hỏng giữa chừng');
      },
    );
    await expect(working).rejects.toThrow('hỏng giữa chừng');
    expect(await leftIn('half')).toEqual([]);
  });

  test('nơi đến đã có dữ liệu: giữ nguyên', async () => {
    const before = await json('audit verify');
    expect(await json('restore one.backup')).toMatchObject([1, { refused: 'not-empty' }]);
    expect(await json('audit verify')).toEqual(before);
    await mkdir(join(folder, 'files-only/files'), { recursive: true });
    await writeFile(join(folder, 'files-only/files/x'), 'x');
    expect(await json('restore one.backup', data('files-only'))).toMatchObject([1, { refused: 'not-empty' }]);
    expect(await leftIn('files-only')).toEqual(['files']);
  });
});

describe('không sao lưu được thì nói rõ', () => {
  test('đã có tệp cùng tên; chưa có dữ liệu; không ghi được', async () => {
    const before = await readFile(join(folder, 'one.backup'));
    expect(await json('backup one.backup')).toMatchObject([1, { refused: 'exists' }]);
    expect((await readFile(join(folder, 'one.backup'))).equals(before)).toBe(true);
    expect(await json('backup x.backup', data('nothing'))).toMatchObject([1, { refused: 'nothing' }]);
    expect(await leftIn('nothing')).toEqual([]);
    const nowhere = await cli('backup none/x.backup');
    expect([nowhere.exit, nowhere.err.split('\n').length]).toEqual([1, 2]);
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('tệp mất khỏi thư mục dữ liệu: vẫn sao lưu phần còn lại và nói ra', async () => {
    const [name] = await leftIn('data/files');
    const bytes = await readFile(join(folder, 'data/files', name!));
    await writeFile(join(folder, 'data/files', name!), 'khác');
    const [exit, taken] = await json<Taken>('backup lacking.backup');
    await writeFile(join(folder, 'data/files', name!), bytes);
    expect([exit, taken.lacking]).toEqual([0, [name]]);
    const target = await emptyDatabase();
    const into = { ...data('seventh'), DATABASE_URL: target.url };
    expect(await json('restore lacking.backup', into)).toMatchObject([0, { lacking: [name], files: 0 }]);
    await target.drop();
  });
});
