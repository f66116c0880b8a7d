import type { Wait } from '../bot.ts';
import { type Rest, rest, restAfter } from '../resting.ts';
import type { Call } from './api.ts';
import { classify } from './classify.ts';
import { allowedUpdates } from './receive.ts';

export type Poll = {
  call: Call;
  /** Keeps the updates; only when it resolves does Telegram get to forget them. */
  keep(updates: readonly unknown[]): Promise<void>;
  signal: AbortSignal;
  /** Told after every call: null when it went well. */
  heard(problem: string | null): void;
  /** Telegram allows 50 seconds. */
  wait?: Wait;
  rest?: Rest;
};

/** Milliseconds. A server that does not hold a call until something comes is asked again only after a moment. */
const AT_ONCE = 100;
const BETWEEN = 200;

/**
 * Fetches updates until the signal. Replaces telegraf's own loop, which ends for good on a 409 or 401 and confirms a
 * batch before it was handled.
 */
export async function poll(options: Poll): Promise<void> {
  const { call, signal, wait = { seconds: 50, graceMilliseconds: 10_000 } } = options;
  const pause = options.rest ?? rest;
  const milliseconds = wait.seconds * 1000 + wait.graceMilliseconds;
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const parameters = { offset, timeout: wait.seconds, limit: 100, allowed_updates: [...allowedUpdates] };
      const asked = performance.now();
      const updates = await call('getUpdates', parameters, { milliseconds, signal });
      if (updates.length > 0) await options.keep(updates);
      offset = after(updates) ?? offset;
      failures = 0;
      options.heard(null);
      if (updates.length === 0 && performance.now() - asked < AT_ONCE) await pause(BETWEEN, signal);
    } catch (error) {
      if (signal.aborted) return;
      const failure = classify(error);
      options.heard(failure.reason);
      await pause(restAfter(failure, failures), signal);
      failures += 1;
    }
  }
}

/** From where to ask next; null when nothing that came has a number. */
function after(updates: readonly { update_id: number }[]): number | null {
  const ids = updates.map(({ update_id: id }) => id).filter(Number.isSafeInteger);
  return ids.length > 0 ? Math.max(...ids) + 1 : null;
}
