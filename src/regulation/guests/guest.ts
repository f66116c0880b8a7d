// A guest of a meeting (Điều 9.2): who he is, whether the Public Security was asked about him (10.4), what he said himself.
import type { Act } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { type Facts, type MatterEvent, matter, nameIn } from '../../kernel/matter.ts';
import { maskAddress } from '../../kernel/names.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import { hours } from '../../kernel/time.ts';
import { type AccountEnded, around, channelText, type PersonMet } from '../committee/index.ts';
import { type Meeting, type MeetingEvent, type MeetingFile, ofMeeting, type Participant } from '../meetings/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';
import { type Consulted, consultedLine } from './consultation.ts';

export const kinds = ['head', 'expert', 'scientist', 'other'] as const;
/** `participant`: his place on the meeting's list. */
export type Guest = {
  kind: (typeof kinds)[number];
  foreign: boolean;
  post: string;
  participant: string;
  /** Where letters reach him (CH10). */
  email?: string;
  consulted?: Consulted;
  /** Of the address of his page: the hash of its secret; of an earlier one nothing is kept. */
  page?: string | null;
  /** What of the meeting's papers he may read, by id. */
  papers?: readonly string[];
  /** What he said on his page. */
  reply?: Reply;
  /** As whom his page has given him a code, and the messenger he linked by it, under the name it shows. */
  person?: string | null;
  linked?: { account: string; channel: string; name: string } | null;
};
export type Reply = { attends: boolean; remark: string };
export type GuestFacts = Facts<Guest, undefined, MeetingFile>;
export type GuestEvent = MatterEvent<Guest>;

/** When his page ends, and what he linked by it. */
export const untilOf = ({ startsAt }: Pick<Meeting, 'startsAt'>): Date => new Date(startsAt.getTime() + hours(24));

/** His place on the meeting's list; null once he was taken off it. */
export const placeOf = ({ row, of }: GuestFacts): Participant | null =>
  of.participants.find(({ id }) => id === row.data.participant) ?? null;

/** Something of him is noted, and he stays where he stands. */
export const changed = ({ row }: GuestFacts, set: Partial<Guest>, at: Date, by: string): GuestEvent => ({
  ...{ type: 'guests.moved', what: 'moved', id: row.id, from: row.state, to: row.state, asks: false, at, by, set },
});

/** While the list is still the chair's to decide. */
export const drafts = ['draft', 'submitted'] as const;
export const isListOpen = ({ meeting }: MeetingFile): boolean => drafts.some((state) => state === meeting.state);

export const office = agencyAndTeam;
const replyLines = (reply: Reply | undefined): Text[] =>
  reply
    ? [
        text(reply.attends ? 'guests:reply.attends' : 'guests:reply.stays-away'),
        ...(reply.remark ? [text('guests:card.remark', { words: quoted(reply.remark) })] : []),
      ]
    : [];

/** The messenger, and his name on it, which people choose themselves. */
const linkedAs = ({ channel, name }: NonNullable<Guest['linked']>) => ({
  channel: channelText(channel),
  name: said(name || '–'),
});

/** Those of the meeting's papers that he may read; one that was taken away since is none. */
export const papersOf = ({ row, of }: Pick<GuestFacts, 'row' | 'of'>): MeetingFile['papers'] =>
  of.papers.filter(({ id }) => row.data.papers?.includes(id));

export const guests = matter<Guest, undefined, MeetingEvent | PersonMet | AccountEnded, MeetingFile>({
  chapter: 'guests',
  room: 'meetings',
  name: 'guest',
  article: '9.2',
  series: 'KM',
  states: ['consulting', 'listed', 'refused', 'removed'],
  passes: { in: ['consulting', 'listed'] },
  of: ofMeeting,
  office,
  overseers,
  around,
  lines: ({ row, of, around: people }) => [
    said(row.title),
    ofMeeting.line(of),
    text('guests:card.post', { post: said(row.data.post) }),
    text(`guests:kind.${row.data.kind}`),
    ...(row.data.email ? [text('guests:card.address', { address: said(maskAddress(row.data.email)) })] : []),
    ...(row.data.foreign ? [text('guests:foreign.yes')] : []),
    ...(row.data.consulted ? [consultedLine(row.data.consulted)] : []),
    ...(row.state === 'listed' ? [text(isListOpen(of) ? 'guests:card.to-decide' : 'guests:card.decided')] : []),
    ...replyLines(row.data.reply),
    ...(row.data.linked ? [text('guests:card.linked', linkedAs(row.data.linked))] : []),
    ...papersOf({ row, of }).map(({ title }) => text('guests:card.paper', { title: said(title) })),
    text('guests:card.by', { name: nameIn({ around: people }, row.ownerId) }),
  ],
});

export const notDraft = ({ of }: Pick<GuestFacts, 'of'>): Refused | null =>
  isListOpen(of) ? null : refuse('not-draft', guests.words('refusal.not-draft'), { article: '9.1' });

export const happened = ({ of }: Pick<GuestFacts, 'of'>, { now, by }: Pick<Act<unknown>, 'now' | 'by'>) => ({
  ...{ meetingId: of.meeting.id, at: now, by: by.person.id },
});
