// The figures a body sets for itself from a day on (Điều 13.2): shown, and set, with what moves.
import { silenceOf } from '../../kernel/approval.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { choiceField, optional } from '../../kernel/fields.ts';
import { remindersOf } from '../../kernel/obligation.ts';
import { inBodiesOf, listing, type Register, register } from '../../kernel/register.ts';
import { type DeclaredSettings, toldValue } from '../../kernel/settings.ts';
import { dayValue, inOneLine, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Choice } from '../../kernel/view.ts';
import { type FigureRow, figuresOf } from '../../store/figures.ts';
import { overseers } from '../roles.ts';
import type { Naming } from './commands.ts';
import { type FigureSet, write } from './store.ts';

export { type Change, changeFrom, changeLine, type Wanted, wantedOf } from './change.ts';
export { type Naming, setting, settingIn, sure, toldTo } from './commands.ts';
export { type FigureSet, named, type Over, readChange } from './store.ts';

/** How a figure stands: as usual, set by the body, or set for a day to come. */
const standings = ['usual', 'own', 'later'] as const;

const standing = ({ since, later }: FigureRow): (typeof standings)[number] =>
  later.length > 0 ? 'later' : since ? 'own' : 'usual';

/** Over these chapters: their kinds of reminder, and the names of their matters as somebody may know them. */
export function namingOver(chapters: readonly Chapter[], declared: DeclaredSettings): Naming {
  const kinds = chapters.flatMap(({ reminders = [], approvals = [], obligations = [] }) => [
    ...reminders,
    ...approvals.map(silenceOf),
    ...obligations.map(remindersOf),
  ]);
  const reminders = new Map(kinds.map((one) => [one.name, one]));
  return (asking) => ({
    declared,
    reminders,
    nameOf: async (tx, noun, id): Promise<Text | null> => {
      for (const { names = {} } of chapters) {
        const name = await names[noun]?.(tx, { ...asking, args: { [noun]: id } }, id);
        if (name) return name;
      }
      return null;
    },
  });
}

/** `declared`: the figures of all chapters, and of what lies beneath them; `changing`: the way to change one, of another chapter. */
export function chapterOver(
  declared: DeclaredSettings,
  changing: (bodyId: string, name: FigureRow['name']) => Choice,
): Chapter {
  const of = (name: FigureRow['name']) => declared[name]!;

  const list: Register = register<FigureRow, readonly string[] | null>({
    name: 'figures.list',
    word: 'quydinhrieng',
    alias: ['figures'],
    article: '13.2',
    by: overseers,
    heading: 'figures:list.heading',
    short: 'figures:list.short',
    scopes: [inBodiesOf(overseers, 'figures:list.heading')],
    columns: [
      { name: 'what', label: 'figures:list.what', cell: ({ name }) => of(name).about },
      { name: 'value', label: 'figures:list.value', cell: ({ name, value }) => toldValue(of(name), value) },
      { name: 'usual', label: 'figures:list.usual', cell: ({ name }) => toldValue(of(name), of(name).usual) },
      {
        name: 'since',
        label: 'figures:list.since',
        cell: ({ since }) => (since && +since > 0 ? dayValue(dayOf(since)) : null),
      },
      {
        name: 'later',
        label: 'figures:list.later',
        cell: ({ name, later }) =>
          inOneLine(
            later.map(({ from, value }) =>
              text('figures:list.from', { day: dayValue(dayOf(from)), value: toldValue(of(name), value) }),
            ),
          ),
      },
    ],
    filters: {
      standing: optional(
        choiceField(
          'figures:list.standing',
          standings.map((value) => ({ value, label: text(`figures:standing.${value}`) })),
        ),
      ),
    },
    tally: { filter: 'standing', of: standing },
    whole: (bodyIds) => bodyIds,
    few: async (tx, bodyIds, { standing: wanted }, { now }) =>
      (await figuresOf(tx, declared, bodyIds ?? [], now)).filter((one) => !wanted || standing(one) === wanted),
    keyOf: ({ bodyId, name }) => `${bodyId}-${name}`,
    line: ({ name, value }) => text('figures:list.line', { what: of(name).about, value: toldValue(of(name), value) }),
    open: ({ bodyId, name }) => changing(bodyId, name),
  });

  return {
    name: 'figures',
    room: 'settings',
    articles: ['13.2'],
    commands: [listing(list)],
    registers: [list],
    apply: (tx, event: DomainEvent) => write(tx, event as FigureSet),
  };
}
