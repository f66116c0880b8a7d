/** A message on its way, and when the messenger had answered. */
type Flight = { answered: number | null };

/** A short queue, sent in as few seconds as the limit allows: `burst` at the start of each, the rest evenly. */
type Plan = { from: number; burst: number; of: number; left: number };

/** So late a timer may be and the time is made up for, in steps. */
const CATCH_UP = 3;
/** Of each second so many are not given to a burst: somebody may be waiting for an answer. */
const KEPT_FOR_REPLIES = 6;
/** Longer queues go evenly: a burst would gain less than a second, and answers would wait behind it. */
export const SHORT_QUEUE = 300;

/**
 * How fast messages may leave. What somebody waits for goes at once and the bulk steps back by as much, so that both
 * together keep the rate. A long queue goes in even steps, a short one in bursts. All times are milliseconds of a clock
 * that only runs forward.
 */
export class Pace {
  readonly #perSecond: number;
  readonly #step: number;
  readonly #most: number;
  #nextBulk = 0;
  #plan: Plan | null = null;
  #pausedUntil = 0;
  /** On their way, or there for less than a second. */
  #recent: Flight[] = [];

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#step = 1000 / perSecond;
    // Telegram refuses beyond 30 a second; a little less when the operator chose a slower pace.
    this.#most = Math.max(perSecond, Math.min(perSecond + 3, 29));
  }

  /** Nothing leaves before then: the messenger said so, or it is out of reach. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** How many messages may leave now, whoever waits for them. */
  free(now: number): number {
    this.#recent = this.#recent.filter((flight) => countsUntil(flight, now) > now);
    return now < this.#pausedUntil ? 0 : Math.max(0, Math.floor(this.#most) - this.#recent.length);
  }

  /** How many bulk messages may leave now. */
  bulk(now: number): number {
    const due = this.#plan ? allowed(this.#plan, this.#perSecond, now) : this.#steps(now);
    return Math.max(0, Math.min(this.free(now), due));
  }

  /** No bulk left for a second: what comes now is a new queue. */
  isRested(now: number): boolean {
    return this.#plan === null && now - this.#nextBulk > 1000;
  }

  /** A queue of so many bulk messages begins now; `left` of them were taken already. */
  expect(count: number, left: number, now: number): void {
    const rest = (count - 1) % this.#perSecond;
    const burst = Math.min(Math.floor(rest) + 1, Math.floor(this.#perSecond) - KEPT_FOR_REPLIES);
    if (count > 1 && count <= SHORT_QUEUE && burst > 1) this.#plan = { from: now, burst, of: count, left };
  }

  /** Milliseconds until the next bulk message may leave; 0 when it may now. */
  untilBulk(now: number): number {
    if (this.bulk(now) > 0) return 0;
    const next = this.#plan ? nextAllowed(this.#plan, this.#perSecond, now) : this.#nextBulk;
    return Math.max(0, next - now, this.untilReply(now));
  }

  /** Milliseconds until a message somebody waits for may leave; 0 when it may now. */
  untilReply(now: number): number {
    if (this.free(now) > 0) return 0;
    const ends = this.#recent.map((flight) => countsUntil(flight, now)).sort((a, b) => a - b);
    const free = ends[ends.length - Math.floor(this.#most)];
    return Math.max(0, this.#pausedUntil - now, free === undefined ? 0 : free - now);
  }

  /** So many were taken to be sent: bulk messages, and such as somebody waits for, for which the bulk steps back. */
  took(bulk: number, awaited: number, now: number): void {
    if (this.#plan) {
      this.#plan.left += bulk;
      // A burst is no debt of steps.
      this.#nextBulk = now + this.#step;
      if (this.#plan.left >= this.#plan.of) this.#plan = null;
      return;
    }
    for (let count = bulk + awaited; count > 0; count -= 1) {
      // A timer that was late is made up for; a pause is not, or it would end in a burst.
      const isLate = now - this.#nextBulk <= 1000;
      this.#nextBulk = (isLate ? Math.max(this.#nextBulk, now - CATCH_UP * this.#step) : now) + this.#step;
    }
  }

  /** A message leaves now. */
  leaves(): Flight {
    const flight: Flight = { answered: null };
    this.#recent.push(flight);
    return flight;
  }

  /** The messenger has answered. */
  answered(flight: Flight, now: number): void {
    flight.answered = now;
  }

  /** Nothing more waits. */
  drained(): void {
    this.#plan = null;
  }

  #steps(now: number): number {
    if (now < this.#nextBulk) return 0;
    return now - this.#nextBulk > 1000 ? 1 : Math.min(CATCH_UP, Math.floor((now - this.#nextBulk) / this.#step)) + 1;
  }
}

const allowed = ({ from, burst, left }: Plan, perSecond: number, now: number): number => {
  const seconds = (now - from) / 1000;
  return Math.floor(burst * (Math.floor(seconds) + 1) + (perSecond - burst) * seconds) - left;
};

function nextAllowed({ from, burst, left }: Plan, perSecond: number, now: number): number {
  const second = Math.floor((now - from) / 1000);
  const evenly = (left + 1 - burst * (second + 1)) / (perSecond - burst);
  return from + 1000 * Math.min(evenly, second + 1);
}

/**
 * Until when it counts. The messenger's second begins with the message's coming in, which is known to lie before the
 * answer: counted from its leaving, one that was held up on its way would come in among those that left a second later.
 */
const countsUntil = ({ answered }: Flight, now: number): number => 1000 + (answered ?? now);
