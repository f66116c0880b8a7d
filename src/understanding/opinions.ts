// "Ý kiến khác: …", "theo tôi nên lùi thời gian", "gửi ý kiến": what somebody thinks of a draft, in his own words.
import { isCourtesy, isOtherThanSelf } from './clauses.ts';
import { type Message, textOf } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

/** "Theo tôi nên lùi thời gian", "cần làm rõ nguồn kinh phí tại mục III": what he thinks of a part of the draft. */
function remarkIn(message: Message, pieces: readonly Piece[]): Reading | null {
  const said = (...kinds: readonly string[]): boolean => pieces.some((piece) => has(piece, ...kinds));
  const first = pieces.find((piece) => !isCourtesy(piece));
  const advises = said('revising') && (said('advising') || message.clauses.some(({ joined }) => joined === 'so'));
  // "Mục tiêu 2.500 căn là hơi cao".
  const estimates = said('estimating') && has(first, 'subject');
  const isView = estimates || (has(first, 'own-view') ? advises || said('subject') : advises && said('subject'));
  const elsewhere =
    said(
      'act:attend',
      'act:absent',
      'weak:absent',
      'instead',
      'delegate',
      'act:other-opinion',
      'act:opine',
      'percent',
    ) ||
    said('act:extend', 'act:return', 'opinion-mark') ||
    // "Số liệu … chưa khớp với báo cáo", "trang 5 nên ghi rõ thời hạn hoàn thành" report nothing.
    (said('act:report', 'act:finish') && !has(first, 'subject', 'own-view')) ||
    // "Vướng mắc hiện nay là …" says how a task stands.
    message.clauses.some(({ pieces: own }) =>
      has(
        own.find((piece) => !isCourtesy(piece)),
        'hindrance',
      ),
    ) ||
    (said('person') && !has(first, 'subject'));
  const doubtful = message.held || said('condition', 'told', 'past') || said('later');
  return isView && !elsewhere ? { intent: 'opine', sure: !doubtful, slots: { text: message.said.trim() } } : null;
}

/** "Ý kiến khác: …", "gửi ý kiến". */
export function readOpinion(message: Message): Reading[] {
  const pieces = message.clauses.flatMap((clause) => clause.pieces);
  // "Đề nghị sửa Điều 3".
  const asks = pieces.find((piece) => !isCourtesy(piece));
  if (
    has(asks, 'plea', 'must') &&
    pieces.some((piece) => has(piece, 'revising')) &&
    !pieces.some((piece) => has(piece, 'act:attend', 'act:absent', 'weak:absent', 'instead'))
  ) {
    // "Đề nghị làm rõ cơ chế chia sẻ dữ liệu": what it is about is said; "đề nghị bổ sung" may ask for a reason.
    const about = pieces.slice(pieces.findIndex((piece) => has(piece, 'revising')) + 1);
    const told = about.filter((piece) => has(piece, 'thing', 'unknown', 'branch')).length >= 2;
    // "Đề nghị xem lại tiến độ" doubts the draft, not what he thinks of it.
    const doubtful = message.held || pieces.some((piece) => has(piece, 'condition', 'told', 'past', 'later'));
    const sure =
      !doubtful &&
      ((told && !about.some((piece) => has(piece, 'because', 'person'))) ||
        pieces.some((piece) => has(piece, 'subject')));
    return [{ intent: 'opine', sure, slots: { text: message.said.trim() } }];
  }
  const remark = remarkIn(message, pieces);
  if (remark) return [remark];
  const other = pieces.some((piece) => has(piece, 'act:other-opinion'));
  const opines = pieces.findIndex((piece) => has(piece, 'act:opine', 'opinion-mark'));
  if (!other && opines < 0) return [];
  const denied = (
    other
      ? pieces.slice(
          0,
          pieces.findIndex((piece) => has(piece, 'act:other-opinion')),
        )
      : pieces
  ).some((piece) => has(piece, 'negation', 'not-yet', 'later-opinion'));
  // "Đang đọc, mai góp ý".
  const mentions = !pieces.slice(opines).some((piece) => has(piece, 'unknown', 'subject', 'opinion-mark'));
  const coming =
    mentions &&
    pieces.some(
      (piece) => has(piece, 'day', 'future') || (has(piece, 'time') && !has(piece, 'noise', 'self', 'given')),
    );
  const later = !other && (coming || pieces.slice(opines).some((piece) => has(piece, 'later')));
  const marked = other ? pieces.findIndex((piece) => has(piece, 'act:other-opinion')) : opines;
  const sure = !message.doubtful && !denied && !later && !pieces.slice(0, marked).some(isOtherThanSelf);
  const content =
    pieces.some((piece) => has(piece, 'unknown')) ||
    (other && pieces.slice(marked + 1).some((piece) => !isCourtesy(piece)));
  const slots = content ? { text: textOf(message, 0, message.sight.tokens.length) } : {};
  return [{ intent: other ? 'opinion-other' : 'opine', sure, slots }];
}
