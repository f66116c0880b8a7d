import { describe, expect, it } from 'vitest';
import { cleanLine, fold } from '../../src/kernel/fold.ts';
import { fromOldFont, oldFontOf } from '../../src/kernel/old-fonts.ts';

describe('letters of before Unicode', () => {
  it.each([
    ['NguyÔn V¨n An', 'TCVN3', 'Nguyễn Văn An'],
    ['TrÇn ThÞ Hoµ', 'TCVN3', 'Trần Thị Hoà'],
    ['§ç Minh §øc', 'TCVN3', 'Đỗ Minh Đức'],
    ['Së Khoa häc vµ C«ng nghÖ', 'TCVN3', 'Sở Khoa học và Công nghệ'],
    ['Nguyeãn Vaên An', 'VNI', 'Nguyễn Văn An'],
    ['Ñoã Minh Ñöùc', 'VNI', 'Đỗ Minh Đức'],
    ['Sôû Khoa hoïc vaø Coâng ngheä', 'VNI', 'Sở Khoa học và Công nghệ'],
    ['ÑOÄ MAÄT: TOÁI MAÄT', 'VNI', 'ĐỘ MẬT: TỐI MẬT'],
  ] as const)('%s is %s: %s', (typed, font, meant) => {
    expect(oldFontOf(typed)).toBe(font);
    expect(fromOldFont(typed, font)).toBe(meant);
  });

  it.each([
    'Sở Y tế',
    'hoà bình',
    'Khánh Hoà',
    'Võ Hà',
    'Xuân',
    'Jörg Müller',
    'café',
    '30°C',
    'm²',
    'Toà án',
    'Nguyen Van An',
  ])('%s is left as it is', (text) => expect(oldFontOf(text)).toBeNull());

  it('what is Unicode already stays, whatever its neighbours are', () => {
    expect(fromOldFont('Sở Y tế', 'TCVN3')).toBe('Sở Y tế');
    expect(fromOldFont('Le Binh', 'VNI')).toBe('Le Binh');
  });

  it('the Icelandic and the African letter drawn like Đ are Đ', () => {
    expect(cleanLine('\u00D0ỗ Minh \u0189ức, \u00F0ường \u0256i', 80)).toBe('Đỗ Minh Đức, đường đi');
    expect(fold('\u00D0ỗ \u00F0ức')).toBe('do duc');
  });
});
