// Rosters as they come: real spreadsheets, CSV of every region.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { CannotGoOn } from '../../src/cli/command.ts';
import { importRoster } from '../../src/cli/roster.ts';
import { readTable } from '../../src/cli/table.ts';
import { makeId } from '../../src/kernel/ids.ts';
import { seatsOf } from '../../src/regulation/committee/index.ts';
import { rosterWords } from '../../src/regulation/roster/index.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const words = rosterWords(openTexts());
const now = new Date('2026-12-01T01:00:00Z');
const body = { id: 'body000000000000', code: 'khanh-hoa', name: 'Ban Chỉ đạo', abbreviation: 'BCĐCĐS' };
let made = 0;
const world = { now, newId: () => makeId(now.getTime() + made++, Math.random) };
let folder: string;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-roster-'));
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  await database.prisma.body.create({ data: { ...body, validFrom: now } });
});

afterAll(async () => {
  await database.close();
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function xlsx(name: string, rows: SheetData): Promise<string> {
  const path = join(folder, name);
  await writeXlsxFile(rows).toFile(path);
  return path;
}

const importFile = async (path: string, dryRun = false) => {
  const table = await readTable(path);
  const how = { body, dryRun, closeMissing: false, decision: null };
  return database.transaction((tx) => importRoster(tx, table, words, how, world));
};

describe('spreadsheets', () => {
  const header = ['STT', 'Mã', 'Họ và tên', 'Chức vụ', 'Cơ quan', 'Vai trò', 'Điện thoại', 'Giúp việc cho'];

  test('lines keep the numbers the spreadsheet shows, empty ones counted', async () => {
    const path = await xlsx('lines.xlsx', [
      ['DANH SÁCH BAN CHỈ ĐẠO'],
      [],
      header,
      [1, 'TB', 'Trần An', 'Chủ tịch', 'UBND tỉnh', 'Trưởng ban', 912345678, null],
      [],
      [2, 'UV01', null, 'Giám đốc', 'Sở Y tế', 'Ủy viên', '12', null],
      [3, 'UV01', 'Lê Bình', 'Giám đốc', null, 'Khách', null, null],
    ]);
    const { problems, plan } = await importFile(path, true);
    expect(plan).toBeNull();
    expect(problems.map(({ line, code }) => `${line}:${code}`)).toEqual([
      '6:empty-cell',
      '6:bad-phone',
      '7:duplicate-code',
      '7:unknown-role',
    ]);
  });

  test('merged cells are named line by line', async () => {
    const path = await xlsx('merged.xlsx', [
      header,
      [1, 'TB', 'Trần An', 'Chủ tịch', 'UBND tỉnh', 'Trưởng ban', null, null],
      [2, 'UV01', 'Lê Bình', 'Giám đốc', { value: 'Sở Y tế', rowSpan: 2 }, 'Ủy viên', null, null],
      [3, 'UV02', 'Lê Ca', 'Phó Giám đốc', null, 'Ủy viên', null, null],
    ]);
    const { problems } = await importFile(path, true);
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([[4, 'agency', 'empty-cell']]);
  });

  test('all or nothing; a dry run writes nothing; importing writes seats, people and assistants', async () => {
    const good: SheetData = [
      header,
      [1, 'TB', 'Trần An', 'Chủ tịch', 'UBND tỉnh', 'Trưởng ban', '0912 345 678', null],
      [2, 'UV01', 'Lê Bình', 'Giám đốc', 'Sở Y tế', 'Ủy viên', null, null],
      [3, 'TK', 'Vũ Ca', 'Chuyên viên', 'UBND tỉnh', null, null, 'TB'],
    ];
    const seated = async (): Promise<number> => database.prisma.seat.count();
    const bad = await xlsx('bad.xlsx', [...good, [4, 'UV02', null, null, null, 'Ủy viên', null, null]]);
    expect((await importFile(bad)).plan).toBeNull();
    const path = await xlsx('good.xlsx', good);
    expect((await importFile(path, true)).plan?.report.created).toEqual(['TB', 'UV01', 'TK']);
    expect(await seated()).toBe(0);
    expect((await importFile(path)).plan?.report.created).toEqual(['TB', 'UV01', 'TK']);
    const seats = await database.transaction((tx) => seatsOf(tx, body.id, now));
    expect(seats.map(({ code, role, agency, person }) => [code, role, agency, person.fullName])).toEqual([
      ['TB', 'chair', 'UBND tỉnh', 'Trần An'],
      ['UV01', 'member', 'Sở Y tế', 'Lê Bình'],
    ]);
    expect(await database.prisma.assistant.count({ where: { validTo: null } })).toBe(1);
    const again = (await importFile(path)).plan!;
    expect(again.report.unchanged).toEqual(['TB', 'UV01', 'TK']);
    expect([again.newSeats, again.changedSeats, again.changedPeople, again.newAssistance]).toEqual([[], [], [], []]);
  });

  test('kiện toàn: a successor opens a new seat, the old one ends and stays on record', async () => {
    const path = await xlsx('successor.xlsx', [
      header,
      [1, 'UV01', 'Ngô Dung', 'Giám đốc', 'Sở Y tế', 'Ủy viên', null, null],
    ]);
    const { plan } = await importFile(path);
    expect(plan?.report).toMatchObject({ succeeded: [{ code: 'UV01', to: 'Ngô Dung' }], missing: ['TB', 'TK'] });
    const rows = await database.prisma.seat.findMany({ where: { code: 'UV01' }, include: { person: true } });
    expect(rows.map(({ person, validTo }) => [person.fullName, validTo === null]).sort()).toEqual([
      ['Lê Bình', false],
      ['Ngô Dung', true],
    ]);
    // What waits for the seat's decision is put before the successor by the next round (Điều 4).
    expect(await database.prisma.reminder.count({ where: { kind: 'decisions.handover', closedAt: null } })).toBe(1);
  });
});

test('5,000 lines at once, and again without a change', async () => {
  const rows: SheetData = [['code', 'full_name', 'title', 'agency', 'role', 'phone']];
  for (let nth = 0; nth < 5000; nth++) {
    rows.push([
      `X${nth}`,
      `Người Thứ ${nth}`,
      'Trưởng phòng',
      `Đơn vị ${nth % 300}`,
      'member',
      `09${10_000_000 + nth}`,
    ]);
  }
  const path = await xlsx('many.xlsx', rows);
  const { plan } = await importFile(path);
  expect(plan?.report.created).toHaveLength(5000);
  expect((await importFile(path)).plan?.report.unchanged).toHaveLength(5000);
});

describe('CSV', () => {
  const expected = [
    ['mã', 'họ và tên', 'vai trò'],
    ['TB', 'Trần "An", ông', 'Trưởng ban'],
  ];

  test.each([
    ['with commas', 'mã,họ và tên,vai trò\nTB,"Trần ""An"", ông",Trưởng ban\n'],
    ['with a byte order mark and Windows line ends', '\uFEFFmã,họ và tên,vai trò\r\nTB,"Trần ""An"", ông",Trưởng ban'],
    ['with semicolons, as Excel in Vietnam writes it', 'mã;họ và tên;vai trò\nTB;"Trần ""An"", ông";Trưởng ban\n'],
    ['with tabs', 'mã\thọ và tên\tvai trò\nTB\t"Trần ""An"", ông"\tTrưởng ban\n'],
  ])('%s', async (name, content) => {
    const table = await readTable(await file(`${name.length}.csv`, content));
    expect(table.map(({ cells }) => cells)).toEqual(expected);
  });

  test('lines keep their numbers after empty lines and cells of several lines', async () => {
    const table = await readTable(await file('lines.csv', 'a,b\n\n1,"x\ny"\n2,z\n'));
    expect(table.map(({ line }) => line)).toEqual([1, 3, 5]);
  });
});

describe('files that cannot be read are refused in words', () => {
  test.each([
    ['none.csv', null, 'no-file'],
    ['old.xls', 'x', 'file-type'],
    ['broken.xlsx', 'not a zip', 'bad-xlsx'],
    ['latin.csv', new Uint8Array([0x6d, 0xe3, 0x2c, 0x61]), 'not-utf8'],
    ['utf16.csv', new Uint8Array([0xff, 0xfe, 0x6d, 0x00]), 'not-utf8'],
  ])('%s: %s', async (name, content, code) => {
    const path = content === null ? join(folder, name) : await file(name, content);
    const refusal = await readTable(path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CannotGoOn);
    expect((refusal as CannotGoOn).refused.refusal.code).toBe(code);
  });
});

test('the example roster of the Khánh Hòa committee is without fault', async () => {
  const path = join(import.meta.dirname, '../../scripts/rosters/khanh-hoa-vi-du.csv');
  const other = { ...body, id: 'example000000000', code: 'example' };
  await database.prisma.body.create({ data: { ...other, validFrom: now } });
  const how = { body: other, dryRun: false, closeMissing: false, decision: null };
  const table = await readTable(path);
  const { problems, plan } = await database.transaction((tx) => importRoster(tx, table, words, how, world));
  expect(problems).toEqual([]);
  expect(plan?.report.created).toHaveLength(23);
  expect(await readFile(path, 'utf8')).toContain('Ví Dụ');
});
