// RS5, RS6, AD3, AD4: those who look after a meeting see who stands how, remind the silent, take down what is said by telephone.
import { type Act, type Asking, command, type Field, type Gathered, type Option } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { choiceField, hidden, textField } from '../../kernel/fields.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { choice, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { beyondReach, told, unreachedCalls } from '../calls/index.ts';
import { personCards } from '../committee/index.ts';
import { invited, loadMeeting, type MeetingFile, matterOf, meetingField, participantOf } from '../meetings/index.ts';
import { overseers, type Role } from '../roles.ts';
import { type AnswerKind, type Chased, type Consequence, sources } from './answer.ts';
import { type BoardArgs, type BoardFacts, boardCard, boardView, decideNudge, receipt, tellNudge } from './board.ts';
import { alternateFields, reasonMax } from './commands.ts';
import { decideAbsent, decideAttend, decideProxy, type MemberArgs } from './decide.ts';
import { factsAfter, type ProxyFacts } from './facts.ts';
import { contextOf, everybody, memberFacts, proxyFacts } from './gathering.ts';
import { tellMember } from './notices.ts';
import { absenceOptions } from './reasons.ts';
import { holdMeeting, holdParticipant, lastChase } from './store.ts';
import { sourceText, statusText } from './views.ts';

const recorders: readonly Role[] = ['secretariat', 'standing-member', 'team-lead'];

const noMeeting = () => refuse('no-meeting', text('attendance:refusal.no-meeting'), { closes: true });

async function gatherBoard(tx: Transaction, asking: Asking<BoardArgs>, lock = false): Promise<Gathered<BoardFacts>> {
  const { meeting } = asking.args;
  const file = meeting ? await loadMeeting(tx, meeting, { lock }) : null;
  if (!file) return noMeeting();
  const context = await contextOf(tx, file.meeting.bodyId, asking.now);
  const facts: BoardFacts = {
    file,
    people: await everybody(tx, file, context),
    ...(await reachOf(tx, file, asking.now)),
    lastChase: await lastChase(tx, file.meeting.id),
  };
  return { bodyId: file.meeting.bodyId, facts };
}

async function reachOf(
  tx: Transaction,
  file: MeetingFile,
  now: Date,
): Promise<Pick<BoardFacts, 'unreached' | 'beyond'>> {
  const calls = await unreachedCalls(tx, { matter: matterOf(file.meeting) }, now);
  const invitees = file.participants.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  return {
    unreached: new Set(calls.map(({ personId }) => personId)),
    beyond: await beyondReach(tx, invitees),
  };
}

const boardField = meetingField(overseers, ['convened', 'held']);

export const board = command<BoardArgs, BoardFacts, never>({
  name: 'attendance.board',
  word: 'tinhhinh',
  alias: ['status'],
  article: '5.4',
  allowed: overseers,
  fields: { meeting: boardField },
  gather: (tx, asking) => gatherBoard(tx, asking),
  show: (facts, act) => boardView(facts, act.now),
});

/** Only those who have not answered, or not even confirmed receipt (MT8), and not twice within a few minutes. */
export const nudge = command<BoardArgs, BoardFacts, Chased>({
  name: 'attendance.nudge',
  article: '5.4',
  allowed: overseers,
  fields: { meeting: meetingField(overseers, ['convened']), whom: hidden },
  // Locked, so that two who press at once do not both remind.
  gather: (tx, asking) => gatherBoard(tx, asking, true),
  decide: decideNudge,
  tell: tellNudge,
  show: (facts, act, events) => {
    const values = { count: events[0]?.people ?? 0, at: moment(act.now, 'time') };
    const done = act.args.whom === receipt ? 'attendance:board.chased-receipt' : 'attendance:board.chased';
    return boardView(facts, act.now, text(done, values));
  },
});

type RecordArgs = MemberArgs & { answer?: string };

const kinds = ['in-person', 'online', 'absence', 'proxy'] as const satisfies readonly AnswerKind[];

const isRequest = ({ answer }: RecordArgs): boolean => answer === 'absence' || answer === 'proxy';

const inviteeField: Field = {
  ask: 'attendance:ask.person',
  none: 'attendance:ask.no-person',
  always: true,
  options: async (tx, asking): Promise<readonly Option[]> => {
    const file = asking.args.meeting ? await loadMeeting(tx, asking.args.meeting) : null;
    return (file ? invited(file) : []).flatMap(({ personId, name, post, seatCode }) =>
      personId === null
        ? []
        : [
            {
              value: personId,
              label: text('attendance:option.invitee', { name: said(name), post: said(post) }),
              words: [name, ...(seatCode ? [seatCode] : [])],
            },
          ],
    );
  },
};

async function gatherRecord(tx: Transaction, asking: Asking<RecordArgs>): Promise<Gathered<ProxyFacts>> {
  const { meeting, person: personId = '' } = asking.args;
  const file = meeting ? await holdMeeting(tx, meeting, false) : null;
  if (!file) return noMeeting();
  const participant = participantOf(file, personId);
  const person = (await personCards(tx, [personId])).get(personId);
  if (!participant || !person)
    return refuse('not-invited', text('attendance:refusal.not-invited'), { field: 'person' });
  await holdParticipant(tx, participant);
  const context = await contextOf(tx, file.meeting.bodyId, asking.now);
  const facts = await memberFacts(tx, file, { person, participant }, context);
  return { bodyId: file.meeting.bodyId, facts: await proxyFacts(tx, facts, context) };
}

/** The same rules as if he had answered himself: absence by telephone is a request all the same. */
export function decideRecord(facts: ProxyFacts, act: Act<RecordArgs>): Decision<Consequence> {
  const decision = decideForHim(facts, act);
  if (!decision.agreed) return decision;
  // Whoever has spoken to him need not telephone him about what was written until now.
  const matter = matterOf(facts.file.meeting);
  const about = { personId: facts.person.id, matter, byId: act.by.person.id, at: act.now, how: act.args.source ?? '' };
  return agree(...decision.events, told(about));
}

function decideForHim(facts: ProxyFacts, act: Act<RecordArgs>): Decision<Consequence> {
  if (!sources.some((source) => source === act.args.source)) {
    return refuse('source-needed', text('attendance:refusal.source-needed'), { field: 'source' });
  }
  switch (act.args.answer) {
    case 'in-person':
    case 'online':
      return decideAttend(facts, { ...act, args: { ...act.args, mode: act.args.answer } });
    case 'absence':
      return decideAbsent(facts, act);
    case 'proxy':
      return decideProxy(facts, act);
    default:
      return refuse('which-answer', text('attendance:refusal.which-answer'), { field: 'answer' });
  }
}

function showRecorded(before: ProxyFacts, act: Act<RecordArgs>, events: readonly Consequence[]): View {
  const facts = factsAfter(before, events);
  const { meeting } = facts.file;
  const on = { meeting: meeting.id };
  return {
    heading: text('attendance:board.heading', {
      meeting: meeting.code,
      at: moment(meeting.startsAt, 'weekday-moment'),
    }),
    lines: [
      text('attendance:recorded.for', {
        person: facts.person.fullName,
        source: sourceText(act.args.source ?? 'chat'),
        at: moment(act.now),
      }),
      statusText(facts),
      text('attendance:recorded.told', { person: facts.person.fullName }),
    ],
    choices: [
      choice(text('attendance:commands.record.button'), press('attendance.record', on)),
      choice(text('attendance:commands.board.button'), press('attendance.board', on)),
    ],
    // In the place of the board it was recorded from, which it leads back to.
    card: boardCard(meeting.id),
  };
}

export const record = command<RecordArgs, ProxyFacts, Consequence>({
  name: 'attendance.record',
  word: 'ghinhan',
  alias: ['record'],
  article: '6.4',
  allowed: recorders,
  fields: {
    meeting: meetingField(recorders, ['convened']),
    person: inviteeField,
    answer: choiceField(
      'attendance:ask.answer',
      kinds.map((kind) => ({ value: kind, label: text(`attendance:answer.${kind}`) })),
    ),
    ...alternateFields(undefined, (args) => (args as RecordArgs).answer === 'proxy'),
    reason: textField('attendance:ask.reason', reasonMax, { options: async () => absenceOptions, needed: isRequest }),
    source: choiceField(
      'attendance:ask.source',
      sources.map((source) => ({ value: source, label: text(`attendance:source.${source}`) })),
    ),
  },
  gather: gatherRecord,
  decide: decideRecord,
  tell: tellMember,
  show: showRecorded,
});
