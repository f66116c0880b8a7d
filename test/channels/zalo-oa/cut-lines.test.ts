import { expect, test } from 'vitest';
import { cutLines } from '../../../src/channels/zalo/cut-lines.ts';

test('signs of two units are cut between them, however many there are: nothing is lost, and it ends', () => {
  const words = '👍'.repeat(5_001);
  const pieces = cutLines(words, 2_000);
  expect(pieces.join('')).toBe(words);
  expect(pieces.every((piece) => piece.length <= 2_000 && piece.isWellFormed())).toBe(true);
  expect(cutLines('a'.concat(words), 2_000).join('')).toBe(`a${words}`);
});
