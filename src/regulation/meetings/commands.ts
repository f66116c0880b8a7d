// What everybody invited can do with meetings: see them, open one, say that the invitation has come.
import { type Args, type Asking, type Command, command, type Gathered } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { hidden, lineField } from '../../kernel/fields.ts';
import type { Meant } from '../../kernel/meant.ts';
import { bodiesWith, type PersonCard, personsOf } from '../../kernel/person.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, days, instant } from '../../kernel/time.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers } from '../roles.ts';
import { askedLine, questions } from './asked.ts';
import {
  gatherMeeting,
  invitationPressed,
  meetingOfInvited,
  meetingPressed,
  namedMeeting,
  preparers,
  type Standing,
  type StandingReader,
} from './asking.ts';
import { changingCommands } from './changing/commands.ts';
import { managedView } from './changing/views.ts';
import { decidesFor, type MeetingFacts, staleBecause } from './decide.ts';
import { evolveAll } from './evolve.ts';
import { answerChoices, invitationView, withPapers } from './invitation/card.ts';
import { stateText } from './invitation/lines.ts';
import { asReadBy, type MeetingEvent, type MeetingFile, type MeetingState, participantOf } from './meeting.ts';
import { meetingPapers } from './papers.ts';
import { meetingView } from './preparation/views.ts';
import { type DoorChoice, rollCommands } from './roll-call/commands.ts';
import { countMeetings, meetingsIn, meetingsOf, pastMeetings } from './store.ts';
import { subjectOf, subjectsOf } from './subject.ts';
import { listLine } from './views.ts';

const listed = 5;

type Entry = { file: MeetingFile; person: PersonCard | null; standing: Standing | null };
/**
 * `all`: how many meetings there are, of which the nearest are looked at. `past`: the page of meetings gone by; null for
 * those to come. `gone`: whether there are any (more).
 */
type ListFacts = { entries: readonly Entry[]; all: number; calendar: boolean; past: number | null; gone: boolean };
type CardFacts = { file: MeetingFile; person: PersonCard; standing: Standing | null };

export function meetingCommands(standingOf: StandingReader, doorOf: DoorChoice): Command[] {
  return [
    listCommand(standingOf, {
      name: 'meetings.list',
      word: 'hop',
      alias: ['meetings'],
      means: [{ intent: 'ask:meetings' }],
    }),
    listCommand(standingOf, { name: 'meetings.calendar', word: 'lich', alias: ['calendar'] }),
    openCommand(standingOf),
    askedCommand(standingOf),
    receivedCommand(standingOf),
    manageCommand,
    ...meetingPapers,
    ...changingCommands,
    ...rollCommands(standingOf, doorOf),
  ];
}

const unanswered: Text = text('meetings:status.unanswered');

/** `meetings.calendar` also shows what was put off or called off (RS7); `meetings.list` also what is being prepared. */
function listCommand(
  standingOf: StandingReader,
  declared: { name: string; word: string; alias: string[]; means?: readonly Meant[] },
): Command {
  const calendar = declared.name === 'meetings.calendar';
  return command<Args, ListFacts, never>({
    ...declared,
    daily: true,
    article: '6.4',
    allowed: 'anyone',
    fields: { past: hidden },
    gather: async (tx, asking): Promise<Gathered<ListFacts>> => {
      const past = /^\d{1,4}$/.test(asking.args.past ?? '') ? Number(asking.args.past) : null;
      if (past !== null) {
        const { entries, more } = await pastEntries(tx, asking, past);
        return { bodyId: null, facts: { entries, all: entries.length, calendar, past, gone: more } };
      }
      const [invited, others] = [invitedWhich(asking, calendar), calendar ? [] : keptWhich(asking)];
      const mine = await invitedEntries(tx, asking, standingOf, invited);
      const kept = await preparedEntries(tx, others, mine);
      const entries = [...mine, ...kept].sort(
        (a, b) => a.file.meeting.startsAt.getTime() - b.file.meeting.startsAt.getTime(),
      );
      const all = await countMeetings(tx, invited, others);
      const gone = (await pastEntries(tx, asking, 0)).entries.length > 0;
      return { bodyId: null, facts: { entries, all, calendar, past: null, gone } };
    },
    show: showList,
  });
}

type Invited = Parameters<typeof meetingsOf>[1];
type Kept = Parameters<typeof meetingsIn>[1];

/** `all`: also what was called off. */
function invitedWhich({ by, now }: Asking, all: boolean): Invited {
  const states: MeetingState[] = ['convened', 'postponed', 'held', ...(all ? (['cancelled'] as const) : [])];
  return { personIds: personsOf(by).map(({ id }) => id), states, from: instant(dayOf(now), 0, 0), now };
}

/** What is being prepared, for those who prepare; what is convened, for those who oversee without being invited. */
function keptWhich({ by, now }: Asking): Kept[] {
  const from = new Date(now.getTime() - days(1));
  return [
    { bodyIds: bodiesWith(by, preparers), states: ['draft', 'submitted'], from },
    { bodyIds: bodiesWith(by, overseers), states: ['convened', 'postponed', 'held'], from },
  ];
}

async function invitedEntries(
  tx: Transaction,
  { by, now }: Asking,
  standingOf: StandingReader,
  which: Invited,
): Promise<Entry[]> {
  const found = await meetingsOf(tx, which);
  const entries: Entry[] = [];
  for (const file of found) {
    // A meeting called off before anybody was invited is nobody's business but the secretariat's.
    if (file.meeting.state === 'cancelled' && !('convenedAt' in file.meeting) && file.meeting.submissions === 0)
      continue;
    const standing = await standingOf(tx, file, now);
    for (const { person } of subjectsOf(by, file)) {
      entries.push({ file, person, standing: standing.get(person.id) ?? null });
    }
  }
  return entries;
}

async function preparedEntries(tx: Transaction, which: readonly Kept[], mine: readonly Entry[]): Promise<Entry[]> {
  const found: MeetingFile[] = [];
  for (const kept of which) found.push(...(await meetingsIn(tx, kept)));
  return found
    .filter(({ meeting }) => !mine.some(({ file }) => file.meeting.id === meeting.id))
    .map((file) => ({ file, person: null, standing: null }));
}

/** A page of what is past, the newest first: what one was invited to, and what one oversees (MT20). */
async function pastEntries(
  tx: Transaction,
  { by, now }: Asking,
  page: number,
): Promise<Pick<ListFacts, 'entries'> & { more: boolean }> {
  const whose = { personIds: personsOf(by).map(({ id }) => id), bodyIds: bodiesWith(by, overseers) };
  const found = await pastMeetings(tx, whose, now, { skip: page * listed, limit: listed + 1 });
  const entries = found.slice(0, listed).map((file): Entry => {
    // Who oversees sees what became of it; who was only invited, his invitation.
    const person = subjectsOf(by, file)[0]?.person ?? null;
    return { file, person: whose.bodyIds.includes(file.meeting.bodyId) ? null : person, standing: null };
  });
  return { entries, more: found.length > listed };
}

const pastChoice = (page: number): Choice =>
  choice(
    text(page === 0 ? 'meetings:list.past' : 'meetings:list.earlier'),
    press('meetings.list', { past: String(page) }),
  );

function showList({ entries, all, calendar, past, gone }: ListFacts): View {
  if (past !== null) {
    return {
      heading: text('meetings:heading.past'),
      lines: entries.length === 0 ? [text('meetings:list.no-past')] : entries.map(entryLine),
      choices: [...entries.map(openChoice), ...(gone ? [pastChoice(past + 1)] : [])],
    };
  }
  const heading = calendar ? text('meetings:heading.calendar') : text('meetings:heading.list');
  const before = gone ? [pastChoice(0)] : [];
  if (entries.length === 0) return { heading, lines: [text('meetings:list.empty')], choices: before };
  const shown = entries.slice(0, listed);
  const left = all - new Set(shown.map(({ file }) => file.meeting.id)).size;
  return {
    heading,
    lines: [...shown.map(entryLine), ...(left > 0 ? [text('meetings:list.more', { count: left })] : [])],
    choices: [...shown.map(openChoice), ...before],
  };
}

function entryLine({ file: { meeting }, person, standing }: Entry, _nth: number, all: readonly Entry[]): Text {
  const answered = meeting.state === 'convened' && person !== null;
  const status = answered ? (standing?.status ?? unanswered) : stateText(meeting);
  return listLine(
    meeting,
    person && isTwice(meeting.id, all) ? text('meetings:list.of', { name: said(person.fullName), status }) : status,
  );
}

/** One meeting of two leaders of an assistant: two lines, each with its leader. */
const isTwice = (meetingId: string, all: readonly Entry[]): boolean =>
  all.filter(({ file }) => file.meeting.id === meetingId).length > 1;

function openChoice({ file: { meeting }, person }: Entry, _nth: number, all: readonly Entry[]): Choice {
  const plain = { code: said(meeting.code), day: moment(meeting.startsAt, 'day') };
  const label =
    person && isTwice(meeting.id, all)
      ? text('meetings:list.open-of', { ...plain, name: said(person.fullName) })
      : text('meetings:list.open', plain);
  if (person) return choice(label, press('meetings.open', { meeting: meeting.id, person: person.id }));
  const drafting = meeting.state === 'draft' || meeting.state === 'submitted';
  return choice(label, press(drafting ? 'preparation.open' : 'meetings.manage', { meeting: meeting.id }));
}

/** Whose card it is: the person named, if that is the actor or a leader he assists, and invited. */
async function gatherCard(
  tx: Transaction,
  asking: Asking,
  standingOf: StandingReader,
  lock: boolean,
): Promise<Gathered<CardFacts>> {
  const file = await namedMeeting(tx, asking, { lock });
  if ('agreed' in file) return file;
  const subject = subjectOf(asking.by, file, asking.args.person);
  if ('agreed' in subject) return subject;
  const { person, behalf } = subject;
  const standing = (await standingOf(tx, file, asking.now)).get(person.id) ?? null;
  return { bodyId: file.meeting.bodyId, facts: { file: asReadBy(file, person.id), person, standing }, behalf };
}

/** An invitee sees nothing of a meeting before the chair has convened it (Điều 3.3). */
function notYet({ file }: CardFacts, now: Date): Refused | null {
  const { state } = file.meeting;
  return state === 'draft' || state === 'submitted' ? staleBecause(file.meeting, null, now) : null;
}

function cardView({ file, person, standing }: CardFacts, now: Date, note?: Text): View {
  const status = standing?.status ?? unanswered;
  const over = now >= file.meeting.startsAt;
  const choices = standing?.choices ?? answerChoices(file.meeting, person.id, participantOf(file, person.id));
  const view = invitationView(file, person, { status, choices: over ? [] : choices });
  return note ? { ...view, note } : view;
}

const openCommand = (standingOf: StandingReader): Command =>
  command<Args, CardFacts, never>({
    name: 'meetings.open',
    article: '6.4',
    allowed: 'anyone',
    fields: { meeting: { ...lineField('meetings:ask.meeting', 40), matter: meetingOfInvited }, person: hidden },
    gather: async (tx, asking) => {
      const gathered = await gatherCard(tx, asking, standingOf, false);
      return 'agreed' in gathered ? gathered : (notYet(gathered.facts, asking.now) ?? gathered);
    },
    show: (facts, act) => withPapers(cardView(facts, act.now), facts.file),
  });

/** What is asked about the meeting at hand, or the next one, before its card. */
const askedCommand = (standingOf: StandingReader): Command =>
  command<Args, CardFacts, never>({
    name: 'meetings.asked',
    article: '6.4',
    allowed: 'anyone',
    means: questions.map((asked) => ({ intent: `ask:${asked}`, args: { asked } })),
    fields: { meeting: invitationPressed, asked: hidden },
    gather: async (tx, asking) => {
      const personIds = personsOf(asking.by).map(({ id }) => id);
      const from = instant(dayOf(asking.now), 0, 0);
      const meeting =
        asking.args.meeting ??
        (await meetingsOf(tx, { personIds, states: ['convened'], from, now: asking.now }))[0]?.meeting.id;
      if (meeting === undefined) return refuse('no-meeting', text('meetings:list.empty'));
      const gathered = await gatherCard(tx, { ...asking, args: { meeting } }, standingOf, false);
      return 'agreed' in gathered ? gathered : (notYet(gathered.facts, asking.now) ?? gathered);
    },
    show: (facts, act) => {
      const asked = questions.find((one) => one === act.args.asked) ?? 'invitation';
      const view = cardView(facts, act.now);
      const line = askedLine(facts.file, asked, facts.standing?.status ?? unanswered);
      const answer = line ? { ...view, lines: [line, ...view.lines] } : view;
      return asked === 'papers' || asked === 'invitation' ? withPapers(answer, facts.file) : answer;
    },
  });

/** QĐ45 Đ.15: the invitation has come; apart from the answer. A second tap changes nothing. */
export function decideReceived(
  { file, person }: CardFacts,
  act: { now: Date; by: { person: PersonCard } },
): Decision<MeetingEvent> {
  const stale = staleBecause(file.meeting, null, act.now);
  if (stale) return stale;
  if (participantOf(file, person.id)?.receivedAt) return agree();
  const { id: meetingId } = file.meeting;
  return agree({ type: 'meetings.received', meetingId, at: act.now, by: act.by.person.id, personId: person.id });
}

const receivedCommand = (standingOf: StandingReader): Command =>
  command<Args, CardFacts, MeetingEvent>({
    name: 'meetings.received',
    means: [{ intent: 'receive', waits: true }],
    article: 'QĐ45',
    allowed: 'anyone',
    personal: false,
    fields: { meeting: invitationPressed, person: hidden },
    gather: (tx, asking) => gatherCard(tx, asking, standingOf, true),
    decide: decideReceived,
    show: (facts, act, events) => {
      const file = evolveAll(facts.file, events);
      const at = participantOf(file, facts.person.id)?.receivedAt ?? act.now;
      const choices = (facts.standing?.choices ?? []).filter(
        ({ press: pressed }) => !('command' in pressed && pressed.command === 'meetings.received'),
      );
      const standing = facts.standing && { ...facts.standing, choices };
      return cardView({ ...facts, file, standing }, act.now, text('meetings:done.received', { at: moment(at) }));
    },
  });

const isDraft = ({ file: { meeting } }: MeetingFacts): boolean =>
  meeting.state === 'draft' || meeting.state === 'submitted';

/** The card of a meeting for those who look after it: while it is prepared, with what is still to be done. */
const manageCommand = command<Args, MeetingFacts, never>({
  name: 'meetings.manage',
  article: '5.4',
  allowed: overseers,
  fields: { meeting: meetingPressed },
  gather: (tx, asking) => gatherMeeting(tx, asking, false),
  show: (facts, act) => {
    const { bodyId } = facts.file.meeting;
    const leads = decidesFor(act.by, bodyId);
    const prepares = leads || bodiesWith(act.by, preparers).includes(bodyId);
    return isDraft(facts) && prepares ? meetingView(facts, act, leads) : managedView(facts, { now: act.now, leads });
  },
});
