// Which lines of a spreadsheet are the list: offices keep it below titles and above signatures, between the lines of
// groups, on one of several sheets, with rows and columns hidden. What is passed over is said, by line and column.
import { cleanLine, fold, nfc } from '../../kernel/fold.ts';
import { fromOldFont, type OldFont, oldFontOf } from '../../kernel/old-fonts.ts';
import type { TableRow } from '../../kernel/table.ts';
import { said, text } from '../../kernel/text.ts';
import { type Column, columnText, type Problem, problem, type RosterWords, required } from './rows.ts';

/** The list: which column stands where, and its lines. */
export type Sheet = { header: Header; lines: readonly TableRow[]; problems: readonly Problem[] };
export type Header = { index: number; at: ReadonlyMap<Column, number> };

/** Lists often carry a few lines of titles above their header. */
const headerWithin = 20;
/** No column's name is longer. */
const longestName = 200;
/** Even a country's list is told apart by its first doubts. */
const warnedAtMost = 200;

export function findList(table: readonly TableRow[], words: RosterWords): Sheet | { problems: readonly Problem[] } {
  const sheets = [...Map.groupBy(table, ({ sheet }) => sheet ?? '').values()].map(readable);
  const shown = sheets.filter(({ rows }) => rows.length > 0 && !rows[0]!.hiddenSheet);
  const lists = shown.flatMap((sheet) => {
    const header = findHeader(sheet.rows, words);
    return header ? [{ ...sheet, header }] : [];
  });
  if (lists.length > 1) {
    const names = lists.map(({ rows }) => rows[0]!.sheet).join(', ');
    return { problems: [problem('two-lists', text('roster:two-lists', { sheets: said(names) }))] };
  }
  const [list] = lists;
  if (!list) return { problems: [problem('no-header', text('roster:no-header'))] };
  const others = sheets.filter(({ rows }) => rows !== list.rows && rows.some(isWritten));
  const problems = [
    ...otherSheets(others.map(({ rows }) => rows[0]!.sheet ?? '')),
    ...headerProblems(list.header, list.rows[list.header.index]!),
  ];
  const below = list.rows.slice(list.header.index + 1).filter(isWritten);
  const lines: TableRow[] = [];
  for (const row of below) {
    const passed = passedOver(row, list.header);
    if (passed === 'line') lines.push(row);
    else if (passed) problems.push(passed);
  }
  const converted = list.converted.filter(({ line }) => line !== null && line > list.rows[list.header.index]!.line);
  return {
    header: list.header,
    lines,
    problems: [...problems, ...named(converted, list.header).slice(0, warnedAtMost)],
  };
}

const isWritten = ({ cells }: TableRow): boolean => cells.some((cell) => cleanLine(cell, 1) !== '');

type Found = Header & { unknown: readonly string[]; doubled: readonly { column: Column; place: number }[] };

function findHeader(rows: readonly TableRow[], words: RosterWords): Found | null {
  for (const [index, row] of rows.slice(0, headerWithin).entries()) {
    const found = headerIn(row, index, words);
    if (found.at.size >= 3 || required.every((column) => found.at.has(column))) return found;
  }
  return null;
}

function headerIn({ cells, hiddenColumns }: TableRow, index: number, words: RosterWords): Found {
  const places = [...cells.keys()];
  const at = new Map<Column, number>();
  const unknown: string[] = [];
  const doubled: { column: Column; place: number }[] = [];
  // What is seen before what is hidden: hidden columns hold what was there before.
  for (const place of [
    ...places.filter((one) => !hiddenColumns?.has(one)),
    ...places.filter((one) => hiddenColumns?.has(one)),
  ]) {
    const cell = cells[place]!;
    const named = fold(cell.slice(0, longestName));
    const column = words.columns.get(named);
    if (column && !at.has(column)) at.set(column, place);
    else if (column) doubled.push({ column, place });
    else if (named !== '' && !words.ignored.has(named)) unknown.push(cleanLine(cell, 40));
  }
  return { index, at, unknown, doubled };
}

function headerProblems({ at, unknown, doubled }: Found, { line, hiddenColumns }: TableRow): Problem[] {
  const warn = (code: string, column: Column, because: Problem['because']): Problem =>
    problem(code, because, { line, column, severity: 'warning' });
  const hidden = [...at].filter(([, place]) => hiddenColumns?.has(place));
  return [
    ...(unknown.length === 0
      ? []
      : [
          problem('unknown-columns', text('roster:unknown-columns', { columns: said(unknown.join(', ')) }), {
            severity: 'warning',
          }),
        ]),
    ...hidden.map(([column]) =>
      warn('hidden-column', column, text('roster:hidden-column', { column: columnText(column) })),
    ),
    ...doubled.map(({ column, place }) => {
      const values = { column: columnText(column), letter: columnLetters(place) };
      return warn('doubled-column', column, text('roster:doubled-column', values));
    }),
  ];
}

/** 0 is "A", 26 "AA". */
const columnLetters = (place: number): string =>
  place < 26
    ? String.fromCharCode(65 + place)
    : columnLetters(Math.floor(place / 26) - 1) + String.fromCharCode(65 + (place % 26));

const otherSheets = (names: readonly string[]): Problem[] =>
  names.length === 0
    ? []
    : [
        problem('other-sheets', text('roster:other-sheets', { sheets: said(names.join(', ')) }), {
          severity: 'warning',
        }),
      ];

/** A line of the list; or what to say of one that is none; or null where nothing need be said. */
function passedOver(row: TableRow, { at }: Header): 'line' | Problem | null {
  const cell = (column: Column): string => cleanLine(row.cells[at.get(column) ?? -1] ?? '', 100);
  const filled = row.cells.map((words) => cleanLine(words, 100)).filter((words) => words !== '');
  const warn = (code: 'hidden-line' | 'no-person'): Problem => {
    const words = said(cell('full_name') || filled.join(' '));
    return problem(code, text(`roster:${code}`, { words }), { line: row.line, severity: 'warning' });
  };
  // "(1) (2) (3)": columns numbered as on official forms.
  if (filled.length > 2 && filled.every((words, nth) => words.replace(/^\((\d+)\)$/, '$1') === String(nth + 1)))
    return null;
  if (row.hidden) return warn('hidden-line');
  const named = [...at.keys()].filter((column) => cell(column) !== '');
  const places = new Set(at.values());
  const isNumbered = row.cells.some((words, place) => !places.has(place) && /^\d+$/.test(words.trim()));
  // Groups ("I. LÃNH ĐẠO BAN"), "Nơi nhận", signatures: a cell or two, and nothing that makes a member of somebody.
  const marks: readonly Column[] = ['code', 'role', 'phone', 'email', 'assistant_of'];
  return named.length <= 2 && !isNumbered && !named.some((column) => marks.includes(column))
    ? warn('no-person')
    : 'line';
}

type Readable = { rows: readonly TableRow[]; converted: readonly Converted[] };
type Converted = { line: number | null; place: number; font: OldFont; typed: string; meant: string };

/** The sheet with its columns in Unicode. Most of a column decides: a single cell may be a foreigner's name. */
function readable(rows: readonly TableRow[]): Readable {
  const fonts = fontsOf(rows);
  if (fonts.every((font) => font === null)) return { rows, converted: [] };
  const converted: Converted[] = [];
  const read = rows.map((row) => ({
    ...row,
    cells: row.cells.map((typed, place) => {
      const font = fonts[place] ?? null;
      const meant = font === null ? typed : fromOldFont(typed, font);
      if (font !== null && meant !== typed) converted.push({ line: row.line, place, font, typed, meant });
      return meant;
    }),
  }));
  return { rows: read, converted };
}

/** By column. One that says too little by itself is of the font of the sheet, where most of it is of that font. */
function fontsOf(rows: readonly TableRow[]): (OldFont | null)[] {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, place) => rows.map(({ cells }) => cells[place] ?? ''));
  const fonts = columns.map(fontOf);
  const modern = columns.map((cells) => cells.some(isModern));
  const most = fonts.filter(Boolean).length > modern.filter(Boolean).length ? likelier(fonts) : null;
  return fonts.map((font, place) => font ?? (modern[place] ? null : most));
}

const isModern = (cell: string): boolean => /[\u0100-\u01b0\u1ea0-\u1ef9]/u.test(nfc(cell));

function fontOf(cells: readonly string[]): OldFont | null {
  const fonts = cells.map(oldFontOf);
  const font = likelier(fonts);
  return fonts.filter((one) => one === font).length >= cells.filter(isModern).length ? font : null;
}

function likelier(fonts: readonly (OldFont | null)[]): OldFont | null {
  const count = (font: OldFont): number => fonts.filter((one) => one === font).length;
  if (count('TCVN3') + count('VNI') === 0) return null;
  return count('TCVN3') >= count('VNI') ? 'TCVN3' : 'VNI';
}

const named = (converted: readonly Converted[], { at }: Header): Problem[] =>
  converted.flatMap(({ line, place, font, typed, meant }) => {
    const column = [...at].find(([, of]) => of === place)?.[0];
    if (!column || line === null) return [];
    const values = { font, typed: said(cleanLine(typed, 60)), meant: said(cleanLine(meant, 60)) };
    return [problem('old-font', text('roster:old-font', values), { line, column, severity: 'warning' })];
  });
