// How a word was typed: its letters, the marks on them, its tone; and what Telex left over of it.
import { nfc, nfd } from '../kernel/fold.ts';

/** A word taken apart. Two spellings are the same word when `letters` and `tone` are; `plain` is without any mark. */
export type Spelling = { plain: string; letters: string; tone: string };

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const HOI = '\u0309';
const NGA = '\u0303';
/** In half of the country these two tones are one, and typed for one another. */
const alike = (a: string, b: string): boolean => (a === HOI && b === NGA) || (a === NGA && b === HOI);

/** What people write is made of few words: the last so many of them are not taken apart again. */
const mostSpelled = 5_000;
const longestSpelled = 12;
const spelled = new Map<string, Spelling>();

export function spell(word: string): Spelling {
  if (word.length > longestSpelled) return takenApart(word);
  const known = spelled.get(word);
  if (known) return known;
  if (spelled.size >= mostSpelled) spelled.clear();
  const found = takenApart(word);
  spelled.set(word, found);
  return found;
}

function takenApart(word: string): Spelling {
  const spread = nfd(word.toLowerCase());
  const tone = spread.match(TONES)?.[0] ?? '';
  const letters = spread.replace(TONES, '');
  const plain = letters.replace(/[\p{M}\p{Cf}]/gu, '').replaceAll('\u0111', 'd');
  return { plain, letters, tone };
}

/** How a typed word fits one that is known: mark for mark, but for hỏi and ngã, with marks left out, or not at all. */
export const fit = { not: 0, partly: 1, nearly: 2, exact: 3 } as const;
export type Fit = (typeof fit)[keyof typeof fit];

/** Marks may be left out, never be others: "vâng" is not "vắng", "đủ" is not "dự". */
export function fits(typed: Spelling, known: Spelling): Fit {
  if (typed.plain !== known.plain) return fit.not;
  const sameLetters = typed.letters === known.letters;
  if (sameLetters && typed.tone === known.tone) return fit.exact;
  const sameTone = typed.tone === known.tone || alike(typed.tone, known.tone);
  if (sameLetters && sameTone) return fit.nearly;
  if (typed.tone !== '' && !sameTone) return fit.not;
  return sameLetters || lacksOnly(typed.letters, known.letters) ? fit.partly : fit.not;
}

/** Typed without any mark, as many type everything. */
export const isBare = ({ plain, letters, tone }: Spelling): boolean => tone === '' && plain === letters;

/** The same letters with another tone: a slip of the finger within a longer phrase. */
export const fitsButTone = (typed: Spelling, known: Spelling): boolean =>
  typed.plain === known.plain && lacksOnly(typed.letters, known.letters);

/** Every mark on the typed letters is on the known ones too. */
function lacksOnly(typed: string, known: string): boolean {
  let at = 0;
  for (const letter of typed) {
    // The known word's marks stand after their letter, in one order.
    while (at < known.length && known[at] !== letter && !(letter === 'd' && known[at] === '\u0111')) {
      if (!/\p{M}/u.test(known[at]!)) return false;
      at += 1;
    }
    if (at === known.length) return false;
    at += 1;
  }
  return true;
}

const TELEX_TONES: Readonly<Record<string, string>> = { f: '\u0300', s: '\u0301', x: NGA, r: HOI, j: '\u0323' };

/**
 * The word that Telex keys were meant to write ("duwj": dự; "nhanaj": nhận), or that has its tone key left behind
 * ("dựj"); null when these are no such keys.
 */
export function telexOf(word: string): Spelling | null {
  const keys = nfc(word.toLowerCase());
  if (keys.length < 2 || keys.length > 10) return null;
  // The key stands after its vowel, or slipped before it ("chsi").
  const after = keys.slice(1).search(/[fsrxj](?=[^aeiouy]*$)/) + 1;
  const toneAt = after > 0 ? after : keys.slice(1).search(/(?<=[bcdghklmnpqtv])[fsrxj](?=[aeiouy])/) + 1;
  const said = spell(toneAt > 0 ? keys.slice(0, toneAt) + keys.slice(toneAt + 1) : keys);
  const tone = toneAt > 0 ? TELEX_TONES[keys[toneAt]!]! : '';
  // A tone is there already: only the key is too much.
  if (said.tone !== '' && tone !== '' && said.tone !== tone) return null;
  // "ddi", and "ddược" of which only the first key was left over.
  const stroked = said.letters.startsWith('dd') ? `\u0111${said.letters.slice(2)}` : said.letters;
  const letters = /^[a-z]+$/.test(said.letters) ? telexLetters(said.letters) : stroked;
  if (letters === said.letters && tone === '') return null;
  const plain = spell(letters).plain;
  return { plain, letters, tone: tone || said.tone };
}

/** How an onset or a coda is written by ear, in haste or for fun, and what it may stand for. */
const byEar: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^dz/, ['\u0111', 'd', 'gi', 'v']],
  [/^z/, ['v', 'd', 'gi', 'r']],
  [/^j/, ['d', 'gi', 'ch']],
  [/^f/, ['ph']],
  [/^w/, ['qu']],
  [/^k(?![ei])/, ['kh', 'c']],
  [/^ng(?=[ei])/, ['ngh']],
  [/^x/, ['s']],
  [/(?<=[aeiouy]\p{M}*)g$/u, ['ng']],
  [/(?<=[aeiouy]\p{M}*)h$/u, ['nh', 'ch']],
];

/** Words that sound as this one does: "zắng" is "vắng", "khôg" is "không". Only asked for what is no word itself. */
export function soundsLike({ letters, tone }: Spelling): Spelling[] {
  return byEar.flatMap(([heard, meant]) =>
    heard.test(letters)
      ? meant.map((written) => {
          const said = letters.replace(heard, nfd(written));
          return { letters: said, tone, plain: spell(said).plain };
        })
      : [],
  );
}

function telexLetters(keys: string): string {
  const stroke = keys.startsWith('dd') ? `\u0111${keys.slice(2)}` : keys;
  const doubled = stroke.replace(/([aeo])([a-z]*?)\1/, '$1\u0302$2');
  if (doubled !== stroke) return nfd(doubled);
  const hook = stroke.indexOf('w');
  if (hook < 1) return stroke;
  const rest = stroke.slice(0, hook) + stroke.slice(hook + 1);
  if (rest.includes('uo')) return rest.replace('uo', 'u\u031bo\u031b');
  return rest.replace(/a|o|u/, (vowel) => (vowel === 'a' ? 'a\u0306' : `${vowel}\u031b`));
}

/** Keystrokes apart, a neighbouring pair in the wrong order counting as one; more than `most` is said as `most + 1`. */
export function keystrokesApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, last[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
