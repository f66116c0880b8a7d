// A dossier as two files: a workbook to read, a sheet for each of its tables, and JSON for another machine.
import writeXlsxFile from 'write-excel-file/node';
import type { Dossier } from '../kernel/dossier.ts';
import { cleanLine } from '../kernel/fold.ts';
import type { Text } from '../kernel/text.ts';

const widths = [28, 60];
/** Excel takes no longer names of sheets, and none of these signs. */
const sheetName = (words: string): string => cleanLine(words.replace(/[\\/?*[\]:]/g, ' '), 31);

export async function dossierFiles({ title, tables, whole }: Dossier, say: (words: Text) => string) {
  const name = cleanLine(say(title), 80);
  const words = (cell: Text | string | null): string =>
    cell === null || typeof cell === 'string' ? (cell ?? '') : say(cell);
  const sheets = tables.map((table) => ({
    sheet: sheetName(say(table.name)),
    columns: table.columns.map((_, nth) => ({ width: widths[nth] ?? 30 })),
    data: [
      table.columns.map((column) => ({ value: say(column), fontWeight: 'bold' as const })),
      // Words stay words: a cell that begins with "=" is no formula.
      ...table.rows.map((row) => row.map((cell) => ({ value: words(cell), wrap: true }))),
    ],
  }));
  const workbook: Buffer = await writeXlsxFile(sheets).toBuffer();
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const json = new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`);
  return [
    { name: `${name}.xlsx`, mime, bytes: new Uint8Array(workbook) },
    { name: `${name}.json`, mime: 'application/json', bytes: json },
  ];
}
