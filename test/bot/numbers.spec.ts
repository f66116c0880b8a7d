// A number is counted as its message bears it: by the buttons as they are seen, or by its lines where buttons were refused.
import { expect, test } from 'vitest';
import { numberedIn } from '../../src/bot/numbers.ts';
import type { Handling } from '../../src/bot/road.ts';
import { asButtons } from '../../src/kernel/numbered.ts';
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

const own = (word: string) => choice(said(word), { form: 'f', answer: `.${word}` });
const option = (nth: number) => choice(said(`${nth}`), { form: 'f', answer: `${nth}` });
const options = [1, 2, 3, 4].map(option);

test('một câu hỏi bốn lựa chọn luôn là nút, thêm “Sửa” hay không: từ thừa thì gõ', () => {
  expect(asButtons([...options, own('huy')], 5)?.typed).toEqual([]);
  const more = asButtons([...options, own('sua'), own('huy')], 5)!;
  expect(more.buttons).toHaveLength(5);
  expect(more.typed).toEqual([own('huy')]);
  expect(asButtons([...options, option(5), option(6), own('huy')], 5)).toBeNull();
  expect(asButtons([], 5)).toBeNull();
});
