// What people type is read as they meant it. Both halves of the first list were written before the grammar; the lots in
// `fresh` one after the other, each in one go, before any of it was run. What each came to the first time stands in
// docs/decisions/0010-typed-words.md; what failed then was mended, and stays mended.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, type Typed, typedMessages } from './typed.ts';

const shown = ({ situation, said, right }: Typed): string => `[${situation}] ${said} => ${right}`;
/** Lots written by others, who had not seen the grammar: what they say more freely is mended as far as it has a kind. */
const byOthers = 13;
const mayMiss = (list: string): number => (Number(/^fresh\/(\d+)$/.exec(list)?.[1] ?? 0) >= byOthers ? 0.25 : 0.03);
const fresh = readdirSync(join(import.meta.dirname, 'fresh')).map((name) => `fresh/${name.replace('.txt', '')}`);

describe.each(['build', 'held', 'english', ...fresh])('Điều 6.4: lời gõ thường, danh sách “%s”', (list) => {
  const messages = typedMessages(list).map((typed) => ({ typed, judged: judge(typed) }));

  test('không việc nào bị làm sai ý người gõ', () => {
    expect(messages.filter(({ judged }) => judged === 'a wrong act').map(({ typed }) => shown(typed))).toEqual([]);
  });

  test('ít nhất 97 trên 100 được hiểu đúng, 75 trên 100 khi người khác viết', () => {
    const missed = messages.filter(({ judged }) => judged !== 'right').map(({ typed }) => shown(typed));
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(messages.length * mayMiss(list));
  });
});
