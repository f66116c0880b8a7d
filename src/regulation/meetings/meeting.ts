// A meeting of the committee (Điều 3.3, 9.1, 9.2, 10.2): what is known of it, the states it passes through, what can happen to it.
import type { ApartLevel } from '../../kernel/apart.ts';
import type { DocumentNumber } from '../../kernel/document-number.ts';
import { fold, foldedEquals } from '../../kernel/fold.ts';
import { members, type Role } from '../roles.ts';

export const meetingKinds = [
  'quarterly',
  'half-year',
  'year-end',
  'extraordinary',
  'extended',
  'working-session',
] as const;

export type MeetingKind = (typeof meetingKinds)[number];

export const reportSections = ['goals', 'progress', 'results', 'proposals'] as const;

/** What the assisting team's report must say (9.1): aims, progress, results, proposals. */
type ReportSection = (typeof reportSections)[number];
type MeetingReport = Readonly<Partial<Record<ReportSection, string>>>;

/** A change put before the chair; nothing is changed, and nobody else told, until he agrees. */
export type Proposal = { by: string; at: Date; because: string } & (
  | { what: 'change'; startsAt: Date; place: string }
  | { what: 'postpone' }
  | { what: 'cancel' }
);

type Basics = {
  id: string;
  bodyId: string;
  /** The bot's own code (GM-12); never a document number. */
  code: string;
  /** The document number the clerk entered. */
  number: string | null;
  kind: MeetingKind;
  title: string;
  startsAt: Date;
  place: string;
  link: string | null;
  /** Person. */
  presiderId: string;
  contact: string;
  requirements: string | null;
  /** Said in every reminder of this meeting, beside what it reminds of; null: nothing. */
  reminderWords?: string | null;
  /** Rises when time or place changes or the meeting is postponed: answers to an earlier version no longer count. */
  version: number;
  /** Why the notice may be shorter than QĐ 45/2018 asks. */
  urgency: string | null;
  report: MeetingReport;
  /** Person. */
  draftedBy: string;
  createdAt: Date;
  /** How many times something was put before the chair; a button of an earlier time no longer decides. */
  submissions: number;
  proposal: Proposal | null;
  /** What of it is kept apart (Điều 10.4): its words, or its papers alone. */
  apart?: string | null;
  /** Why it was last changed; null when it stands as first convened. */
  changedBecause: string | null;
};

/** Kept from the first convening on. */
type Convening = { convenedAt: Date; convenedBy: string; answerBy: Date } & Issued;

/** `papersBy`: the moment after which papers are late (QĐ 45/2018); null: no day is fixed. The signer as he was then. */
type Issued = { papersBy?: Date | null; signerName?: string | null; signerRole?: Role | null };

export type Draft = Basics & { state: 'draft'; returnedBecause: string | null };
export type Submitted = Basics & { state: 'submitted'; submittedAt: Date; submittedBy: string };
export type Convened = Basics & Convening & { state: 'convened' };
/** Put off without a new time; a new time convenes it again. */
type Postponed = Basics & Convening & { state: 'postponed'; postponedAt: Date; because: string };
/** Over: its time has passed, or its roll was closed. `rollClosedAt`: null while the roll is still to be taken. */
export type Held = Basics & Convening & { state: 'held'; heldAt: Date; rollClosedAt: Date | null };
type Cancelled = Basics & { state: 'cancelled'; cancelledAt: Date; because: string };

export type Meeting = Draft | Submitted | Convened | Postponed | Held | Cancelled;
export type MeetingState = Meeting['state'];

/** Roll-call (6.4, QĐ45 Đ.15): `alternate` says that somebody attended in his place. */
export const rolls = ['present', 'online', 'alternate', 'excused', 'unexcused', 'late'] as const;
export type Roll = (typeof rolls)[number];

/** How far an alternate speaks for who sends him: he listens, speaks as prepared, or also decides for his agency. */
export const scopes = ['listen', 'speak', 'decide'] as const;

export type Participant = {
  id: string;
  meetingId: string;
  /** Null for a guest or alternate who is on no roster: he cannot be written to. */
  personId: string | null;
  name: string;
  /** Post outside the body; empty when unknown. */
  post: string;
  seatId: string | null;
  seatCode: string | null;
  role: Role | null;
  /** Order in lists: the roster's. An alternate stands where his principal does. */
  position: number;
  /** `guest`: heads of agencies and experts invited to an extended meeting (9.2). */
  as: 'member' | 'guest' | 'alternate';
  /** For an alternate: the person he attends for. */
  principalId: string | null;
  /** For an alternate: what he may say or decide (6.4): one of `scopes`, or words; left out or null: not said. */
  scope?: string | null;
  /** When he confirmed the receipt of the invitation; apart from his answer. */
  receivedAt: Date | null;
  roll: Roll | null;
  leftAt: Date | null;
};

/** `id`: stays while the title does, however the rest of the agenda changes. */
export type AgendaItem = { id: string; title: string; reporter: string | null; minutes: number | null };

export type Paper = { id: string; title: string; fileId: string | null; link: string | null; addedAt: Date };

/** A meeting with all that belongs to it. */
export type MeetingFile = {
  meeting: Meeting;
  body: { id: string; code: string; name: string; abbreviation: string };
  presider: { id: string; fullName: string; post: string };
  /** By rank; each alternate right after the one he attends for. */
  participants: readonly Participant[];
  agenda: readonly AgendaItem[];
  papers: readonly Paper[];
  /** What of the papers a guest may read, by his place on the list (9.2). */
  picked?: Readonly<Record<string, readonly string[]>>;
};

type At<T extends string, More> = { type: `meetings.${T}`; meetingId: string; at: Date; by: string } & More;

export type Drafted = { type: 'meetings.drafted'; meeting: Draft; participants: readonly Participant[] };
/** The presider agreed that somebody attends in a participant's place (6.4). */
export type AlternateAdded = {
  type: 'meetings.alternate-added';
  meetingId: string;
  participantId: string;
  principalId: string;
  personId: string | null;
  name: string;
  post: string;
  scope?: string | null;
};

export type MeetingEvent =
  | Drafted
  | At<
      'details-set',
      {
        details: Partial<
          Pick<Basics, 'title' | 'contact' | 'requirements' | 'link' | 'urgency' | 'kind' | 'reminderWords'>
        >;
      }
    >
  | At<'numbered', { bodyId: string; year: number; number: DocumentNumber }>
  | At<'time-set', { startsAt: Date; place: string }>
  | At<'presider-set', { presider: MeetingFile['presider'] }>
  | At<'report-written', { report: MeetingReport }>
  | At<'agenda-set', { agenda: readonly AgendaItem[] }>
  | At<'papers-added', { papers: readonly Paper[] }>
  /** Its words, or its papers alone, are kept apart: `called` stands in their place. */
  | At<'covered', { level: ApartLevel; called: string }>
  | At<'participant-added', { participant: Participant }>
  | At<'participant-removed', { participantId: string }>
  | At<'submitted', object>
  /** Taken back by who submitted it, to work on it again. */
  | At<'recalled', object>
  | At<'returned', { because: string }>
  | At<'convened', { answerBy: Date; acting: boolean } & Issued>
  | At<'received', { personId: string }>
  | At<'change-proposed', { proposal: Proposal }>
  | At<'change-declined', { because: string }>
  | At<'changed', { startsAt: Date; place: string; because: string; answerBy: Date; papersBy?: Date | null }>
  | At<'postponed', { because: string }>
  | At<'cancelled', { because: string }>
  | At<'roll-taken', { entries: readonly { participantId: string; roll: Roll | null; leftAt: Date | null }[] }>
  /** It is over; `by` is empty when its time has passed. */
  | At<'held', object>
  | At<'roll-closed', object>
  | AlternateAdded
  /** His principal has said how far he speaks for him. */
  | {
      type: 'meetings.alternate-scoped';
      meetingId: string;
      principalId: string;
      scope: string;
    }
  | { type: 'meetings.alternate-removed'; meetingId: string; principalId: string };

/** When something about a meeting was put before the chair, and by whom; null when nothing is. */
export const putOf = (meeting: Meeting): { at: Date; by: string } | null =>
  meeting.state === 'submitted' ? { at: meeting.submittedAt, by: meeting.submittedBy } : meeting.proposal;

/** Answers are taken from convening to the beginning, also after the asked-for day. */
export const isOpenForAnswers = (meeting: Meeting, now: Date): meeting is Convened =>
  meeting.state === 'convened' && now.getTime() < meeting.startsAt.getTime();

export const missingSections = (report: MeetingReport): ReportSection[] =>
  reportSections.filter((section) => !report[section]);

/** Điều 9.2, 10.2: to an extended meeting or a working session others than the members are invited. */
export const mayTakeGuests = ({ meeting: { kind } }: Pick<MeetingFile, 'meeting'>): boolean =>
  kind === 'extended' || kind === 'working-session';

/** A paper that came after its day, while it could still be read before the meeting (QĐ 45/2018). */
export const isLatePaper = (meeting: Meeting, { addedAt }: Pick<Paper, 'addedAt'>): boolean =>
  'papersBy' in meeting && !!meeting.papersBy && addedAt >= meeting.papersBy && addedAt < meeting.startsAt;

/**
 * DC5: a paper that went out with the invitation stays as it was then; another of the same title that came later is a newer
 * version beside it.
 */
export function paperState({ meeting, papers }: MeetingFile, paper: Paper): 'draft' | 'frozen' | 'added' | 'replaced' {
  const isNewer = ({ title, addedAt }: Paper): boolean =>
    foldedEquals(title, paper.title) && addedAt.getTime() > paper.addedAt.getTime();
  if (papers.some(isNewer)) return 'replaced';
  if (!('convenedAt' in meeting)) return 'draft';
  return paper.addedAt <= meeting.convenedAt ? 'frozen' : 'added';
}

/** A place on the list of a meeting, as it is before anything is known of it. */
export const newParticipant = (
  place: Pick<Participant, 'id' | 'meetingId' | 'personId' | 'name' | 'post' | 'position' | 'as'> &
    Partial<Participant>,
): Participant => ({
  seatId: null,
  seatCode: null,
  role: null,
  principalId: null,
  receivedAt: null,
  roll: null,
  leftAt: null,
  ...place,
});

/** Who was invited himself, without those who attend in somebody's place. */
export const invited = (file: MeetingFile): Participant[] => file.participants.filter((one) => one.as !== 'alternate');

/** What of the agenda somebody reports on. */
export const itemsOf = (agenda: readonly AgendaItem[], name: string): AgendaItem[] =>
  agenda.filter(({ reporter }) => reporter !== null && ` ${fold(reporter)} `.includes(` ${fold(name)} `));

/** Điều 9.2: a guest on no roster reads his items, and what of the papers was picked for him; everybody else reads all. */
export function asReadBy(file: MeetingFile, personId: string): MeetingFile {
  const one = participantOf(file, personId);
  if (one?.as !== 'guest' || one.seatId !== null) return file;
  const papers = file.papers.filter(({ id }) => file.picked?.[one.id]?.includes(id));
  return { ...file, agenda: itemsOf(file.agenda, one.name), papers };
}

/** Those on its list who are on the roster. */
export const peopleIn = ({ participants }: Pick<MeetingFile, 'participants'>): string[] =>
  participants.flatMap(({ personId }) => personId ?? []);

export const alternateOf = (file: MeetingFile, personId: string): Participant | null =>
  file.participants.find((one) => one.as === 'alternate' && one.principalId === personId) ?? null;

export const participantOf = (file: MeetingFile, personId: string): Participant | null =>
  file.participants.find((one) => one.personId === personId) ?? null;

/**
 * Whom Điều 6.4 binds: who stays away or is represented owes a written opinion. The committee's own members; no guest
 * (9.2), no alternate, nobody of the assisting team.
 */
export const owesOpinion = ({ as, role }: Pick<Participant, 'as' | 'role'>): boolean =>
  as === 'member' && role !== null && members.includes(role);

export const matterOf = (meeting: Meeting): string => `meeting:${meeting.id}`;
