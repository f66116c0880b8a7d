// The row in which an Official Account's tokens are kept, and the lock under which they are changed.
import type pg from 'pg';

/** `access` and `refresh` as they are kept: sealed. */
export type TokenRow = {
  access: string;
  refresh: string;
  expiresAt: Date;
  refreshedAt: Date;
  failingSince: Date | null;
  problem: string | null;
  triedAt: Date | null;
  seeds: string[];
};

const COLUMNS = `access, refresh, expires_at as "expiresAt", refreshed_at as "refreshedAt",
  failing_since as "failingSince", problem, tried_at as "triedAt", seeds`;

export async function readTokenRow(pool: pg.Pool, oaId: string): Promise<TokenRow | null> {
  const { rows } = await pool.query<TokenRow>(`select ${COLUMNS} from zalo_token where oa_id = $1`, [oaId]);
  return rows[0] ?? null;
}

export type SaveTokenRow = (row: TokenRow) => Promise<void>;

/**
 * Runs `work` while no other process can do the same for this account, and commits when it resolves. The lock has no
 * time limit of its own: it outlasts whatever call is made under it, and ends with the connection.
 */
export async function withTokenRow<T>(
  pool: pg.Pool,
  oaId: string,
  work: (row: TokenRow | null, save: SaveTokenRow) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`set local idle_in_transaction_session_timeout = '2min'`);
    // The row may not be there yet; then there is only this to take hold of.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`zalo-token:${oaId}`]);
    const { rows } = await client.query<TokenRow>(`select ${COLUMNS} from zalo_token where oa_id = $1 for update`, [
      oaId,
    ]);
    const result = await work(rows[0] ?? null, (row) => write(client, oaId, row));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((again: Error) => {
      broken = again;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function write(client: pg.PoolClient, oaId: string, row: TokenRow): Promise<void> {
  await client.query(
    `insert into zalo_token (oa_id, access, refresh, expires_at, refreshed_at, failing_since, problem, tried_at, seeds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (oa_id) do update set access = excluded.access, refresh = excluded.refresh,
       expires_at = excluded.expires_at, refreshed_at = excluded.refreshed_at,
       failing_since = excluded.failing_since, problem = excluded.problem, tried_at = excluded.tried_at,
       seeds = excluded.seeds,
       way = case when zalo_token.seeds = excluded.seeds then zalo_token.way end`,
    [
      oaId,
      row.access,
      row.refresh,
      row.expiresAt,
      row.refreshedAt,
      row.failingSince,
      row.problem,
      row.triedAt,
      row.seeds,
    ],
  );
}

/** By which address free messages went lately, and since when that is known; null when it is not. */
export async function readWay(pool: pg.Pool, oaId: string): Promise<{ way: 'v2' | 'v3'; at: Date } | null> {
  const { rows } = await pool.query<{ way: 'v2' | 'v3'; at: Date }>(
    'select way, way_at as at from zalo_token where oa_id = $1 and way is not null and way_at is not null',
    [oaId],
  );
  return rows[0] ?? null;
}

export async function writeWay(pool: pg.Pool, oaId: string, way: 'v2' | 'v3', at: Date): Promise<void> {
  await pool.query('update zalo_token set way = $2, way_at = $3 where oa_id = $1', [oaId, way, at]);
}
