// The minutes of a meeting (Điều 7.3, 8.4, 6.4): attendance, proxies, the opinions of the absent and what was said are drawn
// from the record, the office writes how it went, who presided confirms them; from then on they are what they were.
import { filesIn, wordsIn } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { collectField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { holding, matter, nameIn, partsOf } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { type MeetingFile, meetingField, ofMeeting } from '../meetings/index.ts';
import { scopeText } from '../meetings/invitation/index.ts';
import { attendanceLines, attendanceOf } from '../meetings/roll-call/index.ts';
import { opinionsOf } from '../opinions/index.ts';
import { paperOf } from '../papers/index.ts';
import { agencyAndTeam, overseers, presiding } from '../roles.ts';
import { speechesOf } from '../speaking/index.ts';
import { record } from './papers.ts';
import type { Drawn, Minutes, MinutesFacts } from './record.ts';

const office = agencyAndTeam;

async function drawnFrom(tx: Transaction, file: MeetingFile): Promise<Drawn> {
  const { represented, away, ...counted } = attendanceOf(file);
  const nameOf = (id: string): string => file.participants.find(({ personId }) => personId === id)?.name ?? '';
  const alternate = (id: string | null) => {
    const one = file.participants.find(({ as, principalId }) => as === 'alternate' && principalId === id);
    return { by: one?.name ?? '', scope: one?.scope ?? null };
  };
  const opinions = [...(await opinionsOf(tx, file.meeting.id)).values()].flat();
  const speeches = await speechesOf(tx, file);
  return {
    ...counted,
    presider: file.presider.fullName,
    represented: represented.map(({ name, personId }) => ({ name, ...alternate(personId) })),
    away: away.map(({ name }) => ({ name })),
    opinions: opinions.map(({ personId, stance, itemTitle: item, text: words }) => ({
      name: nameOf(personId),
      stance,
      item,
      words,
    })),
    speeches: speeches.flatMap(({ state, name, words, topic }) =>
      state === 'spoken' ? [{ name, words: words ?? topic }] : [],
    ),
  };
}

const mostShown = 12;
const shownWords = 200;

/** A few of many, each in its line; the rest are counted. */
function some<T>(all: readonly T[], line: (one: T) => Text): Text[] {
  const left = all.length - mostShown;
  return [...all.slice(0, mostShown).map(line), ...(left > 0 ? [text('bot:and-more', { count: left })] : [])];
}

function drawnLines({ presider, represented, away, opinions, speeches, ...counted }: Drawn, whole: boolean): Text[] {
  return [
    text('minutes:card.presided', { name: presider }),
    ...attendanceLines({ ...counted, represented: [], away }, whole),
    ...some(represented, ({ name, by, scope }) =>
      scope
        ? text('minutes:card.represented-scoped', { name, by, scope: scopeText(scope) })
        : text('minutes:card.represented', { name, by }),
    ),
    ...(opinions.length > 0 ? [text('minutes:card.opinions')] : []),
    ...some(opinions, ({ name, stance, item, words }) =>
      text(item ? 'minutes:card.opinion-on' : 'minutes:card.opinion', {
        name,
        item: said(item ?? ''),
        stance: text(`opinions:stance.${stance}`),
        words: quoted(cleanLine(words, shownWords)),
      }),
    ),
    ...(speeches.length > 0 ? [text('minutes:card.speeches')] : []),
    ...some(speeches, ({ name, words }) =>
      text('minutes:card.speech', { name, words: quoted(cleanLine(words, shownWords)) }),
    ),
  ];
}

const minutes = matter<Minutes, Drawn, never, MeetingFile>({
  chapter: 'minutes',
  room: 'meetings',
  name: 'minutes',
  article: '7.3',
  series: 'BB',
  states: ['draft', 'submitted', 'signed', 'dropped'],
  passes: { in: ['draft', 'submitted'] },
  unissued: ['draft', 'submitted'],
  office,
  overseers,
  around,
  lines: (facts, { by }) => {
    const { row, beside, of } = facts;
    const whole = by.seats.some(({ bodyId, role }) => bodyId === row.bodyId && office.includes(role));
    return [
      ofMeeting.line(of),
      ...drawnLines(row.data.frozen ?? beside, whole),
      ...(row.data.course === ''
        ? []
        : [text('minutes:card.course', { words: quoted(cleanLine(row.data.course, 600)) })]),
    ];
  },
  stands: (facts) => ({ approver: nameIn(facts, presided(facts) ?? undefined) }),
  of: ofMeeting,
  // Confirmed, they are there for everybody who was invited; before, for who presided.
  parts: partsOf(ofMeeting, 'minutes', { leader: ['submitted'], invited: ['signed'] }),
  beside: { load: (tx, _row, _now, of) => drawnFrom(tx, of) },
});
const { words } = minutes;
const presided: (facts: MinutesFacts) => string | null = minutes.leader;

const confirming = minutes.awaiting({ state: 'submitted', by: presiding, decider: presided });
const course = collectField('minutes:ask.course', { maxCharacters: 30_000 });
const toDrafter = (what: string) => (facts: MinutesFacts, act: Parameters<typeof tellCard>[4]) => ({
  notices: tellCard(
    minutes.noun,
    facts,
    what,
    [facts.row.ownerId, ...holding(facts, ['clerk'])],
    act,
    words(`told.${what}`),
  ),
});

const draft = minutes.begin({
  name: 'minutes.draft',
  word: 'bienban',
  alias: ['minutes'],
  by: office,
  part: {
    field: meetingField(office, ['held']),
    in: ['held'],
    otherwise: 'not-held',
    once: { in: ['draft', 'submitted', 'signed'], says: 'drafted' },
  },
  fields: { course },
  of: async (tx, _asking, of) => ({ beside: await drawnFrom(tx, of) }),
  begin: ({ args }, { of }) => ({
    title: of.meeting.title,
    state: 'draft',
    files: filesIn(args.course),
    data: { course: wordsIn(args.course) },
  }),
});

const printed = minutes.offering(paperOf(minutes.noun, record), ['draft', 'submitted', 'signed']);

/** How far those of each of these meetings are. */
export const minutesOf = minutes.progressOf({ done: 'signed', dropped: 'dropped', begins: 'minutes.draft' });

export const chapter = minutes.chapterOf({
  articles: ['6.4', '7.3', '8.4'],
  acts: [
    draft,
    printed,
    minutes.move({
      name: 'minutes.write',
      in: ['draft'],
      fields: { course },
      set: (_facts, { args }) => ({ course: wordsIn(args.course) }),
      files: ({ args }) => filesIn(args.course),
    }),
    confirming.put({
      name: 'minutes.submit',
      in: ['draft'],
      refuses: ({ beside }) =>
        beside.unmarked === beside.invited ? refuse('no-roll', words('refusal.no-roll'), { article: '6.4' }) : null,
      set: () => ({ answer: '' }),
    }),
    confirming.verdict({
      name: 'minutes.sign',
      to: 'signed',
      look: 'good',
      set: ({ beside }) => ({ frozen: beside }),
      tell: toDrafter('signed'),
    }),
    confirming.verdict({
      name: 'minutes.return',
      to: 'draft',
      ...minutes.answering('remark'),
      tell: toDrafter('returned'),
    }),
    minutes.move({ name: 'minutes.drop', in: ['draft'], to: 'dropped', look: 'bad', tell: () => ({ notices: [] }) }),
  ],
  approvals: [confirming.approval],
  list: minutes.list({ word: 'dsbienban', alias: ['minuteslist'] }),
});
