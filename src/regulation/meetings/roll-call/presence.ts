// The roll of a meeting, row by row (Điều 6.4, QĐ45): ticked, several are marked alike.
import { oneOf } from '../../../kernel/fields.ts';
import { inBodiesOf, type Look, type Register, register } from '../../../kernel/register.ts';
import { said, text } from '../../../kernel/text.ts';
import { opening, press } from '../../../kernel/view.ts';
import { agencyAndTeam } from '../../roles.ts';
import type { Standing, StandingReader } from '../asking.ts';
import { invited, type MeetingFile, type Participant, rolls } from '../meeting.ts';
import { loadMeeting } from '../store.ts';

type Marked = { file: MeetingFile; one: Participant; standing: Standing | null };

const unmarked = 'unmarked';
/** Marked at once for ticked rows; the others are asked for. */
const pickedMarks = ['present', 'late', 'online', 'unexcused'] as const;
const looks: Readonly<Record<string, Look>> = {
  present: 'good',
  online: 'good',
  late: 'soon',
  unexcused: 'late',
  [unmarked]: 'open',
};
const markOf = ({ one }: Marked): (typeof rolls)[number] | typeof unmarked => one.roll ?? unmarked;

export const presenceWith = (standingOf: StandingReader): Register =>
  register<Marked, readonly string[]>({
    name: 'meetings.presence',
    article: '6.4',
    by: agencyAndTeam,
    heading: 'meetings:presence.heading',
    short: 'meetings:presence.short',
    of: ['meeting'],
    within: true,
    scopes: [inBodiesOf(agencyAndTeam, 'meetings:presence.heading')],
    columns: [
      { name: 'name', label: 'meetings:presence.name', cell: ({ one }) => one.name },
      { name: 'post', label: 'meetings:presence.post', cell: ({ one }) => one.post },
      { name: 'answer', label: 'meetings:presence.answer', cell: ({ standing }) => standing?.status ?? null },
      { name: 'arrived', label: 'meetings:presence.arrived', cell: ({ standing }) => standing?.arrived?.at ?? null },
      {
        name: 'mark',
        label: 'meetings:presence.mark',
        cell: (row) => text(`meetings:mark.${markOf(row)}`),
        look: (row) => looks[markOf(row)] ?? null,
      },
      { name: 'left', label: 'meetings:presence.left', cell: ({ one }) => one.leftAt },
    ],
    filters: {
      mark: oneOf(
        'meetings:presence.mark',
        [...rolls, unmarked],
        (value) => text(`meetings:mark.${value as 'present'}`),
        { optional: true },
      ),
    },
    tally: { filter: 'mark', of: markOf },
    print: { columns: ['name', 'post', 'answer', 'mark'], blank: ['meetings:presence.signature'] },
    picks: {
      acts: [
        ...pickedMarks.map((mark) => ({
          act: 'meetings.roll',
          label: `meetings:presence.as.${mark}` as const,
          args: { mark },
        })),
        'meetings.roll',
      ],
      args: ({ file, one }) => ({ meeting: file.meeting.id, who: one.id }),
    },
    whole: (bodyIds) => bodyIds ?? [],
    few: async (tx, bodyIds, { meeting, mark }, { now }) => {
      const file = meeting ? await loadMeeting(tx, meeting) : null;
      const open = file?.meeting.state === 'convened' || file?.meeting.state === 'held';
      if (!file || !open || !bodyIds.includes(file.meeting.bodyId)) return [];
      const standing = await standingOf(tx, file, now);
      return invited(file)
        .map((one) => ({ file, one, standing: (one.personId && standing.get(one.personId)) || null }))
        .filter((row) => mark === undefined || markOf(row) === mark);
    },
    keyOf: ({ one }) => one.id,
    line: ({ one }) => said(one.name),
    open: ({ file }) => opening(file.meeting.code, press('meetings.manage', { meeting: file.meeting.id })),
  });
