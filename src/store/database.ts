import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

export type Database = {
  url: string;
  prisma: PrismaClient;
  /** The same connections, for statements of our own. */
  pool: pg.Pool;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** How long a transaction may wait for a connection, and how long it may last, in milliseconds. */
const LIMITS = { maxWait: 5_000, timeout: 15_000 };

/** Statements are written in the code, so there are a few hundred; lists of values in the text could make more. */
const MOST_PREPARED = 1_000;

/**
 * Names every statement, so that each connection has it parsed and planned once: a quarter of an answer's time
 * (docs/decisions/0003).
 */
function preparedNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_PREPARED) return '';
    const name = `prisma-${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** Opens the database at `url`; connections are made when first needed. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    // Prisma's adapter writes instants without a zone: a server set to Vietnam's time would shift them by 7 hours.
    options: '-c TimeZone=UTC',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: preparedNames() }) });
  return {
    url,
    prisma,
    pool,
    transaction: (work) => prisma.$transaction(work, LIMITS),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
