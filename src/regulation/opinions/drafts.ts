// Điều 10.3: an opinion drafted by an assistant. The leader reads it and sends it with one tap, or leaves it; nobody else sees it.
import type { Pending } from '../../kernel/chapter.ts';
import { type Act, type Args, type Asking, type Command, command, type Gathered } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import type { Notice, Ways } from '../../kernel/notice.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import { choice, offer, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { personCards } from '../committee/index.ts';
import { loadMeeting, type MeetingFile, meetingOfInvited, toSome } from '../meetings/index.ts';
import { closedBecause, handedIn, type WriteArgs, type WriteFacts } from './decide.ts';
import { tellHandedIn } from './notices.ts';
import type { DraftDropped, HandedIn, OpinionDraft, OpinionDrafted } from './opinion.ts';
import { draftsWaiting, fileNames } from './store.ts';
import { aboutLines, contents, heading, receiptView, writeChoice } from './views.ts';

/** Of one draft: `writer` is who drafted it. */
export type DraftFacts = WriteFacts & { draft: OpinionDraft; writer: string };
type DraftArgs = Args & { meeting?: string; draft?: string };

const cardOfDraft = ({ id }: Pick<OpinionDraft, 'id'>): string => `opinion-draft:${id}`;

const gone = (): Refused =>
  refuse('draft-gone', text('opinions:refusal.draft-gone'), { article: '10.3', closes: true });

const draftLines = (draft: OpinionDraft, file: MeetingFile): Text[] => [
  said(file.meeting.title),
  ...aboutLines(draft, file),
  text(`opinions:stance-line.${draft.stance}`),
  ...(draft.text === '' ? [] : [quoted(draft.text)]),
];

/** What the leader reads before he sends it: all of it. */
function draftView({ draft, file, writer }: Pick<DraftFacts, 'draft' | 'file' | 'writer'>): View {
  const on = { meeting: draft.meetingId, draft: draft.id };
  const again = press('opinions.write', { meeting: draft.meetingId, person: draft.personId });
  return {
    heading: heading(file.meeting),
    lines: [text('opinions:draft.by', { by: writer }), ...draftLines(draft, file)],
    files: draft.files,
    closed: true,
    choices: [
      offer('opinions.send', on, 'good'),
      choice(text('opinions:draft.rewrite'), again),
      offer('opinions.drop', on, 'bad'),
    ],
    card: cardOfDraft(draft),
  };
}

/** To the assistant: whose it is now, and that nothing has been handed in. */
export function draftedView(facts: WriteFacts, draft: OpinionDraft): View {
  const { meeting } = facts.file;
  return {
    heading: heading(meeting),
    lines: [
      text('opinions:draft.passed-on', { leader: facts.person.fullName }),
      ...aboutLines(draft, facts.file),
      text(`opinions:stance-line.${draft.stance}`),
      ...contents(draft, facts.fileNames),
    ],
    choices: [{ ...writeChoice(meeting.id, facts.person.id), label: text('opinions:draft.rewrite') }],
    card: cardOfDraft(draft),
  };
}

export function tellDrafted(facts: WriteFacts, act: Act<WriteArgs>, draft: OpinionDraft): Notice[] {
  const view = draftView({ draft, file: facts.file, writer: act.by.person.fullName });
  return personal(facts, draft.personId, `drafted:${draft.id}`, view, { class: 'action' });
}

const personal = ({ file }: Pick<WriteFacts, 'file'>, to: string, what: string, view: View, ways: Ways = {}) =>
  toSome([to], file, `opinion-${what}`, view, { ...ways, personal: true });

/** Sent as it was read: the words are the draft's, the opinion the leader's. */
export function decideSend(facts: DraftFacts, act: Act<DraftArgs>): Decision<HandedIn> {
  const { draft, file, duty } = facts;
  const { stance, text: words, files } = draft;
  return (
    closedBecause(file.meeting, duty, act.now) ??
    agree({ ...handedIn(facts, act, { stance, text: words, files }), draftId: draft.id })
  );
}

const decideDrop = ({ draft }: DraftFacts, { now }: Act<DraftArgs>): Decision<DraftDropped> =>
  agree({ type: 'opinions.draft-dropped', draftId: draft.id, at: now });

const toWriter = (facts: DraftFacts, what: 'sent' | 'dropped'): Notice[] => {
  const { draft, file, person } = facts;
  const view = {
    heading: heading(file.meeting),
    lines: [text(`opinions:draft.${what}`, { leader: person.fullName }), ...aboutLines(draft, file)],
  };
  return personal(facts, draft.byId, `${what}:${draft.id}`, view);
};

type GatherWrite = (tx: Transaction, asking: Asking<WriteArgs>) => Promise<Gathered<WriteFacts>>;

/** The draft he named, if it is his own to send and still waits; what `write` knows beside it. */
const gatherDraft =
  (gatherWrite: GatherWrite) =>
  async (tx: Transaction, asking: Asking<DraftArgs>): Promise<Gathered<DraftFacts>> => {
    const { meeting = '', draft: id = '' } = asking.args;
    const person = asking.by.person.id;
    const isHis = (one: OpinionDraft | undefined): one is OpinionDraft =>
      one?.personId === person && one.meetingId === meeting;
    const [named] = await draftsWaiting(tx, { id });
    if (!isHis(named)) return gone();
    const item = named.itemId ?? 'whole';
    const gathered = await gatherWrite(tx, { ...asking, args: { meeting, person, item } });
    if ('agreed' in gathered) return gathered;
    // Looked at again now that nobody else can close it.
    const [draft] = await draftsWaiting(tx, { id });
    if (!isHis(draft)) return gone();
    const writers = await personCards(tx, [draft.byId]);
    const writer = writers.get(draft.byId)?.fullName ?? '';
    return { ...gathered, facts: { ...gathered.facts, fileNames: await fileNames(tx, draft.files), draft, writer } };
  };

export const draftCommands = (gatherWrite: GatherWrite): Command[] => {
  const shared = {
    article: '10.3',
    allowed: 'anyone',
    personal: true,
    fields: { meeting: { ...hidden, matter: meetingOfInvited }, draft: hidden },
    gather: gatherDraft(gatherWrite),
  } as const;
  return [
    command<DraftArgs, DraftFacts, never>({ ...shared, name: 'opinions.draft', show: draftView }),
    command<DraftArgs, DraftFacts, HandedIn>({
      ...shared,
      name: 'opinions.send',
      decide: decideSend,
      tell: (facts, act, events) => {
        const { notices } = tellHandedIn(facts, act, events);
        return { notices: [...notices, ...toWriter(facts, 'sent')] };
      },
      show: receiptView,
    }),
    command<DraftArgs, DraftFacts, DraftDropped>({
      ...shared,
      name: 'opinions.drop',
      decide: decideDrop,
      tell: (facts) => ({ notices: toWriter(facts, 'dropped') }),
      show: ({ draft, file }) => ({
        heading: heading(file.meeting),
        lines: [text('opinions:draft.left'), ...aboutLines(draft, file)],
        choices: [writeChoice(draft.meetingId, draft.personId)],
        card: cardOfDraft(draft),
      }),
    }),
  ];
};

/** Drafts that wait for this leader to read them. */
export async function draftsAwaited(tx: Transaction, { by }: Asking): Promise<Pending[]> {
  const found: Pending[] = [];
  for (const { id, meetingId, byId } of await draftsWaiting(tx, { personId: { in: [by.person.id] } })) {
    const file = await loadMeeting(tx, meetingId);
    if (file?.meeting.state !== 'convened' && file?.meeting.state !== 'held') continue;
    const writer = (await personCards(tx, [byId])).get(byId)?.fullName ?? '';
    const label = text('opinions:awaited.draft', { meeting: file.meeting.code, by: writer });
    const open = choice(label, press('opinions.draft', { meeting: meetingId, draft: id }), 'good');
    found.push({ what: said(file.meeting.title), open });
  }
  return found;
}

export const isDrafted = (event: HandedIn | OpinionDrafted | undefined): event is OpinionDrafted =>
  event?.type === 'opinions.drafted';
