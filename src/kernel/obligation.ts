// Compiles obligations: somebody owes something until a moment; reminded step by step, escalated, settled, released.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Asking, World } from './command.ts';
import type { Notice, ReminderStart } from './notice.ts';
import type { Pending, Taking } from './pending.ts';
import { type Actor, personsOf } from './person.ts';
import { type Due, type ReminderKind, type ReminderRow, reminderKind } from './reminder.ts';
import { dayValue, type Text, text } from './text.ts';
import { type Day, dayOf } from './time.ts';
import type { Choice, View } from './view.ts';

/** Where somebody is told later than the debtor, and of what; `who`: the name of the debtor, which stands before the line. */
type Escalation = { to: readonly string[]; from: Date; view: View; who?: string };

/**
 * Owed by somebody until a moment (answers, opinions, rolls, reports, tasks). What is owed is always computed from the
 * state of that moment: `load` gives null as soon as it is settled, released or pointless, and then it is over.
 */
export type Obligation<F = unknown> = {
  /** `<chapter>.<what>`: the name of its reminder. */
  name: string;
  article: ArticleId;
  load(tx: Transaction, row: ReminderRow, world: World): Promise<F | null>;
  /** The same of many rows at once, for the lists, where many owe it in the same matter. */
  loadMany?(tx: Transaction, rows: readonly ReminderRow[], world: World): Promise<readonly (F | null)[]>;
  /** Who owes it now: one person, or those of an office. */
  owedBy(facts: F): readonly string[];
  /** Done for now, though it may be owed again: nobody is reminded, and it stands in no list. */
  settled?(facts: F): boolean;
  /** Who follows the body but may not know of this one is not shown it; left out: all who follow may. */
  sees?(facts: F, by: Actor): boolean;
  until(facts: F, world: World): Date;
  /** The moments at which it is called to mind, in order; those before it was armed are never said. */
  steps(facts: F, world: World): readonly Date[];
  /** The whole reminder, when it is the only one that morning. */
  say(facts: F, world: World): View;
  /**
   * One line of a digest and of "what do I owe", and the choice that opens it. It is read by the debtor himself: whose it
   * is stands beside it for others, and so does the day, unless it is `dated`: it says the day itself, or there is none.
   */
  line(facts: F, world: World): Text;
  dated?: true;
  open(facts: F): Choice;
  /** For whoever follows it up, where the debtor's own choice is for him alone. */
  watch?(facts: F): Choice;
  /** It waits for an answer of his own: how it stands among all that does. */
  awaits?(facts: F, asking: Asking): Pending;
  /** What he owes are words or files: what he sends alone may be them. */
  takes?(facts: F, asking: Asking): Taking;
  /** So near that it goes alone and at once. */
  urgent?(facts: F, world: World): boolean;
  escalates?(facts: F, world: World): readonly Escalation[];
  /** It is still owed, and stands in the lists, though no step is left: until then. */
  lasts?(facts: F, world: World): Date;
  /** What follows when its last step is past. */
  over?(facts: F, world: World): Pick<Due, 'notices' | 'events'>;
  /** Of no use to the reader afterwards; left out: until it is owed no more. */
  fadesAt?(facts: F, world: World): Date;
};

/** Declares an obligation; the types of its parts are tied together here and forgotten for the lists. */
export const obligation = <F>(declared: Obligation<F>): Obligation => declared as unknown as Obligation;

/** What says when an obligation is looked at. */
export type Timed<F> = Pick<Obligation<F>, 'name' | 'steps' | 'escalates' | 'lasts'>;

/** Arms its reminder at the next step to come; null when there is none. */
export function owe<F>(
  one: Timed<F>,
  facts: F,
  at: Pick<ReminderStart, 'matter' | 'person' | 'version'>,
  world: World,
): ReminderStart | null {
  const nextAt = nextStep(one, facts, world);
  return nextAt && { kind: one.name, ...at, nextAt };
}

const times = <F>(one: Timed<F>, facts: F, world: World): Date[] =>
  [...one.steps(facts, world), ...(one.escalates?.(facts, world) ?? []).map(({ from }) => from)].sort(
    (a, b) => a.getTime() - b.getTime(),
  );

const nextStep = <F>(one: Timed<F>, facts: F, world: World): Date | null =>
  times(one, facts, world).find((at) => at > world.now) ?? stillOwed(one, facts, world);

const stillOwed = <F>(one: Timed<F>, facts: F, world: World): Date | null => {
  const until = one.lasts?.(facts, world);
  return until && until > world.now ? until : null;
};

/** The once-only rule of all obligations: the newest step that has come is said, once to each; older ones are passed over. */
export const remindersOf = <F>(one: Obligation<F>): ReminderKind =>
  reminderKind<F>({
    name: one.name,
    article: one.article,
    gather: (tx, row, world) => one.load(tx, row, world),
    due: (facts, row, world) => dueOf(one, facts, row, world),
    settled: (facts) => one.settled?.(facts) ?? false,
  });

function dueOf<F>(one: Obligation<F>, facts: F, row: ReminderRow, world: World): Due {
  const nextAt = nextStep(one, facts, world);
  const ends = one.lasts?.(facts, world);
  // At its end it is only taken off the lists: what its last step said is not said again.
  if (one.settled?.(facts) || (ends && ends <= world.now)) return { notices: [], nextAt };
  const over = nextAt === null ? (one.over?.(facts, world) ?? null) : null;
  const step = one.steps(facts, world).findLast((at) => at <= world.now);
  const expiresAt = one.fadesAt?.(facts, world);
  const debtors = one.owedBy(facts);
  // Of several who owe the same, each is told of by himself to whoever follows up.
  const owing = (to: string): string => (row.person && row.person !== to ? `${row.person}:` : '');
  const line = lineWithDay(one, facts, world);
  const said = (to: string, at: Date, view: View, what: Notice['class'], who?: string): Notice => ({
    to,
    class: what,
    view,
    matter: row.matter,
    key: `${row.matter}:${one.name}:v${row.version}:${at.toISOString()}:${owing(to)}${to}`,
    ...(expiresAt && { expiresAt }),
    ...(one.urgent?.(facts, world)
      ? {}
      : {
          digest: {
            line,
            open: debtors.includes(to) ? one.open(facts) : watching(one, facts),
            ...(who !== undefined && { who }),
          },
        }),
  });
  const nudges = step ? debtors.map((to) => said(to, step, one.say(facts, world), 'nudge')) : [];
  const told = newestOf(one.escalates?.(facts, world) ?? [], world).flatMap(({ to, from, view, who }) =>
    to.filter((person) => !debtors.includes(person)).map((person) => said(person, from, view, 'nudge', who)),
  );
  return {
    notices: [...nudges, ...told, ...(over?.notices ?? [])],
    ...(over?.events && { events: over.events }),
    nextAt,
  };
}

/** Of several steps up that have come by one look, each person hears the newest. */
function newestOf(all: readonly Escalation[], { now }: Pick<World, 'now'>): Escalation[] {
  const come = all.filter(({ from }) => from <= now);
  const newest = new Map<string, number>();
  for (const { to, from } of come)
    for (const person of to) newest.set(person, Math.max(newest.get(person) ?? 0, from.getTime()));
  return come.map((one) => ({ ...one, to: one.to.filter((person) => newest.get(person) === one.from.getTime()) }));
}

/** Whose: about these people while it concerns them, about an office of these bodies, or anybody's in these bodies. */
export type Whose = {
  personIds?: readonly string[];
  officesOf?: readonly string[];
  bodyIds?: readonly string[];
};

/**
 * Reminders of these kinds that are not over, the next first; `limit` of them. Materialized: for a few rows in order the
 * planner would walk past what everybody in the country owes.
 */
export const openReminders = (
  tx: Transaction,
  kinds: readonly string[],
  { personIds = [], officesOf = [], bodyIds = [] }: Whose,
  { now }: Pick<World, 'now'>,
  limit: number,
): Promise<ReminderRow[]> => tx.$queryRaw<ReminderRow[]>`
  with found as materialized (
    select kind, matter, person, version, next_at from reminder
    where closed_at is null and (person = any(${[...personIds]}) or body_id = any(${[...officesOf, ...bodyIds]}))
      and kind = any(${[...kinds]})
      and (person = any(${[...personIds]}) and has_standing(person, matter, ${now.toISOString()}::timestamptz)
        or person = '' and body_id = any(${[...officesOf]})
        or body_id = any(${[...bodyIds]}))
  )
  select kind, matter, nullif(person, '') as person, version, next_at as "nextAt" from found
  order by next_at limit ${limit}`;

/** The day until when it is owed: what is owed until a midnight is owed on the day before. */
const lastDayOwed = <F>(one: Obligation<F>, facts: F, world: World): Day =>
  dayOf(new Date(one.until(facts, world).getTime() - 1));

/** Its line with the day. */
export const lineWithDay = <F>(one: Obligation<F>, facts: F, world: World): Text => {
  const line = one.line(facts, world);
  return one.dated ? line : text('engine:digest.due', { what: line, day: dayValue(lastDayOwed(one, facts, world)) });
};

/** What opens it for whoever follows it up. */
export const watching = <F>(one: Obligation<F>, facts: F): Choice => one.watch?.(facts) ?? one.open(facts);

/** What is owed in these rows now; nothing of those that are settled. */
export async function owedIn<F>(
  tx: Transaction,
  one: Obligation<F>,
  rows: readonly ReminderRow[],
  world: World,
): Promise<{ row: ReminderRow; facts: F }[]> {
  const found: (F | null)[] = one.loadMany ? [...(await one.loadMany(tx, rows, world))] : [];
  if (!one.loadMany) for (const row of rows) found.push(await one.load(tx, row, world));
  return rows.flatMap((row, nth) => {
    const facts = found[nth];
    return facts && !one.settled?.(facts) ? [{ row, facts }] : [];
  });
}

/** Looked at together of what somebody owes. */
const mostOwed = 60;

/** What he owes by each of these, and what a leader he assists does, the nearest first. */
export async function owedOf(
  tx: Transaction,
  obligations: readonly Obligation[],
  asking: Asking,
): Promise<Map<Obligation, unknown[]>> {
  const personIds = personsOf(asking.by).map(({ id }) => id);
  const names = obligations.map(({ name }) => name);
  const rows = names.length === 0 ? [] : await openReminders(tx, names, { personIds }, asking, mostOwed);
  const owed = new Map<Obligation, unknown[]>();
  for (const one of obligations) {
    const its = rows.filter(({ kind }) => kind === one.name);
    const found = its.length === 0 ? [] : (await owedIn(tx, one, its, asking)).map(({ facts }) => facts);
    owed.set(
      one,
      found.sort((a, b) => one.until(a, asking).getTime() - one.until(b, asking).getTime()),
    );
  }
  return owed;
}
