// Several machines: what lies on one alone is brought to the store they share, at the start and then twice a day.
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { FileFolder } from '../store/file-folder.ts';

type Parts = { pool: Pool; folder: FileFolder; clock: Pick<Clock, 'now'>; log: Logger };

const HALF_A_DAY = 12 * 3_600_000;
/** While the store is away, in milliseconds. */
const AGAIN = 60_000;
/** So long a copy of what the store has lies on a machine that does not use it, in milliseconds. */
const COPIES_STAY = 30 * 86_400_000;

/** Until the signal; a store that is away is asked again. */
export async function keepSharing(parts: Parts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const went = await shareOnce(parts).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'files could not be shared yet');
      return null;
    });
    await pause(went === null ? AGAIN : HALF_A_DAY, null, { signal }).catch(() => undefined);
  }
}

/** Gives how many files only this machine had. @throws StoreAway */
async function shareOnce({ pool, folder, clock, log }: Parts): Promise<number> {
  const count = await folder.share(
    async (hashes) => {
      const { rows } = await pool.query<{ sha256: string }>('select distinct sha256 from file where sha256 = any($1)', [
        hashes,
      ]);
      return new Set(rows.map(({ sha256 }) => sha256));
    },
    new Date(clock.now().getTime() - COPIES_STAY),
  );
  if (count > 0) log.info({ count }, 'files brought to the store that is shared');
  return count;
}
