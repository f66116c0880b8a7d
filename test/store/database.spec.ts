import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { asOwner, givenDatabase } from '../support/database.ts';

const given = givenDatabase();

test('an instant is the same whatever time zone the server is set to', async () => {
  const name = new URL(given.url).pathname.slice(1);
  await asOwner(given.ownerUrl, `alter database ${name} set timezone to 'Asia/Ho_Chi_Minh'`);
  await given.database.close();
  given.database = openDatabase(given.url);
  const at = new Date('2026-12-25T07:00:00.000Z');
  await given.database.transaction(async (tx) => {
    await tx.$executeRaw`insert into tick (key, at) values ('raw', ${at})`;
    await tx.tick.create({ data: { key: 'prisma', at } });
  });
  const { rows } = await given.database.pool.query<{ at: Date }>('select at from tick');
  expect(rows.map((row) => row.at)).toEqual([at, at]);
  expect((await given.database.prisma.tick.findMany()).map((row) => row.at)).toEqual([at, at]);
});

const keysOfTicks = async (): Promise<string[]> =>
  (await given.database.pool.query<{ key: string }>('select key from tick order by key')).rows.map(({ key }) => key);

test('a model and a statement of our own share one transaction, and see what the other wrote', async () => {
  await given.database.pool.query('delete from tick');
  await given.database.transaction(async (tx) => {
    await tx.$executeRaw`insert into tick (key) values ('statement')`;
    await tx.tick.create({ data: { key: 'model' } });
    const seen = await tx.$queryRaw<{ count: bigint }[]>`select count(*) as count from tick`;
    expect([seen, await tx.tick.count()]).toEqual([[{ count: 2n }], 2]);
  });
  expect(await keysOfTicks()).toEqual(['model', 'statement']);
  const failing = given.database.transaction(async (tx) => {
    await tx.tick.deleteMany();
    await tx.$executeRaw`insert into tick (key) values ('never')`;
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect(await keysOfTicks()).toEqual(['model', 'statement']);
});

test('what is sent with the commit is part of it: when it fails nothing remains', async () => {
  await given.database.pool.query('delete from tick');
  const failing = given.database.transaction(
    (tx) => tx.$executeRaw`insert into tick (key) values ('first')`,
    (tx) => Promise.all([tx.$executeRaw`insert into tick (key) values ('last')`, tx.$executeRaw`select 1 / 0`]),
  );
  await expect(failing).rejects.toThrow('division by zero');
  expect(await keysOfTicks()).toEqual([]);
  await given.database.transaction(
    (tx) => tx.$executeRaw`insert into tick (key) values ('first')`,
    (tx) => tx.$executeRaw`insert into tick (key) values ('last')`,
  );
  expect(await keysOfTicks()).toEqual(['first', 'last']);
});

test('a statement that comes after the end of its transaction is refused', async () => {
  const late = await given.database.transaction(
    async (tx) => () => tx.$executeRaw`insert into tick (key) values ('late')`,
  );
  await expect(late()).rejects.toThrow('after the end');
  expect(await keysOfTicks()).not.toContain('late');
});

test('a connection that is cut ends its transaction, and the next has another', async () => {
  const cut = given.database.transaction((tx) => tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`);
  await expect(cut).rejects.toThrow();
  expect(await given.database.transaction((tx) => tx.$queryRaw`select 1 as one`)).toEqual([{ one: 1 }]);
});

test('a connection that is cut while it is held and says nothing does not end the process', async () => {
  const held = await given.database.pool.connect();
  const ended = new Promise<void>((done) => held.once('end', done));
  const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
  await given.database.prisma.$queryRaw`select pg_terminate_backend(${rows[0]!.pid}::int)`;
  await ended;
  await expect(held.query('select 1')).rejects.toThrow();
  held.release(true);
  expect(await given.database.transaction((tx) => tx.$queryRaw`select 1 as one`)).toEqual([{ one: 1 }]);
});
