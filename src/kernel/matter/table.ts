// A matter in the common table: found with what must be known beside its row, locked, written down.
import type { Transaction } from '../../store/transaction.ts';
import type { Asking } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import { bodiesOf } from '../person.ts';
import type { Matter } from './declared.ts';
import { parentOf } from './parent.ts';
import { evolve, type Facts, type MatterEvent, type Row } from './row.ts';

/** What has just happened as the common table keeps it. */
type Stored = Omit<Row<object>, 'data'> & { data: unknown; kind: string };

export function tableOf<D extends object, B, E extends DomainEvent, O>(declared: Matter<D, B, E, O>) {
  type F = Facts<D, B, O>;
  const { chapter, name, beside } = declared;
  const rowOf = ({ kind: _kind, data, ...stored }: Stored): Row<D> => ({ ...stored, data: data as D });

  const factsOf = async (tx: Transaction, row: Row<D>, now: Date): Promise<F> => {
    const of = (declared.of ? await parentOf(tx, declared.of, row.about) : null) as O;
    return {
      row,
      around: await declared.around(tx, row.bodyId, [row.ownerId, ...(row.data.by ? [row.data.by] : [])], now),
      beside: (await beside?.load(tx, row, now, of)) as B,
      of,
    };
  };

  /** By its id, or by its code in one of his bodies. */
  const load = async (tx: Transaction, named: string, { by, now }: Asking, lock: boolean): Promise<F | null> => {
    const found = await tx.matter.findFirst({
      where: { kind: name, OR: [{ id: named }, { code: named.toUpperCase(), bodyId: { in: bodiesOf(by) } }] },
    });
    if (!found) return null;
    if (lock) await tx.$queryRaw`select 1 from matter where id = ${found.id} for update`;
    return factsOf(tx, rowOf(lock ? await tx.matter.findUniqueOrThrow({ where: { id: found.id } }) : found), now);
  };

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
    const { state, data, files, ownerId, version, movedAt } = row;
    await tx.matter.update({
      where: { id: event.id },
      data: { state, data: data as object, files: [...files], ownerId, version, movedAt },
    });
  };

  return { rowOf, load, find, inState, apply };
}
