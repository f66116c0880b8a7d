// "Đổi từ dự trực tiếp sang trực tuyến", "sửa lại giúp chị thành vắng mặt": a change, of which what it is changed to counts.
import { isCourtesy } from './clauses.ts';
import { has, type Piece } from './piece.ts';

/** So few words may stand between what is changed and what it becomes. */
const mostBetween = 6;

const modes = ['online', 'in-person'];
const presence = ['act:attend', 'act:absent'];

/** The words of a change become one piece before what it is changed to. */
export function changed(pieces: readonly Piece[]): Piece[] {
  const from = pieces.findIndex((piece) => has(piece, 'changing'));
  if (from < 0) return [...pieces];
  const into = intoAt(pieces, from);
  const target = pieces.slice(into + 1).findIndex((piece) => !has(piece, 'noise', 'polite'));
  const [what, how] = pieces.slice(into + 1 + Math.max(target, 0));
  if (into < 0 || target < 0 || !has(what, ...modes, ...presence)) return [...pieces];
  const byMode = has(what, ...modes) || (has(what, 'act:attend') && has(how, ...modes));
  const [first, last] = [pieces[from]!, pieces[into]!];
  const change: Piece = {
    from: first.from,
    to: last.to,
    kinds: new Set([byMode ? 'act:switch' : 'act:reconsider']),
    slip: false,
  };
  return [...pieces.slice(0, from), change, ...pieces.slice(into + 1)];
}

/** "Đổi từ … sang", "sửa giúp tôi thành"; of "đổi cho anh dự trực tuyến" the words before the act; -1 where it is none. */
function intoAt(pieces: readonly Piece[], from: number): number {
  const between = pieces.slice(from + 1, from + 2 + mostBetween);
  const isFormer = (piece: Piece): boolean =>
    isCourtesy(piece) ||
    has(piece, 'favour', 'for-me', 'let', 'noise', 'own', 'fromward', 'already', ...modes, ...presence);
  const into = between.findIndex((piece) => has(piece, 'into', 'being') && !has(piece, ...modes, ...presence));
  if (into >= 0) return between.slice(0, into).every(isFormer) ? from + 1 + into : -1;
  const own = between.findIndex((piece) => has(piece, 'self', 'own'));
  const leads = has(between[0], 'let') && own === 1;
  return leads && has(between[2], 'act:attend') && has(between[3], ...modes) ? from + 1 + own : -1;
}
