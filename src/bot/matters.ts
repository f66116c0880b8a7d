// The matter that arguments name, in one line: below the fold, and days later, it must still be plain which is meant.
import type { Args } from '../kernel/command.ts';
import { isId } from '../kernel/ids.ts';
import type { Text } from '../kernel/text.ts';
import type { Handling } from './road.ts';

/** Null when they name none, or one this person may not know of. */
export async function matterNamed({ road, tx, asking }: Handling, args: Args): Promise<Text | null> {
  for (const { names = {} } of road.registry.chapters) {
    for (const [argument, name] of Object.entries(names)) {
      const id = args[argument];
      if (id !== undefined && isId(id)) return name(tx, asking(args), id);
    }
  }
  return null;
}
