// A message in clauses, and what in each of them forbids acting by it: doubt, a question, a condition, other people.
import type { Sight } from './lexicon.ts';
import { has, type Piece, quote } from './pieces.ts';

export type Clause = {
  pieces: readonly Piece[];
  /** Token range. */
  from: number;
  to: number;
  /** The mark that ends it. */
  end: string;
  /** "nhưng", "nên": how it hangs on the one before. */
  joined: 'but' | 'so' | null;
};

const ENDS = new Set([',', '.', '..', '...', ';', ':', '!', '?', '-', '–', '—', '(', ')', '…']);

export function clausesOf(sight: Sight, pieces: readonly Piece[]): Clause[] {
  const clauses: Clause[] = [];
  let own: Piece[] = [];
  let joined: Clause['joined'] = null;
  const close = (end: string, next: Clause['joined']): void => {
    const last = clauses.at(-1);
    if (own.length > 0) {
      clauses.push({ pieces: own, from: own[0]!.from, to: own.at(-1)!.to, end, joined });
    } else if (last && end === '?') last.end = '?';
    own = [];
    if (end !== '?' || next) joined = next;
  };
  for (const piece of pieces) {
    const raw = sight.tokens[piece.from]!.raw;
    const isMark = sight.tokens[piece.from]!.kind === 'mark';
    if (isMark && raw === ':' && has(own.at(-1), 'because')) continue;
    if (isMark && (ENDS.has(raw) || raw.startsWith('\n') || raw.startsWith('..'))) close(raw, null);
    else if (has(piece, 'but')) close('', 'but');
    else if (has(piece, 'so')) close('', 'so');
    else own.push(piece);
  }
  close('', null);
  return clauses;
}

/** Words that carry nothing of what is meant. */
export const isCourtesy = (piece: Piece): boolean =>
  has(piece, 'polite', 'thanks', 'greeting', 'self', 'title', 'yes') &&
  !isActing(piece) &&
  !has(piece, 'able', 'negation');

export const isActing = (piece: Piece): boolean =>
  [...piece.kinds].some((kind) => kind.startsWith('act:') || kind.startsWith('named:'));

export const isEmpty = ({ pieces }: Clause): boolean => pieces.every((piece) => isCourtesy(piece) || has(piece, 'own'));

/** "… không", "… chưa" at the end, a question word, a question mark. "dự không được" is no question. */
export function isQuestion({ pieces, end }: Clause): boolean {
  if (end === '?') return true;
  if (pieces.some((piece) => has(piece, 'asking', 'who'))) return true;
  const said = pieces.filter((piece) => !isCourtesy(piece));
  const last = said.at(-1);
  if (!last || said.length < 2) return false;
  return has(last, 'not-yet') || (has(last, 'negation') && last.to - last.from === 1);
}

/** What makes words nobody's answer, wherever they stand in a message. */
export const isDoubtful = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'unsure', 'condition', 'told', 'past', 'forbidding', 'maybe'));

export const isOther = (piece: Piece): boolean =>
  has(piece, 'person', 'third', 'third-marked', 'office-named', 'office');

export const words = (said: string, sight: Sight, from: number, to: number): string =>
  quote(said, sight.tokens, from, to);
