// What other chapters may use of meetings.
export {
  type AgendaItem,
  type AlternateAdded,
  type AlternateRemoved,
  alternateAdded,
  alternateOf,
  alternateRemoved,
  type Convened,
  invited,
  isOpenForAnswers,
  type Meeting,
  type MeetingFile,
  type MeetingKind,
  type MeetingState,
  matterOf,
  type Paper,
  type Participant,
  participantOf,
  presiderOf,
  type Roll,
} from './meeting.ts';
export { evolve } from './evolve.ts';
export { meetingLadder } from './notices.ts';
export { loadMeeting, meetingOptions } from './store.ts';
export { staleBecause } from './stale.ts';
/**
 * `StandingReader` hands the answers to this chapter from outside (attendance comes after it in the order):
 * by person, his status in words, the choices his invitation offers, and what the roll-call proposes for him.
 */
export { chapter, chapterWith, type Standing, type StandingReader } from './chapter.ts';
export { answerChoices, invitationView, meetingLines } from './views.ts';
