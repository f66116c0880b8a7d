// Điều 2.1, 3.3; QĐ45 Đ.14: who changes, puts off or calls off a meeting, and when it is too late.
import type { Act } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import type { Actor, SeatCard } from '../../kernel/person.ts';
import { moment, quoted, said, text } from '../../kernel/text.ts';
import type { Lead } from '../committee/index.ts';
import type { Role } from '../roles.ts';
import type { Meeting, MeetingEvent, MeetingFile, Proposal } from './meeting.ts';
import { answerByOf, papersByOf } from './notices.ts';
import type { Away, Neighbour } from './oddity.ts';

/** By which right he signs follows from his role (Điều 5.7, 10.1). */
export type Signer = { name: string; role: Role };

/** `near`: what else is to come for those invited or in the same room; left out where nothing is being set. */
export type MeetingFacts = {
  file: MeetingFile;
  seats: readonly SeatCard[];
  lead: Lead;
  near?: readonly Neighbour[];
  away?: readonly Away[];
  /** Who would sign the invitation now; left out where it is not to go out any more. */
  signer?: Signer;
};

/** He decides what is the chair's to decide: the chair himself, or the deputy acting for him; no assistant (Điều 3.3, 4). */
export const decidesFor = (by: Actor, bodyId: string): boolean =>
  by.actingIn.includes(bodyId) || by.seats.some((seat) => seat.bodyId === bodyId && seat.role === 'chair');

/** Before whom a matter of the chair is put now. */
export const deciderOf = ({ acting, chair }: Lead): SeatCard | null => acting ?? chair;

/**
 * Why an invitation can no longer (or not yet) be answered, saying how the meeting stands; null when it can.
 * `version` is that of the card that was pressed; null when it is not known.
 */
export function staleBecause(meeting: Meeting, version: number | null, now: Date): Refused | null {
  const code = said(meeting.code);
  switch (meeting.state) {
    case 'draft':
    case 'submitted':
      return refuse('not-convened', text('meetings:refusal.not-convened', { code }), { article: '3.3' });
    case 'cancelled': {
      const [at, because] = [moment(meeting.cancelledAt), quoted(meeting.because)];
      return refuse('cancelled', text('meetings:refusal.cancelled', { code, at, because }), { closes: true });
    }
    case 'postponed': {
      const [at, because] = [moment(meeting.postponedAt), quoted(meeting.because)];
      return refuse('postponed', text('meetings:refusal.postponed', { code, at, because }), { closes: true });
    }
    case 'held': {
      const { rollClosedAt: at } = meeting;
      const because = at
        ? text('meetings:refusal.held', { code, at: moment(at) })
        : text('meetings:refusal.ended', { code });
      return refuse('held', because, { closes: true });
    }
    case 'convened':
      if (now >= meeting.startsAt) {
        return refuse('past', text('meetings:refusal.past', { code, at: moment(meeting.startsAt) }), { closes: true });
      }
      if (version !== null && version !== meeting.version) {
        const at = moment(meeting.startsAt, 'weekday-moment');
        return refuse('changed', text('meetings:refusal.changed', { code, at, place: said(meeting.place) }));
      }
      return null;
  }
}

/** What every happening of a meeting says. */
export const occurred = ({ meeting }: MeetingFile, { now, by }: Pick<Act, 'now' | 'by'>) => ({
  meetingId: meeting.id,
  at: now,
  by: by.person.id,
});

/** The chair's own word takes effect at once; anybody else's is put before him. */
function enactOrPropose(facts: MeetingFacts, act: Act, proposal: Proposal): Decision<MeetingEvent> {
  const { meeting } = facts.file;
  if (decidesFor(act.by, meeting.bodyId)) return agree(enact(facts.file, act, proposal));
  if (!deciderOf(facts.lead)) return refuse('no-chair', text('meetings:refusal.no-chair'), { article: '3.3' });
  return agree({ type: 'meetings.change-proposed', ...occurred(facts.file, act), proposal });
}

function enact(file: MeetingFile, act: Act, proposal: Proposal): MeetingEvent {
  const { kind } = file.meeting;
  const { because } = proposal;
  switch (proposal.what) {
    case 'change': {
      const { startsAt, place } = proposal;
      const answerBy = answerByOf(startsAt, act);
      const papersBy = papersByOf({ kind, startsAt }, act);
      return { type: 'meetings.changed', ...occurred(file, act), startsAt, place, because, answerBy, papersBy };
    }
    case 'postpone':
      return { type: 'meetings.postponed', ...occurred(file, act), because };
    case 'cancel':
      return { type: 'meetings.cancelled', ...occurred(file, act), because };
  }
}

const proposed = (act: Act) => ({ by: act.by.person.id, at: act.now, because: act.args.reason ?? '' });

/** QĐ45 Đ.14: a new time, a new place, or both; a meeting put off needs a new time. */
export function decideChange(facts: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = facts.file;
  const { what, when, place } = act.args;
  const stale = meeting.state === 'postponed' ? null : staleBecause(meeting, null, act.now);
  if (stale) return stale;
  if (meeting.state === 'postponed' && what === 'place') {
    return refuse('needs-time', text('meetings:refusal.needs-time'), { field: 'what' });
  }
  const startsAt = what === 'place' || !when ? meeting.startsAt : new Date(when);
  if (!(startsAt > act.now)) return refuse('time-past', text('meetings:refusal.time-past'), { field: 'when' });
  const newPlace = what === 'time' || !place ? meeting.place : place;
  const same = startsAt.getTime() === meeting.startsAt.getTime() && newPlace === meeting.place;
  if (same && meeting.state !== 'postponed') {
    const field = what === 'place' ? 'place' : 'when';
    return refuse('nothing-changes', text('meetings:refusal.nothing-changes'), { field });
  }
  return enactOrPropose(facts, act, { ...proposed(act), what: 'change', startsAt, place: newPlace });
}

/** QĐ45 Đ.14: put off with no new time yet. */
export function decidePostpone(facts: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const stale = staleBecause(facts.file.meeting, null, act.now);
  return stale ?? enactOrPropose(facts, act, { ...proposed(act), what: 'postpone' });
}

/** What nobody was invited to is withdrawn by who prepares it; a convened meeting is the chair's to call off. */
export function decideCancel(facts: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = facts.file;
  const proposal: Proposal = { ...proposed(act), what: 'cancel' };
  if (meeting.state === 'draft' || meeting.state === 'submitted') return agree(enact(facts.file, act, proposal));
  const stale = meeting.state === 'postponed' ? null : staleBecause(meeting, null, act.now);
  return stale ?? enactOrPropose(facts, act, proposal);
}

/** The button belongs to a proposal that is still waiting; otherwise it says how the matter stands. */
function proposalAsked(meeting: Meeting, act: Act): Proposal | Refused {
  const stale = meeting.state === 'postponed' ? null : staleBecause(meeting, null, act.now);
  if (stale) return stale;
  const another = act.args.ask !== undefined && act.args.ask !== String(meeting.submissions);
  if (!meeting.proposal || another) {
    const [at, place] = [moment(meeting.startsAt, 'weekday-moment'), said(meeting.place)];
    const because = text('meetings:refusal.no-longer-proposed', { code: said(meeting.code), at, place });
    return refuse('no-longer-proposed', because, { closes: true });
  }
  return meeting.proposal;
}

/** Điều 2.1, QĐ45 Đ.14: the chair, or who acts for him, agrees to a change. */
export function decideAgree({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const asked = proposalAsked(file.meeting, act);
  if ('agreed' in asked) return asked;
  if (asked.what === 'change' && asked.startsAt <= act.now) {
    return refuse('time-past', text('meetings:refusal.time-past'), { closes: true });
  }
  return agree(enact(file, act, asked));
}

export function decideDecline({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const asked = proposalAsked(file.meeting, act);
  if ('agreed' in asked) return asked;
  const because = act.args.reason ?? '';
  return agree({ type: 'meetings.change-declined', ...occurred(file, act), because });
}
