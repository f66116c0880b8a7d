// Điều 3.3, 5.4, 7.3: draft, put before the chair, convene or send back.
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
} from '../../../kernel/command.ts';
import type { Decision } from '../../../kernel/decision.ts';
import { choiceField, hidden, lineField, momentField, textField } from '../../../kernel/fields.ts';
import { cleanLine, fold } from '../../../kernel/fold.ts';
import { sendsBack } from '../../../kernel/meant.ts';
import { bodiesWith } from '../../../kernel/person.ts';
import { dayValue, moment, plainText, said, type Text, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { bodyCard, bodyNamed, chairNow, seatsOf } from '../../committee/index.ts';
import { actsOnMeeting, byChair, type Denial } from '../acts.ts';
import { chairAway, gatherMeeting, meetingField, meetingPressed, preparers, type StandingReader } from '../asking.ts';
import { decidesFor, type MeetingFacts } from '../decide.ts';
import { evolveAll } from '../evolve.ts';
import { withPapers } from '../invitation/card.ts';
import {
  type Drafted,
  isLatePaper,
  isOpenForAnswers,
  type MeetingEvent,
  type MeetingFile,
  type MeetingKind,
  type MeetingState,
} from '../meeting.ts';
import { papersDay } from '../notices.ts';
import { neighbours } from '../store.ts';
import {
  type DraftFacts,
  decideConvene,
  decideDraft,
  decideRecall,
  decideReturn,
  deciderName,
  decideSubmit,
  fileOf,
  teamSession,
} from './decide.ts';
import { type SupplementFacts, tellPreparation, tellSupplement } from './notices.ts';
import { contactOf } from './store.ts';
import { editView, meetingView, returnedView } from './views.ts';

/** Words people type for the kinds, without marks; the labels count as well. */
const kindWords: Record<MeetingKind, readonly string[]> = {
  quarterly: ['quy', 'hop quy', 'dinh ky', 'regular', 'quarterly'],
  'half-year': ['so ket', '6 thang', 'so ket 6 thang'],
  'year-end': ['tong ket', 'tong ket nam', 'cuoi nam'],
  extraordinary: ['dot xuat', 'hop dot xuat'],
  extended: ['mo rong', 'hop mo rong'],
  'working-session': ['lam viec', 'buoi lam viec', 'lam viec voi thanh vien'],
};

const kinds = Object.entries(kindWords) as [MeetingKind, readonly string[]][];
const kindOptions = kinds.map(([value, words]) => ({ value, label: plainText(`meetings:kind.${value}`), words }));

/** "Làm việc với Tổ giúp việc" says at once of which kind it is and who is to come (10.2). */
const readKind: Field['read'] = ({ text: typed }) =>
  / to giup viec | tgv /.test(` ${fold(typed)} `)
    ? { ok: true, value: teamSession }
    : { ok: false, problem: text('bot:form.choose-one', { said: cleanLine(typed, 60) }) };

const bodyField: Field = {
  matter: bodyNamed,
  ask: 'preparation:ask.body',
  none: 'preparation:none.body',
  options: async (tx, { by }) => {
    const bodies = await Promise.all(bodiesWith(by, preparers).map((bodyId) => bodyCard(tx, bodyId)));
    return bodies.map(({ id, name, code }) => ({ value: id, label: said(name), words: [code] }));
  },
};

const draft = command<Args, DraftFacts, Drafted>({
  name: 'preparation.draft',
  means: [{ intent: 'convene', fills: { kind: 'kind', title: 'title', when: 'when', place: 'place' } }],
  adds: true,
  word: 'taohop',
  alias: ['newmeeting'],
  article: '5.4',
  allowed: preparers,
  personal: false,
  fields: {
    kind: { ...choiceField('preparation:ask.kind', kindOptions), read: readKind },
    title: lineField('preparation:ask.title', 250),
    when: momentField('preparation:ask.when'),
    place: lineField('preparation:ask.place', 200),
    body: bodyField,
  },
  gather: async (tx, { by, args, now }) => {
    // Client input: a body in which he prepares nothing is no body at all.
    const bodyId = bodiesWith(by, preparers).find((id) => id === args.body) ?? null;
    if (!bodyId) return { bodyId: by.seats[0]?.bodyId ?? null, facts: noDraft };
    const seats = await seatsOf(tx, bodyId, now);
    const personIds = seats.map(({ person }) => person.id);
    const lead = await chairNow(tx, bodyId, now);
    const facts = {
      body: await bodyCard(tx, bodyId),
      seats,
      lead,
      away: await chairAway(tx, { bodyId, seats, lead }, now),
      near: await neighbours(tx, { personIds, places: [args.place ?? ''], bodyId }, now),
      contact: await contactOf(tx, by.person),
    };
    return { bodyId, facts };
  },
  decide: decideDraft,
  show: (facts, act, events) => {
    const [drafted] = events;
    return drafted
      ? shownAs(fileOf(facts, drafted), facts, act, doneText('drafted', drafted.meeting.code))
      : { lines: [] };
  },
});

const noDraft: DraftFacts = {
  body: { id: '', code: '', name: '', abbreviation: '' },
  seats: [],
  lead: { chair: null, acting: null },
  contact: '',
};

const doneText = (what: 'drafted' | 'saved' | 'recalled', code: string): Text =>
  text(`preparation:done.${what}`, { code: said(code) });

const shownAs = (
  file: MeetingFile,
  facts: Pick<MeetingFacts, 'seats' | 'near' | 'away' | 'signer'>,
  act: Act,
  note?: Text,
) => meetingView({ ...facts, file }, act, decidesFor(act.by, file.meeting.bodyId), note);

/** The card after an act; the note says what was recorded. */
export const showPrepared = (facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): View => {
  const file = evolveAll(facts.file, events);
  const [first] = events;
  if (first?.type === 'meetings.returned') return returnedView(file, first.because);
  return shownAs(file, facts, act, noteOf(facts, file, first));
};

function noteOf(facts: MeetingFacts, { meeting, participants }: MeetingFile, event: MeetingEvent | undefined): Text {
  const code = said(meeting.code);
  switch (event?.type) {
    case 'meetings.submitted':
      return text('preparation:done.submitted', { decider: said(deciderName(facts.lead)) });
    case 'meetings.recalled':
      return text('preparation:done.recalled', { code });
    case 'meetings.convened': {
      const others = participants.filter((one) => one.personId === null).length;
      // Who presides and convenes it himself is not written to.
      const himself = participants.some((one) => one.personId === event.by && event.by === meeting.presiderId);
      const written = participants.length - others - (himself ? 1 : 0);
      const values = { code, count: written, answerBy: moment(event.answerBy) };
      return others > 0
        ? text('preparation:done.convened-others', { ...values, others })
        : text('preparation:done.convened', values);
    }
    case 'meetings.papers-added': {
      const by = 'papersBy' in meeting ? meeting.papersBy : null;
      const late = event.papers.filter((paper) => isLatePaper(meeting, paper)).length;
      if (!by || late === 0) return doneText('saved', meeting.code);
      return text('preparation:done.papers-late', { code, count: late, day: dayValue(papersDay(by)) });
    }
    case 'meetings.time-set':
      return text('preparation:done.time', {
        at: moment(meeting.startsAt, 'weekday-moment'),
        place: said(meeting.place),
      });
    default:
      return doneText('saved', meeting.code);
  }
}

/** An act on a meeting being prepared. */
export const preparing = actsOnMeeting({ tell: tellPreparation, show: showPrepared });

type Supplementing<F extends MeetingFacts> = Omit<Parameters<typeof preparing>[0], 'decide' | 'opens'> & {
  gather?(tx: Transaction, asking: Asking): Promise<Gathered<F>>;
  decide(facts: F, act: Act): Decision<MeetingEvent>;
};

/** An act on what an invitation says, which may be out already: those invited get it as it reads now. */
export const supplementing = <F extends MeetingFacts>(
  standingOf: StandingReader,
  { gather, ...declared }: Supplementing<F>,
): Command =>
  command<Args, F & SupplementFacts, MeetingEvent>({
    allowed: preparers,
    personal: false,
    ...declared,
    gather: async (tx, asking) => {
      const gathered = await (gather ?? (gatherMeeting as NonNullable<typeof gather>))(tx, asking);
      if ('agreed' in gathered) return gathered;
      const { file } = gathered.facts;
      const standing = isOpenForAnswers(file.meeting, asking.now) ? await standingOf(tx, file, asking.now) : new Map();
      return { ...gathered, facts: { ...gathered.facts, standing } };
    },
    tell: tellSupplement,
    show: showPrepared,
  });

export const drafts: readonly MeetingState[] = ['draft', 'submitted'];
export const alive: readonly MeetingState[] = ['draft', 'submitted', 'convened', 'postponed'];

const open = command<Args, MeetingFacts, never>({
  name: 'preparation.open',
  article: '5.4',
  allowed: preparers,
  fields: { meeting: meetingField(preparers, drafts) },
  gather: gatherMeeting,
  show: (facts, act) => withPapers(shownAs(facts.file, facts, act), facts.file),
});

const edit = command<Args, MeetingFacts, never>({
  name: 'preparation.edit',
  article: '5.4',
  allowed: preparers,
  fields: { meeting: meetingPressed, page: hidden },
  gather: gatherMeeting,
  show: (facts, act) => {
    const { state } = facts.file.meeting;
    const preparable = state === 'draft' || state === 'submitted';
    return preparable ? editView(facts.file, act.args.page) : shownAs(facts.file, facts, act);
  },
});

export const coreCommands = (denies: Denial): readonly Command[] => [
  draft,
  open,
  edit,
  preparing({
    name: 'preparation.submit',
    article: '5.4',
    fields: { meeting: meetingField(preparers, ['draft']) },
    decide: decideSubmit,
  }),
  preparing({ name: 'preparation.recall', article: '5.4', fields: { meeting: meetingPressed }, decide: decideRecall }),
  preparing({
    name: 'preparation.convene',
    means: [{ intent: 'agree', waits: true }],
    article: '3.3',
    ...byChair,
    fields: { meeting: meetingField(['chair'], drafts), ask: hidden },
    denies,
    decide: decideConvene,
  }),
  preparing({
    name: 'preparation.return',
    means: sendsBack('reason'),
    article: '3.3',
    ...byChair,
    fields: { meeting: meetingPressed, ask: hidden, reason: textField('preparation:ask.return-reason', 500) },
    opens: decideReturn,
    decide: decideReturn,
  }),
];
