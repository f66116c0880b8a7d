/** Names of people, in the Vietnamese order (family name first, given name last), and their phone numbers. */

import { nfc } from './fold.ts';

/** The given name: the last word. Empty when there is no name. */
export function givenName(fullName: string): string {
  return words(fullName).at(-1) ?? '';
}

/**
 * Order of lists of people: by given name, then by family and middle names, in the order of the Vietnamese
 * alphabet and then of the tones. Own code because Intl's order depends on the ICU data of the machine.
 */
export function compareNames(a: string, b: string): number {
  const [left, right] = [sortKeys(a), sortKeys(b)];
  for (const [index, key] of left.entries()) {
    const other = right[index];
    if (!other) return 1;
    const order = compareNumbers(key.letters, other.letters) || compareNumbers(key.tones, other.tones);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** The number with its middle hidden, as lists show it: '091****678'. What is no phone number is hidden whole. */
export function maskPhone(phone: string): string {
  const normal = normalisePhone(phone);
  if (normal === null) return '****';
  const local = `0${normal.slice(2)}`;
  return `${local.slice(0, 3)}****${local.slice(-3)}`;
}

/** A Vietnamese number as '84912345678', from 0…, 84… or +84… however spaced; null when it is none. */
export function normalisePhone(s: string): string | null {
  if (s.length > 40) return null;
  const digits = s.normalize('NFKC').replace(/[\s.()\-\u2010-\u2015\p{Cf}]/gu, '');
  const national = /^(?:\+840?|0084|840?|0)([35789]\d{8}|2\d{9})$/.exec(digits)?.[1];
  return national === undefined ? null : `84${national}`;
}

/** A post with its agency, what both say said once: 'Chủ tịch UBND tỉnh' of 'UBND tỉnh Khánh Hòa'. */
export function postAt(post: string, agency: string): string {
  if (agency === '' || post.includes(agency)) return post;
  const [held, of] = [words(post), words(agency)];
  let shared = Math.min(held.length, of.length);
  while (shared > 0 && held.slice(-shared).join(' ') !== of.slice(0, shared).join(' ')) shared -= 1;
  return [...held, ...of.slice(shared)].join(' ');
}

type WordKey = { readonly letters: number[]; readonly tones: number[] };

const ALPHABET = [...nfc('aăâbcdđeêfghijklmnoôơpqrstuưvwxyz')];
/** Level, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries; the level tone is written with no mark. */
const TONE_MARKS = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const ANY_TONE_MARK = /[\u0300\u0301\u0303\u0309\u0323]/g;

function words(fullName: string): string[] {
  return nfc(fullName).split(/\s+/u).filter(Boolean);
}

/** One key a word, the given name's first. The tone counts for the word, wherever in it the mark was put. */
function sortKeys(fullName: string): WordKey[] {
  const inOrder = words(fullName);
  const given = inOrder.pop();
  return (given === undefined ? [] : [given, ...inOrder]).map(wordKey);
}

function wordKey(word: string): WordKey {
  const spread = word.toLowerCase().normalize('NFD');
  const letters = [...nfc(spread.replace(ANY_TONE_MARK, ''))].map(letterRank);
  const tones = (spread.match(ANY_TONE_MARK) ?? []).map((mark) => TONE_MARKS.indexOf(mark) + 1);
  return { letters, tones };
}

/** Digits and signs before the alphabet, other scripts after it. */
function letterRank(letter: string): number {
  const place = ALPHABET.indexOf(letter);
  const point = letter.codePointAt(0) ?? 0;
  if (place >= 0) return 1000 + place;
  return point < 0x61 ? point : 2000 + point;
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (number !== other) return number - other;
  }
  return a.length - b.length;
}
