// A stretch of rows in the order of a number that the database gives them, the newest first.
import type { Stretch } from '../kernel/register.ts';
import { Prisma } from './generated/client.ts';

/** A key of a row; a button is client input. */
const isNumber = (key: string | undefined): key is string => /^\d{1,18}$/.test(key ?? '');

/** What lies beyond the key, by the column that holds the number. */
export function beyond(column: string, { after, before }: Stretch): Prisma.Sql {
  const at = Prisma.raw(column);
  if (isNumber(after)) return Prisma.sql`${at} < ${after}::bigint`;
  return isNumber(before) ? Prisma.sql`${at} > ${before}::bigint` : Prisma.sql`true`;
}

/** The order in which they are taken, and how many. */
export const taken = (column: string, { before, limit }: Stretch): Prisma.Sql =>
  Prisma.sql`order by ${Prisma.raw(column)} ${Prisma.raw(isNumber(before) ? 'asc' : 'desc')} limit ${limit}`;

/** As many as are wanted of those somebody may know of; what is kept from him is passed over, and read on behind it. */
export async function knownOf<T, U>(
  stretch: Stretch,
  read: (at: Stretch) => Promise<readonly T[]>,
  keyOf: (row: T) => string,
  known: (rows: readonly T[]) => Promise<readonly U[]>,
): Promise<U[]> {
  const { limit } = stretch;
  const back = stretch.before !== undefined;
  const found: U[] = [];
  for (let at = stretch; ; ) {
    const batch = await read(at);
    const rows = await known(batch);
    if (back) found.unshift(...rows);
    else found.push(...rows);
    if (batch.length < limit || found.length >= limit) break;
    at = back ? { limit, before: keyOf(batch[0]!) } : { limit, after: keyOf(batch.at(-1)!) };
  }
  return back ? found.slice(-limit) : found.slice(0, limit);
}

/** As they are shown, whichever way they were taken. */
export const inOrder = <T>({ before }: Stretch, rows: T[]): T[] => (isNumber(before) ? rows.reverse() : rows);
