// How a meeting lies in its rows, and back.
import { Prisma } from '../../store/generated/client.ts';
import type { AgendaItem, Meeting, MeetingFile, MeetingState, Paper, Participant, Proposal } from './meeting.ts';

type Row = Record<string, unknown>;
export type FileRow = {
  meeting: Row;
  body: MeetingFile['body'];
  participants: Row[];
  agenda: AgendaItem[];
  papers: Row[];
  picked: NonNullable<MeetingFile['picked']> | null;
};

/** Names of columns as our types have them; kept, because a meeting has hundreds of fields in its rows. */
const names = new Map<string, string>();

function camelName(column: string): string {
  const known = names.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  names.set(column, name);
  return name;
}

const convening = ['convenedAt', 'convenedBy', 'answerBy', 'papersBy', 'signerName', 'signerRole'];
/** What a meeting has in each of its states, beside what it has in all of them; columns of stages passed earlier stay on record. */
const stages: Readonly<Record<MeetingState, readonly string[]>> = {
  draft: ['returnedBecause'],
  submitted: ['submittedAt', 'submittedBy'],
  convened: convening,
  postponed: [...convening, 'postponedAt'],
  held: [...convening, 'heldAt', 'rollClosedAt'],
  cancelled: ['cancelledAt'],
};
const ofOneStage = new Set(Object.values(stages).flat());
const elsewhere = new Set(['postponedBecause', 'cancelledBecause', 'presiderName', 'presiderPost', 'rollAt', 'rollBy']);
const isMoment = (name: string): boolean => name.endsWith('At') || name === 'answerBy' || name === 'papersBy';

/** A row turned into JSON, under the names of our types and with its moments as such. */
function named(row: Row): Row {
  const found: Row = {};
  for (const [column, value] of Object.entries(row)) {
    const name = camelName(column);
    found[name] = isMoment(name) && value !== null ? new Date(String(value)) : value;
  }
  return found;
}

const without = (row: Row, left: (name: string) => boolean): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !left(name)));

export function fileFrom(row: FileRow): MeetingFile {
  const meeting = named(row.meeting);
  return {
    meeting: meetingFrom(meeting),
    body: row.body,
    presider: {
      id: String(meeting.presiderId),
      fullName: String(meeting.presiderName),
      post: String(meeting.presiderPost),
    },
    participants: row.participants.map((one) => without(named(one), (name) => elsewhere.has(name)) as Participant),
    agenda: row.agenda,
    papers: row.papers.map((paper) => named(paper) as Paper),
    ...(row.picked && { picked: row.picked }),
  };
}

function meetingFrom(row: Row): Meeting {
  const state = row.state as MeetingState;
  const isOfAnother = (name: string): boolean =>
    elsewhere.has(name) || (ofOneStage.has(name) && !stages[state].includes(name));
  const because = state === 'postponed' ? row.postponedBecause : row.cancelledBecause;
  return {
    ...without(row, isOfAnother),
    ...((state === 'postponed' || state === 'cancelled') && { because }),
    proposal: proposalFrom(row.proposal as Row | null),
  } as Meeting;
}

function proposalFrom(row: Row | null): Proposal | null {
  if (!row) return null;
  const when = row.startsAt ? { startsAt: new Date(String(row.startsAt)) } : {};
  return { ...row, ...when, at: new Date(String(row.at)) } as Proposal;
}

type Columns = Omit<Prisma.MeetingUncheckedCreateInput, 'presiderName' | 'presiderPost'>;

/** Columns of stages passed earlier are left as they are: they stay on record. */
export function columnsOf(meeting: Meeting): Columns {
  const { report, proposal, ...rest } = meeting;
  const json = { report: { ...report }, proposal: proposal ? jsonOf(proposal) : Prisma.DbNull };
  if (rest.state !== 'postponed' && rest.state !== 'cancelled') return { ...rest, ...json };
  const { because, ...columns } = rest;
  const cause = columns.state === 'postponed' ? { postponedBecause: because } : { cancelledBecause: because };
  return { ...columns, ...cause, ...json };
}

const jsonOf = (proposal: Proposal): Prisma.InputJsonObject => JSON.parse(JSON.stringify(proposal));

export const participantRow = (one: Participant): Prisma.ParticipantUncheckedCreateInput => ({ ...one });
