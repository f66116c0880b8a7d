// One piece of a message: a known phrase, somebody or an office that is named, a figure, or a word nobody knows.
import type { Token } from './tokens.ts';

/** Somebody who is named. */
export type Person = { name: string; post: string; phone: string };

export type Piece = {
  from: number;
  to: number;
  kinds: ReadonlySet<string>;
  slip: boolean;
  person?: Person;
};

/** How the sender may call himself beside "tôi": his full name, his office, his post there. */
export type Sender = { names: readonly string[]; offices: readonly string[]; posts: readonly string[] };

export function has(piece: Piece | undefined, ...kinds: readonly string[]): boolean {
  if (piece === undefined) return false;
  for (const kind of kinds) if (piece.kinds.has(kind)) return true;
  return false;
}

/** The words as they were typed. */
export function quote(said: string, tokens: readonly Token[], from: number, to: number): string {
  return to > from ? said.slice(tokens[from]!.at, tokens[to - 1]!.end) : '';
}

/** Each word as it was typed, one blank between them. */
export const typedWords = (tokens: readonly Token[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ raw }) => raw)
    .join(' ');
