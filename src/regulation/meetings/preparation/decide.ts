// Điều 3.3, 5.4, 7.3, 9.1: a meeting is drafted, put before the chair, and convened by him; QĐ 45/2018: in good time.
import type { Act, Asking } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { fold } from '../../../kernel/fold.ts';
import { postAt } from '../../../kernel/names.ts';
import type { SeatCard } from '../../../kernel/person.ts';
import { dayValue, moment, said, text } from '../../../kernel/text.ts';
import { dayOf } from '../../../kernel/time.ts';
import { type Choice, choice, offer, press } from '../../../kernel/view.ts';
import { workingDaysBetween } from '../../../kernel/working-days.ts';
import { type BodyCard, deputyFor, type Lead } from '../../committee/index.ts';
import { assisting, members, type Role } from '../../roles.ts';
import { deciderOf, decidesFor, type MeetingFacts, occurred, staleBecause } from '../decide.ts';
import {
  type Draft,
  type Drafted,
  type Meeting,
  type MeetingEvent,
  type MeetingFile,
  type MeetingKind,
  meetingKinds,
  newParticipant,
  type Participant,
} from '../meeting.ts';
import { answerByOf, isShortNotice, lastNoticeDay, papersByOf } from '../notices.ts';
import type { Away, Neighbour } from '../oddity.ts';

export type DraftFacts = {
  body: BodyCard;
  seats: readonly SeatCard[];
  lead: Lead;
  contact: string;
  near?: readonly Neighbour[];
  away?: readonly Away[];
};

export const participantFrom = (
  seat: SeatCard,
  position: number,
  meetingId: string,
  id: string,
  as: 'member' | 'guest',
): Participant =>
  newParticipant({
    id,
    meetingId,
    personId: seat.person.id,
    name: seat.person.fullName,
    post: postAt(seat.post, seat.agency),
    seatId: seat.id,
    seatCode: seat.code,
    role: seat.role,
    position,
    as,
  });

/** What somebody answers who means a working session with the assisting team (10.2); a kind of its own it is not. */
export const teamSession = 'team-session';

/**
 * Điều 9.1: the members proper, unless the chair decides otherwise. Điều 10.2: to a working session with the assisting
 * team the team, and the members too only where its title names both.
 */
function invitedRoles(kind: MeetingKind, title: string, withTeam: boolean): readonly Role[] {
  if (kind !== 'working-session') return members;
  const words = ` ${fold(title)} `;
  const team = withTeam || words.includes(' to giup viec ') || words.includes(' tgv ');
  if (!team) return members;
  const both = words.includes(' thanh vien ban chi dao ') || words.includes(' uy vien ');
  return both ? [...members, ...assisting] : assisting;
}

/** Those of these roles and who presides, everybody once, in the order of the roster. */
function invitees(
  { seats }: DraftFacts,
  { roles, presiderId }: { roles: readonly Role[]; presiderId: string },
  meetingId: string,
  newId: () => string,
): Participant[] {
  const seen = new Set<string>();
  return seats.flatMap((seat, position) => {
    const wanted = roles.includes(seat.role) || seat.person.id === presiderId;
    if (!wanted || seen.has(seat.person.id)) return [];
    seen.add(seat.person.id);
    return [participantFrom(seat, position, meetingId, newId(), 'member')];
  });
}

/** What a draft is made of, as far as it can be made at all. */
function draftable(
  { chair }: DraftFacts['lead'],
  { args, now }: Pick<Asking, 'args' | 'now'>,
): { kind: MeetingKind; chair: SeatCard; startsAt: Date } | Refused {
  const named = args.kind === teamSession ? 'working-session' : args.kind;
  const kind = meetingKinds.find((name) => name === named);
  if (!kind) return refuse('unknown-kind', text('preparation:refusal.unknown-kind'), { field: 'kind' });
  if (!chair) return refuse('no-chair', text('meetings:refusal.no-chair'), { article: '3.3' });
  const startsAt = new Date(args.when ?? '');
  if (!(startsAt > now)) return refuse('time-past', text('meetings:refusal.time-past'), { field: 'when' });
  return { kind, chair, startsAt };
}

/** Of what is not a regular meeting, which is the chair's (Điều 3.3): the deputy whose field its title names (Điều 4). */
const presiderFor = ({ seats }: DraftFacts, kind: MeetingKind, title: string): SeatCard | null =>
  kind === 'extraordinary' || kind === 'working-session' ? deputyFor(seats, title) : null;

/** Điều 5.4, 7.3: the draft, with what can be filled in beforehand. Nobody is told yet. */
export function decideDraft(facts: DraftFacts, act: Act): Decision<Drafted> {
  const { body, lead, contact } = facts;
  const { title = '', place = '' } = act.args;
  const made = draftable(lead, act);
  if ('agreed' in made) return made;
  const { kind, startsAt } = made;
  const presider = presiderFor(facts, kind, title)?.person.id ?? made.chair.person.id;
  const id = act.newId();
  const meeting: Draft = {
    id,
    bodyId: body.id,
    // Drawn once it is decided.
    code: '',
    number: null,
    kind,
    title,
    startsAt,
    place,
    link: null,
    presiderId: presider,
    contact,
    requirements: null,
    version: 1,
    urgency: null,
    report: {},
    draftedBy: act.by.person.id,
    createdAt: act.now,
    submissions: 0,
    proposal: null,
    changedBecause: null,
    state: 'draft',
    returnedBecause: null,
  };
  const roles = invitedRoles(kind, title, act.args.kind === teamSession);
  const participants = invitees(facts, { roles, presiderId: presider }, id, act.newId);
  return agree({ type: 'meetings.drafted', meeting, participants });
}

/** The file of a meeting that was just drafted. */
export function fileOf({ body, lead, seats }: DraftFacts, { meeting, participants }: Drafted): MeetingFile {
  const seat = seats.find(({ person }) => person.id === meeting.presiderId) ?? lead.chair!;
  const presider = { id: seat.person.id, fullName: seat.person.fullName, post: postAt(seat.post, seat.agency) };
  return { meeting, body, presider, participants, agenda: [], papers: [] };
}

/** How the meeting stands when it is no longer a draft or waiting; null while it can still be convened. */
export function settledBecause({ meeting }: MeetingFile, now: Date): Refused | null {
  if (meeting.state === 'draft' || meeting.state === 'submitted') return null;
  if (meeting.state === 'convened' && now < meeting.startsAt) {
    const values = { code: said(meeting.code), at: moment(meeting.convenedAt) };
    return refuse('already-convened', text('preparation:refusal.already-convened', values), { closes: true });
  }
  return staleBecause(meeting, null, now);
}

/** QĐ 45/2018: three working days, save for extraordinary meetings and for a reason the chair is shown. */
function tooLate(meeting: Meeting, act: Act): Refused | null {
  if (meeting.startsAt <= act.now) {
    const because = text('preparation:refusal.begun', { at: moment(meeting.startsAt, 'weekday-moment') });
    return refuse('begun', because, { choices: [timeChoice(meeting)] });
  }
  if (meeting.kind === 'extraordinary' || meeting.urgency || !isShortNotice(meeting.startsAt, act)) return null;
  const because = text('preparation:refusal.short-notice', {
    days: act.settings.noticeWorkingDays,
    at: moment(meeting.startsAt, 'weekday-moment'),
    latest: dayValue(lastNoticeDay(meeting.startsAt, act)),
    left: workingDaysBetween(act.calendar, dayOf(act.now), dayOf(meeting.startsAt)),
  });
  const urgent = offer('preparation.urgent', { meeting: meeting.id });
  return refuse('short-notice', because, { article: 'QĐ45', choices: [urgent, timeChoice(meeting)] });
}

const timeChoice = (meeting: Meeting): Choice => offer('preparation.when', { meeting: meeting.id });

const nobodyInvited = (file: MeetingFile): Refused | null =>
  file.participants.length > 0
    ? null
    : refuse('nobody-invited', text('preparation:refusal.nobody-invited'), {
        article: '9.1',
        choices: [offer('preparation.people', { meeting: file.meeting.id })],
      });

export function decideSubmit({ file, lead }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = file;
  const settled = settledBecause(file, act.now);
  if (settled) return settled;
  if (meeting.state === 'submitted') {
    const values = { code: said(meeting.code), at: moment(meeting.submittedAt), decider: said(deciderName(lead)) };
    return refuse('already-submitted', text('preparation:refusal.already-submitted', values));
  }
  const wrong = nobodyInvited(file) ?? tooLate(meeting, act);
  if (wrong) return wrong;
  if (!deciderOf(lead)) return refuse('no-chair', text('meetings:refusal.no-chair'), { article: '3.3' });
  return agree({ type: 'meetings.submitted', ...occurred(file, act) });
}

export const deciderName = (lead: Lead): string => deciderOf(lead)?.person.fullName ?? '';

/** A button of an earlier submission does not decide on what was changed since. */
function askedEarlier({ meeting }: MeetingFile, act: Act): Refused | null {
  if (act.args.ask === undefined || act.args.ask === String(meeting.submissions)) return null;
  const open = choice(text('preparation:choice.open'), press('preparation.open', { meeting: meeting.id }));
  return refuse('asked-earlier', text('preparation:refusal.asked-earlier', { code: said(meeting.code) }), {
    choices: [open],
  });
}

/** Điều 3.3, 9.1: the chair (or who acts for him) settles convening, time and participants in one tap. */
export function decideConvene({ file, signer }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = file;
  const wrong =
    settledBecause(file, act.now) ?? askedEarlier(file, act) ?? nobodyInvited(file) ?? tooLate(meeting, act);
  if (wrong) return wrong;
  const answerBy = answerByOf(meeting.startsAt, act);
  const chair = act.by.seats.some((seat) => seat.bodyId === meeting.bodyId && seat.role === 'chair');
  const issued = {
    papersBy: papersByOf(meeting, act),
    signerName: signer?.name ?? null,
    signerRole: signer?.role ?? null,
  };
  return agree({ type: 'meetings.convened', ...occurred(file, act), answerBy, acting: !chair, ...issued });
}

export function decideReturn({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = settledBecause(file, act.now) ?? askedEarlier(file, act);
  if (wrong) return wrong;
  if (file.meeting.state !== 'submitted') {
    const because = text('preparation:refusal.not-submitted', { code: said(file.meeting.code) });
    return refuse('not-submitted', because, { closes: true });
  }
  return agree({ type: 'meetings.returned', ...occurred(file, act), because: act.args.reason ?? '' });
}

export function decideRecall({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const settled = settledBecause(file, act.now);
  if (settled) return settled;
  if (file.meeting.state !== 'submitted') {
    return refuse('not-submitted', text('preparation:refusal.not-submitted', { code: said(file.meeting.code) }));
  }
  return agree({ type: 'meetings.recalled', ...occurred(file, act) });
}

/** What the chair decides on stays as it was put before him, unless he changes it himself. */
export function notEditable(file: MeetingFile, act: Act): Refused | null {
  const { meeting } = file;
  const settled = settledBecause(file, act.now);
  if (settled) {
    const change = offer('meetings.change', { meeting: meeting.id });
    if (meeting.state !== 'convened') return settled;
    const { code, because } = settled.refusal;
    return refuse(code, because, { choices: [change] });
  }
  if (meeting.state === 'draft' || decidesFor(act.by, meeting.bodyId)) return null;
  const recall = offer('preparation.recall', { meeting: meeting.id });
  return refuse('submitted', text('preparation:refusal.submitted', { code: said(meeting.code) }), {
    choices: [recall],
  });
}

/** Agenda, report and the like are added until the meeting is over; papers also afterwards. */
export const isOver = ({ meeting }: MeetingFile, now: Date): Refused | null =>
  meeting.state === 'held' || meeting.state === 'cancelled' ? staleBecause(meeting, null, now) : null;
