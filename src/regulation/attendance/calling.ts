// Whom an invitation makes the secretariat telephone, beside those whom nothing has reached (RS5, 7.3).
import type { Transaction } from '../../store/transaction.ts';
import { type AlsoToCall, type Call, callReader } from '../calls/index.ts';
import { headingOf, loadMeeting, matterOf, participantOf } from '../meetings/index.ts';
import { outsideRoster, phonesOf, quickLeaves } from './store.ts';

/** Who asked for leave without a reason, by a quick answer: to be asked for it. */
const reasonsOwed: AlsoToCall = async (tx, which, now) => {
  const calls: Call[] = [];
  for (const { personId, meetingId } of await quickLeaves(tx, which, now)) {
    const file = await loadMeeting(tx, meetingId);
    const participant = file && participantOf(file, personId);
    if (!file || !participant) continue;
    const phone = (await phonesOf(tx, [personId])).get(personId) ?? null;
    const { name, post } = participant;
    const about = headingOf(file);
    const matter = matterOf(file.meeting);
    calls.push({ bodyId: file.meeting.bodyId, personId, name, post, phone, matter, about, reason: 'reason-owed' });
  }
  return calls;
};

/** Guests and alternates on no roster (6.4, 9.2): nothing can be written to them. */
const strangers: AlsoToCall = async (tx, which, now) => {
  const calls: Call[] = [];
  for (const { meetingId, participantId, phone } of await outsideRoster(tx, which, now)) {
    const file = await loadMeeting(tx, meetingId);
    const one = file?.participants.find(({ id }) => id === participantId);
    if (!file || !one) continue;
    const { name, post } = one;
    const [about, matter] = [headingOf(file), matterOf(file.meeting)];
    const { bodyId } = file.meeting;
    calls.push({ bodyId, personId: one.id, name, post, phone, matter, about, reason: 'not-on-roster' });
  }
  return calls;
};

export const alsoToCall: AlsoToCall = async (tx, which, now) => [
  ...(await reasonsOwed(tx, which, now)),
  ...(await strangers(tx, which, now)),
];

/** All who are to be telephoned, as /cangoi lists them. */
export const toCall = (tx: Transaction, matter: string, now: Date): Promise<Call[]> =>
  callReader(alsoToCall)(tx, { matter }, now);
