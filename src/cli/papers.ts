// Official papers by the operator: what departs from the form in one that somebody made.
import { readFile } from 'node:fs/promises';
import { refuse } from '../kernel/decision.ts';
import { type Text, text } from '../kernel/text.ts';
import { checkPaper } from '../papers/check.ts';
import { NoPaper } from '../papers/reading.ts';
import { openTexts } from '../texts/texts.ts';
import type { CliCommand } from './command.ts';

/** Larger files are no papers. */
const mostBytes = 20 * 1024 * 1024;

/** Reads a .docx of whatever origin; refused where something is named. Needs no database. */
export const paperCheck: CliCommand = {
  name: 'paper check',
  usage: 'cli:usage.paper-check',
  files: 1,
  runAlone: async (_around, [file = '']) => {
    const texts = openTexts();
    const say = (words: Text): string => texts.say('vi', words);
    try {
      const bytes = await readFile(file);
      if (bytes.length > mostBytes) throw new NoPaper('too large');
      const found = checkPaper(bytes, say);
      const json = { file, departures: found.map(({ code, words }) => ({ code, message: say(words) })) };
      const lines = found.map(({ words }) => words);
      if (found.length === 0) return { json, lines: [text('cli:paper.whole', { file })] };
      return { ...refuse('departs', text('cli:paper.departs', { file, count: found.length })), json, lines };
    } catch (error) {
      if (!(error instanceof NoPaper)) throw error;
      return refuse('no-paper', text('cli:paper.none', { file }));
    }
  },
};
