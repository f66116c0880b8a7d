// A register as a table: its scopes, filters kept in the address, pages by keyset, and the same rows as a sheet.
import { html } from 'hono/html';
import { optionsOf, understandAnswer } from '../bot/questions.ts';
import { plain, registerSheet } from '../documents/register-sheet.ts';
import { permissionFor } from '../engine/permission.ts';
import type { Args, Asking, Command, Option } from '../kernel/command.ts';
import { type Cell, ownRows, pageOf, type Register, type Page as RegisterPage } from '../kernel/register.ts';
import { plainText, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import { nothing } from './cards.ts';
import { pageHead } from './heads.ts';
import type { Page } from './page.ts';
import { pageName, roomOfCommand } from './rooms.ts';
import { atMoment, chosen, listPath, lookedAt, type Markup, type Reader } from './words.ts';

const pageSize = 50;

type Filter = { name: string; label: string; options: readonly Option[]; value: string };

export type Listed = { page: RegisterPage; filters: readonly Filter[]; args: Args };

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
  for (const name of ['scope', 'after', 'before', ...(one.of ?? [])]) {
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

export async function readList(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<Listed> {
  const { args, filters } = await argsIn(tx, reader, one, sent, asking);
  return { page: await pageOf(tx, one, asking(args), pageSize), filters, args };
}

/** All rows of the scope and the filters, not of the page alone; how many there are. */
export async function sheetOf(
  tx: Transaction,
  reader: Reader,
  one: Register,
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<{ bytes: Buffer; count: number }> {
  const { after: _after, before: _before, ...args } = (await argsIn(tx, reader, one, sent, asking)).args;
  const rows = [];
  for await (const row of ownRows(tx, one, asking(args))) {
    rows.push(Object.values(row).map((cell) => plain(reader.say, cell)));
  }
  return { bytes: await registerSheet(reader.say, one, rows), count: rows.length };
}

export function listPage(
  reader: Reader,
  one: Register,
  command: Command,
  { page, filters, args }: Listed,
  asking: Asking,
): Page {
  const { say } = reader;
  const title = pageName(reader, command);
  const parents = (one.of ?? []).flatMap((name) => (args[name] ? [[name, args[name]] as const] : []));
  const kept = Object.fromEntries([
    ...filters.flatMap(({ name, value }) => (value === '' ? [] : [[name, value] as const])),
    ...parents,
  ]);
  const to = (more: Record<string, string>, at = listPath(one.name)): string =>
    `${at}?${new URLSearchParams({ ...(args.scope && { scope: args.scope }), ...kept, ...more })}`;
  const scopes = one.scopes.filter(({ name }) => page.open.includes(name));
  const tabs =
    scopes.length < 2
      ? ''
      : html`<nav class="tabs" aria-label="${say(text('desk:list.scopes'))}">${scopes.map(({ name, label }) => html`<a href="${to({ scope: name })}"${name === page.scope ? html` aria-current="true"` : ''}>${say(plainText(label))}</a>`)}</nav>`;
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  const turns = html`${page.earlier && first !== undefined ? html`<a href="${to({ before: one.keyOf(first) })}">${say(text('engine:list.previous'))}</a>` : ''} ${page.later && last !== undefined ? html`<a href="${to({ after: one.keyOf(last) })}">${say(text('engine:list.next'))}</a>` : ''}`;
  const sheet = html`<a class="second" href="${to({}, `${listPath(one.name)}.xlsx`)}">${say(text('desk:list.sheet'))}</a>`;
  const main = html`${pageHead(reader, asking.by, command, title, sheet)}
${page.head.map((line) => html`<p class="facts">${say(line)}</p>`)}${tabs}${filterForm(reader, one, page.scope, filters)}${page.rows.length === 0 ? nothing(reader) : table(reader, one, page, asking)}
<nav class="pages" aria-label="${say(text('desk:list.pages'))}"><span>${say(text('desk:list.rows', { count: page.rows.length }))}</span> ${turns}</nav>`;
  return { title, main, room: roomOfCommand(reader.registry, command) };
}

function filterForm({ say }: Reader, one: Register, scope: string, filters: readonly Filter[]): Markup {
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
  return html`<form class="filters" method="get" action="${listPath(one.name)}"><input type="hidden" name="scope" value="${scope}">${filters.map(filter)}<button class="second" type="submit">${say(text('desk:list.filter'))}</button></form>`;
}

function table(reader: Reader, one: Register, { rows }: RegisterPage, asking: Asking): Markup {
  const { say } = reader;
  // A column in which nobody on this page says anything is for the sheet.
  const columns = one.columns.filter(
    ({ cell }, nth) => nth === 0 || rows.some((row) => ![null, ''].includes(cell(row, asking) as null)),
  );
  const head = columns.map(({ label }) => html`<th scope="col">${say(plainText(label))}</th>`);
  const row = (item: unknown): Markup => {
    const open = one.open(item);
    const address = open && lookedAt(reader.registry, open.press);
    const cells = columns.map(({ label, cell }, nth) => {
      const value = cell(item, asking);
      const words = inWords(reader, value);
      const whole = isShort(value) ? html` class="whole"` : '';
      if (nth > 0) return html`<td data-label="${say(plainText(label))}"${whole}>${words}</td>`;
      return html`<th scope="row">${address ? html`<a href="${address}">${words}</a>` : words}</th>`;
    });
    // A choice that acts is a button of its own.
    return html`<tr>${cells}${open && !address ? html`<td class="end">${chosen(reader, open, false)}</td>` : ''}</tr>`;
  };
  return html`<div class="wide"><table class="list"><thead><tr>${head}</tr></thead><tbody>${rows.map(row)}</tbody></table></div>`;
}

/** Not broken over lines: a day, a figure. */
const isShort = (cell: Cell): boolean =>
  typeof cell === 'number' || cell instanceof Date || (typeof cell === 'object' && cell !== null && 'day' in cell);

export function inWords(reader: Reader, cell: Cell): string {
  if (cell === null || cell === '') return '–';
  if (cell instanceof Date) return atMoment(reader, cell);
  if (typeof cell === 'object' && 'day' in cell) return reader.say(text('desk:today.at', { at: cell }));
  if (typeof cell === 'boolean') return reader.say(cell ? text('desk:cell.yes') : text('desk:cell.no'));
  return typeof cell === 'object' ? reader.say(cell) : String(cell);
}
