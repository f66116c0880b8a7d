// Thanks and greetings: what is kind, and whether there is anything else in it.
import { type Clause, isCourtesy, isQuestion } from './clauses.ts';
import { has, type Piece } from './piece.ts';
import type { Understood } from './reading.ts';

const besideCourtesy = [
  ...[
    'yes',
    'addressed',
    'person',
    'noise',
    'third',
    'post',
    'mark',
    'unknown',
    'thing',
    'time',
    'already',
    'favour',
    'all',
  ],
];

/** Thanks first, and nothing in it that might be an answer. */
const isThankful = ({ pieces }: Clause): boolean =>
  has(
    pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
    'thanks',
  ) &&
  !pieces.some(
    (piece) =>
      has(piece, 'negation', 'not-yet', 'instead', 'delegate') ||
      [...piece.kinds].some((kind) => /^(?:act|weak):(?:attend|absent|agree|refuse|go)$/.test(kind)),
  );

/** Words that may follow "cảm ơn". */
const mostThankedFor = 8;

export function courtesyOf(clauses: readonly Clause[], asks: readonly string[]): Understood['courtesy'] {
  if (asks.length > 0) return null;
  const [only, another] = clauses;
  // "Thư ký làm việc chu đáo quá, trân trọng cảm ơn".
  const praises = ({ pieces }: Clause): boolean =>
    pieces.some((piece) => has(piece, 'praise')) &&
    !pieces.some(
      (piece) =>
        has(piece, 'negation', 'not-yet', 'asking', 'wish') || [...piece.kinds].some((kind) => kind.startsWith('act:')),
    );
  if (
    clauses.some(praises) &&
    clauses.some(isThankful) &&
    clauses.every((clause) => praises(clause) || isThankful(clause))
  )
    return 'thanks';
  // "Cảm ơn đồng chí đã thông báo": whatever it is for.
  if (only && !another && isThankful(only) && only.pieces.length <= mostThankedFor && !isQuestion(only))
    return 'thanks';
  const beside = (piece: Piece): boolean => isCourtesy(piece) || has(piece, ...besideCourtesy);
  if (!clauses.every((clause) => clause.pieces.every(beside))) return null;
  const pieces = clauses.flatMap((clause) => clause.pieces);
  // "Cảm ơn các bạn đã hỗ trợ": for what is part of it.
  const thanksFirst = has(
    pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
    'thanks',
  );
  const wishes = pieces.some((piece) => has(piece, 'wishing'));
  const strange = pieces.filter((piece) => has(piece, 'unknown', 'thing', 'noise', 'third', 'person')).length;
  if (strange > ((thanksFirst && clauses.length === 1) || wishes ? mostThankedFor : 2)) return null;
  if (pieces.some((piece) => has(piece, 'thanks'))) return 'thanks';
  if (pieces.some((piece) => has(piece, 'greeting'))) return 'greeting';
  return pieces.some((piece) => has(piece, 'yes')) && pieces.every((piece) => isCourtesy(piece) || has(piece, 'yes'))
    ? 'yes'
    : null;
}

/** Each clause is a courtesy whole; a thank-you that stands beside something else hides nothing of it. */
export function isIdle(clauses: readonly Clause[], courtesy: Understood['courtesy']): boolean {
  const isPolite = ({ pieces }: Clause): boolean =>
    pieces.every((piece) => (isCourtesy(piece) || has(piece, 'mark', 'addressed')) && !has(piece, 'work'));
  const isThanking = ({ pieces }: Clause): boolean =>
    has(
      pieces.find((piece) => !has(piece, 'polite', 'self', 'title', 'yes')),
      'thanks',
      'greeting',
    );
  return (
    clauses.some(({ pieces }) => pieces.some((piece) => has(piece, 'polite', 'thanks', 'greeting', 'yes'))) &&
    clauses.every((clause) => isPolite(clause) || (courtesy !== null && isThanking(clause)))
  );
}
