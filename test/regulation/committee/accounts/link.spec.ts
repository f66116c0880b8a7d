// Điều 1.2: one-time codes, and what a guesser meets.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
  const account = { channel: 'telegram', externalId: '7', displayName: 'An' };
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
          consentVersion: '2026-01',
          replaces: earlier,
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
  const byPhone = (more: Partial<PhoneState>) =>
    decideLinkByPhone(
      { ...state, ...more },
      { channel: 'zalo-oa', externalId: '7', displayName: 'An' },
      now,
      () => 'new',
    );

  test('links whoever has no link yet', () => expect(byPhone({}).outcome).toBe('linked'));

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
