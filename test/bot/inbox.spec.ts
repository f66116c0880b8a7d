// Whose turn it is: everybody's first message before anybody's second.
import { describe, expect, test } from 'vitest';
import { markDone, takeNext, type Waiting } from '../../src/bot/inbox.ts';
import type { Transaction } from '../../src/store/transaction.ts';
import { givenDatabase } from '../support/database.ts';

const given = givenDatabase();
const now = new Date('2026-12-01T01:00:00Z');

/** So many messages of each, one person's behind another's. */
const came = (counts: Readonly<Record<string, number>>) =>
  given.database.pool.query(
    `insert into inbox (channel, update, lane, message, received_at)
     select 'telegram', lane || n, lane, jsonb_build_object('channel', 'telegram', 'chat', lane), $2
     from jsonb_each_text($1::jsonb) as flood(lane, count), generate_series(1, count::int) n`,
    [JSON.stringify(counts), now],
  );

const unsent = (chat: string, count: number) =>
  given.database.pool.query(
    `insert into outbox (key, channel, chat, class, priority, view, state, created_at)
     select $1 || n, 'telegram', $1, 'reply', 0, '{}', 'pending', $3 from generate_series(1, $2::int) n`,
    [chat, count, now],
  );

const within = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => given.database.transaction(work);

/** Takes one after another until nothing is left that may be handled; gives whose they were. */
async function inTurn(most: number, last = ''): Promise<string[]> {
  const lanes: string[] = [];
  for (let taken: Waiting | null; lanes.length < most; lanes.push(taken.lane)) {
    taken = await within(async (tx) => {
      const next = await takeNext(tx, now, lanes.at(-1) ?? last);
      if (next) await markDone(tx, next.id, now);
      return next;
    });
    if (taken === null) break;
  }
  return lanes;
}

const emptied = () => given.database.pool.query('delete from inbox; delete from outbox');

describe('the next message', () => {
  test('is of the next person, whoever wrote how much before: a flood of 500 costs the others one message', async () => {
    await came({ an: 500 });
    await came({ ba: 2, chi: 1 });
    expect(await inTurn(7)).toEqual(['an', 'ba', 'chi', 'an', 'ba', 'an', 'an']);
    await emptied();
  });

  test('goes round: behind the last comes the first', async () => {
    await came({ an: 2, ba: 2, chi: 2 });
    expect(await inTurn(9, 'ba')).toEqual(['chi', 'an', 'ba', 'chi', 'an', 'ba']);
    await emptied();
  });

  test("is never a person's second while the first is being handled, or waits to be tried again", async () => {
    await came({ an: 2, ba: 2, chi: 1 });
    await given.database.pool.query(`update inbox set next_at = $1 where lane = 'ba' and update = 'ba1'`, [
      new Date(now.getTime() + 1_000),
    ]);
    await within(async (tx) => {
      expect((await takeNext(tx, now, ''))?.lane).toBe('an');
      const others = await within(async (other) => [await takeNext(other, now, ''), await takeNext(other, now, 'chi')]);
      // The second look is of the same transaction, whose own lock does not stop it.
      expect(others.map((one) => one?.lane)).toEqual(['chi', 'chi']);
    });
    await emptied();
  });

  test('of a chat that ten answers are still to be sent to waits until one of them is', async () => {
    await came({ an: 3, ba: 1 });
    await unsent('an', 10);
    expect(await inTurn(9)).toEqual(['ba']);
    await given.database.pool.query(`update outbox set state = 'sent' where key = 'an1'`);
    expect(await inTurn(1)).toEqual(['an']);
    await emptied();
  });

  test('of a chat that the messenger has taken nothing for in two minutes is handled: what was done counts', async () => {
    await came({ an: 1 });
    await unsent('an', 30);
    await given.database.pool.query(`update outbox set created_at = created_at - interval '3 minutes'`);
    expect(await inTurn(2)).toEqual(['an']);
    await emptied();
  });

  test('notices to a chat hold nobody back', async () => {
    await came({ an: 1 });
    await unsent('an', 30);
    await given.database.pool.query('update outbox set priority = 2');
    expect(await inTurn(2)).toEqual(['an']);
    await emptied();
  });
});
