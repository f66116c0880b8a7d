import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePress } from '../../../src/channels/press.ts';
import { MAX_TEXT, render } from '../../../src/channels/telegram/render.ts';
import { safeFileName } from '../../../src/channels/telegram/send.ts';
import { split } from '../../../src/channels/telegram/split.ts';
import { codePoints } from '../../../src/kernel/fold.ts';
import { said } from '../../../src/kernel/text.ts';
import { choice, press, type View } from '../../../src/kernel/view.ts';
import { openTexts } from '../../../src/texts/texts.ts';

const texts = openTexts();
const shown = (view: View) => render(texts, view, 'vi', (pressed) => encodePress(pressed, () => ['x']));
const button = (label: string, look?: 'good' | 'bad') => choice(said(label), press('a.b', { x: '1' }), look);

describe('a view on Telegram', () => {
  it('has a bold heading, escaped words and the note in italics', () => {
    const view = { heading: said('A < B'), lines: [said('<b>x</b> & y'), said('😀')], note: said('ghi chú') };
    expect(shown(view).pieces.map(({ html }) => html)).toEqual([
      '<b>A &lt; B</b>\n\n&lt;b&gt;x&lt;/b&gt; &amp; y\n😀\n\n<i>ghi chú</i>',
    ]);
  });

  it('is composed: one letter, one code point', () => {
    expect(shown({ lines: [said('Tiếng Việt'.normalize('NFD'))] }).pieces[0]!.plain).toBe('Tiếng Việt');
  });

  it('puts one button in a row, two when both are short and decide nothing', () => {
    const choices = [
      button('Đồng ý', 'good'),
      button('Không đồng ý', 'bad'),
      button('Xong'),
      button('Hủy'),
      button('Thôi'),
    ];
    expect(shown({ lines: [], choices }).keyboard).toEqual([
      [{ text: 'Đồng ý', callback_data: 'a.b|1', style: 'success' }],
      [{ text: 'Không đồng ý', callback_data: 'a.b|1', style: 'danger' }],
      [
        { text: 'Xong', callback_data: 'a.b|1' },
        { text: 'Hủy', callback_data: 'a.b|1' },
      ],
      [{ text: 'Thôi', callback_data: 'a.b|1' }],
    ]);
  });

  it('opens a page by a button', () => {
    const choices = [choice(said('Mở trang'), { link: 'https://example.vn/x' })];
    expect(shown({ lines: [], choices }).keyboard).toEqual([[{ text: 'Mở trang', url: 'https://example.vn/x' }]]);
  });
});

describe('a long text', () => {
  it('is cut into messages of at most 4,096 code points, nothing lost', () => {
    const word = fc.stringMatching(/^[\p{L}😀]{1,40}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 300, maxLength: 1200 }), (words) => {
        const pieces = split([{ plain: words.join(' ') }], MAX_TEXT);
        for (const { plain } of pieces) expect(codePoints(plain)).toBeLessThanOrEqual(MAX_TEXT);
        expect(
          pieces
            .map(({ plain }) => plain)
            .join(' ')
            .split(/\s+/),
        ).toEqual(words);
      }),
      { numRuns: 30 },
    );
  });

  it('without any space is cut between letters, never within one', () => {
    const pieces = split([{ plain: '😀'.repeat(5_000) }], MAX_TEXT);
    expect(pieces.map(({ plain }) => codePoints(plain))).toEqual([4_096, 904]);
    expect(pieces.map(({ plain }) => plain).join('')).toBe('😀'.repeat(5_000));
  });

  it('keeps its style and counts what the reader sees, not the escaping', () => {
    const pieces = split([{ plain: '&'.repeat(4_096) }, { plain: 'a'.repeat(4_097), style: 'b' }], MAX_TEXT);
    expect(pieces).toHaveLength(3);
    expect(pieces[2]!.html).toBe('<b>a</b>');
  });

  it('of nothing but white space is no message', () => {
    expect(split([{ plain: ' ' }, { plain: '' }], MAX_TEXT)).toEqual([]);
  });
});

it.each([
  ['a"\r\nX: 1.pdf', 'a- X- 1.pdf'],
  ['../../báo cáo.pdf', 'báo cáo.pdf'],
  ['\u202efdp.exe', 'fdp.exe'],
  ['...', 'file'],
])('the file name %j goes out as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});
