// A round of the clock: twenty reminders are due, among a thousand and among two hundred thousand.

import { alternatives } from '../../src/bot/words.ts';
import { ownAccounts } from '../../src/delivery/ways.ts';
import { makeRegistry } from '../../src/engine/registry.ts';
import { remindRound } from '../../src/jobs/rounds.ts';
import type { World } from '../../src/kernel/command.ts';
import { makeId } from '../../src/kernel/ids.ts';
import { hours } from '../../src/kernel/time.ts';
import { openLog } from '../../src/logging.ts';
import { chapters } from '../../src/regulation/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openReferenceData } from '../../src/store/reference-data.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { meetingId, startsAt } from './people.ts';
import type { Setup } from './setup.ts';

const due = 20;

/** Milliseconds of each of so many rounds, by how many reminders are stored. */
export async function rounds(setup: Setup, stored: readonly number[], runs: number): Promise<number[][]> {
  const settings = await Promise.all(stored.map((count) => open(setup, count)));
  const taken: number[][] = stored.map(() => []);
  for (let run = -1; run < runs; run++) {
    for (const [nth, { database, round }] of settings.entries()) {
      await arm(database);
      const from = performance.now();
      const done = await round();
      if (done !== due) throw new Error(`${done} reminders were due`);
      // The first is for warming up.
      if (run >= 0) taken[nth]!.push(performance.now() - from);
    }
  }
  for (const { database } of settings) await database.close();
  return taken;
}

async function open(setup: Setup, stored: number) {
  const database = openDatabase(await setup.database(`round_${stored}`));
  // The day before the meeting: the last reminders but one.
  const now = new Date(startsAt.getTime() - hours(20));
  await database.pool.query(
    `insert into reminder (id, kind, matter, version, next_at)
     select 'r' || lpad(n::text, 15, '0'), 'attendance.answer', 'meeting:later' || n, 1, $2::timestamptz + n * interval '1 s'
     from generate_series(1, $1) n`,
    [stored - due, new Date(now.getTime() + hours(24))],
  );
  await database.pool.query('analyze reminder');
  return { database, round: await openRound(database, now) };
}

/** The round of the clock as the service runs it, at a time that stands still; gives how many reminders were due. */
export async function openRound(database: Database, now: Date): Promise<() => Promise<number>> {
  const knowledge = await openReferenceData(database.pool, defaultSettings, () => now);
  const texts = openTexts();
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));
  const world = (): World => ({
    now,
    calendar: knowledge.calendar(),
    settings: knowledge.settings(null),
    newId: () => makeId(Date.now(), Math.random),
  });
  const parts = {
    database,
    registry,
    world,
    log: openLog('silent'),
    counters: { due: 0, failed: 0, givenUp: 0 },
    ways: ownAccounts,
    givenUp: async () => [],
  };
  return () => remindRound(parts);
}

/** The same twenty members are to be reminded, as if nobody had been yet. */
async function arm({ pool }: Database): Promise<void> {
  await pool.query('delete from outbox');
  await pool.query(
    `insert into reminder (id, kind, matter, person, version, next_at)
     select 'due' || position, 'attendance.answer', 'meeting:' || meeting_id, person_id, 1, $2
     from participant where meeting_id = $1 and role = 'member' order by position limit $3
     on conflict (kind, matter, person, version) do update set next_at = excluded.next_at, closed_at = null`,
    [meetingId, new Date(startsAt.getTime() - hours(30)), due],
  );
}
