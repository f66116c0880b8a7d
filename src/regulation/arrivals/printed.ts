// The code of a meeting on paper: one for its door, and a slip for each who is invited (QĐ 45/2018).
import type { Slip, Slips } from '../../kernel/slips.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { invited, type MeetingFile } from '../meetings/index.ts';

/** Where a telephone that reads the code gets to; the page does nothing but say how to go on. */
export const doorPath = '/diem-danh';
/** The slash word by which the code is typed, and carried along by a messenger's own link. */
export const doorWord = 'tudiemdanh';

/** What the code says: our page where there is one, else the words to be sent. */
const doorAddress = (code: string, pagesAt: string | undefined): string =>
  pagesAt === undefined ? `/${doorWord} ${code}` : `${pagesAt}${doorPath}/${code}`;

type Door = { file: MeetingFile; code: string };

const slipOf = ({ file, code }: Door, pagesAt: string | undefined): Slip => ({
  above: said(file.body.name),
  heading: said(file.meeting.title),
  lines: [
    text('arrivals:slip.when', { at: moment(file.meeting.startsAt, 'weekday-moment') }),
    text('arrivals:slip.place', { place: said(file.meeting.place) }),
  ],
  code: doorAddress(code, pagesAt),
  below: text('arrivals:slip.typed', { words: said(`/${doorWord} ${code}`) }),
});

export function doorSlips(door: Door, pagesAt: string | undefined): Slips {
  const { code } = door.file.meeting;
  return { title: text('arrivals:slip.door-title', { code }), size: 'door', slips: [slipOf(door, pagesAt)] };
}

/** By name, for who is given one at the door or with his papers. */
export function handSlips(door: Door, pagesAt: string | undefined): Slips {
  const slip = slipOf(door, pagesAt);
  const { file } = door;
  return {
    title: text('arrivals:slip.hand-title', { code: file.meeting.code }),
    size: 'hand',
    slips: invited(file).map(({ name, post }) => ({
      ...slip,
      heading: said(name),
      lines: [
        ...(post === '' ? [] : [said(post)]),
        text('arrivals:slip.invited', { title: said(file.meeting.title) }),
        ...slip.lines,
      ],
    })),
  };
}
