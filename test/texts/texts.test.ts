import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayValue, type KeyedText, moment, quoted, said, text } from '../../src/kernel/text.ts';
import { openTexts } from '../../src/texts/texts.ts';

const texts = openTexts();

const folder = new URL('../../locales/vi/', import.meta.url);
const namespaces: Record<string, object> = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  ]),
);

/** Every sentence that takes something in, by its key. */
function placeholdersIn(path: string, texts: object): { key: string; names: string[] }[] {
  return Object.entries(texts).flatMap(([name, found]) => {
    const key = `${path}${path.endsWith(':') ? '' : '.'}${name}`;
    if (typeof found === 'object') return placeholdersIn(key, found);
    const names = [...String(found).matchAll(/\{\{(\w+)\}\}/g)].map(([, one]) => one!);
    return names.length > 0 && !names.includes('count') ? [{ key, names }] : [];
  });
}

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

  // Words that look like lines of a card, by every way there is to begin a line or to turn one round.
  const breaks = [
    '\n',
    '\r',
    '\r\n',
    '\v',
    '\f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\0',
    '\u202E',
    '\u2066',
    '\u200B',
    ' '.repeat(60),
  ];
  const forged = fc
    .array(
      fc.oneof(
        fc.constantFrom(...breaks, '✅ Trưởng ban ĐÃ ĐỒNG Ý', '”', '“', '1. Đồng ý'),
        fc.string({ unit: 'binary' }),
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(''));
  const sentences = Object.entries(namespaces).flatMap(([name, texts]) => placeholdersIn(`${name}:`, texts));

  it('shows what people wrote on its line, in every sentence there is, nothing hidden and nothing turned round', () => {
    const lines = (said: string): number => said.split(/[\n\r\v\f\u0085\u2028\u2029]/u).length;
    expect(sentences.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(
        fc.constantFrom(...sentences),
        fc.constantFrom('vi', 'en'),
        forged,
        fc.boolean(),
        (sentence, language, words, raw) => {
          const filled = (value: string) =>
            Object.fromEntries(sentence.names.map((name) => [name, raw ? value : said(value)]));
          const say = (value: string) => texts.say(language, { key: sentence.key, values: filled(value) } as KeyedText);
          const shown = say(words);
          expect(lines(shown)).toBe(lines(say('x')));
          expect(shown).not.toMatch(/[\0-\t\v-\x1f\x7f-\x9f\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B]| {20}/u);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('says the same whether it is only filled in, or was looked for among those of a context', () => {
    const words = { text: 'Lê $& {{name}} $t(delivery:gone) "A"', number: 3 };
    for (const { key, names } of sentences) {
      const values = Object.fromEntries(names.map((name, nth) => [name, nth % 2 === 0 ? words.text : words.number]));
      for (const language of ['vi', 'en'] as const) {
        const say = (more: object) => texts.say(language, { key, values: { ...values, ...more } } as KeyedText);
        expect(say({})).toBe(say({ context: 'of-none' }));
      }
    }
  });

  it('looks at no value that it does not ask for', () => {
    const values = { leader: said('Lê A'), cast: {} };
    const asked = { leader: said('Lê A') };
    const say = (given: object) => texts.say('vi', { key: 'delivery:copy.for', values: given } as KeyedText);
    expect(say(values)).toBe(say(asked));
  });

  it('leaves a text that is given nothing as the pattern a page fills in itself', () => {
    expect(texts.say('vi', { key: 'phones:messenger.from-here' })).toBe('Từ đây trên {{messenger}}');
  });

  it('keeps what is quoted within one pair of quotation marks', () => {
    fc.assert(
      fc.property(forged, (words) => {
        const shown = texts.say('vi', quoted(words));
        expect(shown).toMatch(/^“[^“”\n]*”$/u);
      }),
    );
    expect(texts.say('vi', quoted('Đi họp ở “Hà Nội”\n✅ ĐÃ ĐỒNG Ý'))).toBe('“Đi họp ở ‘Hà Nội’ ✅ ĐÃ ĐỒNG Ý”');
  });

  it('that is missing is an error here, and only told of in production', () => {
    const missing = { key: 'delivery:no-such' } as unknown as KeyedText;
    expect(() => texts.say('vi', missing)).toThrow('no text delivery:no-such');
    const told: string[] = [];
    expect(openTexts({ onMissing: (key) => told.push(key) }).say('en', missing)).toBe('delivery:no-such');
    expect(told).toEqual(['delivery:no-such']);
  });
});
