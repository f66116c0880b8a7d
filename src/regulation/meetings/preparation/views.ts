// The preparation card: the six items of an invitation (QĐ 45/2018), what is still missing, how long there is.
import type { World } from '../../../kernel/command.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import { dayValue, inOneLine, plainText, quoted, said, type Text, text } from '../../../kernel/text.ts';
import { dayOf } from '../../../kernel/time.ts';
import { type Choice, choice, offer, press, type View } from '../../../kernel/view.ts';
import { workingDaysBetween } from '../../../kernel/working-days.ts';
import { nameIn } from '../asking.ts';
import type { MeetingFacts, Signer } from '../decide.ts';
import {
  agendaLines,
  headingOf,
  meetingLines,
  numberText,
  requirementsLine,
  signerLine,
  stateText,
} from '../invitation/lines.ts';
import { invited, type Meeting, type MeetingFile, missingSections, putOf, reportSections } from '../meeting.ts';
import { isShortNotice, lastNoticeDay } from '../notices.ts';
import { type Away, type Neighbour, oddLines } from '../oddity.ts';
import { calledIn, kindText, manageView, preparationCard, reminderWordsLine } from '../views.ts';

type Viewer = Pick<World, 'now' | 'calendar' | 'settings'> & {
  leads: boolean;
  submittedBy?: string;
  proposedBy?: string;
  signer?: Signer | undefined;
  near?: readonly Neighbour[];
  away?: readonly Away[];
};

/** The card to who prepares it, or to who decides on it (`leads`), with who put it before him. */
export function meetingView(
  facts: Pick<MeetingFacts, 'file' | 'seats' | 'near' | 'away' | 'signer'>,
  { now, calendar, settings }: Pick<World, 'now' | 'calendar' | 'settings'>,
  leads: boolean,
  note?: Text,
): View {
  const { file, near = [], away = [], signer } = facts;
  const by = nameIn(facts, putOf(file.meeting)?.by ?? '');
  const world = { now, calendar, settings };
  return prepareView(file, { ...world, leads, submittedBy: by, proposedBy: by, near, away, signer }, note);
}

/** The card while it is prepared or waits for the chair; a convened meeting shows the card of those who run it. */
export function prepareView(file: MeetingFile, viewer: Viewer, note?: Text): View {
  const { meeting } = file;
  if (meeting.state !== 'draft' && meeting.state !== 'submitted') return manageView(file, viewer, note);
  const deciding = meeting.state === 'submitted' && viewer.leads;
  return {
    heading: headingOf(file),
    lines: [
      text('preparation:line.title', { title: said(meeting.title), kind: kindText(meeting) }),
      ...stateLines(file, viewer),
      ...meetingLines(file),
      ...oddLines(file, viewer),
      ...participantsLines(file),
      requirementsLine(meeting),
      text('meetings:line.contact', { contact: said(meeting.contact) }),
      ...(viewer.signer ? [signerLine(viewer.signer)] : []),
      ...reminderWordsLine(meeting),
      numberText(file),
      ...(deciding ? [...agendaLines(file), ...reportLines(meeting)] : []),
      ...missingLines(file),
      ...deadlineLines(meeting, viewer),
    ],
    choices: deciding ? decisionChoices(meeting) : prepareChoices(meeting, viewer.leads),
    card: preparationCard(meeting.id),
    ...(note ? { note } : {}),
  };
}

function stateLines({ meeting }: MeetingFile, { leads, submittedBy }: Viewer): Text[] {
  if (meeting.state === 'submitted' && leads) {
    return [text('preparation:line.asked', { by: said(submittedBy ?? '') })];
  }
  const returned =
    meeting.state === 'draft' && meeting.returnedBecause
      ? [text('preparation:line.returned', { because: quoted(meeting.returnedBecause) })]
      : [];
  return [text('meetings:line.status', { status: stateText(meeting) }), ...returned];
}

/** Điều 9.1, 9.2: the list is the chair's to decide, so he sees every name, and of each guest who he is. */
function participantsLines(file: MeetingFile): Text[] {
  const called = calledIn(file);
  const { guest = [], member = [] } = Object.groupBy(invited(file), ({ as }) => (as === 'guest' ? as : 'member'));
  const guests = guest.map((one) => [called(one), one.post].filter(Boolean).join(', ')).join('; ');
  return [
    text('preparation:line.participants', { count: member.length, names: said(member.map(called).join(', ')) }),
    ...(guests ? [text('preparation:line.guests', { count: guest.length, names: said(guests) })] : []),
  ];
}

/** Điều 9.1: what the team reports, so that he who decides reads it and is not only told that it is there. */
const reportLines = ({ report }: Meeting): Text[] =>
  reportSections.flatMap((section) => {
    const words = report[section];
    return words ? [text(`preparation:report.${section}`, { words: said(cleanLine(words, 300)) })] : [];
  });

/** To the chair once he has sent it back: nothing is his to press until it is put before him again. */
export const returnedView = (file: MeetingFile, because: string): View => ({
  heading: headingOf(file),
  lines: [
    text('preparation:done.returned', { code: said(file.meeting.code) }),
    said(file.meeting.title),
    text('preparation:line.return-reason', { because: quoted(because) }),
  ],
  card: preparationCard(file.meeting.id),
});

/** What is still missing; the team's report by its article (9.1). */
export function missingLines(file: MeetingFile): Text[] {
  const { meeting, agenda, papers } = file;
  // Điều 9.2: guests make it an extended one.
  const noGuests = meeting.kind === 'extended' && invited(file).every(({ as }) => as !== 'guest');
  const parts = [noGuests && 'guests', agenda.length === 0 && 'agenda', papers.length === 0 && 'papers'] as const;
  const missing = inOneLine(parts.flatMap((what) => (what ? [plainText(`preparation:missing.${what}`)] : [])));
  const sections = missingSections(meeting.report);
  const lacking = inOneLine(sections.map((section) => plainText(`preparation:section.${section}`)));
  return [
    ...(missing ? [text('preparation:missing.line', { what: missing })] : []),
    lacking ? text('preparation:missing.report', { what: lacking }) : text('preparation:line.report-complete'),
  ];
}

function deadlineLines(meeting: Meeting, viewer: Viewer): Text[] {
  const latest = dayValue(lastNoticeDay(meeting.startsAt, viewer));
  const left = workingDaysBetween(viewer.calendar, dayOf(viewer.now), dayOf(meeting.startsAt));
  const days = viewer.settings.noticeWorkingDays;
  if (!isShortNotice(meeting.startsAt, viewer)) return [text('preparation:line.latest', { latest, left })];
  if (meeting.kind === 'extraordinary') return [text('preparation:line.short-extraordinary', { left })];
  return meeting.urgency
    ? [text('preparation:line.short-urgent', { left, days, because: quoted(meeting.urgency) })]
    : [text('preparation:line.short', { left, days, latest })];
}

function decisionChoices({ id: meeting, submissions }: Meeting): Choice[] {
  const about = { meeting, ask: String(submissions) };
  return [
    offer('preparation.convene', about, 'good'),
    offer('preparation.return', about, 'bad'),
    offer('preparation.people', { meeting }),
  ];
}

function prepareChoices({ id: meeting, state, submissions }: Meeting, leads: boolean): Choice[] {
  const about = { meeting };
  const first = leads
    ? offer('preparation.convene', { meeting, ask: String(submissions) }, 'good')
    : offer('preparation.submit', about, 'good');
  const parts = [
    offer('preparation.agenda', about),
    offer('preparation.paper', about),
    offer('preparation.report', about),
  ];
  return state === 'draft'
    ? [first, ...parts, offer('preparation.edit', about)]
    : [...parts, offer('preparation.recall', about)];
}

/** What else can be set, in two pages: a message offers five buttons at most. */
export function editView(file: MeetingFile, page: string | undefined): View {
  const about = { meeting: file.meeting.id };
  const first = [
    offer('preparation.when', about),
    offer('preparation.people', about),
    offer('preparation.presider', about),
    choice(text('preparation:choice.more'), press('preparation.edit', { ...about, page: '2' })),
    offer('meetings.cancel', about),
  ];
  const second = [
    offer('preparation.title', about),
    offer('preparation.number', about),
    offer('preparation.contact', about),
    offer('preparation.requests', about),
    offer('preparation.link', about),
  ];
  return {
    heading: headingOf(file),
    lines: [said(file.meeting.title), text('preparation:line.edit')],
    choices: page === '2' ? second : first,
    card: preparationCard(file.meeting.id),
  };
}
