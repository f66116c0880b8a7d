// QĐ45 Đ.14: everybody hears what was, what is, and that an earlier answer no longer counts.
import { awaits, present } from '../../../kernel/approval.ts';
import type { Act } from '../../../kernel/command.ts';
import { type Effects, knownTo, type Notice } from '../../../kernel/notice.ts';
import { quoted, type Text, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import { deciderOf, type MeetingFacts } from '../decide.ts';
import { evolveAll } from '../evolve.ts';
import { changedBrief } from '../invitation/briefs.ts';
import { freshInvitation, presides } from '../invitation/card.ts';
import { type MeetingEvent, type MeetingFile, peopleIn } from '../meeting.ts';
import { convenedReminders, overseerIds, toParticipants, toSome } from '../notices.ts';
import { clashesOf } from '../oddity.ts';
import { actorName, manageView } from '../views.ts';
import { change } from './awaited.ts';
import { alternateReleased, calledOffView, changedLines } from './views.ts';

/** Who is told what, and what is to be watched; the same for the chair's own word and for a change he agreed to. */
export function tellChange(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): Effects {
  const after = evolveAll(facts.file, events);
  const event = events[0];
  switch (event?.type) {
    case 'meetings.change-proposed':
      return {
        notices: present(change, { ...facts, file: after }, act),
        reminders: [awaits(change, { ...facts, file: after }, act)],
      };
    case 'meetings.change-declined':
      return { notices: tellDeclined(facts, act, event.because) };
    case 'meetings.changed':
      return { notices: tellChanged(facts, after, act, event.because), reminders: convenedReminders(after, act) };
    case 'meetings.postponed':
    case 'meetings.cancelled':
      return { notices: tellCalledOff(facts, after, act) };
    default:
      return { notices: [] };
  }
}

function tellDeclined(facts: MeetingFacts, act: Act, because: string): Notice[] {
  const { proposal, submissions } = facts.file.meeting;
  if (!proposal) return [];
  const note = text('meetings:notice.declined', { by: actorName(act), because: quoted(because) });
  const file = { ...facts.file, meeting: { ...facts.file.meeting, proposal: null } };
  const view = manageView(file, { now: act.now, leads: false });
  return toSome([proposal.by], file, `declined:v${submissions}`, { ...view, lines: [note, ...view.lines] });
}

function tellChanged(facts: MeetingFacts, after: MeetingFile, act: Act, because: string): Notice[] {
  const before = facts.file;
  const lines = changedLines(before, after, because);
  const expiresAt = after.meeting.startsAt;
  const released = before.participants.flatMap(({ as, personId }) =>
    as === 'alternate' && personId !== null ? [personId] : [],
  );
  const where = { ...act, near: facts.near ?? [] };
  const changed = toParticipants(
    after,
    'changed',
    (personId) => changedView(after, personId, [...lines, ...clashesOf(personId, after.meeting, where)], because),
    {
      expiresAt,
      urgent: isNear(before, act),
    },
  );
  return [
    // Of who presides nothing is asked.
    ...knownTo(act.by.person.id, changed, (to) => !presides(after.meeting, to)),
    ...released.flatMap((to) =>
      toSome([to], after, `released:v${after.meeting.version}`, alternateReleased(before, after, to, because), {
        parting: true,
      }),
    ),
    ...tellOverseers(facts, after, act, `changed:v${after.meeting.version}`),
  ];
}

/** An earlier answer no longer counts (QĐ45 Đ.14); whoever presides was not asked for one (Điều 3.3). */
const changedView = (after: MeetingFile, personId: string, lines: readonly Text[], because: string): View => ({
  ...freshInvitation(
    after,
    personId,
    presides(after.meeting, personId) ? lines : [...lines, text('meetings:changed.answer-again')],
  ),
  brief: changedBrief(after, personId, because),
});

/** The old time is so close that the night must not hold the message back. */
const isNear = ({ meeting }: MeetingFile, { now }: Pick<Act, 'now'>): boolean =>
  meeting.startsAt.getTime() - now.getTime() < 24 * 3_600_000;

function tellCalledOff(facts: MeetingFacts, after: MeetingFile, act: Act): Notice[] {
  const { meeting } = after;
  const what = meeting.state === 'postponed' ? 'postponed' : 'cancelled';
  const because = 'because' in meeting ? meeting.because : '';
  const wasKnown = facts.file.meeting.state === 'convened' || facts.file.meeting.state === 'postponed';
  // Before-participants: alternates released by a postponement are told as well.
  const told = { ...after, participants: facts.file.participants };
  const notices = wasKnown
    ? toParticipants(told, what, (personId) => calledOffView(after, personId, what, because), {
        urgent: isNear(facts.file, act),
      }).map((notice): Notice => (standsIn(facts.file, notice.to) ? { ...notice, parting: true } : notice))
    : [];
  return [...knownTo(act.by.person.id, notices), ...tellOverseers(facts, after, act, `${what}:v${meeting.version}`)];
}

/** A postponement releases him. */
const standsIn = ({ participants }: MeetingFile, person: string): boolean =>
  participants.some(({ as, personId }) => as === 'alternate' && personId === person);

function tellOverseers(facts: MeetingFacts, after: MeetingFile, act: Act, what: string): Notice[] {
  const participants = peopleIn(facts.file);
  const submitted = facts.file.meeting.state === 'submitted' ? deciderOf(facts.lead)?.person.id : undefined;
  const ids = [
    ...overseerIds(after, facts.seats, [...participants, act.by.person.id]),
    ...(submitted ? [submitted] : []),
  ];
  const others = [...new Set(ids)].filter((id) => id !== act.by.person.id);
  return toSome(others, after, `${what}:overseer`, manageView(after, { now: act.now, leads: false }));
}
