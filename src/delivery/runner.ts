// The sender of one channel: one process at a time sends, whoever was elected.
import { Alarm } from './alarm.ts';
import type { Claimed } from './claim.ts';
import type { Delivery } from './deliver.ts';
import { putBack } from './record.ts';
import { Sender, type SenderState } from './sender.ts';
import { withRetry } from './with-retry.ts';

type RunnerOptions = Delivery & {
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
  /** Whether what is written for this chat as leased would leave as soon as it is committed. */
  isFree(chat: string): boolean;
  /** Sends what was written as leased, now that it is committed; what cannot leave at once waits like everything else. */
  send(row: Claimed): void;
  /** Nobody knows whether what was written as leased was committed: if so, it waits like everything else. */
  release(row: Claimed): void;
};

export function makeRunner(options: RunnerOptions): Runner {
  const alarm = new Alarm();
  const state: SenderState = { leading: false, halted: false, inFlight: 0 };
  const ticks = options.ticks ?? (() => performance.now());
  const sending = { ...options, alarm, ticks, every: options.every ?? 1_000 };
  const pool = withRetry(options.pool);
  let sender: Sender | null = null;
  const wake = (): void => (state.leading ? alarm.ring() : options.call?.());
  const release = ({ id }: Claimed): void => {
    // Should it fail, the lease runs out.
    putBack(pool, id, { notBefore: null, counts: false, error: null }).then(wake, (error: unknown) =>
      options.onProblem(`message ${id}: ${String((error as Error).message)}`),
    );
  };
  return {
    wake,
    run: (signal) =>
      options.elect(
        (lost) => {
          sender = new Sender(sending, state, lost);
          return sender.run();
        },
        signal,
        () => alarm.ring(),
      ),
    state: () => ({ ...state }),
    isFree: (chat) => sender?.isFree(chat) ?? false,
    send: (row) => {
      if (!sender?.send(row)) release(row);
    },
    release,
  };
}
