// Compiles a matter's declaration to its noun: its words, its card with what is offered on it, what is looked at again.
import type { World } from '../command.ts';
import { type DomainEvent, refuse } from '../decision.ts';
import type { Effects, ReminderStart } from '../notice.ts';
import type { Looking, Noun } from '../noun.ts';
import type { Actor } from '../person.ts';
import { type KeyedText, moment, quoted, type Text, type TextKey, type TextValue } from '../text.ts';
import { type Choice, choice, type Press, press } from '../view.ts';
import type { Matter } from './declared.ts';
import { leadsParent, type Parent } from './parent.ts';
import { readersOf } from './readers.ts';
import { evolve, type Facts, leadOf, type MatterEvent, nameIn, passedLines, type Row } from './row.ts';
import { tableOf } from './table.ts';

/** What waits for his decision stands first, and is never the sixth of eight. */
const verdictsFirst = (one: { asSeen?: true }, other: { asSeen?: true }): number =>
  Number(other.asSeen ?? false) - Number(one.asSeen ?? false);

/** An act offers itself on the card to whom it is open in this state. */
type Offer<D, B, O> = {
  name: string;
  in: readonly string[];
  may(facts: Facts<D, B, O>, by: Actor): boolean;
  look?: 'good' | 'bad';
  /** Its button stands for the version beside it, and for no later one. */
  asSeen?: true;
};

/** What offers itself on a card. */
function offersOn<D extends object, B, E extends DomainEvent, O>(
  { name }: Matter<D, B, E, O>,
  words: (path: string) => Text,
) {
  type F = Facts<D, B, O>;
  const offers: Offer<D, B, O>[] = [];
  const offered = (facts: F, by: Actor): Choice[] =>
    offers
      .filter((one) => one.in.includes(facts.row.state) && one.may(facts, by))
      .sort(verdictsFirst)
      .map((one) => {
        const [, called] = one.name.split('.');
        const args = { [name]: facts.row.id, ...(one.asSeen && { ask: String(facts.row.version) }) };
        return choice(words(`commands.${called}.button`), press(one.name, args), one.look);
      });
  return { offers, offered };
}

/** What is told and looked at again as a matter moves. */
function lookedAgain<F extends { row: { state: string } }>() {
  /** States that wait for somebody: how it is put before him. */
  const puts = new Map<string, (facts: F, world: World) => Effects>();
  /** What is looked at again once a matter is in a state. */
  const arms: { state: string; start(facts: F, world: World): readonly (ReminderStart | null)[] }[] = [];
  const armed = (facts: F, world: World): ReminderStart[] =>
    arms.flatMap(({ state, start }) =>
      facts.row.state === state ? start(facts, world).filter((one) => one !== null) : [],
    );

  /** What was owed of it before an act and is no more: looked at at once, so that it leaves the lists. */
  const settling: ((before: F, after: F, world: World) => readonly ReminderStart[])[] = [];
  const settled = (before: F, after: F, world: World): ReminderStart[] =>
    settling.flatMap((of) => of(before, after, world));
  return { puts, arms, armed, settling, settled };
}

/** States are named by words: a misspelt one would be an act that nobody is ever offered. It stops the start. */
const knownStates =
  ({ chapter, states }: { chapter: string; states: readonly string[] }) =>
  (named: readonly string[]): void => {
    const wrong = named.find((state) => !states.includes(state));
    if (wrong !== undefined) throw new Error(`${chapter} has no state "${wrong}", only ${states.join(', ')}`);
  };

export type Frame<D extends object, B, E extends DomainEvent, O> = ReturnType<typeof frameOf<D, B, E, O>>;

/** What all parts of a matter share. */
export function frameOf<D extends object, B, E extends DomainEvent, O>(declared: Matter<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { chapter, name, parts, beside } = declared;
  const known = knownStates(declared);
  known([...declared.passes.in, ...(declared.unissued ?? []), ...(declared.concerns?.unheard ?? [])]);
  const [{ rowOf, load, find, inState, apply }, { sees, officeOf }] = [tableOf(declared), readersOf(declared)];
  // Texts of a matter lie at fixed places in its chapter's namespace; texts.spec proves that they are there.
  const key = (path: string): TextKey => `${chapter}:${path}` as TextKey;
  const words = (path: string, values: Readonly<Record<string, TextValue>> = {}): Text => ({ key: key(path), values });
  const matterOf = (row: Pick<Row<D>, 'id'>): string => `${name}:${row.id}`;
  /** The inverse of `matterOf`. */
  const idIn = (matter: string): string => matter.slice(`${name}:`.length);
  const opens = ({ row }: F): Press => press(`${chapter}.open`, { [name]: row.id });

  /** Where it stands: the one sentence of the card and of every refusal. */
  const stands = (facts: F): KeyedText => ({
    key: key(`state.${facts.row.state}`),
    values: {
      by: nameIn(facts, facts.row.data.by),
      at: moment(facts.row.movedAt),
      name: leadOf(facts)?.fullName ?? '',
      ...declared.stands?.(facts),
    },
  });

  const { offers, offered } = offersOn(declared, words);

  const noun: Noun<F, MatterEvent<D> | E> = {
    name,
    unknown: key('refusal.unknown'),
    load,
    idOf: ({ row }) => row.id,
    bodyOf: ({ row }) => row.bodyId,
    stateOf: ({ row }) => row.state,
    versionOf: ({ row }) => row.version,
    people: ({ around: { seats, lead } }) => ({ seats, acting: lead.acting?.person.id ?? null }),
    sees,
    // Who has a part himself speaks for himself.
    behalfOf: (facts, by, { person } = {}) => {
      const having = [facts.row.ownerId, ...(parts?.of(facts) ?? [])];
      if (person === undefined && having.includes(by.person.id)) return null;
      const leaders = by.leaders.filter(({ person: { id } }) => having.includes(id));
      return leaders.find(({ person: { id } }) => person === undefined || person === id)?.person ?? null;
    },
    standing: (facts) => refuse('settled', stands(facts), { article: declared.article, closes: true }),
    evolve: (facts, events) =>
      events.reduce<F>(
        (now, event) =>
          'what' in event
            ? { ...now, row: evolve(now.row, event as MatterEvent<D>) }
            : { ...now, beside: beside?.evolve?.(now.beside, event as E) ?? now.beside },
        facts,
      ),
    card: (facts, looking: Looking, note) => {
      const brief = declared.brief?.(facts, looking);
      const { advice, answer } = facts.row.data;
      return {
        heading: words('card.heading', { code: facts.row.code }),
        lines: [
          ...(note ? [note] : []),
          ...declared.lines(facts, looking),
          ...passedLines(facts.row.data),
          ...(advice ? [words('card.advice', { words: quoted(advice) })] : []),
          stands(facts),
          ...(answer ? [words('card.answer', { words: quoted(answer) })] : []),
        ],
        choices: [...(declared.choices?.(facts, looking) ?? []), ...offered(facts, looking.by)],
        card: matterOf(facts.row),
        ...(brief && { brief }),
      };
    },
  };

  /** One of several: in lists, digests, above questions. */
  const line = (facts: F): Text =>
    words('line', { code: facts.row.code, name: nameIn(facts, facts.row.ownerId), title: quoted(facts.row.title) });

  return {
    declared,
    known,
    key,
    words,
    rowOf,
    matterOf,
    idIn,
    opens,
    stands,
    offers,
    ...lookedAgain<F>(),
    noun,
    line,
    find,
    inState,
    apply,
    officeOf,
    leader: leadsParent(declared.of as Parent<O>),
  };
}
