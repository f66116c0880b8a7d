// Điều 6.4: a request before whoever decides it, and who must be told of the verdict.
import type { Act, World } from '../../../kernel/command.ts';
import type { Effects, Notice } from '../../../kernel/notice.ts';
import type { PersonCard } from '../../../kernel/person.ts';
import { said, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import { alternateOf, matterOf, meetingLines, paperLinks, scopeLine } from '../../meetings/index.ts';
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
  return [...new Set([...(decider ? [decider.id] : []), ...before])].map((to) => ({
    to,
    class: 'refresh',
    view: to === decider?.id ? requestView(facts, true) : requestView(facts, false, waits ?? undefined),
    matter: `request:${request.id}`,
    key: `request:${request.id}:passed:${world.now.toISOString()}:${to}`,
    personal: true,
  }));
}

/** Somebody on no roster is telephoned by the secretariat. */
export function tellByPhone(
  facts: MemberFacts,
  request: Request | null,
  line: 'attendance:notice.phone-not-needed' | 'attendance:notice.phone-invite',
  key: (to: string) => string,
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
  return facts.overseers
    .filter((seat) => seat.role === 'secretariat')
    .map(({ person }) => ({
      to: person.id,
      class: 'action',
      view: { lines: [text(line, values)] },
      matter: matterOf(facts.file.meeting),
      key: key(person.id),
    }));
}

/** What follows from the presider's decision. */
export function tellVerdict(facts: RequestFacts, act: Act, events: readonly Consequence[]): Effects {
  const now = requestAfter(facts, events, act.by.person);
  const { request } = now;
  if (request.state !== 'agreed' && request.state !== 'refused') return { notices: [] };
  const matter = `request:${request.id}`;
  const key = (what: string, to: string): string => `${matter}:${what}:v${request.version}:${to}`;
  const by = act.by.person.fullName;
  const agreed = request.state === 'agreed';
  const news = agreed
    ? text(`attendance:notice.${request.kind}-agreed`, { by: decider(now, by) })
    : text('attendance:notice.refused', { by: decider(now, by), reason: reasonText(request.becauseOf ?? '') });
  const toRequester: Notice = {
    to: now.person.id,
    class: agreed ? 'notice' : 'action',
    view: { ...memberCard(now, act.now, { news: [news], told: !agreed }), brief: resultBrief(now, request.state) },
    matter: matterOf(now.file.meeting),
    key: key(request.state, now.person.id),
  };
  const presider = now.file.presider.id;
  const elsewhere: Notice[] =
    presider === act.by.person.id || presider === now.person.id
      ? []
      : [
          {
            to: presider,
            class: 'refresh',
            view: requestView(now, false, verdictText(now, by)),
            matter,
            key: key('settled', presider),
            personal: true,
          },
        ];
  if (!agreed) return { notices: [toRequester, ...elsewhere, ...mustAttend(now, key)] };
  const invitation = request.kind === 'proxy' ? inviteAlternate(now, act, key) : { notices: [] };
  return { notices: [toRequester, ...elsewhere, ...invitation.notices], reminders: invitation.reminders ?? [] };
}

/** A refusal goes on to the standing member, who sees to it that somebody comes (PX7). */
function mustAttend(now: RequestFacts, key: (what: string, to: string) => string): Notice[] {
  const line = text('attendance:notice.must-attend', {
    person: now.person.fullName,
    meeting: now.file.meeting.code,
    reason: reasonText(now.request.state === 'refused' ? (now.request.becauseOf ?? '') : ''),
  });
  return now.overseers
    .filter((seat) => seat.role === 'standing-member' && seat.person.id !== now.person.id)
    .map(({ person }) => ({
      to: person.id,
      class: 'notice',
      view: { lines: [line] },
      matter: matterOf(now.file.meeting),
      key: key('must-attend', person.id),
    }));
}

/** The alternate becomes an invitee: his own card with papers, his own answer, his own reminders (PX5). */
function inviteAlternate(now: RequestFacts, act: Act, key: (what: string, to: string) => string): Effects {
  const { alternate } = now.request;
  if (!alternate?.personId) {
    const told = tellByPhone(now, now.request, 'attendance:notice.phone-invite', (to) => key('phone', to));
    const ready = told.map((notice): Notice => ({ ...notice, view: toPassOn(now), key: key('pass-on', notice.to) }));
    return { notices: [...told, ...ready] };
  }
  const facts = factsOfAlternate(now, { id: alternate.personId, fullName: alternate.name, language: 'vi' });
  if (!facts) return { notices: [] };
  const { meeting } = now.file;
  const news = [text('attendance:notice.you-attend-for', { principal: now.person.fullName })];
  const invitation: Notice = {
    to: alternate.personId,
    class: 'action',
    view: fullInvitation(facts, act.now, news),
    matter: matterOf(meeting),
    key: key('alternate', alternate.personId),
    expiresAt: meeting.startsAt,
  };
  return { notices: [invitation] };
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
