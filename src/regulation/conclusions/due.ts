// Điều 7.3, QĐ 45/2018: a meeting that was held owes its notice of conclusions within so many working days.
import type { Followed } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { morningOf } from '../../kernel/ladder.ts';
import { holding } from '../../kernel/matter.ts';
import { type Obligation, obligation, owe } from '../../kernel/obligation.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { choice, press, type View } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import { loadMeeting, type Meeting, type MeetingEvent, type MeetingFile, ofMeeting } from '../meetings/index.ts';
import { office } from './conclusion.ts';

/** `code`: of the draft there is already. */
type Owing = {
  file: MeetingFile & { meeting: Extract<Meeting, { state: 'held' }> };
  code: string | null;
  draftId: string | null;
  seats: readonly SeatCard[];
};

const kind = 'conclusion';

const after = ({ file }: Owing, days: number, { calendar }: Pick<World, 'calendar'>): Date =>
  morningOf(addWorkingDays(calendar, dayOf(file.meeting.heldAt), days));

const lastDay = (facts: Owing, world: Pick<World, 'calendar' | 'settings'>): Date =>
  after(facts, world.settings.conclusionDays, world);

const opens = ({ file, draftId }: Owing) =>
  draftId
    ? press('conclusions.open', { conclusion: draftId })
    : press('conclusions.draft', { meeting: file.meeting.id });

const open = (facts: Owing) =>
  choice(
    text(facts.draftId ? 'conclusions:due.open' : 'conclusions:commands.draft.button', {
      code: said(facts.code ?? ''),
    }),
    opens(facts),
  );

function say(facts: Owing, world: World): View {
  const { meeting } = facts.file;
  return {
    heading: text('conclusions:due.heading', { code: said(meeting.code) }),
    lines: [
      ofMeeting.line(facts.file),
      text('conclusions:due.by', { count: world.settings.conclusionDays, day: dayValue(dayOf(lastDay(facts, world))) }),
      ...(facts.code ? [text('conclusions:due.drafted', { code: said(facts.code) })] : []),
    ],
    choices: [open(facts)],
    // The newest of these reminders bears the button; those before it lose theirs.
    card: `conclusions-due:${meeting.id}`,
  };
}

const conclusionsOwed: Obligation<Owing> = {
  name: 'conclusions.due',
  article: '7.3',
  load: async (tx, { matter }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    if (file?.meeting.state !== 'held') return null;
    const drafts = await tx.matter.findMany({ where: { kind, about: matter }, orderBy: { createdAt: 'asc' } });
    if (drafts.some(({ state }) => state === 'issued')) return null;
    const draft = drafts.findLast(({ state }) => state !== 'dropped');
    const seats = await seatsOf(tx, file.meeting.bodyId, now);
    return { file: { ...file, meeting: file.meeting }, code: draft?.code ?? null, draftId: draft?.id ?? null, seats };
  },
  owedBy: ({ seats }) => holding({ around: { seats } }, office),
  until: lastDay,
  // Asked for the morning after, the day before the last, on it, and from then on every second working day for a while.
  steps: (facts, world) => {
    const { conclusionDays } = world.settings;
    return [1, conclusionDays - 1, ...[0, 2, 4, 6, 8, 10].map((more) => conclusionDays + more)]
      .filter((days, nth, all) => days > 0 && all.indexOf(days) === nth)
      .map((days) => after(facts, days, world));
  },
  say,
  line: (facts, world) =>
    text('conclusions:due.line', { code: said(facts.file.meeting.code), day: dayValue(dayOf(lastDay(facts, world))) }),
  dated: true,
  open,
  escalates: (facts, world) => [
    {
      to: holding({ around: facts }, ['chair']),
      from: after(facts, world.settings.conclusionDays + 3, world),
      view: { ...say(facts, world), choices: [] },
    },
  ],
};

export const owed = obligation(conclusionsOwed);

/** From the moment a meeting is over. */
export async function meetingHeld(tx: Transaction, happening: DomainEvent, world: World): Promise<Followed | null> {
  const { meetingId } = happening as Extract<MeetingEvent, { type: 'meetings.held' }>;
  const matter = `meeting:${meetingId}`;
  const row = { kind: conclusionsOwed.name, matter, person: null, version: 1, nextAt: world.now };
  const facts = await conclusionsOwed.load(tx, row, world);
  const start = facts && owe(conclusionsOwed, facts, { matter, person: null, version: 1 }, world);
  return start && { bodyId: facts.file.meeting.bodyId, reminders: [start] };
}
