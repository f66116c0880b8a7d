// Điều 1.2: one-time codes, and what a guesser meets.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { press } from '../../../../src/kernel/view.ts';
import { answerTo, consentLines, consentVersion } from '../../../../src/regulation/committee/accounts/consent.ts';
import {
  afterWrongCode,
  decideLink,
  decideLinkByPhone,
  type Guess,
  isLocked,
  type LinkState,
  type PhoneState,
  readCode,
  writeCode,
} from '../../../../src/regulation/committee/accounts/link.ts';
import { openTexts } from '../../../../src/texts/texts.ts';
import { member, now, second } from '../people.ts';

const minutesLater = (minutes: number, from = now): Date => new Date(from.getTime() + minutes * 60_000);

function guesses(count: number, from = now, start: Guess | null = null): Guess {
  let guess = start;
  for (let nth = 0; nth < count; nth++) guess = afterWrongCode(guess, from);
  return guess!;
}

describe('wrong codes', () => {
  test('the fifth within ten minutes locks for a quarter of an hour', () => {
    expect(isLocked(guesses(4), now)).toBe(false);
    const locked = guesses(5);
    expect(locked.lockedUntil).toEqual(minutesLater(15));
    expect(isLocked(locked, minutesLater(14))).toBe(true);
    expect(isLocked(locked, minutesLater(15))).toBe(false);
  });

  test('after ten minutes a new window begins', () => {
    expect(guesses(1, minutesLater(10), guesses(4))).toEqual({
      failures: 1,
      windowStart: minutesLater(10),
      lockedUntil: null,
    });
  });

  test('each further five lock for twice as long, a day at most', () => {
    const again = guesses(5, minutesLater(16), guesses(5));
    expect(again.lockedUntil).toEqual(minutesLater(16 + 30));
    let guess: Guess = again;
    for (let round = 0; round < 10; round++) guess = guesses(5, guess.lockedUntil!, guess);
    const unlocked = guess.lockedUntil!;
    expect(guesses(5, unlocked, guess).lockedUntil).toEqual(minutesLater(24 * 60, unlocked));
  });

  test('somebody unlocked for a day starts afresh', () => {
    const tomorrow = minutesLater(15 + 24 * 60);
    expect(afterWrongCode(guesses(5), tomorrow)).toEqual({ failures: 1, windowStart: tomorrow, lockedUntil: null });
  });
});

describe('what a code leads to', () => {
  const account = { channel: 'telegram', externalId: '7', displayName: 'An', agreed: true };
  const state = (more: Partial<LinkState>): LinkState => ({
    holder: null,
    guess: null,
    code: null,
    earlier: [],
    ...more,
  });
  const decide = (given: Partial<LinkState>) => decideLink(state(given), account, now, () => 'new');
  const code = { id: 'c1', personId: member.person.id };

  test('binds the account, records the version of the notice, replaces the lost phone', () => {
    const earlier = [{ id: 'old', channel: 'telegram', externalId: '6' }];
    expect(decide({ code, earlier })).toMatchObject({
      outcome: 'linked',
      events: [
        {
          type: 'committee.account-linked',
          personId: 'UV01',
          codeId: 'c1',
          consentVersion: '2026-11',
          replaces: earlier,
        },
      ],
    });
  });

  test('SC5: a code that fits links nothing before its holder has agreed', () => {
    const asked = decideLink(state({ code }), { ...account, agreed: false }, now, () => 'new');
    expect(asked).toEqual({
      outcome: 'asked',
      events: [
        {
          type: 'committee.consent-asked',
          askId: 'new',
          personId: 'UV01',
          by: 'code',
          consentVersion: '2026-11',
        },
      ],
    });
  });

  test("another person's code on a linked account is a wrong code, and is not spent", () => {
    const decided = decide({ code, holder: second.person });
    expect(decided.outcome).toBe('wrong-code');
    expect(decided.events.map(({ type }) => type)).toEqual(['committee.wrong-code-tried']);
    expect(decided).toEqual(decide({ holder: second.person }));
  });

  test("one's own code on one's own account is spent", () => {
    expect(decide({ code, holder: member.person })).toEqual({
      outcome: 'already-linked',
      events: [{ type: 'committee.code-spent', codeId: 'c1' }],
    });
  });

  test('while locked even the right code does nothing', () => {
    expect(decide({ code, guess: guesses(5) })).toEqual({
      outcome: 'locked',
      events: [],
      lockedUntil: minutesLater(15),
    });
  });
});

describe('a telephone number', () => {
  const state = { holder: null, guess: null, earlier: [], personId: member.person.id, needsCode: false };
  const byPhone = (more: Partial<PhoneState>, agreed = true) =>
    decideLinkByPhone(
      { ...state, ...more },
      { channel: 'zalo-oa', externalId: '7', displayName: 'An', agreed },
      now,
      () => 'new',
    );

  test('links whoever has no link yet', () => expect(byPhone({}).outcome).toBe('linked'));

  test('SC5: nor does a number before he has agreed', () => expect(byPhone({}, false).outcome).toBe('asked'));

  test('never replaces a link, nor opens a leader: the same wrong guess as any other', () => {
    const refused = byPhone({ needsCode: true, earlier: [{ id: 'old', channel: 'zalo-oa', externalId: '6' }] });
    expect(refused.outcome).toBe('wrong-code');
    expect(refused).toEqual(byPhone({ personId: null }));
  });
});

describe('codes as people copy them', () => {
  test('are read back however they are typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 26, maxLength: 32 }), (bytes) => {
        const code = writeCode(bytes);
        const plain = code.replaceAll('-', '');
        expect(code).toMatch(/^[0-9a-z-]{30}$/);
        expect(readCode(code)).toBe(plain);
        expect(readCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(plain);
        expect(readCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(plain);
      }),
    );
  });

  test.each(['', 'xin chào', '12345', 'u'.repeat(26), 'a'.repeat(25), 'a'.repeat(200)])('"%s" is none', (typed) => {
    expect(readCode(typed)).toBeNull();
  });
});

describe('SC5: the answer to the notice about personal data', () => {
  const ask = { id: 'a1', personId: 'UV01', by: 'code', proof: '', version: consentVersion, askedAt: now } as const;
  const yes = press('committee.consent', { ask: 'a1' });

  test('is a yes or a no to this question and this version; silence and anything else is none', () => {
    expect(answerTo(ask, yes, now)).toBe(true);
    expect(answerTo(ask, press('committee.dissent', { ask: 'a1' }), now)).toBe(false);
    expect(answerTo(ask, null, now)).toBeNull();
    expect(answerTo(ask, press('committee.consent', { ask: 'a0' }), now)).toBeNull();
    expect(answerTo(ask, press('committee.unlink-me', { ask: 'a1' }), now)).toBeNull();
    expect(answerTo({ ...ask, version: '2026-01' }, yes, now)).toBeNull();
  });

  test('was not given before it was asked', () => {
    expect(answerTo(ask, yes, minutesLater(-1))).toBeNull();
    expect(answerTo(ask, yes, new Date(now.getTime() - 900))).toBe(true);
  });

  test('what is agreed to changes only with its version, and each version stands in the handbook of the office', () => {
    const texts = openTexts();
    const notice = consentLines().map((line) => texts.say('vi', line));
    const digest = createHash('sha256').update(notice.join('\n')).digest('hex').slice(0, 16);
    expect({ version: consentVersion, digest }).toEqual({ version: '2026-11', digest: '44e441d39c7c6a80' });
    const handbook = readFileSync(join(import.meta.dirname, '../../../../docs/an-toan.md'), 'utf8').replace(
      /\s+/g,
      ' ',
    );
    expect(notice.filter((line) => !handbook.includes(line))).toEqual([]);
  });
});
