// The first page: what waits for the reader and for whom else, what each matter under way takes, whom nothing has reached,
// the calendar up to the end of the quarter, how the messengers are; as the chapters say it.
import { html } from 'hono/html';
import { namedBy } from '../bot/matters.ts';
import { inEachBody } from '../engine/permission.ts';
import { pendingOver } from '../engine/waiting.ts';
import type { Check, Dated, Pending, Waiting } from '../kernel/chapter.ts';
import type { Asking } from '../kernel/command.ts';
import { type Period, periodOf } from '../kernel/periods.ts';
import type { Look } from '../kernel/register.ts';
import { dayValue, fullDay, moment, plainText, said, type Text, text } from '../kernel/text.ts';
import { addDays, type Day, dayOf, days } from '../kernel/time.ts';
import type { Choice } from '../kernel/view.ts';
import type { CalendarEntry } from '../kernel/working-days.ts';
import type { Transaction } from '../store/transaction.ts';
import { nothing } from './cards.ts';
import { type ChannelCard, channelCards } from './channels.ts';
import type { Page } from './page.ts';
import type { Sending } from './sending.ts';
import { sendingCard } from './sending-page.ts';
import {
  articleTag,
  atMoment,
  chosen,
  decidingPath,
  glance,
  lookedAt,
  type Markup,
  onDay,
  type Reader,
  sendingPath,
} from './words.ts';

type Today = {
  mine: readonly Pending[];
  waiting: readonly Waiting[];
  checks: readonly Check[];
  /** The matters that are checked, by their names, in one line each. */
  matters: ReadonlyMap<string, Text>;
  dated: readonly Dated[];
  span: Period;
  names: ReadonlyMap<string, string>;
};

/** A quarter is planned and looked back on together (Điều 9.1), in months. */
const QUARTER = 3;
/** What is due so soon is said to be. */
const SOON = days(2);

export async function readToday(
  tx: Transaction,
  { registry }: Pick<Reader, 'registry'>,
  asking: (args: Asking['args']) => Asking,
): Promise<Today> {
  const today = asking({});
  const day = dayOf(today.now);
  const span = { from: day, to: periodOf(day, QUARTER).to };
  // Each of his bodies by its own figures.
  const bodies = inEachBody(today);
  const mine = await pendingOver(tx, registry.chapters, today);
  const waiting: Waiting[] = [];
  const checks: Check[] = [];
  const dated: Dated[] = [];
  for (const chapter of registry.chapters) {
    for (const here of bodies) {
      waiting.push(...((await chapter.waits?.(tx, here)) ?? []));
      checks.push(...((await chapter.checks?.(tx, here)) ?? []));
      dated.push(...((await chapter.dated?.(tx, here, span)) ?? []));
    }
  }
  const matters = new Map<string, Text>();
  for (const of of new Set(checks.map(({ of }) => of))) {
    const [noun = '', id = ''] = of.split(':');
    const name = await namedBy(registry, tx, asking({ [noun]: id }));
    if (name) matters.set(of, name);
  }
  const ids = [...new Set(waiting.flatMap(({ on }) => on))];
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, fullName: true } });
  const names = new Map(people.map(({ id, fullName }) => [id, fullName]));
  return { mine, waiting: once(waiting), checks: once(checks), matters, dated: once(dated), span, names };
}

/** What belongs to no body is said once, however many he sits in. */
const once = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** How the messengers are, and what is held or stopped. */
type Delivering = { channels: readonly ChannelCard[]; sendings: readonly Sending[] };

export function todayPage(reader: Reader, today: Today, { channels, sendings }: Delivering, asking: Asking): Page {
  const { say } = reader;
  const { now } = asking;
  const all = together(today.waiting);
  const waiting = all.filter(({ unreached }) => !unreached);
  const unreached = all.filter((one) => one.unreached);
  const title = say(text('desk:today.heading', { day: fullDay(dayOf(now)) }));
  const own = today.mine.map(
    ({ what, open }) => html`<li><span>${say(what)}</span> ${chosen(reader, open, false)}</li>`,
  );
  const section = (heading: Text, inner: Markup): Markup => html`<section><h2>${say(heading)}</h2>${inner}</section>`;
  const none = (words: Text): Markup => nothing(reader, words);
  return {
    title,
    room: 'today',
    live: true,
    main: html`<h1>${title}</h1><p class="facts">${say(text('desk:today.count', { count: waiting.length }))}</p>
${sendings.map((one) => sendingCard(reader, one, now))}
${own.length > 0 ? section(text('desk:today.mine'), html`<ul class="plain">${own}</ul><p class="ways here"><a class="second" href="${decidingPath}">${say(text('desk:deciding.begin'))}</a></p>`) : ''}
${section(text('desk:today.checks'), checklists(reader, today, now))}
${section(text('desk:today.waiting'), waiting.length === 0 ? none(text('desk:today.none')) : table(reader, waiting, today.names, now))}
${section(text('desk:today.unreached'), unreached.length === 0 ? none(text('desk:today.unreached-none')) : calls(reader, unreached, today.names))}
${section(text('desk:today.calendar', { from: dayValue(today.span.from), to: dayValue(today.span.to) }), calendar(reader, today, waiting, asking))}
${section(text('desk:channels.heading'), html`${channelCards(reader, channels)}<p><a href="${sendingPath}">${say(text('desk:sending.see'))}</a></p>`)}`,
  };
}

/** What each matter takes; one of which all is done is no more looked at. */
function checklists(reader: Reader, { checks, matters }: Today, now: Date): Markup {
  const { say } = reader;
  const groups = [...Map.groupBy(checks, ({ of }) => of)].filter(([, steps]) => steps.some(({ done }) => !done));
  if (groups.length === 0) return nothing(reader, text('desk:today.no-checks'));
  const row = (check: Check): Markup =>
    html`<tr><th scope="row">${say(check.what)} ${articleTag(reader, check.article)}</th><td class="whole" data-label="${say(text('desk:today.state'))}">${standing(reader, check, now)}</td><td class="end whole">${chosen(reader, check.open, false)}</td></tr>`;
  const group = ([of, steps]: [string, Check[]]): Markup => {
    const done = steps.filter((one) => one.done).length;
    return html`<tbody><tr class="group"><th colspan="3" scope="rowgroup">${say(matters.get(of) ?? said(of))} · ${say(text('desk:today.done-of', { done, all: steps.length }))}</th></tr>${steps.map(row)}</tbody>`;
  };
  const head = (name: 'what' | 'state' | 'open'): string => say(plainText(`desk:today.${name}`));
  return html`<table class="list"><thead><tr><th scope="col">${head('what')}</th><th scope="col">${head('state')}</th><th scope="col" class="end">${head('open')}</th></tr></thead>${groups.map(group)}</table>`;
}

function standing(reader: Reader, { done, until }: Check, now: Date): Markup | string {
  const { say } = reader;
  const look: Look = done ? 'good' : !until ? 'open' : until < now ? 'late' : +until - +now < SOON ? 'soon' : 'open';
  const words = done
    ? text('desk:today.done')
    : until === null
      ? text('desk:today.open-still')
      : text(until < now ? 'desk:today.late-state' : 'desk:today.soon', { at: atMoment(reader, until) });
  return glance(look, say(words));
}

/** Whom nothing has reached: each line is closed by who has told him. */
const calls = (reader: Reader, unreached: readonly Waiting[], names: ReadonlyMap<string, string>): Markup =>
  html`<ul class="plain">${unreached.map(({ on, what, open }) => html`<li><span><strong>${on.flatMap((id) => names.get(id) ?? []).join(', ')}</strong> · ${reader.say(what)}</span> ${chosen(reader, open, false)}</li>`)}</ul>`;

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
  const dated = waiting.some(({ since }) => since);
  const row = ({ what, since, until, open }: Waiting): Markup =>
    html`<tr><th scope="row">${say(what)}</th>${dated ? html`<td class="${since ? 'whole' : 'none'}" data-label="${label('since')}">${since ? onDay(reader, since) : '–'}</td>` : ''}<td class="whole" data-label="${label('until')}">${until ? due(reader, until, now) : '–'}</td><td class="end whole">${chosen(reader, open, false)}</td></tr>`;
  const group = ([who, all]: [string, Waiting[]]): Markup => {
    const whom = who === '' ? say(text('desk:today.nobody')) : who;
    return html`<tbody><tr class="group"><th colspan="${dated ? 4 : 3}" scope="rowgroup">${say(text('desk:today.on', { who: whom, count: all.length }))}</th></tr>${all.map(row)}</tbody>`;
  };
  return html`<table class="list"><thead><tr><th scope="col">${label('what')}</th>${dated ? html`<th scope="col">${label('since')}</th>` : ''}<th scope="col">${label('until')}</th><th scope="col" class="end">${label('open')}</th></tr></thead>${[...groups].map(group)}</table>`;
}

/** What waits for many alike is one line with all of them: an opinion, say, that is owed by each. */
function together(waiting: readonly Waiting[]): Waiting[] {
  const same = Map.groupBy(waiting, ({ what, open, until, unreached, on }) =>
    JSON.stringify([what, open.press, until ?? null, unreached ? on : null]),
  );
  return [...same.values()].map((all) => ({ ...all[0]!, on: [...new Set(all.flatMap(({ on }) => on))] }));
}

const due = (reader: Reader, until: Date, now: Date): Markup =>
  until < now
    ? html`<span class="late"><span aria-hidden="true">◆</span> ${reader.say(text('desk:today.late', { at: onDay(reader, until) }))}</span>`
    : html`${atMoment(reader, until)}`;

/** Of one day no more is said by name. */
const MOST_OF_DAY = 4;

/** Day by day up to the end of the quarter: what stands there, what is due, what the regulation asks for and is missing, days off. */
function calendar(
  reader: Reader,
  { dated, span }: Pick<Today, 'dated' | 'span'>,
  waiting: readonly Waiting[],
  { calendar: { entries } }: Asking,
): Markup {
  const { say } = reader;
  const on = new Map<Day, Markup[]>();
  const put = (day: Day, line: Markup): void => {
    if (day >= span.from && day <= span.to) on.set(day, [...(on.get(day) ?? []), line]);
  };
  for (const entry of entries.values()) put(entry.day, html`<li>${say(dayOff(entry))}</li>`);
  for (const { at, what, open, owed } of dated.toSorted((one, other) => +one.at - +other.at)) {
    const timed = text('desk:today.timed', { at: moment(at, 'time'), what });
    put(
      dayOf(at),
      html`<li>${owed ? glance('late', say(what)) : opening(reader, timed, open)} ${owed && open ? chosen(reader, open, false) : ''}</li>`,
    );
  }
  const dues = Map.groupBy(waiting, ({ until }) => (until ? dayOf(until) : null));
  for (const [day, all] of dues) {
    if (day === null) continue;
    for (const { what, open } of all.slice(0, MOST_OF_DAY)) {
      put(day, html`<li>${opening(reader, text('desk:today.due', { what }), open)}</li>`);
    }
    const left = all.length - MOST_OF_DAY;
    if (left > 0) put(day, html`<li>${say(text('desk:today.due-many', { count: left }))}</li>`);
  }
  if (on.size === 0) return nothing(reader, text('desk:today.no-dates'));
  const rows = [...on].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return html`<dl class="calendar">${rows.map(([day, lines]) => html`<dt>${dayWords(reader, day, span)}</dt><dd><ul>${lines}</ul></dd>`)}</dl>`;
}

/** Words that lead where the choice leads; what acts is no link. */
function opening({ say, registry }: Reader, what: Text, open: Choice | null): Markup | string {
  const address = open && lookedAt(registry, open.press);
  return address ? html`<a href="${address}">${say(what)}</a>` : say(what);
}

const dayWords = ({ say }: Reader, day: Day, { from }: Period): string => {
  const words = say(text('desk:today.at', { at: fullDay(day) }));
  if (day === from) return `${words} (${say(text('desk:today.now'))})`;
  return day === addDays(from, 1) ? `${words} (${say(text('desk:today.tomorrow'))})` : words;
};

const dayOff = ({ kind, name }: CalendarEntry): Text =>
  text(kind === 'work-in-lieu' ? 'desk:today.worked' : 'desk:today.holiday', { name });
