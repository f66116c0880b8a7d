// A year of the body in figures and pictures (Điều 5.1, 6.3, 6.4, 7.2): how its members came to meetings and answered, how its
// tasks went. From the record alone; a sentence stands beside each picture.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, type Command, command, type World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, hidden, optional } from '../../kernel/fields.ts';
import { bodiesWith, personsOf } from '../../kernel/person.ts';
import type { Picture } from '../../kernel/picture.ts';
import { type Column, listing, register, type Scope } from '../../kernel/register.ts';
import type { Tally, tallying } from '../../kernel/tally.ts';
import { countsOf, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { type Choice, choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { ArticleId } from '../articles.ts';
import { bodyCard, bodyNamed } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { overdueThrough, taskFiguresOf } from '../tasks/index.ts';
import {
  type Answered,
  answer,
  type Coming,
  coming,
  funnelOf,
  gridOf,
  type Presence,
  shareOf,
  went,
} from './figures.ts';
import { agesOf, answersOf, presenceOf, progressOf, type Span } from './store.ts';

const subjects = ['presence', 'tasks', 'agencies', 'answers'] as const;
type Subject = (typeof subjects)[number];

/** So many years can be looked at; this one where none is named. */
const years = 3;
const yearIn = (given: string | undefined, { now }: Pick<World, 'now'>): number =>
  /^20\d\d$/.test(given ?? '') ? Number(given) : Number(dayOf(now).slice(0, 4));
const yearField = {
  ...optional(choiceField('statistics:ask.year', [])),
  options: async (_tx: Transaction, { now }: World) =>
    Array.from({ length: years }, (_, nth) => String(yearIn(undefined, { now }) - nth)).map((value) => ({
      value,
      label: said(value),
    })),
};

/** What can be read on a telephone: the newest meetings, the first bars. */
const most = { meetings: 12, bars: 20 };
/** Days a task is over its time: a month, a quarter, more. */
const ages = [30, 90] as const;

type Told = { lines: readonly Text[]; picture: Picture | null; list: string | null };

const nothing: Told = { lines: [text('statistics:none')], picture: null, list: null };

const tellers: Readonly<Record<Subject, (tx: Transaction, span: Span, title: Text, world: World) => Promise<Told>>> = {
  presence: async (tx, span, title) => {
    const { meetings, people } = await presenceOf(tx, span);
    const counts = coming.together(people);
    const share = shareOf(counts);
    if (share === null) return nothing;
    const absent = people.filter(({ counts: { unexcused } }) => unexcused > 0);
    return {
      lines: [
        text('statistics:presence', { meetings: meetings.length, share, counts: coming.say(counts) }),
        ...absent.map(({ name, counts: { unexcused } }) =>
          text('statistics:unexcused', { name: said(name), count: unexcused }),
        ),
      ],
      picture: gridOf(title, meetings.slice(-most.meetings), people),
      list: 'statistics.comings',
    };
  },
  answers: async (tx, span, title, { now }) => {
    const people = await answersOf(tx, span, now);
    if (people.length === 0) return nothing;
    const counts = answer.together(people);
    const never = people.filter(({ counts: { onTime, late, silent } }) => onTime + late === 0 && silent > 0);
    return {
      lines: [
        text('statistics:answers', { asked: answer.sum(counts), counts: answer.say(counts) }),
        ...(never.length > 0
          ? [text('statistics:never', { names: said(never.map(({ name }) => name).join(', ')) })]
          : []),
      ],
      picture: answer.bars(title, people.slice(0, most.bars)),
      list: 'statistics.answers',
    };
  },
  tasks: (tx, span, title, world) => tellTasks(tx, span, world, (all) => funnelOf(title, all.all), 'tasks.list'),
  agencies: (tx, span, title, world) =>
    tellTasks(tx, span, world, (all) => went.bars(title, all.agencies.slice(0, most.bars)), 'kpi.agencies'),
};

async function tellTasks(
  tx: Transaction,
  span: Span,
  { now, calendar }: World,
  draw: (progress: Awaited<ReturnType<typeof progressOf>>) => Picture,
  list: string,
): Promise<Told> {
  const through = overdueThrough(calendar, dayOf(now));
  const progress = await progressOf(tx, span, through);
  if (progress.all.given === 0) return nothing;
  const { all } = await taskFiguresOf(tx, { of: 'body', ids: [...span.bodyIds] }, through);
  const old = countsOf('statistics:age', await agesOf(tx, span, through, ages));
  const lines = [text('tasks:list.counts', all), ...(old ? [text('statistics:overdue', { counts: old })] : [])];
  return { lines, picture: draw(progress), list };
}

type Shown = Told & { subject: Subject; year: number; body: { id: string; name: string }; other: string | undefined };

const titleOf = (subject: Subject, year: number): Text => text(`statistics:title.${subject}`, { year });

const whole = command<Args, Shown, never>({
  name: 'statistics.year',
  word: 'thongke',
  alias: ['statistics'],
  article: '7.2',
  allowed: overseers,
  fields: {
    subject: choiceField(
      'statistics:ask.subject',
      subjects.map((value) => ({ value, label: text(`statistics:subject.${value}`) })),
    ),
    year: yearField,
    body: { ...hidden, matter: bodyNamed },
  },
  gather: async (tx, asking) => {
    const { by, args } = asking;
    const bodyIds = bodiesWith(by, overseers);
    const bodyId = bodyIds.find((id) => id === args.body) ?? bodyIds[0];
    const subject = subjects.find((one) => one === args.subject);
    if (bodyId === undefined || !subject) return refuse('none', text('statistics:none'));
    const year = yearIn(args.year, asking);
    const told = await tellers[subject](tx, { bodyIds: [bodyId], year }, titleOf(subject, year), asking);
    const { name } = await bodyCard(tx, bodyId);
    const other = bodyIds[(bodyIds.indexOf(bodyId) + 1) % bodyIds.length];
    return { bodyId, facts: { ...told, subject, year, body: { id: bodyId, name }, other } };
  },
  show: ({ subject, year, body, other, lines, list }) => {
    const to = (label: Text, args: Readonly<Record<string, string>>): Choice =>
      choice(label, press('statistics.year', { subject, year: String(year), body: body.id, ...args }));
    const others = subjects.filter((one) => one !== subject);
    return {
      heading: titleOf(subject, year),
      lines: [said(body.name), ...lines],
      choices: [
        ...(list ? [choice(text('statistics:choice.list'), press(list))] : []),
        ...others.map((one) => to(text(`statistics:subject.${one}`), { subject: one })),
        to(text('statistics:choice.year', { year: year - 1 }), { year: String(year - 1) }),
        ...(other && other !== body.id ? [to(text('statistics:choice.body'), { body: other })] : []),
      ],
    };
  },
  picture: ({ picture }) => picture,
});

/** Of these people, or of everybody. */
type Whose = { bodyIds: readonly string[] | null; keys?: readonly string[] };

const scopes: readonly Scope<Whose>[] = [
  {
    name: 'mine',
    label: 'statistics:list.mine',
    whose: (by) => {
      const bodyIds = [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].map(({ bodyId }) => bodyId);
      const keys = personsOf(by).map(({ id }) => id);
      return bodyIds.length > 0 ? { bodyIds: [...new Set(bodyIds)], keys } : null;
    },
  },
  {
    name: 'body',
    label: 'statistics:list.body',
    whose: (by) => {
      const bodyIds = bodiesWith(by, overseers);
      return bodyIds.length > 0 ? { bodyIds } : null;
    },
  },
];

type Words = { name: string; word: string; alias: readonly string[]; article: ArticleId; heading: TextKey };

/** A person each. */
const listOf = <R extends Tally<P>, P extends string>(
  kind: ReturnType<typeof tallying<P>>,
  words: Words,
  all: TextKey,
  more: readonly Column<R>[],
  read: (tx: Transaction, span: Span, world: World) => Promise<readonly R[]>,
) =>
  register<R, Whose>({
    ...words,
    by: 'anyone',
    scopes,
    columns: [
      { name: 'name', label: 'statistics:column.name', cell: ({ name }) => name },
      { name: 'all', label: all, cell: ({ counts }) => kind.sum(counts) },
      ...kind.columns,
      ...more,
    ],
    filters: { year: yearField },
    few: async (tx, { bodyIds, keys }, { year }, world) => {
      const of = bodyIds ?? (await tx.body.findMany({ select: { id: true } })).map(({ id }) => id);
      const rows = await read(tx, { bodyIds: of, year: yearIn(year, world) }, world);
      return rows.filter(({ key }) => !keys || keys.includes(key));
    },
    whole: (bodyIds) => ({ bodyIds }),
    keyOf: ({ key }) => key,
    usual: async (_tx, open) => (open.has('body') ? 'body' : 'mine'),
    line: ({ name, counts }) =>
      text('statistics:list.line', { name: said(name), all: kind.sum(counts), counts: kind.say(counts) }),
    open: () => null,
  });

const registers = [
  listOf<Presence, Coming>(
    coming,
    {
      name: 'statistics.comings',
      word: 'thongkehop',
      alias: ['presence'],
      article: '6.4',
      heading: 'statistics:list.coming',
    },
    'statistics:column.coming',
    [
      { name: 'late', label: 'statistics:column.late', cell: ({ late }) => late },
      { name: 'share', label: 'statistics:column.share', cell: ({ counts }) => shareOf(counts) },
      { name: 'post', label: 'statistics:column.post', cell: ({ post }) => post },
    ],
    async (tx, span) => (await presenceOf(tx, span)).people,
  ),
  listOf<Tally<Answered>, Answered>(
    answer,
    {
      name: 'statistics.answers',
      word: 'thongkeykien',
      alias: ['answerstats'],
      article: '6.3',
      heading: 'statistics:list.answer',
    },
    'statistics:column.answer',
    [],
    (tx, span, { now }) => answersOf(tx, span, now),
  ),
];

export const chapter: Chapter = {
  name: 'statistics',
  room: 'records',
  articles: ['5.1', '6.3', '6.4', '7.2'],
  commands: [whole as Command, ...registers.map(listing)],
  registers,
};
