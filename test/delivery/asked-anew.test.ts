import { describe, expect, test } from 'vitest';
import { askedAnew } from '../../src/delivery/asked-anew.ts';
import { said, text } from '../../src/kernel/text.ts';
import { choice } from '../../src/kernel/view.ts';

const done = choice(text('bot:form.done'), { form: 'f', answer: '.xong' });
const gathered = (files: number) =>
  text('bot:form.gathered', { what: { key: 'bot:form.files', values: { count: files } } });
const asked = (files: number) => ({
  heading: said('Gửi ý kiến'),
  lines: [said('GM-01'), gathered(files)],
  choices: [done],
  card: 'form:f',
  note: said('cũ'),
});
const why = { lines: [said('Tệp a.pdf chưa được nhận')] };

describe('Điều 6.4: câu hỏi khi một tệp bị bỏ ra', () => {
  test('tệp duy nhất bị bỏ: không còn dòng “Đã nhận”, câu hỏi vẫn còn nguyên nút, lý do ở trên', () => {
    expect(askedAnew(asked(1), [], why)).toEqual({
      heading: said('Gửi ý kiến'),
      lines: [said('Tệp a.pdf chưa được nhận'), said('GM-01')],
      choices: [done],
      card: 'form:f',
    });
  });

  test('còn phần khác thì đếm đúng phần còn lại, kể cả phần gửi trước khi được hỏi', () => {
    expect(askedAnew(asked(2), [{ file: 'x' }], why).lines.at(-1)).toEqual(gathered(1));
    const before = { lines: [text('taking:sends', { what: said('2 tệp') })] };
    expect(askedAnew(before, [{ text: 'a' }], why).lines.at(-1)).toMatchObject({ key: 'taking:sends' });
    expect(askedAnew(before, [], why).lines).toEqual(why.lines);
  });
});
