// What people see of written opinions.
import type { Act } from '../../kernel/command.ts';
import { codePoints } from '../../kernel/fold.ts';
import type { PersonCard } from '../../kernel/person.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import { type Meeting, type MeetingFile, meetingValues } from '../meetings/index.ts';
import type { WriteFacts } from './decide.ts';
import { type HandedIn, isOwed, type Opinion } from './opinion.ts';

export type Owing = { meeting: Meeting; person: PersonCard };

// The same card as the invitation's: what is owed and what is handed in go on where the answer stands, and an older
// message that still says otherwise loses its choices.
const cardOf = (meetingId: string, personId: string): string => `meeting:${meetingId}:${personId}`;

/** The way back to the answer, kept by attendance. */
const answerChoice = (meetingId: string, personId: string): Choice =>
  choice(
    text('attendance:commands.change.button'),
    press('attendance.change', { meeting: meetingId, person: personId }),
  );

/** The way to hand one in, for the cards of other chapters too. */
export const writeChoice = (meetingId: string, personId: string): Choice =>
  choice(
    text('opinions:commands.write.button'),
    press('opinions.write', { meeting: meetingId, person: personId }),
    'good',
  );

const heading = (meeting: Meeting): Text =>
  text('opinions:card.heading', { meeting: meeting.code, at: moment(meeting.startsAt) });

const contents = (opinion: Opinion): Text =>
  text('opinions:card.contents', { characters: codePoints(opinion.text), files: opinion.files.length });

export function receiptView(facts: WriteFacts, act: Act, events: readonly HandedIn[]): View {
  const { meeting } = facts.file;
  const opinion = events[0]!.opinion;
  const lines: Text[] = [
    text('opinions:card.recorded', { code: opinion.code, at: moment(opinion.at) }),
    said(meeting.title),
    text(`opinions:stance-line.${opinion.stance}`),
    ...(opinion.text === '' && opinion.files.length === 0 ? [] : [contents(opinion)]),
  ];
  if (facts.principal) lines.push(text('opinions:card.as-proxy', { principal: facts.principal.fullName }));
  if (facts.previous) lines.push(text('opinions:card.replaces', { code: facts.previous.code }));
  if (opinion.late) lines.push(text('opinions:card.late'));
  const open = act.now < meeting.startsAt;
  if (open) lines.push(text('opinions:card.change-until', { at: moment(meeting.startsAt) }));
  const again = press('opinions.write', { meeting: meeting.id, person: facts.person.id });
  return {
    heading: heading(meeting),
    lines,
    choices: open ? [choice(text('opinions:card.replace'), again), answerChoice(meeting.id, facts.person.id)] : [],
    card: cardOf(meeting.id, facts.person.id),
  };
}

export function handedInForYouView(facts: WriteFacts, opinion: Opinion, by: PersonCard): View {
  const { meeting } = facts.file;
  return {
    heading: heading(meeting),
    lines: [
      text('opinions:notice.for-you', { by: by.fullName, code: opinion.code, at: moment(opinion.at) }),
      text(`opinions:stance-line.${opinion.stance}`),
      ...(opinion.text === '' ? [] : [said(opinion.text)]),
    ],
    files: opinion.files,
    choices: [
      choice(text('opinions:card.replace'), press('opinions.write', { meeting: meeting.id, person: facts.person.id })),
    ],
    card: cardOf(meeting.id, facts.person.id),
  };
}

export const lateOpinionView = (facts: WriteFacts, opinion: Opinion): View => ({
  heading: heading(facts.file.meeting),
  lines: [text('opinions:notice.late', { person: facts.person.fullName, code: opinion.code, at: moment(opinion.at) })],
  choices: [choice(text('opinions:commands.read.button'), press('opinions.read', { meeting: facts.file.meeting.id }))],
});

export function owedView({ meeting, person }: Owing, now: Date): View {
  const line = now < meeting.startsAt ? 'opinions:notice.owed' : 'opinions:notice.owed-after';
  return {
    heading: heading(meeting),
    lines: [said(meeting.title), text(line, { at: moment(meeting.startsAt) })],
    choices:
      now < meeting.startsAt
        ? [writeChoice(meeting.id, person.id), answerChoice(meeting.id, person.id)]
        : [writeChoice(meeting.id, person.id)],
    brief: { form: 'opinions.owed', values: meetingValues(meeting, person.fullName) },
    card: cardOf(meeting.id, person.id),
  };
}

export type Reading = {
  file: MeetingFile;
  opinions: readonly { opinion: Opinion; person: PersonCard; principal: PersonCard | null }[];
  /** Who still owes one. */
  owing: readonly PersonCard[];
};

export function readingView({ file, opinions, owing }: Reading): View {
  const lines: Text[] = [
    said(file.meeting.title),
    text('opinions:list.counts', { received: opinions.length, owing: owing.length }),
  ];
  for (const { opinion, person, principal } of opinions) {
    const values = {
      code: opinion.code,
      person: person.fullName,
      stance: text(`opinions:stance.${opinion.stance}`),
      at: moment(opinion.at),
    };
    lines.push(
      principal
        ? text('opinions:list.entry-as-proxy', { ...values, principal: principal.fullName })
        : text('opinions:list.entry', values),
    );
    if (opinion.late) lines.push(text('opinions:list.late'));
    if (opinion.text !== '') lines.push(said(opinion.text));
  }
  for (const person of owing) lines.push(text('opinions:list.owes', { person: person.fullName }));
  return { heading: heading(file.meeting), lines, files: opinions.flatMap(({ opinion }) => opinion.files) };
}

/** Whether the reader is told that this opinion is still missing. */
export const opinionState = (duty: Parameters<typeof isOwed>[0], meeting: Meeting, handedIn: boolean): Text => {
  if (handedIn) return text('opinions:state.handed-in');
  return isOwed(duty, meeting) ? text('opinions:state.owed') : text('opinions:state.none');
};
