import { describe, expect, it } from 'vitest';
import { dayValue, type KeyedText, moment, said, text } from '../../src/kernel/text.ts';
import { openTexts } from '../../src/texts/texts.ts';

const texts = openTexts();

describe('a text', () => {
  it('is said in either language, with other texts and dates in it', () => {
    const at = new Date('2026-12-25T01:05:00Z');
    const outer = text('delivery:file.heading', { name: text('delivery:copy.for', { leader: said('Lê A') }) });
    expect(texts.say('en', outer)).toBe('File Sent to you as assistant to Lê A. was not accepted');
    const dated = (value: Parameters<typeof text>[1]) =>
      texts.say('vi', { key: 'delivery:copy.for', values: value } as KeyedText);
    expect(dated({ leader: moment(at, 'weekday-moment') } as never)).toContain('08 giờ 05, thứ Sáu, 25/12/2026');
    expect(dated({ leader: dayValue('2026-01-09') } as never)).toContain('09/01/2026');
  });

  it('passes on what people wrote as it is: no placeholder, no reference, no escaping in it counts', () => {
    const words = '{{leader}} $t(delivery:card.moved-below) <b>&amp; "x"';
    expect(texts.say('vi', text('delivery:copy.for', { leader: words }))).toContain(words);
    expect(texts.say('vi', said(words))).toBe(words);
  });

  it('that is missing is an error here, and only told of in production', () => {
    const missing = { key: 'delivery:no-such' } as unknown as KeyedText;
    expect(() => texts.say('vi', missing)).toThrow('no text delivery:no-such');
    const told: string[] = [];
    expect(openTexts({ onMissing: (key) => told.push(key) }).say('en', missing)).toBe('delivery:no-such');
    expect(told).toEqual(['delivery:no-such']);
  });
});
