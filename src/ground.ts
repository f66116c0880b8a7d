// The database under the service and the command line: given by DATABASE_URL, or embedded in the data folder.
import { join } from 'node:path';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { startPostgres } from './store/postgres/start.ts';

export type Ground = { database: Database; close(): Promise<void> };

const migrations = join(import.meta.dirname, '..', 'prisma', 'migrations');

/** Finds or starts the database and brings its tables up to date. @throws with a sentence for the operator */
export async function openGround(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: (message: string) => void,
  options: { poolSize?: number } = {},
): Promise<Ground> {
  const embedded = config.databaseUrl === null ? await startPostgres({ dataDir: config.dataDir, log }) : null;
  try {
    const url = config.databaseUrl ?? embedded!.url();
    await migrate(url, migrations);
    const database = openDatabase(url, options);
    return {
      database,
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
