// A message cut into words, figures and the marks between them; nothing is thrown away, so that it can be quoted again.
import { type Spelling, spell } from './spelling.ts';

export type Token = {
  raw: string;
  /** Where it stands in the message, in UTF-16 units. */
  at: number;
  end: number;
  kind: 'word' | 'figure' | 'mark';
  spelling: Spelling;
  /** Begins with a capital, in a message that is not all capitals. */
  capital: boolean;
};

/** What nobody types in one go is not taken apart. */
const mostTokens = 100;
const mostCharacters = 800;
/** No letter of a language of ours has more than two marks beside it, where they are typed apart. */
export const mostUnits = 3 * mostCharacters;
/** A longer run of letters and marks is no word. */
const longestWord = 40;

/** "đ/c", "15h30", "25/12/2026", "GM-01", "60%", a telephone number, a word, a picture, or one mark. */
const PIECES = new RegExp(
  [
    String.raw`\u0111[/.]c(?![\p{L}\p{N}])`,
    String.raw`(?:\+84|0)\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)`,
    String.raw`\d{1,2}\uFE0F?\u20E3`,
    String.raw`\d{1,2}(?:h|g)\d{0,2}(?![\p{L}\p{N}])`,
    String.raw`\d+(?:[.,/:-]\d+)*(?:[/-]\p{L}[\p{L}\p{M}]*(?:[/-][\p{L}\p{M}\d]+)*)?%?`,
    String.raw`\p{L}[\p{L}\p{M}]*(?:[-/]\d+[\p{L}\d/-]*|\d+)`,
    String.raw`(?:mrs?|ms|dr)\.(?=\s)`,
    String.raw`\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*`,
    String.raw`\p{Extended_Pictographic}`,
    String.raw`\.{2,}|\n+|[^\s\p{L}\p{N}\p{M}]`,
    String.raw`\p{N}`,
  ].join('|'),
  'giu',
);

const COMRADE = /^\u0111[/.]c$/i;

/** "Đ/c" is read as it would be written out, and quoted as it was typed. */
function comradeAt(raw: string, at: number): Token[] {
  const part = (from: number, to: number, word: string): Token => ({
    raw: raw.slice(from, to),
    at: at + from,
    end: at + to,
    kind: 'word',
    spelling: spell(word),
    capital: false,
  });
  return [part(0, 2, '\u0111\u1ed3ng'), part(2, 3, 'ch\u00ed')];
}

/** Of composed text (NFC). Null when it is too long to be something to act by. */
export function tokensOf(text: string): Token[] | null {
  if (text.length > mostCharacters) return null;
  const shouted = text === text.toUpperCase();
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECES)) {
    if (tokens.length === mostTokens) return null;
    const raw = match[0];
    if (COMRADE.test(raw)) {
      tokens.push(...comradeAt(raw, match.index));
      continue;
    }
    const kind = /^[\p{L}\p{M}]/u.test(raw) && !/\d/.test(raw) ? 'word' : /\p{N}/u.test(raw) ? 'figure' : 'mark';
    const spelling = spell(raw.length > longestWord ? '' : raw.replace(/['’.]/g, ''));
    const capital = !shouted && kind === 'word' && raw[0] !== raw[0]!.toLowerCase();
    tokens.push({ raw, at: match.index, end: match.index + raw.length, kind, spelling, capital });
  }
  return tokens;
}
