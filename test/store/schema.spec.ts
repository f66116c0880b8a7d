import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { difference } from '../../scripts/prisma/difference.ts';
import { migrationsFolder } from '../../scripts/prisma/schema-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await cp(migrationsFolder, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

async function write(sql: string): Promise<void> {
  await mkdir(join(folder, '99999999999999_more'));
  await writeFile(join(folder, '99999999999999_more/migration.sql'), sql);
}

test('the committed migrations lead to the schema: a table too many is noticed, and nothing else', async () => {
  // What only SQL can say is left in peace: partial indexes, expressions, CHECKs, triggers.
  await write(`
    CREATE UNIQUE INDEX "one_open" ON "conversation" ("account_id") WHERE NOT "parked";
    CREATE INDEX "by_folded_name" ON "person" (lower("full_name"));
    ALTER TABLE "task" ADD CONSTRAINT "percent_in_range" CHECK ("percent" BETWEEN 0 AND 100);
    CREATE FUNCTION "refuse"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
    CREATE TRIGGER "sealed" BEFORE UPDATE ON "audit" FOR EACH ROW EXECUTE FUNCTION "refuse"();
    CREATE TABLE "stray" ("id" TEXT PRIMARY KEY);
  `);
  const statements = (await difference(folder)).split('\n').filter((line) => line !== '' && !line.startsWith('--'));
  expect(statements).toEqual(['DROP TABLE "stray";']);
});
