// Compiles obligations: somebody owes something until a moment; reminded step by step, escalated, settled, released.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { World } from './command.ts';
import type { Notice, ReminderStart } from './notice.ts';
import type { Actor } from './person.ts';
import { type Due, type ReminderKind, type ReminderRow, reminderKind } from './reminder.ts';
import type { Text } from './text.ts';
import type { Choice, View } from './view.ts';

/** Where somebody is told later than the debtor, and of what; `line`: among others, where the debtor's own does not name him. */
export type Escalation = { to: readonly string[]; from: Date; view: View; line?: Text };

/**
 * Owed by somebody until a moment (answers, opinions, rolls, reports, tasks). What is owed is always computed from the
 * state of that moment: `load` gives null as soon as it is settled, released or pointless, and then it is over.
 */
export type Obligation<F = unknown> = {
  /** `<chapter>.<what>`: the name of its reminder. */
  name: string;
  article: ArticleId;
  load(tx: Transaction, row: ReminderRow, world: World): Promise<F | null>;
  /** Who owes it now: one person, or those of an office. */
  owedBy(facts: F): readonly string[];
  /** Who follows the body but may not know of this one is not shown it; left out: all who follow may. */
  sees?(facts: F, by: Actor): boolean;
  until(facts: F, world: World): Date;
  /** The moments at which it is called to mind, in order; those before it was armed are never said. */
  steps(facts: F, world: World): readonly Date[];
  /** The whole reminder, when it is the only one that morning. */
  say(facts: F, world: World): View;
  /** One line of a digest and of "what do I owe", and the choice that opens it. */
  line(facts: F, world: World): Text;
  open(facts: F): Choice;
  /** So near that it goes alone and at once. */
  urgent?(facts: F, world: World): boolean;
  escalates?(facts: F, world: World): readonly Escalation[];
  /** What follows when its last step is past. */
  over?(facts: F, world: World): Pick<Due, 'notices' | 'events'>;
  /** Of no use to the reader afterwards; left out: until it is owed no more. */
  fadesAt?(facts: F, world: World): Date;
};

/** Declares an obligation; the types of its parts are tied together here and forgotten for the lists. */
export const obligation = <F>(declared: Obligation<F>): Obligation => declared as unknown as Obligation;

/** Arms its reminder at the next step to come; null when there is none. */
export function owe<F>(
  one: Obligation<F>,
  facts: F,
  at: Pick<ReminderStart, 'matter' | 'person' | 'version'>,
  world: World,
): ReminderStart | null {
  const nextAt = nextStep(one, facts, world);
  return nextAt && { kind: one.name, ...at, nextAt };
}

const times = <F>(one: Obligation<F>, facts: F, world: World): Date[] =>
  [...one.steps(facts, world), ...(one.escalates?.(facts, world) ?? []).map(({ from }) => from)].sort(
    (a, b) => a.getTime() - b.getTime(),
  );

const nextStep = <F>(one: Obligation<F>, facts: F, world: World): Date | null =>
  times(one, facts, world).find((at) => at > world.now) ?? null;

/** The once-only rule of all obligations: the newest step that has come is said, once to each; older ones are passed over. */
export const remindersOf = <F>(one: Obligation<F>): ReminderKind =>
  reminderKind<F>({
    name: one.name,
    article: one.article,
    gather: (tx, row, world) => one.load(tx, row, world),
    due: (facts, row, world) => dueOf(one, facts, row, world),
  });

function dueOf<F>(one: Obligation<F>, facts: F, row: ReminderRow, world: World): Due {
  const nextAt = nextStep(one, facts, world);
  const over = nextAt === null ? (one.over?.(facts, world) ?? null) : null;
  const step = one.steps(facts, world).findLast((at) => at <= world.now);
  const expiresAt = one.fadesAt?.(facts, world);
  // Of several who owe the same, each is told of by himself to whoever follows up.
  const owing = (to: string): string => (row.person && row.person !== to ? `${row.person}:` : '');
  const said = (to: string, at: Date, view: View, what: Notice['class'], line = one.line(facts, world)): Notice => ({
    to,
    class: what,
    view,
    matter: row.matter,
    key: `${row.matter}:${one.name}:v${row.version}:${at.toISOString()}:${owing(to)}${to}`,
    ...(expiresAt && { expiresAt }),
    ...(one.urgent?.(facts, world) ? {} : { digest: { line, open: one.open(facts) } }),
  });
  const debtors = one.owedBy(facts);
  const nudges = step ? debtors.map((to) => said(to, step, one.say(facts, world), 'nudge')) : [];
  const told = (one.escalates?.(facts, world) ?? [])
    .filter(({ from }) => from <= world.now)
    .flatMap(({ to, from, view, line }) =>
      to.filter((person) => !debtors.includes(person)).map((person) => said(person, from, view, 'nudge', line)),
    );
  return {
    notices: [...nudges, ...told, ...(over?.notices ?? [])],
    ...(over?.events && { events: over.events }),
    nextAt,
  };
}
