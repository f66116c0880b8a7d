// What waits on a matter: for whoever decides it, for the office that owes it, for the hour at which it is over.
import type { Role } from '../../regulation/roles.ts';
import { type Approval, approval, awaits, byBodysSteps, present } from '../approval.ts';
import type { Command, Field, World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import { morningOf, stepsBefore } from '../ladder.ts';
import type { Meant } from '../meant.ts';
import type { Notice } from '../notice.ts';
import { cardFor } from '../noun.ts';
import { type Obligation, obligation, owe } from '../obligation.ts';
import { bodiesWith, himself } from '../person.ts';
import { type ReminderKind, reminderKind } from '../reminder.ts';
import type { Settings } from '../settings.ts';
import { moment, quoted, said, text } from '../text.ts';
import { dayOf, days } from '../time.ts';
import { choice, press } from '../view.ts';
import { addWorkingDays } from '../working-days.ts';
import type { actsOf, Fields, Moving } from './acts.ts';
import type { Frame } from './noun.ts';
import { type Facts, holding, leadOf, type MatterEvent, nameIn, type Settled } from './row.ts';

/** What the office owes while a matter stays in a state; days are working days after it came into it. */
export type Owed<F> = {
  state: string;
  /** The figure of the body that says by when. */
  days: keyof Settings;
  /** Of the office, who owes it; left out: all of it. */
  by?(facts: F): readonly string[];
  /** So many days later it is called to mind again. */
  again: readonly number[];
  escalates?: { after: number; to: readonly Role[] };
};

/** How long what is past its time still stands in the lists. */
const listedAfter = days(366);

/** What each of several owes while a matter stays in a state. */
type Owes<F> = {
  state: string;
  /** Who has not done it yet. */
  by(facts: F): readonly string[];
  until(facts: F): Date;
  /** Who hears of each who has let the time pass, a working day after it. */
  late: readonly Role[];
};

/** Put before one who decides it now. */
export type Awaiting<D, B, O> = {
  state: string;
  /** Left out: who leads the body (Điều 2.1, 4). */
  decider?(facts: Facts<D, B, O>): string | null;
  /** The seats among which he is; the chair's, left out. */
  by?: readonly Role[];
};

type Verdict<D, B, E extends DomainEvent, O, S extends Fields> = Omit<Moving<D, B, E, O, S>, 'by' | 'in' | 'personal'>;
type Putting<D, B, E extends DomainEvent, O, S extends Fields> = Omit<
  Moving<D, B, E, O, S>,
  'in' | 'to' | 'asks' | 'tell'
> & { in?: readonly string[] };
type Unnamed<V extends { name: string }> = Omit<V, 'name'> & { name?: string };
type Words = { words: Field<string> };

const agrees: readonly Meant[] = [{ intent: 'agree', waits: true }];
const declines: readonly Meant[] = [{ intent: 'refuse', waits: true }];

export function waitsOf<D extends object, B, E extends DomainEvent, O>(
  frame: Frame<D, B, E, O>,
  { move, answering }: ReturnType<typeof actsOf<D, B, E, O>>,
) {
  type F = Facts<D, B, O>;
  const { declared, words, matterOf, arms, settling, line, noun, find, inState } = frame;
  const { chapter, name, article } = declared;
  const { officeOf } = frame;
  const idIn = (matter: string): string => matter.slice(`${name}:`.length);
  const opens = ({ row }: Pick<F, 'row'>) => press(`${chapter}.open`, { [name]: row.id });
  const daysAfter = (at: Date, count: number, { calendar }: Pick<World, 'calendar'>): Date =>
    morningOf(addWorkingDays(calendar, dayOf(at), count));

  /** What is put before somebody, and the acts that put it there and decide it. Silence is never consent. */
  const awaiting = (how: Awaiting<D, B, O>) => {
    const { state, by = ['chair'], decider = (facts: F) => leadOf(facts)?.id ?? null } = how;
    const waits: Approval<F> = {
      name: `${chapter}.${state}`,
      article,
      of: name,
      waiting: (tx, whose, { now }) => {
        const bodyIds = 'bodyId' in whose ? [whose.bodyId] : bodiesWith(himself(whose.by), by);
        return inState(tx, bodyIds, state, now);
      },
      load: async (tx, wanted, { now }) => {
        const found = await find(tx, wanted, now);
        return found?.row.state === state ? found : null;
      },
      idOf: noun.idOf,
      asked: ({ row }) => ({ by: row.ownerId, at: row.movedAt, version: row.version }),
      deciders: (facts) => [decider(facts) ?? []].flat(),
      overseers: officeOf,
      sees: noun.sees,
      line,
      title: ({ row }) => said(row.code),
      opens,
      view: (facts, world, reader, note) => {
        const person = reader === 'decider' ? decider(facts) : officeOf(facts)[0];
        return cardFor(noun, facts, person ?? '', world, note);
      },
      silence: ({ row }, world) => byBodysSteps(row.movedAt, world),
    };
    /** What is told when it is put before him, by an act or by its beginning. */
    const telling = (facts: F, given: World) => ({
      notices: present(waits, facts, given),
      reminders: [awaits(waits, facts, given)],
    });
    /** An act that puts it before him; of the office with a draft, where it does not say otherwise. */
    const put = <S extends Fields = Record<never, never>>(putting: Putting<D, B, E, O, S>): Command =>
      move<S>({ in: ['draft'], ...putting, to: state, asks: true, tell: telling } as Moving<D, B, E, O, S>);
    /** One of the ways in which he decides; nobody does in his place. */
    const verdict = <S extends Fields = Record<never, never>>(deciding: Verdict<D, B, E, O, S>): Command =>
      move<S>({
        ...deciding,
        by,
        personal: true,
        asSeen: true,
        in: [state],
        only: (facts, actor) => decider(facts) === actor.person.id,
      } as Moving<D, B, E, O, S>);
    return {
      put,
      /** Put before him with the office's advice. */
      forward: (putting: Partial<Putting<D, B, E, O, Words>> = {}): Command =>
        put<Words>({ name: `${chapter}.forward`, ...answering('advice', 'advice'), ...putting }),
      verdict,
      yes: <S extends Fields = Record<never, never>>(deciding: Unnamed<Verdict<D, B, E, O, S>>): Command =>
        verdict<S>({ name: `${chapter}.agree`, means: agrees, look: 'good', ...deciding } as Verdict<D, B, E, O, S>),
      /** With his reason, unless other words are asked for. */
      no: <S extends Fields = Words>(deciding: Unnamed<Verdict<D, B, E, O, S>> = {}): Command =>
        verdict<S>({
          name: `${chapter}.decline`,
          means: declines,
          article: '2.1',
          to: 'declined',
          ...answering('reason'),
          ...deciding,
        } as Verdict<D, B, E, O, S>),
      telling,
      waits,
      approval: approval(waits),
    };
  };

  /** The office owes it while it stays in this state: by so many working days (a figure of the body), and then again. */
  const owed = (how: Owed<F>): Obligation => {
    const debtors = how.by ?? officeOf;
    const by = (facts: F, world: World, more: number): Date =>
      daysAfter(facts.row.movedAt, Number(world.settings[how.days]) + more, world);
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
      steps: (facts, world) => [0, ...how.again].map((more) => by(facts, world, more)),
      say: (facts, world) => say(facts, world, debtors(facts)),
      line,
      open: (facts) => choice(said(facts.row.code), opens(facts)),
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
    return obligation(one);
  };

  /** Each of these owes his part of it until a moment; he who has done it is reminded no more, and silence says nothing. */
  const owes = (how: Owes<F>) => {
    const { state, by, until, late } = how;
    const morningAfter = (facts: F, days: number, world: World): Date => daysAfter(until(facts), days, world);
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
        ...[1, 2].map((days) => morningAfter(facts, days, world)),
      ],
      say: ({ facts, person }, world) => {
        const note = words(world.now < until(facts) ? 'owes.due' : 'owes.over', { at: moment(until(facts)) });
        return cardFor(noun, facts, person, world, note);
      },
      line: ({ facts }) => line(facts),
      open: ({ facts }) => choice(said(facts.row.code), opens(facts)),
      awaits: ({ facts }) => ({
        what: line(facts),
        open: choice(said(facts.row.code), opens(facts)),
      }),
      lasts: ({ facts }) => new Date(until(facts).getTime() + listedAfter),
      escalates: ({ facts, person }, world) => [
        {
          to: holding(facts, late),
          from: morningAfter(facts, 1, world),
          who: nameIn(facts, person),
          view: {
            lines: [lineOf(facts, person), words('owes.silent')],
            choices: [choice(said(facts.row.code), opens(facts))],
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

  /** The hour at which the clock moves it on; `facts` of what is told are those after it. */
  const ends = (how: {
    state: string;
    to: string;
    at(facts: F): Date;
    tell(facts: F, world: World): readonly Notice[];
  }): ReminderKind => {
    const kind = `${chapter}.ends-${how.state}`;
    arms.push({
      state: how.state,
      start: (facts) => [
        { kind, matter: matterOf(facts.row), person: null, version: facts.row.version, nextAt: how.at(facts) },
      ],
    });
    return reminderKind<F>({
      name: kind,
      article,
      gather: async (tx, { matter, version }, { now }) => {
        const found = await find(tx, idIn(matter), now);
        return found?.row.state === how.state && found.row.version === version ? found : null;
      },
      due: (facts, _row, world) => {
        const at = how.at(facts);
        if (world.now < at) return { notices: [], nextAt: at };
        const moved: MatterEvent<D> = {
          type: `${chapter}.moved`,
          what: 'moved',
          id: facts.row.id,
          from: how.state,
          to: how.to,
          asks: false,
          at: world.now,
          by: '',
          set: {} as Partial<D & Settled>,
        };
        const after = noun.evolve(facts, [moved]);
        return {
          notices: how.tell(after, world),
          events: [moved],
          reminders: frame.armed(after, world),
          nextAt: null,
        };
      },
    });
  };

  return { awaiting, owed, owes, ends };
}
