import type { Params } from './params.ts';
import { type Refusal, refusals } from './refusal.ts';
import type { UpdateQueue } from './updates.ts';
import type { Update } from './wire.ts';

const LONGEST_POLL_SECONDS = 50;
/** A poll repeated sooner than this with the same offset is made to wait (Client.cpp). */
const HASTE_MS = 3_000;
const GREAT_HASTE_MS = 500;

interface Poll {
  limit: number;
  answer: (updates: Update[]) => void;
  refuse: (refusal: Refusal) => void;
  timer: NodeJS.Timeout;
}

/** `getUpdates`: one poller at a time; the newer one ends the older with 409. */
export class LongPoll {
  readonly #queue: UpdateQueue;
  readonly #timeScale: number;
  readonly #ticks: () => number;
  readonly #delayed = new Set<NodeJS.Timeout>();
  readonly #onPoll: (() => void)[] = [];
  #poll: Poll | undefined;
  #previous = { offset: Number.NaN, at: Number.NEGATIVE_INFINITY };
  #nextConflictAt = Number.NEGATIVE_INFINITY;

  constructor(queue: UpdateQueue, timeScale: number, ticks = () => performance.now()) {
    this.#ticks = ticks;
    this.#queue = queue;
    this.#timeScale = timeScale;
    queue.watch(() => this.#wake());
  }

  /** Resolves when a poll is waiting. */
  polled(): Promise<void> {
    if (this.#poll !== undefined) return Promise.resolve();
    return new Promise((resolve) => this.#onPoll.push(resolve));
  }

  getUpdates(params: Params, gone: AbortSignal): Promise<Update[]> {
    const offset = params.integer('offset') ?? 0;
    let limit = Math.min(100, Math.max(1, params.integer('limit') ?? 100));
    let waitMs = Math.min(LONGEST_POLL_SECONDS, Math.max(0, params.integer('timeout') ?? 0)) * 1000 * this.#timeScale;
    this.#queue.allow(params.json<string[]>('allowed_updates', 'allowed updates'));
    const now = this.#ticks();
    if (offset === this.#previous.offset) {
      const since = now - this.#previous.at;
      if (since < HASTE_MS * this.#timeScale) waitMs = Math.max(waitMs, HASTE_MS * this.#timeScale);
      if (since < GREAT_HASTE_MS * this.#timeScale) limit = 1;
    }
    this.#previous = { offset, at: now };
    this.#queue.confirm(offset);
    const ready = this.#ready(limit);
    if (ready.length > 0 || waitMs === 0) return Promise.resolve(ready);
    this.end(refusals.otherPoller());
    return this.#hold(limit, waitMs, gone);
  }

  /** Ends the waiting poll; a second conflict within three seconds is answered late, to slow two fighting pollers. */
  end(refusal: Refusal): void {
    const poll = this.#poll;
    if (poll === undefined) return;
    this.#forget();
    const now = this.#ticks();
    if (now >= this.#nextConflictAt) {
      this.#nextConflictAt = now + HASTE_MS * this.#timeScale;
      poll.refuse(refusal);
      return;
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      poll.refuse(refusal);
    }, HASTE_MS * this.#timeScale);
    this.#delayed.add(timer);
  }

  close(): void {
    this.#poll?.answer([]);
    this.#forget();
    for (const timer of this.#delayed) clearTimeout(timer);
  }

  #ready(limit: number): Update[] {
    return [...this.#queue.takeRedelivered(), ...this.#queue.peek(limit)].slice(0, limit);
  }

  #hold(limit: number, waitMs: number, gone: AbortSignal): Promise<Update[]> {
    return new Promise((answer, refuse) => {
      const timer = setTimeout(() => {
        this.#forget();
        answer([]);
      }, waitMs);
      const poll: Poll = { limit, answer, refuse, timer };
      this.#poll = poll;
      for (const resolve of this.#onPoll.splice(0)) resolve();
      const hangUp = () => {
        if (this.#poll !== poll) return;
        this.#forget();
        answer([]);
      };
      gone.addEventListener('abort', hangUp, { once: true });
    });
  }

  #wake(): void {
    if (this.#poll === undefined || this.#queue.size === 0) return;
    const poll = this.#poll;
    // A turn of the loop lets an album or a burst travel in one answer, as on the real server.
    setImmediate(() => {
      if (this.#poll !== poll) return;
      const ready = this.#ready(poll.limit);
      if (ready.length === 0) return;
      this.#forget();
      poll.answer(ready);
    });
  }

  #forget(): void {
    clearTimeout(this.#poll?.timer);
    this.#poll = undefined;
  }
}
