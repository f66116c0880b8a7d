// The invitation as one person sees it, and what it offers him (QĐ 45/2018, Điều 6.4).
import { moment, plainText, said, type Text, type TextKey, text } from '../../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../../kernel/view.ts';
import { asReadBy, type Meeting, type MeetingFile, owesOpinion, type Participant, participantOf } from '../meeting.ts';
import { invitationBrief } from './briefs.ts';
import { calendarFacts } from './calendar.ts';
import {
  agendaLines,
  classesOf,
  headingOf,
  issuedLines,
  meetingLines,
  numberText,
  paperLines,
  requirementsLine,
  scopeLine,
  stateText,
} from './lines.ts';

/**
 * The view with the papers themselves. Only where they are sent for the first time or asked for: a card shown again
 * after every answer would send them again. Until the meeting is convened they are nobody's to pass on.
 */
export function withPapers(view: View, { papers, meeting: { state } }: Pick<MeetingFile, 'papers' | 'meeting'>): View {
  const files = papers.flatMap(({ fileId }) => (fileId ? [fileId] : []));
  if (files.length === 0) return view;
  return { ...view, files, ...((state === 'draft' || state === 'submitted') && { closed: true }) };
}

export const invitationCard = (meetingId: string, personId: string): string => `meeting:${meetingId}:${personId}`;

const invitationHeading = ({ body, meeting }: MeetingFile): Text =>
  text('meetings:heading.invitation', {
    body: said(body.abbreviation),
    code: said(meeting.code),
    at: moment(meeting.startsAt),
  });

/** Whom the invitation is addressed to, and in whose place he comes. */
function addressLine(file: MeetingFile, person: { id: string; fullName: string }): Text {
  const one = participantOf(file, person.id);
  const title = said(file.meeting.title);
  const name = said(person.fullName);
  if (presides(file.meeting, person.id)) return text('meetings:invitation.to-presider', { name, title });
  if (one?.as !== 'alternate') return text('meetings:invitation.to', { name, title });
  const principal = file.participants.find((other) => other.personId === one.principalId);
  return text('meetings:invitation.to-alternate', { name, principal: said(principal?.name ?? ''), title });
}

/**
 * The invitation as one person sees it (QĐ 45/2018, Điều 6.4). `status` and `choices` come from who keeps the
 * answers; `extra` are lines put before everything else, what has changed for instance.
 */
export function invitationView(
  file: MeetingFile,
  person: { id: string; fullName: string },
  { status, choices, extra = [] }: { status: Text; choices: readonly Choice[]; extra?: readonly Text[] },
): View {
  const { meeting } = file;
  const open = meeting.state === 'convened';
  const mine = asReadBy(file, person.id);
  const lines = [
    ...extra,
    addressLine(file, person),
    ...alternateLines(participantOf(file, person.id)),
    ...(meeting.number ? [numberText(file)] : []),
    ...meetingLines(file),
    text('meetings:line.participants', classesOf(file)),
    ...agendaLines(mine),
    ...paperLines(mine),
    requirementsLine(meeting),
    text('meetings:line.contact', { contact: said(meeting.contact) }),
    ...issuedLines(meeting),
    ...(open && !presides(meeting, person.id)
      ? [
          text('meetings:line.answer-by', { at: moment(meeting.answerBy) }),
          ...dutyLines(participantOf(file, person.id)),
        ]
      : []),
    open ? text('meetings:line.status', { status }) : text('meetings:line.status', { status: stateText(meeting) }),
  ];
  const card = invitationCard(meeting.id, person.id);
  const heading = open ? invitationHeading(file) : headingOf(file);
  return { heading, lines, choices: open ? choices : [], card, calendar: calendarFacts(file) };
}

const alternateLines = (one: Participant | null): Text[] => (one?.as === 'alternate' ? [scopeLine(one.scope)] : []);

/** What staying away asks of him (6.4): of a member an opinion as well, of a guest leave only; an alternate was sent. */
function dutyLines(one: Participant | null): Text[] {
  if (one === null || one.as === 'alternate') return [];
  return [owesOpinion(one) ? text('meetings:line.duty') : text('meetings:line.leave')];
}

/** What an invitation offers before anything is answered. An alternate was sent: he does not ask for leave himself. */
export function answerChoices(meeting: Meeting, personId: string, one?: Participant | null): Choice[] {
  const received = { meeting: meeting.id, person: personId };
  // An answer is to the time shown: a card of an earlier one must not answer the new one.
  const about = { ...received, version: String(meeting.version) };
  const attend = (key: TextKey, mode: { mode?: string } = {}): Choice =>
    choice(plainText(key), press('attendance.attend', { ...about, ...mode }), 'good');
  const leave = [
    choice(text('meetings:choice.absent'), press('attendance.absent', about)),
    choice(text('meetings:choice.proxy'), press('attendance.proxy', about)),
  ];
  const attends = [
    attend('meetings:choice.attend'),
    ...(meeting.link ? [attend('meetings:choice.attend-online', { mode: 'online' })] : []),
  ];
  return [
    ...(presides(meeting, personId) ? [] : attends),
    ...(one?.as === 'alternate' ? [cannotChoice(meeting, personId)] : leave),
    ...(one?.receivedAt ? [] : [offer('meetings.received', received)]),
  ];
}

/** An alternate says so to whoever sent him; he asks nobody's leave. */
export const cannotChoice = ({ id, version }: Meeting, person: string): Choice =>
  choice(text('meetings:choice.cannot'), press('attendance.absent', { meeting: id, person, version: String(version) }));

/** Who presides is not asked whether he comes (Điều 3.3); should he be prevented, he says so like everybody. */
export const presides = ({ presiderId }: Meeting, personId: string): boolean => presiderId === personId;

/** How somebody stands who has not answered yet. */
export const beforeAnswer = (meeting: Meeting, personId: string): Text =>
  presides(meeting, personId) ? text('meetings:status.presiding') : text('meetings:status.unanswered');

/** The invitation before any answer; `extra` as above. */
export function freshInvitation(file: MeetingFile, personId: string, extra: readonly Text[] = []): View {
  const one = participantOf(file, personId);
  const view = invitationView(
    file,
    { id: personId, fullName: one?.name ?? '' },
    { status: beforeAnswer(file.meeting, personId), choices: answerChoices(file.meeting, personId, one), extra },
  );
  return { ...view, brief: invitationBrief(file, personId) };
}
