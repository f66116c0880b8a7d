// A clock that stands still until a test moves it.
import { readMoment } from '../../src/kernel/when.ts';

export class TestClock {
  #now: Date;
  constructor(at: string) {
    this.#now = new Date(at);
  }
  readonly now = (): Date => new Date(this.#now);
  /** To an instant, or to a moment as people write it: '14:00 25/12/2026'. */
  to(at: string | Date): void {
    if (at instanceof Date) this.#now = at;
    else {
      const reading = readMoment(at, this.#now, { allowPast: true });
      if (!reading.ok) throw new Error(`not a moment: ${at}`);
      this.#now = reading.value;
    }
  }
}

/** Numbers in [0, 1) that are the same in every run. */
export function seededRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
