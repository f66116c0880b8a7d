import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { type MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsFolder, schemaFiles } from './schema-files.ts';

/**
 * The SQL that leads from the committed migrations (only those before `before`, if given) to the schema; empty when they agree.
 * Needs no network and no server: the migrations are replayed in PostgreSQL compiled to WebAssembly, in memory.
 */
export async function difference(folder = migrationsFolder, before?: string): Promise<string> {
  const names = (await migrationNames(folder)).filter((name) => before === undefined || name < before);
  const database = new PGlite('memory://');
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, shadow(database));
  try {
    const result = await engine.diff({
      from: names.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...(await migrationList(folder, names)) },
      to: { tag: 'schemaDatamodel', files: await schemaFiles() },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.exitCode === 0 ? '' : (result.stdout ?? '');
  } finally {
    engine.free();
    await database.close();
  }
}

/** Names of the committed migrations, oldest first. */
export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function migrationList(folder: string, names: readonly string[]): Promise<MigrationList> {
  const lock = 'migration_lock.toml';
  return {
    baseDir: folder,
    lockfile: { path: lock, content: await readFile(join(folder, lock), 'utf8').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => {
        const value = await readFile(join(folder, name, 'migration.sql'), 'utf8');
        return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
      }),
    ),
  };
}

/** The engine asks for a main and a shadow database but, for a difference, only ever writes to the shadow. */
function shadow(database: PGlite): ReturnType<typeof bindMigrationAwareSqlAdapterFactory> {
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await new PrismaPGlite(database).connect();
    // The adapter's own version forgets to wait, so a mistake in a migration would be an unhandled rejection.
    adapter.executeScript = async (script) => {
      await database.exec(script).catch((error) => {
        console.error(`PostgreSQL says: ${error.message}`); // the engine's own report leaves it out
        throw error;
      });
    };
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'shadow',
    connect,
    connectToShadowDb: connect,
  });
}
