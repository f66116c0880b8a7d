// What is owed while a matter stays in a state: by the office, or by each of several; reminded of, and told upward.
import type { Role } from '../../regulation/roles.ts';
import type { World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import { morningAfter, stepsBefore } from '../ladder.ts';
import { cardFor } from '../noun.ts';
import { type Obligation, obligation, owe } from '../obligation.ts';
import type { Settings } from '../settings.ts';
import { moment, quoted, said, text } from '../text.ts';
import { days as lasting } from '../time.ts';
import { opening } from '../view.ts';
import type { Frame } from './noun.ts';
import { type Facts, holding, nameIn } from './row.ts';

/** How long what is past its time still stands in the lists. */
const listedAfter = lasting(366);

/** What the office owes while a matter stays in a state; days are working days. */
export type Owed<F> = {
  state: string;
  /** The figure of the body that says by when, counted from when it came into the state; or the moment itself. */
  days: keyof Settings | ((facts: F, world: Pick<World, 'settings' | 'calendar'>) => Date);
  /** Of the office, who owes it; left out: all of it. */
  by?(facts: F): readonly string[];
  /** So many days later, or earlier (`-1`), it is called to mind as well. */
  again: readonly number[];
  escalates?: { after: number; to: readonly Role[] };
};

/** The office owes it while it stays in this state: by so many working days (a figure of the body), and then again. */
export const owedOf =
  <D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) =>
  (how: Owed<Facts<D, B, O>>): Obligation => {
    type F = Facts<D, B, O>;
    const { declared, words, matterOf, idIn, arms, settling, line, noun, find, opens, officeOf } = frame;
    const { chapter, article } = declared;
    const debtors = how.by ?? officeOf;
    frame.known([how.state]);
    const { days } = how;
    const by = (facts: F, world: World, more: number): Date => {
      if (typeof days === 'string')
        return morningAfter(facts.row.movedAt, Number(world.settings[days]) + more, world.calendar);
      const until = days(facts, world);
      return more === 0 ? until : morningAfter(until, more, world.calendar);
    };
    const say = (facts: F, world: World, to: readonly string[]) =>
      cardFor(noun, facts, to[0] ?? '', world, words('due'));
    const one: Obligation<F> = {
      name: `${chapter}.owed-${how.state}`,
      article,
      load: async (tx, { matter, version }, { now }) => {
        const found = await find(tx, idIn(matter), now);
        return found?.row.state === how.state && found.row.version === version ? found : null;
      },
      owedBy: debtors,
      sees: noun.sees,
      until: (facts, world) => by(facts, world, 0),
      steps: (facts, world) => [0, ...how.again].sort((a, b) => a - b).map((more) => by(facts, world, more)),
      say: (facts, world) => say(facts, world, debtors(facts)),
      line,
      open: (facts) => opening(facts.row.code, opens(facts)),
      lasts: (facts, world) => new Date(by(facts, world, 0).getTime() + listedAfter),
      escalates: (facts, world) =>
        (how.escalates ? [how.escalates] : []).map(({ after, to }) => ({
          to: holding(facts, to),
          from: by(facts, world, after),
          view: say(facts, world, holding(facts, to)),
        })),
    };
    arms.push({
      state: how.state,
      start: (facts, world) => [
        owe(one, facts, { matter: matterOf(facts.row), person: null, version: facts.row.version }, world),
      ],
    });
    settling.push((before, { row }, { now: nextAt }) => {
      const { state, version } = before.row;
      const isDone = state === how.state && row.state !== state;
      return isDone ? [{ kind: one.name, matter: matterOf(row), person: null, version, nextAt }] : [];
    });
    return obligation(one);
  };

/** What each of several owes while a matter stays in a state. */
type Owes<F> = {
  state: string;
  /** Who has not done it yet. */
  by(facts: F): readonly string[];
  until(facts: F): Date;
  /** Who hears of each who has let the time pass, a working day after it. */
  late: readonly Role[];
};

/** Each of these owes his part of it until a moment; he who has done it is reminded no more, and silence says nothing. */
export const owesOf =
  <D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) =>
  (how: Owes<Facts<D, B, O>>) => {
    type F = Facts<D, B, O>;
    const { declared, words, matterOf, idIn, arms, settling, noun, find, opens } = frame;
    const { chapter, article } = declared;
    const { state, by, until, late } = how;
    frame.known([state]);
    const after = (facts: F, days: number, world: World): Date => morningAfter(until(facts), days, world.calendar);
    const of = (facts: F, person: string) => ({ facts, person });
    const line = (facts: F) => words('owes.line', { code: facts.row.code, title: quoted(facts.row.title) });
    const lineOf = (facts: F, person: string) =>
      text('engine:digest.of', { who: said(nameIn(facts, person)), what: line(facts) });
    const one: Obligation<ReturnType<typeof of>> = {
      name: `${chapter}.owes-${state}`,
      article,
      load: async (tx, { matter, person, version }, { now }) => {
        const facts = await find(tx, idIn(matter), now);
        const holds = facts?.row.state === state && facts.row.version === version;
        return holds && person !== null && by(facts).includes(person) ? of(facts, person) : null;
      },
      owedBy: ({ person }) => [person],
      sees: ({ facts }, reader) => noun.sees(facts, reader),
      until: ({ facts }) => until(facts),
      steps: ({ facts }, world) => [
        ...stepsBefore(world.settings.opinionReminders, until(facts), world.calendar).map(({ at }) => at),
        ...[1, 2].map((days) => after(facts, days, world)),
      ],
      say: ({ facts, person }, world) => {
        const note = words(world.now < until(facts) ? 'owes.due' : 'owes.over', { at: moment(until(facts)) });
        return cardFor(noun, facts, person, world, note);
      },
      line: ({ facts }) => line(facts),
      open: ({ facts }) => opening(facts.row.code, opens(facts)),
      awaits: ({ facts }) => ({
        what: line(facts),
        open: opening(facts.row.code, opens(facts)),
      }),
      lasts: ({ facts }) => new Date(until(facts).getTime() + listedAfter),
      escalates: ({ facts, person }, world) => [
        {
          to: holding(facts, late),
          from: after(facts, 1, world),
          who: nameIn(facts, person),
          view: {
            lines: [lineOf(facts, person), words('owes.silent')],
            choices: [opening(facts.row.code, opens(facts))],
          },
        },
      ],
    };
    arms.push({
      state,
      start: (facts, world) =>
        by(facts).map((person) =>
          owe(one, of(facts, person), { matter: matterOf(facts.row), person, version: facts.row.version }, world),
        ),
    });
    const owing = (facts: F): readonly string[] => (facts.row.state === state ? by(facts) : []);
    settling.push((before, after, { now: nextAt }) => {
      const [matter, version, still] = [matterOf(before.row), before.row.version, owing(after)];
      const done = owing(before).filter((person) => !still.includes(person));
      return done.map((person) => ({ kind: one.name, matter, person, version, nextAt }));
    });
    return obligation(one);
  };
