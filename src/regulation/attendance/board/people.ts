// Who is invited to a meeting and how each stands, row by row (AD3): ticked, they are reminded or answered for.
import { oneOf } from '../../../kernel/fields.ts';
import { inBodiesOf, type Look, type Register, register } from '../../../kernel/register.ts';
import { said, text } from '../../../kernel/text.ts';
import { opening, press } from '../../../kernel/view.ts';
import { beyondReach } from '../../calls/index.ts';
import { loadMeeting } from '../../meetings/index.ts';
import { overseers } from '../../roles.ts';
import type { MemberFacts } from '../facts.ts';
import { everybody } from '../gathering.ts';
import { reasonText } from '../views.ts';
import { type BoardGroup, groupOf, standingGroups } from './views.ts';

type Invitee = MemberFacts & { reached: boolean };

const looks: Readonly<Partial<Record<BoardGroup, Look>>> = {
  'in-person': 'good',
  online: 'good',
  'asking-absence': 'waits',
  'asking-proxy': 'waits',
  refused: 'late',
  lapsed: 'late',
  unanswered: 'open',
};

const keyOf = ({ participant }: Invitee): string => participant.id;

/** Why he does not come himself, as he said it. */
const because = ({ standing }: MemberFacts) => ('request' in standing ? reasonText(standing.request.reason) : null);

export const people: Register = register<Invitee, readonly string[]>({
  name: 'attendance.people',
  article: '6.4',
  by: overseers,
  heading: 'attendance:people.heading',
  short: 'attendance:people.short',
  of: ['meeting'],
  within: true,
  scopes: [inBodiesOf(overseers, 'attendance:people.heading')],
  columns: [
    { name: 'name', label: 'attendance:people.name', cell: ({ participant }) => participant.name },
    { name: 'post', label: 'attendance:people.post', cell: ({ participant }) => participant.post },
    {
      name: 'answer',
      label: 'attendance:people.answer',
      cell: (one) => text(`attendance:board.${groupOf(one)}`),
      look: (one) => looks[groupOf(one)] ?? null,
    },
    {
      name: 'alternate',
      label: 'attendance:people.alternate',
      cell: ({ standing }) => ('request' in standing ? (standing.request.alternate?.name ?? null) : null),
    },
    { name: 'because', label: 'attendance:people.because', cell: because },
    {
      name: 'received',
      label: 'attendance:people.received',
      cell: ({ participant, reached }) =>
        participant.receivedAt ?? (reached ? null : text('attendance:people.unreached')),
      look: ({ participant, reached }) => (participant.receivedAt ? 'good' : reached ? null : 'late'),
    },
    {
      name: 'opinion',
      label: 'attendance:people.opinion',
      cell: ({ duty, opinionsOn }) =>
        opinionsOn.length > 0 && duty?.state !== 'owed'
          ? text('attendance:people.given')
          : duty?.state === 'owed'
            ? text('attendance:people.owed')
            : null,
      look: ({ duty, opinionsOn }) => (duty?.state === 'owed' ? 'late' : opinionsOn.length > 0 ? 'good' : null),
    },
  ],
  filters: {
    answer: oneOf('attendance:people.answer', standingGroups, (group) => text(`attendance:board.${group}`), {
      optional: true,
    }),
  },
  tally: { filter: 'answer', of: groupOf },
  picks: {
    acts: ['attendance.nudge', 'attendance.record'],
    args: ({ file, participant }) =>
      participant.personId === null
        ? null
        : { meeting: file.meeting.id, whom: participant.personId, person: participant.personId },
  },
  whole: (bodyIds) => bodyIds ?? [],
  few: async (tx, bodyIds, { meeting, answer }, { now }) => {
    const file = meeting ? await loadMeeting(tx, meeting) : null;
    if (!file || !bodyIds.includes(file.meeting.bodyId)) return [];
    const all = await everybody(tx, file, now);
    const beyond = await beyondReach(
      tx,
      all.map(({ person }) => person.id),
    );
    return all
      .map((one) => ({ ...one, reached: one.participant.personId !== null && !beyond.has(one.person.id) }))
      .filter((one) => answer === undefined || groupOf(one) === answer);
  },
  keyOf,
  line: (one) => said(one.participant.name),
  open: ({ file }) => opening(file.meeting.code, press('attendance.board', { meeting: file.meeting.id })),
});
