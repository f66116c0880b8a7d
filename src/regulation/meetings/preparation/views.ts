// The preparation card: the six items of an invitation (QĐ 45/2018), what is still missing, how long there is.
import type { World } from '../../../kernel/command.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import { dayValue, inOneLine, plainText, quoted, said, type Text, type TextKey, text } from '../../../kernel/text.ts';
import { dayOf } from '../../../kernel/time.ts';
import { type Choice, choice, press, type View } from '../../../kernel/view.ts';
import { workingDaysBetween } from '../../../kernel/working-days.ts';
import type { Signer } from '../decide.ts';
import { invited, type Meeting, type MeetingFile, missingSections, reportSections } from '../meeting.ts';
import { isShortNotice, lastNoticeDay } from '../notices.ts';
import { type Neighbour, oddLines } from '../oddity.ts';
import {
  agendaLines,
  calledIn,
  headingOf,
  kindText,
  manageView,
  meetingLines,
  numberText,
  preparationCard,
  reminderWordsLine,
  requirementsLine,
  signerLine,
  stateText,
} from '../views.ts';

type Viewer = Pick<World, 'now' | 'calendar' | 'settings'> & {
  leads: boolean;
  submittedBy?: string;
  signer?: Signer | undefined;
  near?: readonly Neighbour[];
};

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
      participantsLine(file),
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

/** Điều 9.1: the list is the chair's to decide, so he sees every name. */
const participantsLine = (file: MeetingFile): Text => {
  const people = invited(file);
  return text('preparation:line.participants', {
    count: people.length,
    names: said(people.map(calledIn(file)).join(', ')),
  });
};

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
export function missingLines({ meeting, agenda, papers }: MeetingFile): Text[] {
  const missing = inOneLine([
    ...(agenda.length === 0 ? [text('preparation:missing.agenda')] : []),
    ...(papers.length === 0 ? [text('preparation:missing.papers')] : []),
  ]);
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

const button = (meeting: Meeting, key: TextKey, name: string): Choice =>
  choice(plainText(key), press(name, { meeting: meeting.id }));

const convenePress = (meeting: Meeting) =>
  press('preparation.convene', { meeting: meeting.id, ask: String(meeting.submissions) });

function decisionChoices(meeting: Meeting): Choice[] {
  const about = { meeting: meeting.id, ask: String(meeting.submissions) };
  return [
    choice(text('preparation:commands.convene.button'), convenePress(meeting), 'good'),
    choice(text('preparation:commands.return.button'), press('preparation.return', about), 'bad'),
    button(meeting, 'preparation:commands.people.button', 'preparation.people'),
  ];
}

function prepareChoices(meeting: Meeting, leads: boolean): Choice[] {
  const first = leads
    ? choice(text('preparation:commands.convene.button'), convenePress(meeting), 'good')
    : choice(text('preparation:commands.submit.button'), press('preparation.submit', { meeting: meeting.id }), 'good');
  const parts = [
    button(meeting, 'preparation:commands.agenda.button', 'preparation.agenda'),
    button(meeting, 'preparation:commands.paper.button', 'preparation.paper'),
    button(meeting, 'preparation:commands.report.button', 'preparation.report'),
  ];
  return meeting.state === 'draft'
    ? [first, ...parts, button(meeting, 'preparation:commands.edit.button', 'preparation.edit')]
    : [...parts, button(meeting, 'preparation:commands.recall.button', 'preparation.recall')];
}

/** What else can be set, in two pages: a message offers five buttons at most. */
export function editView(file: MeetingFile, page: string | undefined): View {
  const { meeting } = file;
  const first = [
    button(meeting, 'preparation:commands.when.button', 'preparation.when'),
    button(meeting, 'preparation:commands.people.button', 'preparation.people'),
    button(meeting, 'preparation:commands.presider.button', 'preparation.presider'),
    choice(text('preparation:choice.more'), press('preparation.edit', { meeting: meeting.id, page: '2' })),
    button(meeting, 'meetings:commands.cancel.button', 'meetings.cancel'),
  ];
  const second = [
    button(meeting, 'preparation:commands.title.button', 'preparation.title'),
    button(meeting, 'preparation:commands.number.button', 'preparation.number'),
    button(meeting, 'preparation:commands.contact.button', 'preparation.contact'),
    button(meeting, 'preparation:commands.requests.button', 'preparation.requests'),
    button(meeting, 'preparation:commands.link.button', 'preparation.link'),
  ];
  return {
    heading: headingOf(file),
    lines: [said(meeting.title), text('preparation:line.edit')],
    choices: page === '2' ? second : first,
    card: preparationCard(meeting.id),
  };
}
