// "Đổi sang online được không", "anh Nam có dự không": questions that are found by their words, not by a phrase.
import { type Clause, isCourtesy, isQuestion } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has, type Piece } from './pieces.ts';
import { hasOther, saysPresence } from './presence.ts';
import { asksIn } from './questions.ts';
import type { Reading } from './reading.ts';

/** "Đổi sang online được không": asked of us, and no doubt about what. For somebody who attends already. */
export function switchIn({ pieces }: Clause): Reading | null {
  if (!pieces.some((piece) => has(piece, 'act:switch'))) return null;
  const [online, present] = [
    pieces.some((piece) => has(piece, 'online')),
    pieces.some((piece) => has(piece, 'in-person')),
  ];
  if (online === present) return null;
  const plain = pieces.every(
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

/** "Anh Nam có dự không?" asks who attends. */
export function asksOf(questions: Sight, clause: Clause): string[] {
  const asked = asksIn(questions, clause);
  if (asked.length > 0) return asked;
  const isOwn = clause.pieces.some((piece) => has(piece, 'self') && !has(piece, 'title'));
  if (!saysPresence(clause) || !hasOther(clause) || !isQuestion(clause) || isOwn) return [];
  // "Sao anh Bình xin vắng" asks why.
  const isWhy = (piece: Piece, at: number, all: readonly Piece[]): boolean =>
    has(piece, 'because') && has(all[at + 1], 'asking');
  const first = clause.pieces.find((piece) => !isCourtesy(piece));
  if (has(first, 'why') || clause.pieces.some(isWhy)) return [];
  return clause.pieces.some((piece) => has(piece, 'condition', 'unsure', 'told', 'instead', 'forbidding'))
    ? []
    : ['attending'];
}
