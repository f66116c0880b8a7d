// A number is counted as its message bears it: by the buttons as they are seen, or by its lines where buttons were refused.
import { expect, test } from 'vitest';
import { numberedIn } from '../../src/bot/numbers.ts';
import type { Handling } from '../../src/bot/road.ts';
import { said } from '../../src/kernel/text.ts';
import { choice, press } from '../../src/kernel/view.ts';

const change = choice(said('Thay đổi'), press('attendance.change'));
const [open, write] = [choice(said('Xem'), press('open')), choice(said('Gửi ý kiến'), press('write'))];
const view = { choices: [change, open, write] };
const h = { can: { buttons: true, maxButtons: 5 } } as Handling;

test('nút: đếm từ trên xuống như nhìn thấy', () => {
  expect(numberedIn(h, view, 1, false)).toBe(change);
  expect(numberedIn(h, view, 2, false)).toBe(open);
});

test('nút bị từ chối, gửi thành dòng có số: theo số trên dòng, 0 là thay đổi', () => {
  expect(numberedIn(h, view, 1, true)).toBe(open);
  expect(numberedIn(h, view, 2, true)).toBe(write);
  expect(numberedIn(h, view, 0, true)).toBe(change);
});
