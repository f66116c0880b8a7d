// Figures and what they are beside words of time: "14 giờ", "ngày 25 tháng 12", a percentage, a telephone number.
import { has, type Piece } from './piece.ts';
import type { Token } from './tokens.ts';

/** "14 giờ", "ngày 25 tháng 12": a figure beside words of time belongs to them; "2 người" is no time. */
export function joinFigure(pieces: Piece[]): void {
  const [before, last] = [pieces.at(-2), pieces.at(-1)!];
  const isTime = (piece: Piece): boolean => has(piece, 'time') && !has(piece, 'noise');
  if (!before) return;
  if (has(last, 'figure') && isTime(before))
    pieces[pieces.length - 1] = { ...last, kinds: new Set([...last.kinds, 'time']) };
  // "Đề án 06 sáng thứ tư": a figure that numbers something is no hour.
  if (has(before, 'figure') && isTime(last) && !has(pieces.at(-3), 'subject'))
    pieces[pieces.length - 2] = { ...before, kinds: new Set([...before.kinds, 'time']) };
}

export function figureAt(token: Token, at: number): Piece {
  return { from: at, to: at + 1, kinds: new Set(token.kind === 'mark' ? ['mark'] : figureKinds(token)), slip: false };
}

export function figureKinds({ kind, raw }: Token): string[] {
  if (kind === 'word') return ['unknown'];
  if (/^\d{1,3}(?:[.,]\d+)?%$/.test(raw)) return ['percent'];
  if (/^(?:\+84|0)[\d .-]{8,13}$/.test(raw)) return ['phone-number'];
  if (/^\d{1,2}(?:[hg]\d{0,2}|:\d{2})$/i.test(raw) || /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$/.test(raw))
    return ['time', 'date'];
  if (/^t[2-7]$/i.test(raw)) return ['time', 'day'];
  if (/^\d{1,4}$/.test(raw)) return ['figure'];
  return /\p{L}/u.test(raw) ? ['document'] : ['figure'];
}

/** "Tám giờ", "hai giờ rưỡi", "mười bốn giờ ba mươi": an hour said in words is one piece, as "8h" is. */
export function withHours(pieces: readonly Piece[]): Piece[] {
  if (!pieces.some((piece) => has(piece, 'hour'))) return [...pieces];
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const hour = has(pieces[at], 'figure') && !has(pieces[at - 1], 'subject', 'pick') ? at + 1 : numeralEnd(pieces, at);
    const end = hour > at && has(pieces[hour], 'hour') ? minutesEnd(pieces, hour + 1) : at + 1;
    const [first, last] = [pieces[at]!, pieces[end - 1]!];
    joined.push(
      end > at + 1 ? { from: first.from, to: last.to, kinds: new Set(['time', 'date']), slip: false } : first,
    );
    at = end;
  }
  return joined;
}

/** Where a number in words ends that begins here: "tám", "mười lăm", "hai mươi ba". */
function numeralEnd(pieces: readonly Piece[], from: number): number {
  let at = from;
  while (at - from < mostNumerals && has(pieces[at], 'cardinal', 'ten', 'tens')) at += 1;
  return at;
}

const mostNumerals = 3;

/** After the hour: "rưỡi", "ba mươi phút", "kém mười lăm"; a number alone may begin something else. */
function minutesEnd(pieces: readonly Piece[], from: number): number {
  if (has(pieces[from], 'half-past')) return from + 1;
  const short = has(pieces[from], 'short-of') ? from + 1 : from;
  const end = has(pieces[short], 'figure') ? short + 1 : numeralEnd(pieces, short);
  if (end === short) return from;
  if (has(pieces[end], 'minutes') && !has(pieces[end], 'hour')) return end + 1;
  return short > from || pieces.slice(short, end).some((piece) => has(piece, 'ten', 'tens')) ? end : from;
}
