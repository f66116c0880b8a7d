// Speaking at a meeting (Điều 2.1, 7.3): who is invited says what he will speak about, the presider has the order before
// him, the office notes who spoke and what; who never does is seen. Nobody is made to, and the presider gives the floor.
import { type Args, type Asking, type Command, command, type Field } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, hidden, lineField, textField } from '../../kernel/fields.ts';
import { type Facts, holding, matter, nameIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, instant, yearOf } from '../../kernel/time.ts';
import { type Choice, choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import {
  invited,
  invitedMeetingField,
  loadMeeting,
  type MeetingFile,
  meetingField,
  participantOf,
  preparers,
  subjectOf,
} from '../meetings/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';

/** `words`: what he said, as the office noted it. */
type Speech = { meetingId: string; topic: string; words?: string };
type SpeechFacts = Facts<Speech, MeetingFile>;

const office = agencyAndTeam;

const fileOf = async (tx: Transaction, meetingId: string): Promise<MeetingFile> => {
  const file = await loadMeeting(tx, meetingId);
  if (!file) throw new Error(`a speech at no meeting: ${meetingId}`);
  return file;
};

/** Whose name it bears: also of a guest, who is known from the meeting alone. */
const speaker = (facts: SpeechFacts): string =>
  participantOf(facts.beside, facts.row.ownerId)?.name ?? nameIn(facts, facts.row.ownerId);

const speaking = matter<Speech, MeetingFile>({
  chapter: 'speaking',
  room: 'meetings',
  name: 'speech',
  article: '2.1',
  series: 'PB',
  states: ['registered', 'spoken', 'withdrawn'],
  office,
  overseers,
  around,
  lines: (facts) => {
    const { meeting } = facts.beside;
    const { topic, words } = facts.row.data;
    return [
      text('speaking:card.by', { name: speaker(facts) }),
      text('speaking:card.meeting', { code: meeting.code, title: said(meeting.title), at: moment(meeting.startsAt) }),
      ...(topic === '' ? [] : [text('speaking:card.topic', { words: quoted(topic) })]),
      ...(words ? [text('speaking:card.words', { words: quoted(words) })] : []),
    ];
  },
  parts: {
    of: ({ beside }) => [beside.meeting.presiderId],
    matters: async () => [],
  },
  beside: {
    load: (tx, { data }) => fileOf(tx, data.meetingId),
  },
});
const { noun, words } = speaking;

const about = (meetingId: string): string => `meeting:${meetingId}`;

/** The meeting named, while words can still be asked for or noted. */
async function meetingIn(tx: Transaction, { args }: Asking): Promise<MeetingFile | Refused> {
  const file = await loadMeeting(tx, args.meeting ?? '');
  if (file?.meeting.state === 'convened' || file?.meeting.state === 'held') return file;
  return refuse('not-convened', words('refusal.not-convened'), { article: '2.1', field: 'meeting' });
}

const register = speaking.begin({
  name: 'speaking.register',
  word: 'phatbieu',
  alias: ['speak'],
  article: '2.1',
  fields: { meeting: invitedMeetingField, person: hidden, topic: lineField('speaking:ask.topic', 300) },
  of: async (tx, asking) => {
    const file = await meetingIn(tx, asking);
    if ('agreed' in file) return file;
    const subject = subjectOf(asking.by, file, asking.args.person);
    if ('agreed' in subject) return subject;
    if (file.meeting.state !== 'convened') return refuse('over', words('refusal.over'), { article: '2.1' });
    const { person: owner } = subject;
    const same = { kind: 'speech', about: about(file.meeting.id), ownerId: owner.id, state: 'registered' };
    const before = await tx.matter.findFirst({ where: same });
    return before
      ? refuse('registered', words('refusal.registered', { code: before.code }), { article: '2.1' })
      : { bodyId: file.meeting.bodyId, beside: file, owner };
  },
  begin: ({ args }, _home, { meeting }) => ({
    title: args.topic,
    state: 'registered',
    about: about(meeting.id),
    data: { meetingId: meeting.id, topic: args.topic },
  }),
  tell: (facts, act) => {
    const to = holding(facts, office).filter((id) => id !== act.by.person.id && id !== facts.row.ownerId);
    return { notices: tellCard(noun, facts, 'registered', to, act, words('told.registered')) };
  },
});

/** Who came or was invited, by name; the office notes what he said whether he had registered or not. */
const speakerField: Field<string> = {
  ...choiceField('speaking:ask.person', []),
  options: async (tx, asking) => {
    const file = await loadMeeting(tx, asking.args.meeting ?? '');
    return (file?.participants ?? []).flatMap(({ personId, name, seatCode }) =>
      personId ? [{ value: personId, label: said(name), words: seatCode ? [seatCode] : [] }] : [],
    );
  },
};

const record = speaking.begin({
  name: 'speaking.record',
  word: 'ghiphatbieu',
  alias: ['recordspeech'],
  article: '7.3',
  by: office,
  personal: true,
  fields: {
    meeting: meetingField(office, ['convened', 'held']),
    person: speakerField,
    words: textField('speaking:ask.words', 2_000),
  },
  of: async (tx, asking) => {
    const file = await meetingIn(tx, asking);
    if ('agreed' in file) return file;
    const one = participantOf(file, asking.args.person ?? '');
    if (!one?.personId) return refuse('not-invited', words('refusal.not-invited'), { field: 'person' });
    const owner = { id: one.personId, fullName: one.name, language: 'vi' as const };
    return { bodyId: file.meeting.bodyId, beside: file, owner };
  },
  begin: ({ args, now }, _home, { meeting }) =>
    meeting.startsAt > now
      ? refuse('not-begun', words('refusal.not-begun'), { article: '7.3' })
      : {
          title: args.words.slice(0, 80),
          state: 'spoken',
          about: about(meeting.id),
          data: { meetingId: meeting.id, topic: '', words: args.words },
        },
  tell: () => ({ notices: [] }),
});

type Order = { file: MeetingFile; speeches: readonly Spoken[]; silent: readonly string[] };

/** As it stands in the record. */
export type Spoken = { id: string; code: string; personId: string; name: string; state: string } & Speech;

/** What was registered for a meeting and what was said at it, in the order in which it came. */
export async function speechesOf(tx: Transaction, file: MeetingFile): Promise<Spoken[]> {
  const rows = await tx.matter.findMany({
    where: { kind: 'speech', about: about(file.meeting.id), state: { not: 'withdrawn' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, code, ownerId, state, data }) => ({
    ...(data as Speech),
    id,
    code,
    state,
    personId: ownerId,
    name: participantOf(file, ownerId)?.name ?? '',
  }));
}

/** Of those invited, who has not spoken at any meeting of the body this year. */
async function silentIn(tx: Transaction, file: MeetingFile, now: Date): Promise<string[]> {
  const since = instant(`${yearOf(dayOf(now))}-01-01` as ReturnType<typeof dayOf>, 0, 0);
  const spoken = await tx.matter.findMany({
    where: { kind: 'speech', bodyId: file.meeting.bodyId, state: 'spoken', movedAt: { gte: since } },
    distinct: ['ownerId'],
    select: { ownerId: true },
  });
  const have = new Set(spoken.map(({ ownerId }) => ownerId));
  return invited(file)
    .filter(({ personId, as }) => as === 'member' && personId !== null && personId !== file.meeting.presiderId)
    .flatMap(({ personId, name }) => (have.has(personId!) ? [] : [name]));
}

const opened = ({ id, code }: Spoken): Choice => choice(said(code), press('speaking.open', { speech: id }));

/** Before the presider: who wants to speak, in which order; who has; who has not all year. */
const order: Command = command<Args, Order, never>({
  name: 'speaking.order',
  word: 'thutuphatbieu',
  alias: ['speakers'],
  article: '2.1',
  allowed: preparers,
  fields: { meeting: meetingField(preparers, ['convened', 'held']) },
  gather: async (tx, asking) => {
    const file = await meetingIn(tx, asking);
    if ('agreed' in file) return file;
    const [speeches, silent] = [await speechesOf(tx, file), await silentIn(tx, file, asking.now)];
    return { bodyId: file.meeting.bodyId, facts: { file, speeches, silent } };
  },
  show: ({ file: { meeting }, speeches, silent }) => {
    const waiting = speeches.filter(({ state }) => state === 'registered');
    const spoken = speeches.filter(({ state }) => state === 'spoken');
    const lines: Text[] = [
      ...waiting.map(({ name, topic }, nth) =>
        text('speaking:order.line', { number: nth + 1, name, topic: said(topic) }),
      ),
      ...(waiting.length === 0 ? [text('speaking:order.none')] : []),
      ...(spoken.length > 0 ? [text('speaking:order.spoken', { names: namesOf(spoken) })] : []),
      ...(silent.length > 0 ? [text('speaking:order.silent', { names: silent.join(', ') })] : []),
    ];
    return {
      heading: text('speaking:order.heading', { code: meeting.code }),
      lines,
      choices: waiting.slice(0, 6).map(opened),
    };
  },
});

const namesOf = (speeches: readonly Spoken[]): string => [...new Set(speeches.map(({ name }) => name))].join(', ');

export const chapter = speaking.chapterOf({
  articles: ['2.1', '7.3'],
  acts: [
    register,
    record,
    order,
    speaking.move({
      name: 'speaking.note',
      article: '7.3',
      by: office,
      in: ['registered'],
      to: 'spoken',
      look: 'good',
      refuses: ({ beside: { meeting } }, { now }) =>
        meeting.startsAt > now ? refuse('not-begun', words('refusal.not-begun'), { article: '7.3' }) : null,
      tell: () => ({ notices: [] }),
    }),
    speaking.move({
      name: 'speaking.summarise',
      article: '7.3',
      by: office,
      in: ['spoken'],
      fields: { words: textField('speaking:ask.words', 2_000) },
      set: (_facts, { args }) => ({ words: args.words }),
    }),
    speaking.move({
      name: 'speaking.withdraw',
      article: '2.1',
      by: 'anyone',
      own: true,
      in: ['registered'],
      to: 'withdrawn',
    }),
  ],
  list: speaking.list({
    word: 'dsphatbieu',
    alias: ['speeches'],
    columns: [{ name: 'words', label: 'speaking:column.words', cell: ({ data }) => data.words ?? null }],
  }),
});
