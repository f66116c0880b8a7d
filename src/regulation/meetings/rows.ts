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
};

const date = (value: unknown): Date | null => (value === null || value === undefined ? null : new Date(String(value)));

/** Names of columns as our types have them; kept, because a meeting has hundreds of fields in its rows. */
const names = new Map<string, string>();

function camelName(column: string): string {
  const known = names.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  names.set(column, name);
  return name;
}

/** snake_case columns of a row turned into JSON, under the names of our types. */
function camel(row: Row): Row {
  const named: Row = {};
  for (const column of Object.keys(row)) named[camelName(column)] = row[column];
  return named;
}

export function fileFrom(row: FileRow): MeetingFile {
  const meeting = camel(row.meeting);
  return {
    meeting: meetingFrom(meeting),
    body: row.body,
    presider: {
      id: String(meeting.presiderId),
      fullName: String(meeting.presiderName),
      post: String(meeting.presiderPost),
    },
    participants: row.participants.map(camel).map(participantFrom),
    agenda: row.agenda,
    papers: row.papers.map(camel).map(
      (paper) =>
        ({
          id: paper.id,
          title: paper.title,
          fileId: paper.fileId,
          link: paper.link,
          addedAt: date(paper.addedAt),
        }) as Paper,
    ),
  };
}

function participantFrom(row: Row): Participant {
  const { rollAt: _at, rollBy: _by, ...rest } = row;
  return { ...rest, receivedAt: date(row.receivedAt), leftAt: date(row.leftAt) } as Participant;
}

function meetingFrom(row: Row): Meeting {
  const basics = {
    id: row.id,
    bodyId: row.bodyId,
    code: row.code,
    number: row.number,
    kind: row.kind,
    title: row.title,
    startsAt: date(row.startsAt),
    place: row.place,
    link: row.link,
    presiderId: row.presiderId,
    contact: row.contact,
    requirements: row.requirements,
    version: row.version,
    urgency: row.urgency,
    report: row.report,
    draftedBy: row.draftedBy,
    createdAt: date(row.createdAt),
    submissions: row.submissions,
    proposal: proposalFrom(row.proposal as Row | null),
    changedBecause: row.changedBecause,
  };
  return { ...basics, ...stageFrom(row) } as Meeting;
}

function stageFrom(row: Row): object {
  const convening = { convenedAt: date(row.convenedAt), convenedBy: row.convenedBy, answerBy: date(row.answerBy) };
  switch (row.state as MeetingState) {
    case 'draft':
      return { state: 'draft', returnedBecause: row.returnedBecause };
    case 'submitted':
      return { state: 'submitted', submittedAt: date(row.submittedAt), submittedBy: row.submittedBy };
    case 'convened':
      return { state: 'convened', ...convening };
    case 'postponed':
      return { state: 'postponed', ...convening, postponedAt: date(row.postponedAt), because: row.postponedBecause };
    case 'held':
      return { state: 'held', ...convening, heldAt: date(row.heldAt), rollClosedAt: date(row.rollClosedAt) };
    case 'cancelled':
      return { state: 'cancelled', cancelledAt: date(row.cancelledAt), because: row.cancelledBecause };
  }
}

function proposalFrom(row: Row | null): Proposal | null {
  if (!row) return null;
  const when = row.startsAt ? { startsAt: date(row.startsAt) } : {};
  return { ...row, ...when, at: date(row.at) } as Proposal;
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
