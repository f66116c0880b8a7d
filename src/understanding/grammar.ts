// The declared words of a language made ready to be looked for: what a grammar is.
import type { Frame } from './frames.ts';
import { type Lexicon, makeLexicon } from './lexicon.ts';
import { partKind } from './questions.ts';
import { spell } from './spelling.ts';

/** The words of one language: `kinds` of words, words for `acts` (clear and weak ones), phrases for `asks`. */
export type Vocabulary = {
  kinds: ReadonlyMap<string, readonly string[]>;
  acts: ReadonlyMap<string, { clear: readonly string[]; weak: readonly string[] }>;
  asks: ReadonlyMap<string, readonly string[]>;
  /** Acts said by a verb and what it is done to; `closing` words, if any, must come after. */
  frames: readonly { act: string; verbs: readonly string[]; objects: readonly string[]; closing: readonly string[] }[];
  /** Shortened words, and what they stand for. */
  short: ReadonlyMap<string, string>;
};

/** Whole phrases by which something is called; a reading of one has its name as intent. */
export type Names = ReadonlyMap<string, readonly string[]>;

export type Grammar = { words: Lexicon; questions: Lexicon; cardinals: readonly string[]; frames: readonly Frame[] };

export function makeGrammar({ kinds, acts, asks, frames, short }: Vocabulary, names: Names = new Map()): Grammar {
  const words = new Map(kinds);
  for (const [nth, { verbs, objects, closing }] of frames.entries()) {
    words.set(`verb:${nth}`, verbs);
    words.set(`object:${nth}`, objects);
    words.set(`closing:${nth}`, closing);
  }
  for (const [act, { clear, weak }] of acts) {
    words.set(`act:${act}`, clear);
    words.set(`weak:${act}`, weak);
  }
  for (const [name, called] of names) words.set(`named:${name}`, called);
  const phrases = new Map<string, string[]>();
  for (const [ask, alternatives] of asks) {
    for (const [alternative, phrase] of alternatives.entries()) {
      const parts = phrase.split('+').map((part) => part.trim());
      for (const [part, said] of parts.entries()) {
        const ways = said.split('/').map((way) => way.trim());
        phrases.set(partKind(ask, alternative, part, parts.length), ways);
      }
    }
  }
  const cardinals = (kinds.get('cardinal') ?? []).map((word) => spell(word).plain);
  return {
    words: makeLexicon(words, isGuessed, short),
    questions: makeLexicon(phrases, () => false, short),
    cardinals,
    frames: frames.map(({ act, closing }, nth) => ({
      act,
      verb: `verb:${nth}`,
      object: `object:${nth}`,
      closing: `closing:${nth}`,
      closes: closing.length > 0,
    })),
  };
}

/** Slips are passed over in what people mean, not in what forbids to act. */
const isGuessed = (kind: string): boolean =>
  /^(?:act:|named:|wish$|negation$|instead$|delegate$|unsure$|condition$)/.test(kind);
