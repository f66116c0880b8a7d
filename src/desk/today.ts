// The first page: what waits for the reader, and in the bodies he follows for whom and until when, as the chapters say it.
import { html } from 'hono/html';
import type { Pending, Waiting } from '../kernel/chapter.ts';
import type { Asking } from '../kernel/command.ts';
import { dayValue, plainText, text } from '../kernel/text.ts';
import { dayOf } from '../kernel/time.ts';
import type { Transaction } from '../store/transaction.ts';
import { nothing } from './cards.ts';
import type { Page } from './page.ts';
import { atMoment, chosen, type Markup, onDay, type Reader } from './words.ts';

export type Today = { mine: readonly Pending[]; waiting: readonly Waiting[]; names: ReadonlyMap<string, string> };

export async function readToday(
  tx: Transaction,
  { registry }: Pick<Reader, 'registry'>,
  asking: Asking,
): Promise<Today> {
  const mine: Pending[] = [];
  const waiting: Waiting[] = [];
  for (const { pending, waits } of registry.chapters) {
    mine.push(...((await pending?.(tx, asking)) ?? []));
    waiting.push(...((await waits?.(tx, asking)) ?? []));
  }
  const ids = [...new Set(waiting.flatMap(({ on }) => on))];
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, fullName: true } });
  return { mine, waiting, names: new Map(people.map(({ id, fullName }) => [id, fullName])) };
}

export function todayPage(reader: Reader, { mine, names, ...read }: Today, now: Date): Page {
  const { say } = reader;
  const waiting = together(read.waiting);
  const title = say(text('desk:today.heading', { day: dayValue(dayOf(now)) }));
  const own = html`<section><h2>${say(text('desk:today.mine'))}</h2><ul class="plain">${mine.map(({ what, open }) => html`<li><span>${say(what)}</span> ${chosen(reader, open, false)}</li>`)}</ul></section>`;
  const others = html`<section><h2>${say(text('desk:today.waiting'))}</h2>${waiting.length === 0 ? nothing(reader, text('desk:today.none')) : table(reader, waiting, names, now)}</section>`;
  return {
    title,
    room: 'today',
    main: html`<h1>${title}</h1><p class="facts">${say(text('desk:today.count', { count: waiting.length }))}</p>${mine.length > 0 ? own : ''}${others}`,
  };
}

/** More are counted: their names stand on what is opened. */
const MOST_NAMED = 3;

function table(reader: Reader, waiting: readonly Waiting[], names: ReadonlyMap<string, string>, now: Date): Markup {
  const { say } = reader;
  const groups = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const people = one.on.flatMap((id) => names.get(id) ?? []).sort();
    const who = people.length > MOST_NAMED ? say(text('desk:today.many', { count: people.length })) : people.join(', ');
    groups.set(who, [...(groups.get(who) ?? []), one]);
  }
  const label = (name: 'what' | 'since' | 'until' | 'open'): string => say(plainText(`desk:today.${name}`));
  const row = ({ what, since, until, open }: Waiting): Markup =>
    html`<tr><th scope="row">${say(what)}</th><td class="whole" data-label="${label('since')}">${since ? onDay(reader, since) : '–'}</td><td class="whole" data-label="${label('until')}">${until ? due(reader, until, now) : '–'}</td><td class="end whole">${chosen(reader, open, false)}</td></tr>`;
  const group = ([who, all]: [string, Waiting[]]): Markup => {
    const whom = who === '' ? say(text('desk:today.nobody')) : who;
    return html`<tbody><tr class="group"><th colspan="4" scope="rowgroup">${say(text('desk:today.on', { who: whom, count: all.length }))}</th></tr>${all.map(row)}</tbody>`;
  };
  return html`<table class="list"><thead><tr><th scope="col">${label('what')}</th><th scope="col">${label('since')}</th><th scope="col">${label('until')}</th><th scope="col" class="end">${label('open')}</th></tr></thead>${[...groups].map(group)}</table>`;
}

/** What waits for many alike is one line with all of them: an opinion, say, that is owed by each. */
function together(waiting: readonly Waiting[]): Waiting[] {
  const same = Map.groupBy(waiting, ({ what, open, until }) => JSON.stringify([what, open.press, until ?? null]));
  return [...same.values()].map((all) => ({ ...all[0]!, on: [...new Set(all.flatMap(({ on }) => on))] }));
}

const due = (reader: Reader, until: Date, now: Date): Markup =>
  until < now
    ? html`<span class="late"><span aria-hidden="true">◆</span> ${reader.say(text('desk:today.late', { at: onDay(reader, until) }))}</span>`
    : html`${atMoment(reader, until)}`;
