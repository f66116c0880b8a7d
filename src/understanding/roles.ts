// What each clause is there for, by its predicate: it answers, or says why, asks, lays down a condition, puts off, bids.
import { type Clause, isAccordingTo, isCourtesy, isPresence, isSupposed, isThen } from './clauses.ts';
import { has, type Piece } from './piece.ts';
import { saysPresence, sendsNobody } from './presence.ts';

/** Whether it carries the answer: somebody comes, stays away, or goes in the sender's place; or a task is done. */
export const isAnswer = (clause: Clause): boolean =>
  saysPresence(clause) ||
  clause.pieces.some(
    (piece) => has(piece, 'act:finish') || (has(piece, 'delegate', 'instead') && !sendsNobody(clause)),
  );

/**
 * Whether a clause beside the answer takes it back: a condition, words that put it off, doubt of the coming itself. What
 * only tells (why, how, what is to be done meanwhile) may hold whatever words it likes.
 */
export function takesBack(clauses: readonly Clause[], nth: number): boolean {
  const { pieces, joined } = clauses[nth]!;
  if (pieces.some((_piece, at) => isThen(pieces, at, joined) || isAccordingTo(pieces, at)) || isSupposed(pieces))
    return true;
  if (has(pieces.at(-1), 'objecting')) return true;
  const because = pieces.findIndex((piece) => has(piece, 'because'));
  const told = because > 0 ? pieces.slice(0, because) : pieces;
  if (because !== 0 && told.some((piece) => has(piece, 'condition'))) return true;
  if (frames(clauses, nth)) return true;
  const bids = isBidding(clauses[nth]!);
  return told.some(
    (piece) =>
      (has(piece, 'forbidding') && !(bids && has(piece, 'remind', 'sparing'))) ||
      (has(piece, 'unsure') && !bids && (!has(piece, 'modal') || doubtsComing(pieces, piece))),
  );
}

/**
 * "Anh Nam bảo bận, | không dự", "tôi dự, | anh Nam nói vậy", "lần trước, | tôi vắng", "chắc bận họp, | không dự": whose
 * words, of which day, or how certain the answer is.
 */
function frames(clauses: readonly Clause[], nth: number): boolean {
  const words = clauses[nth]!.pieces.filter((piece) => !isCourtesy(piece) || has(piece, 'told'));
  const tells = words.findIndex((piece, at) => has(piece, 'told') && has(words[at - 1], ...others));
  if (tells >= 0 && tells === words.length - 1) return true;
  if (!clauses.slice(nth + 1).some(isAnswer)) return false;
  if (tells >= 0 || has(words[0], 'modal') || has(words[0], 'told')) return true;
  const next = clauses[nth + 1]!;
  return (
    isAnswer(next) &&
    words.some((piece) => has(piece, 'past')) &&
    words.every((piece) => has(piece, 'past', 'time', 'noise'))
  );
}

const others = ['person', 'third', 'third-marked'];

/** "Chắc trễ 15 phút" says how, "chắc không kịp", "có lẽ thế" doubt it. */
function doubtsComing(pieces: readonly Piece[], modal: Piece): boolean {
  if (pieces.some((piece) => has(piece, 'remark', 'begs-off'))) return false;
  const others = pieces.filter((piece) => piece !== modal && !isCourtesy(piece));
  return (
    !others.some((piece) => has(piece, 'unknown', 'thing', 'busy')) ||
    others.some((piece) => isPresence(piece) || has(piece, 'negation', 'not-yet', 'moving', 'able'))
  );
}

/** "Nhớ dặn bảo vệ …", "bảo cậu Dũng đón": what somebody is to do meanwhile. */
export const isBidding = ({ pieces }: Clause): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  // "Mọi người cứ họp trước".
  if (has(pieces[first], 'third') && has(pieces[first + 1], 'go-ahead')) return true;
  return (
    pieces.slice(0, first + 1).some((piece) => has(piece, 'remind', 'sparing', 'calls-on', 'act:seat')) &&
    !pieces.some(isPresence)
  );
};
