// Classes of retention (AR4, Điều 8.9): how long each record is kept, which have come to their end, and the decision on those.
// Nothing official is erased here, whatever is decided: what is destroyed is paper, by those whose office it is.
import type { Chapter } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { lineField, oneOf, optional, textField } from '../../kernel/fields.ts';
import { fold } from '../../kernel/fold.ts';
import { matter, nameIn } from '../../kernel/matter.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { inBodiesOf, listing, register } from '../../kernel/register.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { dayOf, yearOf } from '../../kernel/time.ts';
import { opening, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import { type Coded, recordAbout, recordCoded } from './coded.ts';
import { classesText, classText, hasExpired, lastYear, readYears, yearsOf } from './law.ts';
import { figures } from './settings.ts';
import { type Kept, recordsOf, type States } from './store.ts';

export { type Coded, recordAbout, recordCoded } from './coded.ts';
export { classText, yearsOf } from './law.ts';

/** A record with its class, and the last year in which it must be kept. */
export type Standing = Kept & { years: number; last: number | null; expired: boolean };

/** Every record of a body with its class, the newest first. */
export async function standingOf(tx: Transaction, bodyId: string, world: World, states: States): Promise<Standing[]> {
  const year = yearOf(dayOf(world.now));
  const settings = world.settingsOf?.(bodyId) ?? world.settings;
  return (await recordsOf(tx, bodyId, states)).map((kept) => {
    const years = yearsOf(kept.code, kept.own, settings);
    const last = lastYear(years, kept.ended);
    return { ...kept, years, last, expired: hasExpired(last, year) };
  });
}

/** What the office said newest of one record, in years; null: nothing. */
export async function ownYears(tx: Transaction, about: string): Promise<number | null> {
  const newest = await tx.matter.findFirst({ where: { kind: 'retention', about }, orderBy: { createdAt: 'desc' } });
  return newest ? (newest.data as unknown as Retention).years : null;
}

type Retention = { years: number; words: string };

const retentions = matter<Retention, Coded | null>({
  chapter: 'retention',
  room: 'records',
  name: 'retention',
  article: '8.9',
  series: 'BQ',
  states: ['set'],
  passes: { in: [] },
  office: standingAgency,
  overseers,
  around,
  beside: { load: (tx, { about }) => recordAbout(tx, about) },
  lines: (facts) => [
    text('retention:card.record', { code: said(facts.beside?.code ?? ''), title: said(facts.row.title) }),
    text('retention:card.class', { class: classText(facts.row.data.years) }),
    text('retention:card.words', { words: quoted(facts.row.data.words) }),
    text('retention:card.by', { name: nameIn(facts, facts.row.ownerId) }),
  ],
});

/** The words for "for good", in every language people write. */
const goodWords = ['vinh vien', 'for good', 'permanent'];

const set = retentions.begin({
  name: 'retention.set',
  word: 'thoihanbaoquan',
  alias: ['retention'],
  by: standingAgency,
  personal: true,
  fields: {
    record: lineField('retention:ask.record', 20),
    years: lineField('retention:ask.years', 20),
    words: textField('retention:ask.words', 1_000),
  },
  of: async (tx, { args, by }) => {
    const [bodyId = ''] = bodiesWith(by, standingAgency);
    const code = (args['record'] ?? '').toUpperCase();
    const record = await recordCoded(tx, bodyId, code);
    const unknown = () =>
      refuse('no-record', text('retention:refusal.no-record', { code: said(code) }), { field: 'record' });
    return record ? { bodyId, beside: record } : unknown();
  },
  begin: ({ args, settings }, _home, record) => {
    const years = readYears(fold(args.years), goodWords);
    if (years === null || !settings.recordClasses.includes(years)) {
      const classes = classesText(settings.recordClasses);
      return refuse('no-class', text('retention:refusal.no-class', { classes }), { field: 'years' });
    }
    const { title = '', about = null } = record ?? {};
    return { title, about, state: 'set', data: { years, words: args.words } };
  },
  tell: () => ({ notices: [] }),
});

/** What of a body stands how, for who follows it up. */
const marks = ['expired', 'good', 'open'] as const;
type Mark = (typeof marks)[number] | 'kept';

const markOf = ({ expired, years, ended }: Standing): Mark => {
  if (expired) return 'expired';
  if (ended === null) return 'open';
  return years === 0 ? 'good' : 'kept';
};

export const statesIn = (chapters: readonly Chapter[]): States =>
  Object.fromEntries(
    chapters.flatMap(({ passes = {} }) =>
      Object.entries(passes).map(([kind, { states = [], unheard = [] }]) => [kind, { underWay: states, unheard }]),
    ),
  );

export function chapterOver(carrying: readonly Chapter[]): Chapter {
  const states = statesIn(carrying);
  const openers = Object.assign({}, ...carrying.map(({ shownBy = {} }) => shownBy)) as Record<string, string>;
  const records = register<Standing, readonly string[]>({
    name: 'retention.records',
    word: 'hosoluu',
    alias: ['records-kept'],
    article: '8.9',
    by: overseers,
    heading: 'retention:records.heading',
    short: 'retention:records.short',
    scopes: [inBodiesOf(overseers, 'retention:records.heading')],
    columns: [
      { name: 'code', label: 'retention:records.code', cell: ({ code }) => code },
      { name: 'title', label: 'retention:records.title', cell: ({ title }) => title },
      { name: 'class', label: 'retention:records.class', cell: ({ years }) => classText(years) },
      { name: 'ended', label: 'retention:records.ended', cell: ({ ended }) => ended },
      {
        name: 'last',
        label: 'retention:records.last',
        cell: ({ last }) => last,
        look: ({ expired }) => (expired ? 'late' : null),
      },
      { name: 'hold', label: 'retention:records.hold', cell: ({ hold }) => hold },
      { name: 'disposal', label: 'retention:records.disposal', cell: ({ disposal }) => disposal },
    ],
    filters: {
      standing: optional(oneOf('retention:ask.standing', marks, (mark) => text(`retention:mark.${mark}`))),
    },
    few: async (tx, bodyIds, { standing }, world) => {
      const all: Standing[] = [];
      for (const bodyId of bodyIds) all.push(...(await standingOf(tx, bodyId, world, states)));
      return standing ? all.filter((row) => markOf(row) === standing) : all;
    },
    whole: (bodyIds) => bodyIds ?? [],
    keyOf: ({ id }) => id,
    line: ({ code, title, years, last }) =>
      last === null
        ? text('retention:records.line', { code: said(code), title: said(title), class: classText(years) })
        : text('retention:records.line-last', {
            ...{ code: said(code), title: said(title), class: classText(years) },
            year: String(last),
          }),
    open: ({ about, code, id }) => {
      const [kind = ''] = about.split(':');
      const command = openers[kind];
      return command === undefined ? null : opening(code, press(command, { [kind]: id }));
    },
  });
  const own = retentions.chapterOf({
    articles: ['8.9'],
    settings: figures,
    acts: [set],
    list: retentions.list({
      word: 'dsthoihan',
      alias: ['retentions'],
      columns: [
        { name: 'class', label: 'retention:records.class', cell: ({ data }) => classText(data.years) },
        { name: 'words', label: 'retention:column.words', cell: ({ data }) => data.words },
      ],
    }),
    registers: [records],
  });
  return { ...own, commands: [...own.commands, listing(records)] };
}
