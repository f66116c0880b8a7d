// Điều 6.4, Điều 4: the presider of that meeting consents, or whoever stands in for him at the moment of deciding.
// Nobody consents to his own request, and nothing is ever consented to by the passing of time.
import type { Act, Args } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { moment, text } from '../../../kernel/text.ts';
import { participantOf } from '../../meetings/index.ts';
import { dutyNow, dutyReleased } from '../../opinions/index.ts';
import type { Consequence, RequestDecided, Verdict } from '../answer.ts';
import type { RequestFacts } from '../facts.ts';
import { quickRefusal } from '../reasons.ts';

/** `quick`: by the fixed button of an approved form, which brings no reason. */
export type DecideArgs = Args & { request?: string; reason?: string; quick?: string };

/** Why this actor cannot decide the request now; null when he can. */
export function cannotDecide(facts: RequestFacts, act: Pick<Act, 'by' | 'now'>): Refused | null {
  return settledBecause(facts, act.now) ?? notTheDecider(facts, act);
}

/** What has become of a request that no longer waits; null while it does. */
export function settledBecause({ request, file, person, decidedBy }: RequestFacts, now: Date): Refused | null {
  const { meeting } = file;
  const who = { person: person.fullName };
  if (request.state === 'agreed' || request.state === 'refused') {
    const outcome = text(`attendance:outcome.${request.state}`);
    const values = { by: decidedBy?.fullName ?? '', at: moment(request.decidedAt), outcome, ...who };
    return refuse('already-decided', text('attendance:refusal.already-decided', values), { closes: true });
  }
  if (request.state === 'withdrawn') {
    return refuse('request-withdrawn', text('attendance:refusal.request-withdrawn', who), { closes: true });
  }
  if (meeting.state === 'cancelled' || meeting.state === 'postponed' || request.version !== meeting.version) {
    return refuse('request-stale', text('attendance:refusal.request-stale', { ...who, meeting: meeting.code }), {
      closes: true,
    });
  }
  if (request.state === 'lapsed' || meeting.state !== 'convened' || now >= meeting.startsAt) {
    const values = { ...who, meeting: meeting.code, at: moment(meeting.startsAt) };
    return refuse('request-lapsed', text('attendance:refusal.request-lapsed', values), {
      article: '6.4',
      closes: true,
    });
  }
  return null;
}

function notTheDecider({ request, decider }: RequestFacts, { by }: Pick<Act, 'by'>): Refused | null {
  if (decider?.id === by.person.id) return null;
  const name = decider?.fullName;
  if (request.personId === by.person.id) {
    return refuse('own-request', text('attendance:refusal.own-request', { decider: name ?? '' }), { article: '6.4' });
  }
  if (name === undefined) return refuse('nobody-decides', text('attendance:refusal.nobody-decides'), { article: '4' });
  // It was his while he stood in: nothing on his card is left to press.
  const because = text('attendance:refusal.not-the-decider', { decider: name });
  return refuse('not-the-decider', because, { article: '6.4', closes: true });
}

/** He decides for the chair, who is recorded absent or asks for himself. */
const standsIn = (facts: RequestFacts): boolean => facts.decider?.id !== facts.file.presider.id;

const decided = (
  facts: RequestFacts,
  act: Act,
  outcome: RequestDecided['outcome'],
  becauseOf: string | null,
): Consequence => {
  const verdict: Verdict = { decidedBy: act.by.person.id, decidedAt: act.now, acting: standsIn(facts), becauseOf };
  return { type: 'attendance.decided', requestId: facts.request.id, outcome, ...verdict };
};

/** Consent to a proxy makes the alternate an invitee. */
export function decideConsent(facts: RequestFacts, act: Act<DecideArgs>): Decision<Consequence> {
  const refused = cannotDecide(facts, act) ?? alternateTaken(facts);
  if (refused) return refused;
  const { request, file, person } = facts;
  const verdict = decided(facts, act, 'agreed', null);
  if (request.kind === 'absence') return agree(verdict);
  const { personId, name, post, scope = null } = request.alternate;
  const added: Consequence = {
    type: 'meetings.alternate-added',
    meetingId: file.meeting.id,
    participantId: act.newId(),
    principalId: person.id,
    personId,
    name,
    post,
    scope,
  };
  return agree(verdict, added);
}

/** The alternate was invited in the meantime, or attends for somebody else by now. */
function alternateTaken({ request, file }: RequestFacts): Refused | null {
  const personId = request.alternate?.personId;
  if (!personId || !participantOf(file, personId)) return null;
  const values = { name: request.alternate?.name ?? '' };
  return refuse('alternate-invited', text('attendance:refusal.alternate-invited', values), { article: 'QĐ45' });
}

/** He must attend: his answer is pending again, and no opinion is owed instead (PX7). */
export function decideRefuse(facts: RequestFacts, act: Act<DecideArgs>): Decision<Consequence> {
  const refused = cannotDecide(facts, act);
  if (refused) return refused;
  const reason = act.args.reason ?? (act.args.quick ? quickRefusal : undefined);
  if (!reason) return refuse('reason-needed', text('attendance:refusal.reason-needed'), { field: 'reason' });
  const verdict = decided(facts, act, 'refused', reason);
  const { meeting } = facts.file;
  if (!dutyNow(facts.duty, meeting)) return agree(verdict);
  return agree(verdict, dutyReleased({ meetingId: meeting.id, personId: facts.person.id, at: act.now }));
}
