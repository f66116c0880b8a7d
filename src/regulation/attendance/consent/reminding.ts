// A request nobody has decided is brought back, goes on to the overseers, and lapses; it is never consented to (PX11).
import type { Due, ReminderRow } from '../../../kernel/chapter.ts';
import type { World } from '../../../kernel/command.ts';
import { morningOf } from '../../../kernel/ladder.ts';
import type { Notice, ReminderStart } from '../../../kernel/notice.ts';
import { moment, text } from '../../../kernel/text.ts';
import { dayOf, hours } from '../../../kernel/time.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import { type Meeting, matterOf } from '../../meetings/index.ts';
import type { Request } from '../answer.ts';
import { requestBrief } from '../briefs.ts';
import type { RequestFacts } from '../facts.ts';
import { memberCard } from '../views.ts';
import { requestView } from './views.ts';

/** How long before the meeting a request must have been brought back to the presider. */
const lastCall = hours(2);

/** When a silent presider is reminded, and when the request goes on to the overseers. */
export function consentTimes(
  request: Pick<Request, 'askedAt'>,
  meeting: Pick<Meeting, 'startsAt'>,
  world: Pick<World, 'calendar' | 'settings'>,
) {
  const asked = request.askedAt.getTime();
  const starts = meeting.startsAt.getTime();
  const soon = Math.min(asked + hours(world.settings.consentReminderHours), starts - lastCall);
  const nudgeAt = new Date(soon > asked ? soon : asked + (starts - asked) / 2);
  const dayBefore = morningOf(addWorkingDays(world.calendar, dayOf(meeting.startsAt), -1));
  const escalateAt = dayBefore > nudgeAt ? dayBefore : nudgeAt;
  return { nudgeAt, escalateAt, lapsesAt: meeting.startsAt };
}

export const consentReminder = (request: Request, meeting: Meeting, world: World): ReminderStart => ({
  kind: 'attendance.consent',
  matter: `request:${request.id}`,
  person: null,
  version: request.version,
  nextAt: consentTimes(request, meeting, world).nudgeAt,
});

/** Reminds, then escalates; once the meeting has begun the request lapses. Silence never means consent (PX11). */
export function dueConsent(facts: RequestFacts, reminder: ReminderRow, world: World): Due {
  const { request, file } = facts;
  const times = consentTimes(request, file.meeting, world);
  if (world.now >= times.lapsesAt) return lapse(facts, world);
  const nextAt = [times.nudgeAt, times.escalateAt, times.lapsesAt].find((at) => at > world.now) ?? null;
  if (world.now < times.nudgeAt) return { notices: [], nextAt };
  const escalates = world.now >= times.escalateAt || facts.decider === null;
  const rung = escalates ? 'escalated' : 'nudged';
  const key = (to: string): string => `${reminder.matter}:undecided:v${reminder.version}:${rung}:${to}`;
  const common = { matter: reminder.matter, expiresAt: times.lapsesAt } as const;
  const notices: Notice[] = [];
  if (facts.decider) {
    const line = text('attendance:remind.consent', { at: moment(request.askedAt) });
    const view = { ...requestView(facts, true, line), brief: requestBrief(facts, facts.decider.fullName) };
    notices.push({ ...common, to: facts.decider.id, class: 'nudge', view, key: key(facts.decider.id), personal: true });
  }
  if (!escalates) return { notices, nextAt };
  const decider = facts.decider?.fullName ?? text('attendance:card.nobody');
  const line = text('attendance:remind.undecided', { decider, at: moment(request.askedAt) });
  for (const { person } of facts.overseers) {
    if (person.id === facts.decider?.id || person.id === facts.person.id) continue;
    notices.push({
      ...common,
      to: person.id,
      class: 'action',
      view: requestView(facts, false, line),
      key: key(person.id),
    });
  }
  return { notices, nextAt };
}

function lapse(facts: RequestFacts, world: World): Due {
  const { request, file, person } = facts;
  const notice: Notice = {
    to: person.id,
    class: 'notice',
    view: memberCard({ ...facts, standing: { state: 'lapsed', request } }, world.now),
    matter: matterOf(file.meeting),
    key: `request:${request.id}:lapsed:v${request.version}:${person.id}`,
  };
  const lapsed = { type: 'attendance.lapsed' as const, requestId: request.id, at: world.now };
  return { notices: [notice], events: [lapsed], nextAt: null };
}
