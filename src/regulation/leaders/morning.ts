// The morning of whoever leads the body, and of the standing member (Điều 3, 5.1, 10.2): what waits for their decision, what
// is stuck, what they meet about next, in one message. Pure.
import type { Due, ReminderRow } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { lookAt, type ReminderStart, tellEach } from '../../kernel/notice.ts';
import { dayValue, plainText, type Text, text } from '../../kernel/text.ts';
import { addDays, dayOf, instant, weekday } from '../../kernel/time.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import { addWorkingDays, isWorkingDay } from '../../kernel/working-days.ts';

export const morningKind = 'leaders.morning';

/** Something told of, with the way to it. */
type Named = { what: Text; open: Choice };

/** `covers`: matters it tells of, so that nothing else the clock has to tell him that morning says them again. */
export type Morning = {
  person: string;
  decisions: { count: number; first: readonly Named[] };
  stuck: { count: number; first: readonly Text[] };
  /** Likely to be late, with no plan to make good in time. */
  likely: { count: number; first: readonly Named[] };
  overdue: number;
  meetings: readonly Named[];
  covers: readonly string[];
};

export type MorningFacts = { bodyId: string; of: readonly Morning[] };

const isEmpty = ({ decisions, stuck, likely, meetings }: Morning): boolean =>
  decisions.count === 0 && stuck.count === 0 && likely.count === 0 && meetings.length === 0;

/** As many as each messenger shows as buttons: what waits for him comes first. */
const mostChoices = 5;

/** The way to what is late. */
function late(stuck: number, overdue: number): Choice[] {
  if (stuck > 0) return [choice(plainText('leaders:morning.stuck'), press('leaders.bottlenecks'))];
  const all = press('tasks.list', { scope: 'body', state: 'overdue' });
  return overdue > 0 ? [choice(plainText('leaders:morning.overdue'), all)] : [];
}

export function morningView(
  { decisions, stuck, likely, overdue, meetings }: Morning,
  { now }: Pick<World, 'now'>,
): View {
  const { count, first } = decisions;
  const more = count - first.length;
  return {
    heading: text('leaders:morning.heading', { day: dayValue(dayOf(now)) }),
    lines: [
      count === 0 ? plainText('leaders:morning.nothing-waits') : text('leaders:morning.waits', { count }),
      ...first.map(({ what }, nth) => text('leaders:morning.entry', { number: nth + 1, what })),
      ...(more > 0 ? [text('leaders:morning.more', { count: more })] : []),
      ...(stuck.count > 0
        ? [text('leaders:morning.late', { overdue, count: stuck.count })]
        : overdue > 0
          ? [text('leaders:morning.late-only', { overdue })]
          : []),
      ...stuck.first.map((what) => text('leaders:morning.line', { what })),
      ...(likely.count > 0 ? [text('leaders:morning.likely', { count: likely.count })] : []),
      ...likely.first.map(({ what }) => text('leaders:morning.line', { what })),
      ...(meetings.length > 0 ? [plainText('leaders:morning.meetings')] : []),
      ...meetings.map(({ what }) => text('leaders:morning.line', { what })),
    ],
    choices: [
      ...first.map(({ open }) => open),
      ...(more > 0 ? [choice(plainText('leaders:morning.all'), press('decisions.waiting'))] : []),
      ...late(stuck.count, overdue),
      ...[...likely.first, ...meetings].map(({ open }) => open),
    ].slice(0, mostChoices),
    card: 'digest',
  };
}

/** The next morning on which it is said: each working day, or the first one of each week. */
function nextMorning({ now, calendar, settings }: World): Date {
  const today = dayOf(now);
  const soonest = now < morningOf(today) && isWorkingDay(calendar, today) ? today : addWorkingDays(calendar, today, 1);
  if (settings.leadersMorning !== 'weekly') return morningOf(soonest);
  const monday = addDays(today, 7 - ((weekday(today) + 6) % 7));
  return morningOf(isWorkingDay(calendar, monday) ? monday : addWorkingDays(calendar, monday, 1));
}

/** The first look, of version 1, only finds the morning. Nothing is said where there is nothing to say. */
export function dueMorning({ bodyId, of }: MorningFacts, { version }: Pick<ReminderRow, 'version'>, world: World): Due {
  const nextAt = nextMorning(world);
  if (version === 1)
    return { notices: [], reminders: [{ ...watchMornings(bodyId, nextAt), version: 2 }], nextAt: null };
  if (world.settings.leadersMorning === 'never') return { notices: [], nextAt };
  const day = dayOf(world.now);
  const notices = of
    .filter((one) => !isEmpty(one))
    .flatMap((one) => {
      const { count } = one.decisions;
      const line = count > 0 ? text('leaders:morning.waits', { count }) : plainText('leaders:morning.stuck');
      const open = choice(plainText('leaders:morning.all'), press('decisions.waiting'));
      return tellEach([one.person], `body:${bodyId}`, `morning:${day}`, morningView(one, world), {
        class: 'digest',
        personal: true,
        expiresAt: instant(addDays(day, 1), 0, 0),
        digest: { line, open, covers: one.covers },
      });
    });
  return { notices, nextAt };
}

/** A new body's leaders are told from the next working morning on. */
export const watchMornings = (bodyId: string, nextAt: Date): ReminderStart =>
  lookAt(morningKind, `body:${bodyId}`, nextAt);
