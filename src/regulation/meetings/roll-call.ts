// Điều 6.4, QĐ45 Đ.15: who came, himself or represented, late, or not. Nothing is recorded without a tap.
import { type ReminderKind, reminderKind } from '../../kernel/chapter.ts';
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Gathered,
  type Option,
} from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import type { Telling } from '../../kernel/notice.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { hours } from '../../kernel/time.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import type { Role } from '../roles.ts';
import { meetingField, namedMeeting, type Standing, type StandingReader } from './asking.ts';
import { staleBecause } from './decide.ts';
import { evolveAll } from './evolve.ts';
import {
  alternateOf,
  invited,
  type MeetingEvent,
  type MeetingFile,
  type Participant,
  participantOf,
  type Roll,
  rolls,
} from './meeting.ts';
import { nextMorning, toParticipants, toSome } from './notices.ts';
import { loadMeeting } from './store.ts';
import { invitationCard, nameWithAlternate, preparationCard, stateText } from './views.ts';

export type RollFacts = { file: MeetingFile; standing: ReadonlyMap<string, Standing> };

const takers: readonly Role[] = ['secretariat', 'standing-member', 'team-lead'];
const marks = [...rolls, 'left'] as const;

/** The roll is prepared an hour ahead, while people arrive. */
const opensAt = ({ meeting }: MeetingFile): Date => new Date(meeting.startsAt.getTime() - hours(1));

/** What would be recorded for somebody by his answer; null when he has not answered. */
export function expectedRoll({ file, standing }: RollFacts, one: Participant): Roll | null {
  if (one.personId === null) return null;
  if (alternateOf(file, one.personId)) return 'alternate';
  return standing.get(one.personId)?.expected ?? null;
}

/** Why no roll can be taken; a roll that was closed may still be corrected. */
function closedBecause(file: MeetingFile, now: Date): Refused | null {
  const { meeting } = file;
  if (meeting.state === 'held') return null;
  if (meeting.state !== 'convened') return staleBecause(meeting, null, now);
  if (now >= opensAt(file)) return null;
  return refuse('roll-too-early', text('meetings:refusal.roll-too-early', { at: moment(opensAt(file)) }));
}

const taken = (
  file: MeetingFile,
  act: Act,
  entries: { participantId: string; roll: Roll | null; leftAt: Date | null }[],
) => ({ type: 'meetings.roll-taken', meetingId: file.meeting.id, at: act.now, by: act.by.person.id, entries }) as const;

/** One person's mark; leaving early is kept beside how he came. */
export function decideRoll({ file }: RollFacts, act: Act): Decision<MeetingEvent> {
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  const one = invited(file).find(({ id }) => id === act.args.who);
  if (!one) return refuse('unknown-participant', text('meetings:refusal.unknown-participant'));
  const mark = marks.find((known) => known === act.args.mark);
  if (!mark) return refuse('unknown-mark', text('meetings:refusal.unknown-mark'), { field: 'mark' });
  if (mark === 'alternate' && (one.personId === null || !alternateOf(file, one.personId))) {
    const because = text('meetings:refusal.no-alternate', { name: said(one.name) });
    return refuse('no-alternate', because, { article: '6.4', field: 'mark' });
  }
  const entry =
    mark === 'left'
      ? { participantId: one.id, roll: one.roll ?? 'present', leftAt: act.now }
      : { participantId: one.id, roll: mark, leftAt: null };
  return agree(taken(file, act, [entry]));
}

/** Everybody not yet marked: as he answered, or simply present. Who has not answered stays unmarked by his answer. */
export function decideRollRest(facts: RollFacts, act: Act): Decision<MeetingEvent> {
  const { file } = facts;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  const entries = unmarked(file).flatMap((one) => {
    const roll = act.args.how === 'answers' ? expectedRoll(facts, one) : 'present';
    return roll ? [{ participantId: one.id, roll, leftAt: null }] : [];
  });
  if (entries.length === 0) return refuse('nobody-left', text('meetings:refusal.nobody-left'));
  return agree(taken(file, act, entries));
}

export function decideRollClose({ file }: RollFacts, act: Act): Decision<MeetingEvent> {
  const { meeting } = file;
  if (meeting.state === 'held') return staleBecause(meeting, null, act.now)!;
  const closed = closedBecause(file, act.now);
  if (closed) return closed;
  if (act.now < meeting.startsAt) {
    return refuse('not-begun', text('meetings:refusal.not-begun', { at: moment(meeting.startsAt) }));
  }
  const open = unmarked(file).length;
  if (open > 0) {
    const rest = press('meetings.roll-rest', { meeting: meeting.id, how: 'present' });
    const choices = [choice(text('meetings:roll.rest-present'), rest, 'good')];
    return refuse('roll-incomplete', text('meetings:refusal.roll-incomplete', { open }), { choices });
  }
  return agree({ type: 'meetings.held', meetingId: meeting.id, at: act.now, by: act.by.person.id });
}

const unmarked = (file: MeetingFile): Participant[] => invited(file).filter((one) => one.roll === null);

/** The roll: marked first as recorded, the rest with what his answer says. */
export function rollView(facts: RollFacts, note?: Text): View {
  const { file } = facts;
  const { meeting, body } = file;
  const people = invited(file);
  const open = unmarked(file).length;
  return {
    heading: text('meetings:heading.roll', { body: said(body.abbreviation), code: said(meeting.code) }),
    lines: [
      said(meeting.title),
      text('meetings:line.status', { status: stateText(meeting) }),
      text('meetings:roll.counts', { marked: people.length - open, all: people.length }),
      ...people.map((one) => rollLine(facts, one)),
    ],
    choices: rollChoices(facts, open),
    card: preparationCard(meeting.id),
    ...(note ? { note } : {}),
  };
}

function rollLine(facts: RollFacts, one: Participant): Text {
  const name = one.roll === 'alternate' ? nameWithAlternate(facts.file, one.personId, one.name) : said(one.name);
  if (one.roll && one.leftAt) {
    return text('meetings:roll.line-left', {
      name,
      mark: text(`meetings:mark.${one.roll}`),
      at: moment(one.leftAt, 'time'),
    });
  }
  if (one.roll) return text('meetings:roll.line', { name, mark: text(`meetings:mark.${one.roll}`) });
  const expected = expectedRoll(facts, one);
  return expected
    ? text('meetings:roll.line-expected', { name, mark: text(`meetings:mark.${expected}`) })
    : text('meetings:roll.line-open', { name });
}

function rollChoices(facts: RollFacts, open: number): Choice[] {
  const { meeting } = facts.file;
  const about = { meeting: meeting.id };
  const one = choice(text('meetings:commands.roll.button'), press('meetings.roll', about));
  if (meeting.state === 'held') return [one];
  const byAnswers = unmarked(facts.file).some((person) => expectedRoll(facts, person) !== null);
  const rest = (how: string, label: Text): Choice => choice(label, press('meetings.roll-rest', { ...about, how }));
  return [
    one,
    ...(byAnswers ? [rest('answers', text('meetings:roll.rest-answers'))] : []),
    ...(open > 0
      ? [rest('present', text('meetings:roll.rest-present'))]
      : [choice(text('meetings:commands.roll-close.button'), press('meetings.roll-close', about), 'good')]),
  ];
}

async function participantOptions(tx: Transaction, { args }: Asking): Promise<Option[]> {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  return file
    ? invited(file).map((one) => ({ value: one.id, label: said(one.name), words: one.seatCode ? [one.seatCode] : [] }))
    : [];
}

const markOptions: readonly Option[] = marks.map((mark) => ({
  value: mark,
  label: plainText(`meetings:mark.${mark}`),
}));

export function rollCommands(standingOf: StandingReader): Command[] {
  const gatherRoll = async (tx: Transaction, asking: Asking): Promise<Gathered<RollFacts>> => {
    const file = await namedMeeting(tx, asking, { lock: true });
    if ('agreed' in file) return file;
    return { bodyId: file.meeting.bodyId, facts: { file, standing: await standingOf(tx, file, asking.now) } };
  };
  const meeting = meetingField(takers, ['convened', 'held']);
  const shared = { article: '6.4', allowed: takers, gather: gatherRoll } as const;
  const shown = (facts: RollFacts, _act: Act, events: readonly MeetingEvent[]): View =>
    rollView({ ...facts, file: evolveAll(facts.file, events) }, rollNote(facts, events[0]));
  type Declared = Pick<Command<Args, RollFacts, MeetingEvent>, 'name' | 'fields' | 'decide' | 'tell'>;
  const rollCommand = (declared: Declared): Command =>
    command<Args, RollFacts, MeetingEvent>({ ...shared, ...declared, show: shown });
  return [
    command<Args, RollFacts, MeetingEvent>({
      ...shared,
      name: 'meetings.rollcall',
      word: 'diemdanh',
      alias: ['rollcall'],
      fields: { meeting },
      // A question that may be too early: nothing happens, but it says so.
      decide: ({ file }, act) => closedBecause(file, act.now) ?? agree(),
      show: (facts) => rollView(facts),
    }),
    rollCommand({
      name: 'meetings.roll',
      fields: {
        meeting,
        who: { ask: 'meetings:ask.who', options: participantOptions, always: true, none: 'meetings:none.participant' },
        mark: { ask: 'meetings:ask.mark', options: async () => markOptions, always: true },
      },
      decide: decideRoll,
    }),
    rollCommand({ name: 'meetings.roll-rest', fields: { meeting: hidden, how: hidden }, decide: decideRollRest }),
    rollCommand({
      name: 'meetings.roll-close',
      fields: { meeting: hidden },
      decide: decideRollClose,
      tell: tellHeld,
    }),
  ];
}

/** The cards of those who came, and of those who did not without leave, have nothing left to answer. */
export function tellHeld({ file }: RollFacts, _act: Act, events: readonly MeetingEvent[]): Telling {
  const after = evolveAll(file, events);
  const over = (personId: string): Roll | null => {
    const roll = participantOf(after, personId)?.roll ?? null;
    // Who was excused or represented may still owe his written opinion: his card goes on (6.4).
    return roll === 'excused' || roll === 'alternate' ? null : roll;
  };
  const notices = toParticipants(after, 'held', (personId) => heldView(after, personId, over(personId)), {
    class: 'refresh',
  });
  return { notices: notices.filter(({ to }) => over(to) !== null) };
}

function heldView(file: MeetingFile, personId: string, roll: Roll | null): View {
  const { meeting } = file;
  return {
    heading: text('meetings:heading.over', {
      code: said(meeting.code),
      at: moment(meeting.startsAt, 'weekday-moment'),
    }),
    lines: [said(meeting.title), text('meetings:line.held', { mark: text(`meetings:mark.${roll ?? 'present'}`) })],
    card: invitationCard(meeting.id, personId),
  };
}

function rollNote({ file }: RollFacts, event: MeetingEvent | undefined): Text {
  if (event?.type !== 'meetings.roll-taken') return text('meetings:done.held');
  const [first] = event.entries;
  if (event.entries.length > 1 || !first) return text('meetings:done.rolled-many', { count: event.entries.length });
  const name = said(file.participants.find(({ id }) => id === first.participantId)?.name ?? '');
  const mark = text(`meetings:mark.${first.leftAt ? 'left' : (first.roll ?? 'present')}`);
  return text('meetings:done.rolled', { name, mark });
}

/** After the beginning the secretariat is asked for the roll, and once more the next working morning. */
export const rollCallDue: ReminderKind = reminderKind<{ file: MeetingFile; takerIds: string[] }>({
  name: 'meetings.rollcall-due',
  article: '6.4',
  gather: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    if (file?.meeting.state !== 'convened' || file.meeting.version !== version) return null;
    const seats = await seatsOf(tx, file.meeting.bodyId, now);
    const takerIds = seats.filter((seat) => seat.role === 'secretariat').map((seat) => seat.person.id);
    return { file, takerIds };
  },
  due: ({ file, takerIds }, _reminder, world) => {
    const { meeting } = file;
    const again = world.now.getTime() - meeting.startsAt.getTime() > hours(4);
    const about = { meeting: meeting.id };
    const view: View = {
      heading: text('meetings:heading.roll', { body: said(file.body.abbreviation), code: said(meeting.code) }),
      lines: [said(meeting.title), text('meetings:notice.roll-due', { at: moment(meeting.startsAt) })],
      choices: [choice(text('meetings:commands.rollcall.button'), press('meetings.rollcall', about))],
      card: preparationCard(meeting.id),
    };
    const what = `rollcall-due:v${meeting.version}:${again ? 'again' : 'first'}`;
    return {
      notices: toSome(takerIds, file, what, view, { class: 'nudge' }),
      nextAt: again ? null : nextMorning(world),
    };
  },
});
