// A register as a table: its scopes, filters kept in the address, pages by keyset, and the same rows as a sheet.
import { html } from 'hono/html';
import { namedBy } from '../bot/matters.ts';
import { optionsOf, understandAnswer } from '../bot/questions.ts';
import { type Plain, plain, registerSheet } from '../documents/register-sheet.ts';
import { mayEver, permissionFor } from '../engine/permission.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Args, Asking, Command, Option } from '../kernel/command.ts';
import {
  type Cell,
  countsOf,
  ownItems,
  type Picked,
  pageOf,
  type Register,
  type Page as RegisterPage,
} from '../kernel/register.ts';
import { plainText, text } from '../kernel/text.ts';
import { noteDisclosed } from '../store/access.ts';
import type { Transaction } from '../store/transaction.ts';
import { nothing } from './cards.ts';
import { type Boxes, boxesOf, cellBoxes, enterForm, type Kept } from './entering.ts';
import { pageHead } from './heads.ts';
import type { Page } from './page.ts';
import { pageName, roomOfCommand } from './rooms.ts';
import { markOf, maySend } from './sheet-in.ts';
import {
  atMoment,
  chosen,
  enterPath,
  glance,
  hiddenInputs,
  listPath,
  lookedAt,
  type Markup,
  manyPath,
  printPath,
  type Reader,
  sheetPath,
  signature,
} from './words.ts';

const pageSize = 50;

type Filter = { name: string; label: string; options: readonly Option[]; value: string };

/** `tally`: how many rows stand how, where the register counts them. */
export type Listed = {
  page: RegisterPage;
  filters: readonly Filter[];
  args: Args;
  tally: ReadonlyMap<string, number> | null;
  /** Every row of the page is ticked. */
  ticked: boolean;
  /** What may be entered in its cells, and what was typed there and not written. */
  boxes: Boxes;
  kept: Kept;
};

/** Where a table stands: its own page, or one that shows it among others, by what is fixed in its address. */
export type Place = { path: string; fixed: Readonly<Record<string, string>> };

/** A command as a button of ticked rows names it, with what it brings to each of them. */
const pickValue = (pick: string | Picked): string =>
  typeof pick === 'string' ? pick : `${pick.act}?${new URLSearchParams(pick.args)}`;

/** More rows than these are not counted. */
const MOST_COUNTED = 500;

/** The arguments by which it is the list of the parts of one matter. */
const parentsOf = ({ of = [], ofAny }: Register): string[] => [...of, ...(ofAny ? ['matter'] : [])];

/** Those of this matter; null where it is no list of its parts. */
export function partsOf({ of = [], ofAny }: Register, noun: string, id: string): Record<string, string> | null {
  if (of.includes(noun)) return { [noun]: id };
  return ofAny ? { matter: `${noun}:${id}` } : null;
}

/** What the address says, as far as the register and its filters understand it. */
async function argsIn(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
) {
  const command = reader.registry.commands.get(one.name)!;
  const args: Record<string, string> = {};
  for (const name of ['scope', 'after', 'before', ...parentsOf(one)]) {
    const value = sent.get(name);
    if (value && /^[\w:.-]{1,64}$/.test(value)) args[name] = value;
  }
  const filters: Filter[] = [];
  for (const [name, field] of Object.entries(one.filters ?? {})) {
    const value = sent.get(name) ?? '';
    const permission = await permissionFor(tx, command, asking(args));
    const options = 'barred' in permission ? [] : await optionsOf(tx, permission.asking, field);
    const label = (option: Option): string => reader.say(option.label);
    const chosen = options.find((option) => option.value === value)?.value;
    const read =
      value === '' ? null : understandAnswer(field, options, { text: value, files: [] }, asking(args), label);
    const meant = chosen ?? (read && 'value' in read ? read.value : undefined);
    if (meant !== undefined) args[name] = meant;
    filters.push({
      name,
      label: reader.say(plainText(field.ask!)),
      options,
      value: meant ?? one.usually?.[name] ?? '',
    });
  }
  return { args, filters };
}

/** SC10: who is shown a list of what is kept about people, on a page or as a sheet. */
const disclosed = async (tx: Transaction, { name, discloses }: Register, asking: (args: Args) => Asking) => {
  const { by, now } = asking({});
  const at = { now, by: { ...by, account: { channel: 'desk' } } };
  if (discloses) await noteDisclosed(tx, name, by.seats[0]?.bodyId ?? null, at);
};

export async function readList(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<Listed> {
  const { args, filters } = await argsIn(tx, reader, one, sent, asking);
  await disclosed(tx, one, asking);
  const boxes = await boxesOf(tx, reader, one, asking(args));
  const counts = await counted(tx, one, args, asking);
  return { ...counts, filters, args, ticked: sent.get('chon') === '1', boxes, kept: new Map() };
}

/** A page with its figures, of which each opens its list: they say more than a sentence does. What is not narrowed down is read once for both. */
async function counted(
  tx: Transaction,
  { tally, ...one }: Register,
  args: Record<string, string>,
  asking: (args: Args) => Asking,
): Promise<Pick<Listed, 'page' | 'tally'>> {
  if (!tally) return { page: await pageOf(tx, one, asking(args), pageSize), tally: null };
  const { figures: _sentence, ...bare } = one;
  const read = (some: Args, size: number) => pageOf(tx, bare, asking(some), size);
  if ('counts' in tally) {
    return { page: await read(args, pageSize), tally: await countsOf(tx, { ...one, tally }, asking(args)) };
  }
  const { [tally.filter]: narrowed, after, before, ...others } = args;
  const all = await read(others, MOST_COUNTED);
  const isFirst = narrowed === undefined && after === undefined && before === undefined;
  const { rows } = all;
  const first = { ...all, rows: rows.slice(0, pageSize), later: all.later || rows.length > pageSize };
  const page = isFirst ? first : await read(args, pageSize);
  return { page, tally: all.later ? null : talliedBy(tally.of, rows) };
}

function talliedBy(of: (row: unknown) => string | null, rows: readonly unknown[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([['', rows.length]]);
  for (const row of rows) {
    const how = of(row);
    if (how !== null) counts.set(how, (counts.get(how) ?? 0) + 1);
  }
  return counts;
}

/** All rows of the scope and the filters, not of the page alone; packed once the transaction is over, which it would hold up. */
export async function sheetOf(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<{ rows: readonly (readonly Plain[])[]; bytes(): Promise<Buffer> }> {
  const { after: _after, before: _before, ...args } = (await argsIn(tx, reader, one, sent, asking)).args;
  const act = asking(args);
  await disclosed(tx, one, asking);
  const rows: Plain[][] = [];
  for await (const item of ownItems(tx, one, act)) {
    const cells = one.columns.map(({ cell }) => plain(reader.say, cell(item, act)));
    rows.push(one.takes ? [...cells, markOf(one, cells)] : cells);
  }
  const more = one.takes ? [reader.say(text('desk:sheet.mark'))] : [];
  return { rows, bytes: () => registerSheet(reader.say, one, rows, more) };
}

/** `said`: what came of what was just entered in it. */
export function listPage(
  reader: Reader,
  one: Register,
  command: Command,
  listed: Listed,
  asking: Asking,
  said: Markup = html``,
): Page {
  const { say } = reader;
  const title = pageName(reader, command);
  const place: Place = { path: listPath(one.name), fixed: {} };
  const sheet = html`<a class="second" href="${addressIn(one, listed, place)({}, `${listPath(one.name)}.xlsx`)}">${say(text('desk:list.sheet'))}</a>`;
  const back = maySend(reader, asking.by, one)
    ? html` <a class="second" href="${sheetPath(one.name)}">${say(text('desk:sheet.in'))}</a>`
    : '';
  const main = html`${pageHead(reader, asking.by, command, title, html`${sheet}${back}`)}${said}${tableOf(reader, one, listed, asking, place)}`;
  return { title, main, room: roomOfCommand(reader.registry, command), live: true };
}

/** The address of the same table with something of it changed. */
const addressIn =
  (one: Register, { args, filters }: Pick<Listed, 'args' | 'filters'>, { path, fixed }: Place) =>
  (more: Record<string, string>, at = path): string => {
    const kept = Object.fromEntries(filters.flatMap(({ name, value }) => (value === '' ? [] : [[name, value]])));
    const parents = parentsOf(one).flatMap((name) => (args[name] ? [[name, args[name]]] : []));
    const named = { ...fixed, ...(args.scope && { scope: args.scope }), ...Object.fromEntries(parents) };
    return `${at}?${new URLSearchParams({ ...named, ...kept, ...more })}`;
  };

/** A register with its figures, scopes and filters; ticked rows can be acted on together. */
export function tableOf(reader: Reader, one: Register, listed: Listed, asking: Asking, place: Place): Markup {
  const { say } = reader;
  const { page, filters } = listed;
  const to = addressIn(one, listed, place);
  const scopes = one.scopes.filter(({ name }) => page.open.includes(name));
  const tabs =
    scopes.length < 2 || place.fixed['muc']
      ? ''
      : html`<nav class="tabs" aria-label="${say(text('desk:list.scopes'))}">${scopes.map(({ name, label }) => html`<a href="${to({ scope: name })}"${name === page.scope ? html` aria-current="true"` : ''}>${say(plainText(label))}</a>`)}</nav>`;
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  const turns = html`${page.earlier && first !== undefined ? html`<a href="${to({ before: one.keyOf(first) })}">${say(text('engine:list.previous'))}</a>` : ''} ${page.later && last !== undefined ? html`<a href="${to({ after: one.keyOf(last) })}">${say(text('engine:list.next'))}</a>` : ''}`;
  const isEmpty = page.rows.length === 0;
  const rows = isEmpty
    ? emptyList(reader, one, listed, to)
    : table(reader, one, listed, asking, to({ chon: '1' }), [...new URL(to({}), 'http://x').searchParams]);
  const isWhole = isEmpty && !isNarrowed(one, listed);
  return html`${page.head.map((line) => html`<p class="facts">${say(line)}</p>`)}${tabs}${figures(reader, one, listed, to)}${isWhole ? '' : filterForm(reader, one, page.scope, filters, place)}${rows}
${isEmpty && !page.earlier && !page.later ? '' : html`<nav class="pages" aria-label="${say(text('desk:list.pages'))}">${one.print ? html`<a href="${to({}, printPath(one.name))}">${say(text('desk:list.print'))}</a> ` : ''}<span>${say(text('desk:list.rows', { count: page.rows.length }))}</span> ${turns}</nav>`}`;
}

/** By something that was chosen: not by what a filter means while nothing is said of it. */
const isNarrowed = (one: Register, { args, filters }: Pick<Listed, 'args' | 'filters'>): boolean =>
  filters.some(({ name, value }) => value !== (one.usually?.[name] ?? '')) || args['after'] !== undefined;

/** Nothing there: of a list that was narrowed down, the way back to the whole. */
const emptyList = (
  reader: Reader,
  one: Register,
  listed: Listed,
  to: (more: Record<string, string>) => string,
): Markup => {
  if (!isNarrowed(one, listed)) return nothing(reader);
  const usual = listed.filters.map(({ name }) => [name, one.usually?.[name] ?? '']);
  return html`${nothing(reader, text('desk:list.none-so'))}<p><a href="${to(Object.fromEntries(usual))}">${reader.say(text('desk:list.unfiltered'))}</a></p>`;
};

/** Each figure opens exactly the rows it counts. */
function figures(
  { say }: Reader,
  one: Register,
  { tally, filters }: Listed,
  to: (more: Record<string, string>) => string,
): Markup {
  const filter = filters.find(({ name }) => name === one.tally?.filter);
  if (!tally || !filter || [...tally.values()].every((count) => count === 0)) return html``;
  const figure = (value: string, words: string): Markup =>
    html`<a href="${to({ [filter.name]: value })}"${value === filter.value ? html` aria-current="true"` : ''}><strong>${tally.get(value) ?? 0}</strong> ${words}</a>`;
  const some = filter.options.filter(({ value }) => (tally.get(value) ?? 0) > 0 || value === filter.value);
  const all = tally.has('') ? figure('', say(text('desk:list.all'))) : '';
  return html`<nav class="figures" aria-label="${filter.label}">${all}${some.map(({ value, label }) => figure(value, say(label)))}</nav>`;
}

function filterForm(
  { say }: Reader,
  one: Register,
  scope: string,
  all: readonly Filter[],
  { path, fixed }: Place,
): Markup {
  // What is counted is narrowed down by its figures.
  const filters = all.filter(({ name }) => name !== one.tally?.filter);
  if (filters.length === 0) return html``;
  const filter = ({ name, label, options, value }: Filter): Markup => {
    const listed = options.map(
      (option) =>
        html`<option value="${option.value}"${option.value === value ? html` selected` : ''}>${say(option.label)}</option>`,
    );
    const control =
      options.length > 0
        ? html`<select id="loc-${name}" name="${name}">${one.usually?.[name] ? '' : html`<option value="">${say(text('desk:list.all'))}</option>`}${listed}</select>`
        : html`<input type="text" id="loc-${name}" name="${name}" value="${value}">`;
    return html`<div><label for="loc-${name}">${label}</label>${control}</div>`;
  };
  return html`<form class="filters" method="get" action="${path}">${hiddenInputs(Object.entries({ ...fixed, scope }))}${filters.map(filter)}<button class="second" type="submit">${say(text('desk:list.filter'))}</button></form>`;
}

function table(
  reader: Reader,
  one: Register,
  { page: { rows }, ticked, boxes, kept }: Listed,
  asking: Asking,
  every: string,
  about: Iterable<readonly [string, string]>,
): Markup {
  const { say, registry } = reader;
  // A column in which nobody on this page says anything is for the sheet.
  const columns = one.columns.filter(
    ({ name, cell, sheetOnly }, nth) =>
      !sheetOnly &&
      (nth === 0 || boxes.has(name) || rows.some((row) => ![null, ''].includes(cell(row, asking) as null))),
  );
  const acts = (one.picks?.acts ?? []).flatMap((pick) => {
    const command = registry.commands.get(typeof pick === 'string' ? pick : pick.act);
    return command && mayEver(asking.by, command) ? [pick] : [];
  });
  const picking = acts.length > 0;
  const numbers = new Set(
    columns.filter(
      ({ name, cell }, nth) => nth > 0 && !boxes.has(name) && rows.every((row) => isFigure(cell(row, asking))),
    ),
  );
  const head = columns.map(
    (column) =>
      html`<th scope="col"${numbers.has(column) ? html` class="number"` : ''}>${say(plainText(column.label))}</th>`,
  );
  const acting = rows.some((item) => {
    const open = one.open(item);
    return open !== null && lookedAt(registry, open.press) === null && 'command' in open.press;
  });
  let entered = false;
  const row = (item: unknown, at: number): Markup => {
    const open = one.open(item);
    const address = open && lookedAt(registry, open.press);
    const cells = columns.map((column, nth) => {
      const { name, label, cell, look, was } = column;
      const value = cell(item, asking);
      const first = was?.(item, asking) ?? null;
      const now = glance(look?.(item, asking) ?? null, inWords(reader, value));
      const words = first === null ? now : html`<del>${inWords(reader, first)}</del> ${now}`;
      const kinds = [...(numbers.has(column) ? ['number'] : []), ...kindOf(value, inWords(reader, value))];
      const kind = kinds.length === 0 ? '' : html` class="${kinds.join(' ')}"`;
      const called = inWords(reader, columns[0]!.cell(item, asking));
      const where = { row: item, nth: at, column: name, label: say(plainText(label)), name: called };
      const box = nth > 0 ? cellBoxes(reader, one, boxes, kept, where) : null;
      if (box) {
        entered = true;
        return html`<td data-label="${where.label}" class="entered">${value === null || value === '' || one.enters?.columns[name]?.instead ? '' : words}${box}</td>`;
      }
      if (nth > 0) return html`<td data-label="${say(plainText(label))}"${kind}>${words}</td>`;
      return html`<th scope="row">${address ? html`<a href="${address}">${words}</a>` : words}</th>`;
    });
    // A choice that acts is a button of its own.
    return html`<tr>${picking ? tick(item, inWords(reader, columns[0]!.cell(item, asking))) : ''}${cells}${open && !address && 'command' in open.press ? html`<td class="end">${chosen(reader, open, false)}</td>` : acting ? html`<td></td>` : ''}</tr>`;
  };
  const tick = (item: unknown, name: string): Markup => {
    const args = one.picks?.args(item);
    return args
      ? html`<td class="tick"><input type="checkbox" name="r" value="${String(new URLSearchParams(args))}" aria-label="${say(text('desk:many.tick', { name }))}"${ticked ? html` checked` : ''}></td>`
      : html`<td class="tick"></td>`;
  };
  const listed = html`<div class="wide"><table class="list"><thead><tr>${picking ? html`<td class="tick"></td>` : ''}${head}${acting ? html`<td></td>` : ''}</tr></thead><tbody>${rows.map(row)}</tbody></table></div>`;
  const enters = entered ? enterForm(reader, enterPath(one.name), signature(reader), about) : '';
  if (!picking) return html`${listed}${enters}`;
  const buttons = acts.map((pick) => {
    const label = typeof pick === 'string' ? aboutCommand(registry.commands.get(pick)!) : plainText(pick.label);
    return html`<button class="second" type="submit" name="viec" value="${pickValue(pick)}">${say(label)}</button>`;
  });
  return html`<form method="post" action="${manyPath}">${signature(reader)}${listed}<div class="bulk"><strong>${say(text('desk:many.with'))}</strong>${buttons}<a href="${every}">${say(text('desk:list.every'))}</a></div></form>${enters}`;
}

const isFigure = (cell: Cell): boolean => cell === null || typeof cell === 'number';

/** Not broken over lines: a day, a figure, a code. */
const isShort = (cell: Cell): boolean =>
  typeof cell === 'number' ||
  (typeof cell === 'string' && cell.length <= 10 && !cell.includes(' ')) ||
  cell instanceof Date ||
  (typeof cell === 'object' && cell !== null && 'day' in cell);

/** How much room a cell asks for; on a telephone what is empty is left out. */
function kindOf(cell: Cell, words: string): string[] {
  if (cell === null || cell === '') return ['none'];
  if (isShort(cell)) return ['whole'];
  return words.length > 40 ? ['much'] : words.length > 12 ? ['some'] : [];
}

export function inWords(reader: Reader, cell: Cell): string {
  if (cell === null || cell === '') return '–';
  if (cell instanceof Date) return atMoment(reader, cell);
  if (typeof cell === 'object' && 'day' in cell) return reader.say(text('desk:today.at', { at: cell }));
  if (typeof cell === 'boolean') return reader.say(cell ? text('desk:cell.yes') : text('desk:cell.no'));
  if (typeof cell === 'number') return grouped.format(cell);
  return typeof cell === 'object' ? reader.say(cell) : cell;
}

/** Thousands are set apart from five digits on: four are mostly a year. */
const grouped = new Intl.NumberFormat('vi-VN', { useGrouping: 'min2' });

/** Rows put on paper; more are for a sheet. */
const MOST_PRINTED = 300;

/** The same rows on paper: what is still open is left empty, to be filled in by hand. */
export async function printedList(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<Markup> {
  const { say } = reader;
  const { after: _after, before: _before, ...args } = (await argsIn(tx, reader, one, sent, asking)).args;
  const act = asking(args);
  const { rows, head } = await pageOf(tx, one, act, MOST_PRINTED);
  const named = await namedBy(reader.registry, tx, act);
  const columns = one.columns.filter(({ name }) => !one.print || one.print.columns.includes(name));
  const blank = one.print?.blank ?? [];
  const cell = (row: unknown, { cell, look }: Register['columns'][number]): string => {
    const value = cell(row, act);
    return look?.(row, act) === 'open' || value === null || value === '' ? '' : inWords(reader, value);
  };
  const heads = [...columns.map(({ label }) => label), ...blank].map(
    (label) => html`<th scope="col">${say(plainText(label))}</th>`,
  );
  const line = (row: unknown, nth: number): Markup =>
    html`<tr><td>${nth + 1}</td>${columns.map((column) => html`<td>${cell(row, column)}</td>`)}${blank.map(() => html`<td class="blank"></td>`)}</tr>`;
  return html`<h1>${say(plainText(one.heading))}</h1>${named ? html`<p>${say(named)}</p>` : ''}${head.map((words) => html`<p>${say(words)}</p>`)}<table><thead><tr><th scope="col">${say(text('desk:list.nth'))}</th>${heads}</tr></thead><tbody>${rows.map(line)}</tbody></table>`;
}
