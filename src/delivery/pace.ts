/** A second as the messenger counts it may hold messages that left up to this many milliseconds apart. */
const WINDOW = 1_025;

/**
 * How fast messages may leave. Bulk goes in even steps; what somebody waits for goes at once and the bulk steps back
 * by as much, so that both together keep the rate. All times are milliseconds of a clock that only runs forward.
 */
export class Pace {
  readonly #step: number;
  readonly #burst: number;
  #nextBulk = 0;
  #pausedUntil = 0;
  /** Starts within the window. */
  #recent: number[] = [];

  constructor(perSecond: number) {
    this.#step = 1000 / perSecond;
    // Telegram refuses beyond 30 a second; a little less when the operator chose a slower pace.
    this.#burst = Math.max(perSecond, Math.min(perSecond + 3, 29));
  }

  /** Nothing leaves before then: the messenger said so, or it is out of reach. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Milliseconds until the next bulk message may leave; 0 when it may now. */
  untilBulk(now: number): number {
    return Math.max(0, this.#nextBulk - now, this.untilReply(now));
  }

  /** Milliseconds until a message somebody waits for may leave; 0 when it may now. */
  untilReply(now: number): number {
    const paused = this.#pausedUntil - now;
    this.#recent = this.#recent.filter((at) => at > now - WINDOW);
    const oldest = this.#recent[this.#recent.length - this.#burst];
    return Math.max(0, paused, oldest === undefined ? 0 : oldest + WINDOW - now);
  }

  /** A message leaves now. */
  spend(now: number): void {
    // One step may be caught up when a timer was late; more would be a burst.
    this.#nextBulk = Math.max(this.#nextBulk, now - this.#step) + this.#step;
    this.#recent.push(now);
  }
}
