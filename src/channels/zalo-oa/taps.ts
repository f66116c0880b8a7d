// What a button of the OA carries. A tap comes back as a text, and anybody can type a text: so it is unreadable, good
// for one recipient only, and ends.
import { days, minutes } from '../../kernel/time.ts';
import { openEncryption } from '../../store/encryption.ts';

export type Taps = {
  code(data: string, user: string): string;
  /**
   * Null for a text that is no tap; `''` for a code that is forged or somebody else's. One that has ended says what it
   * was about, and that it has.
   */
  read(words: string, user: string): Tap | null;
};

export type Tap = { data: string; expired?: true };

/** Longer than a card is of use; an invitation goes out weeks before. */
const LIFE = days(90);
const MARK = '#';
/** No code of ours is shorter, and nobody types this by chance. */
const shape = /^#[A-Za-z0-9_-]{40,}$/;

export function openTaps(secretKey: string, oaId: string, now: () => Date): Taps {
  const seal = openEncryption(secretKey, 'zalo-tap');
  const context = (user: string) => `${oaId}:${user}`;
  return {
    code(data, user) {
      const until = Math.ceil((now().getTime() + LIFE) / minutes(1));
      return MARK + seal.close(`${until.toString(36)} ${data}`, context(user));
    },
    read(words, user) {
      if (!shape.test(words)) return null;
      const plain = seal.open(words.slice(MARK.length), context(user));
      const [, until = '', data = ''] = /^([0-9a-z]+) (.*)$/s.exec(plain ?? '') ?? [];
      if (data === '' || Number.parseInt(until, 36) * minutes(1) >= now().getTime()) return { data };
      return { data, expired: true };
    },
  };
}
