// What people do to a matter that has begun: move it on, act on it where it stands.
import type { ArticleId } from '../../regulation/articles.ts';
import type { Role } from '../../regulation/roles.ts';
import type { Act, Command, Values, World } from '../command.ts';
import { agree, type DomainEvent, type Refused, refuse } from '../decision.ts';
import { hidden, textField } from '../fields.ts';
import type { Effects, Notice } from '../notice.ts';
import { type Acting, act, tellCard } from '../noun.ts';
import { type Actor, bodiesWith, himself } from '../person.ts';
import { type TextKey, text } from '../text.ts';
import { choice } from '../view.ts';
import type { Fields } from './beginning.ts';
import type { Frame } from './noun.ts';
import { type Facts, isOwn, type MatterEvent, type Settled } from './row.ts';

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
    /** Its files from now on; null: as they were. `facts` are those before it. */
    files?(act: Act<Values<S>>, facts: Facts<D, B, O>): readonly string[] | null;
    /** What happens with it: in the chapter's own table, or in another chapter. */
    also?(facts: Facts<D, B, O>, act: Act<Values<S>>): readonly E[];
    /** Puts it before somebody: buttons and reminders of an earlier time no longer hold. */
    asks?: true;
    /**
     * `facts` are those after it; left out: it is put before whom its state waits for, where it `asks`; else its owner is
     * told when it moves on, and nobody when it stays.
     */
    tell?(facts: Facts<D, B, O>, act: Act<Values<S>>, also: readonly E[], before: Facts<D, B, O>): Effects;
  };

/** Whether somebody may at all, and what is said to who may not; an assistant only where it is no personal act. */
function limitsOf<D extends object, B, E extends DomainEvent, O>(
  { declared: { article }, words, known }: Frame<D, B, E, O>,
  how: Who<D, B, O> & { by: readonly Role[] | 'anyone'; personal?: boolean; in: readonly string[]; to?: string },
) {
  type F = Facts<D, B, O>;
  const { own, only, by, personal } = how;
  known([...how.in, ...(how.to === undefined ? [] : [how.to])]);
  const may = (facts: F, actor: Actor): boolean => (!own || isOwn(facts, actor)) && only?.(facts, actor) !== false;
  const holds = (facts: F, actor: Actor): boolean =>
    by === 'anyone' || bodiesWith(personal === false ? actor : himself(actor), by).includes(facts.row.bodyId);
  return {
    may: (facts: F, actor: Actor): boolean => may(facts, actor) && (own === true || holds(facts, actor)),
    refuses: (facts: F, actor: Actor): Refused | null =>
      may(facts, actor) ? null : refuse('not-yours', words('refusal.not-yours'), { article }),
  };
}

/** A messenger that changes no message leaves a button where it was: it decides nothing about what came after it. */
function askedEarlier<D extends object, B, E extends DomainEvent, O>(
  { opens }: Frame<D, B, E, O>,
  facts: Facts<D, B, O>,
  { args }: Act,
): Refused | null {
  const { code, version } = facts.row;
  if (args.ask === undefined || args.ask === String(version)) return null;
  const choices = [choice(text('engine:look', { code }), opens(facts))];
  return refuse('asked-earlier', text('engine:asked-earlier', { code }), { choices });
}

/** An act whose words are kept, as the answer or as advice. */
const answeringOf =
  <D>(key: (path: string) => TextKey) =>
  (ask: string, as: 'answer' | 'advice' = 'answer') => ({
    fields: { words: textField(key(`ask.${ask}`), 2_000) },
    set: (_facts: unknown, given: { args: { words: string } }): Partial<D & Settled> =>
      ({ [as]: given.args.words }) as Partial<D & Settled>,
  });

export function movingOf<D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { declared, words, key, noun, offers, armed } = frame;
  const { chapter, office, article } = declared;

  /** Something done to it where it stands. */
  const doing = <S extends Fields = Record<never, never>>(how: Doing<D, B, E, O, S>): Command => {
    const { own: _own, only: _only, offered, unoffered, refuses, by: whoever = office, ...rest } = how;
    const who = limitsOf(frame, { ...how, by: whoever });
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
    const who = limitsOf(frame, { ...how, by: whoever });
    const may = (facts: F, by: Actor): boolean => who.may(facts, by) && offered?.(facts) !== false;
    offers.push({ name: rest.name, in: rest.in, may, ...(look && { look }), ...(asSeen && { asSeen }) });
    const done = `done.${to ?? rest.name.split('.')[1]}`;
    const isQuiet = own === true || to === undefined;
    const quietly = (facts: F, given: World): Effects => ({ notices: isQuiet ? [] : toOwner(facts, given) });
    const put = ({ row }: F) => (asks ? frame.puts.get(row.state) : undefined);
    const told = tell ?? ((facts: F, given: World) => (put(facts) ?? quietly)(facts, given));
    return act<F, MatterEvent<D> | E, S>(noun, {
      ...(how.own && { personal: false }),
      article,
      by: whoever,
      ...rest,
      derived: [key(done)],
      ...(asSeen && { fields: { ask: hidden, ...rest.fields } as unknown as S }),
      refuses: (facts, given) =>
        who.refuses(facts, given.by) ??
        (asSeen ? askedEarlier(frame, facts, given) : null) ??
        refuses?.(facts, given) ??
        null,
      decide: (facts, given) => {
        const wrong = checks?.(facts, given);
        if (wrong) return wrong;
        const { id, state: from } = facts.row;
        const by = given.by.person.id;
        const kept = files?.(given, facts);
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

  return { doing, move, answering: answeringOf<D>(key) };
}
