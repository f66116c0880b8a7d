// "Đổi sang online được không", "anh Nam có dự không": questions that are found by their words, not by a phrase.
import { type Clause, isCourtesy, isQuestion } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has, type Piece } from './piece.ts';
import { hasOther, saysPresence } from './presence.ts';
import { asksIn } from './questions.ts';
import type { Reading } from './reading.ts';

/** "Đổi sang online được không": asked of us, and no doubt about what. For somebody who attends already. */
export function switchIn({ pieces }: Clause): Reading | null {
  const at = pieces.findIndex((piece) => has(piece, 'act:switch'));
  // "Nếu sạt lở thì tôi đổi qua trực tuyến", "có khi tôi phải đổi sang online" ask for nothing yet.
  if (at < 0 || pieces.slice(0, at).some((piece) => has(piece, 'condition', 'unsure', 'told', 'then'))) return null;
  const [online, present] = [
    pieces.some((piece) => has(piece, 'online')),
    pieces.some((piece) => has(piece, 'in-person')),
  ];
  if (online === present) return null;
  // "… vì đường ngập": why may be anything.
  const because = pieces.findIndex((piece) => has(piece, 'because'));
  const plain = (because > at ? pieces.slice(0, because) : pieces).every(
    (piece) =>
      isCourtesy(piece) ||
      has(
        piece,
        'act:switch',
        'online',
        'in-person',
        'wish',
        'let',
        'able',
        'asking',
        'noise',
        'time',
        'act:attend',
        'weak:attend',
        'favour',
      ),
  );
  return { intent: 'switch', sure: plain, slots: { mode: online ? 'online' : 'in-person' } };
}

/** "Sáng mai tám giờ đúng không em": what he thinks it is, asked back. */
const confirmsHour = (clause: Clause): boolean =>
  clause.pieces.some((piece) => has(piece, 'date')) &&
  isQuestion(clause) &&
  clause.pieces.every(
    (piece) =>
      isCourtesy(piece) || has(piece, 'time', 'date', 'figure', 'asking', 'noise', 'have', 'mark', 'until', 'minutes'),
  );

/** "Anh Nam có dự không?" asks who attends. */
export function asksOf(questions: Sight, clause: Clause): string[] {
  const asked = asksIn(questions, clause);
  if (asked.length > 0) return asked;
  if (confirmsHour(clause)) return ['when'];
  const isOwn = clause.pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));
  if (!saysPresence(clause) || !hasOther(clause) || !isQuestion(clause) || isOwn) return [];
  // "Trưa nay đi ăn bún bò không anh Tư": to another place than the meeting.
  const goesElsewhere =
    !clause.pieces.some((piece) => has(piece, 'act:attend', 'act:absent')) &&
    clause.pieces.filter((piece) => has(piece, 'unknown', 'thing')).length > 1;
  if (goesElsewhere) return [];
  // "Sao anh Bình xin vắng" asks why, "giám đốc có phải dự không" what is his duty.
  const isWhy = (piece: Piece, at: number, all: readonly Piece[]): boolean =>
    has(piece, 'why') || (has(piece, 'because') && has(all[has(all[at + 1], 'polite') ? at + 2 : at + 1], 'asking'));
  if (clause.pieces.some(isWhy)) return [];
  return clause.pieces.some((piece) =>
    has(piece, 'condition', 'unsure', 'told', 'instead', 'forbidding', 'must', 'how-often', 'act:agree', 'asks-leave'),
  )
    ? []
    : ['attending'];
}
