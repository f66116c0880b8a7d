// The declared words of one language, found at a place in a message: the longest first, slips of the finger allowed.
import {
  type Fit,
  fit,
  fits,
  fitsButTone,
  isBare,
  keystrokesApart,
  type Spelling,
  soundsLike,
  spell,
  telexOf,
} from './spelling.ts';
import type { Token } from './tokens.ts';

/** What a run of tokens may be. Several kinds where its words can be read in several ways. */
export type Tag = {
  from: number;
  /** The token after it. */
  to: number;
  kinds: ReadonlySet<string>;
  /** Understood in spite of a slip. */
  slip: boolean;
};

/** One message seen with the words of a language. */
export type Sight = {
  tokens: readonly Token[];
  /** What begins at a token; null where no words are known. */
  at(from: number): Tag | null;
  /** All phrases of any length that begin at a token. */
  allAt(from: number): { kind: string; length: number }[];
  /** Whether the word stands in any phrase as it is typed. */
  knows(word: Spelling): boolean;
};

export type Lexicon = { over(tokens: readonly Token[]): Sight };

type Phrase = { words: readonly Spelling[]; joined: string; kind: string };
/** Phrases by their words without marks, word after word. */
type Branch = { next: Map<string, Branch>; ends: Phrase[] };
/** Phrases by their letters with one of them left out, and the first letters of the words of each ("td"). */
type Guesses = { by: ReadonlyMap<string, readonly Phrase[]>; initials: ReadonlySet<string> };

/** Shorter phrases are not guessed at, longer runs of words neither. */
const shortestGuess = 6;
const longestGuess = 4;
const mostLetters = 24;
/** No phrase with a shortened word in it is longer. */
const longestShort = 6;

/** `says`: for each kind its phrases; those that are `guessed` are also found in spite of a slip. */
export function makeLexicon(
  says: ReadonlyMap<string, readonly string[]>,
  guessed: (kind: string) => boolean,
  short: ReadonlyMap<string, string>,
): Lexicon {
  const root: Branch = { next: new Map(), ends: [] };
  const guessable: Phrase[] = [];
  const words = new Set<string>();
  const alone = new Set<string>();
  for (const [kind, alternatives] of says) {
    for (const alternative of alternatives) {
      const phrase = phraseOf(alternative, kind);
      if (phrase.words.length === 0) continue;
      let branch = root;
      for (const { plain } of phrase.words) branch = grown(branch, plain);
      branch.ends.push(phrase);
      for (const word of phrase.words) words.add(exactly(word));
      if (phrase.words.length === 1) alone.add(exactly(phrase.words[0]!));
      if (guessed(kind) && phrase.joined.length >= shortestGuess) guessable.push(phrase);
    }
  }
  // Half of what a lexicon costs, which is for nothing until somebody mistypes.
  let made: Guesses | null = null;
  const guesses = (): Guesses => (made ??= guessesAt(guessable));
  const knows = (word: Spelling): boolean => words.has(exactly(word));
  const longer = new Map([...short].map(([typed, word]) => [typed, spell(word)]));
  const isWhole = (word: Spelling): boolean => alone.has(exactly(word));
  return { over: (tokens) => look(root, guesses, knows, isWhole, longer, tokens) };
}

function guessesAt(phrases: readonly Phrase[]): Guesses {
  const by = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    for (const shorter of new Set(withoutOne(phrase.joined))) {
      const there = by.get(shorter);
      if (there) there.push(phrase);
      else by.set(shorter, [phrase]);
    }
  }
  const initials = new Set(phrases.map(({ words }) => words.map(({ plain }) => plain[0]).join('')));
  return { by, initials };
}

function grown(branch: Branch, plain: string): Branch {
  const there = branch.next.get(plain);
  if (there) return there;
  const next: Branch = { next: new Map(), ends: [] };
  branch.next.set(plain, next);
  return next;
}

function look(
  root: Branch,
  guesses: () => Guesses,
  knows: (word: Spelling) => boolean,
  isWhole: (word: Spelling) => boolean,
  short: ReadonlyMap<string, Spelling>,
  tokens: readonly Token[],
): Sight {
  const typed = tokens.map((token) => spelledAs(token, knows));
  // "k đi đc" as it would be written out.
  const out = tokens.map((token, at) => short.get(token.raw.toLowerCase()) ?? typed[at]!);
  const isShort = tokens.map((_token, at) => out[at] !== typed[at]);
  const unmarked = typed.every(isBare);
  const marks = typed.filter((word) => !isBare(word)).length;
  const marked = marks >= fewMarks && marks >= typed.length * shareOfMarks && longestBare(typed) < bareRun;
  const fitting = (phrases: readonly Phrase[], words: readonly Spelling[], from: number): Phrase[] =>
    fittingBest(phrases, words, from, { unmarked, marked, isWhole });
  const seen: (Tag | null | undefined)[] = [];
  const tagAt = (from: number): Tag | null => {
    let found: Tag | null = null;
    walk(root, tokens, typed, from, (phrases, length) => {
      const best = fitting(phrases, typed, from);
      if (best.length > 0)
        found = { from, to: from + length, kinds: new Set(best.map(({ kind }) => kind)), slip: false };
    });
    const written = (found as Tag | null)?.to ?? from;
    if (isShort.slice(from, from + longestShort).some(Boolean)) {
      walk(root, tokens, out, from, (phrases, length) => {
        if (from + length <= written) return;
        const best = fitting(phrases, out, from);
        if (best.length > 0)
          found = { from, to: from + length, kinds: new Set(best.map(({ kind }) => kind)), slip: false };
      });
    }
    return found ?? guessAt(guesses, tokens, typed, from, knows);
  };
  return {
    tokens,
    knows,
    at(from) {
      if (from >= tokens.length) return null;
      const known = seen[from];
      if (known !== undefined) return known;
      const found = tagAt(from);
      seen[from] = found;
      return found;
    },
    allAt(from) {
      const found: { kind: string; length: number }[] = [];
      for (const words of isShort.slice(from, from + longestShort).some(Boolean) ? [typed, out] : [typed]) {
        walk(root, tokens, words, from, (phrases, length) => {
          for (const { kind } of fitting(phrases, words, from)) found.push({ kind, length });
        });
      }
      return found;
    },
  };
}

/** Goes along the words as far as any phrase does, and tells of each phrase that ends. */
function walk(
  root: Branch,
  tokens: readonly Token[],
  typed: readonly Spelling[],
  from: number,
  ends: (phrases: readonly Phrase[], length: number) => void,
): void {
  let branch: Branch | undefined = root;
  for (let at = from; at < tokens.length; at += 1) {
    // A mark is a phrase of its own or ends one.
    if (tokens[at]!.kind === 'mark' && at > from) return;
    branch = branch.next.get(typed[at]!.plain);
    if (!branch) return;
    if (branch.ends.length > 0) ends(branch.ends, at - from + 1);
    if (tokens[at]!.kind === 'mark') return;
  }
}

function spelledAs(token: Token, knows: (word: Spelling) => boolean): Spelling {
  if (token.kind !== 'word' || knows(token.spelling)) return token.spelling;
  const telex = telexOf(token.raw);
  if (telex && knows(telex)) return telex;
  const plainly = undrawn(token.spelling);
  if (plainly && knows(plainly)) return plainly;
  // A name is written as it is.
  if (token.capital || isBare(token.spelling)) return token.spelling;
  return soundsLike(token.spelling).find(knows) ?? token.spelling;
}

/** "okkk", "nhaaa", "dạaa": each letter once; null where none is there twice. */
function undrawn(word: Spelling): Spelling | null {
  const { letters, plain, tone } = word;
  // "Cứu", "lưu" without their marks have two of them by right.
  if (!/(.)\1/u.test(plain) || (isBare(word) && /[^u]uui?$/.test(plain))) return null;
  const once = letters.replace(/(\p{L}\p{M}*)(?:\1|(?<=a\p{M}*)a|(?<=e\p{M}*)e|(?<=o\p{M}*)o)+/gu, '$1');
  return once === letters ? null : { ...spell(once), tone };
}

/** How somebody types: without any mark, with all of them; which words are words by themselves. */
type Marking = { unmarked: boolean; marked: boolean; isWhole: (word: Spelling) => boolean };
/** Of a text with all its marks so many words have some. */
const shareOfMarks = 0.4;
const fewMarks = 4;
/** So many words in a row without any are somebody else's way of typing. */
const bareRun = 4;

function longestBare(typed: readonly Spelling[]): number {
  let [longest, run] = [0, 0];
  for (const word of typed) {
    run = isBare(word) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The phrases that fit best: where one fits mark for mark, those that would with marks added do not count. */
function fittingBest(
  phrases: readonly Phrase[],
  typed: readonly Spelling[],
  from: number,
  { unmarked, marked, isWhole }: Marking,
): Phrase[] {
  // Where nothing has a mark, "chu" is as good as "chú".
  if (unmarked && typed[from]!.plain.length > 1) return [...phrases];
  let best: Fit = fit.partly;
  let fitting: Phrase[] = [];
  for (const phrase of phrases) {
    const how = worstFit(phrase, typed, from);
    if (how === fit.partly && isAnother(phrase, typed, from, isWhole)) continue;
    // A single word with some of its marks is another word: "thư" is not "thử".
    if (how < best || (how === fit.partly && phrase.words.length === 1 && !mayLack(typed[from]!, marked))) continue;
    if (how > best) fitting = [];
    best = how;
    fitting.push(phrase);
  }
  return fitting;
}

/** "Chú không dự được" has all its marks: "chú" is no "chứ" there, "phải cho" no "phải chờ". */
function isAnother(
  { words }: Phrase,
  typed: readonly Spelling[],
  from: number,
  isWhole: (word: Spelling) => boolean,
): boolean {
  const marked = words.some((_word, at) => !isBare(typed[from + at]!));
  return (
    words.length > 1 &&
    marked &&
    words.some((word, at) => fits(typed[from + at]!, word) === fit.partly && isWhole(typed[from + at]!))
  );
}

/** "du" may be "dự"; "đươc" can only be "được", since a word that ends so has a tone. */
const mayLack = (word: Spelling, marked: boolean): boolean =>
  (isBare(word) && !marked) || (word.tone === '' && /(?:c|ch|p|t)$/.test(word.plain));

function worstFit({ words }: Phrase, typed: readonly Spelling[], from: number): Fit {
  let worst: Fit = fit.exact;
  for (let at = 0; at < words.length; at += 1) {
    const how = fits(typed[from + at]!, words[at]!);
    if (how < worst) worst = how;
    if (worst === fit.not) break;
  }
  return worst;
}

function phraseOf(alternative: string, kind: string): Phrase {
  const words = alternative
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(spell);
  return { words, joined: words.map(({ plain }) => plain).join(''), kind };
}

/** Words not known as they are, but one keystroke away from a phrase. Names are not guessed at. */
function guessAt(
  guesses: () => Guesses,
  tokens: readonly Token[],
  typed: readonly Spelling[],
  from: number,
  knows: (word: Spelling) => boolean,
): Tag | null {
  if (tokens[from]!.capital && from > 0 && tokens[from - 1]!.kind !== 'mark') return null;
  let joined = '';
  let begins = '';
  let best: { length: number; apart: number; kinds: Set<string> } | null = null;
  for (let length = 1; length <= longestGuess && from + length <= tokens.length; length += 1) {
    if (tokens[from + length - 1]!.kind !== 'word') break;
    const word = typed[from + length - 1]!.plain;
    joined += word;
    begins += word[0] ?? '';
    if (joined.length < shortestGuess - 1) continue;
    if (joined.length > mostLetters) break;
    // No phrase begins its words so: but for one that was run together nothing is to be found.
    const { by, initials } = guesses();
    const tried = initials.has(begins) ? withoutOne(joined) : length === 1 ? [joined] : [];
    for (const shorter of tried) {
      for (const phrase of by.get(shorter) ?? []) {
        // A wrong letter at the beginning of a word makes another word: "đang họp" is not "vắng họp".
        const runTogether = length === 1 && phrase.words.length > 1 && joined === phrase.joined;
        if (runTogether && !best) best = { length, apart: 0, kinds: new Set([phrase.kind]) };
        if (phrase.words.length !== length || !beginAlike(typed, from, phrase)) continue;
        if (length > 1 && meansItself(typed, from, phrase, knows)) continue;
        const apart = distance(typed, from, joined, phrase);
        if (apart > 1 || (best && apart > best.apart)) continue;
        if (!best || apart < best.apart || length > best.length) best = { length, apart, kinds: new Set() };
        best.kinds.add(phrase.kind);
      }
    }
  }
  return best && { from, to: from + best.length, kinds: best.kinds, slip: true };
}

/** "Giữ như cũ": "giữ", with its marks, is a word of its own, and no slip for "giả như". */
const meansItself = (
  typed: readonly Spelling[],
  from: number,
  { words }: Phrase,
  knows: (word: Spelling) => boolean,
): boolean =>
  words.some((word, at) => {
    const own = typed[from + at]!;
    return own.plain !== word.plain && !isBare(own) && knows(own);
  });

const beginAlike = (typed: readonly Spelling[], from: number, { words }: Phrase): boolean =>
  words.every((word, at) => word.plain[0] === typed[from + at]!.plain[0]);

/** One letter at most; or one tone of a phrase whose other words fit. */
function distance(typed: readonly Spelling[], from: number, joined: string, phrase: Phrase): number {
  const apart = keystrokesApart(joined, phrase.joined, 1);
  if (apart !== 0) return apart;
  const wrong = phrase.words.flatMap((word, at) => (fits(typed[from + at]!, word) === fit.not ? [at] : []));
  const [only] = wrong;
  const isTone = only !== undefined && wrong.length === 1 && fitsButTone(typed[from + only]!, phrase.words[only]!);
  return phrase.words.length > 1 && isTone ? 1 : 2;
}

function withoutOne(word: string): string[] {
  const shorter = [word];
  for (let at = 0; at < word.length; at += 1) shorter.push(word.slice(0, at) + word.slice(at + 1));
  return shorter;
}

const exactly = ({ letters, tone }: Spelling): string => letters + tone;
