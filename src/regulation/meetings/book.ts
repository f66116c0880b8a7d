// "Sổ cuộc họp": every meeting of the bodies one follows, the newest first, with how it was attended (Điều 7.3, 8.9).
import { lineField, oneOf, optional } from '../../kernel/fields.ts';
import { isId } from '../../kernel/ids.ts';
import { inBodiesOf, register } from '../../kernel/register.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { overseers } from '../roles.ts';
import { stateText } from './invitation/lines.ts';
import type { MeetingFile, MeetingState } from './meeting.ts';
import { attendanceOf } from './roll-call/record.ts';
import { bookOf, type Place } from './store.ts';
import { kindText, listLine } from './views.ts';

const states = ['draft', 'submitted', 'convened', 'postponed', 'held', 'cancelled'] as const satisfies MeetingState[];

/** A place in the book: when it begins, in milliseconds, then the id. */
const placeOf = ({ meeting }: MeetingFile): string => `${meeting.startsAt.getTime()}-${meeting.id}`;

/** The inverse of `placeOf`; a button is client input. */
function placeIn(value: string | undefined): Place | undefined {
  const [, at, id] = /^(\d{10,14})-(.{16})$/.exec(value ?? '') ?? [];
  return id && isId(id) ? { at: new Date(Number(at)), id } : undefined;
}

const marked = (file: MeetingFile): boolean => attendanceOf(file).unmarked < attendanceOf(file).invited;

export const book = register<MeetingFile, readonly string[] | null>({
  name: 'meetings.book',
  word: 'sohop',
  alias: ['meetingbook'],
  article: '8.9',
  by: overseers,
  heading: 'meetings:book.heading',
  short: 'meetings:book.short',
  scopes: [inBodiesOf(overseers, 'meetings:book.heading')],
  columns: [
    { name: 'code', label: 'meetings:book.code', cell: ({ meeting }) => meeting.code },
    { name: 'title', label: 'meetings:book.title', cell: ({ meeting }) => meeting.title },
    { name: 'kind', label: 'meetings:book.kind', cell: ({ meeting }) => kindText(meeting) },
    { name: 'at', label: 'meetings:book.at', cell: ({ meeting }) => meeting.startsAt },
    { name: 'place', label: 'meetings:book.place', cell: ({ meeting }) => meeting.place },
    { name: 'presider', label: 'meetings:book.presider', cell: ({ presider }) => presider.fullName },
    { name: 'state', label: 'meetings:book.state', cell: ({ meeting }) => stateText(meeting) },
    { name: 'number', label: 'meetings:book.number', cell: ({ meeting }) => meeting.number },
    { name: 'invited', label: 'meetings:book.invited', cell: (file) => attendanceOf(file).invited },
    { name: 'came', label: 'meetings:book.came', cell: (file) => (marked(file) ? attendanceOf(file).came : null) },
    {
      name: 'represented',
      label: 'meetings:book.represented',
      cell: (file) => (marked(file) ? attendanceOf(file).represented.length : null),
    },
    {
      name: 'away',
      label: 'meetings:book.away',
      cell: (file) => (marked(file) ? attendanceOf(file).away.length : null),
    },
  ],
  filters: {
    state: oneOf('meetings:book.state', states, (value) => text(`meetings:state.${value}`), { optional: true }),
    year: optional(lineField('meetings:book.year', 4)),
  },
  whole: (bodyIds) => bodyIds,
  rows: (tx, bodyIds, { limit, after, before }, { state, year }) => {
    const [from, upTo] = [placeIn(after), placeIn(before)];
    return bookOf(
      tx,
      { bodyIds, ...(states.some((one) => one === state) && { state }), ...(/^\d{4}$/.test(year ?? '') && { year }) },
      { limit, ...(from && { after: from }), ...(upTo && { before: upTo }) },
    );
  },
  keyOf: placeOf,
  line: ({ meeting }) => listLine(meeting, stateText(meeting)),
  open: ({ meeting }) =>
    choice(
      text('meetings:list.open', { code: said(meeting.code), day: moment(meeting.startsAt, 'day') }),
      press(meeting.state === 'draft' || meeting.state === 'submitted' ? 'preparation.open' : 'meetings.manage', {
        meeting: meeting.id,
      }),
    ),
});
