import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { watchBody } from '../../src/kernel/recurring.ts';
import { chapters } from '../../src/regulation/index.ts';
import { watchMornings } from '../../src/regulation/leaders/index.ts';
import { watchRhythm } from '../../src/regulation/meetings/index.ts';
import { watchSeal } from '../../src/regulation/records/index.ts';
import { openDatabase } from '../../src/store/database.ts';
import { MigrationRefused, migrate, readMigrations } from '../../src/store/migrate.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { emptyDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function rows(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function refusal(): Promise<MigrationRefused> {
  const error = await migrate(database.url, folder).catch((caught) => caught);
  expect(error).toBeInstanceOf(MigrationRefused);
  return error;
}

describe('migrations that fit', () => {
  test('are applied in the order of their names and recorded as Prisma records them', async () => {
    await write('2_second', 'ALTER TABLE thing ADD COLUMN name text;');
    await write('1_first', 'CREATE TABLE thing (id int); CREATE TABLE other (id int);');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['1_first', '2_second'] });
    const checksum = createHash('sha256').update('ALTER TABLE thing ADD COLUMN name text;').digest('hex');
    expect(
      await rows(
        `SELECT migration_name, checksum, logs, applied_steps_count, finished_at >= started_at AS finished
           FROM _prisma_migrations WHERE migration_name = '2_second'`,
      ),
    ).toEqual([{ migration_name: '2_second', checksum, logs: null, applied_steps_count: 1, finished: true }]);
  });

  test('are applied once', async () => {
    await write('1_first', 'CREATE TABLE thing (id int);');
    await migrate(database.url, folder);
    expect(await migrate(database.url, folder)).toEqual({ applied: [] });
    await write('2_second', 'CREATE TABLE other (id int);');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['2_second'] });
  });

  test('are applied by exactly one of eight processes that start at once', async () => {
    await write('1_first', 'CREATE TABLE thing (id int); INSERT INTO thing SELECT 1 FROM pg_sleep(0.2);');
    const all = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, folder)));
    expect(all.flatMap(({ applied }) => applied)).toEqual(['1_first']);
    expect(await rows('SELECT id FROM thing')).toEqual([{ id: 1 }]);
  });
});

describe('while processes of the version before still answer', () => {
  test('a change gives way to their transactions and comes again; where they never end it says so', async () => {
    await write('1_first', 'CREATE TABLE thing (id int);');
    await migrate(database.url, folder);
    await write('2_second', 'ALTER TABLE thing ADD COLUMN name text;');
    const answering = new Client({ connectionString: database.url });
    await answering.connect();
    await answering.query('BEGIN; LOCK TABLE thing IN ROW EXCLUSIVE MODE');
    const never = { lock: 10, tries: 2, pause: async () => {} };
    await expect(migrate(database.url, folder, undefined, never)).rejects.toThrow(/2_second failed and was undone/);
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
      if (pauses === 2) await answering.query('COMMIT');
    };
    const applied = await migrate(database.url, folder, undefined, { lock: 10, tries: 5, pause });
    await answering.end();
    expect([applied, pauses]).toEqual([{ applied: ['2_second'] }, 2]);
  });
});

describe('the database is left as it is', () => {
  test('when an applied file was edited', async () => {
    await write('1_first', 'CREATE TABLE thing (id int);');
    await migrate(database.url, folder);
    await write('1_first', 'CREATE TABLE thing (id bigint);');
    await write('2_second', 'CREATE TABLE other (id int);');
    expect(await refusal()).toMatchObject({ problem: 'edited', migration: '1_first' });
    expect(await rows("SELECT to_regclass('other') AS made")).toEqual([{ made: null }]);
  });

  test('when a newer version has changed it', async () => {
    await write('1_first', 'CREATE TABLE thing (id int);');
    await write('2_second', 'CREATE TABLE other (id int);');
    await migrate(database.url, folder);
    await rm(join(folder, '2_second'), { recursive: true });
    expect(await refusal()).toMatchObject({ problem: 'database-newer', migration: '2_second' });
  });

  test('when a file fails: nothing of it remains, later files wait, the next start says so', async () => {
    await write('1_first', 'CREATE TABLE thing (id int); SELECT no_such_function();');
    await write('2_second', 'CREATE TABLE other (id int);');
    const first = await refusal();
    expect(first).toMatchObject({ problem: 'failed', migration: '1_first' });
    expect(first.message).toContain('no_such_function');
    expect(await rows("SELECT to_regclass('thing') AS thing, to_regclass('other') AS other")).toEqual([
      { thing: null, other: null },
    ]);
    const second = await refusal();
    expect(second).toMatchObject({ problem: 'failed-earlier', migration: '1_first' });
    expect(second.message).toContain('no_such_function');
  });

  test('until the operator ran the statement the message names and the file was put right', async () => {
    await write('1_first', 'SELECT no_such_function();');
    await refusal();
    const repair = /UPDATE .*;/.exec((await refusal()).message)?.[0];
    await rows(repair ?? '');
    await write('1_first', 'CREATE TABLE thing (id int);');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['1_first'] });
  });

  test('when it was interrupted, the next start simply tries again', async () => {
    await write('1_first', 'CREATE TABLE thing (id int); SELECT pg_terminate_backend(pg_backend_pid());');
    expect(await refusal()).toMatchObject({ problem: 'failed', migration: '1_first' });
    await write('1_first', 'CREATE TABLE thing (id int);');
    expect(await migrate(database.url, folder)).toEqual({ applied: ['1_first'] });
  });
});

const ours = join(import.meta.dirname, '../../prisma/migrations');

/** Brings the database to where it stood before this migration. */
async function migrateUntil(name: string): Promise<void> {
  for (const one of (await readMigrations(ours)).filter((migration) => migration.name < name)) {
    await write(one.name, one.sql);
  }
  await migrate(database.url, folder);
}

test('MT2, Điều 8.9, 9.1: bodies that were there before are watched from the first round on, those that ended are not', async () => {
  await migrateUntil('20261126003600_rhythm');
  await rows(`INSERT INTO body (id, code, name, abbreviation, valid_from, valid_to) VALUES
    ('now', 'khanh-hoa', 'Ban A', 'A', now() - interval '1 year', NULL),
    ('until-later', 'xa', 'Ban B', 'B', now() - interval '1 year', now() + interval '1 year'),
    ('ended', 'cu', 'Ban C', 'C', now() - interval '2 years', now() - interval '1 year')`);
  await rows(`INSERT INTO reminder (id, kind, matter, version, body_id, next_at)
    VALUES ('old', 'meetings.quarter', 'body:now', 1, 'now', now())`);
  await migrate(database.url, ours);
  expect(
    await rows(`SELECT kind, matter, person, version, body_id, next_at <= now() AS due FROM reminder
      WHERE closed_at IS NULL AND body_id <> 'ended' ORDER BY matter, kind`),
  ).toEqual(
    ['now', 'until-later'].flatMap((id) =>
      [
        'briefings.session-due',
        ...['holidays.year-due', 'leaders.morning', 'meetings.rhythm', 'programmes.review-due', 'programmes.year-due'],
        ...['records.seal', 'reports.period-due', 'theodoinq.progress-due'],
      ].map((kind) => ({
        kind,
        matter: `body:${id}`,
        person: '',
        version: 1,
        body_id: id,
        due: true,
      })),
    ),
  );
  expect(
    await rows(`SELECT 1 FROM reminder WHERE body_id = 'ended' AND kind IN ('records.seal', 'leaders.morning')`),
  ).toEqual([]);
  // Nothing it did stands in the way of what the program does itself.
  const opened = openDatabase(database.url);
  const world = { now: new Date(), newId: () => 'made-by-program' };
  await opened.transaction((tx) =>
    startReminders(
      tx,
      [
        ...[watchRhythm('now', world.now), watchSeal('now', world.now), watchMornings('now', world.now)],
        ...chapters.flatMap(({ watches = [] }) => watches).map((kind) => watchBody(kind, 'now', world.now)),
      ],
      'now',
      world,
    ),
  );
  await opened.close();
  expect(await rows(`SELECT count(*)::int AS n FROM reminder WHERE matter = 'body:now'`)).toEqual([{ n: 9 }]);
});
