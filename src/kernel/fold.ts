/**
 * Words as people type them: brought to one form for comparing, and cleaned before they are kept.
 */

/** Letters drawn like đ and Đ, which keyboards and old files put in their place. */
const crossedD = /[\u00D0\u0110\u0189]|[\u00F0\u0111\u0256]/gu;

/** Canonical composed form, the form texts are stored in; halves of broken surrogate pairs become U+FFFD. */
export function nfc(s: string): string {
  return normal(s.toWellFormed(), 'NFC');
}

/** Compatibility form, as look-alikes and stamps are compared: full-width digits, ligatures. */
export function nfkc(s: string): string {
  return normal(s.toWellFormed(), 'NFKC');
}

/** Every mark by itself, behind its letter. */
export function nfd(s: string): string {
  return normal(s, 'NFD');
}

/** The same, and look-alikes as what they look like. */
export function nfkd(s: string): string {
  return normal(s, 'NFKD');
}

/** What stands on top of a letter; the two half-width marks of Japanese become such when they are taken apart. */
const ON_TOP = '[\\p{M}\\uFF9E\\uFF9F]';
/** No writing stacks more on one letter (UAX #15, stream-safe text). */
const MOST_ON_TOP = 30;
const PILED = new RegExp(`(${ON_TOP}{${MOST_ON_TOP}})${ON_TOP}+`, 'gu');

/**
 * Marks on one letter are sorted when a text is brought to a form, in a time that grows with the square of their number:
 * 600 KB of them would take the better part of a minute. So what is piled up beyond measure goes first.
 */
function normal(s: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  return s.replace(PILED, '$1').normalize(form);
}

/**
 * The words without marks: diacritics and tones dropped (wherever the tone was placed), đ as d, lower case,
 * everything that is neither letter nor digit turned into single spaces, trimmed.
 *
 * For comparing whole strings only: "khong dong y" contains "dong y".
 */
export function fold(s: string): string {
  return dropMarks(s)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Like `fold`, but punctuation, digits and spaces stay as they were typed; for reading dates and the like. */
export function dropMarks(s: string): string {
  // Lower-casing can bring forth new marks (İ) and compatibility forms new capitals, hence twice.
  return bare(bare(s));
}

function bare(s: string): string {
  return nfkd(nfkd(s.toWellFormed()).toLowerCase())
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(crossedD, 'd');
}

/** Whether the two say the same words. Strings without any letter or digit are the same only if they look it. */
export function foldedEquals(a: string, b: string): boolean {
  const [left, right] = [fold(a), fold(b)];
  if (left === '' && right === '') return nfc(a).trim() === nfc(b).trim();
  return left === right;
}

/**
 * Whether the two say the same words with the same diacritics, wherever in a word its tone was put: "xin vâng" is not
 * "xin vắng".
 */
export function sameMarks(a: string, b: string): boolean {
  return marked(a) === marked(b);
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

function marked(s: string): string {
  const words = nfc(s)
    .toLowerCase()
    .replace(crossedD, 'đ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return words
    .split(' ')
    .map((word) => {
      const spread = nfd(word);
      return nfc(spread.replace(TONES, '')) + (spread.match(TONES) ?? []).join('');
    })
    .join(' ');
}

/** The key under which a name or document number is looked up: folded and without spaces ("12/BC-UBND", "12bcubnd"). */
export function searchKey(s: string): string {
  return fold(s).replaceAll(' ', '');
}

/** Length in Unicode code points, as people count letters of composed text. */
export function codePoints(s: string): number {
  let count = 0;
  for (const _ of s) count += 1;
  return count;
}

/** Whether there is a letter in it: "1 2", "?" and "👍" say nothing in words. */
export const hasWords = (s: string): boolean => /\p{L}/u.test(s);

/** The first `max` code points. */
export function cutCodePoints(s: string, max: number): string {
  if (s.length <= max) return s;
  let end = 0;
  let left = max;
  for (const point of s) {
    if (left === 0) break;
    end += point.length;
    left -= 1;
  }
  return s.slice(0, end);
}

/** Letters that print nothing and could make two names look alike. */
const BLANK_LETTERS = /[\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0]/gu;

/** Zero-width, bidirectional and other format characters, save a joiner that holds one emoji together. */
const FORMAT_CHARACTERS =
  /(?!(?<=\p{Extended_Pictographic}|\uFE0F|\p{EMod})\u200D(?=\p{Extended_Pictographic}))\p{Cf}/gu;

/** A line is cut before it is cleaned, so that what is cut off costs nothing: room for marks, spaces and what is hidden. */
const [RAW_START, RAW_EACH] = [1_000, 16];

/**
 * One line fit to be a name or title: composed, without control, bidirectional or zero-width characters,
 * runs of white space as one space, cut to `max` code points.
 */
export function cleanLine(s: string, max: number): string {
  const line = cleanText(s.slice(0, RAW_START + RAW_EACH * max))
    .replace(BLANK_LETTERS, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return cutCodePoints(line, max).trimEnd();
}

/** Whether a text can be shown as it is: nothing hidden, no break, no run of white space that pushes words elsewhere. */
const IS_FLAT = /^(?:[^\s\p{C}\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0]| (?! ))*$/u;

/** Somebody's words on one line, whatever is in them: breaks and runs of white space as one space, nothing hidden. */
export function flattened(s: string): string {
  if (IS_FLAT.test(s)) return s;
  const line = s
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(FORMAT_CHARACTERS, '')
    .replace(BLANK_LETTERS, '');
  return line.replace(/ {2,}/gu, ' ');
}

/** Longer text as it was written, line breaks kept, without control, bidirectional or zero-width characters. */
export function cleanText(s: string): string {
  const plain = s
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(FORMAT_CHARACTERS, '')
    .replace(crossedD, (letter) => (letter === letter.toLowerCase() ? 'đ' : 'Đ'));
  return nfc(plain).trim();
}
