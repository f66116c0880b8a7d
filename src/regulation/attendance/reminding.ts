// Điều 6.4: an answer is owed by everybody invited until the meeting begins; near its hour who comes hears when and where.
import type { Chapter, Followed } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import type { Notice, ReminderStart } from '../../kernel/notice.ts';
import { type Obligation, obligation } from '../../kernel/obligation.ts';
import { type Due, type ReminderRow, reminderKind } from '../../kernel/reminder.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { choice, offer, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import {
  isConvened,
  isOpenForAnswers,
  loadMeeting,
  type Meeting,
  type MeetingEvent,
  type MeetingFile,
  matterOf,
  meetingLadder,
  nameOfMeeting,
} from '../meetings/index.ts';
import { answerChoices, reminderLines } from '../meetings/invitation/index.ts';
import { overseers } from '../roles.ts';
import { reminderBrief } from './briefs.ts';
import { isStillAsked, type MemberFacts } from './facts.ts';
import { everybody } from './gathering.ts';
import { memberCard } from './views.ts';

/** How many of the last steps before the meeting are near it: then who answered is reminded too, and nobody waits for the morning. */
const nearest = 2;

const stepsOf = ({ startsAt }: Pick<Meeting, 'startsAt'>, world: World): Date[] =>
  meetingLadder(startsAt, world).map(({ at }) => at);

const isNear = ({ file }: Pick<MemberFacts, 'file'>, world: World): boolean => {
  const [first] = stepsOf(file.meeting, world).slice(-nearest);
  return first !== undefined && first <= world.now;
};

/** The meeting a reminder is about, while it can be answered and nothing of it was moved since. */
async function openMeeting(tx: Transaction, { matter, version }: ReminderRow, { now }: World) {
  const file = await loadMeeting(tx, matter.slice('meeting:'.length));
  return file?.meeting.version === version && isOpenForAnswers(file.meeting, now) ? file : null;
}

const reminded = (facts: MemberFacts, line: Text, { now }: World): View => ({
  ...memberCard(facts, now, { news: [line, ...reminderLines(facts.file, now)] }),
  brief: reminderBrief(facts),
});

const isLate = ({ file: { meeting } }: MemberFacts, { now }: World): boolean =>
  meeting.state !== 'convened' || now >= meeting.answerBy;

/** Everybody invited to it, with how he stands. */
const peopleOf = async (tx: Transaction, file: MeetingFile, { now }: World): Promise<MemberFacts[]> =>
  everybody(tx, file, now);

/** Of each row's invitee; a meeting of which there are several rows is read once. */
async function inviteesOf(
  tx: Transaction,
  rows: readonly ReminderRow[],
  world: World,
): Promise<(MemberFacts | null)[]> {
  const meetings = new Map<string, readonly MemberFacts[]>();
  const found: (MemberFacts | null)[] = [];
  for (const row of rows) {
    const key = `${row.matter}:${row.version}`;
    if (!meetings.has(key)) {
      const file = await openMeeting(tx, row, world);
      meetings.set(key, file ? await peopleOf(tx, file, world) : []);
    }
    found.push(meetings.get(key)!.find(({ participant }) => participant.personId === row.person) ?? null);
  }
  return found;
}

export const answerOwed: Obligation<MemberFacts> = {
  name: 'attendance.answer',
  article: '6.4',
  load: async (tx, row, world) => (await inviteesOf(tx, [row], world))[0] ?? null,
  loadMany: inviteesOf,
  owedBy: ({ person }) => [person.id],
  // Whoever withdraws his answer, or is refused, owes one again.
  settled: (facts) => !isStillAsked(facts),
  until: ({ file: { meeting } }) => (meeting.state === 'convened' ? meeting.answerBy : meeting.startsAt),
  steps: ({ file }, world) => stepsOf(file.meeting, world),
  lasts: ({ file }) => file.meeting.startsAt,
  urgent: isNear,
  // Until when an answer is asked for stands on the card below.
  say: (facts, world) =>
    reminded(
      facts,
      text(isLate(facts, world) ? 'attendance:remind.answer-overdue' : 'attendance:remind.unanswered'),
      world,
    ),
  line: ({ file: { meeting } }) => {
    const named = { meeting: meeting.code, at: moment(meeting.startsAt, 'weekday-moment') };
    const { reminderWords } = meeting;
    return reminderWords
      ? text('attendance:remind.line-words', { ...named, words: quoted(cleanLine(reminderWords, 120)) })
      : text('attendance:remind.line', named);
  },
  open: ({ file: { meeting }, person }) =>
    choice(
      text('attendance:awaited.open', { meeting: meeting.code }),
      press('meetings.open', { meeting: meeting.id, person: person.id }),
    ),
  awaits: ({ file, person, participant }, { by }) => {
    const { id, code: meeting } = file.meeting;
    const { fullName: name } = person;
    const isOwn = person.id === by.person.id;
    const what = nameOfMeeting(file);
    const label = isOwn
      ? text('attendance:awaited.open', { meeting })
      : text('attendance:awaited.open-for', { meeting, name });
    return {
      what: isOwn ? what : text('attendance:awaited.of', { name, what }),
      open: choice(label, press('meetings.open', { meeting: id, person: person.id })),
      answers: answerChoices(file.meeting, person.id, participant),
    };
  },
  watch: ({ file: { meeting } }) => offer('attendance.board', { meeting: meeting.id }),
  fadesAt: ({ file }, world) => stepsOf(file.meeting, world).find((at) => at > world.now) ?? file.meeting.startsAt,
};

export const owed = obligation(answerOwed);

type ComingFacts = { file: MeetingFile; people: readonly MemberFacts[] };

/** He presides and will be there, whether or not he has said so. */
const leads = ({ file, person, standing: { state } }: MemberFacts): boolean =>
  file.meeting.presiderId === person.id && (state === 'unanswered' || state === 'attending');

/** Who presides is not asked for leave so near the hour: he sees who comes. */
function comingView(facts: MemberFacts, line: Text, world: World): View {
  const view = reminded(facts, line, world);
  if (!leads(facts)) return view;
  const watches = facts.seat !== null && overseers.includes(facts.seat.role);
  return { ...view, choices: watches ? [offer('attendance.board', { meeting: facts.file.meeting.id })] : [] };
}

/** What somebody is told who owes no answer; null for whoever is excused, represented, or still to answer. */
function comingLine(facts: MemberFacts): Text | null {
  const { meeting } = facts.file;
  const { state } = facts.standing;
  const when = { at: moment(meeting.startsAt, 'weekday-moment'), place: said(meeting.place) };
  if (leads(facts)) return text('attendance:remind.presiding', when);
  if (state === 'attending') return text('attendance:remind.attending', when);
  return state === 'asking' ? text('attendance:remind.not-decided') : null;
}

/** On a late tick the newest step only. */
export function dueComing(
  { file, people }: ComingFacts,
  { matter, version, nextAt: armed }: ReminderRow,
  world: World,
): Due {
  const steps = stepsOf(file.meeting, world).slice(-nearest);
  const at = steps.findLast((step) => step >= armed && step <= world.now);
  const nextAt = steps.find((step) => step > world.now) ?? null;
  if (!at) return { notices: [], nextAt };
  const notices = people.flatMap((facts): Notice[] => {
    const line = comingLine(facts);
    const to = facts.person.id;
    const key = `${matter}:coming:v${version}:${at.toISOString()}:${to}`;
    const expiresAt = nextAt ?? file.meeting.startsAt;
    return line ? [{ to, class: 'nudge', view: comingView(facts, line, world), matter, key, expiresAt }] : [];
  });
  return { notices, nextAt };
}

export const coming = reminderKind<ComingFacts>({
  name: 'attendance.coming',
  article: '6.4',
  async gather(tx, row, world) {
    const file = await openMeeting(tx, row, world);
    if (!file) return null;
    const people = await peopleOf(tx, file, world);
    return { file, people: people.filter(({ participant }) => participant.personId !== null) };
  },
  due: dueComing,
});

const starting = (kind: string, { meeting }: MeetingFile, person: string | null, nextAt?: Date): ReminderStart[] =>
  nextAt ? [{ kind, matter: matterOf(meeting), person, version: meeting.version, nextAt }] : [];

/** Reminders of these invitees' answers, and of the meeting to those who come. */
export function answersAwaited(file: MeetingFile, invited: readonly (string | null)[], world: World): ReminderStart[] {
  const ahead = (times: readonly Date[]) => times.find((at) => at > world.now);
  const steps = stepsOf(file.meeting, world);
  // An answer is owed until the meeting begins, also where it is too near for any reminder.
  const asked = ahead([...steps, file.meeting.startsAt]);
  return [
    ...invited.flatMap((person) => (person ? starting(answerOwed.name, file, person, asked) : [])),
    ...starting(coming.name, file, null, ahead(steps.slice(-nearest))),
  ];
}

type Inviting = Extract<
  MeetingEvent,
  { type: `meetings.${'convened' | 'changed' | 'participant-added' | 'alternate-added'}` }
>;

/** Whom it invites; null: everybody on the file. */
function invitedBy(event: Inviting): readonly (string | null)[] | null {
  if (event.type === 'meetings.participant-added') return [event.participant.personId];
  return event.type === 'meetings.alternate-added' ? [event.personId] : null;
}

/** From the moment somebody is invited: with the meeting, in another's place, or after a change of its time. */
async function inviting(tx: Transaction, happening: DomainEvent, world: World): Promise<Followed | null> {
  const event = happening as Inviting;
  const { meetingId } = event;
  // Of a draft nobody knows yet.
  if (!(await isConvened(tx, meetingId))) return null;
  const file = await loadMeeting(tx, meetingId);
  if (!file) return null;
  const who = invitedBy(event) ?? file.participants.map(({ personId }) => personId);
  return { bodyId: file.meeting.bodyId, reminders: answersAwaited(file, who, world) };
}

export const follows: NonNullable<Chapter['follows']> = {
  'meetings.convened': inviting,
  'meetings.changed': inviting,
  'meetings.participant-added': inviting,
  'meetings.alternate-added': inviting,
};
