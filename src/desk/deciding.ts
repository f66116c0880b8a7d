// What waits for the reader, one matter a screen: its reasons and papers with the buttons under them, then the next.
import { html } from 'hono/html';
import { pendingOver } from '../engine/waiting.ts';
import type { Pending } from '../kernel/chapter.ts';
import type { Asking } from '../kernel/command.ts';
import { text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import { card } from './cards.ts';
import type { Card } from './matter-page.ts';
import type { Page } from './page.ts';
import { decidingPath, type Markup, type Reader } from './words.ts';

/** Each by itself, where several stand behind one choice. */
export async function waitingFor(tx: Transaction, { registry }: Pick<Reader, 'registry'>, asking: Asking) {
  const pending = await pendingOver(tx, registry.chapters, asking);
  const all = pending.flatMap((one): readonly Pending[] => one.parts ?? [one]);
  return all.filter(({ open: { press } }) => 'command' in press && registry.commands.has(press.command));
}

/** Which of them is meant; what was decided meanwhile is no more among them, so the next one stands in its place. */
export const nthIn = (sent: URLSearchParams, count: number): number => {
  const asked = Number(sent.get('thu') ?? 1);
  return Number.isInteger(asked) ? Math.min(Math.max(asked, 1), Math.max(count, 1)) : 1;
};

const at = (nth: number): string => `${decidingPath}?thu=${nth}`;

export function decidingPage(reader: Reader, shown: Card | null, nth: number, count: number): Page {
  const { say } = reader;
  const title = say(text('desk:deciding.heading'));
  if (!shown) {
    return {
      title,
      room: 'today',
      main: html`<h1>${title}</h1><p class="empty">${say(text('desk:deciding.none'))}</p>`,
    };
  }
  const turn = (to: number, words: string): Markup =>
    to < 1 || to > count ? html`` : html`<a href="${at(to)}">${words}</a>`;
  const main = html`<div class="deciding"><p class="facts where"><strong>${say(text('desk:deciding.nth', { nth, count }))}</strong> ${turn(nth - 1, say(text('desk:deciding.previous')))} ${turn(nth + 1, say(text('desk:deciding.next')))}</p>${card({ ...reader, deciding: true }, shown.view, 1, shown.files)}<p class="hint">${say(text('desk:deciding.silence'))}</p></div>`;
  return { title, room: 'today', main };
}

/** On the page of what was done: the way to what still waits. */
export const onward = ({ say }: Reader, count: number): Markup =>
  count === 0
    ? html`<p class="facts">${say(text('desk:deciding.none'))}</p>`
    : html`<p class="ways here"><a class="primary" href="${at(1)}">${say(text('desk:deciding.more', { count }))}</a></p>`;
