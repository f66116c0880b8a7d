// Sends what the outbox holds, for one channel: one process at a time, paced, one message at a time per chat.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../channels/channel.ts';
import { Chats } from './chats.ts';
import { type Claimed, claim, countBulk, REPLIES_TO_ONE, recoverLost } from './claim.ts';
import { type Delivered, type Delivery, deliver } from './deliver.ts';
import { canLook, triesOf, UNCONFIRMED } from './outcome.ts';
import { Pace, SHORT_QUEUE } from './pace.ts';
import { putBack } from './record.ts';
import { withRetry } from './with-retry.ts';

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
  state(): { leading: boolean; halted: boolean; inFlight: number };
};

const REPLIES_AT_ONCE = 16;
/** Beyond this only what somebody waits for is sent. */
const MAX_IN_FLIGHT = 60;
const LAST_WAIT = 8_000;
/** Failures in a row after which the messenger counts as out of reach, and is asked something harmless first. */
const OUT_OF_REACH = 3;
const LONGEST_PAUSE = 30_000;
const HALTED_PAUSE = 60_000;
const RECOVER_EVERY = 5_000;
/** A message taken too early is held so long at most, then given back. */
const LONGEST_HOLD = 1_200;

class NotNow extends Error {}

export function makeRunner(options: RunnerOptions): Runner {
  const ticks = options.ticks ?? (() => performance.now());
  const every = options.every ?? 1_000;
  const { channel, counters } = options;
  const pool = withRetry(options.pool);
  const doubt = { copies: triesOf(channel.capabilities), looks: canLook(channel.capabilities) };
  const alarm = new Alarm();
  const state = { leading: false, halted: false, inFlight: 0 };

  async function work(lost: AbortSignal): Promise<void> {
    const pace = new Pace(channel.limits.perSecond);
    const chats = new Chats(channel.limits);
    const underWay = new Set<Promise<void>>();
    let failures = 0;
    let turn: Promise<unknown> = Promise.resolve();
    let recoverAt = ticks() + RECOVER_EVERY;
    // Nobody else sends now: whatever is still on its way was left behind.
    counters.recovered += await recoverLost(options.pool, channel.name, options.now(), { ...doubt, all: true });
    state.leading = true;

    const start = (rows: readonly Claimed[]): void => {
      for (const [chat, lane] of Map.groupBy(rows, ({ chat }) => chat)) {
        const running = sendInOrder(lane).finally(() => underWay.delete(running));
        underWay.add(running);
        if (lane.length >= REPLIES_TO_ONE) chats.passedOver([chat]);
      }
    };

    /** The rows of one chat, one after the other. */
    const sendInOrder = async (rows: readonly Claimed[]): Promise<void> => {
      const [{ chat }] = rows as [Claimed];
      chats.take(chat);
      state.inFlight += rows.length;
      const isAwaited = rows.some(({ priority }) => priority <= 1);
      const delivery = { ...options, pool, channel: paced(chat, isAwaited) };
      const left = [...rows];
      for (let row = left.shift(); row; row = left.shift()) {
        try {
          if (!row.skipReason && !(await itsTime(chat))) {
            await giveBack([row, ...left.splice(0)]);
            break;
          }
          const delivered = await deliver(delivery, row);
          settle(delivered);
          // What comes behind must not overtake what is to be tried again.
          if (delivered.failure) await giveBack(left.splice(0));
        } catch (error) {
          // The database is gone: the lease runs out and the row is taken up again.
          options.onProblem(`message ${row.id}: ${String((error as Error).message)}`);
        }
      }
      const wasFull = state.inFlight >= MAX_IN_FLIGHT;
      state.inFlight -= rows.length;
      if (chats.release(chat) || wasFull) alarm.ring();
    };

    const giveBack = async (rows: readonly Claimed[]): Promise<void> => {
      for (const { id, unconfirmed } of rows) {
        await putBack(pool, id, { notBefore: null, counts: false, error: unconfirmed ? UNCONFIRMED : null });
      }
    };

    const untilTaken = (chat: string): number => Math.max(pace.untilReply(ticks()), chats.untilTaken(chat, ticks()));

    /** Waits for the moment the messenger takes another message; false when that is not soon, or not for us. */
    const itsTime = async (chat: string): Promise<boolean> => {
      for (let wait = untilTaken(chat); !lost.aborted && wait < LONGEST_HOLD; wait = untilTaken(chat)) {
        if (wait === 0) return true;
        await pause(Math.ceil(wait), undefined, { signal: lost }).catch(() => undefined);
      }
      return false;
    };

    /**
     * Bulk begins one call in a turn of the event loop. Were a burst begun in one go, its first answers would be noted
     * only behind its last call, and the next second would begin as much later.
     */
    const itsTurn = (isAwaited: boolean): Promise<unknown> => {
      if (isAwaited) return Promise.resolve();
      turn = turn.then(() => nextTurn());
      return turn;
    };

    /** The channel for one chat: every call that makes or changes a message counts for the pace. */
    const paced = (chat: string, isAwaited: boolean): Channel => {
      const counted = async <T>(call: () => Promise<T>): Promise<T> => {
        await itsTurn(isAwaited);
        while (untilTaken(chat) > 0) if (!(await itsTime(chat))) throw new NotNow('the pace forbids it');
        const flight = pace.leaves();
        return call().finally(() => {
          pace.answered(flight, ticks());
          chats.wrote(chat, ticks());
        });
      };
      return {
        ...channel,
        send: (...given) => counted(() => channel.send(...given)),
        edit: (...given) => counted(() => channel.edit(...given)),
        classify: (error) =>
          error instanceof NotNow ? { kind: 'flood', wait: 0, reason: error.message } : channel.classify(error),
      };
    };

    const settle = ({ more, failure }: Delivered): void => {
      if (more) alarm.ring();
      if (failure?.kind === 'flood') {
        if (failure.wait > 0) counters.floods += 1;
        pace.pause(ticks() + failure.wait);
      } else if (failure?.kind === 'halt') {
        state.halted = true;
        options.onProblem(`sending is halted: ${failure.reason}`);
        pace.pause(ticks() + HALTED_PAUSE);
        failures = OUT_OF_REACH;
      } else if (failure?.kind === 'retry' || failure?.kind === 'ambiguous') {
        failures += 1;
        if (failure.kind === 'retry' || failures >= OUT_OF_REACH) pace.pause(ticks() + pauseAfter(failures));
      } else failures = 0;
    };

    /** After several failures nothing of value is risked before the messenger answers again. */
    const inReach = async (): Promise<boolean> => {
      if (failures < OUT_OF_REACH) return true;
      try {
        await channel.probe();
        failures = 0;
        state.halted = false;
        return true;
      } catch (error) {
        const failure = channel.classify(error);
        state.halted = failure.kind === 'halt';
        failures += 1;
        const wait = failure.kind === 'flood' ? failure.wait : state.halted ? HALTED_PAUSE : pauseAfter(failures);
        pace.pause(ticks() + wait);
        return false;
      }
    };

    /** One look at the outbox. Gives how long to wait for the next, in milliseconds. */
    const look = async (): Promise<number> => {
      const held = pace.untilReply(ticks());
      if (held > 0) return held;
      if (!(await inReach())) return pace.untilReply(ticks());
      if (ticks() >= recoverAt) {
        recoverAt = ticks() + RECOVER_EVERY;
        counters.recovered += await recoverLost(options.pool, channel.name, options.now(), doubt);
      }
      const at = ticks();
      const isNew = pace.isRested(at);
      const bulk = Math.max(0, Math.min(pace.bulk(at), MAX_IN_FLIGHT - state.inFlight));
      const most = pace.free(at);
      counters.claims += 1;
      const { rows, passedOver } = await claim(options.pool, {
        channel: channel.name,
        now: options.now(),
        busy: chats.busy(),
        resting: chats.resting(at),
        replies: Math.min(REPLIES_AT_ONCE, most),
        bulk,
        most,
      });
      const told = rows.filter(({ priority }) => priority > 1).length;
      pace.took(told, rows.length - told, at);
      chats.passedOver(passedOver);
      start(rows);
      if (told > 0 && isNew) {
        const waiting = await countBulk(options.pool, channel.name, options.now(), SHORT_QUEUE + 1);
        pace.expect(told + waiting, told, at);
      }
      if (rows.length - told === REPLIES_AT_ONCE) return 0;
      // Whoever makes room rings.
      if (state.inFlight >= MAX_IN_FLIGHT) return every;
      if (bulk === 0 || told > 0) return Math.min(every, pace.untilBulk(ticks()));
      pace.drained();
      return Math.min(every, chats.untilRested(ticks()) ?? every);
    };

    while (!lost.aborted) {
      const wait = await look().catch((error: unknown) => {
        options.onProblem(`the outbox cannot be read: ${String((error as Error).message)}`);
        return every;
      });
      await alarm.rings(wait, lost);
    }
    state.leading = false;
    await withinLastWait([...underWay]);
  }

  return {
    wake: () => (state.leading ? alarm.ring() : options.call?.()),
    run: (signal) => options.elect(work, signal, () => alarm.ring()),
    state: () => ({ ...state }),
  };
}

const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE, 500 * 2 ** Math.max(0, failures - OUT_OF_REACH));

async function withinLastWait(underWay: readonly Promise<void>[]): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, LAST_WAIT);
  await Promise.race([Promise.all(underWay), late.promise]);
  clearTimeout(timer);
}

/** Something to wait for that can be set off at any time, also before anybody waits. */
class Alarm {
  #rung = false;
  #listener: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#listener?.();
  }

  /** Resolves when it rings, after so many milliseconds, or with the signal. */
  async rings(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted && milliseconds > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      // Rounded up: a timer that is early by a fraction would cost a look for nothing.
      const timer = setTimeout(resolve, Math.ceil(milliseconds));
      this.#listener = resolve;
      signal.addEventListener('abort', this.#listener, { once: true });
      await promise;
      signal.removeEventListener('abort', this.#listener);
      this.#listener = null;
      clearTimeout(timer);
    }
    this.#rung = false;
  }
}
