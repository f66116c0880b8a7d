// A PostgreSQL of the bench's own in a folder of its own: nothing of an installation is touched.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { startPostgres } from '../../src/store/postgres/start.ts';

export const project = join(import.meta.dirname, '..', '..');

export type Setup = {
  folder: string;
  /** A new database: migrated, and filled by `seed` the first time. */
  database(name: string): Promise<string>;
  /** The statements a database is sent while `work` runs, by sessions opened before or after. */
  statements(name: string, work: () => Promise<unknown>): Promise<string[]>;
  /** The same counted, with what all databases of the server wrote meanwhile. */
  counted(name: string, work: () => Promise<unknown>): Promise<Counts>;
  /** The processes of the server that serve a database now. */
  backends(name: string): Promise<number[]>;
  close(): Promise<void>;
};

/** `commits`: of transactions that wrote; `wal`: bytes of the write-ahead log. */
export type Counts = { statements: number; commits: number; wal: number };

/** Starts the server; every database is a copy of one that was migrated and seeded once. */
export async function openSetup(seed: (database: Database) => Promise<void>): Promise<Setup> {
  const folder = await mkdtemp(join(tmpdir(), 'thu-ky-bench-'));
  const server = await startPostgres({ dataDir: folder, log: () => undefined });
  const admin = new pg.Pool({ connectionString: server.url(), max: 1 });
  const settings = async (...sql: string[]): Promise<void> => {
    for (const one of [...sql, 'select pg_reload_conf()']) await admin.query(one);
  };
  await admin.query('create database pattern');
  await migrate(server.url('pattern'), join(project, 'prisma', 'migrations'));
  const pattern = openDatabase(server.url('pattern'));
  await seed(pattern);
  await pattern.pool.query('vacuum analyze');
  await pattern.close();
  await settings(`alter system set log_line_prefix = '%d|'`);
  const log = join(folder, 'postgres', 'server.log');
  const statements: Setup['statements'] = async (name, work) => {
    const before = (await readFile(log)).length;
    await settings(`alter system set log_statement = 'all'`);
    // Sessions that are open read the new setting when they next rest.
    await pause(300);
    await work();
    await settings('alter system reset log_statement');
    return statementsIn((await readFile(log)).subarray(before).toString(), name);
  };
  /** Only a transaction that writes is given a number. */
  const written = async (): Promise<{ commits: number; wal: number }> => {
    const { rows } = await admin.query<{ commits: string; wal: string }>(
      `select pg_snapshot_xmax(pg_current_snapshot()) as commits, pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal`,
    );
    return { commits: Number(rows[0]!.commits), wal: Number(rows[0]!.wal) };
  };
  return {
    folder,
    async database(name) {
      await admin.query(`create database ${name} template pattern`);
      return server.url(name);
    },
    statements,
    async counted(name, work) {
      let before = await written();
      const sent = await statements(name, async () => {
        before = await written();
        await work();
      });
      const after = await written();
      return { statements: sent.length, commits: after.commits - before.commits, wal: after.wal - before.wal };
    },
    async backends(name) {
      const { rows } = await admin.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [
        name,
      ]);
      return rows.map(({ pid }) => pid);
    },
    async close() {
      await admin.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `database|LOG:  statement: …` or `database|LOG:  execute <name>: …`, continued on lines that begin with a tab. */
function statementsIn(log: string, database: string): string[] {
  const entries = log.replaceAll('\n\t', ' ').split('\n');
  return entries.flatMap((entry) => {
    const [, of, sql] = /^(\w*)\|LOG: {2}(?:statement|execute [^:]*): (.*)$/.exec(entry) ?? [];
    return of === database && sql !== undefined ? [sql] : [];
  });
}
