// Cells of a table that are filled in where they stand (Register.enters): each that says something else is an act with its row,
// all of them or none; where somebody was quicker nothing is written over, and nothing that was typed is lost.
import { html } from 'hono/html';
import { optionsOf } from '../bot/questions.ts';
import { mayEver, permissionFor } from '../engine/permission.ts';
import type { Args, Asking, Command, Field, Option } from '../kernel/command.ts';
import { ownItems, type Register } from '../kernel/register.ts';
import { plainText, said, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Doing } from './acting.ts';
import { hiddenInputs, type Markup, type Reader } from './words.ts';

type Box = { name: string; field: Field; options: readonly Option[] };
/** What may be entered in a column, by whom a page is for. */
export type Boxes = ReadonlyMap<string, { command: Command; boxes: readonly Box[] }>;

/** What stood in a cell, what was typed there, and why it was not written; `theirs`: what somebody else has written. */
type Cell = { typed: Readonly<Record<string, string>>; problem: Text };
export type Kept = ReadonlyMap<string, Cell>;

/** A row as an act knows it, with a column: how the page and the post name a cell. */
const cellKey = (args: Readonly<Record<string, string>>, column: string): string =>
  `${new URLSearchParams(args)} ${column}`;

/** Nothing is asked of the database where nothing can be entered. */
export async function boxesOf(tx: Transaction, reader: Reader, one: Register, asking: Asking): Promise<Boxes> {
  const found = new Map<string, { command: Command; boxes: Box[] }>();
  for (const [column, { act }] of Object.entries(one.enters?.columns ?? {})) {
    const command = reader.registry.commands.get(act)!;
    if (!mayEver(asking.by, command)) continue;
    const boxes: Box[] = [];
    let isClosed = false;
    for (const [name, field] of Object.entries(command.fields ?? {})) {
      if (field.matter || !field.ask) continue;
      const isFixed = field.options !== undefined && field.parse !== undefined;
      const permission = isFixed ? await permissionFor(tx, command, asking) : { barred: true };
      const options = 'asking' in permission ? await optionsOf(tx, permission.asking, field) : [];
      boxes.push({ name, field, options });
      // What there is to choose from cannot be said here: nothing is entered.
      if (isFixed && options.length === 0) isClosed = true;
    }
    if (!isClosed) found.set(column, { command, boxes });
  }
  return found;
}

/** The form to which the boxes belong: it stands beside the table, which may be in a form of ticked rows. */
const formId = 'ghi';

/** The boxes of one cell; null: nothing is entered there. */
export function cellBoxes(
  { say }: Reader,
  one: Register,
  boxes: Boxes,
  kept: Kept,
  { row, nth, column, label, name }: { row: unknown; nth: number; column: string; label: string; name: string },
): Markup | null {
  const [of, how] = [boxes.get(column), one.enters?.columns[column]];
  const values = of && how ? how.values(row) : null;
  if (!of || !values) return null;
  const args = one.enters!.args(row);
  const wrong = kept.get(cellKey(args, column));
  const about = `${formId}-${nth}-${column}`;
  const hidden = [
    [`dong.${nth}`, String(new URLSearchParams(args))],
    ...Object.entries(values).map(([field, value]) => [`cu.${nth}.${column}.${field}`, value]),
  ].map(([key, value]) => html`<input type="hidden" form="${formId}" name="${key}" value="${value}">`);
  const drawn = of.boxes
    .filter(({ name: field }) => values[field] !== undefined)
    .map(({ name: field, field: { long }, options }) => {
      const value = wrong?.typed[field] ?? values[field]!;
      const ways = html`form="${formId}" name="o.${nth}.${column}.${field}" aria-label="${say(text('desk:enter.box', { column: label, name }))}"${wrong ? html` aria-invalid="true" aria-describedby="${about}"` : ''}`;
      if (options.length > 0) {
        const listed = options.map(
          (option) =>
            html`<option value="${option.value}"${option.value === value ? html` selected` : ''}>${say(option.label)}</option>`,
        );
        return html`<select ${ways}><option value="">${say(text('desk:form.choose'))}</option>${listed}</select>`;
      }
      if (long) return html`<textarea ${ways} rows="3">${value}</textarea>`;
      return html`<input type="text" ${ways} value="${value}" autocomplete="off">`;
    });
  return html`<div class="boxes${wrong ? ' wrong' : ''}">${hidden}${wrong ? html`<p class="problem" id="${about}"><span aria-hidden="true">◆</span> ${say(wrong.problem)}</p>` : ''}${drawn}</div>`;
}

/** Its button; `about`: by what the table is narrowed down, so that the same table comes back. */
export const enterForm = (
  { say }: Reader,
  action: string,
  signed: Markup,
  about: Iterable<readonly [string, string]>,
): Markup =>
  html`<form class="enter" id="${formId}" method="post" action="${action}">${signed}${hiddenInputs(about)}<button class="primary" type="submit">${say(text('desk:enter.go'))}</button> <span class="hint">${say(text('desk:enter.about'))}</span></form>`;

/** A cell that says something else than it did when the page was made. */
type Entered = {
  args: Record<string, string>;
  column: string;
  typed: Record<string, string>;
  was: Record<string, string>;
};

/** As a post brings them; what no box of ours sends is passed over. */
export function enteredIn(one: Register, sent: URLSearchParams): Entered[] {
  const cells = new Map<string, Entered>();
  for (const [key, value] of sent) {
    const [, nth, column, field] = /^o\.(\d{1,3})\.([\w-]{1,40})\.(\w{1,40})$/.exec(key) ?? [];
    if (!nth || !column || !field || !Object.hasOwn(one.enters?.columns ?? {}, column)) continue;
    const at = `${nth} ${column}`;
    const args = Object.fromEntries(new URLSearchParams(sent.get(`dong.${nth}`) ?? ''));
    const cell = cells.get(at) ?? { args, column, typed: {}, was: {} };
    cell.typed[field] = value.replaceAll('\r\n', '\n').trim();
    cell.was[field] = (sent.get(`cu.${nth}.${column}.${field}`) ?? '').replaceAll('\r\n', '\n').trim();
    cells.set(at, cell);
  }
  return [...cells.values()].filter(({ typed, was }) => differ(typed, was));
}

const differ = (some: Readonly<Record<string, string>>, others: Readonly<Record<string, string>>): boolean =>
  Object.keys(some).some((name) => some[name] !== others[name]);

/** What is to be done, by what stands there at this moment; `quicker`: cells somebody else has written meanwhile. */
export type Meaning = { doings: readonly Doing[]; cells: readonly Entered[]; quicker: Kept; gone: readonly Text[] };

export async function meaningOf(
  tx: Transaction,
  reader: Reader,
  one: Register,
  all: readonly Entered[],
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<Meaning> {
  const whole = Object.fromEntries(Object.keys(one.usually ?? {}).map((name) => [name, 'all']));
  const about = Object.fromEntries((one.of ?? []).flatMap((noun) => (sent.get(noun) ? [[noun, sent.get(noun)!]] : [])));
  const standing = new Map<string, unknown>();
  const { registry } = reader;
  const boxes: Boxes = all.length === 0 ? new Map() : await boxesOf(tx, reader, one, asking(about));
  const act = asking({ scope: sent.get('scope') ?? '', ...whole, ...about });
  for await (const row of ownItems(tx, one, act)) standing.set(String(new URLSearchParams(one.enters!.args(row))), row);
  const [quicker, gone] = [new Map<string, Cell>(), [] as Text[]];
  const cells = all.filter(({ args, column, typed, was }) => {
    const row = standing.get(String(new URLSearchParams(args)));
    const how = one.enters!.columns[column]!;
    const now = row === undefined ? null : how.values(row);
    if (now && !differ(was, trimmed(now))) return true;
    const cell = one.columns.find(({ name }) => name === column)!;
    const words = Object.values(typed)
      .filter((value) => value !== '')
      .join(' · ');
    if (now && !differ(typed, trimmed(now))) return false;
    // Nothing is entered in it any more: what was typed is shown above the table.
    if (!now) gone.push(text('desk:enter.gone', { column: plainText(cell.label), words: said(words) }));
    else
      quicker.set(cellKey(args, column), {
        typed,
        problem: text('desk:enter.quicker', { words: wordsOf(reader, boxes, column, now) }),
      });
    return false;
  });
  const doings = cells.map(({ args, column, typed }): Doing => {
    const command = registry.commands.get(one.enters!.columns[column]!.act)!;
    return { command, given: { pressed: args, typed, asked: new Set(Object.keys(command.fields ?? {})) } };
  });
  return { doings, cells, quicker, gone };
}

const trimmed = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('\r\n', '\n').trim()]));

/** What stands in the boxes of a cell, as people read it. */
function wordsOf({ say }: Reader, boxes: Boxes, column: string, values: Readonly<Record<string, string>>): Text {
  const labels = new Map(
    (boxes.get(column)?.boxes ?? []).flatMap(({ options }) =>
      options.map(({ value, label }): [string, string] => [value, say(label)]),
    ),
  );
  const words = Object.values(values).filter((value) => value !== '');
  return said(words.map((value) => labels.get(value) ?? value).join(' · '));
}

/** What was typed stays in its box, with what is wrong with it. */
export const keptOf = (cells: readonly Entered[], problems: ReadonlyMap<number, Text>): Kept =>
  new Map(
    cells.flatMap(({ args, column, typed }, nth): [string, Cell][] => [
      [cellKey(args, column), { typed, problem: problems.get(nth) ?? text('desk:enter.not-yet') }],
    ]),
  );
