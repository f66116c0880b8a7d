// An invitation and what it offers (QĐ 45/2018, Điều 6.4), for the chapters that keep its answers.
export { answerBy, invitationBrief, meetingValues, quickAnswers } from './briefs.ts';
export { calendarFacts, calendarReleased } from './calendar.ts';
export { answerChoices, beforeAnswer, cannotChoice, freshInvitation, invitationView, withPapers } from './card.ts';
export { headingOf, meetingLines, paperLinks, reminderLines, scopeLine, scopeText } from './lines.ts';
