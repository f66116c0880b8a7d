import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePress, encodePress } from '../../src/channels/press.ts';
import { redactToken } from '../../src/channels/redact.ts';

const fieldsOf = (command: string) => (command === 'chapter.act' ? ['first', 'second', 'third'] : undefined);

describe('what a button carries', () => {
  it('comes back as it was, whichever arguments are missing', () => {
    const value = fc.option(fc.stringMatching(/^[0-9a-z]{1,14}$/), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ first: value, second: value, third: value }), (given) => {
        const args = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)) as Record<
          string,
          string
        >;
        const press = { command: 'chapter.act', args };
        expect(decodePress(encodePress(press, fieldsOf), fieldsOf)).toEqual(press);
      }),
    );
  });

  it('may be an answer with any sign in it', () => {
    const press = { form: '01hx0123456789ab', answer: 'a|b' };
    expect(decodePress(encodePress(press, fieldsOf), fieldsOf)).toEqual(press);
  });

  it('is short: two ids fit, a sentence does not', () => {
    const id = '01hx0123456789ab';
    expect(encodePress({ command: 'chapter.act', args: { first: id, second: id } }, fieldsOf)).toHaveLength(45);
    expect(() => encodePress({ form: id, answer: 'đ'.repeat(30) }, fieldsOf)).toThrow('at most 64 bytes');
  });

  it.each([
    ['an unknown command', { command: 'no.such', args: {} }],
    ['an unknown field', { command: 'chapter.act', args: { fourth: 'x' } }],
    ['a separator', { command: 'chapter.act', args: { first: 'a|b' } }],
  ])('is refused with %s', (_, press) => {
    expect(() => encodePress(press, fieldsOf)).toThrow(RangeError);
  });

  it('that nobody wrote stands for nothing', () => {
    for (const data of ['', '!', '!form', 'no.such|1', 'chapter.act|1|2|3|4', '<script>']) {
      expect(decodePress(data, fieldsOf)).toBeNull();
    }
  });
});

it('a token is hidden wherever it stands', () => {
  const token = '7000000001:AAEmulatedTokenForTestsOnly-0123456789';
  expect(redactToken(`invalid json response body at https://x/bot${token}/getMe reason: <`)).toBe(
    'invalid json response body at https://x/bot<token>/getMe reason: <',
  );
});
