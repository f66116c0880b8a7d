// A matter on one page: its cards, every register that can be narrowed down to it, and what may be done about it there.
import { html } from 'hono/html';
import { optionsOf } from '../bot/questions.ts';
import { mayEver, permissionFor } from '../engine/permission.ts';
import { aboutCommand, type Registry } from '../engine/registry.ts';
import type { Args, Asking, Command } from '../kernel/command.ts';
import type { Actor } from '../kernel/person.ts';
import { pageOf, type Register } from '../kernel/register.ts';
import { text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Result } from './acting.ts';
import { card } from './cards.ts';
import type { HandedIn } from './handed-in.ts';
import { type Listed, partsOf, readList, tableOf } from './lists.ts';
import type { Page } from './page.ts';
import { nounOf, pageName, roomOfNoun } from './rooms.ts';
import { actPath, cardPath, isOnPaper, lookPath, type Markup, onPaper, type Reader } from './words.ts';

export type Named = { noun: string; id: string };

/** More are "99+". */
const MOST_COUNTED = 99;

type Tab = { register: Register; command: Command; count: number };

export type Card = { view: View; files: readonly HandedIn[] };

type MatterShown = {
  cards: readonly Card[];
  tabs: readonly Tab[];
  open: { tab: Tab; listed: Listed } | null;
  acts: readonly Command[];
};

/** Acts and papers about such a matter that somebody may ever do or take, not yet whether of this one. */
function actsAbout(registry: Registry, by: Actor, noun: string): Command[] {
  return [...registry.commands.values()].filter(
    (one) =>
      (one.decide || isOnPaper(one)) &&
      one.word !== undefined &&
      !one.chat &&
      nounOf(registry, one) === noun &&
      mayEver(by, one),
  );
}

/** First what stands on such pages alone, then lists of other rooms; what is told of matters of every kind comes last. */
const rank = ({ register: { within, ofAny } }: Tab): number => (ofAny ? 2 : within ? 0 : 1);

/** The cards of a matter with their files, each once. */
export function cardsOf(results: readonly Result[]): Card[] {
  const seen = new Set<string>();
  return results.flatMap((result) => {
    if (result.kind !== 'done') return [];
    const { view, files } = result;
    const { heading, lines, choices } = view;
    const same = JSON.stringify([heading, lines, choices]);
    if (seen.has(same)) return [];
    seen.add(same);
    return [{ view, files }];
  });
}

export async function readMatter(
  tx: Transaction,
  reader: Reader,
  { noun, id }: Named,
  cards: readonly Card[],
  sent: URLSearchParams,
  asking: (args: Args) => Asking,
): Promise<Omit<MatterShown, 'acts'> & { maybe: readonly Command[] }> {
  const { registry } = reader;
  const { by } = asking({});
  const acts = actsAbout(registry, by, noun);
  const having = new Set(acts.map(({ name }) => registry.chapterOf(name)));
  const tabs: Tab[] = [];
  for (const register of registry.registers.values()) {
    const command = registry.commands.get(register.name);
    const parts = partsOf(register, noun, id);
    if (!command || !parts || !mayEver(by, command)) continue;
    const { rows, later } = await pageOf(tx, register, asking(parts), MOST_COUNTED);
    const own = register.within === true || having.has(registry.chapterOf(register.name));
    if (rows.length > 0 || own) tabs.push({ register, command, count: later ? MOST_COUNTED + 1 : rows.length });
  }
  const ordered = tabs.toSorted((one, other) => rank(one) - rank(other));
  const tab = ordered.find(({ register }) => register.name === sent.get('muc'));
  const parts = tab ? partsOf(tab.register, noun, id) : null;
  const narrowed = new URLSearchParams([...sent, ...Object.entries(parts ?? {})]);
  const listed = tab && (await readList(tx, reader, tab.register, narrowed, asking));
  const here = tab && registry.chapterOf(tab.register.name);
  const homes = new Set(ordered.map(({ register }) => registry.chapterOf(register.name)));
  const offered = new Set(
    cards.flatMap(({ view: { choices = [] } }) =>
      choices.flatMap(({ press }) => ('command' in press ? press.command : [])),
    ),
  );
  const near = acts.filter(({ name }) => {
    const chapter = registry.chapterOf(name);
    // What is done to the matter itself stands on its overview, beside what its cards offer.
    const own = Object.hasOwn(chapter.names ?? {}, noun);
    if (tab) return chapter === here && !own;
    return (own || !homes.has(chapter)) && !offered.has(name);
  });
  const maybe: Command[] = [];
  for (const one of near) if (await mayBeAsked(tx, one, { noun, id }, asking({}))) maybe.push(one);
  return { cards, tabs: ordered, open: tab && listed ? { tab, listed } : null, maybe };
}

/** Longer lists of what may be chosen are cut somewhere. */
const MANY_CHOICES = 10;

/** Asked about which matter, as in the chat, he would find this one among the answers. */
async function mayBeAsked(tx: Transaction, command: Command, { noun, id }: Named, asking: Asking): Promise<boolean> {
  const field = command.fields?.[noun];
  if (!field?.options) return true;
  const permission = await permissionFor(tx, command, asking);
  if ('barred' in permission) return false;
  const options = await optionsOf(tx, permission.asking, field);
  return options.length >= MANY_CHOICES || options.some(({ value }) => value === id);
}

export function matterPage(reader: Reader, { noun, id }: Named, shown: MatterShown, asking: Asking): Page {
  const { say, registry } = reader;
  const { cards, tabs, open, acts } = shown;
  const [head, ...others] = cards;
  const first = head?.view;
  const title = first?.heading ? say(first.heading) : id;
  const path = cardPath(noun, id);
  const at = (name: string): string => `${path}?${new URLSearchParams({ muc: name })}`;
  const tab = (href: string, words: string, count: string | null, here: boolean): Markup =>
    html`<a href="${href}"${here ? html` aria-current="true"` : ''}>${words}${count === null ? '' : html` <span class="count">${count}</span>`}</a>`;
  const navigation =
    tabs.length === 0
      ? ''
      : html`<nav class="tabs" aria-label="${say(text('desk:matter.parts'))}">${tab(path, say(text('desk:matter.whole')), null, open === null)}${tabs.map((one) => tab(at(one.register.name), pageName(reader, one.command), one.count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(one.count), one === open?.tab))}</nav>`;
  const begun = acts.map((one) => {
    const given = new URLSearchParams({ [`a.${noun}`]: id });
    const words = say(aboutCommand(one));
    return isOnPaper(one)
      ? onPaper(words, `${lookPath(one.name)}?${given}`, one)
      : html`<a class="second" href="${actPath(one.name)}?${given}">${words}</a>`;
  });
  const ways = begun.length === 0 ? html`` : html`<div class="ways here">${begun}</div>`;
  const [sub, ...rest] = first?.lines ?? [];
  const main = open
    ? html`<h1>${title}</h1>${sub ? html`<p class="facts">${say(sub)}</p>` : ''}${navigation}${ways}${tableOf(reader, open.tab.register, open.listed, asking, { path, fixed: { muc: open.tab.register.name } })}`
    : html`<h1>${title}</h1>${sub ? html`<p class="facts">${say(sub)}</p>` : ''}${navigation}${first ? html`<section class="card">${card(reader, withoutHead(first, rest), 2, head?.files)}</section>` : ''}${others.map(({ view, files }) => html`<section class="card">${card(reader, view, 2, files)}</section>`)}${ways}`;
  return { title, main, room: roomOfNoun(registry, noun), live: true };
}

/** What the head of the page says already. */
function withoutHead({ heading: _heading, ...view }: View, lines: View['lines']): View {
  return { ...view, lines };
}
