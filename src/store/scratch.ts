// Tables beside the tables: copies in a schema of their own that nobody else sees, and that end with the transaction.
import { type Database, openDatabase } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** What the machinery keeps for itself: a copy of it has no rows. */
const machinery = [
  'audit',
  'audit_before',
  'audit_head',
  'inbox',
  'outbox',
  'reminder',
  'conversation',
  'tick',
  '_prisma_migrations',
];

/** Which columns tell the rows of a table apart. */
export type Keys = ReadonlyMap<string, readonly string[]>;

/** A row that is not alike in both; `expected` is the copy's. */
export type Unlike = { table: string; key: Record<string, unknown>; expected: Row | null; found: Row | null };
type Row = Record<string, unknown>;

export type Scratch = {
  tx: Transaction;
  /** Undoes what `work` did in the copies when it fails, and throws. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  /** Rows in which the copies and the tables differ, at most so many of each table. */
  unlike(most: number): Promise<Unlike[]>;
};

/** Long enough for the record of years, in milliseconds. */
const LONGEST = 6 * 60 * 60_000;

class Over extends Error {}

/**
 * Lets `work` write into copies of all tables: those of `keys` empty, the others as they are. Everything is seen as of
 * one moment, nothing is changed and nobody is kept waiting. `url`: of an account that may make a schema.
 */
export async function inScratch<T>(url: string, keys: Keys, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const schema = `scratch_${process.pid}`;
  const database: Database = openDatabase(url, { poolSize: 2, longest: LONGEST, schema });
  let result: { value: T } | null = null;
  try {
    await database.transaction(async (tx) => {
      await run(tx, 'set transaction isolation level repeatable read');
      await run(tx, `create schema ${schema}`);
      for (const table of await tablesOf(tx)) {
        await run(tx, `create table ${schema}."${table}" (like public."${table}" including all)`);
        if (keys.has(table) || machinery.includes(table)) continue;
        await run(tx, `insert into ${schema}."${table}" select * from public."${table}"`);
      }
      for (const definition of await overRows(tx)) await run(tx, definition.replaceAll('public.', `${schema}.`));
      result = {
        value: await work({ tx, attempt: (act) => attempt(tx, act), unlike: (most) => unlike(tx, schema, keys, most) }),
      };
      // There is nothing to keep.
      throw new Over();
    });
  } catch (error) {
    if (!(error instanceof Over)) throw error;
  } finally {
    await database.close();
  }
  return result!.value;
}

const run = (tx: Transaction, statement: string): Promise<number> => tx.$executeRaw(Prisma.raw(statement));

async function tablesOf(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  return rows.map(({ name }) => name);
}

/** How the functions are made that are asked of a row of a table: a row of its copy is of another type. */
async function overRows(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ definition: string }[]>`
    select pg_get_functiondef(f.oid) as definition from pg_proc f
    where f.pronamespace = 'public'::regnamespace and f.prokind = 'f' and exists (
      select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.reltype = any(f.proargtypes))`;
  return rows.map(({ definition }) => definition);
}

async function attempt<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await run(tx, 'savepoint attempt');
  try {
    return await work();
  } catch (error) {
    await run(tx, 'rollback to savepoint attempt');
    throw error;
  } finally {
    await run(tx, 'release savepoint attempt');
  }
}

async function unlike(tx: Transaction, schema: string, keys: Keys, most: number): Promise<Unlike[]> {
  const found: Unlike[] = [];
  for (const [table, columns] of keys) {
    const key = columns.map((column) => `'${column}', "${column}"`).join(', ');
    // An id that is no part of the key is drawn by chance.
    const rest = columns.includes('id') ? '' : ` - 'id'`;
    const of = (where: string) =>
      `(select jsonb_build_object(${key}) as key, to_jsonb(t)${rest} as row from ${where}."${table}" t)`;
    const rows = await tx.$queryRaw<Omit<Unlike, 'table'>[]>(
      Prisma.raw(
        `select key, e.row as expected, f.row as found from ${of(schema)} e full join ${of('public')} f using (key)
         where e.row is distinct from f.row order by key limit ${most}`,
      ),
    );
    found.push(...rows.map((row) => ({ table, ...row })));
  }
  return found;
}
