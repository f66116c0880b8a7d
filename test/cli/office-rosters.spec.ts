// Rosters as offices keep them: hidden lines, other sheets, the official layout, old fonts, cells a spreadsheet changed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { CannotGoOn } from '../../src/cli/command.ts';
import { readTable } from '../../src/cli/table.ts';
import { checkRoster, readRoster, rosterWords } from '../../src/regulation/roster/index.ts';
import { openTexts } from '../../src/texts/texts.ts';

const texts = openTexts();
const words = rosterWords(texts);
let folder: string;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-office-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Change = (xml: string) => string;

/** A workbook; `change` has the last word on the XML of its parts, by the end of their names. */
async function book(sheets: { name: string; rows: SheetData }[], change: Record<string, Change> = {}): Promise<string> {
  const path = join(folder, `${made++}.xlsx`);
  await writeXlsxFile(sheets.map(({ name, rows }) => ({ sheet: name, data: rows }))).toFile(path);
  const parts = unzipSync(await readFile(path));
  for (const [name, bytes] of Object.entries(parts)) {
    const changed = Object.entries(change).find(([end]) => name.endsWith(end))?.[1];
    if (changed) parts[name] = strToU8(changed(strFromU8(bytes)));
  }
  await writeFile(path, zipSync(parts));
  return path;
}

const hiding =
  (...lines: number[]): Change =>
  (xml) =>
    lines.reduce((text, line) => text.replace(`<row r="${line}"`, `<row r="${line}" hidden="1"`), xml);

async function read(path: string, sheet?: string) {
  const reading = readRoster(await readTable(path, sheet), words);
  const nobody = { seats: [], agencies: [], people: [], assistance: [] };
  const all = [...reading.problems, ...checkRoster(reading.lines, nobody, { closeMissing: false })];
  for (const { because } of all) texts.say('en', because);
  return {
    names: reading.rows.map(({ fullName }) => fullName),
    rows: reading.rows,
    said: all.map(({ line, column, severity, because }) =>
      [severity === 'error' ? 'lỗi' : 'lưu ý', line ?? '-', column ?? '-', texts.say('vi', because)].join(' | '),
    ),
  };
}

const header = ['STT', 'Mã', 'Họ và tên', 'Chức vụ', 'Cơ quan', 'Vai trò', 'Điện thoại', 'Quyết định'];
const an = [1, 'TB', 'Trần An', 'Chủ tịch', 'UBND tỉnh', 'Trưởng ban', '0912345678', null];
const binh = [2, 'UV01', 'Lê Bình', 'Giám đốc', 'Sở Y tế', 'Ủy viên', '0912345679', null];

describe('what is hidden', () => {
  test('a hidden line is not imported, and said by its line and name', async () => {
    const old = [3, 'UV09', 'Ngô Cũ', 'Giám đốc', 'Sở Nội vụ', 'Ủy viên', null, null];
    const { names, said } = await read(
      await book([{ name: 'DS', rows: [header, an, old, binh] }], { 'sheet1.xml': hiding(3) }),
    );
    expect(names).toEqual(['Trần An', 'Lê Bình']);
    expect(said).toEqual([expect.stringMatching(/^lưu ý \| 3 \| - \| .*đang ẩn, không nhập: Ngô Cũ/)]);
  });

  test('a hidden column is read and said; where the same column is seen too, the hidden one is passed over', async () => {
    const hide: Change = (xml) =>
      xml.replace('<sheetData>', '<cols><col min="7" max="7" width="9" hidden="1"/></cols><sheetData>');
    const one = await read(await book([{ name: 'DS', rows: [header, an, binh] }], { 'sheet1.xml': hide }));
    expect(one.rows[0]?.phone).toBe('84912345678');
    expect(one.said).toEqual([expect.stringMatching(/^lưu ý \| 1 \| phone \| .*đang ẩn, vẫn đọc/)]);
    const two = await read(
      await book(
        [
          {
            name: 'DS',
            rows: [
              [...header, 'Di động'],
              [...an, '0988888888'],
              [...binh, '0977777777'],
            ],
          },
        ],
        { 'sheet1.xml': hide },
      ),
    );
    expect(two.rows.map(({ phone }) => phone)).toEqual(['84988888888', '84977777777']);
    expect(two.said).toEqual([expect.stringMatching(/^lưu ý \| 1 \| phone \| Có hai cột .*bỏ qua cột G/)]);
  });

  test('a row of no height is hidden too', async () => {
    const flat: Change = (xml) => xml.replace('<row r="3"', '<row r="3" ht="0" customHeight="1"');
    const { names } = await read(await book([{ name: 'DS', rows: [header, an, binh] }], { 'sheet1.xml': flat }));
    expect(names).toEqual(['Trần An']);
  });
});

describe('several sheets', () => {
  const cover: SheetData = [['BIỂU MẪU SỐ 2'], ['Hướng dẫn điền: mỗi người một dòng']];

  test('the list is found wherever it stands; the others are named', async () => {
    const { names, said } = await read(
      await book([
        { name: 'Hướng dẫn', rows: cover },
        { name: 'Danh sách', rows: [header, an, binh] },
      ]),
    );
    expect(names).toEqual(['Trần An', 'Lê Bình']);
    expect(said).toEqual([expect.stringContaining('chưa đọc: Hướng dẫn')]);
  });

  test('two lists: nothing is guessed, a name chooses', async () => {
    const path = await book([
      { name: 'Ban Chỉ đạo', rows: [header, an, binh] },
      { name: 'Bản cũ', rows: [header, an] },
    ]);
    const doubt = await read(path);
    expect(doubt.names).toEqual([]);
    expect(doubt.said).toEqual([expect.stringMatching(/^lỗi .*Ban Chỉ đạo, Bản cũ.*--sheet/)]);
    expect((await read(path, 'ban chi dao')).names).toEqual(['Trần An', 'Lê Bình']);
    await expect(readTable(path, 'Sheet9')).rejects.toBeInstanceOf(CannotGoOn);
  });

  test('a hidden sheet is left, and said', async () => {
    const hide: Change = (xml) => xml.replace(/(<sheet [^>]*name="Bản cũ")/, '$1 state="veryHidden"');
    const { names, said } = await read(
      await book(
        [
          { name: 'Danh sách', rows: [header, an, binh] },
          { name: 'Bản cũ', rows: [header, an] },
        ],
        { 'workbook.xml': hide },
      ),
    );
    expect(names).toEqual(['Trần An', 'Lê Bình']);
    expect(said).toEqual([expect.stringContaining('chưa đọc: Bản cũ')]);
  });
});

test('the official layout: titles, a line of (1) (2) (3), groups, signatures', async () => {
  const blank = (...cells: (string | null)[]) => [...cells, ...Array<null>(8 - cells.length).fill(null)];
  const { names, said } = await read(
    await book([
      {
        name: 'PL',
        rows: [
          blank('ỦY BAN NHÂN DÂN', null, null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
          blank('TỈNH KHÁNH HÒA', null, null, null, 'Độc lập - Tự do - Hạnh phúc'),
          blank(null, null, 'DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO'),
          header,
          ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
          blank('I', null, 'LÃNH ĐẠO BAN CHỈ ĐẠO'),
          an,
          blank('II. ỦY VIÊN'),
          binh,
          blank(null, null, 'Nơi nhận:', null, 'TM. ỦY BAN NHÂN DÂN'),
          blank(null, null, '- Lưu: VT.', null, 'CHỦ TỊCH'),
          blank(null, null, null, null, 'Nguyễn Văn Ký'),
        ],
      },
    ]),
  );
  expect(names).toEqual(['Trần An', 'Lê Bình']);
  expect(said.map((line) => line.split(' | ').slice(0, 2).join(' '))).toEqual(
    [6, 8, 10, 11, 12].map((line) => `lưu ý ${line}`),
  );
  expect(said[0]).toContain('bỏ qua: LÃNH ĐẠO BAN CHỈ ĐẠO');
});

test('a numbered line with a name and nothing else is a person forgotten, not a group', async () => {
  const { said } = await read(
    await book([{ name: 'DS', rows: [header, an, [2, null, 'Lê Bình', 'Giám đốc', null, null, null, null]] }]),
  );
  expect(said.map((line) => line.split(' | ').slice(0, 3).join(' '))).toEqual(['lỗi 3 code', 'lỗi 3 role']);
});

describe('letters', () => {
  test('Ð (U+00D0) is Đ', async () => {
    const { rows } = await read(
      await book([
        { name: 'DS', rows: [header, [1, 'TB', '\u00D0ỗ \u00D0ức', 'Chủ tịch', 'UBND', 'Trưởng ban', null, null]] },
      ]),
    );
    expect(rows[0]?.fullName).toBe('Đỗ Đức');
  });

  test.each([
    [
      'TCVN3',
      ['STT', 'M·', 'Hä vµ tªn', 'Chøc vô', 'C¬ quan', 'Vai trß'],
      [1, 'TB', 'NguyÔn V¨n Hoµ', 'Chñ tÞch', 'UBND tØnh', 'Tr\u00adëng ban'],
    ],
    [
      'VNI',
      ['STT', 'Maõ', 'Hoï vaø teân', 'Chöùc vuï', 'Cô quan', 'Vai troø'],
      [1, 'TB', 'Nguyeãn Vaên Hoøa', 'Chuû tòch', 'UBND tænh', 'Tröôûng ban'],
    ],
  ])('%s is read, and every such cell said by line and column', async (font, head, row) => {
    const { rows, said } = await read(await book([{ name: 'DS', rows: [head, row] as SheetData }]));
    expect(rows[0]).toMatchObject({ title: 'Chủ tịch', agency: 'UBND tỉnh', role: 'chair' });
    expect(rows[0]?.fullName.normalize('NFD').replace(/\p{M}/gu, '')).toBe(
      'Nguyễn Văn Hòa'.normalize('NFD').replace(/\p{M}/gu, ''),
    );
    expect(said.every((line) => line.startsWith('lưu ý | 2 |'))).toBe(true);
    expect(said[0]).toMatch(new RegExp(`full_name .*${font}.*Nguy.*đọc thành “Nguyễn Văn H`));
  });

  test('one column of an old font among others', async () => {
    const names = ['TrÇn V¨n An', 'Lª ThÞ B×nh', 'Vò Hµ'];
    const { names: read3 } = await read(
      await book([
        {
          name: 'DS',
          rows: [
            header,
            ...names.map((name, nth) => [
              nth,
              nth === 0 ? 'TB' : `UV${nth}`,
              name,
              'Giám đốc',
              'Sở Y tế',
              nth === 0 ? 'Trưởng ban' : 'Ủy viên',
              null,
              null,
            ]),
          ],
        },
      ]),
    );
    expect(read3).toEqual(['Trần Văn An', 'Lê Thị Bình', 'Vũ Hà']);
  });
});

describe('cells a spreadsheet has changed', () => {
  test('#N/A of a formula: an empty cell, and said; where something is needed, an error', async () => {
    const broken: Change = (xml) =>
      xml
        .replace(/<c r="G2"[^>]*>.*?<\/c>/, '<c r="G2" t="e"><f>VLOOKUP(B2,X,2)</f><v>#N/A</v></c>')
        .replace(/<c r="C3"[^>]*>.*?<\/c>/, '<c r="C3" t="e"><f>X1</f><v>#REF!</v></c>')
        .replace(/<c r="G3"[^>]*>.*?<\/c>/, '<c r="G3"><f>X2</f></c>');
    const { said } = await read(await book([{ name: 'DS', rows: [header, an, binh] }], { 'sheet1.xml': broken }));
    expect(said.map((line) => line.split(' | ').slice(0, 3).join(' '))).toEqual([
      'lưu ý 2 phone',
      'lưu ý 3 full_name',
      'lỗi 3 full_name',
      'lưu ý 3 phone',
    ]);
    expect(said[0]).toContain('#N/A');
  });

  test('#N/A that was pasted as text is no name and no number either', async () => {
    const { said } = await read(
      await book([{ name: 'DS', rows: [header, an, [2, 'UV01', 'Lê Bình', 'x', 'Sở Y tế', 'Ủy viên', '#N/A', null]] }]),
    );
    expect(said).toEqual([expect.stringMatching(/^lưu ý \| 3 \| phone .*#N\/A/)]);
  });

  test('the number of a decision that became a date is not used, and said; a code that did is an error', async () => {
    const date = { value: new Date('2026-03-12T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' };
    const { rows, said } = await read(
      await book([
        {
          name: 'DS',
          rows: [
            header,
            [...an.slice(0, 7), date],
            [2, date, 'Lê Bình', 'x', 'Sở Y tế', 'Ủy viên', null, null],
          ] as SheetData,
        },
      ]),
    );
    expect(rows[0]?.decision).toBeNull();
    expect(said.map((line) => line.split(' | ').slice(0, 3).join(' '))).toContain('lưu ý 2 decision');
    expect(said.map((line) => line.split(' | ').slice(0, 3).join(' '))).toContain('lỗi 3 code');
    const csv = join(folder, 'decision.csv');
    await writeFile(csv, 'mã,họ và tên,vai trò,quyết định\nTB,Trần An,Trưởng ban,12-Mar\nTV,Vũ Ca,Thư ký,15/QĐ-UBND\n');
    const second = await read(csv);
    expect(second.rows.map(({ decision }) => decision)).toEqual([null, '15/QĐ-UBND']);
    expect(second.said).toEqual([expect.stringMatching(/^lưu ý \| 2 \| decision .*12-Mar/)]);
  });

  test('numbers that lost their leading zero, or stand two in a cell', async () => {
    const phones = [
      912345678,
      2583822111,
      '0258 3822 111; 0912.345.679',
      '0912 345 680 / 0258 3822 111',
      '0912-345-681',
    ];
    const rows = phones.map((phone, nth) => [
      nth,
      nth === 0 ? 'TB' : `UV${nth}`,
      `Người ${nth}`,
      'x',
      'Sở Y tế',
      nth === 0 ? 'Trưởng ban' : 'Ủy viên',
      phone,
      null,
    ]);
    const { rows: found, said } = await read(await book([{ name: 'DS', rows: [header, ...rows] }]));
    expect(found.map(({ phone }) => phone)).toEqual([
      '84912345678',
      '842583822111',
      '84912345679',
      '84912345680',
      '84912345681',
    ]);
    expect(said.map((line) => line.split(' | ').slice(0, 3).join(' '))).toEqual(['lưu ý 4 phone', 'lưu ý 5 phone']);
  });
});
