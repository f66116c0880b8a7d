// Takes a backup into an empty database and an empty folder: all of it, or nothing.
import { once } from 'node:events';
import { Client, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Verdict, verifyAudit } from '../audit.ts';
import type { FileFolder } from '../file-folder.ts';
import { applyWithin, lockMigrations, type Migration, readMigrations } from '../migrate.ts';
import { BackupRefused, type Header } from './format.ts';
import { type Backup, readBackup } from './read.ts';
import { copyAsIs } from './take.ts';

type RestoreOptions = {
  url: string;
  folder: FileFolder;
  file: string;
  /** Where the program's migrations are. */
  migrations: string;
  signal: AbortSignal;
};

export type Restored = Backup & {
  audit: Verdict;
  /** Migrations that came after the backup was taken. */
  migrated: readonly string[];
};

/** Proves the whole file, so that a broken one is refused before anything is made. @throws BackupRefused */
export async function proveBackup(file: string, migrations: string, signal: AbortSignal): Promise<Backup> {
  const ours = await readMigrations(migrations);
  return readBackup(file, { header: async (header) => void splitMigrations(header, ours) }, signal);
}

/**
 * Builds the tables as they were when the backup was taken, fills them, and then applies what later versions changed,
 * in one transaction. @throws BackupRefused; database and folder are then as empty as before
 */
export async function restoreBackup({ url, folder, file, migrations, signal }: RestoreOptions): Promise<Restored> {
  const ours = await readMigrations(migrations);
  if ((await folder.all()).length > 0) throw new BackupRefused('not-empty', folder.path);
  const client = new Client({ connectionString: url, application_name: 'restore', options: copyAsIs });
  client.on('error', () => undefined); // the next statement tells
  const made: string[] = [];
  try {
    await client.connect();
    await lockMigrations(client);
    await client.query('begin');
    await refuseUnlessEmpty(client);
    let later: readonly Migration[] = [];
    const filling = new Filling(client);
    const backup = await readBackup(
      file,
      {
        header: async (header) => {
          const { earlier, rest } = splitMigrations(header, ours);
          later = rest;
          for (const migration of earlier) await applyWithin(client, migration);
          await clear(client, header);
          filling.tables = header.tables;
        },
        rows: (table, bytes) => filling.take(table, bytes),
        file: async (sha256, bytes) => {
          made.push(sha256);
          await folder.keep(bytes, async (written) => (written.sha256 === sha256 ? null : sha256));
        },
      },
      signal,
    );
    await filling.end();
    await finish(client, backup, filling.rows);
    for (const migration of later) await applyWithin(client, migration);
    const audit = await verifyAudit(client);
    signal.throwIfAborted();
    await client.query('commit');
    return { ...backup, audit, migrated: later.map(({ name }) => name) };
  } catch (error) {
    await folder.forget(made);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Those the backup was taken with, in their order then, and those that came since. */
function splitMigrations({ migrations, body }: Header, ours: readonly Migration[]) {
  if (body) throw new BackupRefused('of-a-body', body.name);
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  const earlier = migrations.map(({ name, checksum }) => {
    const migration = known.get(name);
    if (!migration) throw new BackupRefused('newer', name);
    if (migration.checksum !== checksum) throw new BackupRefused('other-edition', name);
    return migration;
  });
  const done = new Set(migrations.map(({ name }) => name));
  return { earlier, rest: ours.filter(({ name }) => !done.has(name)) };
}

async function refuseUnlessEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace limit 1`,
  );
  if (rows[0]) throw new BackupRefused('not-empty', `${client.database}, ${rows[0].name}`);
}

/** Migrations leave rows of their own, which the backup brings again; triggers of ours are not for rows that were kept. */
async function clear(client: Client, { tables }: Header): Promise<void> {
  const names = tables.map(({ name }) => escapeIdentifier(name));
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(', ')}`);
}

async function finish(client: Client, { header, manifest }: Backup, rows: ReadonlyMap<string, number>): Promise<void> {
  for (const { name } of header.tables) {
    if ((rows.get(name) ?? 0) !== manifest.rows[name]) throw new BackupRefused('damaged', `tables/${name}`);
    await client.query(`alter table ${escapeIdentifier(name)} enable trigger user`);
  }
  for (const { name, value } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint)', [escapeIdentifier(name), value]);
  }
}

/** Rows on their way into one table after the other: the parts of a table are one COPY. */
class Filling {
  tables: Header['tables'] = [];
  readonly rows = new Map<string, number>();
  readonly #client: Client;
  #current: ReturnType<Filling['begin']> | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  async take(table: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    if (this.#current?.table !== table) {
      await this.end();
      this.#current = this.begin(table);
    }
    const current = this.#current!;
    for await (const chunk of bytes) {
      if (current.failure) throw current.failure;
      if (!current.copy.write(chunk)) await once(current.copy, 'drain');
    }
  }

  async end(): Promise<void> {
    if (!this.#current) return;
    const { table, copy, done } = this.#current;
    this.#current = null;
    copy.end();
    await done;
    this.rows.set(table, copy.rowCount);
  }

  private begin(table: string) {
    const columns = this.tables.find(({ name }) => name === table)?.columns ?? [];
    const listed = columns.map(escapeIdentifier).join(', ');
    const copy = this.#client.query(copyFrom(`copy ${escapeIdentifier(table)} (${listed}) from stdin`));
    const done = once(copy, 'finish');
    const current = { table, copy, done, failure: null as Error | null };
    done.catch((error: Error) => {
      current.failure = error;
    });
    return current;
  }
}
