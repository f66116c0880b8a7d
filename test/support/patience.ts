// How long a wait may last: until what is waited for happens, or until just before the test's own time is up. How fast
// the machine is decides nothing; only what never comes fails, and then says what was waited for.
import { setTimeout as pause } from 'node:timers/promises';

/** Where no test runs (a hook, a trial, a measurement), in milliseconds. */
const OUTSIDE = 60_000;
/** What is left of a test to say in words what did not come. */
const LAST_WORDS = 3_000;

let end: number | null = null;

/** Of the test that begins now; null when it is over. */
export function testEndsIn(milliseconds: number | null): void {
  end = milliseconds === null ? null : performance.now() + milliseconds - LAST_WORDS;
}

/** Milliseconds that what begins now may wait. */
export const patience = (): number =>
  end === null ? OUTSIDE : Math.max(LAST_WORDS, Math.ceil(end - performance.now()));

/** Looks again and again until there is something; for what does not tell by itself. @throws naming `what` */
export async function until<T>(
  look: () => T | Promise<T>,
  what: string | (() => string),
): Promise<NonNullable<Exclude<T, false>>> {
  const limit = performance.now() + patience();
  for (;;) {
    const found = await look();
    if (found) return found as NonNullable<Exclude<T, false>>;
    if (performance.now() > limit) throw new Error(`it never came: ${typeof what === 'string' ? what : what()}`);
    await pause(10);
  }
}
