// Điều 4, 6.4: answers to invitations, absence and proxy with the presider's consent; what other chapters may use of them.
import { approval } from '../../kernel/approval.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import type { AttendanceEvent } from './answer.ts';
import { board, nudge, peopleOf } from './board/commands.ts';
import { people } from './board/people.ts';
import { forms } from './briefs.ts';
import { absent, attend, change, proxy, withdraw } from './commands.ts';
import { consents } from './consent/awaited.ts';
import { consent, nameOfRequest, refuseRequest, showRequest } from './consent/commands.ts';
import { letter } from './letter.ts';
import { record } from './recording.ts';
import { coming, follows, owed } from './reminding.ts';
import { scope } from './scope.ts';
import { figures } from './settings.ts';
import { apply } from './store.ts';

export { type Source, sources } from './answer.ts';
export { alsoToCall } from './calling.ts';
export { type Presence, requestCards, standingOf, standingReader } from './standing.ts';
export { sourceText } from './views.ts';

export const chapter: Chapter = {
  name: 'attendance',
  room: 'meetings',
  settings: figures,
  forms,
  articles: ['2.1', '4', '6.4', 'QĐ45'],
  commands: [
    attend,
    absent,
    proxy,
    withdraw,
    scope,
    letter,
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
  reminders: [coming],
  obligations: [owed],
  follows,
  approvals: [approval(consents)],
  shownBy: { request: 'attendance.request', person: 'meetings.open', meeting: 'attendance.board' },
  looks: { meeting: ['attendance.board'] },
  names: { request: nameOfRequest },
  facts: { answer: ['id'], leave_request: ['id'], chase: ['id'] },
  apply: (tx, event) => apply(tx, event as AttendanceEvent),
};
