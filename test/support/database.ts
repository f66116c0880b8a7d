import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';

export type FreshDatabase = { url: string; drop(): Promise<void> };

/** A database of its own with every migration applied, copied from the run's template in a few hundredths of a second. */
export function freshDatabase(): Promise<FreshDatabase> {
  return createDatabase('template_thuky');
}

/** An open database for the tests of a file, or of a `describe`, alone: made before the first and dropped after the last. */
export function givenDatabase(prepare?: (database: Database) => Promise<unknown>): { database: Database; url: string } {
  const given = {} as { database: Database; url: string };
  let drop = async (): Promise<void> => {};
  beforeAll(async () => {
    const fresh = await freshDatabase();
    given.url = fresh.url;
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
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new Client({ connectionString: inject('databaseServer') });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
