// Compiles a matter's declaration to its noun: found and locked in the common table, seen, shown, written down.
import type { ArticleId } from '../../regulation/articles.ts';
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { World } from '../command.ts';
import { type DomainEvent, refuse } from '../decision.ts';
import type { Room } from '../desk.ts';
import type { ReminderStart } from '../notice.ts';
import type { Looking, Noun } from '../noun.ts';
import { type Actor, bodiesOf, bodiesWith, type SeatCard, seatedIds } from '../person.ts';
import { type KeyedText, moment, quoted, type Text, type TextKey, type TextValue } from '../text.ts';
import { type Choice, choice, press } from '../view.ts';
import { leadsParent, type Parent, parentOf } from './parent.ts';
import {
  type Around,
  evolve,
  type Facts,
  holding,
  isOwn,
  leadOf,
  type MatterEvent,
  nameIn,
  type Row,
  type Saying,
  type Seated,
} from './row.ts';

export type Matter<D, B = undefined, E extends DomainEvent = never, O = null> = Saying<D, B, O> & {
  chapter: string;
  room?: Room;
  name: string;
  article: ArticleId;
  /** Of its codes, e.g. `KN`. */
  series: string;
  /** Every state there is, each with its sentence (`state.<name>`) and its word (`brief.<name>`). */
  states: readonly string[];
  /** Of these, those in which it binds nobody yet: its files must not be passed on. */
  unissued?: readonly string[];
  /** The office that deals with it: told of a new one, and it owes what `owed` says. */
  office: readonly Role[];
  /** Who may follow it beside its owner. */
  overseers: readonly Role[];
  /** The people of the body; of the committee's chapter. */
  around(tx: Transaction, bodyId: string, people: readonly string[], now: Date): Promise<Around>;
  /** What it is a part of, named by its row's `about`: minutes, of a meeting. Null where one is of none. */
  of?: Parent<NonNullable<O>>;
  /** Who has a part in it beside its owner: he sees it, and assistants speak about it for him (Điều 10.3). */
  parts?: {
    of(facts: Facts<D, B, O>): readonly string[];
    /** The matters in which one of these people has one, each in the body in which he holds a seat. */
    matters(tx: Transaction, people: readonly Seated[]): Promise<readonly string[]>;
    /** Who has one without a seat, as a guest has; the database's `has_standing` must say the same. */
    guests?(facts: Facts<D, B, O>): readonly string[];
  };
  /**
   * Whom it is about hears of it only when it is decided: in these states it does not exist for him, whatever his seat,
   * and he is not of its office. `of`: what a seat stands for, as `about` says it (`person:<id>`).
   */
  concerns?: { of(seat: SeatCard): readonly string[]; unheard: readonly string[] };
  /** What is summed or joined: kept in a table of its own, moved by happenings of its own. */
  beside?: {
    load(tx: Transaction, row: Row<D>, now: Date, of: O): Promise<B>;
    /** Left out with `apply`: it is only read, and other chapters write it. */
    evolve?(beside: B, event: E): B;
    apply?(tx: Transaction, event: E): Promise<void>;
  };
};

/** What has just happened as the common table keeps it. */
type Stored = Omit<Row<object>, 'data'> & { data: unknown; kind: string };

/** An act offers itself on the card to whom it is open in this state. */
type Offer<D, B, O> = {
  name: string;
  in: readonly string[];
  may(facts: Facts<D, B, O>, by: Actor): boolean;
  look?: 'good' | 'bad';
  /** Its button stands for the version beside it, and for no later one. */
  asSeen?: true;
};

export type Frame<D extends object, B, E extends DomainEvent, O> = ReturnType<typeof frameOf<D, B, E, O>>;

/** What all parts of a matter share. */
export function frameOf<D extends object, B, E extends DomainEvent, O>(declared: Matter<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { chapter, name, overseers, parts, beside, concerns } = declared;
  // Texts of a matter lie at fixed places in its chapter's namespace; texts.spec proves that they are there.
  const key = (path: string): TextKey => `${chapter}:${path}` as TextKey;
  const words = (path: string, values: Readonly<Record<string, TextValue>> = {}): Text => ({
    key: key(path),
    values,
  });
  const rowOf = ({ kind: _kind, data, ...stored }: Stored): Row<D> => ({ ...stored, data: data as D });
  const matterOf = (row: Pick<Row<D>, 'id'>): string => `${name}:${row.id}`;

  const factsOf = async (tx: Transaction, row: Row<D>, now: Date): Promise<F> => {
    const of = (declared.of ? await parentOf(tx, declared.of, row.about) : null) as O;
    return {
      row,
      around: await declared.around(tx, row.bodyId, [row.ownerId, ...(row.data.by ? [row.data.by] : [])], now),
      beside: (await beside?.load(tx, row, now, of)) as B,
      of,
    };
  };

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

  const offers: Offer<D, B, O>[] = [];
  const offered = (facts: F, by: Actor): Choice[] =>
    offers
      .filter((one) => one.in.includes(facts.row.state) && one.may(facts, by))
      .map((one) => {
        const [, called] = one.name.split('.');
        const args = { [name]: facts.row.id, ...(one.asSeen && { ask: String(facts.row.version) }) };
        return choice(words(`commands.${called}.button`), press(one.name, args), one.look);
      });

  /** Those whom it is about. */
  const concerned = ({ row, around: { seats } }: Pick<F, 'row' | 'around'>): string[] => [
    ...new Set(seats.filter((seat) => concerns?.of(seat).includes(row.about ?? '')).map(({ person }) => person.id)),
  ];
  const keptFrom = (facts: F): string[] => (concerns?.unheard.includes(facts.row.state) ? concerned(facts) : []);
  /** Those of its office who may know of it. */
  const officeOf = (facts: F): string[] => {
    const kept = keptFrom(facts);
    return holding(facts, declared.office).filter((person) => !kept.includes(person));
  };
  const sees = (facts: F, by: Actor): boolean => {
    const kept = keptFrom(facts);
    if (kept.includes(by.person.id)) return false;
    const reader = { ...by, leaders: by.leaders.filter(({ person }) => !kept.includes(person.id)) };
    return hasPart(facts, reader) || bodiesWith(reader, overseers).includes(facts.row.bodyId);
  };

  const hasPart = (facts: F, by: Actor): boolean =>
    isOwn(facts, by) ||
    seatedIds(by).some(({ id, bodyId }) => bodyId === facts.row.bodyId && parts?.of(facts).includes(id)) ||
    (parts?.guests?.(facts).includes(by.person.id) ?? false);

  const noun: Noun<F, MatterEvent<D> | E> = {
    name,
    unknown: key('refusal.unknown'),
    load: async (tx, named, { by, now }, lock) => {
      const found = await tx.matter.findFirst({
        where: { kind: name, OR: [{ id: named }, { code: named.toUpperCase(), bodyId: { in: bodiesOf(by) } }] },
      });
      if (!found) return null;
      if (lock) await tx.$queryRaw`select 1 from matter where id = ${found.id} for update`;
      return factsOf(tx, rowOf(lock ? await tx.matter.findUniqueOrThrow({ where: { id: found.id } }) : found), now);
    },
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
    words('line', {
      code: facts.row.code,
      name: nameIn(facts, facts.row.ownerId),
      title: quoted(facts.row.title),
    });

  const find = async (tx: Transaction, id: string, now: Date): Promise<F | null> => {
    const found = await tx.matter.findFirst({ where: { kind: name, id } });
    return found && factsOf(tx, rowOf(found), now);
  };

  const inState = async (tx: Transaction, bodyIds: readonly string[], state: string, now: Date): Promise<F[]> => {
    const where = { kind: name, bodyId: { in: [...bodyIds] }, state };
    const found = await tx.matter.findMany({ where, orderBy: { movedAt: 'asc' }, take: 100 });
    return Promise.all(found.map((row) => factsOf(tx, rowOf(row), now)));
  };

  const apply = async (tx: Transaction, happening: DomainEvent): Promise<void> => {
    const event = happening as MatterEvent<D> | E;
    if (!('what' in event)) {
      if (!beside?.apply) throw new Error(`${chapter} writes nothing beside its rows: ${happening.type}`);
      return beside.apply(tx, event as E);
    }
    if (event.what === 'begun') {
      const { files, data, ...row } = event.row;
      await tx.matter.create({ data: { ...row, kind: name, files: [...files], data: data as object } });
      return;
    }
    const row = evolve(rowOf(await tx.matter.findUniqueOrThrow({ where: { id: event.id } })), event as MatterEvent<D>);
    const { state, data, files, version, movedAt } = row;
    await tx.matter.update({
      where: { id: event.id },
      data: { state, data: data as object, files: [...files], version, movedAt },
    });
  };

  /** What is looked at again once a matter is in a state. */
  const arms: { state: string; start(facts: F, world: World): readonly (ReminderStart | null)[] }[] = [];
  const armed = (facts: F, world: World): ReminderStart[] =>
    arms.flatMap(({ state, start }) =>
      facts.row.state === state ? start(facts, world).filter((one) => one !== null) : [],
    );

  return {
    declared,
    key,
    words,
    rowOf,
    matterOf,
    stands,
    offers,
    arms,
    armed,
    noun,
    line,
    find,
    inState,
    apply,
    officeOf,
    leader: leadsParent(declared.of as Parent<O>),
  };
}
