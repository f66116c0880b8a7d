// What the sender said before and takes back: "à nhầm", "hồi sáng anh báo dự nhưng …".
import { type Clause, isCourtesy } from './clauses.ts';
import { has, type Piece } from './piece.ts';
import { hasOther } from './presence.ts';

const ofPresence = ['act:attend', 'act:absent', 'weak:attend', 'weak:absent', 'weak:go'];

const ofVerdict = ['act:agree', 'weak:agree', 'act:refuse', 'agreeing'];

/** "Anh dự, à nhầm, anh vướng họp rồi, xin vắng": what he said before he corrected himself is not said. */
export function corrected(clauses: readonly Clause[]): Clause[] {
  const at = clauses.findLastIndex(({ pieces }) => has(pieces[0], 'correcting'));
  if (at < 0) return [...clauses];
  const rest = clauses[at]!.pieces.slice(1);
  const after = clauses.slice(at + 1);
  const kept = rest.length > 0 ? [{ ...clauses[at]!, pieces: rest, from: rest[0]!.from }, ...after] : after;
  return kept.some(({ pieces }) => pieces.some((piece) => !isCourtesy(piece))) ? kept : [...clauses];
}

const saidToday = (pieces: readonly Piece[]): boolean => {
  const said = pieces.findIndex((piece) => has(piece, 'passing-on', 'registering') && !has(piece, 'favour'));
  return said > 0 && pieces.slice(0, said).some((piece) => has(piece, 'day')) && has(pieces[said + 1], ...ofPresence);
};

/** "Hồi sáng anh báo dự | nhưng giờ bận, cho anh vắng": what he himself said before holds no longer. */
export function isOverNow(clauses: readonly Clause[], nth: number): boolean {
  const { pieces, end } = clauses[nth]!;
  const next = clauses[nth + 1];
  // "Đã báo dự | nhưng nay …, xin chuyển thành vắng".
  const answered =
    (pieces.some(
      (piece, at) => has(piece, 'already') && has(pieces[at + 1], 'passing-on', 'registering', 'wish', 'pick'),
    ) ||
      // "Sáng nay tôi báo dự | nhưng giờ …".
      saidToday(pieces)) &&
    next?.joined === 'but' &&
    clauses
      .slice(nth + 1)
      .some(({ pieces: after }) =>
        after.some((piece) => has(piece, 'act:absent', 'act:attend', 'delegate', 'instead', 'weak:go')),
      );
  if (!next || end === '?' || !(answered || pieces.some((piece) => has(piece, 'earlier')))) return false;
  const own =
    !hasOther(clauses[nth]!) &&
    !pieces.some(
      (piece, at) =>
        has(piece, 'condition', 'unsure', 'asking') || (has(piece, 'told') && !has(pieces[at - 1], 'self')),
    );
  const says = pieces.some((piece) => has(piece, 'slipped', ...ofPresence, ...ofVerdict));
  return (
    own &&
    says &&
    (next.joined === 'but' || has(next.pieces[0], 'now') || pieces.some((piece) => has(piece, 'slipped')))
  );
}
