// Whom an invitation makes the secretariat telephone, beside those whom nothing has reached (RS5, 7.3): who asked for leave by
// a quick answer and owes its reason; guests and alternates on no roster (6.4, 9.2), to whom nothing can be written.
import { normalisePhone } from '../../kernel/names.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type AlsoToCall, type Call, callReader } from '../calls/index.ts';
import { loadMeeting, matterOf } from '../meetings/index.ts';
import { headingOf } from '../meetings/invitation/index.ts';
import { inviteesToCall } from './store.ts';

export const alsoToCall: AlsoToCall = async (tx, which, now) => {
  const calls: Call[] = [];
  for (const { meetingId, participantId, phone: given, reason } of await inviteesToCall(tx, which, now)) {
    const file = await loadMeeting(tx, meetingId);
    const one = file?.participants.find(({ id }) => id === participantId);
    if (!file || !one) continue;
    const { name, post } = one;
    const [about, matter] = [headingOf(file), matterOf(file.meeting)];
    const { bodyId } = file.meeting;
    const phone = one.personId === null ? given : normalisePhone(given ?? '');
    calls.push({ bodyId, personId: one.personId ?? one.id, name, post, phone, matter, about, reason });
  }
  return calls;
};

/** All who are to be telephoned, as /cangoi lists them. */
export const toCall = (tx: Transaction, matter: string, now: Date): Promise<Call[]> =>
  callReader(alsoToCall)(tx, { matter }, now);
