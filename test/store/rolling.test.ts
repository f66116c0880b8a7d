import { describe, expect, test } from 'vitest';
import { breaking, breakingMigrations } from '../../scripts/prisma/rolling.ts';

describe('a migration that the version still running survives', () => {
  test.each([
    ['ALTER TABLE "answer" ADD COLUMN "remark" TEXT'],
    [`ALTER TABLE "outbox" ADD COLUMN "trace" TEXT NOT NULL DEFAULT ''`],
    [`ALTER TABLE "outbox" ADD COLUMN "trace" TEXT DEFAULT '' NOT NULL`],
    [`ALTER TABLE "outbox" ADD COLUMN "a" TEXT, ADD COLUMN "b" INTEGER NOT NULL DEFAULT 0`],
    ['CREATE TABLE "remark" ("id" TEXT PRIMARY KEY, "words" TEXT NOT NULL)'],
    ['CREATE INDEX "answer_remark" ON "answer" ("remark")'],
    [
      'CREATE TABLE "a" ("id" TEXT); CREATE UNIQUE INDEX "a_id" ON "a" ("id"); ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (true)',
    ],
    ['CREATE TABLE "a" ("id" TEXT); CREATE UNIQUE INDEX "a_id" ON "a"("id")'],
    ['DROP INDEX "answer_remark"'],
    ['UPDATE "answer" SET "remark" = \'DROP TABLE "x"\''],
    ['CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN DROP TABLE x; END $$ LANGUAGE plpgsql'],
    ['-- DROP TABLE "answer"\nCREATE INDEX "i" ON "answer" ("id")'],
  ])('%s', (sql) => {
    expect(breaking(`${sql};`)).toEqual([]);
  });

  test.each([
    ['DROP TABLE "answer"', 'reads the table'],
    ['ALTER TABLE "answer" DROP COLUMN "source"', 'reads and writes'],
    ['ALTER TABLE "answer"\n  ADD COLUMN "a" TEXT,\n  DROP COLUMN "source"', 'reads and writes'],
    ['ALTER TABLE "answer" RENAME COLUMN "source" TO "from"', 'old name'],
    ['ALTER TABLE "answer" RENAME TO "reply"', 'old name'],
    ['ALTER TABLE "answer" ALTER COLUMN "version" TYPE BIGINT', 'cached plan'],
    ['ALTER TABLE "answer" ALTER COLUMN "version" SET DATA TYPE BIGINT', 'cached plan'],
    ['ALTER TABLE "answer" ALTER COLUMN "source" SET NOT NULL', 'leave the column empty'],
    ['ALTER TABLE "answer" ALTER COLUMN "current" DROP DEFAULT', 'default'],
    ['ALTER TABLE "answer" ADD COLUMN "remark" TEXT NOT NULL', 'give it a default'],
    ['ALTER TABLE "answer" ADD COLUMN "a" TEXT NOT NULL, ADD COLUMN "b" TEXT DEFAULT \'\'', 'give it a default'],
    ['ALTER TABLE "answer" ADD COLUMN "b" TEXT DEFAULT \'\', ADD COLUMN "a" TEXT NOT NULL', 'give it a default'],
    ['ALTER TABLE "answer" ADD CONSTRAINT "known" CHECK ("source" <> \'\')', 'now refused'],
    ['ALTER TABLE "answer" ADD CONSTRAINT "f" FOREIGN KEY ("by_id") REFERENCES "person"("id")', 'now refused'],
    ['CREATE UNIQUE INDEX "one" ON "answer" ("person_id")', 'now refused'],
  ])('not: %s', (sql, why) => {
    expect(breaking(`${sql};`)).toEqual([expect.stringContaining(why)]);
  });

  test('a step that is taken when the version before no longer runs says since when', () => {
    const step = '-- Unused since 20270101000000_second_name\nALTER TABLE "person" DROP COLUMN "nickname";';
    expect(breaking(step, ['20270101000000_second_name'])).toEqual([]);
    expect(breaking(step, ['20270101000000_another'])).toHaveLength(1);
    expect(breaking(`${step}\nDROP TABLE "person";`, ['20270101000000_second_name'])).toHaveLength(1);
  });

  test('all that are committed keep to it', async () => {
    expect(await breakingMigrations()).toEqual([]);
  });
});
