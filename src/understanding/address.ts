// To whom a message is spoken, and whose words it holds: "Kính gửi Văn phòng …,", quotation marks, "anh Nam:".
import { isCourtesy } from './clauses.ts';
import type { Sight } from './lexicon.ts';
import { has, type Piece } from './piece.ts';

const QUOTES = new Set(['"', '“', '”', '«', '»', '>', '[', '|', '„']);

/** Words of somebody else: between quotation marks, after ">", or after a name and a colon. */
export function isQuoted(sight: Sight, pieces: readonly Piece[]): boolean {
  if (pieces.some((piece) => QUOTES.has(sight.tokens[piece.from]!.raw))) return true;
  return pieces.some(
    (piece, at) =>
      sight.tokens[piece.from]!.raw === ':' &&
      has(pieces[at - 1], 'person', 'third', 'office-named', 'told') &&
      // "Đổi người khác: …".
      !has(pieces[at - 1], 'deputy') &&
      // "Kính gửi Ban Thư ký:" says to whom.
      !pieces.slice(Math.max(at - 4, 0), at).some((before) => has(before, 'addressed')),
  );
}

/** "Kính gửi Văn phòng Ban Chỉ đạo," and "báo cáo đồng chí Nam," say to whom, and nothing else. */
export function withoutAddress(sight: Sight, pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const starts = kept.length === 0 || isMark(sight, kept.at(-1)!) || isCourtesy(kept.at(-1)!);
    const asksLeave = has(piece, 'asks-leave') && has(pieces[at + 1], 'third');
    if (!starts || !(has(piece, 'addressed') || asksLeave)) {
      kept.push(piece);
      continue;
    }
    const end = addressEnd(sight, pieces, at);
    if (end === at) kept.push(piece);
    else kept.push({ from: piece.from, to: pieces[end]!.to, kinds: new Set(kindsOfAddress(piece)), slip: false });
    at = end;
  }
  return kept;
}

const kindsOfAddress = (piece: Piece): string[] =>
  has(piece, 'thanks') ? ['thanks'] : has(piece, 'greeting') ? ['greeting'] : ['polite'];

function addressEnd(sight: Sight, pieces: readonly Piece[], at: number): number {
  const next = pieces[at + 1];
  const named =
    has(next, 'person', 'title', 'third', 'office-named', 'office', 'own', 'noise', 'unknown', 'polite') &&
    !isMark(sight, next!);
  if (!named) return at;
  let end = at + 1;
  // As far as the mark that closes it; without one, the one who is named.
  let mark = at + 1;
  while (mark < pieces.length && !isMark(sight, pieces[mark]!)) mark += 1;
  const inside = pieces.slice(at + 1, mark);
  if (
    mark < pieces.length &&
    inside.every((piece) =>
      has(
        piece,
        'person',
        'title',
        'self',
        'third',
        'office-named',
        'office',
        'own',
        'noise',
        'unknown',
        'polite',
        'post',
        'deputy',
      ),
    )
  )
    return mark - 1;
  if (has(next, 'title') && !has(next, 'person')) return has(pieces[at + 2], 'person') ? at + 2 : at + 1;
  if (has(next, 'noise', 'unknown', 'polite')) end = at;
  return end;
}

const isMark = (sight: Sight, piece: Piece): boolean => sight.tokens[piece.from]!.kind === 'mark' && has(piece, 'mark');
