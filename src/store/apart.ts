// Whether the words of a matter stand apart from it (Điều 10.4), for whoever would take words for it or tell of earlier ones.
import type { Transaction } from './transaction.ts';

/** Of these matters, or of what they are about; where only papers are kept apart, its words are not. */
export async function isApart(tx: Transaction, matters: readonly string[]): Promise<boolean> {
  if (matters.length === 0) return false;
  const [row] = await tx.$queryRaw<{ apart: boolean }[]>`
    select exists (
      select from apart a where a.level <> 'papers' and (a.matter = any(${[...matters]}) or a.matter in (
        select m.about from matter m
        join unnest(${[...matters]}::text[]) as named on named = m.kind || ':' || m.id))) as apart`;
  return row?.apart ?? false;
}
