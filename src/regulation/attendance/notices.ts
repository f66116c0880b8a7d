// Điều 6.4: who must be told of an answer, a request, a verdict, a proxy given or returned.
import { awaits, present } from '../../kernel/approval.ts';
import type { Act } from '../../kernel/command.ts';
import { type Effects, type Notice, type ReminderStart, tellEach } from '../../kernel/notice.ts';
import { type Text, text } from '../../kernel/text.ts';
import { choice, offer, press } from '../../kernel/view.ts';
import { alternateOf, toSome } from '../meetings/index.ts';
import { calendarReleased } from '../meetings/invitation/index.ts';
import { owedReminder } from '../opinions/index.ts';
import { type Answer, type Consequence, requestIn, type Waiting } from './answer.ts';
import { consents } from './consent/awaited.ts';
import { tellByPhone, tellOfRequest } from './consent/notices.ts';
import { requestView } from './consent/views.ts';
import { factsAfter, type MemberFacts, type RequestFacts } from './facts.ts';
import { memberCard, reasonText, sourceText } from './views.ts';

/** What follows from a member's own act, or from one taken down for him. */
export function tellMember(facts: MemberFacts, act: Act, events: readonly Consequence[]): Effects {
  const now = factsAfter(facts, events);
  const notices: Notice[] = [];
  const reminders: ReminderStart[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'attendance.answered':
        if (act.by.person.id !== facts.person.id) notices.push(...answeredForYou(now, act, event.answer));
        notices.push(...passOnNote(now, act, event.answer), ...tellCannot(now, act, event.answer));
        break;
      case 'attendance.requested':
        notices.push(...askForConsent(requestOf(now, event.request, act), act));
        reminders.push(awaits(consents, requestOf(now, event.request, act), act));
        break;
      case 'attendance.withdrawn':
        notices.push(...tellWithdrawn(facts, now));
        break;
      case 'opinions.duty-opened':
        reminders.push(...(event.met ? [] : [owedReminder(event, act)].filter((start) => start !== null)));
        break;
      case 'meetings.alternate-removed':
        notices.push(...tellReturned(facts));
        break;
      default:
        break;
    }
  }
  return { notices, reminders };
}

/** He sees what was recorded for him, by whom and how it came, and puts it right with one tap (RS6). */
function answeredForYou(now: MemberFacts, act: Act, answer: Answer): Notice[] {
  const { meeting } = now.file;
  const by = act.by.person.fullName;
  const news: Text[] =
    answer.source === 'chat'
      ? [text('attendance:notice.answered-for-you', { by })]
      : [text('attendance:notice.recorded-for-you', { by, source: sourceText(answer.source) })];
  const fix = press('attendance.change', { meeting: meeting.id, person: now.person.id });
  const view = memberCard(now, act.now, { news, choices: [choice(text('attendance:card.not-right'), fix)] });
  return toSome([now.person.id], now.file, `answered:v${meeting.version}:${answer.id}`, view);
}

/** What he said beside his answer is for those who look after the meeting. */
function passOnNote({ file, person, overseers }: MemberFacts, act: Act, { id }: Answer): Notice[] {
  const { note } = act.args;
  if (!note) return [];
  const { meeting } = file;
  const line = text('attendance:notice.note', { person: person.fullName, meeting: meeting.code, note });
  const board = offer('attendance.board', { meeting: meeting.id });
  const others = [...new Set(overseers.map((seat) => seat.person.id))].filter((to) => to !== act.by.person.id);
  return toSome(others, file, `note:${id}`, { lines: [line], choices: [board] });
}

/** His alternate cannot come: the principal comes himself or sends another; those who look after the meeting know. */
function tellCannot(
  { file, participant, person, principal, overseers }: MemberFacts,
  act: Act,
  answer: Answer,
): Notice[] {
  if (answer.answer !== 'withdrawn' || participant.as !== 'alternate' || !principal) return [];
  const { meeting } = file;
  const names = { alternate: person.fullName, meeting: meeting.code, reason: reasonText(act.args.reason ?? '') };
  const attend = press('attendance.attend', { meeting: meeting.id, person: principal.id });
  const others = new Set(overseers.map((seat) => seat.person.id).filter((id) => id !== principal.id));
  const news = [text('attendance:notice.cannot-replace', { ...names, principal: principal.fullName })];
  return [
    ...toSome([principal.id], file, `cannot:${answer.id}`, {
      lines: [text('attendance:notice.alternate-cannot', names)],
      choices: [choice(text('attendance:card.return-proxy'), attend)],
    }),
    ...toSome([...others], file, `cannot:${answer.id}`, { lines: news }),
  ];
}

/** The one who decides gets the request as a card; when nobody is left to decide, the overseers see it. */
const askForConsent = (asked: RequestFacts, act: Act): Notice[] =>
  present(consents, asked, act).filter(({ to }) => to !== act.by.person.id || to === asked.decider?.id);

const requestOf = (now: MemberFacts, request: Waiting, { by }: Act): RequestFacts => ({
  ...now,
  request,
  askedBy: by.person.id === now.person.id ? null : by.person,
  decidedBy: null,
});

/** The presider's card loses its choices; consent already given is taken back with a notice of its own. */
function tellWithdrawn(before: MemberFacts, now: MemberFacts): Notice[] {
  const request = requestIn(before.standing);
  if (!request) return [];
  const wasAgreed = request.state === 'agreed';
  const to = request.state === 'agreed' ? request.decidedBy : now.decider?.id;
  if (!to) return [];
  const attends = now.standing.state === 'attending';
  const settled = text(attends ? 'attendance:notice.attends-after-all' : 'attendance:notice.withdrew', {
    person: now.person.fullName,
  });
  const view = requestView({ ...before, request, askedBy: null, decidedBy: null }, false, settled);
  const ways = { class: wasAgreed ? 'notice' : 'refresh', personal: true } as const;
  return tellEach([to], `request:${request.id}`, `withdrawn:v${request.version}`, view, ways);
}

/** A proxy returned: the alternate need not come, the principal does (PX6). Somebody on no roster must be phoned. */
function tellReturned(before: MemberFacts): Notice[] {
  const request = requestIn(before.standing);
  const { meeting } = before.file;
  const personId = alternateOf(before.file, before.person.id)?.personId ?? request?.alternate?.personId;
  const names = { principal: before.person.fullName, meeting: meeting.code };
  const what = `returned:v${meeting.version}`;
  if (personId) {
    const lines = [text('attendance:notice.not-needed', names)];
    const view = { lines, calendar: calendarReleased(before.file), card: `meeting:${meeting.id}:${personId}` };
    return tellOfRequest(before, request, [personId], what, view, { parting: true });
  }
  return tellByPhone(before, request, 'attendance:notice.phone-not-needed', what);
}
