// How the service is: whether it can keep what comes in and do its work, how each messenger is, whether anything is left to do.
import { setTimeout as pause } from 'node:timers/promises';
import { keep } from './bot/inbox.ts';
import type { Channel, Receive } from './channels/channel.ts';
import type { Clock } from './clock.ts';
import { mayLeave } from './delivery/claim.ts';
import type { Runner } from './delivery/runner.ts';
import type { DeskParts } from './desk/house.ts';
import type { Database } from './store/database.ts';
import { outageInWords } from './store/outage.ts';

/** Keeps what comes in, and remembers why it could not. */
export const receiving =
  (database: Database, clock: Pick<Clock, 'now'>, intake: Intake, wake: () => void): Receive =>
  async (came) => {
    try {
      await keep(database.pool, came, clock.now());
      intake.trouble = null;
    } catch (error) {
      intake.trouble = outageInWords(error);
      intake.since = performance.now();
      throw intake.trouble === null ? error : new Error(intake.trouble, { cause: error });
    }
    wake();
  };

/** What a messenger itself says of what is left is waited for no longer, in milliseconds. */
const LEFT_WITHIN = 500;

/** How each messenger is, as far as the running service knows. */
export const messengersOf =
  (channels: readonly Channel[], runners: readonly Runner[]): DeskParts['messengers'] =>
  () =>
    Promise.all(
      channels.map(async (channel, nth) => {
        const { details, ...health } = channel.health();
        const asked = channel.left?.() ?? Promise.resolve(null);
        const left = await Promise.race([asked, pause(LEFT_WITHIN, null, { ref: false })]);
        const token = details?.['token'] as { daysLeft?: number } | null | undefined;
        const halted = runners[nth]?.state().halted ?? false;
        return { name: channel.name, health, halted, tokenDays: token?.daysLeft ?? null, left };
      }),
    );

/** Whether something waits that could be done now; if so, waits a little for it to be done. */
export async function anythingLeft(database: Database, now: Date, ...wake: (() => void)[]): Promise<boolean> {
  const { rows } = await database.pool.query<{ left: boolean }>(
    `select exists (select 1 from inbox where state = 'new')
      or exists (select 1 from outbox o where state in ('pending', 'leased') and ${mayLeave('o', '$1')})
      or exists (select 1 from file where state = 'expected' and external_ref is not null) as left`,
    [now],
  );
  if (!rows[0]?.left) return false;
  for (const call of wake) call();
  await pause(10);
  return true;
}

/** A database that needs longer for one small answer cannot be worked with, in milliseconds. */
const READY_WITHIN = 2_000;

/** Why what comes in could not be kept the last time; null while it can. */
export type Intake = { trouble: string | null; since: number };

/** On a full disk a small row may fit where the last message did not: the trouble is believed so long, in milliseconds. */
const TROUBLE_HOLDS = 10_000;

/** Whether the service can do its work, part by part. */
export async function readiness(parts: {
  database: Database;
  intake: Intake;
  channels: readonly Channel[];
  runners: readonly Runner[];
  /** Where received files are kept: what is only words goes on without it. */
  files: { readonly problem: string | null };
}) {
  const { intake, channels, runners } = parts;
  const { pool } = parts.database;
  const asked = pool
    .query<{ name: string }>('select migration_name as name from _prisma_migrations order by started_at desc limit 1')
    .then(
      ({ rows }) => rows[0]?.name ?? null,
      () => null,
    );
  const migrations = await Promise.race([asked, pause(READY_WITHIN, null, { ref: false })]);
  // Whoever waits for us to be ready may send nothing until then: so it is tried.
  if (migrations !== null && intake.trouble !== null && performance.now() - intake.since > TROUBLE_HOLDS) {
    await pool.query(`insert into tick (key) values ('readyz') on conflict (key) do update set at = excluded.at`).then(
      () => {
        intake.trouble = null;
      },
      (error: unknown) => {
        intake.trouble = outageInWords(error) ?? intake.trouble;
      },
    );
  }
  const state = channels.map((channel, nth) => {
    const { details, ...health } = channel.health();
    return [channel.name, { ...health, sender: runners[nth]?.state(), ...details }] as const;
  });
  return {
    ready: migrations !== null && intake.trouble === null,
    database: migrations !== null,
    ...(intake.trouble !== null && { trouble: intake.trouble }),
    ...(parts.files.problem !== null && { files: parts.files.problem }),
    migrations,
    channels: Object.fromEntries(state),
  };
}
