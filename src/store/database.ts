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
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
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
