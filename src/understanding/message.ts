// A message as the readers of acts look at it: the questions it asks are taken out.
import type { Clause } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has, type Piece, quote } from './piece.ts';

export type Message = {
  said: string;
  sight: Sight;
  /** Those that ask for nothing we can answer. */
  clauses: readonly Clause[];
  /** Something in it forbids acting: doubt, a question, a condition, other people's words. */
  doubtful: boolean;
  /** Of these the question and the words of others between marks: they forbid whatever clause they stand beside. */
  held: boolean;
  quoted: boolean;
  /** The number words, from one, without marks. */
  cardinals: readonly string[];
};

export const textOf = ({ said, sight }: Message, from: number, to: number): string =>
  quote(said, sight.tokens, from, to).trim();

/** From the first to the last of these pieces, without the courtesies at both ends. "Đón con": the child is none. */
export function plainText(message: Message, pieces: readonly Piece[]): string {
  const object = has(pieces.at(-2), 'unknown', 'thing') && has(pieces.at(-1), 'self') ? pieces.at(-1) : null;
  const isIdle = (piece: Piece): boolean =>
    piece !== object &&
    // "Có cuộc họp với …" tells, "có dự" only affirms.
    !(has(piece, 'have') && has(pieces[pieces.indexOf(piece) + 1], 'meet', 'unknown', 'thing', 'figure', 'noise')) &&
    !has(piece, 'work') &&
    !(has(piece, 'done') && piece === pieces.at(-1) && !has(pieces.at(-2), 'polite', 'mark', 'self')) &&
    has(piece, 'polite', 'thanks', 'greeting', 'self', 'wish', 'have', 'mark') &&
    !has(piece, 'person');
  return trimmed(message, pieces, isIdle);
}

/** The same, but for such pieces at both ends. */
export const textWithout = (message: Message, pieces: readonly Piece[], ...kinds: readonly string[]): string =>
  trimmed(message, pieces, (piece) => has(piece, ...kinds) && !has(piece, 'self', 'person', 'let', 'work'));

function trimmed(message: Message, pieces: readonly Piece[], isIdle: (piece: Piece) => boolean): string {
  let [from, to] = [0, pieces.length];
  while (from < to && isIdle(pieces[from]!)) from += 1;
  while (to > from && isIdle(pieces[to - 1]!)) to -= 1;
  return from === to ? '' : textOf(message, pieces[from]!.from, pieces[to - 1]!.to);
}

/** Days, hours, quarters, numbers by which the sender names the matter. */
export function matterNamed(message: Message, pieces: readonly Piece[]): string {
  const named = pieces.filter(
    (piece) =>
      has(piece, 'about', 'document') || (has(piece, 'time') && (has(piece, 'day') || !has(piece, 'noise', 'given'))),
  );
  const useful = named.filter((piece) => has(piece, 'about', 'document', 'date', 'day') || piece.to - piece.from > 1);
  if (useful.length === 0) return '';
  const [first, last] = [useful[0]!, useful.at(-1)!];
  return textOf(message, first.from, last.to);
}

/** What comes after "vì", "do", "lý do". */
export function becauseIn(message: Message, pieces: readonly Piece[]): { reason: string; rest: readonly Piece[] } {
  const at = pieces.findIndex(
    (piece, nth) =>
      has(piece, 'because') ||
      // "Xin vắng để đưa mẹ đi mổ".
      (has(piece, 'aim') && has(pieces[nth - 1], 'act:absent')),
  );
  if (at < 0) return { reason: '', rest: pieces };
  // "Lý do chưa chính đáng": of the reason itself.
  const itself = has(pieces[at], 'reason-noun') && has(pieces[at + 1], 'not-yet', 'negation');
  return {
    reason: trimmed(message, pieces.slice(itself ? at : at + 1), (piece) => has(piece, 'polite', 'mark')),
    rest: pieces.slice(0, at),
  };
}
