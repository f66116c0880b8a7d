import { describe, expect, it, test } from 'vitest';
import { calledAmong, maskPhone, normalisePhone, personName, postAt } from '../../src/kernel/names.ts';

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

test.each([
  ['Nguyễn Văn Nam', 'Nguyễn Văn Nam'],
  ['nguyen van nam', 'nguyen van nam'],
  ['đồng chí Lê Hải', 'Lê Hải'],
  ['Đ/c Lê Thị Hồng Nhung', 'Lê Thị Hồng Nhung'],
  ['ông Nguyễn Văn Nam', 'Nguyễn Văn Nam'],
  ['Ông Ích Khiêm', 'Ông Ích Khiêm'],
  ['Anh Tuấn', 'Anh Tuấn'],
  ['John R. Smith', 'John R. Smith'],
  ['mời anh Smith chuyên gia nước ngoài', null],
  ['mời anh Smith dự GM-03', null],
  ['cử đồng chí Nam', null],
  ['Nam', null],
  ['chưa rõ, để tôi hỏi lại', null],
  ['0912345678', null],
])('Điều 9.2, 6.5, 10.3: “%s” as the name of somebody on no roster: %s', (typed, name) => {
  expect(personName(typed)).toBe(name);
});
