// Compiles what a body owes anew each period: the report of a quarter, the calendar of next year. Looked at again for as long
// as the body is there; what comes back stands in the lists of obligations like everything else.
import type { ArticleId } from '../regulation/articles.ts';
import type { Role } from '../regulation/roles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { World } from './command.ts';
import { morningOf } from './ladder.ts';
import { holding } from './matter/row.ts';
import type { ReminderStart } from './notice.ts';
import { type Obligation, obligation } from './obligation.ts';
import type { Period } from './periods.ts';
import type { SeatCard } from './person.ts';
import type { Text } from './text.ts';
import { addDays, type Day, dayOf, instant, weekday } from './time.ts';
import type { Choice } from './view.ts';
import { addWorkingDays } from './working-days.ts';

/** For this period something is owed from a day on until another. */
export type Round = { period: Period; opens: Day; due: Day };

/** `since`: from when on it is on record here; what it owed before is nobody's to ask. */
export type BodyNow = { bodyId: string; seats: readonly SeatCard[]; since: Day };
type Owing = BodyNow & { round: Round | null; next: Round | null; done: boolean };

type Recurring = {
  /** `<chapter>.<what>`. */
  name: string;
  article: ArticleId;
  /** The body as it is now; null when it has ended. Of the committee's chapter. */
  body(tx: Transaction, bodyId: string, now: Date): Promise<BodyNow | null>;
  /** What is owed on this day, and what is owed next; null while the body has set no rhythm. */
  rounds(today: Day, world: World): { current: Round | null; next: Round } | null;
  done(tx: Transaction, bodyId: string, period: Period): Promise<boolean>;
  by: readonly Role[];
  /** Who hears of it when its day is past. */
  late: readonly Role[];
  line(period: Period): Text;
  say(period: Period, due: Day, isOver: boolean): Text;
  open: Choice;
};

/** What ended, or was due, before the body was on record here is nobody's to ask. */
export const isOwed = ({ period, due }: Round, since: Day): boolean => period.to >= since && due >= since;

/** Working days after its day from which nobody is told again: it stands in the lists until it is done. */
const told = 5;

const kindOf = 'body:';

/** A body is watched from its first round on. */
export const watchBody = (kind: string, bodyId: string, nextAt: Date): ReminderStart => ({
  kind,
  matter: `${kindOf}${bodyId}`,
  person: null,
  version: 1,
  nextAt,
});

export function recurring(how: Recurring): Obligation {
  const steps = ({ round, next, done }: Owing, { now, calendar }: World): Date[] => {
    const after = (day: Day, count: number): Date => morningOf(addWorkingDays(calendar, day, count));
    const isFresh = round !== null && !done && now < after(round.due, told + 1);
    const own = isFresh
      ? [morningOf(round.opens), after(round.due, -2), morningOf(round.due), after(round.due, 3)]
      : [];
    const monday = addDays(dayOf(now), 7 - ((weekday(dayOf(now)) + 6) % 7));
    return [...own, morningOf(next?.opens ?? monday)].sort((a, b) => a.getTime() - b.getTime());
  };
  const view = ({ round }: Owing, { now }: World) => ({
    lines: round ? [how.say(round.period, round.due, now > instant(round.due, 17, 0))] : [],
    choices: [how.open],
  });
  const one: Obligation<Owing> = {
    name: how.name,
    article: how.article,
    load: async (tx, { matter }, world) => {
      const body = await how.body(tx, matter.slice(kindOf.length), world.now);
      if (!body) return null;
      const rounds = how.rounds(dayOf(world.now), world);
      const round = rounds?.current ?? null;
      const isOurs = round !== null && isOwed(round, body.since);
      const done = !isOurs || (await how.done(tx, body.bodyId, round.period));
      return { ...body, round, next: rounds?.next ?? null, done };
    },
    owedBy: (facts) => holding({ around: { seats: facts.seats } }, how.by),
    settled: ({ done }) => done,
    until: ({ round }, { now }) => (round ? instant(round.due, 17, 0) : now),
    steps,
    say: view,
    line: ({ round }) => how.line(round!.period),
    open: () => how.open,
    escalates: (facts, world) => {
      const { round, seats } = facts;
      if (!round) return [];
      const from = morningOf(addWorkingDays(world.calendar, round.due, 1));
      const isFresh = world.now < morningOf(addWorkingDays(world.calendar, round.due, told + 1));
      return isFresh ? [{ to: holding({ around: { seats } }, how.late), from, view: view(facts, world) }] : [];
    },
  };
  return obligation(one);
}
