// Rows of a register as a table in the file of a matter (Điều 8.9).

import type { Kept } from './case-file.ts';
import type { World } from './command.ts';
import type { Cell, Register } from './register.ts';
import { moment, plainText, said, type Text, text } from './text.ts';

/** What stands in its columns, all of it. */
export const tableOf = <R>(
  { heading, columns }: Pick<Register<R>, 'heading' | 'columns'>,
  rows: readonly R[],
  world: World,
): Kept['tables'][number] => ({
  heading: plainText(heading),
  columns: columns.map(({ label }) => plainText(label)),
  rows: rows.map((row) => columns.map(({ cell }) => cellOf(cell(row, world)))),
});

function cellOf(cell: Cell): Text | null {
  if (cell === null || cell === '') return null;
  if (cell instanceof Date) return text('engine:cell', { value: moment(cell) });
  if (typeof cell !== 'object') return said(String(cell));
  return 'day' in cell ? text('engine:cell', { value: cell }) : cell;
}
