// Speaking at a meeting (Điều 2.1, 7.3): who is invited says what he will speak about, the presider has the order before
// him, the office notes who spoke and what; who never does is seen. Nobody is made to, and the presider gives the floor.
import { type Args, type Command, command, type Field } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, hidden, lineField, textField } from '../../kernel/fields.ts';
import { type Facts, holding, matter, nameIn, partsOf } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, instant, yearOf } from '../../kernel/time.ts';
import { type Choice, opening, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import {
  invited,
  invitedMeetingField,
  loadMeeting,
  type MeetingFile,
  meetingField,
  namedMeeting,
  ofMeeting,
  participantOf,
  preparers,
  subjectOf,
} from '../meetings/index.ts';
import { agencyAndTeam, overseers } from '../roles.ts';

/** `words`: what he said, as the office noted it. */
type Speech = { topic: string; words?: string };
type SpeechFacts = Facts<Speech, undefined, MeetingFile>;

const office = agencyAndTeam;

/** Whose name it bears: also of a guest, who is known from the meeting alone. */
const speaker = (facts: SpeechFacts): string =>
  participantOf(facts.of, facts.row.ownerId)?.name ?? nameIn(facts, facts.row.ownerId);

const states = ['registered', 'spoken', 'withdrawn'];

const speaking = matter<Speech, undefined, never, MeetingFile>({
  chapter: 'speaking',
  room: 'meetings',
  name: 'speech',
  article: '2.1',
  series: 'PB',
  states,
  passes: {
    in: ['registered'],
    still: ({ of }) => of.meeting.state === 'convened',
  },
  of: ofMeeting,
  office,
  overseers,
  around,
  lines: (facts) => {
    const { topic, words } = facts.row.data;
    return [
      text('speaking:card.by', { name: speaker(facts) }),
      ofMeeting.line(facts.of),
      ...(topic === '' ? [] : [text('speaking:card.topic', { words: quoted(topic) })]),
      ...(words ? [text('speaking:card.words', { words: quoted(words) })] : []),
    ];
  },
  parts: partsOf(ofMeeting, 'speech', { leader: states, invited: [] }),
});
const { noun, words } = speaking;

/** At a meeting while words can still be asked for or noted. */
const atOne = { in: ['convened', 'held'], otherwise: 'not-convened' };

const register = speaking.begin({
  name: 'speaking.register',
  word: 'phatbieu',
  alias: ['speak'],
  part: { ...atOne, field: invitedMeetingField, once: { in: ['registered'], says: 'registered', each: 'owner' } },
  fields: { person: hidden, topic: lineField('speaking:ask.topic', 300, { content: true }) },
  of: async (_tx, { by, args }, file) => {
    const subject = subjectOf(by, file, args.person);
    if ('agreed' in subject) return subject;
    if (file.meeting.state !== 'convened') return refuse('over', words('refusal.over'), { article: '2.1' });
    return { owner: subject.person };
  },
  begin: ({ args }) => ({ title: args.topic, state: 'registered', data: { topic: args.topic } }),
  tell: (facts, act) => {
    const to = holding(facts, office).filter((id) => id !== act.by.person.id && id !== facts.row.ownerId);
    return { notices: tellCard(noun, facts, 'registered', to, act, words('told.registered')) };
  },
});

/** What was said is noted once it can have been said. */
const notBegun = ({ meeting }: MeetingFile, now: Date): Refused | null =>
  meeting.startsAt > now ? refuse('not-begun', words('refusal.not-begun'), { article: '7.3' }) : null;

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
  part: { ...atOne, field: meetingField(office, ['convened', 'held']) },
  fields: { person: speakerField, words: textField('speaking:ask.words', 2_000, { content: true }) },
  of: async (_tx, { args }, file) => {
    const one = participantOf(file, args.person ?? '');
    if (!one?.personId) return refuse('not-invited', words('refusal.not-invited'), { field: 'person' });
    return { owner: { id: one.personId, fullName: one.name, language: 'vi' } };
  },
  begin: ({ args, now }, { of }) =>
    notBegun(of, now) ?? {
      title: args.words.slice(0, 80),
      state: 'spoken',
      data: { topic: '', words: args.words },
    },
  tell: () => ({ notices: [] }),
});

type Order = { file: MeetingFile; speeches: readonly Spoken[]; silent: readonly string[] };

/** As it stands in the record. */
type Spoken = { id: string; code: string; personId: string; name: string; state: string } & Speech;

/** What was registered for a meeting and what was said at it, in the order in which it came. */
export async function speechesOf(tx: Transaction, file: MeetingFile): Promise<Spoken[]> {
  const rows = await tx.matter.findMany({
    where: { kind: 'speech', about: `meeting:${file.meeting.id}`, state: { not: 'withdrawn' } },
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

const opened = ({ id, code }: Spoken): Choice => opening(code, press('speaking.open', { speech: id }));

/** Before the presider: who wants to speak, in which order; who has; who has not all year. */
const order: Command = command<Args, Order, never>({
  name: 'speaking.order',
  word: 'thutuphatbieu',
  alias: ['speakers'],
  article: '2.1',
  allowed: preparers,
  fields: { meeting: meetingField(preparers, ['convened', 'held']) },
  gather: async (tx, asking) => {
    const file = await namedMeeting(tx, asking);
    if ('agreed' in file) return file;
    if (!atOne.in.includes(file.meeting.state))
      return refuse('not-convened', words('refusal.not-convened'), { article: '2.1', field: 'meeting' });
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
  looks: { meeting: ['speaking.order'] },
  acts: [
    register,
    record,
    order,
    speaking.move({
      name: 'speaking.note',
      article: '7.3',
      in: ['registered'],
      to: 'spoken',
      look: 'good',
      refuses: ({ of }, { now }) => notBegun(of, now),
      tell: () => ({ notices: [] }),
    }),
    speaking.move({
      name: 'speaking.summarise',
      article: '7.3',
      in: ['spoken'],
      fields: { words: textField('speaking:ask.words', 2_000, { content: true }) },
      set: (_facts, { args }) => ({ words: args.words }),
    }),
    speaking.move({ name: 'speaking.withdraw', by: 'anyone', own: true, in: ['registered'], to: 'withdrawn' }),
  ],
  list: speaking.list({
    word: 'dsphatbieu',
    alias: ['speeches'],
    columns: [{ name: 'words', label: 'speaking:column.words', cell: ({ data }) => data.words ?? null }],
  }),
});
