// Numbers of official papers as the clerk entered them; the database keeps each series free of doubles.
import type { DocumentNumber } from '../kernel/document-number.ts';
import type { Transaction } from './transaction.ts';

type Series = { bodyId: string; year: number };

/** The matter that bears this number already; null when it is free. Nobody else numbers in the body until the end. */
export async function holderOfNumber(
  tx: Transaction,
  { bodyId, year }: Series,
  { ordinal, symbol }: DocumentNumber,
): Promise<string | null> {
  await tx.$queryRaw`select id from body where id = ${bodyId} for no key update`;
  const row = await tx.documentNumber.findUnique({
    where: { bodyId_symbol_year_ordinal: { bodyId, symbol, year, ordinal } },
  });
  return row?.matter ?? null;
}

/** The matter bears this number from now on, and no other. */
export async function keepNumber(
  tx: Transaction,
  matter: string,
  number: DocumentNumber & Series,
  entered: { by: string; at: Date },
): Promise<void> {
  const { bodyId, year, ordinal, symbol } = number;
  const row = { bodyId, year, ordinal, symbol, enteredBy: entered.by, enteredAt: entered.at };
  await tx.documentNumber.upsert({ where: { matter }, create: { matter, ...row }, update: row });
}

/** The paper was never issued: its number is free again. */
export async function freeNumber(tx: Transaction, matter: string): Promise<void> {
  await tx.documentNumber.deleteMany({ where: { matter } });
}

/** The number a matter bears, and when the clerk entered it. */
export async function numberOf(
  tx: Transaction,
  matter: string,
): Promise<{ number: DocumentNumber; enteredAt: Date } | null> {
  const row = await tx.documentNumber.findUnique({ where: { matter } });
  return row && { number: { ordinal: row.ordinal, symbol: row.symbol }, enteredAt: row.enteredAt };
}
