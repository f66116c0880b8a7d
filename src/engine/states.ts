// Checks at the start that every stored state is one its chapter declares: none is left that no act could ever move.
import type { Pool } from 'pg';
import type { Chapter } from '../kernel/chapter.ts';

/** @throws Error naming the first matter in a state nobody declares. */
export async function checkStates(pool: Pick<Pool, 'query'>, chapters: readonly Chapter[]): Promise<void> {
  const known = chapters.flatMap(({ states = {} }) =>
    Object.entries(states).flatMap(([kind, all]) => all.map((state) => `${kind}:${state}`)),
  );
  const { rows } = await pool.query<{ code: string; kind: string; state: string }>(
    `select code, kind, state from matter where kind || ':' || state <> all($1) order by id limit 1`,
    [known],
  );
  const [stray] = rows;
  if (!stray) return;
  throw new Error(
    `${stray.kind} ${stray.code} is in the state "${stray.state}", which this version does not know. Start the version it was written by, or restore a backup made with this one.`,
  );
}
