import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { isOutage, outageInWords } from '../../src/store/outage.ts';
import { TooLong } from '../../src/store/too-long.ts';
import { givenDatabase } from '../support/database.ts';
import { freePort } from '../support/service.ts';

const given = givenDatabase();

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a database that is away', () => {
  it('is told from one that refuses: nobody listens', async () => {
    const away = openDatabase(`postgresql://somebody@127.0.0.1:${await freePort()}/none`);
    expect(isOutage(await failureOf(away.pool.query('select 1')))).toBe(true);
    expect(isOutage(await failureOf(away.transaction((tx) => tx.body.count())))).toBe(true);
    await away.close();
  });

  it('is told from one that refuses: it ends in the middle of a statement', async () => {
    const ended = given.database.transaction((tx) => tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`);
    expect(isOutage(await failureOf(ended))).toBe(true);
  });

  it('is told from one that refuses: the connection is cut in the middle of a transaction', async () => {
    const cut = given.database.transaction(async (tx) => {
      const [mine] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await given.database.pool.query('select pg_terminate_backend($1)', [mine!.pid]);
      await tx.body.count();
    });
    expect(isOutage(await failureOf(cut))).toBe(true);
  });

  it('is not what work means that takes too long, as it would the next time; its locks end with it', async () => {
    const insert = `insert into tick (key) values ('khóa')`;
    await given.database.pool.query(insert);
    const hasty = openDatabase(given.url, { longest: 300 });
    const failure = await failureOf(
      hasty.transaction(async (tx) => {
        await tx.$executeRaw`update tick set at = now() where key = 'khóa'`;
        await tx.$queryRaw`select 1 as one from pg_sleep(600)`;
      }),
    );
    expect(failure).toBeInstanceOf(TooLong);
    expect(isOutage(failure)).toBe(false);
    await hasty.pool.query(`update tick set at = now() where key = 'khóa'`);
    await hasty.close();
  });

  it('is named to the operator, with what to do where that is known', () => {
    const full = Object.assign(new Error('could not extend file'), { code: '53100' });
    expect(outageInWords(new Error('failed', { cause: full }))).toMatch(/^the disk of the database is full: make room/);
    const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
    expect(outageInWords(refused)).toBe('the database is away or overloaded (ECONNREFUSED)');
    expect(outageInWords(new Error('Query read timeout'))).toBe('the database is away or overloaded');
    expect(outageInWords(new TypeError('x is not a function'))).toBeNull();
  });

  it('is not what a refused statement means', async () => {
    const insert = `insert into tick (key) values ('một')`;
    await given.database.pool.query(insert);
    expect(isOutage(await failureOf(given.database.pool.query(insert)))).toBe(false);
    expect(isOutage(await failureOf(given.database.transaction((tx) => tx.$queryRaw`select 1 / 0`)))).toBe(false);
    expect(isOutage(new TypeError('x is not a function'))).toBe(false);
  });
});
