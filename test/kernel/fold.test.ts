import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanLine,
  cleanText,
  codePoints,
  cutCodePoints,
  fold,
  foldedEquals,
  nfc,
  sameMarks,
  searchKey,
} from '../../src/kernel/fold.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const vietnamese = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêhiklmnoôơuưyáàảãạấầẩẫậắếềệốộớợứựýỵÁÀẠẬĐỆỐỜỰ ,.-/\u0301\u0323\u0302'),
  maxLength: 80,
});

describe('sameMarks', () => {
  it.each([
    ['xin vâng', 'Xin vâng!', true],
    ['ủy quyền', 'uỷ quyền', true],
    ['tôi dự', 'tôi dự'.normalize('NFD'), true],
    ['xin vâng', 'xin vắng', false],
    ['dự', 'đủ', false],
    ['xin vâng', 'xin vang', false],
  ])('%j and %j: %j', (a, b, same) => {
    expect(sameMarks(a, b)).toBe(same);
    expect(sameMarks(b, a)).toBe(same);
  });
});

describe('fold', () => {
  it.each([
    ['Đồng ý', 'dong y'],
    ['ĐỒNG Ý!', 'dong y'],
    ['✅ Đồng ý', 'dong y'],
    ['  không   đồng ý. ', 'khong dong y'],
    ['Khánh Hòa', 'khanh hoa'],
    ['Khánh Hoà', 'khanh hoa'],
    ['Thúy – Thuý', 'thuy thuy'],
    ['/uyquyen@thu_ky_bot', 'uyquyen thu ky bot'],
    ['１２/BC-UBND', '12 bc ubnd'],
    ['không\u200B đồng ý', 'khong dong y'],
    ['…', ''],
  ])('%j is %j', (said, folded) => {
    expect(fold(said)).toBe(folded);
    expect(fold(said.normalize('NFD'))).toBe(folded);
  });

  it('is the same once and twice', () => {
    fc.assert(
      fc.property(anyText, (s) => {
        expect(fold(fold(s))).toBe(fold(s));
      }),
      { numRuns: 500 },
    );
  });

  it('does not mind the form the marks come in', () => {
    const same = (s: string) => {
      expect(fold(s.normalize('NFD'))).toBe(fold(s.normalize('NFC')));
    };
    fc.assert(fc.property(vietnamese, same), { numRuns: 300 });
    fc.assert(fc.property(anyText, same), { numRuns: 300 });
  });

  it('compares whole strings', () => {
    expect(foldedEquals('khong dong y', 'Đồng ý')).toBe(false);
    expect(foldedEquals('dong y', 'Đồng ý')).toBe(true);
  });

  it('does not take two signs without words for the same', () => {
    expect(foldedEquals('👍', '👎')).toBe(false);
    expect(foldedEquals('', '👎')).toBe(false);
    expect(foldedEquals('👍 ', '👍')).toBe(true);
  });

  it('looks names and document numbers up without spaces', () => {
    expect(searchKey('12/BC-UBND')).toBe(searchKey('12 BC UBND'));
    expect(searchKey('Nguyễn Văn Hoà')).toBe('nguyenvanhoa');
  });
});

describe('letters', () => {
  it('counts and cuts by code points', () => {
    expect(codePoints('Tiếng Việt'.normalize('NFC'))).toBe(10);
    expect(codePoints('👍👍')).toBe(2);
    expect(cutCodePoints('👍👍👍', 2)).toBe('👍👍');
    expect(cutCodePoints('abc', 5)).toBe('abc');
  });

  it('never cuts a letter in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(40), (s, max) => {
        const cut = cutCodePoints(s, max);
        expect(s.startsWith(cut)).toBe(true);
        expect(codePoints(cut)).toBe(Math.min(max, codePoints(s)));
      }),
    );
  });
});

describe('cleaning', () => {
  it('makes a name one plain line', () => {
    expect(cleanLine('  Nguyễn\u202E\tVăn\r\n\u200B A\u0000 ', 40)).toBe('Nguyễn Văn A');
    expect(cleanLine('\u3164\u2800', 40)).toBe('');
    expect(cleanLine('Nguyễn Văn An', 7)).toBe('Nguyễn');
    expect(cleanLine('Tiếng'.normalize('NFD'), 40)).toBe('Tiếng'.normalize('NFC'));
  });

  it('keeps the lines of longer text', () => {
    expect(cleanText(' Một\r\nHai\rBa\u2028Bốn\u0007 ')).toBe('Một\nHai\nBa\nBốn');
    expect(cleanText('a\u2066b\u2069\uFEFF')).toBe('ab');
    expect(cleanText('👩\u200D💻 x\u200Dy')).toBe('👩\u200D💻 xy');
    expect(nfc('\uD800')).toBe('\uFFFD');
  });

  it('leaves no hidden character behind and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (s) => {
        const text = cleanText(s);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        expect(cleanText(text)).toBe(text);
        const line = cleanLine(s, 30);
        expect(line).not.toContain('\n');
        expect(codePoints(line)).toBeLessThanOrEqual(30);
      }),
      { numRuns: 500 },
    );
  });
});
