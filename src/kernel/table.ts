// A table somebody brings as a file, read already: lines of text cells, each with its number in the file.

/** A line of a table, as the spreadsheet numbers it and as it is seen there. */
export type TableRow = {
  line: number;
  cells: readonly string[];
  /** Cells the spreadsheet takes for dates; their words are year, month and day. */
  dates?: ReadonlySet<number>;
  hidden?: boolean;
  /** Columns of its sheet that are hidden. */
  hiddenColumns?: ReadonlySet<number>;
  sheet?: string;
  hiddenSheet?: boolean;
};

/** A file as an argument carries it: its name and its lines. */
export type BroughtTable = { name: string; rows: readonly TableRow[] };

/** As one string, and back. */
export const tableWords = (table: BroughtTable): string =>
  JSON.stringify(table, (_key, value) => (value instanceof Set ? [...value] : value));

/** Null: it is none. */
export function tableIn(words: string): BroughtTable | null {
  try {
    const { name, rows } = JSON.parse(words) as { name: unknown; rows: unknown };
    if (typeof name !== 'string' || !Array.isArray(rows)) return null;
    return { name, rows: rows.flatMap((one) => rowOf(one) ?? []) };
  } catch {
    return null;
  }
}

const isNumbers = (given: unknown): given is number[] =>
  Array.isArray(given) && given.every((one) => Number.isInteger(one));

/** A page sends it back: nothing of it is believed. */
function rowOf(given: unknown): TableRow | null {
  const { line, cells, dates, hidden, hiddenColumns, sheet, hiddenSheet } = (given ?? {}) as Record<string, unknown>;
  if (!Number.isInteger(line) || !Array.isArray(cells)) return null;
  return {
    line: line as number,
    cells: cells.map((cell) => String(cell ?? '')),
    ...(isNumbers(dates) && { dates: new Set(dates) }),
    ...(hidden === true && { hidden }),
    ...(isNumbers(hiddenColumns) && { hiddenColumns: new Set(hiddenColumns) }),
    ...(typeof sheet === 'string' && { sheet }),
    ...(hiddenSheet === true && { hiddenSheet }),
  };
}
