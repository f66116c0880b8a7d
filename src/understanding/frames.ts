// Acts said by a verb and what it is done to: "nhắc giúp các đồng chí", "đổi giờ", "nhận được công văn rồi" are one piece.
import { has, type Piece } from './piece.ts';

/** `nth` among those declared; `closes`: only where a word of its own comes after. */
export type Frame = { act: string; verb: string; object: string; closing: string; closes: boolean };

/** Those that are also said the other way round: "họp này hủy nhé". */
const turned = new Set(['call-off', 'postpone', 'receive', 'absent']);
/** "Cuộc này anh bỏ nhé": whether he says of himself what he does. */
const bySelf: Readonly<Record<string, boolean>> = { 'call-off': false, absent: true };

/** So few words may stand between the two, and before what closes it. */
const mostBetween = 3;

export function framed(pieces: readonly Piece[], frames: readonly Frame[]): Piece[] {
  if (!pieces.some(isPart)) return [...pieces];
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const ends = isPart(piece) ? frames.map((frame) => endOf(pieces, at, frame)) : [];
    const end = Math.max(-1, ...ends);
    if (end < 0) {
      joined.push(alone(piece));
      continue;
    }
    const acts = frames.filter((_frame, nth) => ends[nth] === end).map(({ act }) => `act:${act}`);
    const place = has(pieces[end], 'place-object') ? ['place-order'] : [];
    // "Lên lịch | giao ban tháng 12": what names the meeting is said of it.
    if (has(pieces[end], 'about')) {
      joined.push({ from: piece.from, to: pieces[end - 1]!.to, kinds: new Set(acts), slip: false });
      at = end - 1;
      continue;
    }
    joined.push({ from: piece.from, to: pieces[end]!.to, kinds: new Set([...acts, ...place]), slip: false });
    at = end;
  }
  return joined;
}

const isPart = ({ kinds }: Piece): boolean => {
  for (const kind of kinds) if (kind.startsWith('verb:') || kind.startsWith('object:')) return true;
  return false;
};

/** A word that is only part of such an act says nothing by itself. */
function alone(piece: Piece): Piece {
  for (const kind of piece.kinds) if (!/^(?:verb|object|closing):/.test(kind)) return piece;
  return { ...piece, kinds: new Set([...piece.kinds, 'unknown']) };
}

/** The piece with which it ends; -1 where it is none. */
function endOf(
  pieces: readonly Piece[],
  from: number,
  { act, verb: verbs, object: objects, closing, closes }: Frame,
): number {
  if (turned.has(act) && has(pieces[from], objects)) {
    const verb = after(pieces, from, verbs);
    const rest = pieces.slice(verb + 1);
    const mark = rest.findIndex((piece) => has(piece, 'mark'));
    const ends = rest.slice(0, mark < 0 ? undefined : mark).every((piece) => has(piece, 'polite', 'self'));
    const self = pieces.slice(from, Math.max(verb, from)).some((piece) => has(piece, 'self') && !has(piece, 'noise'));
    const fits = bySelf[act] === undefined || bySelf[act] === self;
    return verb > 0 && ends && fits && (!closes || has(rest[0], closing)) ? verb : -1;
  }
  if (!has(pieces[from], verbs)) return -1;
  const object = after(pieces, from, objects);
  if (object < 0) return -1;
  return closes && after(pieces, object, closing) < 0 ? -1 : object;
}

function after(pieces: readonly Piece[], from: number, kind: string): number {
  for (let at = from + 1; at <= from + 1 + mostBetween; at += 1) {
    if (has(pieces[at], kind)) return at;
    if (
      !has(pieces[at], 'polite', 'favour', 'self', 'title', 'noise', 'able', 'let', 'done', 'filler', 'for', 'own') ||
      has(pieces[at], 'person')
    )
      return -1;
  }
  return -1;
}
