// /tim (AR5, Điều 8.9): meetings, papers, conclusions, rounds, tasks and opinions by their words, with marks or without, whatever
// the year and whichever body it was then.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Asking, command } from '../../kernel/command.ts';
import { lineField } from '../../kernel/fields.ts';
import type { Found } from '../../kernel/finding.ts';
import { type Actor, bodiesWith } from '../../kernel/person.ts';
import { moment, quoted, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers } from '../roles.ts';
import { findRecords, type Searched } from './records.ts';

const shown = 10;
const opened = 5;

/** Whose bodies before are theirs to look into: those who follow the body. */
const follows = (by: Actor): readonly string[] => bodiesWith(by, overseers);

export function chapterOver(chapters: readonly Searched[]): Chapter {
  const searches = (tx: Transaction, asking: Asking, words: string) =>
    findRecords(tx, chapters, asking, words, follows);
  const find = command<{ words: string }, readonly Found[], never>({
    name: 'search.find',
    word: 'tim',
    alias: ['find'],
    article: '8.9',
    allowed: 'anyone',
    fields: { words: lineField('search:ask.words', 100) },
    gather: async (tx, asking) => ({
      bodyId: null,
      facts: await searches(tx, asking, asking.args.words ?? ''),
    }),
    show: (found, { args }) => {
      const words = quoted(args.words ?? '');
      const left = found.length - shown;
      return {
        heading: text('search:heading', { words, count: found.length }),
        lines: [
          ...(found.length === 0 ? [text('search:none')] : []),
          ...found
            .slice(0, shown)
            .map(({ at, what }, nth) => text('search:line', { number: nth + 1, what, day: moment(at, 'day') })),
          ...(left > 0 ? [text('search:more', { count: left })] : []),
        ],
        choices: found
          .slice(0, shown)
          .flatMap(({ open }) => open ?? [])
          .slice(0, opened),
      };
    },
  });
  return { name: 'search', room: 'records', articles: ['8.9'], commands: [find], searches };
}
