import { cutCodePoints } from '../../kernel/fold.ts';

/** Cuts a text into messages of at most `max` UTF-16 units, at a line break or space where one is near. */
export function cutLines(words: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = words.trim();
  while (rest.length > max) {
    // No more code points than units fit; halves of a pair are never parted.
    let head = cutCodePoints(rest, max);
    while (head.length > max) head = cutCodePoints(head, [...head].length - (head.length - max));
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const end = at > head.length / 2 ? at : head.length;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}
