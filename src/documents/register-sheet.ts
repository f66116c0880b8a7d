// A register as a spreadsheet: its columns with their names, dates as dates, words as words.
import writeXlsxFile from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
} from 'write-excel-file/utility';
import type { Cell, Register } from '../kernel/register.ts';
import { type DayValue, plainText, type Text } from '../kernel/text.ts';

/** What stands in a cell once it is said in somebody's language. */
export type Plain = string | number | boolean | Date | DayValue | null;

export const plain = (say: (words: Text) => string, cell: Cell): Plain =>
  typeof cell === 'object' && cell !== null && !(cell instanceof Date) && !('day' in cell) ? say(cell) : cell;

export const isDay = (cell: Plain): cell is DayValue => typeof cell === 'object' && cell !== null && 'day' in cell;

/** In characters. */
function widthOf(cell: Plain): number {
  if (cell instanceof Date) return 16;
  return isDay(cell) ? 10 : String(cell ?? '').length;
}

const widest = 60;
/** Excel knows no zones: what it shows is the time in Vietnam. */
const inVietnam = (at: Date): Date => new Date(at.getTime() + 7 * 3_600_000);

const sheetFile = 'xl/worksheets/sheet{id}.xml';

/** The head's cells open lists by which rows are picked; Excel insists on the place where it is said. */
const filtered = (columns: number, rows: number): never => {
  const ref = `${getCellAddress(0, 0)}:${getCellAddress(rows, columns - 1)}`;
  const markup = getSelfClosingTagMarkup('autoFilter', { ref });
  const order = getOrderOfSiblings(sheetFile, 'worksheet') ?? [];
  return {
    files: {
      transform: {
        [sheetFile]: {
          transform: (xml: string) => insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet'),
        },
      },
    },
    // The library types a feature by the kind of its images, of which there are none.
  } as never;
};

/** `more`: names of columns behind its own. */
export async function registerSheet(
  say: (words: Text) => string,
  one: Register,
  rows: readonly (readonly Plain[])[],
  more: readonly string[] = [],
): Promise<Buffer> {
  const head = [...one.columns.map(({ label }) => say(plainText(label))), ...more];
  const data = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    // Words stay words: a cell that begins with "=" is no formula.
    ...rows.map((row) =>
      row.map((cell) => {
        if (cell instanceof Date) return { value: inVietnam(cell), type: Date, format: 'dd/mm/yyyy hh:mm' };
        if (isDay(cell)) return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
        return cell === null ? null : { value: cell, wrap: true };
      }),
    ),
  ];
  const columns = head.map((words, nth) => {
    const lengths = [words.length, ...rows.map((row) => widthOf(row[nth] ?? null))];
    return { width: Math.min(widest, Math.max(...lengths) + 2) };
  });
  const features = head.length > 0 ? [filtered(head.length, rows.length)] : [];
  return writeXlsxFile(data, { columns, stickyRowsCount: 1 }, { features: features as never }).toBuffer();
}
