// Meetings from invitation to roll-call (Điều 3.3, 5.4, 9.1, 9.2, 10.2), and what other chapters may use of them.
import { approval } from '../../kernel/approval.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import { type Actor, bodiesOf, personsOf } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { documents, items } from './agenda.ts';
import type { StandingReader } from './asking.ts';
import { book } from './book.ts';
import { change } from './changing/awaited.ts';
import { meetingCommands } from './commands.ts';
import { forms } from './invitation/briefs.ts';
import { type MeetingEvent, type MeetingFile, participantOf } from './meeting.ts';
import { papersOwed } from './papers-due.ts';
import { rhythm } from './rhythm.ts';
import type { DoorChoice } from './roll-call/commands.ts';
import { presenceWith } from './roll-call/presence.ts';
import { ending, rollOwed } from './roll-call/reminding.ts';
import { applyMeetingEvent, loadMeeting, meetingsFound, nameOfMeeting, papersFound } from './store.ts';
import { succeeds, succession } from './succession.ts';

export {
  invitationPressed,
  invitedMeetingField,
  meetingField,
  meetingOfInvited,
  namedMeeting,
  preparers,
  type Standing,
  type StandingReader,
} from './asking.ts';
export { evolve } from './evolve.ts';
export {
  type AgendaItem,
  alternateOf,
  invited,
  isOpenForAnswers,
  itemsOf,
  type Meeting,
  type MeetingEvent,
  type MeetingFile,
  matterOf,
  mayTakeGuests,
  missingSections,
  newParticipant,
  owesOpinion,
  type Participant,
  participantOf,
  peopleIn,
  scopes,
} from './meeting.ts';
export { lastNoticeDay, meetingLadder, toSome } from './notices.ts';
export { type Neighbour, overlaps } from './oddity.ts';
export { ofMeeting } from './parts.ts';
export { chapterWith as preparationWith } from './preparation/index.ts';
export { watchRhythm } from './rhythm.ts';
export {
  hasEnded,
  hasRegularMeeting,
  isConvened,
  loadMeeting,
  meetingOptions,
  meetingsIn,
  meetingsOf,
  nameOfMeeting,
  neighbours,
} from './store.ts';
export { subjectOf } from './subject.ts';
export { calledIn } from './views.ts';

import { figures } from './settings.ts';

/**
 * The chapter, with the answers handed in by who keeps them: attendance comes after meetings in the order of chapters,
 * so lists, cards and the roll-call learn how somebody stands through `standingOf`. `doorOf`: what prints the code for a door.
 */
export const chapterWith = (standingOf: StandingReader, doorOf: DoorChoice): Chapter => {
  const presence = presenceWith(standingOf);
  const parts = [items, documents, presence];
  return {
    name: 'meetings',
    room: 'meetings',
    settings: figures,
    forms,
    articles: ['3.3', '5.4', '6.4', '7.3', '8.4', '9.1', '9.2', '10.2', 'QĐ45', 'NĐ30'],
    commands: [...meetingCommands(standingOf, doorOf), listing(book), ...parts.map(listing)],
    registers: [book, ...parts],
    approvals: [approval(change)],
    reminders: [ending, succession, rhythm],
    succeeds,
    obligations: [rollOwed, papersOwed],
    numbered: { series: 'GM', event: 'meetings.drafted', part: 'meeting' },
    shownBy: { person: 'meetings.open', meeting: 'meetings.manage' },
    names: {
      meeting: async (tx, { by }, id) => {
        const file = await loadMeeting(tx, id);
        return file && isKnownTo(by, file) ? nameOfMeeting(file) : null;
      },
    },
    finds: [
      { kind: 'meeting', find: meetingsFound },
      { kind: 'meeting', find: papersFound },
    ],
    facts: { meeting: ['id'], participant: ['id'], agenda_item: ['id'], paper: ['id'] },
    apply: (tx, event) => applyMeetingEvent(tx, event as MeetingEvent),
  };
};

/** Whoever sits in its body, or is to come, himself or with a leader he assists. */
const isKnownTo = (by: Actor, file: MeetingFile): boolean =>
  bodiesOf(by).includes(file.meeting.bodyId) || personsOf(by).some(({ id }) => participantOf(file, id) !== null);
