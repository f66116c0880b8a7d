// Compiles nouns and their acts to commands: how a matter is loaded, who sees it, why it is closed, how it is shown.
import type { ArticleId } from '../regulation/articles.ts';
import type { Role } from '../regulation/roles.ts';
import type { Transaction } from '../store/transaction.ts';
import {
  type Act,
  type Anew,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Gathered,
  type Values,
  type World,
} from './command.ts';
import { type Decision, type DomainEvent, type Refused, refuse } from './decision.ts';
import { hidden, valuesOf } from './fields.ts';
import type { Meant } from './meant.ts';
import { type Effects, type Notice, tellEach, type Ways } from './notice.ts';
import type { Actor, PersonCard, SeatCard } from './person.ts';
import { plainText, type Text, type TextKey } from './text.ts';
import type { View } from './view.ts';

/** Who looks, and when: all a card may depend on beside its matter. */
export type Looking = Pick<World, 'now' | 'calendar' | 'settings'> & { by: Actor };

/** What acts are about: a meeting, a task, a request, a proposal. */
export type Noun<F, E extends DomainEvent = DomainEvent> = {
  /** The argument that names one, and the first half of a matter's name (`task:<id>`). */
  name: string;
  /** Said to who names one that is not there, or that he may not know of. */
  unknown: TextKey;
  /** By id or code, with all that its law and its card need; locked when it will be changed. Null: there is none. */
  load(tx: Transaction, named: string, asking: Asking, lock: boolean): Promise<F | null>;
  idOf(facts: F): string;
  /** The body whose seats give rights to it. */
  bodyOf(facts: F): string;
  stateOf(facts: F): string;
  /** Rises when what was told before no longer holds; part of the keys of its notices. */
  versionOf?(facts: F): number;
  /** To others it does not exist. */
  sees(facts: F, by: Actor): boolean;
  /** The leader for whom an assistant speaks about it (Điều 10.3). */
  behalfOf?(facts: F, by: Actor, args?: Args): PersonCard | null;
  /** What became of it, where the state does not allow what was wanted: the one sentence that says so, with its article. */
  standing(facts: F, now: Date): Refused;
  evolve(facts: F, events: readonly E[]): F;
  /** The seats of its body, and who stands in for the chair: by them a card is drawn for somebody who is told. */
  people?(facts: F): { seats: readonly SeatCard[]; acting: string | null };
  /** The live card (`View.card` is the matter's name) as this person sees it; `note` says what was just recorded, or why it comes. */
  card(facts: F, looking: Looking, note?: Text): View;
};

type Fields = Readonly<Record<string, Field>>;

type Named = {
  name: string;
  word?: string;
  alias?: readonly string[];
  article: ArticleId;
  means?: readonly Meant[];
};

/** Something done to a matter that is there. */
export type Acting<F, E extends DomainEvent, S extends Fields> = Named & {
  by: readonly Role[] | 'anyone';
  personal?: boolean;
  /** How it is asked which one is meant; left out: it comes with a button or by its word's first argument. */
  field?: Field;
  /** The states in which it can be done; in others the noun says where it stands. */
  in: readonly string[];
  fields?: S;
  /** As what he speaks who assists a leader, where it is not as the noun says. */
  behalfOf?(facts: F, by: Actor): PersonCard | null;
  readBack?: NonNullable<Command['readBack']>;
  /** Done again it adds something again (`Command.adds`). */
  adds?: true;
  /** As a command's. */
  undone?: string;
  derived?: NonNullable<Command['derived']>;
  /** The law that hangs on no argument: said before anything is asked, and again when deciding. */
  refuses?(facts: F, act: Act): Refused | null;
  /** The law that only the database can tell: a number that is taken, for instance. */
  denies?(tx: Transaction, facts: F, asking: Asking): Promise<Refused | null>;
  decide(facts: F, act: Act<Values<S>>): Decision<E>;
  tell?(facts: F, act: Act<Values<S>>, events: readonly E[]): Effects;
  /** On whose screens its card changes by it; left out: on all. */
  changes?(facts: F, reader: Actor): boolean;
  /** What was recorded, said above the card; `facts` are those after it. */
  done(facts: F, act: Act<Values<S>>, events: readonly E[]): Text;
};

/** An act on a noun: loaded and locked, permitted, refused in the wrong state, decided, told, shown on its card. */
export function act<F, E extends DomainEvent, S extends Fields = Record<never, never>>(
  noun: Noun<F, E>,
  declared: Acting<F, E, S>,
): Command {
  const { by, field, in: states, fields = {} as S, behalfOf, refuses, denies, ...rest } = declared;
  const { decide, tell, changes, done, ...named } = rest;
  const parsed = (given: Act): Act<Values<S>> => ({ ...given, args: valuesOf(fields, given.args) });
  const refusal = (facts: F, given: Act): Refused | null =>
    states.includes(noun.stateOf(facts)) ? (refuses?.(facts, given) ?? null) : noun.standing(facts, given.now);
  return command<Args, F, E>({
    ...named,
    allowed: by,
    fields: { [noun.name]: naming(noun, field), ...fields },
    gather: async (tx, asking) => {
      const gathered = await gatherOf(behalfOf ? { ...noun, behalfOf } : noun, true)(tx, asking);
      if ('agreed' in gathered || !states.includes(noun.stateOf(gathered.facts))) return gathered;
      return (await denies?.(tx, gathered.facts, asking)) ?? gathered;
    },
    opens: refusal,
    decide: (facts, given) => refusal(facts, given) ?? decide(facts, parsed(given)),
    ...(tell && { tell: (facts: F, given: Act, events: readonly E[]) => tell(facts, parsed(given), events) }),
    show: (facts, given, events) => {
      const after = noun.evolve(facts, events);
      return noun.card(after, given, done(after, parsed(given), events));
    },
    anew: (facts, given, events) => anewOf(noun, noun.evolve(facts, events), given, changes),
  });
}

/** Its card on everybody's screen. */
function anewOf<F, E extends DomainEvent>(
  noun: Noun<F, E>,
  facts: F,
  world: World,
  changes?: (facts: F, reader: Actor) => boolean,
): Anew | null {
  const of = (by: Actor): View | null =>
    noun.sees(facts, by) && changes?.(facts, by) !== false
      ? noun.card(facts, { now: world.now, calendar: world.calendar, settings: world.settings, by })
      : null;
  return { card: matterOf(noun, facts), matter: matterOf(noun, facts), of };
}

/** A look at one; changes nothing. `more` adds to the card what only who asks for it gets, its papers for instance. */
export const look = <F, E extends DomainEvent>(
  noun: Noun<F, E>,
  {
    by,
    more,
    field,
    ...named
  }: Named & { by: Acting<F, E, Fields>['by']; field?: Field; more?(facts: F, view: View, looking: Looking): View },
): Command =>
  command<Args, F, never>({
    ...named,
    allowed: by,
    fields: { [noun.name]: naming(noun, field) },
    gather: gatherOf(noun, false),
    show: (facts, given) => {
      const view = noun.card(facts, given);
      return more ? more(facts, view, given) : view;
    },
  });

/** The argument that names one: permitted to who sees it, before anything of it is asked about. */
export const naming = <F, E extends DomainEvent>(noun: Noun<F, E>, field: Field = hidden): Field => ({
  ...field,
  matter: async (tx, asking) => {
    const facts = await noun.load(tx, asking.args[noun.name] ?? '', asking, false);
    return facts && noun.sees(facts, asking.by) ? { bodyId: noun.bodyOf(facts) } : unknown(noun);
  },
});

const unknown = <F, E extends DomainEvent>(noun: Noun<F, E>): Refused =>
  refuse(`unknown-${noun.name}`, plainText(noun.unknown));

/** Loads the one an argument names; refused to whom it does not exist. */
export const gatherOf =
  <F, E extends DomainEvent>(noun: Noun<F, E>, lock: boolean) =>
  async (tx: Transaction, asking: Asking): Promise<Gathered<F>> => {
    const facts = await noun.load(tx, asking.args[noun.name] ?? '', asking, lock);
    if (!facts || !noun.sees(facts, asking.by)) return unknown(noun);
    return {
      bodyId: noun.bodyOf(facts),
      facts,
      behalf: noun.behalfOf?.(facts, asking.by, asking.args) ?? null,
      matters: [matterOf(noun, facts)],
    };
  };

export const matterOf = <F, E extends DomainEvent>(noun: Noun<F, E>, facts: F): string =>
  `${noun.name}:${noun.idOf(facts)}`;

/** Somebody who is told, as he would act: his seats in the body of the matter. */
function readerOf<F, E extends DomainEvent>(noun: Noun<F, E>, facts: F, person: string): Actor {
  const { seats, acting } = noun.people?.(facts) ?? { seats: [], acting: null };
  const own = seats.filter((seat) => seat.person.id === person);
  const card = own[0]?.person ?? { id: person, fullName: '', language: 'vi' };
  return {
    person: card,
    account: null,
    seats: own,
    leaders: [],
    actingIn: acting === person ? [noun.bodyOf(facts)] : [],
  };
}

/** The card as somebody sees it who does not look himself, but is told; `note` says why it comes. */
export const cardFor = <F, E extends DomainEvent>(
  noun: Noun<F, E>,
  facts: F,
  person: string,
  { now, calendar, settings }: Pick<World, 'now' | 'calendar' | 'settings'>,
  note?: Text,
): View => noun.card(facts, { now, calendar, settings, by: readerOf(noun, facts, person) }, note);

/** The card, to each as he sees it. */
export const tellCard = <F, E extends DomainEvent>(
  noun: Noun<F, E>,
  facts: F,
  what: string,
  to: readonly (string | null | undefined)[],
  world: Pick<World, 'now' | 'calendar' | 'settings'>,
  note?: Text,
  ways: Ways = {},
): Notice[] => tell(noun, facts, what, to, (person) => cardFor(noun, facts, person, world, note), ways);

/** A notice of something that happened to a matter, to each of these people once: `what` and the version name it. */
export const tell = <F, E extends DomainEvent>(
  noun: Noun<F, E>,
  facts: F,
  what: string,
  to: readonly (string | null | undefined)[],
  view: View | ((person: string) => View),
  ways: Ways = {},
): Notice[] => tellEach(to, matterOf(noun, facts), `${what}:v${noun.versionOf?.(facts) ?? 1}`, view, ways);
