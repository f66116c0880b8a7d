import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callLeader, lead } from '../../src/store/leader.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

/** A process that wants to lead; `leads` resolves each time it does. */
function candidate(name = 'x', called: () => void = () => undefined) {
  const stop = new AbortController();
  let turn = Promise.withResolvers<AbortSignal>();
  const state = { leading: false };
  const done = lead({
    url: database.url,
    name,
    signal: stop.signal,
    every: 20,
    called,
    async work(lost) {
      state.leading = true;
      turn.resolve(lost);
      await new Promise<void>((resolve) => lost.addEventListener('abort', () => resolve(), { once: true }));
      state.leading = false;
      turn = Promise.withResolvers();
    },
  });
  return {
    state,
    leads: () => turn.promise,
    async end() {
      stop.abort();
      await done;
    },
  };
}

describe('leading', () => {
  it('is for one at a time; another takes over when it ends', async () => {
    const first = candidate();
    await first.leads();
    const second = candidate();
    const other = candidate('y');
    await other.leads();
    expect(second.state.leading).toBe(false);
    await first.end();
    await second.leads();
    await Promise.all([second.end(), other.end()]);
  });

  it('hears at once what another process has for it', async () => {
    const heard = Promise.withResolvers<void>();
    const first = candidate('send: "x"', heard.resolve);
    await first.leads();
    const pool = new pg.Pool({ connectionString: database.url });
    await callLeader(pool, 'send: "x"');
    await heard.promise;
    await pool.end();
    await first.end();
  });

  it('ends with the connection it rests on, and begins again', async () => {
    const only = candidate();
    const lost = await only.leads();
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(`select pg_terminate_backend(l.pid) from pg_locks l
      join pg_database d on d.oid = l.database and d.datname = current_database() where l.locktype = 'advisory'`);
    await admin.end();
    await new Promise<void>((resolve) => (lost.aborted ? resolve() : lost.addEventListener('abort', () => resolve())));
    await only.leads();
    await only.end();
  });
});
