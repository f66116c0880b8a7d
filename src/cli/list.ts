// Prints a register whole: as JSON, as a sheet, or as lines; every register that a chapter declares is here by its name.
import { writeFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import { refuse } from '../kernel/decision.ts';
import { type Cell, everyRow, type Register } from '../kernel/register.ts';
import { plainText, said, type Text, text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import { bodyNamed } from './bodies.ts';
import { type CliCommand, fileTrouble, type Surroundings } from './command.ts';

const registers: ReadonlyMap<string, Register> = new Map(
  chapters.flatMap((chapter) => chapter.registers ?? []).map((one) => [one.name.replace(/\.list$/, ''), one]),
);

export const list: CliCommand = {
  name: 'list',
  usage: 'cli:usage.list',
  files: 1,
  options: { body: { type: 'string' }, xlsx: { type: 'string' } },
  run: async (around, [name = ''], { body: code, xlsx: file }) => {
    const one = registers.get(name);
    if (!one) {
      const known = [...registers.keys()].join(', ');
      return refuse('unknown-list', text('cli:refused.unknown-list', { name, known }));
    }
    const { database, knowledge, now, newId } = around;
    const read = await database.transaction(async (tx) => {
      const body = typeof code === 'string' ? await bodyNamed(tx, around, code) : null;
      if (body && 'agreed' in body) return body;
      const world = { now, calendar: knowledge.calendar(), settings: knowledge.settings(body?.id ?? null), newId };
      const rows: Record<string, Cell>[] = [];
      for await (const row of everyRow(tx, one, body && [body.id], world)) rows.push(row);
      return { rows };
    });
    if ('agreed' in read) return read;
    const rows = read.rows.map((row) => Object.values(row).map((cell) => plain(around, cell)));
    if (typeof file === 'string') {
      try {
        await writeFile(file, await sheetOf(around, one, rows), { flag: 'wx' });
      } catch (error) {
        const trouble = fileTrouble(error, file);
        if (trouble) return trouble;
        throw error;
      }
      return { json: { file, rows: rows.length }, lines: [text('cli:list.written', { file, count: rows.length })] };
    }
    const names = one.columns.map((column) => column.name);
    const json = rows.map((row) => Object.fromEntries(row.map((cell, nth) => [names[nth], cell])));
    const lines = rows.map((row): Text => said(row.map((cell) => written(cell)).join(' · ')));
    return { json, lines: [text('cli:list.count', { count: rows.length }), ...lines] };
  },
};

type Plain = string | number | boolean | Date | null;

const plain = ({ texts }: Surroundings, cell: Cell): Plain =>
  typeof cell === 'object' && cell !== null && !(cell instanceof Date) ? texts.say('vi', cell) : cell;

const written = (cell: Plain): string => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''));

const widest = 60;
/** Excel knows no zones: what it shows is the time in Vietnam. */
const inVietnam = (at: Date): Date => new Date(at.getTime() + 7 * 3_600_000);

async function sheetOf({ texts }: Surroundings, one: Register, rows: readonly (readonly Plain[])[]): Promise<Buffer> {
  const head = one.columns.map(({ label }) => texts.say('vi', plainText(label)));
  const data = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    // Words stay words: a cell that begins with "=" is no formula.
    ...rows.map((row) =>
      row.map((cell) => {
        if (cell instanceof Date) return { value: inVietnam(cell), type: Date, format: 'dd/mm/yyyy hh:mm' };
        return cell === null ? null : { value: cell, wrap: true };
      }),
    ),
  ];
  const columns = head.map((words, nth) => {
    const lengths = [
      words.length,
      ...rows.map((row) => (row[nth] instanceof Date ? 16 : written(row[nth] ?? null).length)),
    ];
    return { width: Math.min(widest, Math.max(...lengths) + 2) };
  });
  return writeXlsxFile(data, { columns, stickyRowsCount: 1 }).toBuffer();
}
