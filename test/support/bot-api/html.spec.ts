import { describe, expect, it } from 'vitest';
import { countCharacters, findEntities, parseHtml, trimFormatted } from './html.ts';

describe('HTML of a message', () => {
  it('becomes plain text and entities in UTF-16 units', () => {
    expect(parseHtml('🙂 <b>Họp <i>gấp</i></b> &lt;14:00&gt; &amp;amp; &#272;&#x1ED3;ng')).toEqual({
      text: '🙂 Họp gấp <14:00> &amp; Đồng',
      entities: [
        { type: 'bold', offset: 3, length: 7 },
        { type: 'italic', offset: 7, length: 3 },
      ],
    });
  });

  it('keeps links, quotes that expand and the class of a spoiler', () => {
    const { text, entities } = parseHtml(
      `<a href="https://a.vn?x=1&amp;y=2">tài liệu</a><blockquote expandable>dài</blockquote><span class='tg-spoiler'>kín</span>`,
    );
    expect(text).toBe('tài liệudàikín');
    expect(entities).toMatchObject([
      { type: 'text_link', url: 'https://a.vn?x=1&y=2' },
      { type: 'expandable_blockquote' },
      { type: 'spoiler' },
    ]);
  });

  it.each([
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href="x', 'Unclosed start tag "a" at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ])('%s is refused', (source, reason) => {
    expect(() => parseHtml(source)).toThrow(`can't parse entities: ${reason}`);
  });

  it('leaves a name it does not know as typed', () => {
    expect(parseHtml('a&nbsp;b & c').text).toBe('a&nbsp;b & c');
  });

  it('loses white space around it, its entities moving along', () => {
    expect(trimFormatted(parseHtml('\n <b> đậm </b> \n'))).toEqual({
      text: 'đậm',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
  });

  it('is measured in code points', () => {
    expect(countCharacters('ệ🙂a')).toBe(3);
    expect(countCharacters('e\u0302\u0323')).toBe(3);
  });

  it('shows commands and mentions by itself', () => {
    expect(findEntities('/start K7 gửi @thu_ky_bot, 1/2 a@b.vn')).toEqual([
      { type: 'bot_command', offset: 0, length: 6 },
      { type: 'mention', offset: 14, length: 11 },
    ]);
  });
});
