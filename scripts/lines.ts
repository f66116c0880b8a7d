// What chapters cost: lines and commands of each, printed as a table. A chapter over the limit says why in architecture.spec.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chapters } from '../src/regulation/index.ts';

const root = join(import.meta.dirname, '..', 'src');

const linesIn = (folder: string): { files: number; lines: number } => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const lines = files.reduce((sum, file) => sum + readFileSync(join(root, folder, file), 'utf8').split('\n').length, 0);
  return { files: files.length, lines };
};

const folders = readdirSync(join(root, 'regulation'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const rows = folders.map(({ name }) => {
  // The draft of a meeting is meetings' own, under a name of its own.
  const named = name === 'meetings' ? [name, 'preparation'] : [name];
  const commands = chapters.reduce((count, one) => count + (named.includes(one.name) ? one.commands.length : 0), 0);
  const { files, lines } = linesIn(`regulation/${name}`);
  return {
    chapter: name,
    files,
    lines,
    commands,
    'lines a command': commands > 0 ? Math.round(lines / commands) : null,
  };
});
const sum = (of: 'files' | 'lines' | 'commands') => rows.reduce((total, row) => total + row[of], 0);
const all = { files: sum('files'), lines: sum('lines'), commands: sum('commands') };
console.table([
  ...rows.sort((a, b) => b.lines - a.lines),
  { chapter: 'all', ...all, 'lines a command': Math.round(all.lines / all.commands) },
  ...['kernel', 'engine', 'bot'].map((name) => ({ chapter: `src/${name}`, ...linesIn(name) })),
]);
