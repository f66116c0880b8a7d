/** A message on its way, and when the messenger had answered. */
export type Flight = { answered: number | null };

/**
 * How fast messages may leave. Bulk goes in even steps; what somebody waits for goes at once and the bulk steps back
 * by as much, so that both together keep the rate. All times are milliseconds of a clock that only runs forward.
 */
export class Pace {
  readonly #step: number;
  readonly #burst: number;
  #nextBulk = 0;
  #pausedUntil = 0;
  /** On their way, or there for less than a second. */
  #recent: Flight[] = [];

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
    this.#recent = this.#recent.filter((flight) => countsUntil(flight, now) > now);
    const ends = this.#recent.map((flight) => countsUntil(flight, now)).sort((a, b) => a - b);
    const free = ends[ends.length - this.#burst];
    return Math.max(0, this.#pausedUntil - now, free === undefined ? 0 : free - now);
  }

  /** A message leaves now. */
  spend(now: number): Flight {
    // One step may be caught up when a timer was late; more would be a burst.
    this.#nextBulk = Math.max(this.#nextBulk, now - this.#step) + this.#step;
    const flight: Flight = { answered: null };
    this.#recent.push(flight);
    return flight;
  }

  /** The messenger has answered. */
  answered(flight: Flight, now: number): void {
    flight.answered = now;
  }
}

/**
 * Until when it counts. The messenger's second begins with the message's coming in, which is known to lie before the
 * answer: counted from its leaving, one that was held up on its way would come in among those that left a second later.
 */
const countsUntil = ({ answered }: Flight, now: number): number => 1000 + (answered ?? now);
