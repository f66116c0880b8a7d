// Điều 6.4: the invitations that still wait for somebody's answer, or for that of a leader he assists (10.3).

import type { Pending } from '../../kernel/chapter.ts';
import type { Asking } from '../../kernel/command.ts';
import { personsOf } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import {
  answerChoices,
  loadMeeting,
  type MeetingFile,
  meetingOptions,
  participantOf,
  subjectsOf,
} from '../meetings/index.ts';
import { isUnanswered } from './answer.ts';
import { loadStanding } from './store.ts';

/** How many meetings are looked at, the nearest first. */
const nearest = 5;

export async function invitationsAwaiting(tx: Transaction, { by, now }: Asking): Promise<Pending[]> {
  const personIds = personsOf(by).map(({ id }) => id);
  const options = await meetingOptions(tx, { personIds, states: ['convened'], from: now, now });
  const found: Pending[] = [];
  for (const { value, label } of options.slice(0, nearest)) {
    const file = await loadMeeting(tx, value);
    for (const { person, behalf } of file ? subjectsOf(by, file) : []) {
      const leader = behalf?.fullName ?? null;
      if (file && (await isAwaited(tx, file, person.id))) found.push(awaited(file, person.id, leader, label));
    }
  }
  return found;
}

/** Whoever presides is not asked whether he comes (Điều 3.3). */
async function isAwaited(tx: Transaction, file: MeetingFile, personId: string): Promise<boolean> {
  if (file.meeting.presiderId === personId) return false;
  return isUnanswered(await loadStanding(tx, file.meeting, personId));
}

/** `leader`: whose invitation it is, for an assistant. */
const awaited = (
  { meeting, ...file }: MeetingFile,
  person: string,
  leader: string | null,
  what: Pending['what'],
): Pending => ({
  what: leader === null ? what : text('attendance:awaited.of', { name: leader, what }),
  open: choice(
    leader === null
      ? text('attendance:awaited.open', { meeting: meeting.code })
      : text('attendance:awaited.open-for', { meeting: meeting.code, name: leader }),
    press('meetings.open', { meeting: meeting.id, person }),
  ),
  answers: answerChoices(meeting, person, participantOf({ meeting, ...file }, person)),
});
