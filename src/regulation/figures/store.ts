// Reads figures and days off as they lie in their tables, and which reminders move by a change; writes what is decided.
import type { World } from '../../kernel/command.ts';
import type { NamedMove } from '../../kernel/moves.ts';
import type { ReminderKind } from '../../kernel/reminder.ts';
import type { DeclaredSettings, Settings } from '../../kernel/settings.ts';
import { usualSettings } from '../../kernel/settings.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { figuresAt, type Moved, movedBy, writeFigure } from '../../store/figures.ts';
import { standingOf } from '../../store/standing.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Change, changeFrom, type Wanted } from './change.ts';

/** What the chapter is made over: every declared figure, every kind of reminder, the names of matters. */
export type Over = {
  declared: DeclaredSettings;
  reminders: ReadonlyMap<string, ReminderKind>;
  nameOf(tx: Transaction, noun: string, id: string): Promise<Text | null>;
};

/** A wanted figure beside what counts from that moment otherwise, with what moves by it. */
export async function readChange(
  tx: Transaction,
  { declared, reminders }: Pick<Over, 'declared' | 'reminders'>,
  bodyId: string,
  wanted: Wanted,
  world: World,
): Promise<{ change: Change; moved: Moved[] } | ReturnType<typeof changeFrom>> {
  const before = await figuresAt(tx, usualSettings(declared), bodyId, wanted.from);
  const change = changeFrom(declared, wanted, before);
  if ('agreed' in change) return change;
  const at = (settings: Settings): World => ({ ...world, now: wanted.from, settings });
  const after = at({ ...before, [wanted.name]: wanted.value } as Settings);
  return { change, moved: await movedBy(tx, { reminders }, bodyId, { before: at(before), after }) };
}

/** By the names of their matters, as far as the reader may know of them. */
export async function named(tx: Transaction, { nameOf }: Pick<Over, 'nameOf'>, moved: readonly Moved[]) {
  const names = new Map<string, Text>();
  for (const { matter } of moved) {
    if (names.has(matter)) continue;
    const [noun = '', id = ''] = matter.split(':');
    names.set(matter, (await nameOf(tx, noun, id)) ?? text('figures:moves.unnamed'));
  }
  return moved.map(({ matter, from, to }): NamedMove => ({ matter: names.get(matter) ?? said(matter), from, to }));
}

export type FigureSet = {
  type: 'figures.set';
  bodyId: string;
  name: keyof Settings;
  value: unknown;
  before: unknown;
  from: Date;
  because: string;
  /** The sums of what only such acts write, as they stand after it. */
  standing?: object;
};

/**
 * Writes what was decided. What was changed beside these acts shows by sums on record (`audit verify --deep`): the happening
 * is completed with those of the tables as they stand after it.
 */
export async function write(tx: Transaction, event: FigureSet): Promise<void> {
  const { bodyId, name: key, value, from: validFrom } = event;
  await writeFigure(tx, { bodyId, key, value, validFrom });
  event.standing = await standingOf(tx);
}
