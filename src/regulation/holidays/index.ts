// The days off and the days worked for others by which working days are counted (Bộ luật Lao động, Điều 111, 112).
import type { Chapter } from '../../kernel/chapter.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { choiceField, optional } from '../../kernel/fields.ts';
import { inBodiesOf, listing, type Register, register } from '../../kernel/register.ts';
import { fullDay, text } from '../../kernel/text.ts';
import { type Day, dayOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import type { CalendarEntry } from '../../kernel/working-days.ts';
import type { Naming } from '../figures/index.ts';
import { overseers } from '../roles.ts';
import { setDay } from './commands.ts';
import { type DaySet, dayKinds } from './decide.ts';
import { nextYear } from './next-year.ts';
import { daysFrom, write } from './store.ts';

const list: Register = register<CalendarEntry, readonly string[] | null>({
  name: 'holidays.list',
  word: 'ngaynghi',
  alias: ['holidays'],
  article: '7.2',
  by: overseers,
  heading: 'holidays:heading',
  short: 'holidays:short',
  scopes: [inBodiesOf(overseers, 'holidays:heading')],
  columns: [
    { name: 'day', label: 'holidays:day', cell: ({ day }) => fullDay(day) },
    { name: 'kind', label: 'holidays:kind', cell: ({ kind }) => text(`holidays:kinds.${kind}`) },
    { name: 'name', label: 'holidays:name', cell: ({ name }) => name },
    { name: 'source', label: 'holidays:source', cell: ({ source }) => source },
    {
      name: 'confirmed',
      label: 'holidays:confirmed',
      cell: ({ confirmed }) => text(confirmed ? 'holidays:is-confirmed' : 'holidays:not-confirmed'),
      look: ({ confirmed }) => (confirmed ? 'good' : 'soon'),
    },
  ],
  filters: {
    kind: optional(
      choiceField(
        'holidays:kind',
        dayKinds.flatMap((value) => (value === 'none' ? [] : [{ value, label: text(`holidays:kinds.${value}`) }])),
      ),
    ),
  },
  tally: { filter: 'kind', of: ({ kind }) => kind },
  whole: (bodyIds) => bodyIds,
  few: async (tx, _bodyIds, { kind }, { now }) =>
    (await daysFrom(tx, `${dayOf(now).slice(0, 4)}-01-01` as Day)).filter((one) => !kind || one.kind === kind),
  keyOf: ({ day }) => day,
  line: ({ day, kind, name }) =>
    text('holidays:line', { day: fullDay(day), kind: text(`holidays:kinds.${kind}`), name }),
  open: ({ day, confirmed }) =>
    choice(confirmed ? text('holidays:open.day') : text('holidays:open.confirm'), press('holidays.set', { day })),
});

export const chapterOver = (naming: Naming): Chapter => ({
  name: 'holidays',
  room: 'settings',
  articles: ['7.2'],
  commands: [listing(list), setDay(naming)],
  registers: [list],
  obligations: [nextYear],
  watches: [nextYear.name],
  apply: (tx, event: DomainEvent) => write(tx, event as DaySet),
});
