// QĐ45 Đ.14: everybody hears what was, what is, and that an earlier answer no longer counts.
import type { Act, World } from '../../../kernel/command.ts';
import { type Effects, knownTo, type Notice } from '../../../kernel/notice.ts';
import { quoted, type Text, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import { nameIn } from '../asking.ts';
import { changedBrief } from '../briefs.ts';
import { deciderOf, type MeetingFacts } from '../decide.ts';
import { evolveAll } from '../evolve.ts';
import type { MeetingEvent, MeetingFile } from '../meeting.ts';
import { convenedReminders, overseerIds, toParticipants, toSome, unapprovedReminder } from '../notices.ts';
import { clashesOf, oddLines } from '../oddity.ts';
import { actorName, freshInvitation, manageView, presides } from '../views.ts';
import { alternateReleased, calledOffView, changedLines } from './views.ts';

type Reckoning = Pick<World, 'now' | 'calendar' | 'settings'>;

/** Who is told what, and what is to be watched; the same for the chair's own word and for a change he agreed to. */
export function tellChange(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): Effects {
  const after = evolveAll(facts.file, events);
  const event = events[0];
  switch (event?.type) {
    case 'meetings.change-proposed':
      return {
        notices: askChair({ ...facts, file: after }, act),
        reminders: [unapprovedReminder('meetings.unapproved', after.meeting, act)],
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

export function askChair(
  facts: MeetingFacts,
  act: Reckoning,
  what = 'proposed',
  view = chairView(facts, act),
): Notice[] {
  const decider = deciderOf(facts.lead);
  if (!decider) return [];
  const { meeting } = facts.file;
  // His decision alone: no copy to assistants.
  return toSome([decider.person.id], facts.file, `${what}:v${meeting.submissions}`, view, {
    class: 'action',
    personal: true,
  });
}

/** A change that waits, before whoever decides it now; said once to each. */
export const presentChange = (facts: MeetingFacts, world: Reckoning): Notice[] => askChair(facts, world);

export function chairView(facts: MeetingFacts, world: Reckoning): View {
  const { proposal } = facts.file.meeting;
  const proposedBy = proposal ? nameIn(facts, proposal.by) : '';
  return manageView(facts.file, { now: world.now, leads: true, proposedBy, odd: oddOfChange(facts, world) });
}

/** What is odd about the new time and place, proposed or set; of a meeting nobody moves nothing is said. */
export function oddOfChange({ file, near = [] }: MeetingFacts, { now, calendar, settings }: Reckoning): Text[] {
  const { proposal } = file.meeting;
  return proposal?.what === 'change'
    ? oddLines(file, { now, calendar, settings, near }, { ...file.meeting, ...placedBy(proposal) })
    : [];
}

const placedBy = ({ startsAt, place }: { startsAt: Date; place: string }) => ({ startsAt, place });

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
  const participants = facts.file.participants.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const submitted = facts.file.meeting.state === 'submitted' ? deciderOf(facts.lead)?.person.id : undefined;
  const ids = [
    ...overseerIds(after, facts.seats, [...participants, act.by.person.id]),
    ...(submitted ? [submitted] : []),
  ];
  const others = [...new Set(ids)].filter((id) => id !== act.by.person.id);
  return toSome(others, after, `${what}:overseer`, manageView(after, { now: act.now, leads: false }));
}
