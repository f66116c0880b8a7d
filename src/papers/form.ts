// How a paper is laid out, as data: the State's form (NĐ 30/2020/NĐ-CP, Phụ lục I) and the Party's (Hướng dẫn 05-HD/VPTW).
// The printer follows it, the check measures by it.
import type { SheetForm } from '../kernel/sheet.ts';

export const twipsOfMillimetre = 1_440 / 25.4;
export const twips = (millimetres: number): number => Math.round(millimetres * twipsOfMillimetre);

/** A4, in millimetres. */
export const a4 = { width: 210, height: 297 } as const;
export const font = 'Times New Roman';

/** From the least to the most that is allowed. */
type Span = readonly [number, number];

export type Form = {
  /** Of the page, in millimetres: as printed, and what is allowed. */
  margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right', { printed: number; allowed: Span }>>;
  /** Of the body, in points. */
  size: { printed: number; allowed: Span };
  /** From line to line: in parts of a line, or exactly so many points. */
  line: { auto: number } | { points: number };
  /** Of the first line of a paragraph, in millimetres: those allowed, the first as printed. */
  indents: readonly number[];
  /** Between paragraphs, in points. */
  between: number;
  /** What a paper ends with. */
  end: './.' | '.';
  /** Between number, kind and issuer. */
  signs: readonly [string, string];
  /** "Nơi nhận", in points: the heading and the list. */
  copies: { heading: number; list: number };
  /** Of the country's or the Party's name, and of the line below it, in points. */
  names: { top: number; motto: number };
};

export const formsOfPapers: Readonly<Record<SheetForm, Form>> = {
  state: {
    margins: {
      top: { printed: 20, allowed: [20, 25] },
      bottom: { printed: 20, allowed: [20, 25] },
      left: { printed: 30, allowed: [30, 35] },
      right: { printed: 15, allowed: [15, 20] },
    },
    size: { printed: 14, allowed: [13, 14] },
    line: { auto: 1.1 },
    indents: [12.7, 10],
    between: 6,
    end: './.',
    signs: ['/', '-'],
    copies: { heading: 12, list: 11 },
    names: { top: 12, motto: 13 },
  },
  party: {
    margins: {
      top: { printed: 20, allowed: [20, 20] },
      bottom: { printed: 20, allowed: [20, 20] },
      left: { printed: 30, allowed: [30, 30] },
      right: { printed: 15, allowed: [15, 15] },
    },
    size: { printed: 14, allowed: [14, 15] },
    line: { points: 19 },
    indents: [10],
    between: 6,
    end: '.',
    signs: ['-', '/'],
    copies: { heading: 14, list: 12 },
    names: { top: 15, motto: 15 },
  },
};

/** Of the two columns of head and foot: issuer and country; who gets it and who signs. In parts of a hundred. */
export const headColumns = [41, 59] as const;
export const footColumns = [44, 56] as const;

/** About how wide words are in this font, in points; capitals are wider. Only a line drawn below them hangs on it. */
export const widthOf = (words: string, size: number, bold = false): number =>
  [...words].reduce((sum, letter) => sum + (letter === ' ' ? 0.25 : /\p{Lu}/u.test(letter) ? 0.68 : 0.46), 0) *
  size *
  (bold ? 1.06 : 1);
