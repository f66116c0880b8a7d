// Điều 9.1: each time the committee meets, the assisting team reports aims, progress, results and proposals. What is missing is
// asked for before the meeting, and who presides hears of it; nothing is blocked for it.
import type { Followed } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { type Obligation, obligation, owe } from '../../kernel/obligation.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { inOneLine, moment, plainText, said, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { choice, opening, press } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseersOf, seatsOf } from '../committee/index.ts';
import { loadMeeting, type MeetingFile, matterOf, missingSections } from '../meetings/index.ts';

type Lacking = { file: MeetingFile; seats: readonly SeatCard[] };

/** Working days before the meeting on which it is asked for; on the last of them who presides hears of it. */
const before = [3, 1] as const;

/** The team's head; where nobody heads it, the standing agency. */
function teamOf({ seats }: Pick<Lacking, 'seats'>): string[] {
  const heads = seats.filter(({ role }) => role === 'team-lead');
  return [...new Set((heads.length > 0 ? heads : overseersOf(seats)).map(({ person }) => person.id))];
}

const line = ({ file: { meeting } }: Lacking) =>
  text('briefings:for-meeting.lacks', {
    code: said(meeting.code),
    at: moment(meeting.startsAt),
    what: inOneLine(missingSections(meeting.report).map((one) => plainText(`preparation:section.${one}`))) ?? said(''),
  });

const write = ({ file: { meeting } }: Lacking) =>
  choice(
    text('briefings:for-meeting.write', { code: said(meeting.code) }),
    press('preparation.report', { meeting: meeting.id }),
  );

const stepsOf = ({ file: { meeting } }: Pick<Lacking, 'file'>, { calendar }: Pick<World, 'calendar'>): Date[] =>
  before.map((days) => morningOf(addWorkingDays(calendar, dayOf(meeting.startsAt), -days)));

export const lacks = ({ meeting }: MeetingFile, now: Date): boolean =>
  meeting.state === 'convened' && now < meeting.startsAt && missingSections(meeting.report).length > 0;

const one: Obligation<Lacking> = {
  name: 'briefings.for-meeting',
  article: '9.1',
  load: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    if (!file || file.meeting.version !== version || !lacks(file, now)) return null;
    return { file, seats: await seatsOf(tx, file.meeting.bodyId, now) };
  },
  owedBy: teamOf,
  until: ({ file: { meeting } }) => meeting.startsAt,
  steps: stepsOf,
  lasts: ({ file: { meeting } }) => meeting.startsAt,
  say: (facts) => ({ lines: [said(facts.file.meeting.title), line(facts)], choices: [write(facts)] }),
  line,
  dated: true,
  open: write,
  watch: ({ file: { meeting } }) => opening(meeting.code, press('meetings.manage', { meeting: meeting.id })),
  escalates: (facts, world) => [
    {
      to: [facts.file.meeting.presiderId],
      from: stepsOf(facts, world).at(-1)!,
      view: { lines: [said(facts.file.meeting.title), line(facts)] },
    },
  ],
};

export const forMeeting = obligation(one);

/** Asked for from the invitation on, and anew when the meeting is moved. */
async function asked(tx: Transaction, event: DomainEvent, world: World): Promise<Followed | null> {
  const file = await loadMeeting(tx, (event as DomainEvent & { meetingId: string }).meetingId);
  if (!file || !lacks(file, world.now)) return null;
  const { meeting } = file;
  const facts = { file, seats: await seatsOf(tx, meeting.bodyId, world.now) };
  const start = owe(one, facts, { matter: matterOf(meeting), person: null, version: meeting.version }, world);
  return start && { bodyId: meeting.bodyId, reminders: [start] };
}

export const follows = { 'meetings.convened': asked, 'meetings.changed': asked };
