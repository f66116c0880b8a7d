// The ways to begin a matter: whose it will be, in which body, and as a part of what.
import type { ArticleId } from '../../regulation/articles.ts';
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Act, type Args, type Asking, type Command, command, type Field, type Values } from '../command.ts';
import { agree, type DomainEvent, type Refused, refuse } from '../decision.ts';
import { valuesOf } from '../fields.ts';
import type { Meant } from '../meant.ts';
import type { Effects } from '../notice.ts';
import { tellCard } from '../noun.ts';
import type { PersonCard, SeatCard } from '../person.ts';
import type { Frame } from './noun.ts';
import { type Parent, parentName } from './parent.ts';
import type { Around, Begun, Facts, MatterEvent, Row } from './row.ts';

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
  /** Left out: it is put before whom its state waits for; else the office is told, and asked to deal with it. */
  tell?(facts: Facts<D, B, O>, act: Act): Effects;
};

/** What is named and in one of these states; where there may be one part alone, held until this one stands. */
async function partIn<D extends object, B, E extends DomainEvent, O>(
  { declared: { article }, words }: Frame<D, B, E, O>,
  tx: Transaction,
  from: Parent<O & {}>,
  { in: states, otherwise, once }: Part,
  { args }: Asking,
): Promise<{ whole: O } | Refused> {
  const found = await from.load(tx, args[from.name] ?? '', once !== undefined && once.each === undefined);
  if (found && states.includes(from.stateOf(found))) return { whole: found };
  return refuse(otherwise, words(`refusal.${otherwise}`), { article, field: from.name });
}

/** That there is one already, where there may be one at a time. */
async function otherOf<D extends object, B, E extends DomainEvent, O>(
  { declared: { article, name }, words }: Frame<D, B, E, O>,
  tx: Transaction,
  { in: states, says, each }: NonNullable<Part['once']>,
  about: string,
  owner: PersonCard,
): Promise<Refused | null> {
  const there = { kind: name, about, state: { in: [...states] } };
  const other = await tx.matter.findFirst({ where: { ...there, ...(each && { ownerId: owner.id }) } });
  return other && refuse(says, words(`refusal.${says}`, { code: other.code }), { article });
}

export function beginningOf<D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { declared, words, key, noun, armed } = frame;
  const { chapter, article } = declared;
  const parent = declared.of as Parent<O & {}> | undefined;

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
        const fits = ({ role }: SeatCard): boolean => by === 'anyone' || by.includes(role);
        const speaker =
          speakers.find(({ seats }) => seats.some(fits)) ?? speakers.find(({ seats }) => seats.length > 0);
        if (!speaker) return refuse('no-body', words('refusal.no-body'), { article: declared.article });
        const found = part && parent ? await partIn(frame, tx, parent, part, asking) : { whole: null as O };
        if ('agreed' in found) return found;
        const { whole } = found;
        const named = await of?.(tx, asking, whole);
        if (named && 'agreed' in named) return named;
        const home = speaker.seats.find(fits) ?? speaker.seats[0]!;
        const bodyId = named?.bodyId ?? (whole && parent ? parent.bodyOf(whole) : home.bodyId);
        const owner = named?.owner ?? speaker.person;
        const other =
          part?.once && whole ? await otherOf(frame, tx, part.once, parentName(parent!, whole), owner) : null;
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
        frame.known([row.state]);
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
        const told = tell ?? frame.puts.get(facts.row.state);
        if (told) {
          const { notices, reminders = [] } = told(facts, given);
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

  return begin;
}
