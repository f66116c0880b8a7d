// Reads the declared words of a language out of `locales/<language>/understanding.json`.
import type { Vocabulary } from './grammar.ts';

type Says = { says: string; weak?: string };
/** The file as it stands: alternatives are separated by `|`. */
export type WordsFile = {
  kinds: Readonly<Record<string, Says>>;
  acts: Readonly<Record<string, Says>>;
  asks: Readonly<Record<string, Says>>;
};

export function vocabularyOf({ kinds, acts, asks }: WordsFile): Vocabulary {
  const each = <T>(of: Readonly<Record<string, Says>>, take: (said: Says) => T): Map<string, T> =>
    new Map(Object.entries(of).map(([name, said]) => [name, take(said)]));
  return {
    kinds: each(kinds, ({ says }) => alternatives(says)),
    acts: each(acts, ({ says, weak = '' }) => ({ clear: alternatives(says), weak: alternatives(weak) })),
    asks: each(asks, ({ says }) => alternatives(says)),
  };
}

const alternatives = (says: string): string[] =>
  says
    .split('|')
    .map((words) => words.trim())
    .filter((words) => words !== '');
