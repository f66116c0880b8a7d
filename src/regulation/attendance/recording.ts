// RS6: what is said by telephone or on paper is taken down for somebody, by the same rules.
import { type Act, type Asking, command, type Field, type Gathered, type Option } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { choiceField, oneOf } from '../../kernel/fields.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { offer, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { told } from '../calls/index.ts';
import { personCards } from '../committee/index.ts';
import { invited, loadMeeting, matterOf, meetingField, participantOf } from '../meetings/index.ts';
import { agencyAndTeam } from '../roles.ts';
import { type AnswerKind, type Consequence, sources } from './answer.ts';
import { boardCard } from './board/views.ts';
import { alternateFields, readingBack, reasonField } from './commands.ts';
import { decideAbsent, decideAttend, decideProxy, type MemberArgs } from './decide.ts';
import { factsAfter, type ProxyFacts } from './facts.ts';
import { contextOf, memberFacts, noMeeting, proxyFacts } from './gathering.ts';
import { tellMember } from './notices.ts';
import { alternateOf, alternateText } from './proxy.ts';
import { holdMeeting, holdParticipant } from './store.ts';
import { reasonText, sourceText, statusText } from './views.ts';

const recorders = agencyAndTeam;

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
  return { bodyId: file.meeting.bodyId, facts: await proxyFacts(tx, facts, context, asking.args) };
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
      }),
      statusText(facts),
      text('attendance:recorded.told', { person: facts.person.fullName }),
    ],
    choices: [offer('attendance.record', on), offer('attendance.board', on)],
    // In the place of the board it was recorded from, which it leads back to.
    card: boardCard(meeting.id),
  };
}

/** What was said of somebody, by the names it has there; an answer is one of those below. */
const recordFills = {
  person: 'person',
  answer: 'answer',
  alternate: 'name',
  post: 'post',
  phone: 'phone',
  reason: 'reason',
  source: 'source',
};

async function recordReadBack(tx: Transaction, asking: Asking<RecordArgs>): Promise<readonly Text[]> {
  const gathered = await gatherRecord(tx, asking);
  if ('agreed' in gathered) return [];
  const { answer = '', reason, source = '' } = asking.args;
  const alternate = answer === 'proxy' ? alternateOf(gathered.facts, asking.args) : null;
  const values = { person: gathered.facts.person.fullName, source: sourceText(source) };
  return [
    text('attendance:read-back.record', {
      ...values,
      answer: text(`attendance:answer.${answer as (typeof kinds)[number]}`),
    }),
    ...(alternate && !('agreed' in alternate) ? [alternateText(alternate)] : []),
    ...(reason ? [text('attendance:request.reason', { reason: reasonText(reason) })] : []),
  ];
}

/** As the words of somebody who has telephoned say it. */
const kindWords: Partial<Record<(typeof kinds)[number], readonly string[]>> = {
  'in-person': ['attend'],
  absence: ['absent'],
};

export const record = command<RecordArgs, ProxyFacts, Consequence>({
  name: 'attendance.record',
  means: [{ intent: 'note-answer', fills: recordFills }],
  readBack: recordReadBack,
  word: 'ghinhan',
  alias: ['record'],
  article: '6.4',
  allowed: recorders,
  fields: {
    meeting: meetingField(recorders, ['convened']),
    person: inviteeField,
    answer: choiceField(
      'attendance:ask.answer',
      kinds.map((kind) => ({ value: kind, label: text(`attendance:answer.${kind}`), words: kindWords[kind] ?? [] })),
    ),
    ...alternateFields(undefined, (args) => (args as RecordArgs).answer === 'proxy'),
    reason: { ...reasonField, ...readingBack, needed: isRequest },
    source: oneOf('attendance:ask.source', sources, (source) => text(`attendance:source.${source}`)),
  },
  gather: gatherRecord,
  decide: decideRecord,
  tell: tellMember,
  show: showRecorded,
});
