// What NĐ 335/2025/NĐ-CP counts of tasks, of a person or an agency in one month: how many, how well, how timely. Pure.

/** Of the tasks due in the month; a withdrawn one was not given. */
export type Counted = {
  given: number;
  done: number;
  doneInTime: number;
  /** Confirmed as first reported, never returned. */
  acceptedAtOnce: number;
  /** Reported done, not confirmed yet. */
  waiting: number;
  overdue: number;
};

/** The points of tasks; the other thirty are for general criteria, which people judge. */
const mostPoints = 70;
/** What a late or a returned product still counts, in hundredths: it loses a quarter. */
const reduced = 75;

export type Shares = { quantity: number; quality: number; progress: number; points: number };

const round = (value: number): number => Math.round(value * 10) / 10;

/** In hundredths, and the mean of the three in points; what is not done yet has neither quality nor progress. */
export function sharesOf({ given, done, doneInTime, acceptedAtOnce }: Counted): Shares {
  const mean = (full: number): number => (done === 0 ? 0 : (100 * full + reduced * (done - full)) / done);
  const quantity = given === 0 ? 0 : (100 * done) / given;
  const [quality, progress] = [mean(acceptedAtOnce), mean(doneInTime)];
  const points = (mostPoints * (quantity + quality + progress)) / 300;
  return { quantity: round(quantity), quality: round(quality), progress: round(progress), points: round(points) };
}
