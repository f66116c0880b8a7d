import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test('an instant is the same whatever time zone the server is set to', async () => {
  const name = new URL(fresh.url).pathname.slice(1);
  await database.pool.query(`alter database ${name} set timezone to 'Asia/Ho_Chi_Minh'`);
  await database.close();
  database = openDatabase(fresh.url);
  const at = new Date('2026-12-25T07:00:00.000Z');
  await database.transaction(async (tx) => {
    await tx.$executeRaw`insert into tick (key, at) values ('raw', ${at})`;
    await tx.tick.create({ data: { key: 'prisma', at } });
  });
  const { rows } = await database.pool.query<{ at: Date }>('select at from tick');
  expect(rows.map((row) => row.at)).toEqual([at, at]);
  expect((await database.prisma.tick.findMany()).map((row) => row.at)).toEqual([at, at]);
});
