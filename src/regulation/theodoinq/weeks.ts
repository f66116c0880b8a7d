// Weeks of progress (Điều 7.2): each is entered by its Friday. Pure.
import type { World } from '../../kernel/command.ts';
import type { Round } from '../../kernel/recurring.ts';
import { addDays, type Day, daysBetween, makeDay } from '../../kernel/time.ts';

const week = 7;
/** A Monday. */
const first = makeDay(2024, 1, 1);

/** What is to be entered by now, and what next; last week's until this week's opens on its Wednesday. */
export function progressRounds(today: Day, { settings }: Pick<World, 'settings'>) {
  const length = settings.progressEveryWeeks * week;
  if (length === 0) return null;
  const round = (nth: number): Round => {
    const [from, to] = [addDays(first, nth * length), addDays(first, (nth + 1) * length - 1)];
    return { period: { from, to }, opens: addDays(to, -4), due: addDays(to, -2) };
  };
  const nth = Math.floor(daysBetween(first, today) / length);
  const now = round(nth);
  return today < now.opens ? { current: round(nth - 1), next: now } : { current: now, next: round(nth + 1) };
}
