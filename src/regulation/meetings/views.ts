// How a meeting is shown to those who look after it: its card, lists.
import type { Act } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { calledAmong, type Named } from '../../kernel/names.ts';
import { moment, plainText, quoted, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import {
  headingOf,
  issuedLines,
  meetingLines,
  numberText,
  paperTimeLines,
  scopeText,
  stateText,
} from './invitation/lines.ts';
import { alternateOf, invited, type Meeting, type MeetingFile, type Participant, type Proposal } from './meeting.ts';

/** Who decided; a deputy who stands in for the absent chair is named as doing so (Điều 4). */
export const actorName = ({ as, by }: Pick<Act, 'as' | 'by'>): Text =>
  as.acting ? text('meetings:notice.acting', { by: by.person.fullName }) : said(by.person.fullName);

export const kindText = (meeting: Meeting): Text => plainText(`meetings:kind.${meeting.kind}` as TextKey);

/** A title on a line of its own among others. */
const shortTitle = (meeting: Meeting): Text => said(cleanLine(meeting.title, 80));

export const preparationCard = (meetingId: string): string => `prepare:${meetingId}`;

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
