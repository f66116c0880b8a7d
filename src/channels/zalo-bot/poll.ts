import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Wait } from '../bot.ts';
import { type Rest, rest, restAfter } from '../resting.ts';
import { ZaloError } from '../zalo/wire.ts';
import type { Call } from './api.ts';
import { classify } from './classify.ts';

export type Poll = {
  call: Call;
  /** Keeps an update; the platform has forgotten it by then. */
  keep(update: unknown): Promise<void>;
  signal: AbortSignal;
  /** Told after every call: null when it went well. */
  heard(problem: string | null): void;
  wait?: Wait;
  rest?: Rest;
};

const KEEP_REST = 500;
/** With the signal given, an update in hand is still tried for so long: the platform will not bring it again. */
const LAST_KEEPS = 10;

/** Fetches one update after the other until the signal. */
export async function poll(options: Poll): Promise<void> {
  const { call, signal, wait = { seconds: 30, graceMilliseconds: 10_000 } } = options;
  const pause = options.rest ?? rest;
  const limits = { milliseconds: wait.seconds * 1000 + wait.graceMilliseconds, signal };
  let failures = 0;
  while (!signal.aborted) {
    try {
      const update = await call('getUpdates', { timeout: String(wait.seconds) }, z.unknown(), limits);
      failures = 0;
      options.heard(null);
      for (const one of Array.isArray(update) ? update : [update]) await keepSurely(options, one);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ZaloError && error.code === 408) {
        failures = 0;
        options.heard(null);
        continue;
      }
      const failure = classify(error);
      options.heard(failure.reason);
      await pause(restAfter(failure, failures), signal);
      failures += 1;
    }
  }
}

/** Fetching consumed it: it is held until it is safe, whatever the database does meanwhile. */
async function keepSurely({ keep, signal, heard }: Poll, update: unknown): Promise<void> {
  for (let last = 0; last < LAST_KEEPS; ) {
    try {
      return await keep(update);
    } catch (error) {
      heard(`an update cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
      if (signal.aborted) last += 1;
      await setTimeout(KEEP_REST);
    }
  }
}
