// The database under the service and the command line: given by DATABASE_URL, or embedded in the data folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { startPostgres } from './store/postgres/start.ts';
import { refusedBy } from './store/refused.ts';

export type Ground = { database: Database; close(): Promise<void> };

/** Where the program's migrations are. */
export const migrations = join(import.meta.dirname, '..', 'prisma', 'migrations');

type Where = Pick<Config, 'databaseUrl' | 'dataDir'>;

/**
 * Finds or starts the database server, and leaves its tables as they are. Null when there is to be a database in the
 * data folder already and there is none. @throws with a sentence for the operator
 */
export async function openServer(
  config: Where,
  log: (message: string) => void,
  options: { mustExist?: boolean } = {},
): Promise<{ url(): string; close(): Promise<void> } | null> {
  const { databaseUrl } = config;
  if (databaseUrl !== null) return { url: () => databaseUrl, close: async () => undefined };
  if (options.mustExist && !existsSync(join(config.dataDir, 'postgres', 'data'))) return null;
  const embedded = await startPostgres({ dataDir: config.dataDir, log });
  return { url: () => embedded.url(), close: () => embedded.stop() };
}

/** Finds or starts the database and brings its tables up to date. @throws with a sentence for the operator */
export async function openGround(
  config: Where,
  log: (message: string) => void,
  options: { poolSize?: number } = {},
): Promise<Ground> {
  const server = (await openServer(config, log))!;
  try {
    await migrate(server.url(), migrations).catch((error: unknown) => {
      throw (config.databaseUrl !== null && refusedBy(error, config.databaseUrl)) || error;
    });
    const database = openDatabase(server.url, options);
    return {
      database,
      close: async () => {
        await database.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
