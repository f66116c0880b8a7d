// Statements written by hand, straight to the connection: what most acts are made of.
import pg from 'pg';
import type { Connection, Result } from './connection.ts';
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
const types = {
  getTypeParser: (oid: number, format: 'text') =>
    oid === int8 ? (value: string) => BigInt(value) : pg.types.getTypeParser(oid, format),
};

type Functions = Pick<Transaction, '$queryRaw' | '$executeRaw'>;

/** Prisma's two functions for statements of our own, without the way through Prisma; they are done in order, those of one turn together. */
export function statementsOn(
  connection: Connection,
  nameOf: (sql: string) => string,
): { functions: Functions; begin(): Promise<unknown>; commit(): Promise<unknown>; close(): void } {
  let open = true;
  const send = async (query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Promise<Result> => {
    if (!open) throw new Error('a statement came after the end of its transaction');
    const { text, values: given } = 'text' in query ? query : Prisma.sql(query, ...values);
    try {
      return await connection.say({ name: nameOf(text), text, values: given, types });
    } catch (error) {
      // Where it was asked, not where the answer was read.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  };
  const say = (text: string): Promise<Result> => connection.say({ name: nameOf(text), text, values: [], types });
  const functions = {
    $queryRaw: (query: Prisma.Sql, ...values: unknown[]) => send(query, values).then(({ rows }) => rows),
    $executeRaw: (query: Prisma.Sql, ...values: unknown[]) => send(query, values).then(({ rowCount }) => rowCount),
  } as unknown as Functions;
  return {
    functions,
    begin: () => say('BEGIN'),
    commit: () => say('COMMIT'),
    close: () => {
      open = false;
    },
  };
}
