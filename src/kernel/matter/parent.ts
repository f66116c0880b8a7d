// What a matter is a part of: minutes, speeches and conclusions are of a meeting. Its noun says once how one is found, who
// leads it and who was asked to it.
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Chapter } from '../chapter.ts';
import type { Register } from '../register.ts';
import type { Text } from '../text.ts';
import { type Press, press } from '../view.ts';
import { type Around, inPlaceOf, type Seated } from './row.ts';

export type Parent<O> = {
  /** Its kind, and the argument that names one: `meeting`. */
  name: string;
  /** By its id; null: there is none. Locked where only one part of it may be begun. */
  load(tx: Transaction, id: string, lock: boolean): Promise<O | null>;
  idOf(of: O): string;
  bodyOf(of: O): string;
  stateOf(of: O): string;
  /** Which one, as a line on the cards of its parts. */
  line(of: O): Text;
  /** Who leads it, and the seats from which somebody does: in his place decides whoever leads the body (Điều 4). */
  leaderOf(of: O): string;
  leaders: readonly Role[];
  /** Who was asked to it, himself or in somebody's place. */
  invitedTo(of: O): readonly string[];
  /** Matters of a kind, in these states, that are parts of one to which one of these people was asked, each in his body. */
  involving(tx: Transaction, kind: string, states: readonly string[], people: readonly Seated[]): Promise<string[]>;
};

export const parentName = <O>(parent: Parent<O>, of: O): string => `${parent.name}:${parent.idOf(of)}`;

/** The one that a row's `about` names; null where it names none. */
export async function parentOf<O>(tx: Transaction, parent: Parent<O>, about: string | null): Promise<O | null> {
  if (!about?.startsWith(`${parent.name}:`)) return null;
  const found = await parent.load(tx, about.slice(parent.name.length + 1), false);
  if (!found) throw new Error(`a part of what is not there: ${about}`);
  return found;
}

/** Who leads what it is a part of, or in his place whoever leads the body now. */
export const leadsParent =
  <O>(parent: Parent<O>) =>
  (facts: { around: Around; of: O }): string | null =>
    inPlaceOf(facts, parent.leaderOf(facts.of), parent.leaders);

/** In some states who leads what it is of has a part in it, in others everybody who was asked to that. */
export const partsOf = <O>(
  parent: Parent<O>,
  kind: string,
  { leader, invited }: { leader: readonly string[]; invited: readonly string[] },
) => ({
  of: (facts: { row: { state: string }; around: Around; of: O }): readonly string[] => [
    ...(leader.includes(facts.row.state) ? [leadsParent(parent)(facts) ?? []].flat() : []),
    ...(invited.includes(facts.row.state) ? parent.invitedTo(facts.of) : []),
  ],
  matters: (tx: Transaction, people: readonly Seated[]): Promise<string[]> =>
    invited.length === 0 ? Promise.resolve([]) : parent.involving(tx, kind, invited, people),
});

/** All that chapters have on record of one matter of this kind: the looks at it, and the lists of its parts. */
export const partsKnown = (
  chapters: readonly Pick<Chapter, 'looks' | 'registers'>[],
  noun: string,
): { looks: readonly string[]; registers: readonly Register[] } => ({
  looks: chapters.flatMap(({ looks }) => looks?.[noun] ?? []),
  registers: chapters.flatMap(({ registers = [] }) => registers.filter(({ of }) => of?.includes(noun))),
});

/** How far a part is: done, else the way to go on with it, or to begin it. */
export type Progress = { done: boolean; begun: boolean; opens: Press };

/** Of each of these parents, by its id: the newest part of a kind counts that was not dropped. */
export const progressOf =
  (parent: string, chapter: string, kind: string, how: { done: string; dropped: string; begins: string }) =>
  async (tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Progress>> => {
    const about = { in: ids.map((id) => `${parent}:${id}`) };
    const where = { kind, about, state: { not: how.dropped } };
    const rows = await tx.matter.findMany({ where, orderBy: { createdAt: 'asc' } });
    const newest = new Map(rows.map((row) => [row.about, row]));
    const progress = (id: string): Progress => {
      const row = newest.get(`${parent}:${id}`);
      if (!row) return { done: false, begun: false, opens: press(how.begins, { [parent]: id }) };
      return { done: row.state === how.done, begun: true, opens: press(`${chapter}.open`, { [kind]: row.id }) };
    };
    return new Map(ids.map((id) => [id, progress(id)]));
  };
