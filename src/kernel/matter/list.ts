// The list of a matter: one's own, and all of the body for those who follow it; the newest first.
import type { Field } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import { choiceField, optional } from '../fields.ts';
import { type Actor, bodiesWith, seatedIds } from '../person.ts';
import { type Register, register } from '../register.ts';
import { quoted } from '../text.ts';
import { opening, press } from '../view.ts';
import type { Frame } from './noun.ts';
import type { Row, Seated } from './row.ts';

/** Whose rows a list means; null: all. `ids`: those in which they have a part. */
type Whose = {
  owners?: readonly Seated[];
  ids?: readonly string[];
  bodyIds?: readonly string[] | null;
  /** What is about these is kept from him. */
  about?: readonly string[];
};

export type Listed<D> = Pick<Register, 'word' | 'alias' | 'means' | 'short'> & {
  columns?: Register<Row<D>, Whose>['columns'];
  /** Narrow it down beside `state`, each by what the row keeps under this name in `data`. */
  filters?: Readonly<Record<string, Field>>;
};

export function listOf<D extends object, B, E extends DomainEvent, O>(
  frame: Frame<D, B, E, O>,
  how: Listed<D>,
): Register {
  const { declared, key, words, rowOf } = frame;
  const { chapter, name, article, overseers, parts, concerns } = declared;
  const filters = how.filters ?? {};
  const unheard = [...(concerns?.unheard ?? [])];
  const kept = (by: Actor): string[] =>
    concerns ? [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].flatMap((seat) => concerns.of(seat)) : [];
  const brief = (row: Row<D>) => words(`brief.${row.state}`);
  return register<Row<D>, Whose>({
    ...(how.word && { word: how.word }),
    ...(how.alias && { alias: how.alias }),
    ...(how.means && { means: how.means }),
    ...(how.short && { short: how.short }),
    name: `${chapter}.list`,
    article,
    by: 'anyone',
    heading: key('list.mine'),
    ...(declared.of && { of: [declared.of.name] }),
    scopes: [
      {
        name: 'mine',
        label: key('list.mine'),
        whose: async (by, tx) => {
          const owners = seatedIds(by);
          return { owners, ...(parts && { ids: await parts.matters(tx, owners) }) };
        },
      },
      {
        name: 'body',
        label: key('list.body'),
        whose: (by) => {
          const bodyIds = bodiesWith(by, overseers);
          return bodyIds.length > 0 ? { bodyIds, about: kept(by) } : null;
        },
      },
    ],
    columns: [
      { name: 'code', label: key('column.code'), cell: ({ code }) => code },
      { name: 'title', label: key('column.title'), cell: ({ title }) => title },
      { name: 'state', label: key('column.state'), cell: brief },
      { name: 'at', label: key('column.at'), cell: ({ createdAt }) => createdAt },
      ...(how.columns ?? []),
    ],
    filters: {
      state: optional(
        choiceField(
          'engine:list.state',
          declared.states.map((state) => ({ value: state, label: words(`brief.${state}`) })),
        ),
      ),
      ...Object.fromEntries(Object.entries(filters).map(([named, field]) => [named, optional(field)])),
    },
    rows: async (tx, { owners, ids = [], bodyIds, about = [] }, { limit, after, before }, { state, ...narrowed }) => {
      const parent = declared.of && narrowed[declared.of.name];
      const found = await tx.matter.findMany({
        where: {
          kind: name,
          ...(state !== undefined && { state }),
          ...(parent !== undefined && { about: `${declared.of?.name}:${parent}` }),
          AND: [
            { OR: [{ about: null }, { about: { notIn: [...about] } }, { state: { notIn: unheard } }] },
            ...Object.keys(filters).flatMap((path) =>
              narrowed[path] === undefined ? [] : { data: { path: [path], equals: narrowed[path] } },
            ),
          ],
          ...(owners && {
            OR: [...owners.map(({ id: ownerId, bodyId }) => ({ ownerId, bodyId })), { id: { in: [...ids] } }],
          }),
          ...(bodyIds && { bodyId: { in: [...bodyIds] } }),
          ...(after !== undefined && { id: { lt: after } }),
          ...(before !== undefined && { id: { gt: before } }),
        },
        orderBy: { id: before === undefined ? 'desc' : 'asc' },
        take: limit,
      });
      return (before === undefined ? found : found.reverse()).map(rowOf);
    },
    whole: (bodyIds) => ({ bodyIds }),
    keyOf: (row) => row.id,
    usual: async (_tx, open) => (open.has('body') ? 'body' : 'mine'),
    line: (row) => words('list.line', { code: row.code, title: quoted(row.title), state: brief(row) }),
    open: (row) => opening(row.code, press(`${chapter}.open`, { [name]: row.id })),
  });
}
