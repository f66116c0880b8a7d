// UX1: how somebody is addressed. The sentences are written with the usual form; those for a reader who is addressed otherwise
// are made from them, and a person who is named has the form that is his. Pure; the words are texts (`address:`).
import type { Address } from '../kernel/person.ts';

/** The forms as the language has them; `several`, `someone`, `people`: where no one person is addressed. */
export type AddressWords = Readonly<Record<'usual' | Address | 'several' | 'someone' | 'people', string>> & {
  /** Before the usual form: several are meant (`several`), or people who are counted. */
  before: Readonly<Record<'several' | 'counted', string>>;
  /** After it: somebody else is meant. */
  other: string;
};

type Rule = readonly [pattern: RegExp, becomes: (found: string, ...parts: string[]) => string];

const capital = (like: string, words: string): string =>
  like[0] !== like[0]?.toLowerCase() ? `${words[0]?.toUpperCase()}${words.slice(1)}` : words;

/** A sentence with its placeholders, for a reader addressed so. Whom it names keeps the usual form, until his name is known. */
export function addressing(words: AddressWords, to: Address): (sentence: string) => string {
  const { usual, several, someone, people, before, other } = words;
  const many = `(?:${before.several}) ${usual}(?! ?:? ?\\{\\{)`;
  const rules: readonly Rule[] = [
    [new RegExp(many, 'giu'), (found) => capital(found, several)],
    [
      new RegExp(`(${before.counted}|\\{\\{count\\}\\}) ${usual}(?! \\{\\{)`, 'giu'),
      (_found, first) => `${first} ${people}`,
    ],
    [new RegExp(`${usual} (${other})(?!\\p{L})`, 'giu'), (found, last) => `${capital(found, someone)} ${last}`],
    [new RegExp(`${usual}(?! ?:? ?\\{\\{)`, 'giu'), (found) => capital(found, words[to])],
  ];
  return (sentence) => rules.reduce((said, [pattern, becomes]) => said.replace(pattern, becomes), sentence);
}

/** What stands before a name, in the form of whom it names. */
export function naming(words: AddressWords): (before: string, form: Address) => string {
  const ending = new RegExp(`${words.usual}(:? *)$`, 'iu');
  return (before, form) => before.replace(ending, (found, rest: string) => `${capital(found, words[form])}${rest}`);
}

/** The name at the beginning of what is filled in: "Lê Thị Hoa, Phó Chủ tịch". */
export const nameIn = (value: string): string => (/^[^,;:(·]+/u.exec(value)?.[0] ?? '').trim();
