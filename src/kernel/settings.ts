// Figures a body may set for itself; the regulation leaves them open (deadlines, ladders, quiet hours).
import type { Role } from '../regulation/roles.ts';
import type { MessageClass } from './notice.ts';
import type { SheetForm } from './sheet.ts';

/** A rung of a reminder ladder, counted back from the date concerned. */
export type Rung = { workingDays: number } | { hours: number };

/**
 * A step up, counted on from the date concerned: whoever looks after it (the standing agency, the secretariat), then a
 * deputy, then whoever leads the body. Each step tells those of the steps before as well.
 */
export type StepUp = { workingDays: number; to: 'office' | 'deputy' | 'chair' };

/** What stands on a body's papers beside its name and abbreviation. */
export type Letterhead = {
  form: SheetForm;
  /** Above the body, e.g. the province's committee; `|` breaks the line, here and below. */
  parent: string;
  /** As it stands on paper; empty: the body's name. */
  issuer: string;
  place: string;
  /** Abbreviation of the standing agency: in the symbol of letters, and where papers are filed. */
  unit: string;
  /** Who signs, by the kind of paper (GM, TB, BC, CV, BB, TTr); others as the regulation has it (Điều 5.7, 10.1). */
  signers: Readonly<Record<string, Role>>;
};

export type Settings = {
  /** Notice of a meeting, in working days (QĐ 45/2018/QĐ-TTg). */
  noticeWorkingDays: number;
  /** Answers are asked for by this many working days before the meeting, at 17:00. */
  answerWorkingDays: number;
  meetingReminders: readonly Rung[];
  /** A regular meeting is due once in so many months, counted from January (Điều 9.1: a quarter); 0: none is. */
  meetingEveryMonths: number;
  /** When a period without a regular meeting is called to mind, counted back from its end. */
  rhythmReminders: readonly Rung[];
  /** The newest seal of the record is told on the first working day after so many months, counted from January; 0: never. */
  sealEveryMonths: number;
  /** A request not decided after this many hours is brought back to the presider, then to the standing member. */
  consentReminderHours: number;
  /**
   * When what waits for a decision is brought back, in working days after it was put: to whoever decides, from the first
   * step to the office on also to those who follow the body. In the end each time after twice as long.
   */
  decisionSteps: readonly StepUp[];
  /** Hours after its beginning at which a meeting is over, if nobody has said so before. */
  meetingHours: number;
  /** When the roll of a meeting is asked for again, in working days after it; the office is the secretariat. */
  rollSteps: readonly StepUp[];
  opinionReminders: readonly Rung[];
  /** Working days after a meeting within which its notice of conclusions is issued (QĐ 45/2018/QĐ-TTg: 5). */
  conclusionDays: number;
  /** Working days within which the standing agency answers a proposal (Điều 13.2 names none). */
  proposalAnswerDays: number;
  /** Working days after a round has closed within which its synthesis is put before the chair (Điều 9.3 names none). */
  synthesisDays: number;
  /** Working days within which a lead hands in how he will make good, once he is asked (Điều 7.2 names none). */
  remedyPlanDays: number;
  /** Of which tasks a lead proposes completion only with what can be looked up: those with a product named, all, or none. */
  completionEvidence: 'product' | 'always' | 'never';
  taskReminders: readonly Rung[];
  /** After its due date a task is brought back to its lead after so many days, then each time after twice as long. */
  overdueEveryDays: number;
  /** Who else hears that a task is over its time, counted from its last day (Điều 5.1, 7.2, 8.3). */
  overdueSteps: readonly StepUp[];
  /** When a completion that nobody confirms is brought back, and to whom, counted from the report (Điều 7.2). */
  confirmSteps: readonly StepUp[];
  /** No push between these hours of the day in Vietnam, unless urgent. */
  /** When whoever leads the body and the standing member get their morning in one message: working days, or once a week. */
  leadersMorning: 'daily' | 'weekly' | 'never';
  quietFrom: number;
  quietTo: number;
  linkCodeHours: number;
  /** Kinds of message that may cost money where writing freely is over. */
  paidMessages: readonly MessageClass[];
  /** In đồng a month; reached, only what is urgent (action, notice) is still paid for. */
  monthlyCeiling: number;
  /** Waking hours without a sign of arrival after which a message goes another way; 0: never. */
  receiptHours: number;
  /** Days after which the machinery's own rows are emptied: messages that came in and were handled. */
  keepReceivedDays: number;
  /** Messages that went out, once they bear no choices any more. */
  keepSentDays: number;
  /** Cards that still do, and who was told of a matter by telephone. */
  keepCardsDays: number;
  /** Reminders that are closed. */
  keepRemindersDays: number;
  /** Something begun and never finished. */
  keepUnfinishedDays: number;
  /** Codes and links that have expired, and guesses at them. */
  keepCodesDays: number;
  /** Files nothing refers to; never shorter than what is unfinished, which may still hold them. */
  keepFilesDays: number;
  /** What a month's messages cost. */
  keepSpendingDays: number;
  letterhead: Letterhead;
};

export const defaultSettings: Settings = {
  noticeWorkingDays: 3,
  answerWorkingDays: 2,
  meetingReminders: [{ workingDays: 3 }, { workingDays: 1 }, { hours: 2 }],
  meetingEveryMonths: 3,
  rhythmReminders: [{ workingDays: 20 }, { workingDays: 10 }, { workingDays: 5 }],
  sealEveryMonths: 1,
  consentReminderHours: 4,
  decisionSteps: [
    { workingDays: 1, to: 'chair' },
    { workingDays: 2, to: 'office' },
    { workingDays: 5, to: 'office' },
  ],
  meetingHours: 4,
  rollSteps: [
    { workingDays: 1, to: 'office' },
    { workingDays: 3, to: 'office' },
  ],
  conclusionDays: 5,
  proposalAnswerDays: 5,
  opinionReminders: [{ workingDays: 2 }, { workingDays: 1 }, { hours: 3 }],
  synthesisDays: 2,
  remedyPlanDays: 3,
  completionEvidence: 'product',
  taskReminders: [{ workingDays: 7 }, { workingDays: 3 }, { workingDays: 1 }, { workingDays: 0 }],
  overdueEveryDays: 7,
  overdueSteps: [
    { workingDays: 1, to: 'office' },
    { workingDays: 10, to: 'deputy' },
    { workingDays: 20, to: 'chair' },
  ],
  confirmSteps: [
    { workingDays: 2, to: 'office' },
    { workingDays: 5, to: 'office' },
    { workingDays: 10, to: 'deputy' },
    { workingDays: 15, to: 'chair' },
  ],
  leadersMorning: 'daily',
  quietFrom: 21,
  quietTo: 6,
  linkCodeHours: 72,
  paidMessages: ['action', 'notice'],
  monthlyCeiling: 1_000_000,
  receiptHours: 4,
  keepReceivedDays: 30,
  keepSentDays: 180,
  keepCardsDays: 400,
  keepRemindersDays: 90,
  keepUnfinishedDays: 90,
  keepCodesDays: 30,
  keepFilesDays: 120,
  keepSpendingDays: 1_830,
  letterhead: { form: 'state', parent: '', issuer: '', place: '', unit: '', signers: {} },
};
