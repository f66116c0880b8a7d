// "Đã nhận được giấy mời": the receipt, and what may stand beside it.
import { isQuoted } from './address.ts';
import { type Clause, isCourtesy, isDoubtful, isQuestion } from './clauses.ts';
import type { Message } from './message.ts';
import { has } from './piece.ts';
import type { Reading } from './reading.ts';

const againstReceipt = ['told', 'forbidding', 'act:receive', 'person', 'past', 'condition'];

/** Said without doubt they are another act than the receipt. */
const beyondReceipt = ['act:attend', 'act:absent', 'weak:attend', 'weak:absent', 'weak:go', 'free', 'busy', 'delegate'];

export function readReceipt(message: Message): Reading[] {
  const received = message.clauses.find((clause) => clause.pieces.some((piece) => has(piece, 'act:receive')));
  if (!received) return [];
  // "… và sẽ nghiêm túc triển khai".
  const also = received.pieces.findIndex(
    (piece, at) =>
      has(piece, 'also') &&
      !received.pieces.slice(at).some((one) => has(one, ...againstReceipt, ...beyondReceipt, 'negation', 'not-yet')),
  );
  const plain = received.pieces
    .slice(0, also < 0 ? undefined : also)
    .every(
      (piece) =>
        isCourtesy(piece) ||
        has(
          piece,
          'act:receive',
          'noise',
          'already',
          'able',
          'have',
          'wish',
          'all',
          'own',
          'pick',
          'figure',
          'document',
          'about',
          'time',
          'our-side',
          'own',
          'branch',
        ),
    );
  const others = message.clauses.filter((clause) => clause !== received);
  // "Nhận được rồi, để em xem lịch rồi báo lại": that he has it is certain, whatever he has not made up his mind about.
  const harmless = others.every(
    (clause) =>
      isPassedOn(clause) ||
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'unsure', 'wish', 'noise', 'time', 'all')) ||
      (!(isQuestion(clause) && !clause.pieces.some((piece) => has(piece, 'unsure'))) &&
        !clause.pieces.some((piece) => has(piece, ...againstReceipt)) &&
        (isDoubtful(clause) || !clause.pieces.some((piece) => has(piece, ...beyondReceipt)))),
  );
  return [
    {
      intent: 'receive',
      sure: plain && harmless && !isQuestion(received) && !isQuoted(message.sight, received.pieces),
      slots: {},
    },
  ];
}

/** "Đang trình lãnh đạo", "em trình anh Hòa rồi": what becomes of it in his office. */
const isPassedOn = ({ pieces }: Clause): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece) && !has(piece, 'already', 'thing', 'future'));
  const rest = pieces.slice(first + 1);
  return (
    has(pieces[first], 'passing-on') &&
    rest.some((piece) => has(piece, 'person', 'third', 'own')) &&
    rest.every(
      (piece) =>
        isCourtesy(piece) ||
        has(piece, 'person', 'third', 'own', 'post', 'noise', 'time', 'unsure', 'let', 'opinion-mark'),
    )
  );
};
