import { expect, test } from 'vitest';
import type { Call } from '../../../src/channels/telegram/api.ts';
import { poll } from '../../../src/channels/telegram/poll.ts';

test('Bot API: máy chủ trả lời rỗng ngay lập tức thì không bị hỏi dồn dập', async () => {
  const stopping = new AbortController();
  const rests: number[] = [];
  let calls = 0;
  const call = (async () => {
    calls += 1;
    if (calls === 3) stopping.abort();
    return [];
  }) as unknown as Call;
  const rest = async (milliseconds: number): Promise<void> => void rests.push(milliseconds);
  await poll({ call, keep: async () => {}, signal: stopping.signal, heard: () => {}, rest });
  expect(rests).toEqual([200, 200, 200]);
});
