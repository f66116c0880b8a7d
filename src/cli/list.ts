// Prints a register whole: as JSON, as a sheet, or as lines; every register that a chapter declares is here by its name.
import { writeFile } from 'node:fs/promises';
import { type Plain, plain, registerSheet } from '../documents/register-sheet.ts';
import { refuse } from '../kernel/decision.ts';
import { type Cell, everyRow, type Register } from '../kernel/register.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { chapters } from '../regulation/index.ts';
import { noteRead } from '../store/access.ts';
import { bodyNamed } from './bodies.ts';
import { type CliCommand, fileTrouble } from './command.ts';

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
      const read = { at: world.now, personId: null, bodyId: body?.id ?? null, channel: 'cli', what: one.name };
      if (one.discloses) await noteRead(tx, read);
      return { rows };
    });
    if ('agreed' in read) return read;
    const say = (words: Text): string => around.texts.say('vi', words);
    const rows = read.rows.map((row) => Object.values(row).map((cell) => plain(say, cell)));
    if (typeof file === 'string') {
      try {
        await writeFile(file, await registerSheet(say, one, rows), { flag: 'wx' });
      } catch (error) {
        const trouble = fileTrouble(error, file);
        if (trouble) return trouble;
        throw error;
      }
      return { json: { file, rows: rows.length }, lines: [text('cli:list.written', { file, count: rows.length })] };
    }
    const names = one.columns.map((column) => column.name);
    const json = rows.map((row) => Object.fromEntries(row.map((cell, nth) => [names[nth], dayOr(cell)])));
    const lines = rows.map((row): Text => said(row.map((cell) => written(cell)).join(' · ')));
    return { json, lines: [text('cli:list.count', { count: rows.length }), ...lines] };
  },
};

/** A day as JSON has it. */
const dayOr = (cell: Plain) => (typeof cell === 'object' && cell !== null && 'day' in cell ? cell.day : cell);

function written(cell: Plain): string {
  const value = dayOr(cell);
  return value instanceof Date ? value.toISOString() : String(value ?? '');
}
