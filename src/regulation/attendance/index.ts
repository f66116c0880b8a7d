// Điều 4, 6.4: answers to invitations, absence and proxy with the presider's consent; what other chapters may use of them.
import type { Chapter } from '../../kernel/chapter.ts';
import { reminderKind } from '../../kernel/chapter.ts';
import { personCards } from '../committee/index.ts';
import { isOpenForAnswers, loadMeeting, participantOf } from '../meetings/index.ts';
import type { AttendanceEvent } from './answer.ts';
import { invitationsAwaiting } from './awaited.ts';
import { board, nudge, peopleOf } from './board/commands.ts';
import { people } from './board/people.ts';
import { absent, attend, change, proxy, withdraw } from './commands.ts';
import { consent, nameOfRequest, refuseRequest, showRequest } from './consent/commands.ts';
import { dueConsent } from './consent/reminding.ts';
import type { MemberFacts, RequestFacts } from './facts.ts';
import { contextOf, memberFacts, requestFacts } from './gathering.ts';
import { record } from './recording.ts';
import { dueAnswer } from './reminding.ts';
import { apply, loadRequest } from './store.ts';

export { type Consequence, type Source, sources } from './answer.ts';
export { alsoToCall } from './calling.ts';
export { decideConsent } from './consent/decide.ts';
export { passOnRequest, presentRequest, tellVerdicts } from './consent/notices.ts';
export { namedMember, type RequestFacts } from './facts.ts';
export { requestsFor, requestsIn } from './gathering.ts';
export { requestCards, standingOf, standingReader } from './standing.ts';
export { lockRequests } from './store.ts';
export { reasonText, sourceText } from './views.ts';

const answer = reminderKind<MemberFacts>({
  name: 'attendance.answer',
  article: '6.4',
  async gather(tx, reminder, world) {
    const personId = reminder.person ?? '';
    const file = await loadMeeting(tx, reminder.matter.slice('meeting:'.length));
    const participant = file && participantOf(file, personId);
    if (!file || !participant || file.meeting.version !== reminder.version) return null;
    if (!isOpenForAnswers(file.meeting, world.now)) return null;
    const person = (await personCards(tx, [personId])).get(personId);
    if (!person) return null;
    return memberFacts(tx, file, { person, participant }, await contextOf(tx, file.meeting.bodyId, world.now));
  },
  due: dueAnswer,
});

const undecided = reminderKind<RequestFacts>({
  name: 'attendance.consent',
  article: '6.4',
  async gather(tx, reminder, world) {
    const id = reminder.matter.slice('request:'.length);
    const named = await loadRequest(tx, id);
    const file = named && (await loadMeeting(tx, named.meetingId, { lock: true }));
    const request = file && (await loadRequest(tx, id));
    if (!file || !request || request.state !== 'waiting' || request.version !== file.meeting.version) return null;
    if (file.meeting.state !== 'convened' && file.meeting.state !== 'held') return null;
    return requestFacts(tx, request, file, await contextOf(tx, file.meeting.bodyId, world.now));
  },
  due: dueConsent,
});

export const chapter: Chapter = {
  name: 'attendance',
  room: 'meetings',
  articles: ['2.1', '4', '6.4', 'QĐ45'],
  commands: [
    attend,
    absent,
    proxy,
    withdraw,
    change,
    consent,
    refuseRequest,
    showRequest,
    board,
    nudge,
    record,
    peopleOf,
  ],
  registers: [people],
  reminders: [answer, undecided],
  shownBy: { request: 'attendance.request', person: 'meetings.open', meeting: 'attendance.board' },
  looks: { meeting: ['attendance.board'] },
  names: { request: nameOfRequest },
  pending: invitationsAwaiting,
  facts: { answer: ['id'], leave_request: ['id'], chase: ['id'] },
  apply: (tx, event) => apply(tx, event as AttendanceEvent),
};
