import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { readTables } from '../../src/store/backup/tables.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** `url`: for the account the service works under; `ownerUrl`: for the owner of the tables. */
export type FreshDatabase = { url: string; ownerUrl: string; drop(): Promise<void> };

/** A database of its own with every migration applied, copied from the run's template in a few hundredths of a second. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const fresh = await createDatabase('template_thuky');
  const url = new URL(fresh.ownerUrl);
  const { account, password } = inject('serviceAccount');
  url.username = account;
  url.password = password;
  return { ...fresh, url: url.href };
}

export type Given = {
  database: Database;
  url: string;
  ownerUrl: string;
};

/** What the service itself may not do, by the owner of the tables. Gives the rows of the last statement. */
export async function asOwner(ownerUrl: string, statements: string): Promise<Record<string, unknown>[]> {
  const answer = await connected(ownerUrl, (client) => client.query(statements));
  return [answer].flat().at(-1)!.rows;
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** An open database for the tests of a file, or of a `describe`, alone: made before the first and dropped after the last. */
export function givenDatabase(prepare?: (database: Database) => Promise<unknown>): Given {
  const given = {} as Given;
  let drop = async (): Promise<void> => {};
  beforeAll(async () => {
    const fresh = await freshDatabase();
    given.url = fresh.url;
    given.ownerUrl = fresh.ownerUrl;
    given.database = openDatabase(fresh.url);
    drop = async () => {
      await given.database.close();
      await fresh.drop();
    };
    await prepare?.(given.database);
  });
  afterAll(() => drop());
  return given;
}

export type Lent = { database: Database; ownerUrl: string; giveBack(): Promise<void> };

let spare: Lent | null = null;
const kept = ['audit', 'audit_before', 'audit_head', '_prisma_migrations'];

/**
 * An open database that is empty, for one test of many: given back it is emptied and lent again, which costs a tenth of
 * a new one. Not for tests that write to the record, or change a table.
 */
export async function lentDatabase(): Promise<Lent> {
  if (spare) {
    const lent = spare;
    spare = null;
    return lent;
  }
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  const tables = (await connected(fresh.ownerUrl, readTables)).map(({ name }) => name).reverse();
  const emptying = tables.filter((name) => !kept.includes(name)).map((name) => `delete from "${name}"`);
  const lent: Lent = {
    database,
    ownerUrl: fresh.ownerUrl,
    giveBack: async () => {
      await database.pool.query(emptying.join('; '));
      // Two at once, in one process: one is enough to keep.
      if (spare === null) spare = lent;
      else {
        await database.close();
        await fresh.drop();
      }
    },
  };
  return lent;
}

/** A database of its own without any table. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase('template1');
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  // Without a write-ahead log of every page it costs a fifth.
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(inject('databaseServer'));
  url.pathname = `/${name}`;
  // FORCE: a connection that a test forgot must not fail the next one.
  return { url: url.href, ownerUrl: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

const asAdmin = async (statement: string): Promise<void> => void (await asOwner(inject('databaseServer'), statement));
