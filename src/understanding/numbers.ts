// A choice by its number, in each way of typing one: "1", "1.", "(1)", "số 1", "chọn 1 nhé", "1️⃣", "một".
import { nfkc } from '../kernel/fold.ts';
import type { Sight } from './lexicon.ts';
import type { Piece } from './piece.ts';
import { has } from './piece.ts';

/** Null unless the message is nothing but one number. `small` are the number words, from one. */
export function numberIn(sight: Sight, pieces: readonly Piece[], small: readonly string[]): number | null {
  const { tokens } = sight;
  let number: number | null = null;
  for (const piece of pieces) {
    const token = tokens[piece.from]!;
    if (token.raw === '?') return null;
    const value = figureOf(token.raw, piece, small, token.spelling.plain);
    if (value !== null && number !== null) return null;
    if (value !== null) number = value;
    else if (!isBeside(token.raw, piece)) return null;
  }
  return number;
}

function figureOf(raw: string, piece: Piece, small: readonly string[], plain: string): number | null {
  if (/^\d{1,2}(?:\uFE0F?\u20E3)?$/u.test(raw)) return Number(/^\d+/.exec(raw)![0]);
  const normal = raw.length <= 2 ? nfkc(raw) : '';
  if (/^\d{1,2}$/.test(normal)) return Number(normal);
  const at = has(piece, 'cardinal') && piece.to - piece.from === 1 ? small.indexOf(plain) : -1;
  return at < 0 ? null : at + 1;
}

const isBeside = (raw: string, piece: Piece): boolean =>
  /^[.)(\][,!:#]$/.test(raw) ||
  has(piece, 'polite', 'self', 'title', 'pick', 'wish', 'yes', 'thanks', 'greeting', 'favour');
