// ID2: seats have passed to others (kiện toàn). Each chapter that holds open items of seats passes them on to who holds them now.

import { type Chapter, type Due, type ReminderKind, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { lookAt } from '../../kernel/notice.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { ArticleId } from '../articles.ts';
import { findSuccession, type Succession } from './store.ts';

/** `items`: what those who left their seats had open, with what must be known to pass it on. */
type Passing<I> = {
  name: string;
  article: ArticleId;
  items(tx: Transaction, step: Succession, leaving: readonly string[], now: Date): Promise<I>;
  due(facts: Succession & I, world: World): Due;
};

/** All that one import changed is one step, so that nothing is handed on twice: looked at once, by one of its seats. */
export const passing = <I>({
  name,
  article,
  items,
  due,
}: Passing<I>): { reminder: ReminderKind; succeeds: NonNullable<Chapter['succeeds']> } => ({
  reminder: reminderKind<Succession & I>({
    name,
    article,
    gather: async (tx, { matter }, { now }) => {
      const step = await findSuccession(tx, matter.slice('seat:'.length), now);
      if (!step) return null;
      const leaving = [...new Set(step.passes.map(({ from }) => from.id))];
      return { ...step, ...(await items(tx, step, leaving, now)) };
    },
    due: (facts, _row, world) => due(facts, world),
  }),
  succeeds: (_bodyId, seatId, nextAt) => lookAt(name, `seat:${seatId}`, nextAt),
});
