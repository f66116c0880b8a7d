// Prisma's models on a connection that is already in a transaction of ours.
import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

type ModelName = Uncapitalize<Prisma.ModelName>;
type OfModels = Pick<Transaction, ModelName>;

export type Models = {
  prisma: PrismaClient;
  /** The models within a transaction somebody else begins and ends; `leave` when nothing more is asked of them. */
  within(connection: pg.PoolClient): { models: OfModels; leave(): Promise<void> };
};

const names = Object.values(Prisma.ModelName).map((name) => name[0]!.toLowerCase() + name.slice(1)) as ModelName[];

export function openModels(pool: pg.Pool, nameOf: (sql: string) => string, timeout: number, schema?: string): Models {
  const held = new AsyncLocalStorage<pg.PoolClient>();
  const adapter = new PrismaPg(lending(pool, held), {
    statementNameGenerator: ({ sql }) => nameOf(sql),
    ...(schema !== undefined && { schema }),
  });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    within(connection) {
      const over = Promise.withResolvers<void>();
      let joined: { tx: Promise<Transaction>; left: Promise<unknown> } | null = null;
      const join = (): Promise<Transaction> => {
        joined ??= held.run(connection, () => {
          const tx = Promise.withResolvers<Transaction>();
          const left = prisma.$transaction(
            (given) => {
              tx.resolve(given);
              return over.promise;
            },
            { timeout },
          );
          left.catch(tx.reject);
          return { tx: tx.promise, left };
        });
        return joined.tx;
      };
      return {
        models: Object.fromEntries(names.map((name) => [name, model(name, join)])) as OfModels,
        async leave() {
          over.resolve();
          await joined?.left.catch(() => undefined);
        },
      };
    },
  };
}

/** A model whose acts join the transaction first. */
const model = (name: ModelName, join: () => Promise<Transaction>): unknown =>
  new Proxy(
    {},
    {
      get:
        (_, act: string) =>
        async (...args: unknown[]): Promise<unknown> => {
          const found = (await join())[name] as unknown as Record<string, (...args: unknown[]) => unknown>;
          return found[act]!(...args);
        },
    },
  );

const ownWords: readonly unknown[] = ['BEGIN', 'COMMIT', 'ROLLBACK'];

/** The pool; but within a transaction it lends the connection of that one, whose beginning and end are not Prisma's. */
function lending(pool: pg.Pool, held: AsyncLocalStorage<pg.PoolClient>): pg.Pool {
  const lent = (connection: pg.PoolClient) => ({
    query: (query: { text: string }) =>
      ownWords.includes(query.text) ? Promise.resolve({ rows: [], fields: [], rowCount: 0 }) : connection.query(query),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  });
  const connect = (...callback: []): unknown => {
    const connection = held.getStore();
    return connection ? Promise.resolve(lent(connection)) : pool.connect(...callback);
  };
  return Object.create(pool, { connect: { value: connect } }) as pg.Pool;
}
