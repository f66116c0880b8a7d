// Compiles registers: one declaration gives the page in chat, and rows by column for the desk, the sheet and the command line.
import type { ArticleId } from '../regulation/articles.ts';
import type { Role } from '../regulation/roles.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Args, type Asking, type Command, command, type Field, type World } from './command.ts';
import { hidden, particular } from './fields.ts';
import type { Meant } from './meant.ts';
import { type Actor, bodiesWith } from './person.ts';
import { type DayValue, plainText, type Text, type TextKey, text } from './text.ts';
import { type Choice, choice, press, type View } from './view.ts';

/** Whose rows: a person's own, his agency's, all of the bodies he follows. Closed to whom it gives null. */
export type Scope<W> = {
  name: string;
  label: TextKey;
  /** As people type it. */
  words?: readonly string[];
  /** Which rows it means for this person; null: he has no right to it, or nothing in it. */
  whose(by: Actor, tx: Transaction): W | null | Promise<W | null>;
};

/** All rows of the bodies in which somebody holds one of these roles. */
export const inBodiesOf = (roles: readonly Role[], label: TextKey): Scope<readonly string[]> => ({
  name: 'body',
  label,
  whose: (by) => {
    const bodyIds = bodiesWith(by, roles);
    return bodyIds.length > 0 ? bodyIds : null;
  },
});

/** What a row says in one column; the same for a table, a sheet and JSON. */
export type Cell = string | number | boolean | Date | DayValue | null | Text;

/** How something stands, at a glance: beside its words, never in their place. */
export type Look = 'good' | 'late' | 'soon' | 'waits' | 'open';

export type Column<R> = {
  name: string;
  label: TextKey;
  cell(row: R, world: World): Cell;
  look?(row: R, world: World): Look | null;
  /** What stood there at first, beside it where it is another now. */
  was?(row: R, world: World): Cell;
  /** In sheets alone: on a page another column says it. */
  sheetOnly?: true;
};

/** A stretch of the register in its order; `after` and `before` are keys of rows, one of them at most. */
export type Stretch = { limit: number; after?: string; before?: string };

/** A command with some of its arguments, the same for every ticked row. */
export type Picked = { act: string; label: TextKey; args: Readonly<Record<string, string>> };

/** A sheet of a register that comes back (AD11): each value that is another now is an act, each new row one. */
export type Takes<R = unknown> = {
  /** The column by which a row is known; where it is empty the row is new. */
  key: string;
  /** What another value in a column means: an act, and which of its fields it answers. */
  changes: Readonly<Record<string, { act: string; field: string }>>;
  /** What a new row means: which field each column answers. */
  adds: { act: string; fields: Readonly<Record<string, string>> };
  /** By what an act knows the row; null: nothing of it is changed any more. */
  args(row: R): Readonly<Record<string, string>> | null;
  /** Columns that say how it stands today: in an older sheet they mean nothing. */
  passing: readonly string[];
};

/** Cells that are filled in where they stand: each that says something else is an act with its row, all of them or none. */
type Enters<R = unknown> = {
  /** By column: the act, and what stands in its boxes now, by the fields they answer; null: nothing is entered here. */
  columns: Readonly<
    Record<
      string,
      {
        act: string;
        values(row: R): Readonly<Record<string, string>> | null;
        /** The boxes say all that the cell does: they stand in its place. */
        instead?: true;
      }
    >
  >;
  /** By what an act knows the row. */
  args(row: R): Readonly<Record<string, string>>;
};

export type Register<R = unknown, W = unknown> = {
  /** `<chapter>.<what>`: the name of its command. */
  name: string;
  word?: string;
  alias?: readonly string[];
  /** As a command's. */
  daily?: true;
  discloses?: true;
  means?: readonly Meant[];
  article: ArticleId;
  by: readonly Role[] | 'anyone';
  heading: TextKey;
  /** Its name where there is little room for one. */
  short?: TextKey;
  scopes: readonly Scope<W>[];
  columns: readonly Column<R>[];
  /** Narrows it down; what is typed or chosen here goes to `rows`. */
  filters?: Readonly<Record<string, Field>>;
  /**
   * Matters of whose parts it can be the list: each is an argument of its own (`meeting`), the id of one, that goes to
   * `rows` with the filters. Never asked for: it comes with a button, or from the page of that matter.
   */
  of?: readonly string[];
  /** What a filter means while nothing is said of it, as on a page of what is still open; `whole` is never narrowed down. */
  usually?: Readonly<Record<string, string>>;
  /** It tells of matters of every kind: which one comes to `rows` as the argument `matter`, by its name (`meeting:<id>`). */
  ofAny?: true;
  /** It says nothing but on the page of such a matter. */
  within?: true;
  /** What it says better: looks that have no place in the menu beside it, and are still found by the search. */
  replaces?: readonly string[];
  /** How many rows stand how by a filter, each figure the way to exactly those rows. */
  tally?: { filter: string } & (
    | { of(row: R): string | null }
    /** Counted by the database, by each value of the filter; the other filters narrow it down. */
    | { counts(tx: Transaction, whose: W, filters: Args, world: World): Promise<ReadonlyMap<string, number>> }
  );
  /** What may be done with ticked rows, with each as if by itself: commands, and the arguments a row brings them. */
  picks?: { acts: readonly (string | Picked)[]; args(row: R): Readonly<Record<string, string>> | null };
  takes?: Takes<R>;
  enters?: Enters<R>;
  /** On paper: these of its columns, in which what is still open is left empty, and empty ones to be filled in by hand. */
  print?: { columns: readonly string[]; blank: readonly TextKey[] };
  /** In the register's order; by keyset, so that a page costs the same wherever it lies. `limit` rows at the most. */
  rows(tx: Transaction, whose: W, stretch: Stretch, filters: Args, world: World): Promise<readonly R[]>;
  /** All rows of these bodies, for whoever runs the installation; null: of all bodies. */
  whole(bodyIds: readonly string[] | null): W;
  /** Where a row stands in the order; fits into a button. */
  keyOf(row: R): string;
  /** The figures above the rows. */
  figures?(tx: Transaction, whose: W, world: World): Promise<readonly Text[]>;
  line(row: R, world: World): Text;
  open(row: R): Choice | null;
  /** The scope meant when none is named; left out: the first that is open. */
  usual?(tx: Transaction, open: ReadonlyMap<string, W>, world: World): Promise<string>;
};

/** In place of `rows`: all of them in their order, where they are few enough to be read at once. */
type Few<R, W> = Omit<Register<R, W>, 'rows'> & {
  few(tx: Transaction, whose: W, filters: Args, world: World): Promise<readonly R[]>;
};

/** Declares a register; a stretch of few rows is cut out of them here. */
export function register<R, W>(declared: Register<R, W> | Few<R, W>): Register {
  if (!('few' in declared)) return declared as unknown as Register;
  const { few, ...one } = declared;
  const rows: Register<R, W>['rows'] = async (tx, whose, { limit, after, before }, filters, world) => {
    const all = await few(tx, whose, filters, world);
    const at = all.findIndex((row) => one.keyOf(row) === (after ?? before));
    if (before !== undefined) return all.slice(Math.max(0, at - limit), Math.max(0, at));
    return all.slice(at + 1, at + 1 + limit);
  };
  return { ...one, rows } as unknown as Register;
}

const pageSize = 5;

/** A page of a register: which scope, which others are open, its rows and whether there are more. */
export type Page = {
  scope: string;
  open: readonly string[];
  rows: readonly unknown[];
  earlier: boolean;
  later: boolean;
  head: readonly Text[];
};

async function openScopes(tx: Transaction, { scopes }: Register, by: Actor): Promise<Map<string, unknown>> {
  const open = new Map<string, unknown>();
  for (const { name, whose } of scopes) {
    const rows = await whose(by, tx);
    if (rows !== null) open.set(name, rows);
  }
  return open;
}

/** Which scope the arguments mean, of those that are open. */
async function scopeOf(tx: Transaction, one: Register, open: ReadonlyMap<string, unknown>, asking: Asking) {
  const { args } = asking;
  if (args.scope !== undefined && open.has(args.scope)) return args.scope;
  // The parts of one matter are shown as far as he may see them: the widest scope stands last.
  const usual = isOfOne(one, args) ? [...open.keys()].at(-1) : await one.usual?.(tx, open, asking);
  return usual !== undefined && open.has(usual) ? usual : [...open.keys()][0];
}

/** How many rows stand how, where the database counts them; the filter itself narrows nothing down. */
export async function countsOf(
  tx: Transaction,
  one: Register,
  asking: Asking,
): Promise<ReadonlyMap<string, number> | null> {
  const { tally } = one;
  if (!tally || !('counts' in tally)) return null;
  const open = await openScopes(tx, one, asking.by);
  const scope = await scopeOf(tx, one, open, asking);
  if (scope === undefined) return null;
  const { [tally.filter]: _one, ...others } = narrowedBy(one, asking.args);
  return tally.counts(tx, open.get(scope), others, asking);
}

/** The page its arguments name: `scope`, `after` or `before`, and its filters. */
export async function pageOf(tx: Transaction, one: Register, asking: Asking, size = pageSize): Promise<Page> {
  const { args } = asking;
  const open = await openScopes(tx, one, asking.by);
  const scope = await scopeOf(tx, one, open, asking);
  const nothing = { scope: scope ?? '', open: [...open.keys()], rows: [], earlier: false, later: false, head: [] };
  if (scope === undefined) return nothing;
  const whose = open.get(scope);
  const back = args.before !== undefined;
  const from = back ? { before: args.before! } : args.after !== undefined ? { after: args.after } : {};
  const found = await one.rows(tx, whose, { limit: size + 1, ...from }, narrowedBy(one, args), asking);
  const more = found.length > size;
  const rows = back ? found.slice(more ? 1 : 0) : found.slice(0, size);
  const head = (await one.figures?.(tx, whose, asking)) ?? [];
  return { ...nothing, scope, rows, head, earlier: back ? more : args.after !== undefined, later: back || more };
}

const isOfOne = ({ of = [] }: Register, args: Args): boolean => of.some((noun) => args[noun] !== undefined);

/** What narrows it down: what is typed or chosen, and of the parts of one matter nothing is left out by custom. */
const narrowedBy = (one: Register, args: Args): Args => (isOfOne(one, args) ? args : { ...one.usually, ...args });

/** What narrows a register down, of the arguments of its page. */
const filtersIn = ({ filters = {}, of = [] }: Register, args: Args): Record<string, string> =>
  Object.fromEntries([...of, ...Object.keys(filters)].flatMap((name) => (args[name] ? [[name, args[name]]] : [])));

function pageView(one: Register, { scope, open, rows, earlier, later, head }: Page, asking: Asking): View {
  const world: World = asking;
  const turn = (label: 'next' | 'previous', args: Record<string, string>): Choice =>
    choice(text(`engine:list.${label}`), press(one.name, { scope, ...filtersIn(one, asking.args), ...args }));
  const [first, last] = [rows[0], rows.at(-1)];
  const named = one.scopes.find(({ name }) => name === scope);
  return {
    heading: plainText(named?.label ?? one.heading),
    lines: [...head, ...(rows.length === 0 ? [text('engine:list.none')] : rows.map((row) => one.line(row, world)))],
    choices: [
      ...rows.flatMap((row) => one.open(row) ?? []),
      ...(later && last !== undefined ? [turn('next', { after: one.keyOf(last) })] : []),
      ...(earlier && first !== undefined ? [turn('previous', { before: one.keyOf(first) })] : []),
      ...one.scopes
        .filter(({ name }) => name !== scope && open.includes(name))
        .map(({ name, label }) => choice(plainText(label), press(one.name, { scope: name }))),
    ],
  };
}

/** One matter whose parts are meant: it gives no right and takes none, whose rows there are is the scope's to say. */
const narrowing: Field = { ...particular, matter: async () => ({ bodyId: null }) };

/** The register's page in chat: one scope, a few rows, the way on and back, the other scopes. */
export const listing = (one: Register): Command =>
  command<Args, Page, never>({
    name: one.name,
    ...(one.word && { word: one.word }),
    ...(one.alias && { alias: one.alias }),
    ...(one.daily && { daily: true }),
    ...(one.discloses && { discloses: true }),
    ...(one.means && { means: one.means }),
    article: one.article,
    allowed: one.by,
    fields: {
      scope: {
        ask: one.heading,
        optional: true,
        options: async (tx, { by }) => {
          const open = await openScopes(tx, one, by);
          return one.scopes
            .filter(({ name }) => open.has(name))
            .map(({ name, label, words = [] }) => ({ value: name, label: plainText(label), words }));
        },
      },
      ...one.filters,
      ...Object.fromEntries((one.of ?? []).map((noun) => [noun, narrowing])),
      after: hidden,
      before: hidden,
    },
    gather: async (tx, asking) => ({ bodyId: null, facts: await pageOf(tx, one, asking) }),
    show: (page, act) => pageView(one, page, act),
  });

/** Every row of these bodies as its columns say it, for a sheet or JSON; `limit` rows are read at once. */
export const everyRow = (
  tx: Transaction,
  one: Register,
  bodyIds: readonly string[] | null,
  world: World,
  limit = 500,
): AsyncGenerator<Record<string, Cell>> =>
  mapped(itemsOf(tx, one, { whose: one.whole(bodyIds), filters: {} }, world, limit), (row) => cellsOf(one, row, world));

async function* mapped<T, U>(all: AsyncIterable<T>, of: (one: T) => U): AsyncGenerator<U> {
  for await (const one of all) yield of(one);
}

/** Every row of the scope its arguments name, as far as this person may see; none where none is open to him. */
export async function* ownRows(
  tx: Transaction,
  one: Register,
  asking: Asking,
  limit = 500,
): AsyncGenerator<Record<string, Cell>> {
  yield* mapped(ownItems(tx, one, asking, limit), (row) => cellsOf(one, row, asking));
}

const cellsOf = ({ columns }: Register, row: unknown, world: World): Record<string, Cell> =>
  Object.fromEntries(columns.map(({ name, cell }) => [name, cell(row, world)]));

/** The same as they are, not as its columns say them. */
export async function* ownItems(tx: Transaction, one: Register, asking: Asking, limit = 500): AsyncGenerator<unknown> {
  const open = await openScopes(tx, one, asking.by);
  const { scope } = await pageOf(tx, one, asking, 0);
  if (open.has(scope))
    yield* itemsOf(tx, one, { whose: open.get(scope), filters: narrowedBy(one, asking.args) }, asking, limit);
}

async function* itemsOf(
  tx: Transaction,
  one: Register,
  { whose, filters }: { whose: unknown; filters: Args },
  world: World,
  limit: number,
): AsyncGenerator<unknown> {
  for (let after: string | undefined; ; ) {
    const rows = await one.rows(tx, whose, { limit, ...(after !== undefined && { after }) }, filters, world);
    yield* rows;
    if (rows.length < limit) return;
    after = one.keyOf(rows.at(-1));
  }
}
