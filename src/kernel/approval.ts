// Compiles approvals: what waits for one person's decision is listed, brought back, escalated, handed over; never granted.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Act, World } from './command.ts';
import type { Decision, DomainEvent } from './decision.ts';
import { stepsAfter } from './ladder.ts';
import { type Notice, type ReminderStart, tellEach } from './notice.ts';
import type { Actor } from './person.ts';
import { type Due, type ReminderKind, type ReminderRow, reminderKind } from './reminder.ts';
import { moment, type Text, text } from './text.ts';
import { dayOf } from './time.ts';
import { choice, type Press, type View } from './view.ts';
import { workingDaysBetween } from './working-days.ts';

/** Whose: what this actor is to decide now, or all that waits in a body, whoever decides it. */
export type Whose = { by: Actor } | { bodyId: string };

/** What was asked: by whom, when, under which version a button decides on it, and when deciding it becomes pointless. */
export type Asked = { by: string; at: Date; version: number; until?: Date };

/** When a silent decider is reminded, in order; `up`: those who oversee hear of it too. */
export type Again = { at: Date; up?: boolean };

/**
 * Something put before whoever decides it now (Điều 2.1, 3.3, 6.4, 7.2). Yes and no are the acts of its own chapter; here
 * stands what all of them share. Silence is never consent: an approval ends by a decision, a recall, or by lapsing.
 */
export type Approval<F = unknown, E extends DomainEvent = DomainEvent> = {
  /** `<chapter>.<what>`; its reminder bears the same name. */
  name: string;
  article: ArticleId;
  /** The matter's kind, the first half of its name. */
  of: string;
  /** What waits, the most urgent first. Never what the actor asked for himself. */
  waiting(tx: Transaction, whose: Whose, world: World): Promise<F[]>;
  /** The one of this id, for its reminder; null when it no longer waits. */
  load(tx: Transaction, id: string, world: World): Promise<F | null>;
  idOf(facts: F): string;
  asked(facts: F): Asked;
  /** Those whose decision it is at this moment; nobody decides on his own request, nobody at all may be in office. */
  deciders(facts: F): readonly string[];
  /** Told when it stays undecided. */
  overseers(facts: F): readonly string[];
  /** Who follows the body but may not know of this one is not shown it; left out: all who follow may. */
  sees?(facts: F, by: Actor): boolean;
  /** Locks them until the transaction ends, before several are decided at once. */
  hold?(tx: Transaction, all: readonly F[]): Promise<unknown>;
  /** One line of the list, and the name on the choice that opens it; told apart among those shown beside it. */
  line(facts: F, all?: readonly F[]): Text;
  title(facts: F, all?: readonly F[]): Text;
  opens(facts: F): Press;
  /** The card: with its choices for who decides; without, and saying whom it waits for, for the others. */
  view(facts: F, world: World, reader: 'decider' | 'other', ...notes: readonly Text[]): View;
  silence(facts: F, world: World): readonly Again[];
  /** What is said at a step of it; left out: since when it waits. */
  waited?(facts: F, step: Again, world: World, reader: 'decider' | 'other'): readonly Text[];
  /** Brought back by itself, never in a digest. */
  alone?: true;
  /** Everybody waits for it: it stands before the rest, and a reminder of it asks for the decision anew. */
  presses?: true;
  /** Said where nobody is left to decide it. */
  nobody?(): Text;
  /** When somebody else comes to decide: cards that these were shown before say whom it waits for. */
  passesOn?(facts: F, before: readonly string[], world: World): readonly Notice[];
  /** Who may decide it beside those it was put before. */
  mayDecide?(facts: F, by: Actor): boolean;
  /** What follows when its time is over and nobody decided. */
  lapses?(facts: F, world: World): Pick<Due, 'notices' | 'events'>;
  /** The law of agreeing, where several may be agreed to at once. */
  agrees?(facts: F, act: Act): Decision<E>;
  /** What is told of an agreement given with others; required beside `agrees`. */
  tells?(
    facts: F,
    act: Act,
    events: readonly E[],
  ): { notices: readonly Notice[]; reminders?: readonly ReminderStart[] };
};

/** Declares an approval; the types of its parts are tied together here and forgotten for the lists. */
export const approval = <F, E extends DomainEvent = DomainEvent>(declared: Approval<F, E>): Approval =>
  declared as unknown as Approval;

const matterOf = <F>({ of, idOf }: Approval<F>, facts: F): string => `${of}:${idOf(facts)}`;

/** By the steps of the body, each later one after twice as long: he is asked again without end, and never each day. */
export const decisionSteps = (asked: Date, { now, calendar, settings }: Pick<World, 'now' | 'calendar' | 'settings'>) =>
  stepsAfter(settings.decisionSteps, dayOf(asked), calendar, now);

/** The silence of what has no time of its own. */
export function byBodysSteps(asked: Date, world: Pick<World, 'now' | 'calendar' | 'settings'>): Again[] {
  const steps = decisionSteps(asked, world);
  const up = steps.findIndex(({ to }) => to !== 'chair');
  return steps.map(({ at }, nth) => ({ at, up: up >= 0 && nth >= up }));
}

/** Puts it before those who decide now; said once to each, so that whoever decides next gets it too. */
export function present<F>(one: Approval<F>, facts: F, world: World, note?: Text): Notice[] {
  const { version, until } = one.asked(facts);
  const deciders = one.deciders(facts);
  const recipients = deciders.length > 0 ? deciders : one.overseers(facts);
  const notes = deciders.length > 0 ? [note ?? []].flat() : [one.nobody?.() ?? text('decisions:nobody')];
  const view = one.view(facts, world, deciders.length > 0 ? 'decider' : 'other', ...notes);
  const matter = matterOf(one, facts);
  return tellEach(recipients, matter, `${one.name}:asked:v${version}`, view, {
    class: 'action',
    personal: true,
    ...(until && { expiresAt: until }),
  });
}

/** Its reminder, armed when something is put before the decider. */
export const awaits = <F>(one: Approval<F>, facts: F, world: World): ReminderStart => ({
  kind: one.name,
  matter: matterOf(one, facts),
  person: null,
  version: one.asked(facts).version,
  nextAt: nextOf(one, facts, world) ?? world.now,
});

const nextOf = <F>(one: Approval<F>, facts: F, world: World): Date | null => {
  const { until } = one.asked(facts);
  const times = [...one.silence(facts, world).map(({ at }) => at), ...(until ? [until] : [])];
  return times.filter((at) => at > world.now).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
};

/** The clock's side: the decider is reminded, the overseers are told, it lapses; nothing is agreed to (PX11). */
export const silenceOf = <F>(one: Approval<F>): ReminderKind =>
  reminderKind<F>({
    name: one.name,
    article: one.article,
    gather: async (tx, { matter, version }, world) => {
      const facts = await one.load(tx, matter.slice(one.of.length + 1), world);
      return facts && one.asked(facts).version === version ? facts : null;
    },
    due: (facts, row, world) => dueOf(one, facts, row, world),
  });

const stillWaiting = (asked: Date, { now, calendar }: World): Text =>
  text('decisions:still-waiting', {
    at: moment(asked, 'day'),
    days: workingDaysBetween(calendar, dayOf(asked), dayOf(now)),
  });

function dueOf<F>(one: Approval<F>, facts: F, row: ReminderRow, world: World): Due {
  const { until } = one.asked(facts);
  if (until && world.now >= until) return { notices: [], ...one.lapses?.(facts, world), nextAt: null };
  const nextAt = nextOf(one, facts, world);
  const step = one.silence(facts, world).findLast(({ at }) => at <= world.now);
  if (!step) return { notices: [], nextAt };
  const deciders = one.deciders(facts);
  const others =
    deciders.length === 0 || step.up ? one.overseers(facts).filter((person) => !deciders.includes(person)) : [];
  const said = (to: string, reader: 'decider' | 'other'): Notice => ({
    to,
    class: (reader === 'decider') === (one.presses === true) ? 'action' : 'nudge',
    view: one.view(
      facts,
      world,
      reader,
      ...(one.waited?.(facts, step, world, reader) ?? [stillWaiting(one.asked(facts).at, world)]),
    ),
    matter: row.matter,
    key: `${row.matter}:${one.name}:waits:v${row.version}:${step.at.toISOString()}:${to}`,
    personal: reader === 'decider',
    ...(!one.alone && { digest: { line: one.line(facts), open: choice(one.title(facts), one.opens(facts)) } }),
    ...(until && { expiresAt: until }),
  });
  return {
    notices: [...deciders.map((to) => said(to, 'decider')), ...others.map((to) => said(to, 'other'))],
    nextAt,
  };
}
