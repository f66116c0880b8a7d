import { codePoints, cutCodePoints } from '../../kernel/fold.ts';

/** A paragraph in one style; written without formatting as `plain`. */
export type Paragraph = { plain: string; style?: 'b' | 'i' };

export type Piece = { html: string; plain: string };

const SEPARATOR = '\n';

/**
 * Puts paragraphs into as few messages as possible, each at most `max` code points as the reader sees them
 * (Telegram counts after formatting). A paragraph too long for one message is cut at a line break or space.
 */
export function split(paragraphs: readonly Paragraph[], max: number): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece | null = null;
  let used = 0;
  for (const paragraph of paragraphs.flatMap((whole) => cut(whole, max))) {
    const length = codePoints(paragraph.plain);
    if (piece && used + SEPARATOR.length + length <= max) {
      piece.plain += SEPARATOR + paragraph.plain;
      piece.html += SEPARATOR + styled(paragraph);
      used += SEPARATOR.length + length;
    } else {
      piece = { plain: paragraph.plain, html: styled(paragraph) };
      used = length;
      pieces.push(piece);
    }
  }
  // A message of nothing but white space is refused.
  return pieces.filter(({ plain }) => plain.trim() !== '');
}

function cut(paragraph: Paragraph, max: number): Paragraph[] {
  const parts: Paragraph[] = [];
  let rest = paragraph.plain;
  while (codePoints(rest) > max) {
    const head = cutCodePoints(rest, max);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    // A break in the first half would make a ragged message; rather cut a word.
    const end = at > head.length / 2 ? at : head.length;
    parts.push({ ...paragraph, plain: rest.slice(0, end) });
    rest = rest.slice(end).trimStart();
  }
  return [...parts, { ...paragraph, plain: rest }];
}

const styled = ({ plain, style }: Paragraph): string =>
  style && plain !== '' ? `<${style}>${escapeHtml(plain)}</${style}>` : escapeHtml(plain);

/** The three characters that mean something in Telegram's HTML; everything people write goes through here. */
const escapeHtml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
