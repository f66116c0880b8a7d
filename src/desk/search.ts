// Search without marks: pages and acts by what they are about, the newest rows of every list its reader may see, and the
// records of all years.
import { html } from 'hono/html';
import { aboutCommand } from '../engine/registry.ts';
import type { Asking, Command } from '../kernel/command.ts';
import type { Found as Hit } from '../kernel/finding.ts';
import { fold, nfc } from '../kernel/fold.ts';
import { pageOf, type Register } from '../kernel/register.ts';
import { moment, text } from '../kernel/text.ts';
import type { Choice } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';
import { inWords } from './lists.ts';
import type { Page } from './page.ts';
import { pageName, pagePath, placesOf } from './rooms.ts';
import { actPath, lookedAt, type Markup, type Reader, searchPath } from './words.ts';

/** Of each list so many rows are looked through, and so many found are shown. */
const LOOKED = 200;
const SHOWN = 20;
/** Longer words nobody searches for, in characters. */
const LONGEST = 100;

type Row = { words: string; open: Choice };
export type Found = {
  asked: string;
  commands: readonly Command[];
  lists: readonly { list: Command; rows: Row[] }[];
  records: readonly Hit[];
};

export const wordsOf = (sent: URLSearchParams): string => (sent.get('q') ?? '').trim().slice(0, LONGEST);

/** Each word asked for begins a word of these. */
const isIn = (asked: readonly string[], words: string): boolean => {
  const there = ` ${fold(words)}`;
  return asked.every((one) => there.includes(` ${one}`));
};

/** As typed, marks and all: it stands first. */
const asTyped = (words: string, asked: string): number =>
  nfc(words.toLocaleLowerCase()).includes(nfc(asked.toLocaleLowerCase())) ? 0 : 1;

export async function find(tx: Transaction, reader: Reader, asking: Asking, asked: string): Promise<Found> {
  const { registry, say } = reader;
  const words = fold(asked).split(' ').filter(Boolean);
  if (words.length === 0) return { asked, commands: [], lists: [], records: [] };
  const places = placesOf(registry, asking.by);
  const pages = places.flatMap(({ pages }) => pages);
  const known = [...registry.commands.values()].filter((one) => one.word !== undefined && !one.chat);
  const open = new Set([...pages, ...places.flatMap(({ acts }) => acts)]);
  const commands = known.filter((one) => open.has(one) && isIn(words, `${say(aboutCommand(one))} ${one.word}`));
  const lists: { list: Command; rows: Row[] }[] = [];
  for (const list of pages) {
    const one = registry.registers.get(list.name);
    const rows = one ? await rowsIn(tx, reader, one, asking, words) : [];
    if (rows.length > 0)
      lists.push({ list, rows: rows.toSorted((a, b) => asTyped(a.words, asked) - asTyped(b.words, asked)) });
  }
  const records: Hit[] = [];
  for (const { searches } of registry.chapters) records.push(...((await searches?.(tx, asking, asked)) ?? []));
  return { asked, commands: commands.toSorted((a, b) => byTyping(reader, asked, a, b)), lists, records };
}

const byTyping = ({ say }: Reader, asked: string, one: Command, other: Command): number =>
  asTyped(say(aboutCommand(one)), asked) - asTyped(say(aboutCommand(other)), asked);

async function rowsIn(
  tx: Transaction,
  reader: Reader,
  one: Register,
  asking: Asking,
  words: readonly string[],
): Promise<Row[]> {
  const everything = Object.fromEntries(Object.keys(one.usually ?? {}).map((name) => [name, '']));
  const { rows } = await pageOf(tx, one, { ...asking, args: everything }, LOOKED);
  return rows.flatMap((row) => {
    const cells = one.columns.map(({ cell }) => inWords(reader, cell(row, asking)));
    const open = one.open(row);
    return open && isIn(words, cells.join(' '))
      ? [
          {
            words: cells
              .filter((cell) => cell !== '–')
              .slice(0, 4)
              .join(' · '),
            open,
          },
        ]
      : [];
  });
}

export function searchPage(reader: Reader, { asked, commands, lists, records }: Found): Page {
  const { say, registry } = reader;
  const title = say(text('desk:search.heading', { words: asked }));
  const form = html`<form class="filters" method="get" action="${searchPath}"><div><label for="tim-lai">${say(text('desk:search.label'))}</label><input type="search" id="tim-lai" name="q" value="${asked}"></div><button class="second" type="submit">${say(text('desk:search.again'))}</button></form>`;
  const address = (one: Command): string => (one.decide ? actPath(one.name) : pagePath(registry, one));
  const named = (one: Command): string => (one.decide ? say(aboutCommand(one)) : pageName(reader, one));
  const acts =
    commands.length === 0
      ? ''
      : html`<section><h2>${say(text('desk:search.pages'))}</h2><ul class="plain">${commands.map((one) => html`<li><a href="${address(one)}">${named(one)}</a></li>`)}</ul></section>`;
  const line = ({ words, open }: Row): Markup => {
    const at = lookedAt(registry, open.press);
    return html`<li>${at ? html`<a href="${at}">${words}</a>` : words}</li>`;
  };
  const record = ({ at, what, open }: Hit): Markup => {
    const words = say(text('desk:search.record', { what, day: moment(at, 'day') }));
    const address = open && lookedAt(registry, open.press);
    return html`<li>${address ? html`<a href="${address}">${words}</a>` : words}</li>`;
  };
  const found = lists.map(
    ({ list, rows }) =>
      html`<section><h2><a href="${pagePath(registry, list)}">${pageName(reader, list)}</a></h2><ul class="plain">${rows.slice(0, SHOWN).map(line)}</ul></section>`,
  );
  const kept =
    records.length === 0
      ? ''
      : html`<section><h2>${say(text('desk:search.records', { count: records.length }))}</h2><ul class="plain">${records.slice(0, SHOWN).map(record)}</ul></section>`;
  const nothing = asked === '' ? text('desk:search.empty') : text('desk:search.none', { count: LOOKED });
  return {
    title,
    main: html`<h1>${title}</h1>${form}${acts}${found}${kept}${commands.length + lists.length + records.length === 0 ? html`<p class="empty">${say(nothing)}</p>` : ''}`,
  };
}
