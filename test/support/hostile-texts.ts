// Long texts that make programs take the square of their length, and what their reading may cost.
import fc from 'fast-check';

export const LENGTH = 100_000;

const long = (unit: string, start = '', end = ''): string =>
  start + unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH) + end;

/** By what they consist of. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'marks that must be sorted': long('\u0301\u0323'),
  'a letter under marks of many kinds': long('\u0323\u0301\u0302\u0315\u0327\u0345', 'a'),
  'half-width marks that become others': long('\uFF9E\u0301\uFF9F\u0323', '\u30CF'),
  'letters each under thirty marks': long(`a${'\u0301\u0323'.repeat(15)}`),
  'pieces of Korean letters': long('\u1100\u1161\u11A8'),
  'a letter that becomes eighteen': long('\uFDFA'),
  'spaces, then a letter': long(' \u3000', '', 'x'),
  'line breaks': long('\r\n\u2028'),
  'short lines': long('a\n'),
  'joiners that print nothing': long('\u200D\u200B\u202E', '👩'),
  'halves of pairs': long('\ud83d'),
  'zero characters': long('\u0000'),
  digits: long('1'),
  'what begins like tokens': long('12345:'),
  'what begins like mentions': long('[@'),
  'mentions and spaces': long(' @x '),
  'secrecy marks that are none': long('M Ậ T m at ', 'bảo '),
  'groups of a code': long('abcde-'),
  semicolons: long('a;'),
  'slashes, dots': long('../'),
  'an ending without end': long('.pdf?'),
  addresses: long('http://x '),
  brackets: long('[{('),
  'times of an event': long('"timestamp":1,'),
};

/** The same made at random of nasty pieces. */
export const anyHostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u0301',
        '\u0323',
        '\uFF9E',
        '\u200D',
        ' ',
        '\n',
        ';',
        '@',
        '.',
        '-',
        '/',
        '1',
        'a',
        'ậ',
        'M',
        ':',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => long(pieces.join('')));

/**
 * Milliseconds of this process's own time, however busy the machine is. What grows with the length takes a few dozen for
 * a text of this length; what grows with its square takes a minute.
 */
export const MOST_MILLISECONDS = 3_000;

export function spentOn(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
