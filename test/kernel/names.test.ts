import { describe, expect, it } from 'vitest';
import { maskPhone, normalisePhone, postAt } from '../../src/kernel/names.ts';

describe('posts', () => {
  it('says a post with its agency, what both say once', () => {
    expect(postAt('Chủ tịch UBND tỉnh', 'UBND tỉnh Khánh Hòa')).toBe('Chủ tịch UBND tỉnh Khánh Hòa');
    expect(postAt('Chánh Văn phòng', 'Văn phòng UBND tỉnh')).toBe('Chánh Văn phòng UBND tỉnh');
    expect(postAt('Giám đốc', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Giám đốc Sở Tài chính', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Chuyên gia', '')).toBe('Chuyên gia');
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
