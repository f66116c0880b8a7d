// Reads a spreadsheet or CSV file as lines of text cells, each with its number in the file.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { cellText, readSheets } from '../documents/read-sheet.ts';
import { foldedEquals } from '../kernel/fold.ts';
import type { TableRow } from '../kernel/table.ts';
import { said, type TextKey, text } from '../kernel/text.ts';
import { CannotGoOn } from './command.ts';

const largest = 20 * 1024 * 1024;

/**
 * The lines of a table, of all its sheets unless one is named.
 * @throws CannotGoOn with what to do about it.
 */
export async function readTable(file: string, sheet?: string): Promise<TableRow[]> {
  const kind = extname(file).toLowerCase();
  if (kind !== '.xlsx' && kind !== '.csv') throw unreadable('file-type', file);
  const bytes = await readBytes(file);
  const table = kind === '.csv' ? readCsv(file, bytes) : await readXlsx(file, bytes);
  if (sheet === undefined) return table;
  const lines = table.filter((row) => foldedEquals(row.sheet ?? '', sheet));
  if (lines.length > 0) return lines;
  const sheets = [...new Set(table.flatMap((row) => row.sheet ?? []))].join(', ');
  throw new CannotGoOn('no-sheet', text('cli:refused.no-sheet', { file, sheets: said(sheets) }));
}

export async function readBytes(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch(() => {
    throw unreadable('no-file', file);
  });
  if (bytes.length > largest) {
    throw new CannotGoOn('too-large', text('cli:refused.too-large', { file, max: largest / 1024 / 1024 }));
  }
  return bytes;
}

type Why = 'no-file' | 'file-type' | 'bad-xlsx' | 'bad-csv' | 'not-utf8';

const unreadable = (why: Why, file: string): CannotGoOn =>
  new CannotGoOn(why, { key: `cli:refused.${why}` satisfies TextKey, values: { file } });

/** The lines of all sheets, the hidden ones too: who reads them picks and says what was left. */
const readXlsx = (file: string, bytes: Buffer): Promise<TableRow[]> =>
  readSheets(bytes).catch(() => {
    throw unreadable('bad-xlsx', file);
  });

type CsvRecord = { record: string[]; info: { lines: number } };

function readCsv(file: string, bytes: Buffer): TableRow[] {
  const words = decode(file, bytes);
  let records: CsvRecord[];
  try {
    records = parse(words, {
      delimiter: delimiterOf(words),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch {
    throw unreadable('bad-csv', file);
  }
  // The parser tells the line a record ends in; a quoted cell may hold line breaks.
  return records.map(({ record, info }) => ({
    line: info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0),
    cells: record.map(cellText),
  }));
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('not-utf8', file);
  }
}

/** Excel writes what the machine's region uses: the sign most frequent in the first line outside quotes. */
function delimiterOf(words: string): string {
  const first =
    words
      .slice(0, 10_000)
      .replace(/"[^"]*"/g, '')
      .split('\n', 1)[0] ?? '';
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
