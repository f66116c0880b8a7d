// Reminders come along a ladder: rungs counted back from a moment, in working days or in hours. Pure.
import type { Rung, Settings, StepUp } from './settings.ts';
import { type Day, dayOf, hours, instant, timeOfDay } from './time.ts';
import { addWorkingDays, type Calendar, isWorkingDay } from './working-days.ts';

/** A step up as a moment. */
export type RisingStep = StepUp & { at: Date };

/**
 * The steps after a day, the first after `until` the last of them. What is still not settled at the end of the ladder comes
 * back by its last step, each time after twice as long.
 */
export function stepsAfter(ladder: readonly StepUp[], from: Day, calendar: Calendar, until: Date): RisingStep[] {
  const at = (step: StepUp): RisingStep => ({
    ...step,
    at: morningOf(addWorkingDays(calendar, from, step.workingDays)),
  });
  const steps = ladder.map(at).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (let last = steps.at(-1); last && last.workingDays > 0 && last.at <= until; last = steps.at(-1)) {
    steps.push(at({ to: last.to, workingDays: last.workingDays * 2 }));
  }
  return steps;
}

/** A rung as a moment; `rung` names it in notice keys. */
export type Step = { rung: string; at: Date };

/** The morning of a day, when what is counted in days is said: eight o'clock. */
export const morningOf = (day: Day): Date => instant(day, 8, 0);

/** The morning so many working days after a moment. */
export const morningAfter = (at: Date, workingDays: number, calendar: Calendar): Date =>
  morningOf(addWorkingDays(calendar, dayOf(at), workingDays));

/** The steps before `until`, earliest first, those already past among them; one that would not come before it is left out. */
export const stepsBefore = (ladder: readonly Rung[], until: Date, calendar: Calendar): Step[] =>
  ladder
    .map((rung) =>
      'hours' in rung
        ? { rung: `${rung.hours}h`, at: new Date(until.getTime() - hours(rung.hours)) }
        : { rung: `${rung.workingDays}d`, at: morningOf(addWorkingDays(calendar, dayOf(until), -rung.workingDays)) },
    )
    .filter(({ at }) => at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());

/** The hour at which a working day is over. */
export const closing = 17;

/**
 * When what counts days may be said: now, or else on the next working morning, so that it does not lie in a queue over
 * the night and come out wrong.
 */
export function sayingTime(clock: { now: Date; calendar: Calendar; settings: Pick<Settings, 'quietFrom'> }): Date {
  const { now, calendar, settings } = clock;
  const today = dayOf(now);
  const isWorking = isWorkingDay(calendar, today);
  if (isWorking && now >= morningOf(today) && timeOfDay(now).hour < Math.max(settings.quietFrom, closing)) return now;
  const isBefore = isWorking && now < morningOf(today);
  return morningOf(isBefore ? today : addWorkingDays(calendar, today, 1));
}
