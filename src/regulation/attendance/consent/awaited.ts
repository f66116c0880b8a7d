// Điều 6.4, 4: a request before the presider, or whoever decides in his place: listed, brought back, handed over, lapsing
// when the meeting begins. Silence is never consent (PX11).
import { type Again, type Approval, silenceOf } from '../../../kernel/approval.ts';
import type { World } from '../../../kernel/command.ts';
import { morningOf } from '../../../kernel/ladder.ts';
import { calledAmong } from '../../../kernel/names.ts';
import { tellEach } from '../../../kernel/notice.ts';
import { moment, said, text } from '../../../kernel/text.ts';
import { dayOf, hours } from '../../../kernel/time.ts';
import { press } from '../../../kernel/view.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import { type Meeting, matterOf } from '../../meetings/index.ts';
import type { Consequence, Request } from '../answer.ts';
import { requestBrief } from '../briefs.ts';
import { namedMember, type RequestFacts } from '../facts.ts';
import { heldRequest, requestsFor, requestsIn } from '../gathering.ts';
import { lockRequests } from '../store.ts';
import { memberCard, reasonText } from '../views.ts';
import { decideConsent } from './decide.ts';
import { passOnRequest, tellVerdict } from './notices.ts';
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
  return { nudgeAt, escalateAt: dayBefore > nudgeAt ? dayBefore : nudgeAt };
}

/** Namesakes side by side are told apart. */
const nameAmong = (facts: RequestFacts, all: readonly RequestFacts[]): string =>
  calledAmong(all.map(namedMember))(namedMember(facts));

/** Of this request and no other. */
const isOf = ({ request, person }: RequestFacts, event: Consequence): boolean =>
  event.type === 'meetings.alternate-added'
    ? event.principalId === person.id && event.meetingId === request.meetingId
    : 'requestId' in event && event.requestId === request.id;

export const consents: Approval<RequestFacts, Consequence> = {
  name: 'attendance.consent',
  article: '6.4',
  of: 'request',
  alone: true,
  waiting: (tx, whose, { now }) =>
    'bodyId' in whose ? requestsIn(tx, whose.bodyId, now) : requestsFor(tx, whose.by, now),
  load: async (tx, id, { now }) => {
    const facts = await heldRequest(tx, id, now);
    const meeting = facts?.file.meeting;
    const isOn = meeting?.state === 'convened' || meeting?.state === 'held';
    return isOn && facts?.request.state === 'waiting' && facts.request.version === meeting.version ? facts : null;
  },
  hold: (tx, all) => lockRequests(tx, [...new Set(all.map(({ request }) => request.meetingId))]),
  idOf: ({ request }) => request.id,
  asked: ({ request, file }) => ({
    by: request.askedBy,
    at: request.askedAt,
    version: request.version,
    until: file.meeting.startsAt,
  }),
  deciders: ({ decider }) => (decider ? [decider.id] : []),
  overseers: ({ overseers, person }) => [
    ...new Set(overseers.map((seat) => seat.person.id).filter((id) => id !== person.id)),
  ],
  line: (facts, all = [facts]) => {
    const { request, file } = facts;
    const { code: meeting, startsAt } = file.meeting;
    const values = { person: nameAmong(facts, all), meeting, at: moment(startsAt), reason: reasonText(request.reason) };
    return request.kind === 'proxy'
      ? text('attendance:waiting.proxy', { ...values, alternate: request.alternate.name })
      : text('attendance:waiting.absence', values);
  },
  // Of somebody who asks about two meetings, also which.
  title: (facts, all = [facts]) => {
    const isTwice = all.filter(({ person }) => person.id === facts.person.id).length > 1;
    const name = nameAmong(facts, all);
    return said(isTwice ? `${name} · ${facts.file.meeting.code}` : name);
  },
  opens: ({ request }) => press('attendance.request', { request: request.id }),
  view: (facts, _world, reader, note) => {
    const view = requestView(facts, reader === 'decider', note);
    return reader === 'decider' && facts.decider
      ? { ...view, brief: requestBrief(facts, facts.decider.fullName) }
      : view;
  },
  nobody: () => text('attendance:refusal.nobody-decides'),
  silence: ({ request, file }, world): Again[] => {
    const { nudgeAt, escalateAt } = consentTimes(request, file.meeting, world);
    return [{ at: nudgeAt }, { at: escalateAt, up: true }];
  },
  waited: ({ request, decider }, _step, _world, reader) => {
    const at = moment(request.askedAt);
    if (reader === 'decider') return [text('attendance:remind.consent', { at })];
    return [text('attendance:remind.undecided', { decider: decider?.fullName ?? text('attendance:card.nobody'), at })];
  },
  lapses: (facts, { now }) => {
    const { request, file, person } = facts;
    const view = memberCard({ ...facts, standing: { state: 'lapsed', request } }, now);
    return {
      notices: tellEach([person.id], `request:${request.id}`, `lapsed:v${request.version}`, view, {
        matter: matterOf(file.meeting),
      }),
      events: [{ type: 'attendance.lapsed', requestId: request.id, at: now }],
    };
  },
  passesOn: (facts, leads, world) => passOnRequest(facts, [facts.file.presider.id, ...leads], world),
  agrees: (facts, act) => decideConsent(facts, { ...act, args: { request: facts.request.id } }),
  tells: (facts, act, events) =>
    tellVerdict(
      facts,
      act,
      events.filter((event) => isOf(facts, event)),
    ),
};

export const undecided = silenceOf(consents);
