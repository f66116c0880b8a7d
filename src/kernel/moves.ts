// What moves by a change that is about to be made: said in lines, before and after it is done.
import { moment, type Text, text } from './text.ts';

/** A reminder that comes at another time, by the name of its matter. */
export type NamedMove = { matter: Text; from: Date; to: Date };

/** So many are named; the others are counted. */
const NAMED = 8;

/** What moves, in lines of their own. */
export function movesIn(moves: readonly NamedMove[]): Text[] {
  if (moves.length === 0) return [text('figures:moves.none')];
  const left = moves.length - NAMED;
  return [
    text('figures:moves.some', { count: moves.length }),
    ...moves
      .slice(0, NAMED)
      .map(({ matter, from, to }) => text('figures:moves.one', { matter, from: moment(from), to: moment(to) })),
    ...(left > 0 ? [text('bot:and-more', { count: left })] : []),
  ];
}

/** One under the other. */
export const inLines = (lines: readonly Text[]): Text =>
  lines.reduce((first, next) => text('figures:under', { first, next }));
