// Điều 9.1: a regular meeting every quarter. When a quarter's last month begins and none is in sight, those who prepare
// meetings are told; the chair decides whether there is to be one.
import { type Due, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { addDays, instant, makeDay, parts } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { addWorkingDays, type Calendar } from '../../kernel/working-days.ts';
import { overseersOf, quarterKind, seatsOf } from '../committee/index.ts';
import { hasRegularMeeting } from './store.ts';

export type Quarter = { year: number; name: 'I' | 'II' | 'III' | 'IV'; from: Date; to: Date; alarmAt: Date };

/** The quarter `ahead` quarters after that of `now`; its alarm is on the first working day of its last month. */
export function quarterAt(now: Date, ahead: number, calendar: Calendar): Quarter {
  const { year, month } = parts(now);
  const index = year * 4 + Math.floor((month - 1) / 3) + ahead;
  const [of, nth] = [Math.floor(index / 4), index % 4];
  const first = (month: number) => makeDay(of + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1);
  return {
    year: of,
    name: (['I', 'II', 'III', 'IV'] as const)[nth]!,
    from: instant(first(nth * 3 + 1), 0, 0),
    to: instant(first(nth * 3 + 4), 0, 0),
    alarmAt: morningOf(addWorkingDays(calendar, addDays(first(nth * 3 + 3), -1), 1)),
  };
}

export type QuarterFacts = { bodyId: string; seats: readonly SeatCard[]; planned: boolean };

export function dueQuarter({ bodyId, seats, planned }: QuarterFacts, world: World): Due {
  const quarter = quarterAt(world.now, 0, world.calendar);
  if (world.now < quarter.alarmAt) return { notices: [], nextAt: quarter.alarmAt };
  const nextAt = quarterAt(world.now, 1, world.calendar).alarmAt;
  if (planned) return { notices: [], nextAt };
  const view = {
    lines: [text('meetings:notice.quarter-empty', { quarter: quarter.name, year: quarter.year })],
    choices: [choice(text('preparation:commands.draft.about'), press('preparation.draft'))],
  };
  const to = [...new Set(overseersOf(seats).map((seat) => seat.person.id))];
  const notices = to.map((id) => ({
    to: id,
    class: 'notice' as const,
    view,
    matter: `body:${bodyId}`,
    key: `body:${bodyId}:quarter-empty:${quarter.year}-${quarter.name}:${id}`,
    expiresAt: quarter.to,
  }));
  return { notices, nextAt };
}

export const quarterWatch = reminderKind<QuarterFacts>({
  name: quarterKind,
  article: '9.1',
  gather: async (tx, { matter }, { now, calendar }) => {
    const bodyId = matter.slice('body:'.length);
    const { from, to } = quarterAt(now, 0, calendar);
    return { bodyId, seats: await seatsOf(tx, bodyId, now), planned: await hasRegularMeeting(tx, bodyId, from, to) };
  },
  due: (facts, _reminder, world) => dueQuarter(facts, world),
});
