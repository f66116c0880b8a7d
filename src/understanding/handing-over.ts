// "Tôi đi công tác từ 1/12 đến 8/12, giao anh Bình điều hành": the chair's powers go to a deputy for a time (Điều 4).
import { isCourtesy, isQuestion } from './clauses.ts';
import { type Message, textOf } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

/** What may stand after whom it is given: when, for whom. */
const beside = ['time', 'date', 'until', 'fromward', 'all', 'noise', 'instead', 'mark', 'favour'];

export function readHandingOver(message: Message): Reading[] {
  const own = message.clauses.find(({ pieces }) => pieces.some((piece) => has(piece, 'heads-body')));
  if (!own || isQuestion(own)) return [];
  const at = own.pieces.findIndex((piece) => has(piece, 'heads-body'));
  const whom = own.pieces.findLastIndex((piece, nth) => nth < at && piece.person !== undefined);
  const gives = own.pieces.slice(0, whom).some((piece) => has(piece, 'let', 'weak:assign', 'act:assign', 'calls-on'));
  if (whom < 0 || !gives) return [];
  // "Giao anh Bình điều hành phiên thảo luận" is about that.
  const isBeside = (piece: Piece): boolean => isCourtesy(piece) || has(piece, ...beside);
  if (!own.pieces.slice(whom + 1).every((piece) => piece === own.pieces[at] || isBeside(piece))) return [];
  const isBarred = own.pieces.some((piece) => has(piece, 'negation', 'not-yet', 'past', 'condition', 'unsure', 'told'));
  const { person } = own.pieces[whom]!;
  const slots = { person: person!.name, ...stretchIn(message) };
  return [{ intent: 'hand-over', sure: !isBarred && !message.doubtful, slots }];
}

/** "Từ 1/12 đến hết ngày 8/12". */
function stretchIn(message: Message): { from?: string; to?: string } {
  const pieces = message.clauses.flatMap((clause) => clause.pieces);
  const [from, to, another] = pieces.filter((piece) => has(piece, 'date'));
  const isStretch = pieces.some((piece, at) => has(piece, 'fromward') && has(pieces[at + 1], 'date', 'time'));
  if (!isStretch || !from || !to || another) return {};
  return { from: textOf(message, from.from, from.to), to: textOf(message, to.from, to.to) };
}
