// ID2: a seat has passed to somebody else (kiện toàn). Meetings to come are for whoever holds the seat now.
import { type Due, reminderKind } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import { text } from '../../kernel/text.ts';
import { findSuccession, type Succession } from '../committee/index.ts';
import { evolveAll } from './evolve.ts';
import { alternateOf, alternateRemoved, type MeetingEvent, type MeetingFile, participantOf } from './meeting.ts';
import { convenedReminders, toSome } from './notices.ts';
import { loadMeeting, meetingsWith } from './store.ts';
import { freshInvitation, withPapers } from './views.ts';

export type SuccessionFacts = Succession & { files: readonly MeetingFile[] };

/** He is invited in his predecessor's place, answers for himself, and presides where that one did. */
function passOn({ from, to }: Succession, file: MeetingFile, world: World): MeetingEvent[] {
  const { id: meetingId } = file.meeting;
  const occurred = { meetingId, at: world.now, by: to.person.id };
  const events: MeetingEvent[] = [];
  const { fullName } = to.person;
  if (file.presider.id === from.id) {
    events.push({
      type: 'meetings.presider-set',
      ...occurred,
      presider: { id: to.person.id, fullName, post: to.post },
    });
  }
  const place = participantOf(file, from.id);
  if (place?.as !== 'member') return events;
  if (alternateOf(file, from.id)) events.push(alternateRemoved(meetingId, from.id));
  events.push({ type: 'meetings.participant-removed', ...occurred, participantId: place.id });
  if (participantOf(file, to.person.id)) return events;
  const participant = {
    ...place,
    id: world.newId(),
    personId: to.person.id,
    name: fullName,
    post: to.post,
    seatId: to.id,
    seatCode: to.code,
    receivedAt: null,
    roll: null,
    leftAt: null,
  };
  return [...events, { type: 'meetings.participant-added', ...occurred, participant }];
}

export function dueSuccession(facts: SuccessionFacts, world: World): Due {
  const { from, to, files } = facts;
  const passed = files.map((file) => ({ file, events: passOn(facts, file, world) }));
  const convened = passed.filter(
    ({ file, events }) =>
      file.meeting.state === 'convened' && events.some(({ type }) => type === 'meetings.participant-added'),
  );
  const notices = passed.flatMap(({ file, events }): Notice[] => {
    const released = events.some(({ type }) => type === 'meetings.alternate-removed')
      ? alternateOf(file, from.id)?.personId
      : null;
    const names = { principal: from.fullName, meeting: file.meeting.code };
    const view = {
      lines: [text('attendance:notice.not-needed', names)],
      card: `meeting:${file.meeting.id}:${released}`,
    };
    return released ? toSome([released], file, `succeeded:v${file.meeting.version}`, view) : [];
  });
  const reminders = convened.flatMap(({ file, events }) =>
    convenedReminders(evolveAll(file, events), world).filter(({ person }) => person === to.person.id),
  );
  const invitations = convened.flatMap(({ file, events }) => {
    const after = evolveAll(file, events);
    const view = withPapers(freshInvitation(after, to.person.id), after);
    const { version, startsAt } = after.meeting;
    return toSome([to.person.id], after, `invitation:v${version}`, view, { expiresAt: startsAt });
  });
  return {
    notices: [...notices, ...invitations],
    events: passed.flatMap(({ events }) => events),
    reminders,
    nextAt: null,
  };
}

export const succession = reminderKind<SuccessionFacts>({
  name: 'meetings.succession',
  article: '6.4',
  gather: async (tx, { matter }, { now }) => {
    const found = await findSuccession(tx, matter.slice('seat:'.length), now);
    if (!found) return null;
    const files: MeetingFile[] = [];
    for (const id of await meetingsWith(tx, found.to.bodyId, found.from.id, now)) {
      const file = await loadMeeting(tx, id, { lock: true });
      if (file) files.push(file);
    }
    return { ...found, files };
  },
  due: (facts, _reminder, world) => dueSuccession(facts, world),
});
