// RS5, AD3, AD4: those who look after a meeting see who stands how, and remind the silent.
import { type Asking, command, type Gathered } from '../../../kernel/command.ts';
import { hidden } from '../../../kernel/fields.ts';
import { listing } from '../../../kernel/register.ts';
import { moment, text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { beyondReach } from '../../calls/index.ts';
import { loadMeeting, type MeetingFile, matterOf, meetingField, peopleIn } from '../../meetings/index.ts';
import { overseers } from '../../roles.ts';
import type { Chased } from '../answer.ts';
import { toCall } from '../calling.ts';
import { everybody, noMeeting } from '../gathering.ts';
import { lastChase } from '../store.ts';
import { type BoardArgs, type BoardFacts, decideNudge, receipt } from './decide.ts';
import { tellNudge } from './notices.ts';
import { people } from './people.ts';
import { boardView } from './views.ts';

async function gatherBoard(tx: Transaction, asking: Asking<BoardArgs>, lock = false): Promise<Gathered<BoardFacts>> {
  const { meeting } = asking.args;
  const file = meeting ? await loadMeeting(tx, meeting, { lock }) : null;
  if (!file) return noMeeting();
  const facts: BoardFacts = {
    file,
    people: await everybody(tx, file, asking.now),
    ...(await reachOf(tx, file, asking.now)),
    lastChase: await lastChase(tx, file.meeting.id, asking.args.whom),
  };
  return { bodyId: file.meeting.bodyId, facts };
}

async function reachOf(tx: Transaction, file: MeetingFile, now: Date): Promise<Pick<BoardFacts, 'calls' | 'beyond'>> {
  const invitees = peopleIn(file);
  return {
    calls: await toCall(tx, matterOf(file.meeting), now),
    beyond: await beyondReach(tx, invitees),
  };
}

const boardField = meetingField(overseers, ['convened', 'held']);

export const board = command<BoardArgs, BoardFacts, never>({
  name: 'attendance.board',
  means: ['unanswered', 'attending', 'absentees'].map((ask) => ({ intent: `ask:${ask}` })),
  word: 'tinhhinh',
  alias: ['status'],
  article: '5.4',
  allowed: overseers,
  fields: { meeting: boardField },
  gather: (tx, asking) => gatherBoard(tx, asking),
  show: (facts, act) => boardView(facts, act.now),
});

/** Only those who have not answered, or not even confirmed receipt (MT8), and not twice within a few minutes. */
export const nudge = command<BoardArgs, BoardFacts, Chased>({
  name: 'attendance.nudge',
  means: [{ intent: 'nudge' }],
  readBack: async () => [text('attendance:read-back.nudge')],
  article: '5.4',
  allowed: overseers,
  personal: false,
  fields: { meeting: meetingField(overseers, ['convened']), whom: hidden },
  // Locked, so that two who press at once do not both remind.
  gather: (tx, asking) => gatherBoard(tx, asking, true),
  decide: decideNudge,
  tell: tellNudge,
  show: (facts, act, events) => {
    const values = { count: events[0]?.people ?? 0, at: moment(act.now, 'time') };
    const done = act.args.whom === receipt ? 'attendance:board.chased-receipt' : 'attendance:board.chased';
    return boardView(facts, act.now, text(done, values));
  },
});

export const peopleOf = listing(people);
