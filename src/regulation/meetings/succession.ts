// ID2: seats have passed to somebody else (kiện toàn). Meetings to come are for whoever holds the seats now.
import type { Due } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice } from '../../kernel/notice.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import { type Pass, passing, type Succession } from '../committee/index.ts';
import { members, roles } from '../roles.ts';
import { evolveAll } from './evolve.ts';
import { freshInvitation, withPapers } from './invitation/card.ts';
import type { MeetingEvent, MeetingFile, Participant } from './meeting.ts';
import { toSome } from './notices.ts';
import { loadMeeting, meetingsWith } from './store.ts';

export type SuccessionFacts = Succession & { files: readonly MeetingFile[] };

/** The seat somebody holds since the step, the highest where there are several. */
const seatNow = ({ seats }: Succession, personId: string): SeatCard | null =>
  seats.find((seat) => seat.person.id === personId) ?? null;

/** By which seat he was invited, where he left several. */
const passFrom = ({ passes }: Succession, personId: string, place: Participant | null): Pass | null => {
  const his = passes.filter(({ from }) => from.id === personId);
  return his.find(({ left }) => left.id === place?.seatId) ?? his[0] ?? null;
};

/** Who presides by the seat he left hands it on; who rose presides still: he was named, and sits higher now. */
function heirPresides(step: Succession, { presider, participants }: MeetingFile): SeatCard | null {
  const place = participants.find(({ personId }) => personId === presider.id) ?? null;
  const pass = passFrom(step, presider.id, place);
  const seat = seatNow(step, presider.id);
  if (!pass || (seat && roles.indexOf(seat.role) < roles.indexOf(pass.left.role))) return null;
  return pass.to;
}

/** Whether he is invited still: who was promoted keeps his place and his answer (6.4). */
function staysInvited(step: Succession, place: Participant): SeatCard | null {
  const seat = seatNow(step, place.personId ?? '');
  const asMember = place.role !== null && members.includes(place.role);
  return seat && (!asMember || members.includes(seat.role)) ? seat : null;
}

const inSeat = (place: Participant, seat: SeatCard): Participant => ({
  ...place,
  personId: seat.person.id,
  name: seat.person.fullName,
  post: seat.post,
  seatId: seat.id,
  seatCode: seat.code,
  role: seat.role,
});

type Change = { leaving: Participant[]; staying: Participant[]; coming: Participant[] };

/** Who goes, who stays under another seat, and who comes in the place of one who left his seat. */
function changeOf(step: Succession, file: MeetingFile, world: World): Change {
  const change: Change = { leaving: [], staying: [], coming: [] };
  const seated = file.participants.filter((one) => one.as !== 'alternate' && one.seatId !== null);
  for (const place of seated) {
    const pass = passFrom(step, place.personId ?? '', place);
    if (!pass || step.kept.has(place.seatId ?? '')) continue;
    const seat = staysInvited(step, place);
    if (seat) change.staying.push(inSeat(place, seat));
    else change.leaving.push(place);
    addHeir(step, file, change, { ...inSeat(place, pass.to), id: world.newId() });
  }
  return change;
}

function addHeir(step: Succession, file: MeetingFile, change: Change, heir: Participant): void {
  const { personId } = heir;
  if (change.coming.some((one) => one.personId === personId)) return;
  const invited = file.participants.find((one) => one.personId === personId && one.as !== 'alternate');
  if (invited && invited.seatId !== null) {
    // Invited already: what he answered stays, under the seat he holds now.
    const moves = !step.kept.has(invited.seatId) && passFrom(step, personId ?? '', invited) === null;
    const seat = moves ? seatNow(step, personId ?? '') : null;
    if (seat) change.staying.push(inSeat(invited, seat));
    return;
  }
  if (invited) change.leaving.push(invited);
  change.coming.push({ ...heir, receivedAt: null, roll: null, leftAt: null });
}

/** The alternates no longer sent: of those who left, and those who sit there themselves now; by their principals. */
function released(file: MeetingFile, { leaving, coming }: Change): Participant[] {
  const gone = new Set(leaving.map(({ personId }) => personId));
  const come = new Set(coming.map(({ personId }) => personId));
  return file.participants.filter(
    (one) => one.as === 'alternate' && (gone.has(one.principalId) || (one.personId !== null && come.has(one.personId))),
  );
}

function eventsOf(step: Succession, file: MeetingFile, change: Change, world: World): MeetingEvent[] {
  const { id: meetingId } = file.meeting;
  const presider = heirPresides(step, file);
  const by = (personId: string | null) => ({ meetingId, at: world.now, by: personId ?? '' });
  const { leaving, staying, coming } = change;
  const presides: MeetingEvent[] = presider
    ? [
        {
          type: 'meetings.presider-set',
          ...by(presider.person.id),
          presider: { id: presider.person.id, fullName: presider.person.fullName, post: presider.post },
        },
      ]
    : [];
  return [
    ...presides,
    ...released(file, change).map(
      ({ principalId }): MeetingEvent => ({
        type: 'meetings.alternate-removed',
        meetingId,
        principalId: principalId ?? '',
      }),
    ),
    // Places are given up before they are taken: nobody has two.
    ...[...leaving, ...staying].map(
      ({ id, personId }): MeetingEvent => ({
        type: 'meetings.participant-removed',
        ...by(personId),
        participantId: id,
      }),
    ),
    ...[...staying, ...coming].map(
      (participant): MeetingEvent => ({ type: 'meetings.participant-added', ...by(participant.personId), participant }),
    ),
  ];
}

/** Who need not come any more is told so; where he sits there himself now, who sent him is told. */
function tellReleased(file: MeetingFile, change: Change): Notice[] {
  const coming = new Set(change.coming.map(({ personId }) => personId));
  const leaving = new Set(change.leaving.map(({ personId }) => personId));
  const { id, code, version } = file.meeting;
  return released(file, change).flatMap((alternate) => {
    const { personId, principalId, name } = alternate;
    if (personId !== null && !coming.has(personId)) {
      const principal = file.participants.find((one) => one.personId === principalId);
      const names = { principal: said(principal?.name ?? ''), code: said(code) };
      const view = {
        lines: [text('meetings:notice.alternate-released', names)],
        card: `meeting:${id}:${personId}`,
      };
      return toSome([personId], file, `succeeded:v${version}`, view);
    }
    if (principalId === null || leaving.has(principalId)) return [];
    const view = { lines: [text('meetings:notice.alternate-sits', { alternate: said(name), code: said(code) })] };
    return toSome([principalId], file, `alternate-sits:v${version}`, view, { class: 'action' });
  });
}

/** Those who come are invited in their predecessors' places and answer for themselves. */
function inviteComing(after: MeetingFile, coming: readonly Participant[]): Notice[] {
  const { version, startsAt } = after.meeting;
  return coming.flatMap(({ personId }) =>
    personId === null
      ? []
      : toSome([personId], after, `invitation:v${version}`, withPapers(freshInvitation(after, personId), after), {
          expiresAt: startsAt,
        }),
  );
}

export function dueSuccession({ files, ...step }: SuccessionFacts, world: World): Due {
  const passed = files.map((file) => {
    const change = changeOf(step, file, world);
    const events = eventsOf(step, file, change, world);
    return { file, change, events, after: evolveAll(file, events) };
  });
  const convened = passed.filter(({ file, change }) => file.meeting.state === 'convened' && change.coming.length > 0);
  return {
    notices: [
      ...passed.flatMap(({ file, change }) => tellReleased(file, change)),
      ...convened.flatMap(({ after, change }) => inviteComing(after, change.coming)),
    ],
    events: passed.flatMap(({ events }) => events),
    nextAt: null,
  };
}

export const { reminder: succession, succeeds } = passing<Pick<SuccessionFacts, 'files'>>({
  name: 'meetings.succession',
  article: '6.4',
  items: async (tx, { bodyId }, leaving, now) => {
    const files: MeetingFile[] = [];
    for (const id of await meetingsWith(tx, bodyId, leaving, now)) {
      const file = await loadMeeting(tx, id, { lock: true });
      if (file) files.push(file);
    }
    return { files };
  },
  due: dueSuccession,
});
