// What people do to a matter: begin one, move it on, act on it where it stands.
import type { ArticleId } from '../../regulation/articles.ts';
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  type Values,
  type World,
} from '../command.ts';
import { agree, type DomainEvent, type Refused, refuse } from '../decision.ts';
import { hidden, textField, valuesOf } from '../fields.ts';
import type { Meant } from '../meant.ts';
import type { Effects, Notice } from '../notice.ts';
import { type Acting, act, tellCard } from '../noun.ts';
import { type Actor, bodiesWith, himself, type PersonCard } from '../person.ts';
import { text } from '../text.ts';
import { choice, press } from '../view.ts';
import type { Frame } from './noun.ts';
import { type Parent, parentName } from './parent.ts';
import { type Around, type Begun, type Facts, isOwn, type MatterEvent, type Row, type Settled } from './row.ts';

export type Fields = Readonly<Record<string, Field>>;

/** Where a matter is begun: whose it will be, the people of its body, and what it is a part of. */
export type Home<O = null> = { bodyId: string; owner: PersonCard; behalf: PersonCard | null; around: Around; of: O };

/** Which one it is begun as a part of; it is asked for first. */
export type Part = {
  field: Field<string>;
  /** Its states; in others `refusal.<otherwise>` is said. */
  in: readonly string[];
  otherwise: string;
  /**
   * There is one such matter at a time, in these states: of the whole, which is then held until this one stands, or of
   * each of its owners. `refusal.<says>` names it.
   */
  once?: { in: readonly string[]; says: string; each?: 'owner' };
};

type Beginning<D, B, E extends DomainEvent, O, S extends Fields> = {
  name: string;
  word?: string;
  alias?: readonly string[];
  /** Left out: the matter's. */
  article?: ArticleId;
  by?: readonly Role[] | 'anyone';
  fields: S;
  /** No assistant's (Điều 10.3): it states a fact or speaks for the office; left out: he may begin it for his leader. */
  personal?: true;
  means?: readonly Meant[];
  readBack?: NonNullable<Command['readBack']>;
  /** Of which matter it will be a part; its body is then that one's. */
  part?: Part;
  /** In whose body it is begun, what it is read with, and whose it will be; left out: in his own, with nothing, his. */
  of?(tx: Transaction, asking: Asking, of: O): Promise<{ bodyId?: string; beside?: B; owner?: PersonCard } | Refused>;
  begin(
    act: Act<Values<S>>,
    home: Home<O>,
    beside: B,
  ): { title: string; state: string; data: D; files?: readonly string[]; about?: string | null } | Refused;
  /** What happens with it, in the chapter's own table; `facts` are those of its beginning. */
  also?(facts: Facts<D, B, O>, act: Act<Values<S>>): readonly E[];
  /** Left out: the office is told, and asked to deal with it. */
  tell?(facts: Facts<D, B, O>, act: Act): Effects;
};

type Who<D, B, O> = {
  /** Only its owner may; others are refused. */
  own?: true;
  /** Only he for whom it says so may; others are refused. */
  only?(facts: Facts<D, B, O>, by: Actor): boolean;
  /** When the card offers it; left out: in all its states. It is refused by its law, not by this. */
  offered?(facts: Facts<D, B, O>): boolean;
};

/** An act of the matter's office, under its article, where it does not say otherwise. */
type Usual<A extends { article: ArticleId; by: unknown }> = Omit<A, 'article' | 'by'> &
  Partial<Pick<A, 'article' | 'by'>>;

export type Doing<D, B, E extends DomainEvent, O, S extends Fields> = Usual<
  Acting<Facts<D, B, O>, MatterEvent<D> | E, S>
> &
  Who<D, B, O> & {
    /** It offers itself on no card: a chapter offers it with arguments, or by its word only. */
    unoffered?: true;
  };

export type Moving<D, B, E extends DomainEvent, O, S extends Fields> = Usual<
  Omit<Acting<Facts<D, B, O>, MatterEvent<D> | E, S>, 'decide' | 'tell' | 'done'>
> &
  Who<D, B, O> & {
    /** Left out: it stays where it stands. */
    to?: string;
    look?: 'good' | 'bad';
    /** Its button acts on what stood beside it: refused once the matter was put forward or changed anew since. */
    asSeen?: true;
    /** The law that hangs on what was said. */
    checks?(facts: Facts<D, B, O>, act: Act<Values<S>>): Refused | null;
    /** What is kept of it. */
    set?(facts: Facts<D, B, O>, act: Act<Values<S>>, also: readonly E[]): Partial<D & Settled>;
    /** Its files from now on; null: as they were. */
    files?(act: Act<Values<S>>): readonly string[] | null;
    /** What happens with it: in the chapter's own table, or in another chapter. */
    also?(facts: Facts<D, B, O>, act: Act<Values<S>>): readonly E[];
    /** Puts it before somebody: buttons and reminders of an earlier time no longer hold. */
    asks?: true;
    /** `facts` are those after it; left out: its owner is told when it moves on, and nobody when it stays. */
    tell?(facts: Facts<D, B, O>, act: Act<Values<S>>, also: readonly E[], before: Facts<D, B, O>): Effects;
  };

/** The ways to begin a matter and to act on one. */
export function actsOf<D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { declared, words, key, matterOf, noun, offers, armed } = frame;
  const { chapter, office, article } = declared;

  const parent = declared.of as Parent<O & {}> | undefined;

  /** What is named and in one of these states; where there may be one part alone, held until this one stands. */
  const partIn = async (
    tx: Transaction,
    from: Parent<O & {}>,
    how: Part,
    { args }: Asking,
  ): Promise<{ whole: O } | Refused> => {
    const found = await from.load(tx, args[from.name] ?? '', how.once !== undefined && how.once.each === undefined);
    if (found && how.in.includes(from.stateOf(found))) return { whole: found };
    return refuse(how.otherwise, words(`refusal.${how.otherwise}`), { article: declared.article, field: from.name });
  };

  const otherOf = async (
    tx: Transaction,
    { in: states, says, each }: NonNullable<Part['once']>,
    from: Parent<O & {}>,
    whole: O & {},
    owner: PersonCard,
  ): Promise<Refused | null> => {
    const there = { kind: declared.name, about: parentName(from, whole), state: { in: [...states] } };
    const other = await tx.matter.findFirst({ where: { ...there, ...(each && { ownerId: owner.id }) } });
    return other && refuse(says, words(`refusal.${says}`, { code: other.code }), { article: declared.article });
  };

  const begin = <S extends Fields>(how: Beginning<D, B, E, O, S>): Command => {
    const { by = 'anyone', personal, fields, part, of, begin: begun, also, tell, ...named } = how;
    type Begins = Home<O> & { beside: B };
    const parsed = (given: Act): Act<Values<S>> => ({ ...given, args: valuesOf(fields, given.args) });
    const after = ({ around, beside, of }: Begins, [event, ...more]: readonly (MatterEvent<D> | E)[]): F | null =>
      event && 'what' in event && event.what === 'begun'
        ? noun.evolve({ row: (event as Begun<D>).row, around, beside, of }, more)
        : null;
    return command<Args, Begins, MatterEvent<D> | E>({
      article,
      ...named,
      derived: [key('done.begun')],
      allowed: by,
      personal: personal === true,
      fields: { ...(part && parent && { [parent.name]: part.field }), ...fields },
      // His own body, where he may; an assistant without a seat begins one for his leader (Điều 10.3).
      gather: async (tx, asking) => {
        const speakers = [{ person: asking.by.person, seats: asking.by.seats }, ...asking.by.leaders];
        const speaker = speakers.find(({ seats }) => seats.length > 0);
        if (!speaker) return refuse('no-body', words('refusal.no-body'), { article: declared.article });
        const found = part && parent ? await partIn(tx, parent, part, asking) : { whole: null as O };
        if ('agreed' in found) return found;
        const { whole } = found;
        const named = await of?.(tx, asking, whole);
        if (named && 'agreed' in named) return named;
        const home = speaker.seats.find(({ role }) => by === 'anyone' || by.includes(role)) ?? speaker.seats[0]!;
        const bodyId = named?.bodyId ?? (whole && parent ? parent.bodyOf(whole) : home.bodyId);
        const owner = named?.owner ?? speaker.person;
        const other = part?.once && whole ? await otherOf(tx, part.once, parent!, whole, owner) : null;
        if (other) return other;
        const behalf = owner.id === asking.by.person.id ? null : owner;
        const around = await declared.around(tx, bodyId, [owner.id], asking.now);
        return {
          bodyId,
          facts: { bodyId, owner, behalf, around, beside: named?.beside ?? ([] as B), of: whole },
          behalf,
        };
      },
      decide: (home, given) => {
        const row = begun(parsed(given), home, home.beside);
        if ('agreed' in row) return row;
        const { now } = given;
        const stored: Row<D> = {
          about: parent && home.of ? parentName(parent, home.of) : null,
          files: [],
          ...row,
          id: given.newId(),
          bodyId: home.bodyId,
          code: '',
          ownerId: home.owner.id,
          version: 1,
          createdAt: now,
          movedAt: now,
        };
        const facts: F = { row: stored, around: home.around, beside: home.beside, of: home.of };
        const begins: MatterEvent<D> = { type: `${chapter}.begun`, what: 'begun', row: stored };
        return agree<MatterEvent<D> | E>(begins, ...(also?.(facts, parsed(given)) ?? []));
      },
      tell: (home, given, events) => {
        const facts = after(home, events);
        if (!facts) return { notices: [] };
        if (tell) {
          const { notices, reminders = [] } = tell(facts, given);
          return { notices, reminders: [...reminders, ...armed(facts, given)] };
        }
        const to = frame.officeOf(facts).filter((person) => person !== given.by.person.id);
        const notices = tellCard(noun, facts, 'begun', to, given, undefined, { class: 'action' });
        return { notices, reminders: armed(facts, given) };
      },
      show: (home, given, events) => {
        const facts = after(home, events);
        return facts ? noun.card(facts, given, words('done.begun', { code: facts.row.code })) : { lines: [] };
      },
    });
  };

  /** Whether somebody may at all, and what is said to who may not; an assistant only where it is no personal act. */
  const limits = ({
    own,
    only,
    by,
    personal,
  }: Who<D, B, O> & { by: readonly Role[] | 'anyone'; personal?: boolean }) => {
    const may = (facts: F, actor: Actor): boolean => (!own || isOwn(facts, actor)) && only?.(facts, actor) !== false;
    const holds = (facts: F, actor: Actor): boolean =>
      by === 'anyone' || bodiesWith(personal === false ? actor : himself(actor), by).includes(facts.row.bodyId);
    return {
      may: (facts: F, actor: Actor): boolean => may(facts, actor) && (own === true || holds(facts, actor)),
      refuses: (facts: F, actor: Actor): Refused | null =>
        may(facts, actor) ? null : refuse('not-yours', words('refusal.not-yours'), { article: declared.article }),
    };
  };

  /** Something done to it where it stands. */
  const doing = <S extends Fields = Record<never, never>>(how: Doing<D, B, E, O, S>): Command => {
    const { own: _own, only: _only, offered, unoffered, refuses, by: whoever = office, ...rest } = how;
    const who = limits({ ...how, by: whoever });
    const may = (facts: F, by: Actor): boolean => who.may(facts, by) && offered?.(facts) !== false;
    if (!unoffered) offers.push({ name: rest.name, in: rest.in, may });
    return act<F, MatterEvent<D> | E, S>(noun, {
      ...(how.own && { personal: false }),
      article,
      by: whoever,
      ...rest,
      refuses: (facts, given) => who.refuses(facts, given.by) ?? refuses?.(facts, given) ?? null,
    });
  };

  /** A messenger that changes no message leaves a button where it was: it decides nothing about what came after it. */
  const askedEarlier = ({ row: { id, code, version } }: F, { args }: Act): Refused | null =>
    args.ask === undefined || args.ask === String(version)
      ? null
      : refuse('asked-earlier', text('engine:asked-earlier', { code }), {
          choices: [choice(text('engine:look', { code }), press(`${chapter}.open`, { [declared.name]: id }))],
        });

  const toOwner = (facts: F, world: World): Notice[] =>
    tellCard(noun, facts, facts.row.state, [facts.row.ownerId], world, words('told'));

  const move = <S extends Fields = Record<never, never>>(how: Moving<D, B, E, O, S>): Command => {
    const {
      own,
      only,
      offered,
      to,
      look,
      asSeen,
      checks,
      set,
      files,
      also,
      asks = false,
      tell,
      refuses,
      by: whoever = office,
      ...rest
    } = how;
    const who = limits({ ...how, by: whoever });
    const may = (facts: F, by: Actor): boolean => who.may(facts, by) && offered?.(facts) !== false;
    offers.push({ name: rest.name, in: rest.in, may, ...(look && { look }), ...(asSeen && { asSeen }) });
    const done = `done.${to ?? rest.name.split('.')[1]}`;
    const isQuiet = own === true || to === undefined;
    const told = tell ?? ((facts: F, given: World): Effects => ({ notices: isQuiet ? [] : toOwner(facts, given) }));
    return act<F, MatterEvent<D> | E, S>(noun, {
      ...(how.own && { personal: false }),
      article,
      by: whoever,
      ...rest,
      derived: [key(done)],
      ...(asSeen && { fields: { ask: hidden, ...rest.fields } as unknown as S }),
      refuses: (facts, given) =>
        who.refuses(facts, given.by) ?? (asSeen ? askedEarlier(facts, given) : null) ?? refuses?.(facts, given) ?? null,
      decide: (facts, given) => {
        const wrong = checks?.(facts, given);
        if (wrong) return wrong;
        const { id, state: from } = facts.row;
        const by = given.by.person.id;
        const kept = files?.(given);
        const more = also?.(facts, given) ?? [];
        const moved: MatterEvent<D> = {
          type: `${chapter}.moved`,
          what: 'moved',
          id,
          from,
          to: to ?? from,
          asks,
          at: given.now,
          by,
          // Who moved it on is said where it stands; who only changed something in it is in the record.
          set: { ...(to !== undefined && { by }), ...set?.(facts, given, more) } as Partial<D & Settled>,
          ...(kept && { files: kept }),
        };
        return agree<MatterEvent<D> | E>(moved, ...more);
      },
      tell: (facts, given, events) => {
        const after = noun.evolve(facts, events);
        const { notices, reminders = [] } = told(
          after,
          given,
          events.filter((event): event is E => !('what' in event)),
          facts,
        );
        return { notices, reminders: [...reminders, ...armed(after, given), ...frame.settled(facts, after, given)] };
      },
      done: (facts) => words(done, { ...frame.stands(facts).values, code: facts.row.code }),
    });
  };

  /** An act whose words are kept, as the answer or as advice. */
  const answering = (ask: string, as: 'answer' | 'advice' = 'answer') => ({
    fields: { words: textField(key(`ask.${ask}`), 2_000) },
    set: (_facts: F, given: { args: { words: string } }): Partial<D & Settled> =>
      ({ [as]: given.args.words }) as Partial<D & Settled>,
  });

  return { begin, doing, move, answering, matterOf };
}
