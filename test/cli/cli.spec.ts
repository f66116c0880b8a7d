// The command line against a database of its own; as the real process where it is the process that matters.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holidayWords, readHolidays } from '../../src/cli/holidays.ts';
import { plain, registerSheet } from '../../src/documents/register-sheet.ts';
import type { Text } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { makeCalendar } from '../../src/kernel/working-days.ts';
import { linkAccount } from '../../src/regulation/committee/index.ts';
import { chapters } from '../../src/regulation/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { jsonOfCli, type Ran, runCli, spawnCli } from '../support/cli.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { startBotPlatform } from '../support/zalo-bot/index.ts';

const root = join(import.meta.dirname, '../..');
let fresh: FreshDatabase;
let folder: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-cli-'));
});

afterAll(async () => {
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

const environmentOf = (more: Record<string, string> = {}): Record<string, string> => ({
  DATABASE_URL: fresh.url,
  ...more,
});

const cli = (args: string, more?: Record<string, string>): Promise<Ran> =>
  runCli(folder, args.split(' '), environmentOf(more));

const json = (args: string, more?: Record<string, string>): Promise<[number, unknown]> =>
  jsonOfCli(folder, args.split(' '), environmentOf(more));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A messenger that knows its own name. */
async function fakeTelegram(): Promise<{ env: Record<string, string>; close(): void }> {
  const server = createServer((request, response) => {
    const known = request.url?.endsWith('/getMe');
    response.end(JSON.stringify(known ? { ok: true, result: { id: 1, is_bot: true, username: 'thuky_bot' } } : {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const token = '123456:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  return {
    env: { TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`, TELEGRAM_BOT_TOKEN: token },
    close: () => server.close(),
  };
}

test('from nothing to a linked member', async () => {
  const bodyFile = join(root, 'scripts/bodies/khanh-hoa.json');
  expect((await json('invite'))[1]).toMatchObject({ refused: 'no-body' });
  expect(await json(`body create ${bodyFile}`)).toMatchObject([0, { code: 'khanh-hoa' }]);
  expect(await json(`body create ${bodyFile}`)).toMatchObject([1, { refused: 'body-exists' }]);

  const bad = await file('bad.csv', 'mã;họ và tên;vai trò;cơ quan\nUV01;;Ủy viên;Sở Y tế\n');
  const refused = await cli(`roster import ${bad} --dry-run`);
  expect([refused.exit, refused.err]).toEqual([1, 'Danh sách có 2 lỗi, chưa nhập gì. Sửa các lỗi sau rồi nhập lại.\n']);
  expect(refused.out).toContain('Lỗi, dòng 2, cột Họ và tên: Ô “Họ và tên” trống.');
  expect(refused.out).toContain('Danh sách chưa có Trưởng ban.');

  const roster = join(root, 'scripts/rosters/khanh-hoa-vi-du.csv');
  const imported = await cli(`roster import ${roster}`);
  expect(imported.out).toContain('Mới: 23. Cập nhật: 0.');

  const telegram = await fakeTelegram();
  const [, all] = await json('invite --all', telegram.env);
  telegram.close();
  const invitations = all as { member: string; name: string; code: string; telegram: string }[];
  expect(invitations).toHaveLength(23);
  const uv01 = invitations.find(({ member }) => member === 'UV01')!;
  expect(uv01).toMatchObject({ name: 'Nguyễn Ví Dụ Giang', telegram: `https://t.me/thuky_bot?start=${uv01.code}` });
  expect(uv01.code).toMatch(/^[A-Za-z0-9_-]{26,32}$/);

  const [, again] = await json('invite --member uv01');
  const [renewed] = again as { code: string; telegram: null }[];
  expect(renewed?.telegram).toBeNull();
  expect(await link(uv01.code)).toBe('wrong-code');
  expect(await link(renewed!.code)).toBe('linked');
  expect((await json('invite'))[1]).toHaveLength(22);
  expect(await json('unlink --member UV01')).toEqual([0, { member: 'UV01', name: 'Nguyễn Ví Dụ Giang', accounts: 1 }]);
  expect(await json('unlink --member UV99')).toMatchObject([1, { refused: 'no-member' }]);

  expect(await json('audit verify')).toMatchObject([0, { whole: true, rows: 6 }]);
});

async function link(code: string): Promise<string> {
  const database = openDatabase(fresh.url);
  const now = new Date();
  let made = 0;
  const newId = (): string => `id${String(made++).padStart(14, '0')}`;
  const world = { now, calendar: makeCalendar([]), settings: defaultSettings, newId };
  const attempt = { channel: 'telegram', externalId: '7', displayName: 'Giang', code, world };
  const choose = (shown: View) => shown.choices![0]!.press;
  const first = await database.transaction((tx) => linkAccount(tx, attempt));
  const { outcome } =
    first.outcome === 'asked'
      ? await database.transaction((tx) => linkAccount(tx, { ...attempt, code: null, choose }))
      : first;
  await database.close();
  return outcome;
}

describe('Điều 13.2: quy định riêng của Ban', () => {
  test('xem; đổi từ một ngày, thử trước; vô nghĩa, đã qua, không đổi gì thì nói rõ', async () => {
    const shown = await cli('settings show');
    expect(shown.out).toContain('noticeWorkingDays = 3: Số ngày làm việc từ khi gửi giấy mời đến khi họp\n');
    expect(shown.out).toMatch(/overdueSteps = 1 office, 10 deputy, 20 chair: /);
    const tried = await cli('settings set noticeWorkingDays 5 --from 2099-01-04 --dry-run');
    expect(tried.out.split('\n')).toEqual([
      'Chưa đổi gì. Nếu đổi: noticeWorkingDays = 5 từ 04/01/2099 (trước đó: 3).',
      'Không lời nhắc nào đang chạy đổi giờ.',
      '',
    ]);
    expect((await json('settings show'))[1]).toMatchObject({ noticeWorkingDays: { value: 3, since: null, later: [] } });
    expect(await json('settings set NOTICEWORKINGDAYS 5 --from 2099-01-04 --decision 12/QĐ-BCĐ')).toMatchObject([
      0,
      { before: 3, value: 5, from: '2099-01-04', written: true },
    ]);
    expect((await json('settings show'))[1]).toMatchObject({
      noticeWorkingDays: { value: 3, later: [{ from: '2099-01-04', value: 5 }] },
    });
    expect((await json('settings show --at 2099-01-04'))[1]).toMatchObject({ noticeWorkingDays: { value: 5 } });
    expect(await json('settings set quietTo 7 --decision 13/QĐ-BCĐ')).toMatchObject([0, { before: 6, written: true }]);
    expect((await json('settings show'))[1]).toMatchObject({ quietTo: { value: 7 } });
    const refused = async (args: string) => (await cli(`settings set ${args}`)).err;
    expect(await refused('quietTo 99')).toBe(
      'Đến giờ này mới gửi tiếp: không dùng được “99”. Cần số nguyên từ 0 đến 23.\n',
    );
    expect(await refused('quietTo 7')).toBe('Đến giờ này mới gửi tiếp từ ngày đó vốn đã là 7.\n');
    expect(await refused('quietTo 8 --from 2020-01-01')).toMatch(/^Ngày 01\/01\/2020 đã qua\./);
    expect(await refused('quietTo 8 --from mai')).toMatch(/không phải ngày/);
    expect(await refused('quietTo 8')).toMatch(/do Trưởng ban quyết định.*--decision/);
    expect(await refused('quiet 8')).toMatch(/^Không có quy định “quiet”\. Các quy định: .*quietTo/);
    expect(await json('audit verify')).toMatchObject([0, { whole: true }]);
  });
});

describe('holidays', () => {
  test('imports the official plan, twice alike; names every bad line', async () => {
    const plan = join(root, 'scripts/holidays/vn-2026.csv');
    const [exit, first] = await json(`holidays import ${plan}`);
    expect([exit, first]).toMatchObject([0, { years: [2026] }]);
    expect((await json(`holidays import ${plan}`))[1]).toEqual(first);
    const bad = await file(
      'days.csv',
      'day,kind,name,source,confirmed\n2026-02-30,off,Tết,x,true\n2026-01-01,free,Tết,x,true\n2026-01-02,off,,x,true\n2026-01-03,off,Tết,x,maybe\n',
    );
    const [refused, document] = await json(`holidays import ${bad}`);
    expect(refused).toBe(1);
    expect((document as { problems: { line: number }[] }).problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  test('AD11: what the list exports to Excel is imported again; a dry run changes nothing', async () => {
    const words = holidayWords(openTexts());
    const rows = [
      ['Ngày', 'Loại', 'Dịp', 'Căn cứ', 'Chắc chắn'],
      ['01/01/2027', 'Nghỉ', 'Tết Dương lịch', 'Bộ luật Lao động', 'Đã có văn bản'],
      ['2027-02-20', 'làm bù', '=Hoán đổi', '', 'Dự kiến'],
      ['31/02/2027', 'nghỉ', 'Không có thật', '', 'Dự kiến'],
    ];
    const table = rows.map((cells, nth) => ({ line: nth + 1, cells, sheet: 'a' }) as never);
    const read = readHolidays(table, words);
    expect(read.entries).toEqual([
      { day: '2027-01-01', kind: 'off', name: 'Tết Dương lịch', source: 'Bộ luật Lao động', confirmed: true },
      { day: '2027-02-20', kind: 'work-in-lieu', name: '=Hoán đổi', source: '', confirmed: false },
    ]);
    expect(read.wrong.map((one) => one.line)).toEqual([4]);
    const csv = await file(
      'lich.csv',
      rows
        .slice(0, 3)
        .map((cells) => cells.join(','))
        .join('\n'),
    );
    expect(await json(`holidays import ${csv} --dry-run`)).toMatchObject([0, { imported: 0, wouldImport: 2 }]);
    const texts = openTexts();
    const say = (one: Text): string => texts.say('vi', one);
    const register = chapters.flatMap(({ registers = [] }) => registers).find(({ name }) => name === 'holidays.list')!;
    const printed = read.entries.map((entry) =>
      register.columns.map(({ cell }) => plain(say, cell(entry, undefined as never))),
    );
    const sheet = join(folder, 'ngay-nghi.xlsx');
    await writeFile(sheet, await registerSheet(say, register, printed));
    expect(await json(`holidays import ${sheet} --dry-run`)).toMatchObject([0, { wouldImport: 2, unconfirmed: 1 }]);
    const { 'xl/worksheets/sheet1.xml': inside } = unzipSync(await readFile(sheet));
    expect(strFromU8(inside!)).toMatch(/<\/sheetData>.*<autoFilter ref="A1:E3"\/>/s);
  });
});

describe('what goes wrong is one sentence', () => {
  test('of the real process too, with its exit code, all of it through a pipe', async () => {
    const spawned = (args: string) => spawnCli(folder, args.split(' '), environmentOf());
    const usage = await runCli(folder, ['--help'], environmentOf());
    expect(await spawned('--help')).toEqual(usage);
    expect(await spawned('')).toMatchObject({ exit: 2, out: usage.out, err: expect.stringMatching(/^.+\n$/) });
    const none = await spawned('roster import none.csv');
    expect(none).toMatchObject({ exit: 1, out: '', err: expect.stringMatching(/^.+\n$/) });
    // What the file `.env` of the folder says counts as well.
    await file('.env', 'PORT=x\n');
    const { exit, err } = await spawned('doctor');
    await rm(join(folder, '.env'));
    expect([exit, err]).toEqual([1, expect.stringMatching(/^Cấu hình sai: .*PORT.*\n$/)]);
  });

  test.each([
    ['', 2],
    ['roster import', 2],
    ['invite --everybody', 2],
    ['unlink', 2],
    ['roster import none.csv', 1],
    ['--help', 0],
  ])('%j ends with %i', async (args, exit) => {
    const ran = await cli(args);
    expect([ran.exit, ran.err.split('\n').filter(Boolean).length]).toEqual([exit, exit === 0 ? 0 : 1]);
    expect(ran.out + ran.err).not.toMatch(/\n\s+at /);
    expect(ran.out).toMatch(exit === 1 ? /^$/ : /roster import TỆP\.xlsx\|csv/);
  });

  test('a file of a body: each wrong entry with its place, in plain Vietnamese', async () => {
    const wrong = {
      code: 'Khánh Hòa',
      name: 5,
      validFrom: '2026-02-30',
      colour: 'red',
      settings: { quietTo: 99, paidMessages: ['all'] },
    };
    const { exit, err } = await cli(`body create ${await file('body.json', JSON.stringify(wrong))}`);
    expect([exit, err.split(' chưa dùng được: ')[1]?.slice(0, -2).split('; ')]).toEqual([
      1,
      [
        'code: chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối',
        'name: phải là chữ, đặt trong dấu nháy kép',
        'abbreviation: còn thiếu',
        'validFrom: phải là ngày có thật dạng 2026-12-25',
        'settings.quietTo: phải là số nguyên từ 0 đến 23',
        'settings.paidMessages: phải là các giá trị trong số action, notice, nudge, digest, cách nhau bằng dấu phẩy',
        'không có mục nào tên là colour',
      ],
    ]);
  });

  test('a file that is no JSON: where', async () => {
    const cut = await cli(`body create ${await file('cut.json', '{\n  "code": "a",,\n}')}`);
    expect([cut.exit, cut.err]).toEqual([
      1,
      expect.stringMatching(/chưa dùng được: dòng 2, cột \d+ không đúng cú pháp JSON\.\n$/),
    ]);
    const none = await cli(`body create ${await file('none.json', 'xin chào')}`);
    expect(none.err).toMatch(/chưa dùng được: .*JSON.*\n$/);
  });

  test('a wrong configuration, a database that is not there', async () => {
    const wrong = await cli('doctor', { PORT: 'x', DATABASE_URL: 'y' });
    expect([wrong.exit, wrong.err]).toEqual([1, expect.stringMatching(/^Cấu hình sai: .*DATABASE_URL.*PORT.*\n$/)]);
    const gone = await cli('doctor', { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
    expect([gone.exit, gone.err]).toEqual([
      1,
      expect.stringMatching(/^Không mở được cơ sở dữ liệu: .*ECONNREFUSED.*\n$/),
    ]);
    expect(gone.err).not.toContain('secret');
  });
});

test('doctor tells what is missing, and fails when something is broken', async () => {
  const [exit, report] = await json('doctor');
  expect([exit, report]).toMatchObject([0, { ok: true }]);
  const down = {
    TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
    TELEGRAM_BOT_TOKEN: '123456:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  };
  const [broken, second] = await json('doctor', down);
  const { checks } = second as { checks: { check: string; state: string }[] };
  expect([broken, checks.find(({ check }) => check === 'telegram')?.state]).toEqual([1, 'failed']);
});

test('doctor looks at the Zalo Bot too', async () => {
  const platform = await startBotPlatform();
  const environment = { ZALO_BOT_TOKEN: platform.token, ZALO_BOT_API_ROOT: platform.root };
  const check = async (): Promise<unknown> => {
    const [, report] = await json('doctor', environment);
    return (report as { checks: { check: string }[] }).checks.find((one) => one.check === 'zalo-bot');
  };
  expect(await check()).toEqual({ check: 'zalo-bot', state: 'ok', detail: 'Zalo Bot: bot.thuky' });
  platform.fail({ method: 'getMe', code: 401, description: 'Unauthorized' });
  expect(await check()).toMatchObject({ state: 'failed', detail: expect.stringContaining('ZALO_BOT_TOKEN') });
  await platform.close();
  expect(await check()).toMatchObject({ state: 'failed', detail: expect.stringContaining('không trả lời') });
});
