// Reads the declared words of a language out of `locales/<language>/understanding.json`.
import type { Vocabulary } from './grammar.ts';

type Says = { says: string; weak?: string };
type Frame = { verbs: string; objects: string; closing?: string };
/**
 * The file as it stands: alternatives are separated by `|`. `frames`: an act said by a verb and what it is done to, with
 * little between them ("nhắc giúp các đồng chí"), some only where a word closes it. `short`: how words are shortened.
 */
export type WordsFile = {
  frames?: Readonly<Record<string, readonly Frame[]>>;
  short?: Readonly<Record<string, string>>;
  kinds: Readonly<Record<string, Says>>;
  acts: Readonly<Record<string, Says>>;
  asks: Readonly<Record<string, Says>>;
};

export function vocabularyOf({ kinds, acts, asks, frames = {}, short = {} }: WordsFile): Vocabulary {
  const each = <T>(of: Readonly<Record<string, Says>>, take: (said: Says) => T): Map<string, T> =>
    new Map(Object.entries(of).map(([name, said]) => [name, take(said)]));
  return {
    kinds: each(kinds, ({ says }) => alternatives(says)),
    acts: each(acts, ({ says, weak = '' }) => ({ clear: alternatives(says), weak: alternatives(weak) })),
    asks: each(asks, ({ says }) => alternatives(says)),
    frames: Object.entries(frames).flatMap(([act, ways]) =>
      ways.map(({ verbs, objects, closing = '' }) => ({
        act,
        verbs: alternatives(verbs),
        objects: alternatives(objects),
        closing: alternatives(closing),
      })),
    ),
    short: new Map(Object.entries(short).flatMap(([word, says]) => alternatives(says).map((typed) => [typed, word]))),
  };
}

const alternatives = (says: string): string[] =>
  says
    .split('|')
    .map((words) => words.trim())
    .filter((words) => words !== '');
