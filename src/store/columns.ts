import { Prisma } from './generated/client.ts';

/**
 * All columns of a table as its model names them, for a statement of our own that reads whole rows of `table`:
 * `columns('answer', Prisma.AnswerScalarFieldEnum)` gives rows like those of `tx.answer`.
 */
export const columns = (table: string, fields: Record<string, string>): Prisma.Sql =>
  Prisma.raw(
    Object.keys(fields)
      .map((field) => `${table}."${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}" as "${field}"`)
      .join(', '),
  );
