// "Danh sách thành viên ạ": something called by its name, and nothing else.
import { isCourtesy } from './clauses.ts';
import type { Message } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

/** "Danh sách thành viên ạ": something called by its name, and nothing else. */
export function readNamed({ clauses, doubtful }: Message): Reading[] {
  const pieces = clauses.flatMap((clause) => clause.pieces);
  const called = pieces.filter((piece) => namesIn(piece).length > 0);
  const [only] = called;
  if (!only || called.length > 1) return [];
  const plain = pieces.every(
    (piece) => piece === only || isCourtesy(piece) || has(piece, 'wish', 'let', 'favour', 'plea'),
  );
  return namesIn(only).map((intent) => ({ intent, sure: plain && !doubtful, slots: {} }));
}

const namesIn = ({ kinds }: Piece): string[] =>
  [...kinds].filter((kind) => kind.startsWith('named:')).map((kind) => kind.slice('named:'.length));
