// Statements written by hand, straight to the connection: what most acts are made of.
import pg from 'pg';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** Statements are written in the code, so there are a few hundred; lists of values in the text could make more. */
const MOST_PREPARED = 1_000;

/**
 * Names every statement, so that each connection has it parsed and planned once: a quarter of an answer's time
 * (docs/decisions/0003).
 */
export function statementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_PREPARED) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

const int8 = 20;
/** As Prisma reads them: whole numbers of eight bytes as bigint. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? (value: string) => BigInt(value) : pg.types.getTypeParser(oid, format as 'text'),
};

type Functions = Pick<Transaction, '$queryRaw' | '$executeRaw'>;

/** Prisma's two functions for statements of our own, without the way through Prisma; they are done in order. */
export function statementsOn(
  connection: pg.ClientBase,
  nameOf: (sql: string) => string,
): { functions: Functions; close(): void } {
  let open = true;
  const send = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Promise<pg.QueryResult> => {
    if (!open) return Promise.reject(new Error('a statement came after the end of its transaction'));
    const { text, values: given } = 'text' in query ? query : Prisma.sql(query, ...values);
    return connection.query({ name: nameOf(text), text, values: given as unknown[], types });
  };
  const functions = {
    $queryRaw: (query: Prisma.Sql, ...values: unknown[]) => send(query, values).then(({ rows }) => rows),
    $executeRaw: (query: Prisma.Sql, ...values: unknown[]) => send(query, values).then(({ rowCount }) => rowCount ?? 0),
  } as unknown as Functions;
  return {
    functions,
    close: () => {
      open = false;
    },
  };
}
