import type { Receive } from '../../src/channels/channel.ts';

/** Calls that come while one is being kept share the next commit; none waits for others to come. */
export function gathering(receive: Receive): Receive {
  type Batch = { came: Parameters<Receive>[0][number][]; kept: Promise<void> };
  let next: Batch | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return (came) => {
    if (next) {
      next.came.push(...came);
      return next.kept;
    }
    const batch: Batch = { came: [...came], kept: Promise.resolve() };
    next = batch;
    batch.kept = last.then(() => {
      next = null;
      return receive(batch.came);
    });
    last = batch.kept.catch(() => undefined);
    return batch.kept;
  };
}
