// The sender of one channel: one process at a time sends, whoever was elected.
import { Alarm } from './alarm.ts';
import type { Delivery } from './deliver.ts';
import { Sender, type SenderState } from './sender.ts';

export type RunnerOptions = Delivery & {
  /**
   * Lets one process at a time send for this channel: the messenger's limit is per bot. `called`: another process wrote
   * to the outbox.
   */
  elect(work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal, called: () => void): Promise<void>;
  /** Tells the process that sends, when it is another one. */
  call?(): void;
  /** Milliseconds that only run forward; `performance.now` outside tests. */
  ticks?(): number;
  /** How often the outbox is looked at when nobody calls, in milliseconds. */
  every?: number;
};

export type Runner = {
  /** Something was written to the outbox: look at once. */
  wake(): void;
  /** Sends until the signal; then finishes what is on its way, 8 s at most. */
  run(signal: AbortSignal): Promise<void>;
  state(): SenderState;
};

export function makeRunner(options: RunnerOptions): Runner {
  const alarm = new Alarm();
  const state: SenderState = { leading: false, halted: false, inFlight: 0 };
  const ticks = options.ticks ?? (() => performance.now());
  const sending = { ...options, alarm, ticks, every: options.every ?? 1_000 };
  return {
    wake: () => (state.leading ? alarm.ring() : options.call?.()),
    run: (signal) =>
      options.elect(
        (lost) => new Sender(sending, state, lost).run(),
        signal,
        () => alarm.ring(),
      ),
    state: () => ({ ...state }),
  };
}
