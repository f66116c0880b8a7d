// Words nobody understood: kept without names, counted for the operator, emptied with what came in.
import type { Pool } from 'pg';
import type { Transaction } from './transaction.ts';

type UnclearWords = { words: string; times: number; last: Date };

export async function keepUnclear(tx: Transaction, words: string, at: Date): Promise<void> {
  await tx.unclear.create({ data: { words, at } });
}

/** The people who have had a seat in these bodies: their names are kept nowhere else. */
export async function namesIn(tx: Transaction, bodyIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select distinct full_name as name from person join seat on seat.person_id = person.id
    where seat.body_id = any(${bodyIds})`;
  return rows.map(({ name }) => name);
}

/** The most frequent first, then the latest. */
export async function mostUnclear(pool: Pool, most: number): Promise<UnclearWords[]> {
  const { rows } = await pool.query<UnclearWords>(
    `select words, count(*)::int as times, max(at) as last from unclear
     group by words order by times desc, last desc, words limit $1`,
    [most],
  );
  return rows;
}
