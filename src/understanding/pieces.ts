// A message as pieces: known phrases, people and offices that are named, figures, and words nobody knows.
import { inContext } from './context.ts';
import { figureAt, joinFigure, withHours } from './figures.ts';
import type { Sight } from './lexicon.ts';
import { officeAt } from './offices.ts';
import { ownNameAt, personAt, properAt } from './people.ts';
import { has, type Piece, type Sender } from './piece.ts';

export function piecesOf(sight: Sight, sender: Sender): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < sight.tokens.length; ) {
    const tag = sight.at(at);
    const named =
      properAt(sight, at, tag) ??
      ownNameAt(sight, at, tag, sender) ??
      personAt(sight, at, tag, pieces.at(-1), sender) ??
      officeAt(sight, at, tag, sender, pieces.at(-1));
    const piece = named ?? tag ?? figureAt(sight.tokens[at]!, at);
    asksFavour(pieces.at(-1), piece, pieces);
    pieces.push(piece);
    joinFigure(pieces);
    at = piece.to;
  }
  return inContext(sight, withHours(pieces), sender);
}

/** "nho a Tuan di thay": before a person it is "nhờ", not "nhớ". */
function asksFavour(before: Piece | undefined, piece: Piece, pieces: Piece[]): void {
  if (!(piece.person || has(piece, 'addressee')) || !has(before, 'let') || !has(before, 'forbidding')) return;
  pieces[pieces.length - 1] = { ...before!, kinds: new Set(['let', 'sends', 'plea', 'calls-on']) };
}
