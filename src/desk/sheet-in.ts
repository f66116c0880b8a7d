// A sheet of a register that comes back (AD11): each value that is another now is an act with its row, each new row one; a row
// that somebody changed after the sheet was taken is not overwritten.
import { createHash } from 'node:crypto';
import { readSheets } from '../documents/read-sheet.ts';
import { isDay, type Plain, plain } from '../documents/register-sheet.ts';
import { mayEver } from '../engine/permission.ts';
import type { Args, Asking, Command } from '../kernel/command.ts';
import { foldedEquals, nfc } from '../kernel/fold.ts';
import type { Actor } from '../kernel/person.ts';
import { ownItems, type Register, type Takes } from '../kernel/register.ts';
import { plainText, said, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Doing } from './acting.ts';
import type { Given } from './filling.ts';
import type { Reader } from './words.ts';

/** A line of a sheet: its number there, and what stands in which column; under `mark` how the row was when it was taken. */
type SheetLine = { line: number; cells: ReadonlyMap<string, string> };

/** What a line would change; `from`: what stands there now, null in a new row. */
export type Change = Doing & { line: number; name: string; column: string; from: string | null; to: string };
export type Wrong = { line: number; name: string; because: Text };
export type Meant = {
  lines: readonly SheetLine[];
  changes: readonly Change[];
  wrong: readonly Wrong[];
  /** Lines in which nothing is other than it is. */
  same: number;
};

const mark = 'mark';
/** Values that are another, at once. */
const MOST_CHANGES = 200;

/** Who may begin such rows may send them as a sheet; what it changes is permitted act by act. */
export const maySend = ({ registry }: Pick<Reader, 'registry'>, by: Actor, { takes }: Register): boolean =>
  takes !== undefined && mayEver(by, registry.commands.get(takes.adds.act)!);

/** As it stands in a cell, whoever wrote it. */
const clean = (words: string): string => nfc(words).replace(/\s+/g, ' ').trim();

function wordsOf(cell: Plain): string {
  if (cell === null) return '';
  if (isDay(cell)) return vietnamese(cell.day);
  return clean(cell instanceof Date ? cell.toISOString() : String(cell));
}

/** 31/12/2026, of 2026-12-31. */
const vietnamese = (day: string): string => day.slice(0, 10).split('-').reverse().join('/');

const isPassing = ({ takes }: Register, column: string): boolean => takes?.passing.includes(column) ?? false;

/** Another as soon as the row says something else in any column but those that tell of today. */
export function markOf(one: Register, cells: readonly Plain[]): string {
  const lasting = cells.filter((_, nth) => !isPassing(one, one.columns[nth]!.name)).map(wordsOf);
  return createHash('sha256').update(JSON.stringify(lasting)).digest('base64url').slice(0, 12);
}

type Lines = { lines: SheetLine[] } | { problem: Text };

/** The lines below the names of the columns. */
export async function linesIn({ say }: Reader, one: Register, file: { bytes: Buffer }): Promise<Lines> {
  const rows = await readSheets(file.bytes).catch(() => null);
  if (!rows) return { problem: text('desk:sheet.not-a-sheet') };
  const named = [
    ...one.columns.map(({ name, label }) => ({ name, label: say(plainText(label)) })),
    { name: mark, label: say(text('desk:sheet.mark')) },
  ];
  const namesIn = (cells: readonly string[]): (string | undefined)[] =>
    cells.map((cell) => named.find(({ label }) => foldedEquals(clean(cell), label))?.name);
  const head = rows.findIndex(({ cells }) => {
    const names = namesIn(cells);
    return names.includes(one.takes!.key) && names.includes(mark);
  });
  if (head < 0) {
    const key = one.columns.find(({ name }) => name === one.takes!.key)!;
    return { problem: text('desk:sheet.no-head', { key: plainText(key.label), mark: plainText('desk:sheet.mark') }) };
  }
  const names = namesIn(rows[head]!.cells);
  const lines = rows.slice(head + 1).map(({ line, cells, dates }) => ({
    line,
    cells: new Map(
      names.flatMap((name, nth): [string, string][] =>
        name === undefined ? [] : [[name, dates?.has(nth) ? vietnamese(cells[nth]!) : clean(cells[nth] ?? '')]],
      ),
    ),
  }));
  return { lines: lines.filter(({ cells }) => [...cells].some(([name, words]) => name !== mark && words !== '')) };
}

/** What the page that showed the changes sends back. */
export const linesKept = (sent: URLSearchParams): Lines => ({
  lines: sent.getAll('dong').map((words) => {
    const { '': line, ...cells } = Object.fromEntries(new URLSearchParams(words));
    return {
      line: Number(line) || 0,
      cells: new Map(Object.entries(cells).map(([name, value]) => [name, clean(value)])),
    };
  }),
});

/** As the page carries it. */
export const keptOf = ({ line, cells }: SheetLine): string =>
  String(new URLSearchParams([['', String(line)], ...cells]));

type Standing = { item: unknown; cells: ReadonlyMap<string, string>; mark: string };

/** Every row he may see, by its key. */
async function standingIn(tx: Transaction, { say }: Reader, one: Register, asking: Asking) {
  const found = new Map<string, Standing>();
  for await (const item of ownItems(tx, one, asking)) {
    const cells = one.columns.map(({ cell }) => plain(say, cell(item, asking)));
    const words = new Map(one.columns.map(({ name }, nth) => [name, wordsOf(cells[nth]!)]));
    found.set(words.get(one.takes!.key)!.toLocaleUpperCase(), { item, cells: words, mark: markOf(one, cells) });
  }
  return found;
}

/** What the lines mean, held against what stands there at this moment. */
export async function changesIn(
  tx: Transaction,
  reader: Reader,
  one: Register,
  lines: readonly SheetLine[],
  because: string,
  asking: (args: Args) => Asking,
): Promise<Meant> {
  const takes = one.takes!;
  const everything = Object.fromEntries(Object.keys(one.usually ?? {}).map((name) => [name, 'all']));
  const standing = await standingIn(tx, reader, one, asking({ scope: one.scopes.at(-1)!.name, ...everything }));
  const meaning = new Meaning(reader, one, takes, because);
  for (const line of lines) meaning.take(line, standing);
  return meaning.meant();
}

class Meaning {
  readonly #reader: Reader;
  readonly #one: Register;
  readonly #takes: Takes;
  readonly #because: string;
  readonly #changes: Change[] = [];
  readonly #wrong: Wrong[] = [];
  readonly #kept: SheetLine[] = [];
  readonly #seen = new Set<string>();
  #same = 0;

  constructor(reader: Reader, one: Register, takes: Takes, because: string) {
    this.#reader = reader;
    this.#one = one;
    this.#takes = takes;
    this.#because = because;
  }

  meant(): Meant {
    const tooMany = { line: 0, name: '', because: text('desk:sheet.too-many', { count: MOST_CHANGES }) };
    const wrong = this.#changes.length > MOST_CHANGES ? [...this.#wrong, tooMany] : this.#wrong;
    return { lines: this.#kept, changes: this.#changes, wrong, same: this.#same };
  }

  take(one: SheetLine, standing: ReadonlyMap<string, Standing>): void {
    const key = (one.cells.get(this.#takes.key) ?? '').toLocaleUpperCase();
    if (key === '') {
      this.#add(one);
      return;
    }
    const row = standing.get(key);
    if (!row || this.#seen.has(key)) {
      this.#refuse(one, text(row ? 'desk:sheet.twice' : 'desk:sheet.unknown', { key: said(key) }));
      return;
    }
    this.#seen.add(key);
    const other = [...one.cells].filter(
      ([name, words]) => name !== mark && !isPassing(this.#one, name) && row.cells.get(name) !== words,
    );
    const args = this.#takes.args(row.item);
    if (other.length === 0) this.#same += 1;
    else if (one.cells.get(mark) !== row.mark) this.#refuse(one, text('desk:sheet.stale', { key: said(key) }));
    else if (args === null) this.#refuse(one, text('desk:sheet.closed', { key: said(key) }));
    else {
      for (const [name, words] of other) this.#change(one, row, args, name, words);
      this.#keep(one, [this.#takes.key, mark, ...other.map(([name]) => name)]);
    }
  }

  #change(one: SheetLine, row: Standing, args: Given['pressed'], name: string, words: string): void {
    const column = this.#label(name);
    const change = this.#takes.changes[name];
    if (!change || words === '') {
      this.#refuse(one, text(change ? 'desk:sheet.empty' : 'desk:sheet.not-taken', { column: said(column) }));
      return;
    }
    const doing = this.#doing(change.act, args, { [change.field]: words });
    const key = row.cells.get(this.#takes.key) ?? '';
    this.#changes.push({ ...doing, line: one.line, name: key, column, from: row.cells.get(name) ?? '', to: words });
  }

  #refuse({ line, cells }: SheetLine, because: Text): void {
    this.#wrong.push({ line, name: cells.get(this.#takes.key) ?? '', because });
  }

  /** Of a line no more than says what it changes. */
  #keep({ line, cells }: SheetLine, names: readonly string[]): void {
    this.#kept.push({ line, cells: new Map([...cells].filter(([name]) => names.includes(name))) });
  }

  #add(one: SheetLine): void {
    const { act, fields } = this.#takes.adds;
    const typed = Object.fromEntries(
      Object.entries(fields).flatMap(([column, field]) => {
        const words = one.cells.get(column) ?? '';
        return words === '' ? [] : [[field, words]];
      }),
    );
    const column = this.#reader.say(text('desk:sheet.new'));
    const to = Object.keys(fields)
      .flatMap((name) => one.cells.get(name) || [])
      .join(' · ');
    this.#changes.push({ ...this.#doing(act, {}, typed), line: one.line, name: '', column, from: null, to });
    this.#keep(one, Object.keys(fields));
  }

  #label(name: string): string {
    const column = this.#one.columns.find((one) => one.name === name);
    return column ? this.#reader.say(plainText(column.label)) : name;
  }

  /** The reason is one for all of them. */
  #doing(act: string, pressed: Given['pressed'], typed: Given['typed']): Doing {
    const command: Command = this.#reader.registry.commands.get(act)!;
    const names = Object.keys(command.fields ?? {});
    const reason = names.includes('reason') ? { reason: this.#because } : {};
    return { command, given: { pressed, typed: { ...typed, ...reason }, asked: new Set(names) } };
  }
}
