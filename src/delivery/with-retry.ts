import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { isOutage } from '../store/outage.ts';

/** Longer than the database takes to come back after a crash, in milliseconds. */
const LONGEST = 120_000;
const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;

/**
 * The same connections, for a sender: what became of a message is known to nobody else, so a statement that fails
 * because the database is away is sent again until it is back. Only for statements that do no harm twice.
 */
export function withRetry(pool: pg.Pool): pg.Pool {
  const query = (...given: unknown[]): Promise<unknown> => Reflect.apply(pool.query, pool, given) as Promise<unknown>;
  const again = async (...given: unknown[]): Promise<unknown> => {
    const end = performance.now() + LONGEST;
    for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      try {
        return await query(...given);
      } catch (error) {
        if (!isOutage(error) || performance.now() > end) throw error;
        await pause(wait);
      }
    }
  };
  return Object.assign(Object.create(pool) as pg.Pool, { query: again });
}
