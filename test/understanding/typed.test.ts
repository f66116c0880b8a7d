// What people type is read as they meant it. Both halves of the list were written before the grammar; it was built on
// one of them, the other was looked at once, when it was done.
import { describe, expect, test } from 'vitest';
import { judge, type Typed, typedMessages } from './typed.ts';

const shown = ({ situation, said, right }: Typed): string => `[${situation}] ${said} => ${right}`;

describe.each(['build'] as const)('Điều 6.4: lời gõ thường, nửa “%s”', (half) => {
  const messages = typedMessages(half).map((typed) => ({ typed, judged: judge(typed) }));

  test('không việc nào bị làm sai ý người gõ', () => {
    expect(messages.filter(({ judged }) => judged === 'a wrong act').map(({ typed }) => shown(typed))).toEqual([]);
  });

  test('ít nhất 97 trên 100 được hiểu đúng', () => {
    const missed = messages.filter(({ judged }) => judged !== 'right').map(({ typed }) => shown(typed));
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(messages.length * 0.03);
  });
});
