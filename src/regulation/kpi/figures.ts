// What NĐ 335/2025/NĐ-CP, Điều 14, counts of tasks, of a person or an agency in one month: how many, how well, how timely. Pure.
import { addDays, type Day } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar, isWorkingDay } from '../../kernel/working-days.ts';

/**
 * Of the tasks of the month; a withdrawn one was not given. The decree compares what was completed in the month with what
 * was given to be done in it. So a task is of the month in which it is due; and while it is owed still, of each month after
 * it as well, to that in which it is reported done: there it counts as done, late. A month that is over keeps its figures.
 */
export type Counted = {
  given: number;
  done: number;
  doneInTime: number;
  /** Confirmed as first reported, never returned. */
  acceptedAtOnce: number;
  /** How often what is done had been returned before; a product that was returned four times or more counts as four. */
  returned: number;
  /** Reported done, not confirmed yet. */
  waiting: number;
  /** Over its time, or carried over into the next month. */
  overdue: number;
};

/** The points of tasks; the other thirty are for general criteria, which people judge. */
const mostPoints = 70;
/** What a product loses for being late, and each time it is returned, in hundredths. */
const loss = 25;
/** A product has no more to lose than all. */
export const mostReturns = 100 / loss;

export type Shares = { quantity: number; quality: number; progress: number; points: number };

const round = (value: number): number => Math.round(value * 10) / 10;

/** In hundredths of what was given, and the mean of the three in points; what is not done has neither quality nor progress. */
export function sharesOf({ given, done, doneInTime, returned }: Counted): Shares {
  const share = (lost: number): number => (given === 0 ? 0 : (100 * done - loss * lost) / given);
  const [quantity, quality, progress] = [share(0), share(returned), share(done - doneInTime)];
  const points = (mostPoints * (quantity + quality + progress)) / 300;
  return { quantity: round(quantity), quality: round(quality), progress: round(progress), points: round(points) };
}

/** The days off at the end of a month: what is due on them ends on the first working day of the next. */
export function endingNextMonth(calendar: Calendar, from: Day, to: Day): Day[] {
  const found: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) continue;
    if (addWorkingDays(calendar, day, 1).slice(0, 7) > day.slice(0, 7)) found.push(day);
  }
  return found;
}
