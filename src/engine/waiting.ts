// What waits for somebody's answer, and for what words or files he sends alone may be meant: read over all chapters, in their order.
import type { Chapter, Pending, Taking } from '../kernel/chapter.ts';
import type { Asking } from '../kernel/command.ts';
import { owedOf } from '../kernel/obligation.ts';
import type { Transaction } from '../store/transaction.ts';

type Listing = Pick<Chapter, 'obligations' | 'pending' | 'takes'>;

/** What a chapter lists by itself, then what is owed by its obligations. */
export async function pendingOver(tx: Transaction, chapters: readonly Listing[], asking: Asking): Promise<Pending[]> {
  const owed = await owedOf(tx, obligationsOf(chapters, 'awaits'), asking);
  const found: Pending[] = [];
  for (const { pending, obligations = [] } of chapters) {
    found.push(...((await pending?.(tx, asking)) ?? []));
    for (const one of obligations) for (const facts of owed.get(one) ?? []) found.push(one.awaits!(facts, asking));
  }
  return found;
}

export async function takingsOver(tx: Transaction, chapters: readonly Listing[], asking: Asking): Promise<Taking[]> {
  const owed = await owedOf(tx, obligationsOf(chapters, 'takes'), asking);
  const found: Taking[] = [];
  for (const { takes, obligations = [] } of chapters) {
    found.push(...((await takes?.(tx, asking)) ?? []));
    for (const one of obligations) for (const facts of owed.get(one) ?? []) found.push(one.takes!(facts, asking));
  }
  return found;
}

const obligationsOf = (chapters: readonly Listing[], how: 'awaits' | 'takes') =>
  chapters.flatMap(({ obligations = [] }) => obligations.filter((one) => one[how] !== undefined));
