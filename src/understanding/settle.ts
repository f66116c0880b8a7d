// Certain or asked: an act only where one reading is left and one matter is meant.
import type { Reading, Understood } from './reading.ts';

export type Settled =
  | { kind: 'act'; reading: Reading }
  /** What it may have been, to be shown and not done. */
  | { kind: 'ask'; readings: readonly Reading[] };

/**
 * `matters`: how many matters each intent may be about now, for this person; an intent that is not there means nothing
 * to him. Among several matters one must be named, or all of them.
 */
export function settle({ readings }: Understood, matters: (intent: string) => number): Settled {
  const open = readings.filter(({ intent }) => matters(intent) > 0);
  const [only] = open;
  if (!only?.sure || open.length > 1) return { kind: 'ask', readings: open };
  const { all, matter, person } = only.slots;
  const isMeant = matters(only.intent) === 1 || [all, matter, person].some((named) => named !== undefined);
  return isMeant ? { kind: 'act', reading: only } : { kind: 'ask', readings: open };
}
