// Điều 8.9: the newest seal of the record, told each month to those who keep the office's books. Whoever rewrites the
// record cannot rewrite what stands in them.
import type { Due, ReminderRow } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { lookAt, type ReminderStart, tellEach } from '../../kernel/notice.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { type Day, dayOf, makeDay, monthOf, yearOf } from '../../kernel/time.ts';
import { addWorkingDays, type Calendar, isWorkingDay } from '../../kernel/working-days.ts';

export const kind = 'records.seal';

/** The first working day of the month in which `day` lies, or of one so many months after it. */
export function opensOn(calendar: Calendar, day: Day, later = 0): Day {
  const months = monthOf(day) - 1 + later;
  const first = makeDay(yearOf(day) + Math.floor(months / 12), (months % 12) + 1, 1);
  return isWorkingDay(calendar, first) ? first : addWorkingDays(calendar, first, 1);
}

/** When it is told next: on the first working day after so many months, counted from January. */
function nextAt({ now, calendar, settings }: World): Date {
  const today = dayOf(now);
  const every = Math.max(1, settings.sealEveryMonths);
  const passed = (monthOf(today) - 1) % every;
  const opening = morningOf(opensOn(calendar, today));
  return passed === 0 && opening > now ? opening : morningOf(opensOn(calendar, today, every - passed));
}

/** `rows`: how many there are, which is the number of the newest. */
export type SealFacts = { bodyId: string; to: readonly string[]; rows: number; hash: string };

/** In groups that can be read out and copied; `audit verify --contains` takes it with and without the dashes. */
export const inGroups = (hash: string): string => hash.match(/.{1,8}/g)?.join('-') ?? hash;

/** The first look, of version 1, only finds the day; a late tick tells it once, as it then stands. */
export function dueSeal({ bodyId, to, rows, hash }: SealFacts, { matter, version }: ReminderRow, world: World): Due {
  const again = nextAt(world);
  if (version === 1) return { notices: [], reminders: [{ ...watchSeal(bodyId, again), version: 2 }], nextAt: null };
  if (world.settings.sealEveryMonths === 0) return { notices: [], nextAt: again };
  const day = dayOf(world.now);
  const view = {
    heading: text('records:seal.heading', { day: dayValue(day) }),
    lines: [text('records:seal.line', { rows, hash: inGroups(hash) }), text('records:seal.why')],
  };
  // One record for all bodies: a secretary of several is told once.
  const notices = tellEach(to, 'record:seal', day.slice(0, 7), view, { matter, personal: true });
  return { notices, nextAt: again };
}

/** A body's secretariat is told from the next month on. */
export const watchSeal = (bodyId: string, now: Date): ReminderStart => lookAt(kind, `body:${bodyId}`, now);

/** The secretariat; where the body has none, whoever else sees to its papers. */
export const keepersOf = (seats: readonly SeatCard[], others: readonly SeatCard[]): string[] => {
  const secretariat = seats.filter(({ role }) => role === 'secretariat');
  return [...new Set((secretariat.length > 0 ? secretariat : others).map(({ person }) => person.id))];
};
