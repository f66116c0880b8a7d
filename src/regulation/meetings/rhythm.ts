// Điều 9.1: the committee meets once in every quarter, or in however many months the body has set. While a period has no
// regular meeting in sight, those who prepare meetings are told; the chair decides whether there is to be one.
import { type Due, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { morningOf, type Step, stepsBefore } from '../../kernel/ladder.ts';
import { lookAt, type Notice, type ReminderStart, tellEach } from '../../kernel/notice.ts';
import { type Period, periodOf } from '../../kernel/periods.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { addDays, dayOf, instant, weekday } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { overseersOf, seatsOf } from '../committee/index.ts';
import { hasEnded, hasRegularMeeting } from './store.ts';

const kind = 'meetings.rhythm';

const endOf = ({ to }: Period): Date => instant(addDays(to, 1), 0, 0);

/** `period`: null while the body has set no rhythm. */
export type RhythmFacts = { bodyId: string; seats: readonly SeatCard[]; period: Period | null; planned: boolean };

const stepsOf = (period: Period, { calendar, settings }: World): Step[] =>
  stepsBefore(settings.rhythmReminders, endOf(period), calendar);

/**
 * On a late tick the newest rung only. Looked at each Monday as well, when mostly nothing is said: a body may set its
 * rhythm, or another one, at any time, and is watched by it from the next look on.
 */
export function dueRhythm({ bodyId, seats, period, planned }: RhythmFacts, world: World): Due {
  const monday = morningOf(addDays(dayOf(world.now), 7 - ((weekday(dayOf(world.now)) + 6) % 7)));
  if (period === null) return { notices: [], nextAt: monday };
  const next = periodOf(addDays(period.to, 1), world.settings.meetingEveryMonths);
  const steps = stepsOf(period, world);
  const step = steps.findLast(({ at }) => at <= world.now);
  const later = [...steps, ...stepsOf(next, world)].find(({ at }) => at > world.now);
  const notices = step && !planned ? remind(bodyId, seats, period, step) : [];
  return { notices, nextAt: later && later.at < monday ? later.at : monday };
}

const remind = (bodyId: string, seats: readonly SeatCard[], period: Period, { rung }: Step): Notice[] =>
  tellEach(
    overseersOf(seats).map((seat) => seat.person.id),
    `body:${bodyId}`,
    `none-planned:${period.from}:${rung}`,
    {
      lines: [text('meetings:notice.none-planned', { from: dayValue(period.from), to: dayValue(period.to) })],
      choices: [choice(text('preparation:commands.draft.about'), press('preparation.draft'))],
    },
    { class: 'nudge', expiresAt: endOf(period) },
  );

/** A new body is watched from its first round on. */
export const watchRhythm = (bodyId: string, now: Date): ReminderStart => lookAt(kind, `body:${bodyId}`, now);

export const rhythm = reminderKind<RhythmFacts>({
  name: kind,
  article: '9.1',
  gather: async (tx, { matter }, { now, settings }) => {
    const bodyId = matter.slice('body:'.length);
    if (await hasEnded(tx, bodyId, now)) return null;
    if (settings.meetingEveryMonths === 0) return { bodyId, seats: [], period: null, planned: false };
    const period = periodOf(dayOf(now), settings.meetingEveryMonths);
    const planned = await hasRegularMeeting(tx, bodyId, instant(period.from, 0, 0), endOf(period));
    return { bodyId, seats: await seatsOf(tx, bodyId, now), period, planned };
  },
  due: (facts, _reminder, world) => dueRhythm(facts, world),
});
