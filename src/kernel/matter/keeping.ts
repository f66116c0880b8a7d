// What is kept of a matter in a file that is handed over (Điều 8.9): its card, its files, and what stands beside its row.
import type { Transaction } from '../../store/transaction.ts';
import type { Kept } from '../case-file.ts';
import type { Asking, World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import type { Frame } from './noun.ts';
import type { Facts } from './row.ts';

/** What a chapter keeps beside the row, in a table of its own. */
export type Beside<F> = (facts: F, world: World) => Pick<Kept, 'tables' | 'files'>;

export const keepingOf =
  <D extends object, B, E extends DomainEvent, O>(
    { noun, words }: Frame<D, B, E, O>,
    beside?: Beside<Facts<D, B, O>>,
  ) =>
  async (tx: Transaction, id: string, asking: Asking): Promise<Kept | null> => {
    const facts = await noun.load(tx, id, asking, false);
    if (!facts || !noun.sees(facts, asking.by)) return null;
    const { code, title, files } = facts.row;
    const { heading = words('card.heading', { code }), lines } = noun.card(facts, asking);
    const more = beside?.(facts, asking) ?? { tables: [], files: [] };
    return { heading, title, lines, tables: more.tables, files: [...files, ...more.files] };
  };
