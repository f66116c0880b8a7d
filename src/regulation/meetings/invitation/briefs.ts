// A meeting's messages in the forms approved beforehand, for people the messenger lets us write to only so.
import { cleanLine } from '../../../kernel/fold.ts';
import type { Forms } from '../../../kernel/forms.ts';
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { type Brief, type Choice, choice, press } from '../../../kernel/view.ts';
import { type Meeting, type MeetingFile, participantOf } from '../meeting.ts';

const about = ['name', 'meeting', 'time', 'place'] as const;

export const forms: Forms = {
  'meetings.invitation': [...about, 'chair', 'code', 'answerBy'],
  'meetings.changed': [...about, 'reason', 'code'],
  'meetings.cancelled': [...about, 'reason', 'code'],
};

/** Forms take little: a name, a title on one line, a time. */
const line = (words: string): Text => said(cleanLine(words, 90));

/** What every form about a meeting says. */
export const meetingValues = (meeting: Meeting, name: string): Record<'name' | 'meeting' | 'time' | 'code', Text> => ({
  name: line(name),
  meeting: line(meeting.title),
  time: text('meetings:brief.time', { at: moment(meeting.startsAt, 'form') }),
  code: said(meeting.code),
});

const nameIn = (file: MeetingFile, personId: string): string => participantOf(file, personId)?.name ?? '';

export const answerBy = (meeting: Meeting): Text =>
  text('meetings:brief.time', { at: moment('answerBy' in meeting ? meeting.answerBy : meeting.startsAt, 'form') });

/** The two fixed buttons: to come, or to ask for leave without a reason yet. */
export function quickAnswers(meeting: Meeting, personId: string): Choice[] {
  const about = { meeting: meeting.id, person: personId, version: String(meeting.version) };
  return [
    choice(text('meetings:brief.attend'), press('attendance.attend', about)),
    choice(text('meetings:brief.absent'), press('attendance.absent', { ...about, quick: 'yes' })),
  ];
}

export const invitationBrief = (file: MeetingFile, personId: string): Brief => ({
  form: 'meetings.invitation',
  values: {
    ...meetingValues(file.meeting, nameIn(file, personId)),
    place: line(file.meeting.place),
    chair: line(file.presider.fullName),
    answerBy: answerBy(file.meeting),
  },
  answers: quickAnswers(file.meeting, personId),
});

export const changedBrief = (file: MeetingFile, personId: string, because: string): Brief => ({
  form: 'meetings.changed',
  values: {
    ...meetingValues(file.meeting, nameIn(file, personId)),
    place: line(file.meeting.place),
    reason: line(because),
  },
  answers: quickAnswers(file.meeting, personId),
});

export const calledOffBrief = (
  file: MeetingFile,
  personId: string,
  what: 'postponed' | 'cancelled',
  because: string,
): Brief => ({
  form: 'meetings.cancelled',
  values: {
    ...meetingValues(file.meeting, nameIn(file, personId)),
    place: line(file.meeting.place),
    reason: text(`meetings:brief.${what}`, { because: line(because) }),
  },
});
