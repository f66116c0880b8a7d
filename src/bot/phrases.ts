// Typed words that stand for a command, also as people say them among themselves: "dạ vâng em dự ạ".
import { fold, sameMarks } from '../kernel/fold.ts';
import type { Courtesies, Phrase, Registry } from './registry.ts';

/** The phrases that the words as a whole may be; several commands when it cannot be told which is meant. */
export function phrasesMeant(registry: Registry, said: string): readonly Phrase[] {
  if (said.length > mostCharacters) return [];
  for (const words of [said, ...plainer(said, registry.courtesies)]) {
    const meant = fitting(registry.phrases.get(fold(words)) ?? [], words);
    if (meant.length > 0) return meant;
  }
  return [];
}

/** Diacritics decide where they were typed: "đủ" is not "dự". A slip of the pen in a longer phrase is passed over. */
function fitting(found: readonly Phrase[], words: string): readonly Phrase[] {
  const exact = found.filter((phrase) => sameMarks(phrase.words, words));
  const partly = exact.length > 0 ? exact : found.filter((phrase) => isPartly(words, phrase.words));
  return partly.length > 0 || !words.includes(' ') ? partly : found;
}

/** Typed with some of its diacritics, or none. */
function isPartly(typed: string, phrase: string): boolean {
  const words = phrase.trim().split(/\s+/);
  return wordsOf(typed).every((word, at) => isUnmarked(word) || sameMarks(word, words[at] ?? ''));
}

const wordsOf = (said: string): string[] => said.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');

/** No phrase is longer, with all courtesies around it; a long text is not taken apart. */
const mostWords = 12;
const mostCharacters = 400;

/** The same said more and more plainly: without what comes after, then without what comes before, word by word. */
function plainer(said: string, { opening, closing, self }: Courtesies): string[] {
  let words = wordsOf(said);
  if (words.length === 0 || words.length > mostWords) return [];
  const forms: string[] = [];
  const keep = (): void => {
    forms.push(words.join(' '));
    const me = self.find((word) => fold(word) === fold(words[0] ?? ''));
    if (me !== undefined) forms.push([self[0], ...words.slice(1)].join(' '));
  };
  keep();
  for (let cut = courtesyIn(words, closing, 'end'); cut > 0; cut = courtesyIn(words, closing, 'end')) {
    words = words.slice(0, -cut);
    keep();
  }
  for (let cut = courtesyIn(words, opening, 'start'); cut > 0; cut = courtesyIn(words, opening, 'start')) {
    words = words.slice(cut);
    keep();
  }
  return forms;
}

/** How many words at that end are a courtesy; something is always left. */
function courtesyIn(words: readonly string[], courtesies: readonly string[], where: 'start' | 'end'): number {
  for (const courtesy of courtesies) {
    const length = courtesy.split(' ').length;
    if (courtesy === '' || length >= words.length) continue;
    const there = (where === 'start' ? words.slice(0, length) : words.slice(-length)).join(' ');
    if (fold(there) === fold(courtesy) && (isUnmarked(there) || sameMarks(there, courtesy))) return length;
  }
  return 0;
}

const isUnmarked = (words: string): boolean => sameMarks(words, fold(words));
