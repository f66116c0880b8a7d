// Điều 10.2: the leaders work with members and the assisting team at the rhythm the body has set. While a period has no such
// session in sight, those who prepare meetings owe one (5.4); whether and with whom, the leaders decide.
import { periodOf } from '../../kernel/periods.ts';
import { type Round, recurring } from '../../kernel/recurring.ts';
import { figure, numberOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';
import { dayValue, text } from '../../kernel/text.ts';
import { addDays, type Day, instant } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { addWorkingDays, type Calendar } from '../../kernel/working-days.ts';
import { bodyNow } from '../body-now.ts';
import { meetingsIn } from '../meetings/index.ts';
import { standingAgency } from '../roles.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** The leaders work with members and the team once in so many months (Điều 10.2 names none); 0: as need be. */
    workingSessionEveryMonths: number;
  }
}

export const figures = settings({
  workingSessionEveryMonths: figure('briefings:settings.workingSessionEveryMonths', 0, numberOf(0, 1, 2, 3, 4, 6, 12)),
});

/** So many working days before the end of its period it is called to mind. */
const OPENS = 15;

function sessionRounds(today: Day, months: number, calendar: Calendar): { current: Round | null; next: Round } | null {
  if (months === 0) return null;
  const period = periodOf(today, months);
  const round = (of: typeof period): Round => ({
    period: of,
    opens: addWorkingDays(calendar, of.to, -OPENS),
    due: of.to,
  });
  const now = round(period);
  return {
    current: today < now.opens ? null : now,
    next: today < now.opens ? now : round(periodOf(addDays(period.to, 1), months)),
  };
}

export const sessions = recurring({
  name: 'briefings.session-due',
  article: '10.2',
  body: bodyNow,
  rounds: (today, { settings: { workingSessionEveryMonths }, calendar }) =>
    sessionRounds(today, workingSessionEveryMonths, calendar),
  done: async (tx, bodyId, { from, to }) => {
    const states = ['draft', 'submitted', 'convened', 'held'] as const;
    const found = await meetingsIn(tx, { bodyIds: [bodyId], states: [...states], from: instant(from, 0, 0) });
    const until = instant(addDays(to, 1), 0, 0);
    return found.some(({ meeting }) => meeting.kind === 'working-session' && meeting.startsAt < until);
  },
  by: standingAgency,
  late: ['chair'],
  line: ({ from, to }) => text('briefings:sessions.line', { from: dayValue(from), to: dayValue(to) }),
  say: ({ from, to }, due, isOver) =>
    text(`briefings:sessions.${isOver ? 'over' : 'due'}`, {
      from: dayValue(from),
      to: dayValue(to),
      due: dayValue(due),
    }),
  open: choice(text('preparation:commands.draft.about'), press('preparation.draft')),
});
