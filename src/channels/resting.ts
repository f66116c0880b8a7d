// How long a loop that asks a messenger again and again rests after a call that failed.
import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from './channel.ts';

export type Rest = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const LONGEST = 30_000;
/** A wrong or revoked token does not mend itself, but its owner may. */
const HALTED = 60_000;

/** Milliseconds; `failures`: how many calls have failed before this one, one after the other. */
export function restAfter(failure: Failure, failures: number): number {
  if (failure.kind === 'flood') return failure.wait;
  return failure.kind === 'halt' ? HALTED : Math.min(LONGEST, 500 * 2 ** Math.min(failures, 6));
}

export const rest: Rest = (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined);
