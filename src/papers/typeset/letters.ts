// Which letters a font has, read out of its own table (OpenType, cmap of format 4 or 12).

/** Whether the font draws this code point. */
export function lettersOf(font: Uint8Array): (letter: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, 'cmap');
  const known = new Set<number>();
  for (let nth = 0; nth < view.getUint16(cmap + 2); nth += 1) {
    const at = cmap + view.getUint32(cmap + 8 + nth * 8);
    const format = view.getUint16(at);
    if (format === 4) readSegments(view, at, known);
    if (format === 12) readGroups(view, at, known);
  }
  return (letter) => known.has(letter);
}

/** @throws where the font has no such table */
function tableAt(view: DataView, tag: string): number {
  for (let nth = 0; nth < view.getUint16(4); nth += 1) {
    const at = 12 + nth * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    if (name === tag) return view.getUint32(at + 8);
  }
  throw new Error(`the font has no ${tag}`);
}

/** Of the first plane; a segment says by an offset or by a sum which glyph draws a letter, 0 being none. */
function readSegments(view: DataView, at: number, known: Set<number>): void {
  const count = view.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + count * 2];
  const [deltas, offsets] = [starts + count * 2, starts + count * 4];
  for (let nth = 0; nth < count; nth += 1) {
    const [start, end] = [view.getUint16(starts + nth * 2), view.getUint16(ends + nth * 2)];
    const [delta, offset] = [view.getUint16(deltas + nth * 2), view.getUint16(offsets + nth * 2)];
    for (let letter = start; letter <= end && letter !== 0xffff; letter += 1) {
      const glyph = offset === 0 ? 1 : view.getUint16(offsets + nth * 2 + offset + (letter - start) * 2);
      if (glyph !== 0 && (offset !== 0 || ((letter + delta) & 0xffff) !== 0)) known.add(letter);
    }
  }
}

function readGroups(view: DataView, at: number, known: Set<number>): void {
  for (let nth = 0; nth < view.getUint32(at + 12); nth += 1) {
    const group = at + 16 + nth * 12;
    for (let letter = view.getUint32(group); letter <= view.getUint32(group + 4); letter += 1) known.add(letter);
  }
}
