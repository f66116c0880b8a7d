import { Prisma } from './generated/client.ts';

/**
 * All columns of a table as its model names them, for a statement of our own that reads whole rows:
 * `columns(Prisma.AnswerScalarFieldEnum)` gives rows like those of `tx.answer`.
 */
export const columns = (fields: Record<string, string>): Prisma.Sql =>
  Prisma.raw(
    Object.keys(fields)
      .map((field) => `"${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}" as "${field}"`)
      .join(', '),
  );
