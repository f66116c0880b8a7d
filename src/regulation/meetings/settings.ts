// Điều 9.1, QĐ 45: how early a meeting is told, when it is called to mind, how often one is due.
import { figure, hoursOf, ladder, numberOf, steps, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Notice of a meeting, in working days (QĐ 45/2018/QĐ-TTg). */
    noticeWorkingDays: number;
    /** Answers are asked for by this many working days before the meeting, at 17:00. */
    answerWorkingDays: number;
    /** When an invitation not answered is brought back, counted back from the meeting. */
    meetingReminders: readonly Rung[];
    /** A regular meeting is due once in so many months, counted from January (Điều 9.1: a quarter); 0: none is. */
    meetingEveryMonths: number;
    /** When a period without a regular meeting is called to mind, counted back from its end. */
    rhythmReminders: readonly Rung[];
    /** Hours after its beginning at which a meeting is over, if nobody has said so before. */
    meetingHours: number;
    /** When the roll of a meeting is asked for again, in working days after it; the office is the secretariat. */
    rollSteps: readonly StepUp[];
  }
}

/** Whole months that fill a year; 0: never. */
const everyMonths = numberOf(0, 1, 2, 3, 4, 6, 12);

export const figures = settings({
  noticeWorkingDays: figure('meetings:settings.noticeWorkingDays', 3, whole(0, 60)),
  answerWorkingDays: figure('meetings:settings.answerWorkingDays', 2, whole(0, 60)),
  meetingReminders: figure(
    'meetings:settings.meetingReminders',
    [{ workingDays: 3 }, { workingDays: 1 }, { hours: 2 }],
    ladder,
  ),
  meetingEveryMonths: figure('meetings:settings.meetingEveryMonths', 3, everyMonths),
  rhythmReminders: figure(
    'meetings:settings.rhythmReminders',
    [{ workingDays: 20 }, { workingDays: 10 }, { workingDays: 5 }],
    ladder,
  ),
  meetingHours: figure('meetings:settings.meetingHours', 4, hoursOf(1, 72)),
  rollSteps: figure(
    'meetings:settings.rollSteps',
    [
      { workingDays: 1, to: 'office' },
      { workingDays: 3, to: 'office' },
    ],
    steps('office', 'deputy', 'chair'),
  ),
});
