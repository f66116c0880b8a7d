import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

type Leadership = {
  /** A function where the database may move. */
  url: string | (() => string);
  /** What only one process may do at a time, e.g. `send:telegram`. */
  name: string;
  /** Runs while this process leads; its signal is aborted when the lead is lost or no longer wanted. */
  work(lost: AbortSignal): Promise<void>;
  /** Ends the candidacy. */
  signal: AbortSignal;
  /** Another process has something for the one that leads (`callLeader`). */
  called?(): void;
  onError?(error: unknown): void;
  /** Milliseconds between two attempts, and between two looks whether the lead is still held. */
  every?: number;
};

/**
 * Lets one process of all those on the database do the work: who holds an advisory lock on a connection of its own.
 * The database drops the lock with the connection, so another process takes over within seconds. Asked for again and
 * again instead of waited for, since a waiting statement would hold back the clean-up of old rows.
 */
export async function lead(options: Leadership): Promise<void> {
  const every = options.every ?? 1_000;
  while (!options.signal.aborted) {
    try {
      await candidate(options, every);
    } catch (error) {
      if (!options.signal.aborted) options.onError?.(error);
    }
    await rest(every, options.signal);
  }
}

/** One connection's life: waits for the lock, works, lets go. */
async function candidate(options: Leadership, every: number): Promise<void> {
  const client = new pg.Client({
    connectionString: typeof options.url === 'string' ? options.url : options.url(),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    // Who leads is to be seen in pg_stat_activity.
    application_name: `thu-ky ${options.name} ${process.pid}`,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const stop = AbortSignal.any([options.signal, lost.signal]);
  try {
    await client.connect();
    while (!stop.aborted && !(await tryLock(client, options.name))) await rest(every, stop);
    if (stop.aborted) return;
    if (options.called) {
      client.on('notification', options.called);
      await client.query(`listen ${client.escapeIdentifier(options.name)}`);
    }
    const watch = keepWatch(client, every, lost, stop);
    try {
      await options.work(stop);
    } finally {
      lost.abort();
      await watch;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Tells the process that leads, whichever it is, at once; nobody hears it while none does. */
export async function callLeader(pool: pg.Pool, name: string): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [name, '']);
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [name],
  );
  return rows[0]?.held === true;
}

/** A half-open connection looks alive from here while the database has long given the lock away. */
async function keepWatch(client: pg.Client, every: number, lost: AbortController, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await rest(every, stop);
    if (!stop.aborted) await client.query('select 1').catch(() => lost.abort());
  }
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal }).catch(() => undefined);
