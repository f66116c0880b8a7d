// Sends for one channel while this process leads: looks at the outbox, keeps the pace, one message at a time per chat.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../channels/channel.ts';
import type { Alarm } from './alarm.ts';
import { Chats } from './chats.ts';
import { type Claimed, claim, countBulk, REPLIES_TO_ONE, recoverLost } from './claim.ts';
import { type Delivered, type Delivery, deliver } from './deliver.ts';
import { canLook, triesOf, UNCONFIRMED } from './outcome.ts';
import { Pace, SHORT_QUEUE } from './pace.ts';
import { putBack } from './record.ts';
import { withRetry } from './with-retry.ts';

type SenderOptions = Delivery & {
  /** Milliseconds that only run forward. */
  ticks(): number;
  /** How often the outbox is looked at when nobody calls, in milliseconds. */
  every: number;
  /** Rung when there is something new, or room again. */
  alarm: Alarm;
};

export type SenderState = { leading: boolean; halted: boolean; inFlight: number };

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

/** One time of leading: `state` outlives it, its pace does not. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #state: SenderState;
  readonly #lost: AbortSignal;
  readonly #pool: Delivery['pool'];
  readonly #pace: Pace;
  readonly #chats: Chats;
  readonly #underWay = new Set<Promise<void>>();
  #failures = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #recoverAt: number;

  constructor(options: SenderOptions, state: SenderState, lost: AbortSignal) {
    const { limits } = options.channel;
    this.#options = options;
    this.#state = state;
    this.#lost = lost;
    this.#pool = withRetry(options.pool);
    this.#pace = new Pace(limits.perSecond);
    this.#chats = new Chats(limits);
    this.#recoverAt = options.ticks() + RECOVER_EVERY;
  }

  /** Until somebody else leads, or it is to end; then finishes what is on its way. */
  async run(): Promise<void> {
    const { every, alarm, onProblem } = this.#options;
    // Nobody else sends now: whatever is still on its way was left behind.
    await this.#recover(true);
    this.#state.leading = true;
    while (!this.#lost.aborted) {
      const wait = await this.#look().catch((error: unknown) => {
        onProblem(`the outbox cannot be read: ${String((error as Error).message)}`);
        return every;
      });
      await alarm.rings(wait, this.#lost);
    }
    this.#state.leading = false;
    await withinLastWait([...this.#underWay]);
  }

  async #recover(all: boolean): Promise<void> {
    const { pool, channel, counters, now } = this.#options;
    const doubt = { copies: triesOf(channel.capabilities), looks: canLook(channel.capabilities) };
    counters.recovered += await recoverLost(pool, channel.name, now(), { ...doubt, all });
  }

  /** One look at the outbox. Gives how long to wait for the next, in milliseconds. */
  async #look(): Promise<number> {
    const { ticks, every, pool, channel, now } = this.#options;
    const pace = this.#pace;
    const held = pace.untilReply(ticks());
    if (held > 0) return held;
    if (!(await this.#inReach())) return pace.untilReply(ticks());
    if (ticks() >= this.#recoverAt) {
      this.#recoverAt = ticks() + RECOVER_EVERY;
      await this.#recover(false);
    }
    const at = ticks();
    const isNew = pace.isRested(at);
    const bulk = Math.max(0, Math.min(pace.bulk(at), MAX_IN_FLIGHT - this.#state.inFlight));
    const rows = await this.#take(bulk, at);
    const told = rows.filter(({ priority }) => priority > 1).length;
    if (told > 0 && isNew) {
      const waiting = await countBulk(pool, channel.name, now(), SHORT_QUEUE + 1);
      pace.expect(told + waiting, told, at);
    }
    if (rows.length - told === REPLIES_AT_ONCE) return 0;
    // Whoever makes room rings.
    if (this.#state.inFlight >= MAX_IN_FLIGHT) return every;
    if (bulk === 0 || told > 0) return Math.min(every, pace.untilBulk(ticks()));
    pace.drained();
    return Math.min(every, this.#chats.untilRested(ticks()) ?? every);
  }

  /** Takes what may go now, and begins with it. */
  async #take(bulk: number, at: number): Promise<readonly Claimed[]> {
    const { pool, channel, counters, now } = this.#options;
    const [pace, chats] = [this.#pace, this.#chats];
    const most = pace.free(at);
    counters.claims += 1;
    const { rows, passedOver } = await claim(pool, {
      channel: channel.name,
      now: now(),
      busy: chats.busy(),
      resting: chats.resting(at),
      replies: Math.min(REPLIES_AT_ONCE, most),
      bulk,
      most,
    });
    const told = rows.filter(({ priority }) => priority > 1).length;
    pace.took(told, rows.length - told, at);
    const lanes = Map.groupBy(rows, ({ chat }) => chat);
    const full = [...lanes].flatMap(([chat, lane]) => (lane.length >= REPLIES_TO_ONE ? [chat] : []));
    chats.passedOver([...passedOver, ...full]);
    for (const [chat, lane] of lanes) this.#begin(chat, lane);
    return rows;
  }

  #begin(chat: string, rows: readonly Claimed[]): void {
    const running = this.#sendInOrder(chat, rows).finally(() => this.#underWay.delete(running));
    this.#underWay.add(running);
  }

  /** Whether what somebody in this chat waits for would leave at once. */
  isFree(chat: string): boolean {
    const { leading, inFlight } = this.#state;
    const able = leading && !this.#lost.aborted && this.#failures === 0 && inFlight < MAX_IN_FLIGHT;
    return able && !this.#chats.isBusy(chat) && this.#untilTaken(chat) === 0;
  }

  /** Sends a reply that was written as leased, without a look at the outbox; false when it cannot leave at once any more. */
  send(row: Claimed): boolean {
    if (!this.isFree(row.chat)) return false;
    this.#pace.took(0, 1, this.#options.ticks());
    this.#begin(row.chat, [row]);
    return true;
  }

  /** The rows of one chat, one after the other. */
  async #sendInOrder(chat: string, rows: readonly Claimed[]): Promise<void> {
    const state = this.#state;
    this.#chats.take(chat);
    state.inFlight += rows.length;
    const isAwaited = rows.some(({ priority }) => priority <= 1);
    const delivery = { ...this.#options, pool: this.#pool, channel: this.#paced(chat, isAwaited) };
    const left = [...rows];
    for (let row = left.shift(); row; row = left.shift()) {
      try {
        if (!row.skipReason && !(await this.#itsTime(chat))) {
          await this.#giveBack([row, ...left.splice(0)]);
          break;
        }
        const delivered = await deliver(delivery, row);
        this.#settle(delivered);
        // What comes behind must not overtake what is to be tried again.
        if (delivered.failure) await this.#giveBack(left.splice(0));
      } catch (error) {
        // The database is gone: the lease runs out and the row is taken up again.
        this.#options.onProblem(`message ${row.id}: ${String((error as Error).message)}`);
      }
    }
    const wasFull = state.inFlight >= MAX_IN_FLIGHT;
    state.inFlight -= rows.length;
    if (this.#chats.release(chat) || wasFull) this.#options.alarm.ring();
  }

  async #giveBack(rows: readonly Claimed[]): Promise<void> {
    for (const { id, unconfirmed } of rows) {
      await putBack(this.#pool, id, { notBefore: null, counts: false, error: unconfirmed ? UNCONFIRMED : null });
    }
  }

  #untilTaken(chat: string): number {
    const at = this.#options.ticks();
    return Math.max(this.#pace.untilReply(at), this.#chats.untilTaken(chat, at));
  }

  /** Waits for the moment the messenger takes another message; false when that is not soon, or not for us. */
  async #itsTime(chat: string): Promise<boolean> {
    const lost = this.#lost;
    for (let wait = this.#untilTaken(chat); !lost.aborted && wait < LONGEST_HOLD; wait = this.#untilTaken(chat)) {
      if (wait === 0) return true;
      await pause(Math.ceil(wait), undefined, { signal: lost }).catch(() => undefined);
    }
    return false;
  }

  /**
   * Bulk begins one call in a turn of the event loop. Were a burst begun in one go, its first answers would be noted
   * only behind its last call, and the next second would begin as much later.
   */
  #itsTurn(isAwaited: boolean): Promise<unknown> {
    if (isAwaited) return Promise.resolve();
    this.#turn = this.#turn.then(() => nextTurn());
    return this.#turn;
  }

  /** The channel for one chat: every call that makes or changes a message counts for the pace. */
  #paced(chat: string, isAwaited: boolean): Channel {
    const { channel, ticks } = this.#options;
    const counted = async <T>(call: () => Promise<T>): Promise<T> => {
      await this.#itsTurn(isAwaited);
      while (this.#untilTaken(chat) > 0) if (!(await this.#itsTime(chat))) throw new NotNow('the pace forbids it');
      const flight = this.#pace.leaves();
      return call().finally(() => {
        this.#pace.answered(flight, ticks());
        this.#chats.wrote(chat, ticks());
      });
    };
    return {
      ...channel,
      send: (...given) => counted(() => channel.send(...given)),
      edit: (...given) => counted(() => channel.edit(...given)),
      classify: (error) =>
        error instanceof NotNow ? { kind: 'flood', wait: 0, reason: error.message } : channel.classify(error),
    };
  }

  #settle({ more, failure }: Delivered): void {
    const { alarm, counters, ticks, onProblem } = this.#options;
    if (more) alarm.ring();
    if (failure?.kind === 'flood') {
      if (failure.wait > 0) counters.floods += 1;
      this.#pace.pause(ticks() + failure.wait);
    } else if (failure?.kind === 'halt') {
      this.#state.halted = true;
      onProblem(`sending is halted: ${failure.reason}`);
      this.#pace.pause(ticks() + HALTED_PAUSE);
      this.#failures = OUT_OF_REACH;
    } else if (failure?.kind === 'retry' || failure?.kind === 'ambiguous') {
      this.#failures += 1;
      if (failure.kind === 'retry' || this.#failures >= OUT_OF_REACH) {
        this.#pace.pause(ticks() + pauseAfter(this.#failures));
      }
    } else this.#failures = 0;
  }

  /** After several failures nothing of value is risked before the messenger answers again. */
  async #inReach(): Promise<boolean> {
    if (this.#failures < OUT_OF_REACH) return true;
    const { channel, ticks } = this.#options;
    try {
      await channel.probe();
      this.#failures = 0;
      this.#state.halted = false;
      return true;
    } catch (error) {
      const failure = channel.classify(error);
      this.#state.halted = failure.kind === 'halt';
      this.#failures += 1;
      const wait = this.#state.halted ? HALTED_PAUSE : pauseAfter(this.#failures);
      this.#pace.pause(ticks() + (failure.kind === 'flood' ? failure.wait : wait));
      return false;
    }
  }
}

const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE, 500 * 2 ** Math.max(0, failures - OUT_OF_REACH));

async function withinLastWait(underWay: readonly Promise<void>[]): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, LAST_WAIT);
  await Promise.race([Promise.all(underWay), late.promise]);
  clearTimeout(timer);
}
