// What people typed and nobody understood, so that the declared words can grow from real use.
import { moment, said, type Text, text } from '../kernel/text.ts';
import { mostUnclear } from '../store/unclear.ts';
import type { CliCommand } from './command.ts';

/** More is read by nobody at once. */
const mostLines = 200;

export const unclear: CliCommand = {
  name: 'unclear',
  usage: 'cli:usage.unclear',
  files: 0,
  run: async ({ database }) => {
    const all = await mostUnclear(database.pool, mostLines);
    const lines = all.map(
      ({ words, times, last }): Text =>
        text('cli:unclear.line', { words: said(words), times, last: moment(last, 'moment') }),
    );
    return { json: all, lines: [text('cli:unclear.count', { count: all.length }), ...lines] };
  },
};
