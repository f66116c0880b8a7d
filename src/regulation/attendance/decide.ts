// Điều 6.4: attending is a duty, answered in one tap; staying away, or sending somebody, is asked for.
import type { Act, Args } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { moment, text } from '../../kernel/text.ts';
import { type Choice, choice, press } from '../../kernel/view.ts';
import { type Meeting, owesOpinion } from '../meetings/index.ts';
import { cannotChoice } from '../meetings/invitation/index.ts';
import { covers, dutyNow, dutyOpened, dutyReleased, opinionDueAt } from '../opinions/index.ts';
import {
  type Alternate,
  type Answer,
  type AnswerKind,
  type Consequence,
  type Mode,
  modes,
  type RequestKind,
  requestIn,
  type Source,
  sources,
  type Waiting,
} from './answer.ts';
import type { MemberFacts, ProxyFacts } from './facts.ts';
import { alternateOf, cannotBeSent } from './proxy.ts';
import { quickReason } from './reasons.ts';

export type MemberArgs = Args & {
  meeting?: string;
  person?: string;
  mode?: string;
  /** Said beside it, passed on to those who look after the meeting: "về sớm 15h". */
  note?: string;
  /** The meeting's version the pressed card was about. */
  version?: string;
  reason?: string;
  /** Asked for by the fixed button of an approved form: the reason is still to be told. */
  quick?: string;
  alternate?: string;
  post?: string;
  phone?: string;
  /** Only where the secretariat takes an answer down. */
  source?: string;
};

type MemberAct = Act<MemberArgs>;

const modeOf = (word: string | undefined): Mode => modes.find((mode) => mode === word) ?? 'in-person';
const sourceOf = (word: string | undefined): Source => sources.find((source) => source === word) ?? 'chat';

export const attendPress = (facts: MemberFacts, mode: Mode = 'in-person') =>
  press('attendance.attend', {
    meeting: facts.file.meeting.id,
    person: facts.person.id,
    ...(mode === 'online' ? { mode } : {}),
  });

const attendChoice = (facts: MemberFacts): Choice =>
  choice(text('attendance:commands.attend.button'), attendPress(facts), 'good');

/** Why answers to the meeting are not taken (now, or from this card); null while they are. */
export function closedBecause(meeting: Meeting, version: string | undefined, now: Date): Refused | null {
  const named = { meeting: meeting.code };
  switch (meeting.state) {
    case 'draft':
    case 'submitted':
      return refuse('not-convened', text('attendance:refusal.not-convened', named), { article: '3.3' });
    case 'cancelled':
      return refuse('cancelled', text('attendance:refusal.cancelled', named), { closes: true });
    case 'postponed':
      return refuse('postponed', text('attendance:refusal.postponed', named), { closes: true });
    case 'held':
      return begun(meeting);
    case 'convened':
      if (now >= meeting.startsAt) return begun(meeting);
      if (version === undefined || Number(version) === meeting.version) return null;
      return refuse(
        'changed',
        text('attendance:refusal.changed', { ...named, at: moment(meeting.startsAt, 'weekday-moment') }),
        {
          closes: true,
        },
      );
  }
}

const begun = (meeting: Meeting): Refused =>
  refuse('begun', text('attendance:refusal.begun', { meeting: meeting.code, at: moment(meeting.startsAt) }), {
    article: '6.4',
    closes: true,
  });

function answered(facts: MemberFacts, act: MemberAct, kind: AnswerKind): Consequence {
  const { meeting } = facts.file;
  const answer: Answer = {
    id: act.newId(),
    meetingId: meeting.id,
    personId: facts.person.id,
    version: meeting.version,
    answer: kind,
    source: sourceOf(act.args.source),
    byId: act.by.person.id,
    at: act.now,
  };
  return { type: 'attendance.answered', answer };
}

/** Takes back a request that still stands, and whoever was to attend by it. */
function takeBack(facts: MemberFacts, act: MemberAct): Consequence[] {
  const request = requestIn(facts.standing);
  if (!request || (request.state !== 'waiting' && request.state !== 'agreed')) return [];
  const withdrawn: Consequence = { type: 'attendance.withdrawn', requestId: request.id, at: act.now };
  if (facts.standing.state !== 'represented') return [withdrawn];
  const { file, person } = facts;
  return [withdrawn, { type: 'meetings.alternate-removed', meetingId: file.meeting.id, principalId: person.id }];
}

const releaseDuty = (facts: MemberFacts, at: Date): Consequence[] =>
  dutyNow(facts.duty, facts.file.meeting)
    ? [dutyReleased({ meetingId: facts.file.meeting.id, personId: facts.person.id, at })]
    : [];

/** Recorded at once. A waiting request falls away; an agreed proxy is returned and the principal attends (PX6). */
export function decideAttend(facts: MemberFacts, act: MemberAct): Decision<Consequence> {
  const closed = closedBecause(facts.file.meeting, act.args.version, act.now);
  if (closed) return closed;
  const mode = modeOf(act.args.mode);
  const isSaid = facts.standing.state === 'attending' && facts.standing.mode === mode;
  // A word beside it is news to those who look after the meeting, though the answer is the same.
  if (isSaid && !act.args.note) return agree();
  return agree(...takeBack(facts, act), ...releaseDuty(facts, act.now), answered(facts, act, mode));
}

/** A waiting request is taken back: he has not answered, and is asked again. */
export function decideWithdraw(facts: MemberFacts, act: MemberAct): Decision<Consequence> {
  const closed = closedBecause(facts.file.meeting, act.args.version, act.now);
  if (closed) return closed;
  if (facts.standing.state === 'represented') return locked(facts);
  if (facts.standing.state !== 'asking') {
    return refuse('nothing-to-withdraw', text('attendance:refusal.nothing-to-withdraw'), {
      choices: [attendChoice(facts)],
    });
  }
  return agree(
    ...takeBack(facts, act),
    ...releaseDuty(facts, act.now),
    answered(facts, act, 'withdrawn'),
    ...receipt(facts, act),
  );
}

/** Who has answered has the invitation (QĐ45 Đ.15), also when he is asked again. */
function receipt({ file, person, participant }: MemberFacts, act: MemberAct): Consequence[] {
  if (participant.receivedAt) return [];
  const { id: meetingId } = file.meeting;
  return [{ type: 'meetings.received', meetingId, at: act.now, by: act.by.person.id, personId: person.id }];
}

/** A request to stay away, waiting for the presider; a member owes the written opinion from now on. */
export function decideAbsent(facts: MemberFacts, act: MemberAct): Decision<Consequence> {
  if (facts.participant.as === 'alternate') return decideCannot(facts, act);
  const refused = cannotAsk(facts, act);
  if (refused) return refused;
  if (facts.standing.state === 'excused') {
    const { decidedAt } = facts.standing.request;
    return refuse('already-excused', text('attendance:refusal.already-excused', { at: moment(decidedAt) }), {
      choices: [attendChoice(facts)],
    });
  }
  return ask(facts, act, 'absence', null);
}

/** An alternate asks nobody: whoever sent him is told, and comes himself or sends another. */
const decideCannot = (facts: MemberFacts, act: MemberAct): Decision<Consequence> =>
  closedBecause(facts.file.meeting, act.args.version, act.now) ??
  agree(answered(facts, act, 'withdrawn'), ...receipt(facts, act));

/** A request to be represented; the rules on who may be sent are in proxy.ts. */
export function decideProxy(facts: ProxyFacts, act: MemberAct): Decision<Consequence> {
  const refused = cannotAsk(facts, act);
  if (refused) return refused;
  const alternate = alternateOf(facts, act.args);
  if ('agreed' in alternate) return alternate;
  const { email, ...named } = alternate;
  if (email === undefined) return ask(facts, act, 'proxy', named);
  // Without letters nobody is reached by an address: the secretary is given the words to pass on.
  if (!act.mails) return ask(facts, act, 'proxy', { ...named, personId: null });
  if (named.personId !== null) return ask(facts, act, 'proxy', named);
  const person = { id: act.newId(), fullName: named.name, email };
  const asked = ask(facts, act, 'proxy', { ...named, personId: person.id });
  return asked.agreed ? agree({ type: 'committee.met', person, at: act.now }, ...asked.events) : asked;
}

/** Whether a proxy can be asked for at all, and this person be the one. */
export const opensProxy = (facts: ProxyFacts, act: MemberAct): Refused | null =>
  cannotAsk(facts, act) ?? cannotBeSent(facts, act.args);

/** Why neither absence nor a proxy can be asked for now; null when they can. */
function cannotAsk(facts: MemberFacts, act: MemberAct): Refused | null {
  const closed = closedBecause(facts.file.meeting, act.args.version, act.now);
  if (closed) return closed;
  if (facts.participant.as === 'alternate') {
    const principal = facts.principal?.fullName ?? '';
    return refuse('alternate-cannot-ask', text('attendance:refusal.alternate-cannot-ask', { principal }), {
      article: '6.4',
      choices: [attendChoice(facts), cannotChoice(facts.file.meeting, facts.person.id)],
    });
  }
  return facts.standing.state === 'represented' ? locked(facts) : null;
}

/** Who is represented acts no more himself, except by returning the proxy. */
function locked(facts: MemberFacts): Refused {
  const request = requestIn(facts.standing);
  const alternate = request?.alternate?.name ?? '';
  return refuse('represented', text('attendance:refusal.represented', { alternate }), {
    article: '6.4',
    choices: [choice(text('attendance:card.return-proxy'), attendPress(facts))],
  });
}

function ask(
  facts: MemberFacts,
  act: MemberAct,
  kind: RequestKind,
  alternate: Alternate | null,
): Decision<Consequence> {
  const { meeting } = facts.file;
  const reason = act.args.reason ?? (act.args.quick ? quickReason : undefined);
  if (!reason)
    return refuse('reason-needed', text('attendance:refusal.reason-needed'), { article: '6.4', field: 'reason' });
  const asked = {
    id: act.newId(),
    meetingId: meeting.id,
    personId: facts.person.id,
    version: meeting.version,
    reason,
    askedBy: act.by.person.id,
    askedAt: act.now,
    state: 'waiting' as const,
  };
  const request: Waiting =
    kind === 'proxy' && alternate ? { ...asked, kind, alternate } : { ...asked, kind: 'absence', alternate: null };
  const asking = [answered(facts, act, kind), { type: 'attendance.requested' as const, request }];
  if (!owesOpinion(facts.participant)) return agree(...takeBack(facts, act), ...asking);
  const duty = dutyOpened({
    meetingId: meeting.id,
    personId: facts.person.id,
    version: meeting.version,
    because: kind,
    dueAt: opinionDueAt(meeting),
    at: act.now,
    met: covers(facts.opinionsOn, facts.file.agenda),
  });
  return agree(...takeBack(facts, act), ...asking, duty);
}
