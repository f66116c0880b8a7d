// What is said of a meeting, line by line (QĐ 45/2018: its six items).
import {
  dayValue,
  inOneLine,
  moment,
  plainText,
  quoted,
  said,
  type Text,
  type TextKey,
  text,
} from '../../../kernel/text.ts';
import { type Role, roles } from '../../roles.ts';
import type { Signer } from '../decide.ts';
import { invited, isLatePaper, type Meeting, type MeetingFile, scopes } from '../meeting.ts';
import { papersDay } from '../notices.ts';

const agendaShown = 6;

export const stateText = (meeting: Meeting): Text => plainText(`meetings:state.${meeting.state}` as TextKey);

/** The document number, or the form waiting for it; never a number of our own making (NĐ 30/2020). */
export const numberText = ({ meeting, body }: MeetingFile): Text =>
  meeting.number
    ? text('meetings:line.number', { number: said(meeting.number) })
    : text('meetings:line.number-open', { abbreviation: said(body.abbreviation) });

export const whenLine = (meeting: Meeting): Text =>
  text('meetings:line.when', { at: moment(meeting.startsAt, 'weekday-moment') });

const presiderLine = ({ presider }: MeetingFile): Text =>
  presider.post === ''
    ? text('meetings:line.presider', { name: said(presider.fullName) })
    : text('meetings:line.presider-post', { name: said(presider.fullName), post: said(presider.post) });

const apartLine = ({ apart, code }: Meeting): Text[] =>
  apart ? [text(`apart:on-card.${apart === 'office' ? 'office' : 'page'}`, { code })] : [];

/** When, where, under whom. */
export function meetingLines(file: MeetingFile): Text[] {
  const { meeting } = file;
  return [
    whenLine(meeting),
    text('meetings:line.place', { place: said(meeting.place) }),
    ...(meeting.link ? [text('meetings:line.link', { link: said(meeting.link) })] : []),
    presiderLine(file),
    ...apartLine(meeting),
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
  return { classes: inOneLine(all) ?? text('meetings:class.nobody'), count: people.length };
}

/** Who signs the invitation, by which right (Điều 5.7, 10.1). */
function signerText({ name, role }: Signer): Text {
  const right = role === 'chair' || role === 'deputy-chair' || role === 'standing-member' ? role : 'other';
  return text(`meetings:signer.${right}`, { name: said(name) });
}

export const signerLine = (signer: Signer): Text => text('meetings:line.signer', { signer: signerText(signer) });

export const issuedLines = (meeting: Meeting): Text[] =>
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
export function paperLines(file: MeetingFile): Text[] {
  const count = file.papers.length;
  return [
    ...(count === 0 ? [] : [text('meetings:line.papers', { count }), ...paperLinks(file)]),
    ...paperTimeLines(file),
  ];
}

export const paperLinks = ({ papers }: Pick<MeetingFile, 'papers'>): Text[] =>
  papers.flatMap(({ title, link }) =>
    link ? [text('meetings:line.paper-link', { title: said(title), link: said(link) })] : [],
  );

/** QĐ45 Đ.15: without words of their own the general ones. */
export const requirementsLine = ({ requirements }: Meeting): Text =>
  requirements
    ? text('meetings:line.requirements', { words: said(requirements) })
    : text('meetings:line.requirements-usual');

/** Which meeting and when; one put off without a new time has none. */
export function headingOf({ body, meeting }: Pick<MeetingFile, 'body' | 'meeting'>): Text {
  const named = { body: said(body.abbreviation), code: said(meeting.code) };
  return meeting.state === 'postponed'
    ? text('meetings:heading.undated', named)
    : text('meetings:heading.card', { ...named, at: moment(meeting.startsAt) });
}

/** How far an alternate speaks for his principal, in words. */
export const scopeText = (scope: string): Text => {
  const known = scopes.find((one) => one === scope);
  return known ? text(`meetings:scope.${known}`) : quoted(scope);
};

export const scopeLine = (scope: string | null | undefined): Text =>
  scope ? text('meetings:line.scope', { scope: scopeText(scope) }) : text('meetings:line.scope-unsaid');
