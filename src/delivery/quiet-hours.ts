import type { Settings } from '../kernel/settings.ts';
import { addDays, dayOf, instant, timeOfDay } from '../kernel/time.ts';

/** When the quiet hours end in which `now` lies; null outside them. Hours of the day in Vietnam. */
export function quietUntil(now: Date, { quietFrom, quietTo }: Pick<Settings, 'quietFrom' | 'quietTo'>): Date | null {
  const { hour } = timeOfDay(now);
  const overnight = quietFrom > quietTo;
  const isQuiet = overnight ? hour >= quietFrom || hour < quietTo : hour >= quietFrom && hour < quietTo;
  if (!isQuiet) return null;
  const endsTomorrow = overnight && hour >= quietFrom;
  return instant(addDays(dayOf(now), endsTomorrow ? 1 : 0), quietTo, 0);
}
