// node-cron is only the scheduler: it calls the round each minute, on one replica at a time.
import cron from 'node-cron';
import type { Pool } from 'pg';

type Scheduler = { stop(): Promise<void> };

/**
 * Runs `round` each minute and `daily` once a day at 02:30 in Vietnam. Which replica does is settled by a row with the
 * minute's key; nothing depends on a tick being on time, since what is due is found by query.
 */
export function startScheduler(
  pool: Pool,
  work: { round(): Promise<unknown>; daily(): Promise<unknown> },
  onError: (error: unknown) => void,
): Scheduler {
  const once = (name: string, run: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      const minute = new Date().toISOString().slice(0, 16);
      const { rowCount } = await pool.query('insert into tick (key) values ($1) on conflict do nothing', [
        `${name}:${minute}`,
      ]);
      if (rowCount === 1) await run();
    } catch (error) {
      onError(error);
    }
  };
  const options = { timezone: 'Asia/Ho_Chi_Minh', noOverlap: true };
  const tasks = [
    cron.schedule('* * * * *', once('round', work.round), options),
    cron.schedule('30 2 * * *', once('daily', work.daily), options),
  ];
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
}
