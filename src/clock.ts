// Where the service reads the time. In rehearsal the clock can be moved; it goes on from there.
import type { Pool } from 'pg';

export type Clock = {
  now(): Date;
  /** Sets the clock; it runs on from there, also after a restart. */
  moveTo(at: Date): Promise<void>;
};

export const systemClock: Pick<Clock, 'now'> = { now: () => new Date() };

const key = 'rehearsal.clock';

/** Whether a rehearsal was seeded here: its clock is kept with it. */
export async function isRehearsed(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(`select from setting where body_id = '' and key = $1`, [key]);
  return rowCount === 1;
}

/** A clock of its own, kept as milliseconds ahead of the machine's. */
export async function openRehearsalClock(pool: Pool): Promise<Clock> {
  const { rows } = await pool.query<{ value: number }>(`select value from setting where body_id = '' and key = $1`, [
    key,
  ]);
  let ahead = Number(rows[0]?.value ?? 0);
  return {
    now: () => new Date(Date.now() + ahead),
    moveTo: async (at) => {
      ahead = at.getTime() - Date.now();
      await pool.query(
        `insert into setting (body_id, key, value) values ('', $1, $2::jsonb)
         on conflict (body_id, key, valid_from) do update set value = excluded.value`,
        [key, JSON.stringify(ahead)],
      );
    },
  };
}
