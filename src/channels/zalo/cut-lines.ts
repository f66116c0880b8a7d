// A long text cut into messages at its lines and spaces, never within a sign.
/** Cuts a text into messages of at most `max` UTF-16 units, at a line break or space where one is near. */
export function cutLines(words: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = words.trim();
  while (rest.length > max) {
    // Halves of a pair are never parted.
    const head = rest.slice(0, /[\uD800-\uDBFF]/.test(rest[max - 1]!) ? max - 1 : max);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const end = at > head.length / 2 ? at : head.length;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}
