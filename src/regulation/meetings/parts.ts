// What minutes, speeches, conclusions are parts of: a meeting, led by who presides at it (Điều 3.3).
import type { Parent } from '../../kernel/matter.ts';
import { moment, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { presiding } from '../roles.ts';
import type { MeetingFile } from './meeting.ts';
import { loadMeeting } from './store.ts';

export const ofMeeting: Parent<MeetingFile> = {
  name: 'meeting',
  load: (tx, id, lock) => loadMeeting(tx, id, { lock }),
  idOf: ({ meeting }) => meeting.id,
  bodyOf: ({ meeting }) => meeting.bodyId,
  stateOf: ({ meeting }) => meeting.state,
  line: ({ meeting: { code, title, startsAt } }) =>
    text('meetings:line.part-of', { code: said(code), title: said(title), at: moment(startsAt) }),
  leaderOf: ({ meeting }) => meeting.presiderId,
  leaders: presiding,
  invitedTo: ({ participants }) => participants.flatMap(({ personId }) => personId ?? []),
  involving: mattersOfInvited,
};

async function mattersOfInvited(
  tx: Transaction,
  kind: string,
  states: readonly string[],
  people: readonly { id: string; bodyId: string }[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct m.id from matter m
    join participant p on m.about = 'meeting:' || p.meeting_id
    join unnest(${people.map(({ id }) => id)}::text[], ${people.map(({ bodyId }) => bodyId)}::text[])
      as who(person, body) on who.body = m.body_id and who.person = p.person_id
    where m.kind = ${kind} and m.state = any(${[...states]})`;
  return rows.map(({ id }) => id);
}
