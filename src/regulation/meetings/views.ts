// How a meeting is shown: the invitation (QĐ 45/2018: its six items), the card of those who look after it, lists.
import type { Act } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { calledAmong, type Named } from '../../kernel/names.ts';
import { dayValue, moment, plainText, quoted, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { type Role, roles } from '../roles.ts';
import { invitationBrief } from './briefs.ts';
import { calendarFacts } from './calendar.ts';
import type { Signer } from './decide.ts';
import {
  alternateOf,
  invited,
  isLatePaper,
  type Meeting,
  type MeetingFile,
  owesOpinion,
  type Participant,
  type Proposal,
  participantOf,
  scopes,
} from './meeting.ts';
import { papersDay } from './notices.ts';

const agendaShown = 6;

/** Who decided; a deputy who stands in for the absent chair is named as doing so (Điều 4). */
export const actorName = ({ as, by }: Pick<Act, 'as' | 'by'>): Text =>
  as.acting ? text('meetings:notice.acting', { by: by.person.fullName }) : said(by.person.fullName);

export const stateText = (meeting: Meeting): Text => plainText(`meetings:state.${meeting.state}` as TextKey);
export const kindText = (meeting: Meeting): Text => plainText(`meetings:kind.${meeting.kind}` as TextKey);

/** The document number, or the form waiting for it; never a number of our own making (NĐ 30/2020). */
export const numberText = ({ meeting, body }: MeetingFile): Text =>
  meeting.number
    ? text('meetings:line.number', { number: said(meeting.number) })
    : text('meetings:line.number-open', { abbreviation: said(body.abbreviation) });

/** A title on a line of its own among others. */
const shortTitle = (meeting: Meeting): Text => said(cleanLine(meeting.title, 80));

export const whenLine = (meeting: Meeting): Text =>
  text('meetings:line.when', { at: moment(meeting.startsAt, 'weekday-moment') });

const presiderLine = ({ presider }: MeetingFile): Text =>
  presider.post === ''
    ? text('meetings:line.presider', { name: said(presider.fullName) })
    : text('meetings:line.presider-post', { name: said(presider.fullName), post: said(presider.post) });

/** When, where, under whom. */
export function meetingLines(file: MeetingFile): Text[] {
  const { meeting } = file;
  return [
    whenLine(meeting),
    text('meetings:line.place', { place: said(meeting.place) }),
    ...(meeting.link ? [text('meetings:line.link', { link: said(meeting.link) })] : []),
    presiderLine(file),
  ];
}

/** Those called, by class, in the order of the roles: who they are by name stands in the list (QĐ 45/2018). */
export function classesOf(file: MeetingFile): { classes: Text; count: number } {
  const people = invited(file);
  const guests = people.filter(({ as }) => as === 'guest').length;
  const of = (role: Role): number => people.filter((one) => one.as === 'member' && one.role === role).length;
  const named = roles.flatMap((role): Text[] => {
    const count = of(role);
    if (count === 0) return [];
    const name = plainText(`bot:roles.${role}`);
    return [count === 1 ? name : text('meetings:class.several', { count, role: name })];
  });
  const all = guests === 0 ? named : [...named, text('meetings:class.guests', { count: guests })];
  const [first = text('meetings:class.nobody'), ...rest] = all;
  return { classes: rest.reduce((sum, next) => text('bot:list', { first: sum, next }), first), count: people.length };
}

/** Who signs the invitation, by which right (Điều 5.7, 10.1). */
function signerText({ name, role }: Signer): Text {
  const right = role === 'chair' || role === 'deputy-chair' || role === 'standing-member' ? role : 'other';
  return text(`meetings:signer.${right}`, { name: said(name) });
}

export const signerLine = (signer: Signer): Text => text('meetings:line.signer', { signer: signerText(signer) });

const issuedLines = (meeting: Meeting): Text[] =>
  'signerName' in meeting && meeting.signerName && meeting.signerRole
    ? [signerLine({ name: meeting.signerName, role: meeting.signerRole })]
    : [];

/** Papers that are not there, or came after their day (QĐ 45/2018). */
export function paperTimeLines({ meeting, papers }: Pick<MeetingFile, 'meeting' | 'papers'>): Text[] {
  if (meeting.state !== 'convened' || !meeting.papersBy) return [];
  const day = dayValue(papersDay(meeting.papersBy));
  if (papers.length === 0) return [text('meetings:line.papers-none', { day })];
  const late = papers.filter((paper) => isLatePaper(meeting, paper)).length;
  return late > 0 ? [text('meetings:line.papers-late', { count: late, day })] : [];
}

/** Beside what a reminder reminds of: words of this meeting's own, and papers that are missing though their day is over. */
export function reminderLines(file: MeetingFile, now: Date): Text[] {
  const { meeting, papers } = file;
  const isOver = meeting.state === 'convened' && !!meeting.papersBy && now >= meeting.papersBy;
  return [
    ...(meeting.reminderWords ? [quoted(meeting.reminderWords)] : []),
    ...(isOver && papers.length === 0
      ? [text('meetings:line.papers-overdue', { day: dayValue(papersDay(meeting.papersBy!)) })]
      : []),
  ];
}

export function agendaLines({ agenda }: MeetingFile): Text[] {
  if (agenda.length === 0) return [];
  const shown = agenda.slice(0, agendaShown).map((item, index) => {
    const number = index + 1;
    const [title, reporter] = [said(item.title), said(item.reporter ?? '')];
    if (item.reporter && item.minutes) {
      return text('meetings:agenda.full', { number, title, reporter, minutes: item.minutes });
    }
    if (item.reporter) return text('meetings:agenda.reporter', { number, title, reporter });
    if (item.minutes) return text('meetings:agenda.minutes', { number, title, minutes: item.minutes });
    return text('meetings:agenda.title', { number, title });
  });
  const left = agenda.length - shown.length;
  return [text('meetings:line.agenda'), ...shown, ...(left > 0 ? [text('bot:and-more', { count: left })] : [])];
}

/** Links to papers that are no files. */
function paperLines(file: MeetingFile): Text[] {
  const count = file.papers.length;
  return [
    ...(count === 0 ? [] : [text('meetings:line.papers', { count }), ...paperLinks(file)]),
    ...paperTimeLines(file),
  ];
}

export const paperLinks = ({ papers }: MeetingFile): Text[] =>
  papers.flatMap(({ title, link }) =>
    link ? [text('meetings:line.paper-link', { title: said(title), link: said(link) })] : [],
  );

/**
 * The view with the papers themselves. Only where they are sent for the first time or asked for: a card shown again
 * after every answer would send them again. Until the meeting is convened they are nobody's to pass on.
 */
export function withPapers(view: View, { papers, meeting: { state } }: Pick<MeetingFile, 'papers' | 'meeting'>): View {
  const files = papers.flatMap(({ fileId }) => (fileId ? [fileId] : []));
  if (files.length === 0) return view;
  return { ...view, files, ...((state === 'draft' || state === 'submitted') && { closed: true }) };
}

/** QĐ45 Đ.15: without words of their own the general ones. */
export const requirementsLine = ({ requirements }: Meeting): Text =>
  requirements
    ? text('meetings:line.requirements', { words: said(requirements) })
    : text('meetings:line.requirements-usual');

export const invitationCard = (meetingId: string, personId: string): string => `meeting:${meetingId}:${personId}`;
export const preparationCard = (meetingId: string): string => `prepare:${meetingId}`;

/** Which meeting and when; one put off without a new time has none. */
export function headingOf({ body, meeting }: Pick<MeetingFile, 'body' | 'meeting'>): Text {
  const named = { body: said(body.abbreviation), code: said(meeting.code) };
  return meeting.state === 'postponed'
    ? text('meetings:heading.undated', named)
    : text('meetings:heading.card', { ...named, at: moment(meeting.startsAt) });
}

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
  const lines = [
    ...extra,
    addressLine(file, person),
    ...alternateLines(participantOf(file, person.id)),
    ...(meeting.number ? [numberText(file)] : []),
    ...meetingLines(file),
    text('meetings:line.participants', classesOf(file)),
    ...agendaLines(file),
    ...paperLines(file),
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

/** How far an alternate speaks for his principal, in words. */
export const scopeText = (scope: string): Text => {
  const known = scopes.find((one) => one === scope);
  return known ? text(`meetings:scope.${known}`) : quoted(scope);
};

export const scopeLine = (scope: string | null | undefined): Text =>
  scope ? text('meetings:line.scope', { scope: scopeText(scope) }) : text('meetings:line.scope-unsaid');

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

/** The card of a convened meeting for those who look after it; `leads`: the viewer decides as chair. */
export function manageView(
  file: MeetingFile,
  viewer: { now: Date; leads: boolean; proposedBy?: string; odd?: readonly Text[] },
  note?: Text,
): View {
  const { meeting } = file;
  const people = invited(file);
  return {
    heading: headingOf(file),
    lines: [
      said(meeting.title),
      // What is to be decided comes before how it stands.
      ...proposalLines(meeting, viewer.proposedBy ?? ''),
      ...(viewer.odd ?? []),
      text('meetings:line.status', { status: stateText(meeting) }),
      ...('because' in meeting ? [text('meetings:changed.because', { because: quoted(meeting.because) })] : []),
      numberText(file),
      ...meetingLines(file),
      text('meetings:line.invited', { invited: people.length }),
      ...(file.papers.length > 0 ? [text('meetings:line.papers', { count: file.papers.length })] : []),
      ...paperTimeLines(file),
      ...issuedLines(meeting),
      ...reminderWordsLine(meeting),
    ],
    choices:
      meeting.proposal && viewer.leads
        ? proposalChoices(meeting, meeting.proposal)
        : manageChoices(meeting, viewer.now),
    card: preparationCard(meeting.id),
    ...(note ? { note } : {}),
  };
}

export const reminderWordsLine = ({ reminderWords }: Meeting): Text[] =>
  reminderWords ? [text('meetings:line.reminder-words', { words: quoted(reminderWords) })] : [];

function manageChoices(meeting: Meeting, now: Date): Choice[] {
  const about = { meeting: meeting.id };
  const rollCall = offer('meetings.rollcall', about);
  const board = choice(text('meetings:choice.board'), press('attendance.board', about));
  const paper = choice(text('meetings:choice.paper'), press('preparation.paper', about));
  const change = offer('meetings.change', about);
  const cancel = offer('meetings.cancel', about, 'bad');
  const minutes = offer('minutes.draft', about);
  const conclusions = offer('conclusions.draft', about);
  if (meeting.state === 'held') return [rollCall, board, paper, minutes, conclusions];
  if (meeting.state === 'postponed') return [change, cancel];
  if (meeting.state !== 'convened') return [];
  if (now >= meeting.startsAt) return [rollCall, board, paper];
  const today = dayOf(now) === dayOf(meeting.startsAt);
  const postpone = offer('meetings.postpone', about);
  // Five at most, or the Official Account shows numbers instead: the paper invitation has a word of its own (/ingiaymoi).
  return [board, today ? rollCall : paper, change, postpone, cancel];
}

/** What is asked of the chair. */
function proposalLines({ proposal }: Meeting, by: string): Text[] {
  if (!proposal) return [];
  const about = { by: said(by), because: quoted(proposal.because) };
  if (proposal.what === 'postpone') return [text('meetings:proposal.postpone', about)];
  if (proposal.what === 'cancel') return [text('meetings:proposal.cancel', about)];
  const place = said(proposal.place);
  return [text('meetings:proposal.change', { ...about, at: moment(proposal.startsAt, 'weekday-moment'), place })];
}

/** Below the fold four decisions would look alike: each button says what it does. */
function proposalChoices(meeting: Meeting, { what }: Proposal): Choice[] {
  const about = { meeting: meeting.id, ask: String(meeting.submissions) };
  return [
    choice(text(`meetings:decide.agree-${what}`), press('meetings.agree', about), 'good'),
    choice(text(`meetings:decide.decline-${what}`), press('meetings.decline', about), 'bad'),
  ];
}

/** One line of a list. */
export const listLine = (meeting: Meeting, status: Text): Text =>
  text('meetings:list.line', {
    code: said(meeting.code),
    at: moment(meeting.startsAt),
    title: shortTitle(meeting),
    status,
  });

/** How those who are to come are called beside one another. */
export const calledIn = (file: MeetingFile): ((one: Participant) => string) => {
  const called = calledAmong(invited(file).map(namedIn));
  return (one) => called(namedIn(one));
};

const namedIn = ({ personId, name, post, seatCode }: Participant): Named => ({ personId, name, post, code: seatCode });

/** "B dự thay A", for rolls and lists. */
export function nameWithAlternate(file: MeetingFile, personId: string | null, name: string): Text {
  const alternate = personId === null ? null : alternateOf(file, personId);
  if (!alternate) return said(name);
  const names = { alternate: said(alternate.name), name: said(name) };
  return alternate.scope
    ? text('meetings:roll.alternate-scoped', { ...names, scope: scopeText(alternate.scope) })
    : text('meetings:roll.alternate-for', names);
}
