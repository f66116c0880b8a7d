import { describe, expect, it } from 'vitest';
import { calledAmong, maskPhone, normalisePhone, postAt } from '../../src/kernel/names.ts';

describe('posts', () => {
  it('says a post with its agency, what both say once', () => {
    expect(postAt('Chủ tịch UBND tỉnh', 'UBND tỉnh Khánh Hòa')).toBe('Chủ tịch UBND tỉnh Khánh Hòa');
    expect(postAt('Chánh Văn phòng', 'Văn phòng UBND tỉnh')).toBe('Chánh Văn phòng UBND tỉnh');
    expect(postAt('Giám đốc', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Giám đốc Sở Tài chính', 'Sở Tài chính')).toBe('Giám đốc Sở Tài chính');
    expect(postAt('Chuyên gia', '')).toBe('Chuyên gia');
  });
});

describe('names beside one another', () => {
  const an = { name: 'Nguyễn Văn An', post: 'Giám đốc Sở Y tế', code: 'UV02' };
  const other = { name: 'NGUYỄN VĂN AN', post: 'Giám đốc Sở Du lịch', code: 'UV05' };
  const binh = { name: 'Trần Thị Bình', post: 'Giám đốc Sở Y tế', code: 'UV03' };

  it('a name nobody else has is enough; namesakes are told apart by post and agency', () => {
    const called = calledAmong([an, binh, other]);
    expect([an, binh, other].map(called)).toEqual([
      'Nguyễn Văn An (Giám đốc Sở Y tế)',
      'Trần Thị Bình',
      'NGUYỄN VĂN AN (Giám đốc Sở Du lịch)',
    ]);
  });

  it('the same person twice is no namesake; the same post twice is told apart by the code', () => {
    expect(calledAmong([an, an])(an)).toBe('Nguyễn Văn An');
    const twin = { ...an, code: 'UV09' };
    expect(calledAmong([an, twin])(twin)).toBe('Nguyễn Văn An (Giám đốc Sở Y tế, UV09)');
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
