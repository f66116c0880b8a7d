// The matter that arguments name, in one line: below the fold, and days later, it must still be plain which is meant.

import type { Registry } from '../engine/registry.ts';
import type { Args, Asking } from '../kernel/command.ts';
import { isId } from '../kernel/ids.ts';
import type { Text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Handling } from './road.ts';

/** Null when they name none, or one this person may not know of. */
export const matterNamed = ({ road, tx, asking }: Handling, args: Args): Promise<Text | null> =>
  namedBy(road.registry, tx, asking(args));

/** The same for whoever asks. */
export async function namedBy({ chapters }: Registry, tx: Transaction, asking: Asking): Promise<Text | null> {
  for (const { names = {} } of chapters) {
    for (const [argument, name] of Object.entries(names)) {
      const id = asking.args[argument];
      if (id !== undefined && isId(id)) return name(tx, asking, id);
    }
  }
  return null;
}
