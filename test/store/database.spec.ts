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

test('what is asked in one turn is answered each by itself, the first time and again', async () => {
  const ask = () =>
    given.database.transaction((tx) =>
      Promise.all([
        tx.$queryRaw`select 1 as one, null::text as "nothing", ${['a"b', 'c']}::text[] as list`,
        tx.$queryRaw`select n::bigint as "eight", ${new Date(0)}::timestamptz as at from generate_series(1, 2) n`,
        tx.$queryRaw`select where false`,
        tx.$executeRaw`insert into tick (key) select 'turn' || n from generate_series(1, 3) n`,
        tx.tick.count({ where: { key: { startsWith: 'turn' } } }),
        tx.$executeRaw`delete from tick where key like 'turn%'`,
        tx.$queryRaw`select jsonb_build_object('of', ${'Điều 6'}::text) as json`,
      ]),
    );
  const answered = [
    [{ one: 1, nothing: null, list: ['a"b', 'c'] }],
    [
      { eight: 1n, at: new Date(0) },
      { eight: 2n, at: new Date(0) },
    ],
    [],
    3,
    expect.any(Number),
    3,
    [{ json: { of: 'Điều 6' } }],
  ];
  expect(await ask()).toEqual(answered);
  expect(await ask()).toEqual(answered);
  expect(await keysOfTicks()).not.toContain('turn1');
});

test('where one of a turn fails those before it are answered, those behind it are not done, and the next transaction is whole', async () => {
  await given.database.pool.query('delete from tick');
  for (const wrong of ['no number', '7']) {
    const said: PromiseSettledResult<unknown>[] = [];
    const failing = given.database.transaction(async (tx) => {
      said.push(
        ...(await Promise.allSettled([
          tx.$executeRaw`insert into tick (key) values ('before')`,
          tx.$queryRaw`select 1 / (${wrong}::int - 7) as never`,
          tx.$executeRaw`insert into tick (key) values ('behind')`,
        ])),
      );
      throw said.find(({ status }) => status === 'rejected') ?? said;
    });
    await expect(failing).rejects.toMatchObject({ status: 'rejected' });
    expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await keysOfTicks()).toEqual([]);
    // The statement behind it was never heard of by the server: it is told of it anew.
    const again = await given.database.transaction((tx) =>
      Promise.all([tx.$executeRaw`insert into tick (key) values ('behind')`, tx.$executeRaw`delete from tick`]),
    );
    expect(again).toEqual([1, 1]);
  }
});

test('a table that has got other columns is answered by them, or not at all', async () => {
  const database = openDatabase(given.ownerUrl, { poolSize: 1 });
  try {
    await database.pool.query('create table shifting (a int); insert into shifting values (1)');
    const read = () => database.transaction((tx) => tx.$queryRaw`select * from shifting`);
    expect(await read()).toEqual([{ a: 1 }]);
    await database.pool.query('alter table shifting add column b int');
    await expect(read()).rejects.toThrow('must not change result type');
  } finally {
    await database.close();
  }
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
