import pg from 'pg';
import { Connection } from './connection.ts';
import { type Models, openModels } from './models.ts';
import { statementNames, statementsOn } from './statements.ts';
import { TooLong } from './too-long.ts';
import type { Transaction } from './transaction.ts';

type Work<T> = (tx: Transaction) => Promise<T>;
/** Sends its statements at once; what it does only after waiting comes too late. */
type LastWords<T> = (tx: Transaction, result: T) => Promise<unknown>;

export type Database = {
  /** Where it is now: the embedded server may come back at another port. */
  readonly url: string;
  prisma: Models['prisma'];
  /** The same connections, for statements of our own. */
  pool: pg.Pool;
  /**
   * `last`: what is sent together with the COMMIT; should it fail, the database rolls back instead.
   * @throws TooLong
   */
  transaction<T>(work: Work<T>, last?: LastWords<T>): Promise<T>;
  close(): Promise<void>;
};

/** What is under way says itself that its connection is gone. */
const ignored = (): void => undefined;

/** How long a transaction may wait for a connection, and how long it or a statement may last, in milliseconds. */
const LIMITS = { maxWait: 5_000, timeout: 15_000 };

type DatabaseOptions = {
  poolSize?: number;
  /** How long a transaction may last, in milliseconds. */
  longest?: number;
  /** Where tables are looked for first, before the usual place. */
  schema?: string;
};

/** Opens the database; connections are made when first needed, each to where `at` says it is then. */
export function openDatabase(at: string | (() => string), options: DatabaseOptions = {}): Database {
  const address = typeof at === 'string' ? () => at : at;
  const { longest = LIMITS.timeout, schema } = options;
  class Here extends Connection {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: address() });
    }
  }
  const config: pg.PoolConfig & { pipeline: boolean } = {
    Client: Here,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: LIMITS.maxWait,
    // Prisma's adapter writes instants without a zone: a server set to Vietnam's time would shift them by 7 hours.
    options: `-c TimeZone=UTC${schema === undefined ? '' : ` -c search_path=${schema},public`}`,
    query_timeout: Math.max(LIMITS.timeout, longest),
    // Statements that do not wait for one another's rows share one way to the server and back, Prisma's as well.
    pipeline: true,
  };
  const pool = new pg.Pool(config);
  // A connection that breaks is replaced by the pool, and the statement under way says so. Without a listener it would end
  // the process: an idle one, and one that was just taken and has no statement under way.
  pool.on('error', ignored);
  pool.on('connect', (connection) => connection.on('error', ignored));
  const nameOf = statementNames();
  const models = openModels(pool, nameOf, longest, schema);

  /** The server would finish a long statement, and keep its locks until then, before it sees that nobody is there. */
  const endBackend = (connection: pg.PoolClient): void => {
    const { processID } = connection as pg.PoolClient & { processID?: number };
    void pool.query('select pg_terminate_backend($1)', [processID]).catch(() => undefined);
  };

  /** BEGIN goes out with the first statements. Prisma joins only when one of its models is asked for. */
  async function transaction<T>(work: Work<T>, last?: LastWords<T>): Promise<T> {
    const connection = (await pool.connect()) as pg.PoolClient & Connection;
    let late = false;
    // A connection taken away from under its transaction ends both: nothing of it remains.
    const timer = setTimeout(() => {
      late = true;
      endBackend(connection);
      connection.end();
    }, longest);
    const joined = models.within(connection);
    const statements = statementsOn(connection, nameOf);
    const tx: Transaction = { ...statements.functions, ...joined.models };
    let broken = false;
    try {
      const begun = statements.begin();
      const [result] = await Promise.all([work(tx), begun]);
      await joined.leave();
      const said = last?.(tx, result);
      statements.close();
      await Promise.all([said, statements.commit()]);
      return result;
    } catch (error) {
      statements.close();
      await joined.leave();
      await connection.query('ROLLBACK').catch(() => {
        broken = true;
      });
      throw late ? new TooLong(longest) : error;
    } finally {
      clearTimeout(timer);
      connection.release(broken);
    }
  }

  return {
    get url() {
      return address();
    },
    prisma: models.prisma,
    pool,
    transaction,
    async close() {
      await models.prisma.$disconnect();
      await pool.end();
    },
  };
}
