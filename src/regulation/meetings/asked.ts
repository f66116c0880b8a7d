// What people ask about a meeting in their own words, answered in one sentence before its card.
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { classesOf } from './invitation/lines.ts';
import type { MeetingFile } from './meeting.ts';

export const questions = [
  'when',
  'where',
  'presider',
  'attending',
  'papers',
  'content',
  'deadline',
  'invitation',
  'online',
  'mine',
] as const;
export type Question = (typeof questions)[number];

/** The fact that was asked for; null where the card itself is the answer. `status`: how he has answered so far. */
export function askedLine(file: MeetingFile, asked: Question, status: Text): Text | null {
  const { meeting, presider, papers } = file;
  switch (asked) {
    case 'when':
      return text('meetings:asked.when', { at: moment(meeting.startsAt, 'weekday-moment') });
    case 'where':
      return text('meetings:asked.where', { place: said(meeting.place) });
    case 'presider':
      return text('meetings:asked.presider', { name: said(presider.fullName) });
    case 'attending':
      return text('meetings:asked.attending', classesOf(file));
    case 'papers':
      return papers.length > 0
        ? text('meetings:asked.papers', { count: papers.length })
        : text('meetings:asked.no-papers');
    case 'content':
      return text('meetings:asked.content', { title: said(meeting.title) });
    case 'deadline':
      return 'answerBy' in meeting
        ? text('meetings:asked.deadline', { at: moment(meeting.answerBy, 'weekday-moment') })
        : null;
    case 'online':
      return meeting.link ? text('meetings:asked.link', { link: said(meeting.link) }) : text('meetings:asked.online');
    case 'mine':
      return text('meetings:asked.mine', { status });
    case 'invitation':
      return null;
  }
}
