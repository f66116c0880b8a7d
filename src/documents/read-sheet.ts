// A spreadsheet as lines of text cells, of all its sheets, each with its number there and what is hidden.
import readBook from 'read-excel-file/node';
import type { TableRow } from '../kernel/table.ts';
import { readMarks, type SheetMarks } from './workbook.ts';

/** @throws Error when it is no workbook, or unpacks to more than a list may. */
export async function readSheets(bytes: Buffer): Promise<TableRow[]> {
  const marks = readMarks(bytes);
  const book = await readBook(bytes);
  return book.flatMap(({ sheet, data }) => {
    const of = marks.find(({ name }) => name === sheet);
    return data.map((cells, index) => rowOf(cells, index + 1, of));
  });
}

/** More than any cell may hold, in UTF-16 units; the rest is not looked at. */
const MOST = 2_000;

export const cellText = (cell: unknown): string =>
  cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '').slice(0, MOST);

function rowOf(cells: readonly unknown[], line: number, sheet: SheetMarks | undefined): TableRow {
  const errors = sheet?.errors.get(line);
  const dates = new Set(cells.flatMap((cell, column) => (cell instanceof Date ? [column] : [])));
  const words = cells.map((cell, column) => errors?.get(column) ?? cellText(cell));
  // What stands beyond the last value of a line is an error too.
  for (const [column, shown] of errors ?? []) words[column] ??= shown;
  return {
    line,
    cells: Array.from(words, (word) => word ?? ''),
    ...(dates.size > 0 ? { dates } : {}),
    ...(sheet?.hiddenRows.has(line) ? { hidden: true } : {}),
    ...(sheet && sheet.hiddenColumns.size > 0 ? { hiddenColumns: sheet.hiddenColumns } : {}),
    ...(sheet ? { sheet: sheet.name, ...(sheet.hidden ? { hiddenSheet: true } : {}) } : {}),
  };
}
