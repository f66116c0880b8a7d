import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';

/** Why the database was left as it is. */
type MigrationProblem = 'edited' | 'failed-earlier' | 'database-newer' | 'failed';

/** The database was left as it is; the message tells the operator what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
  readonly problem: MigrationProblem;
  readonly migration: string;

  constructor(problem: MigrationProblem, migration: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
    this.migration = migration;
  }
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Entry {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly logs: string | null;
}

/**
 * While processes of the version before still answer, a change of a table waits for their transactions and all others
 * behind it: it gives way after `lock` milliseconds, and comes again after a pause, so many times.
 */
type Patience = { lock: number; tries: number; pause(): Promise<unknown> };
const usualPatience: Patience = { lock: 2_000, tries: 60, pause: () => setTimeout(500) };

/** Prisma's own lock, so that its tools and every replica wait for one another. */
const migrationLock = 72707369;

/**
 * Brings the database up to the migrations in `folder`, one transaction per file, in the order of their names. It keeps
 * Prisma's table `_prisma_migrations`, so `prisma migrate status` and `deploy` may be used beside it. Any number of
 * processes may start at once: one works, the others wait and find nothing to do. `then` is done while they wait.
 * @throws MigrationRefused when history and files do not fit, or a file fails (nothing of that file then remains);
 * DatabaseError 42501 when the account may not change tables and there is something to change.
 */
export async function migrate(
  connectionString: string,
  folder: string,
  then: (client: Client) => Promise<void> = async () => undefined,
  patience: Patience = usualPatience,
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString, application_name: 'migrate' });
  // A connection lost between two statements is reported by the next statement; without a listener it ends the process.
  client.on('error', () => {});
  try {
    // Refused half-way (a password is wanted and none is known), it stays open until it is ended.
    await client.connect();
    await lockMigrations(client);
    await makeHistory(client);
    const pending = outstanding(migrations, await readHistory(client));
    for (const migration of pending) await apply(client, migration, patience);
    await then(client);
    return { applied: pending.map(({ name }) => name) };
  } finally {
    await client.end().catch(() => {}); // gives the lock back, too
  }
}

/** The migrations of a folder, in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

/** Until the connection ends, nobody else changes the tables. */
export async function lockMigrations(client: Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
}

/** Applies one migration as part of the caller's transaction. */
export async function applyWithin(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await makeHistory(client);
  await client.query(sql);
  await record(client, name, checksum, null);
}

/** An account that may make no table may still find that there is nothing to do. */
async function makeHistory(client: Client): Promise<void> {
  const { rows } = await client.query<{ made: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS made`,
  );
  if (!rows[0]!.made) await client.query(migrationTable);
}

/** As Prisma's engine creates it. */
const migrationTable = `
  CREATE TABLE "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

async function readHistory(client: Client): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    `SELECT migration_name, checksum, finished_at, logs FROM "_prisma_migrations"
      WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

function outstanding(migrations: readonly Migration[], history: readonly Entry[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of history) {
    const name = record.migration_name;
    if (record.finished_at === null) throw failedEarlier(name, record.logs);
    const file = files.get(name);
    if (file === undefined) {
      const advice = 'Start the newer version, or restore a backup made before the update.';
      throw new MigrationRefused(
        'database-newer',
        name,
        `The database was already changed by a newer version of this program (migration ${name}). ${advice}`,
      );
    }
    if (file.checksum !== record.checksum) {
      throw new MigrationRefused(
        'edited',
        name,
        `The file of migration ${name} is not the one this database was built with. Put the original file back; a change needs a new migration.`,
      );
    }
  }
  const done = new Set(history.map((record) => record.migration_name));
  return migrations.filter(({ name }) => !done.has(name));
}

function failedEarlier(name: string, logs: string | null): MigrationRefused {
  return new MigrationRefused(
    'failed-earlier',
    name,
    `Migration ${name} failed earlier: ${logs ?? 'it was interrupted'}. Remove the cause, then let it be tried again with: UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name = '${name}' AND finished_at IS NULL;`,
  );
}

async function apply(client: Client, migration: Migration, { lock, tries, pause }: Patience): Promise<void> {
  const { name, checksum } = migration;
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${lock}`);
    await applyWithin(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    if (isInTheWay(error) && tries > 1) {
      await pause();
      return apply(client, migration, { lock, tries: tries - 1, pause });
    }
    // Of the account, not of the file.
    if (error instanceof DatabaseError && error.code === '42501') throw error;
    // A lost connection or a full disk says nothing about the file: the next start may simply try again.
    const reason = error instanceof DatabaseError ? error.message : String(error);
    const lasting = error instanceof DatabaseError && /^(0A|21|22|23|2B|3F|42|P0)/.test(error.code ?? '');
    if (lasting) await record(client, name, checksum, reason);
    throw new MigrationRefused('failed', name, `Migration ${name} failed and was undone: ${reason}`, error);
  }
}

/** A lock was not to be had in time, or two waited for each other: nothing is wrong with the file. */
const isInTheWay = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01');

async function record(client: Client, name: string, checksum: string, failure: string | null): Promise<void> {
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, logs, applied_steps_count)
     VALUES (gen_random_uuid()::text, $1, $2, CASE WHEN $3::text IS NULL THEN clock_timestamp() END, $3, CASE WHEN $3::text IS NULL THEN 1 ELSE 0 END)`,
    [checksum, name, failure],
  );
}
