import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, givenName, maskPhone, normalisePhone, postAt } from '../../src/kernel/names.ts';

describe('names', () => {
  it('finds the given name', () => {
    expect(givenName('  Nguyễn Thị   Minh  Khai ')).toBe('Khai');
    expect(givenName('An')).toBe('An');
    expect(givenName('  ')).toBe('');
  });

  it('says a post with its agency, what both say once', () => {
    expect(postAt('Chủ tịch UBND tỉnh', 'UBND tỉnh Khánh Hòa')).toBe('Chủ tịch UBND tỉnh Khánh Hòa');
    expect(postAt('Chánh Văn phòng', 'Văn phòng UBND tỉnh')).toBe('Chánh Văn phòng UBND tỉnh');
    expect(postAt('Giám đốc', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Giám đốc Sở Tài chính', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Chuyên gia', '')).toBe('Chuyên gia');
  });

  it('orders by given name, then family name, by the Vietnamese alphabet and tones', () => {
    const ordered = [
      'Lê Văn An',
      'Nguyễn Văn An',
      'Trần Ân',
      'Đỗ Bình',
      'Lê Cường',
      'Phạm Dũng',
      'Đào Đức',
      'Trần Hoa',
      'Trần Hòa',
      'Trần Hoàng',
      'Lê Hồng',
      'Lê Ma',
      'Lê Mà',
      'Lê Mả',
      'Lê Mã',
      'Lê Má',
      'Lê Mạ',
      'Lê Mai',
      'Lê Ô',
      'Lê Ơn',
      'Lê Ưng',
    ];
    expect(ordered.toReversed().sort(compareNames)).toEqual(ordered);
  });

  it('does not mind where the tone is put, the case or the form', () => {
    expect(compareNames('Trần Hoà', 'TRẦN HÒA')).toBe(0);
    expect(compareNames('Trần Hòa'.normalize('NFD'), 'Trần Hòa')).toBe(0);
  });

  it('is an order', () => {
    const name = fc.string({ unit: fc.constantFrom(...'aAăâđdòoóơ 1.字'), maxLength: 8 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNames(a, b)) + Math.sign(compareNames(b, a))).toBe(0);
        if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0) expect(compareNames(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('phone numbers', () => {
  it.each([
    ['0912345678', '84912345678'],
    ['+84 912 345 678', '84912345678'],
    ['84912345678', '84912345678'],
    ['0084912345678', '84912345678'],
    ['+84 (0) 912-345-678', '84912345678'],
    ['0912.345.678', '84912345678'],
    ['0258 3822 123', '842583822123'],
    ['０９１２３４５６７８', '84912345678'],
    ['091234567', null],
    ['09123456789', null],
    ['0112345678', null],
    ['+1 912 345 678', null],
    ['0912345678x', null],
    ['', null],
  ])('%j is %j', (typed, normal) => {
    expect(normalisePhone(typed)).toBe(normal);
  });

  it('hides the middle', () => {
    expect(maskPhone('0912345678')).toBe('091****678');
    expect(maskPhone('+84912345678')).toBe('091****678');
    expect(maskPhone('Nguyễn Văn A')).toBe('****');
  });
});
