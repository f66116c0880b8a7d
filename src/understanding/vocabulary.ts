// Reads the declared words of a language out of `locales/<language>/understanding.json`.
import type { Vocabulary } from './grammar.ts';

type Says = { says: string; weak?: string };
/**
 * The file as it stands: alternatives are separated by `|`, parts by `+`, ways of saying a part by `/`. `frames`: an act
 * said by a verb and what it is done to, with little between them ("nhắc giúp các đồng chí"), some only where a word
 * closes it. `short`: words with `=` and how they are shortened. `alike`: words of which one may stand for another within
 * the longer phrases of acts, frames and questions.
 */
export type WordsFile = {
  kinds: Readonly<Record<string, Says>>;
  acts: Readonly<Record<string, Says>>;
  frames: Readonly<Record<string, Says>>;
  short: Says;
  alike: Says;
  asks: Readonly<Record<string, Says>>;
};

export function vocabularyOf({ kinds, acts, frames, short, alike, asks }: WordsFile): Vocabulary {
  const groups = parted(alike.says, '|').map((group) => parted(group, '/').map(apart));
  const both = (phrases: readonly string[]): string[] => phrases.flatMap((phrase) => variantsOf(phrase, groups));
  const each = <T>(of: Readonly<Record<string, Says>>, take: (said: Says) => T): Map<string, T> =>
    new Map(Object.entries(of).map(([name, said]) => [name, take(said)]));
  return {
    kinds: each(kinds, ({ says }) => parted(says, '|')),
    acts: each(acts, ({ says, weak = '' }) => ({ clear: both(parted(says, '|')), weak: parted(weak, '|') })),
    frames: Object.entries(frames).flatMap(([act, { says }]) =>
      parted(says, '|').map((way) => {
        const [verbs = [], objects = [], closing = []] = parted(way, '+').map((part) => both(parted(part, '/')));
        return { act, verbs, objects, closing };
      }),
    ),
    short: new Map(
      parted(short.says, '|').flatMap((one) => {
        const [word = '', typed = ''] = parted(one, '=');
        return parted(typed, '/').map((way): [string, string] => [way, word]);
      }),
    ),
    asks: each(asks, ({ says }) =>
      parted(says, '|').map((phrase) =>
        parted(phrase, '+')
          .map((part) => both(parted(part, '/')).join(' / '))
          .join(' + '),
      ),
    ),
  };
}

const mostVariants = 24;

/** A word is looked for with what is around it. */
const apart = (word: string): string => ` ${word} `;

/** "Ai chưa trả lời" is also "ai chưa phản hồi". `groups`: each word with a blank before and after it. */
function variantsOf(phrase: string, groups: readonly (readonly string[])[]): string[] {
  const whole = apart(phrase);
  let found = [whole];
  for (const group of groups) {
    const word = group.find((one) => whole.includes(one));
    if (word === undefined || found.length * group.length > mostVariants) continue;
    found = found.flatMap((one) => group.map((other) => one.replace(word, other)));
  }
  return found.length === 1 ? [phrase] : [...new Set([phrase, ...found.map((one) => one.trim())])];
}

const parted = (says: string, mark: string): string[] =>
  says
    .split(mark)
    .map((words) => words.trim())
    .filter((words) => words !== '');
