// Điều 6.4: a request before whoever decides it, and who must be told of the verdict.
import type { Act, World } from '../../../kernel/command.ts';
import { type Effects, type Notice, tellEach, type Ways } from '../../../kernel/notice.ts';
import type { PersonCard } from '../../../kernel/person.ts';
import { said, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import { alternateOf, matterOf } from '../../meetings/index.ts';
import { meetingLines, paperLinks, scopeLine } from '../../meetings/invitation/index.ts';
import type { Role } from '../../roles.ts';
import type { Consequence, Request } from '../answer.ts';
import { resultBrief } from '../briefs.ts';
import { type MemberFacts, type RequestFacts, requestAfter } from '../facts.ts';
import { fullInvitation, memberCard, reasonText } from '../views.ts';
import { settledBecause } from './decide.ts';
import { decider, requestView, verdictText } from './views.ts';

/** The request as it stands on the screens of those who decide or decided it. */
export function cardsOf(facts: RequestFacts, now: Date): { to: string; matter: string; view: View }[] {
  const { request, decider, decidedBy } = facts;
  if (request.state === 'withdrawn' || request.state === 'lapsed') return [];
  const settled = settledBecause(facts, now)?.refusal.because;
  const to = settled ? [decidedBy?.id, facts.file.presider.id] : [decider?.id];
  const view = requestView(facts, !settled, verdictText(facts, decidedBy?.fullName ?? '') ?? settled);
  const matter = `request:${request.id}`;
  return [...new Set(to)].flatMap((id) => (id === undefined ? [] : [{ to: id, matter, view }]));
}

/** A card he has already is live again for who decides now, and says whom it waits for where it was shown before. */
export function passOnRequest(facts: RequestFacts, before: readonly string[], world: Pick<World, 'now'>): Notice[] {
  const { request, decider } = facts;
  const waits = decider && text('attendance:request.waits-for', { decider: decider.fullName });
  const view = (to: string): View =>
    to === decider?.id ? requestView(facts, true) : requestView(facts, false, waits ?? undefined);
  const ways = { class: 'refresh', personal: true } as const;
  return tellEach([decider?.id, ...before], `request:${request.id}`, `passed:${world.now.toISOString()}`, view, ways);
}

/** Somebody on no roster is telephoned by the secretariat. */
export function tellByPhone(
  facts: MemberFacts,
  request: Request | null,
  line: 'attendance:notice.phone-not-needed' | 'attendance:notice.phone-invite',
  what: string,
): Notice[] {
  const { name = '', post = '', phone } = request?.alternate ?? {};
  const principal = facts.person.fullName;
  const values = {
    name,
    post,
    phone: phone ? text('attendance:notice.phone', { phone }) : text('attendance:notice.no-phone', { principal }),
    principal,
    meeting: facts.file.meeting.code,
  };
  const view = { lines: [text(line, values)] };
  return tellOfRequest(facts, request, overseersAs(facts, 'secretariat'), what, view, { class: 'action' });
}

const overseersAs = ({ overseers }: MemberFacts, as: Role): string[] =>
  overseers.filter(({ role }) => role === as).map(({ person }) => person.id);

/** What became of a request, told of the meeting it is about. */
export const tellOfRequest = (
  { file: { meeting } }: MemberFacts,
  request: Pick<Request, 'id'> | null,
  to: readonly string[],
  what: string,
  view: View,
  ways: Ways = {},
): Notice[] => tellEach(to, `request:${request?.id ?? meeting.id}`, what, view, { matter: matterOf(meeting), ...ways });

/** What follows from the presider's decision. */
export function tellVerdict(facts: RequestFacts, act: Act, events: readonly Consequence[]): Effects {
  const now = requestAfter(facts, events, act.by.person);
  const { request } = now;
  if (request.state !== 'agreed' && request.state !== 'refused') return { notices: [] };
  const told: Telling = (what, to, view, ways) =>
    tellOfRequest(now, request, to, `${what}:v${request.version}`, view, ways);
  const by = act.by.person.fullName;
  const agreed = request.state === 'agreed';
  const news = agreed
    ? text(`attendance:notice.${request.kind}-agreed`, { by: decider(now, by) })
    : text('attendance:notice.refused', { by: decider(now, by), reason: reasonText(request.becauseOf ?? '') });
  const card = { ...memberCard(now, act.now, { news: [news], told: !agreed }), brief: resultBrief(now, request.state) };
  const presider = [now.file.presider.id].filter((id) => id !== act.by.person.id && id !== now.person.id);
  const notices = [
    ...told(request.state, [now.person.id], card, { class: agreed ? 'notice' : 'action' }),
    ...told('settled', presider, requestView(now, false, verdictText(now, by)), {
      class: 'refresh',
      matter: `request:${request.id}`,
      personal: true,
    }),
  ];
  if (!agreed) return { notices: [...notices, ...mustAttend(now, told)] };
  return { notices: [...notices, ...(request.kind === 'proxy' ? inviteAlternate(now, act, told) : [])] };
}

type Telling = (what: string, to: readonly string[], view: View, ways?: Ways) => Notice[];

/** A refusal goes on to the standing member, who sees to it that somebody comes (PX7). */
function mustAttend(now: RequestFacts, told: Telling): Notice[] {
  const line = text('attendance:notice.must-attend', {
    person: now.person.fullName,
    meeting: now.file.meeting.code,
    reason: reasonText(now.request.state === 'refused' ? (now.request.becauseOf ?? '') : ''),
  });
  const to = overseersAs(now, 'standing-member').filter((id) => id !== now.person.id);
  return told('must-attend', to, { lines: [line] });
}

/** The alternate becomes an invitee: his own card with papers, his own answer, his own reminders (PX5). */
function inviteAlternate(now: RequestFacts, act: Act, told: Telling): Notice[] {
  const { alternate } = now.request;
  if (!alternate?.personId) {
    const what = `phone:v${now.request.version}`;
    return [
      ...tellByPhone(now, now.request, 'attendance:notice.phone-invite', what),
      ...told('pass-on', overseersAs(now, 'secretariat'), toPassOn(now), { class: 'action' }),
    ];
  }
  const facts = factsOfAlternate(now, { id: alternate.personId, fullName: alternate.name, language: 'vi' });
  if (!facts) return [];
  const news = [text('attendance:notice.you-attend-for', { principal: now.person.fullName })];
  const expiresAt = now.file.meeting.startsAt;
  return told('alternate', [alternate.personId], fullInvitation(facts, act.now, news), { class: 'action', expiresAt });
}

/** Nothing but what somebody on no roster is to read, so that the secretary passes on the message as it is. */
function toPassOn({ request, person, file }: RequestFacts): View {
  const { name = '', post = '' } = request.alternate ?? {};
  const { meeting, body } = file;
  const values = { name, post, principal: person.fullName, body: body.name, title: said(meeting.title) };
  return {
    lines: [
      text('attendance:pass-on.invited', values),
      scopeLine(request.alternate?.scope),
      ...meetingLines(file),
      ...paperLinks(file),
      text('meetings:line.contact', { contact: said(meeting.contact) }),
      text('attendance:pass-on.confirm'),
    ],
  };
}

/** He answers for his own coming; nothing of the principal's answer is handed on (CiviCRM #26187). */
function factsOfAlternate(now: MemberFacts, person: PersonCard): MemberFacts | null {
  const participant = alternateOf(now.file, now.person.id);
  if (!participant) return null;
  const { person: principal } = now;
  return {
    ...now,
    person,
    participant,
    principal,
    seat: null,
    standing: { state: 'unanswered' },
    duty: null,
    opinionsOn: [],
  };
}
