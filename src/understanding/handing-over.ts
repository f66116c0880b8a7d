// "Tôi đi công tác từ 1/12 đến 8/12, giao anh Bình điều hành": the chair's powers go to a deputy for a time (Điều 4).
import { isCourtesy, isQuestion } from './clauses.ts';
import type { Message } from './message.ts';
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
  const slots = { person: person!.name, ...stretchIn(message.said) };
  return [{ intent: 'hand-over', sure: !isBarred && !message.doubtful, slots }];
}

/** "Từ 1/12 đến hết ngày 8/12". */
function stretchIn(said: string): { from?: string; to?: string } {
  const [, from, to] =
    /(?:^|\s)t(?:ừ|u)\s+(?:ng(?:à|a)y\s+)?(\S+)\s+(?:đến|den|tới|toi)\s+(?:h(?:ế|e)t\s+)?(?:ng(?:à|a)y\s+)?([^\s,;]+)/iu.exec(
      said,
    ) ?? [];
  return from !== undefined && to !== undefined ? { from, to: to.replace(/[.]$/, '') } : {};
}
