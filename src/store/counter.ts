import type { Transaction } from './transaction.ts';

/**
 * The next code of a series in a body, e.g. `GM-12`. Taken inside the act's transaction: a refused act leaves no gap.
 * These are the bot's own codes; numbers of documents are entered by the clerk, never invented (NĐ 30/2020).
 */
export async function nextCode(tx: Transaction, bodyId: string, series: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    insert into counter (body_id, series, last) values (${bodyId}, ${series}, 1)
    on conflict (body_id, series) do update set last = counter.last + 1
    returning last`;
  return `${series}-${String(row!.last).padStart(2, '0')}`;
}
