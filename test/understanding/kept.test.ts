// What is kept of words nobody understood tells what was wanted, and of whom nothing.
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/kernel/fold.ts';
import { keptOf } from '../../src/understanding/kept.ts';
import { grammars, sender } from './typed.ts';

const around = ['Nguyễn Văn Nam', 'Lê Thị Phó', ...sender.names];
const names = new Set(around.flatMap((name) => fold(name).split(' ')));
const kept = (said: string): string => keptOf(grammars[0]!, said, sender, names);

describe('không giữ tên người, số, địa chỉ', () => {
  test.each([
    ['thời tiết hôm nay thế nào', 'thoi tiet hom nay the nao'],
    ['Anh Nam ơi gọi lại cho Nguyễn Văn Bình số 0912 345 678 nhé', '… oi goi lai cho … so # nhe'],
    ['nam noi gi the', '… noi gi the'],
    ['CHI HOA NOI GI', '… noi gi'],
    ['Trần Hoa có nhà không', '… co nha khong'],
    ['căn cước 012345678901', 'can cuoc #'],
    ['mail a.b@c.vn xem http://x.y/z', 'mail # xem #'],
    ['mở giùm cái này?', 'mo gium cai nay ?'],
  ])('%s', (said, expected) => {
    expect(kept(said)).toBe(expected);
  });

  test('tên ai trong ban, viết thế nào cũng không còn', () => {
    for (const name of around) {
      for (const typed of [name, name.toLowerCase(), fold(name), name.toUpperCase()]) {
        const left = kept(`cho hỏi ${typed} ở phòng nào vậy`).split(' ');
        const given = fold(name).split(' ').at(-1)!;
        expect(left, typed).not.toContain(given);
      }
    }
  });

  test('dài bao nhiêu cũng chỉ giữ một dòng', () => {
    expect(kept('abc xyz '.repeat(10_000)).length).toBeLessThanOrEqual(120);
  });
});
