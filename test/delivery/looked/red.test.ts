// SC2: what a photographed stamp is made of before a reader of letters sees it, and what is made of its words. Pure.
import { describe, expect, test } from 'vitest';
import { redInk, turned } from '../../../src/delivery/looked/red.ts';
import { stampSaid } from '../../../src/delivery/looked/stamps.ts';

type Colour = readonly [number, number, number];
const [paper, black, red]: Colour[] = [
  [240, 235, 228],
  [20, 20, 20],
  [190, 40, 45],
];

/** A page with what is drawn on it, each: left, top, wide, high, colour. */
function page(...drawn: readonly (readonly [number, number, number, number, Colour])[]) {
  const [width, height] = [400, 500];
  const pixels = new Uint8Array(width * height * 4);
  const put = (x: number, y: number, colour: Colour) => pixels.set([...colour, 255], (y * width + x) * 4);
  for (let at = 0; at < width * height; at += 1) put(at % width, Math.floor(at / width), paper!);
  for (const [left, top, wide, high, colour] of drawn) {
    for (let y = top; y < top + high; y += 1) for (let x = left; x < left + wide; x += 1) put(x, y, colour);
  }
  return { width, height, pixels };
}
const letters = [0, 1, 2].map((nth) => [100 + nth * 30, 100, 14, 24, red!] as const);
const frame = [
  [80, 80, 130, 2, red!],
  [80, 140, 130, 2, red!],
  [80, 80, 2, 62, red!],
  [208, 80, 2, 62, red!],
] as const;
const inkIn = (pgm: Uint8Array): number => pgm.filter((one) => one === 0).length;

describe('SC2: dấu mật trong ảnh chụp', () => {
  test('chỉ mực đỏ còn lại: chữ đen, khung, vết đỏ nhỏ bị bỏ', () => {
    const all = page(...letters, ...frame, [20, 300, 300, 20, black!], [300, 400, 1, 1, red!]);
    const ink = redInk(all)!;
    expect(ink.points.filter((one) => one === 0)).toHaveLength(3 * 14 * 24);
  });

  test('không có mực đỏ, hoặc chỉ một hai mảng: không có gì để đọc', () => {
    expect(redInk(page([20, 300, 300, 20, black!]))).toBeNull();
    expect(redInk(page([20, 20, 60, 60, red!]))).toBeNull();
    expect(redInk(page(...frame))).toBeNull();
  });

  test('xoay thì mực không mất và vẫn nằm trong khung', () => {
    const ink = redInk(page(...letters))!;
    for (const degrees of [0, -15, 15, 90, 180]) {
      expect(Math.abs(inkIn(turned(ink, degrees)) - 3 * 14 * 24)).toBeLessThan(120);
    }
    expect(Buffer.from(turned(ink, 0).slice(0, 2)).toString()).toBe('P5');
  });

  test.each([
    ['MẬT', 'mat'],
    ['MậT\n', 'mat'],
    ['TÔI MẬT', 'toi-mat'],
    ['T0I MAT', 'toi-mat'],
    ['TUYệT. MẬT', 'tuyet-mat'],
    ['x\nTUYỆTMẬT', 'tuyet-mat'],
    ['ĐÃ THU', null],
    ['HỌP MẶT', null],
    ['HOẢ TỐC', null],
    ['', null],
  ])('máy đọc ra “%s”: %s', (words, mark) => {
    expect(stampSaid(words)).toBe(mark);
  });
});
