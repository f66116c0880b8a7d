// Kiện toàn (ID2): what is under way goes with the seat of whose it is, and so do the parts in it that seats have. What was
// said or done before stays the word and the act of whoever said or did it.
import type { Transaction } from '../../store/transaction.ts';
import type { World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import type { Handed, Heirs } from '../heirs.ts';
import { opening } from '../view.ts';
import type { Frame } from './noun.ts';
import type { Facts, Moved, Passed } from './row.ts';

/** A list of persons with their heirs in their places, nobody twice. */
export const inherited = (people: readonly string[], heirs: Heirs): string[] => [
  ...new Set(people.map((id) => heirs.of(id)?.to.person.id ?? id)),
];

/** Of what was there, that which is another now. */
const changedIn = <D extends object>(data: D, set: Partial<D>): Partial<D> =>
  Object.fromEntries(
    Object.entries(set).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(data[name as keyof D])),
  ) as Partial<D>;

export function passingOf<D extends object, B, E extends DomainEvent, O>(frame: Frame<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { declared, noun, line, armed, settled, matterOf, opens } = frame;
  const { chapter, name, passes, parts } = declared;

  /** All that is under way in the body, locked. */
  const underWay = async (tx: Transaction, bodyId: string, now: Date): Promise<F[]> => {
    const where = { kind: name, bodyId, state: { in: [...passes.in] } };
    const ids = (await tx.matter.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);
    if (ids.length === 0) return [];
    await tx.$queryRaw`select id from matter where id = any(${ids}) order by id for update`;
    const found: F[] = [];
    for (const id of ids) {
      const facts = await frame.find(tx, id, now);
      if (facts && passes.in.includes(facts.row.state) && passes.still?.(facts) !== false) found.push(facts);
    }
    return found;
  };

  /** Those it is of or who have a part in it, as far as they may know. */
  const having = (facts: F): string[] => [facts.row.ownerId, ...(parts?.of(facts) ?? [])];

  function handed(before: F, heirs: Heirs, world: World): Handed {
    const { row } = before;
    const heir = heirs.of(row.ownerId);
    const set = changedIn(row.data as D, passes.parts?.(row.data, heirs, before) ?? {});
    const also = passes.also?.(before, heirs) ?? [];
    const at = world.now.toISOString();
    const passed: Passed[] = heir ? [...(row.data.passed ?? []), { from: heir.from.fullName, at }] : [];
    const moved: Moved<D> = {
      ...{ type: `${chapter}.moved`, what: 'moved', id: row.id, from: row.state, to: row.state, asks: false },
      ...{ at: world.now, by: '', set: { ...set, ...(heir && { passed }) } as Moved<D>['set'] },
      ...(heir && { owner: heir.to.person.id }),
    };
    const events = [...(heir || Object.keys(set).length > 0 ? [moved] : []), ...also];
    if (events.length === 0) return { events, reminders: [], to: new Map() };
    const after = noun.evolve(before, events);
    const had = having(before);
    const came = having(after).filter((person) => !had.includes(person));
    const open = opening(row.code, opens(after));
    return {
      events,
      reminders: [
        ...armed(after, world),
        ...settled(before, after, world),
        ...(passes.reminders?.(after, world) ?? []),
      ].filter(({ matter }) => matter === matterOf(row)),
      to: new Map(came.map((person) => [person, { line: line(after), open }])),
    };
  }

  return {
    states: passes.in,
    ...(declared.concerns && { unheard: declared.concerns.unheard }),
    load: (tx: Transaction, bodyId: string, now: Date): Promise<readonly unknown[]> => underWay(tx, bodyId, now),
    due: (facts: unknown, heirs: Heirs, world: World): Handed => handed(facts as F, heirs, world),
  };
}
