// The database under the service and the command line: given by DATABASE_URL, or embedded in the data folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Config, userOf } from '../config.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { startPostgres } from './postgres/start.ts';
import { refusedBy } from './refused.ts';
import { grantRights, makeAccount } from './rights.ts';

export type OpenStore = {
  /** Under the account of the service, which may not change the record. */
  database: Database;
  /** Of the owner of the tables, for the little that only he may do. */
  ownerUrl(): string;
  asOwner<T>(work: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Where the program's migrations are. */
export const migrations = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

type Where = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>;

export type Server = {
  /** For the account the service works under. */
  url(): string;
  /** For the owner of the tables; the same where only one account is known. */
  ownerUrl(): string;
  /** The account of the service, where it is another one; with a password it is one of ours, to be made. */
  service: { account: string; password: string | null } | null;
  close(): Promise<void>;
};

/**
 * Finds or starts the database server, and leaves its tables as they are. Null when there is to be a database in the
 * data folder already and there is none. @throws with a sentence for the operator
 */
export async function openServer(
  config: Where,
  log: (message: string) => void,
  options: { mustExist?: boolean } = {},
): Promise<Server | null> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl !== null) {
    return {
      url: () => databaseUrl,
      ownerUrl: () => databaseOwnerUrl ?? databaseUrl,
      service: databaseOwnerUrl === null ? null : { account: userOf(databaseUrl), password: null },
      close: async () => undefined,
    };
  }
  if (options.mustExist && !existsSync(join(config.dataDir, 'postgres', 'data'))) return null;
  const embedded = await startPostgres({ dataDir: config.dataDir, log });
  return {
    url: () => embedded.serviceUrl(),
    ownerUrl: () => embedded.url(),
    service: embedded.service,
    close: () => embedded.stop(),
  };
}

/** Brings the tables up to date, and gives the account of the service what it needs. */
const prepareTables = ({ ownerUrl, service }: Pick<Server, 'ownerUrl' | 'service'>): Promise<unknown> =>
  migrate(ownerUrl(), migrations, async (client) => {
    if (!service) return;
    if (service.password !== null) await makeAccount(client, service.account, service.password);
    await grantRights(client, service.account);
  });

/** Finds or starts the database and brings its tables up to date. @throws with a sentence for the operator */
export async function openStore(
  config: Where,
  log: (message: string) => void,
  options: { poolSize?: number } = {},
): Promise<OpenStore> {
  const server = (await openServer(config, log))!;
  try {
    await prepareTables(server).catch((error: unknown) => {
      throw (config.databaseUrl !== null && refusedBy(error, server.ownerUrl(), ownerOf(config))) || error;
    });
    const database = openDatabase(server.url, options);
    return {
      database,
      ownerUrl: server.ownerUrl,
      asOwner: async (work) => {
        const client = new Client({ connectionString: server.ownerUrl(), application_name: 'owner' });
        client.on('error', () => undefined); // the next statement tells
        try {
          await client.connect();
          return await work(client);
        } finally {
          await client.end().catch(() => undefined);
        }
      },
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

/** The setting that names the owner. */
export const ownerOf = ({ databaseOwnerUrl }: Where) =>
  databaseOwnerUrl === null ? ('DATABASE_URL' as const) : ('DATABASE_OWNER_URL' as const);
