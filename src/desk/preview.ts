// The page before anything leaves: each recipient's own message as his messenger shows it, and on the button how many it reaches.
import { html } from 'hono/html';
import type { Abilities } from '../bot/road.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { asButtons, numberedChoices } from '../kernel/numbered.ts';
import { type Text, text } from '../kernel/text.ts';
import type { Brief } from '../kernel/view.ts';
import type { Refused } from './acting.ts';
import type { Leaving, Letter } from './leaving.ts';
import type { Page } from './page.ts';
import { roomOfCommand } from './rooms.ts';
import { articleTag, atMoment, channelName, hiddenInputs, type Markup, type Reader, signature } from './words.ts';

type Seeing = Reader & { abilities(channel: string): Abilities; now: Date };

/** What was pressed on the page; `again`: it was to be sent, but is no longer what was shown. */
type Pressed = { sent: URLSearchParams; nth: number; tests: boolean; again: boolean; action: string };

/** What steers this page, and is made anew for the next. */
const own = new Set(['token', 'post', 'seen', 'xem', 'thu', 'gui']);

/** What is to be sent as it was shown; empty: it is only looked at further. */
export const seenIn = (sent: URLSearchParams): string | null =>
  sent.has('seen') ? (sent.has('gui') ? (sent.get('seen') ?? '') : '') : null;

/** Which recipient is shown. */
export function shownNth({ letters }: Leaving, sent: URLSearchParams): number {
  const wanted = Number(sent.get('xem') ?? sent.get('dang-xem') ?? 0);
  return Number.isInteger(wanted) && wanted >= 0 && wanted < letters.length ? wanted : 0;
}

/** "31 Zalo, 4 Telegram, 2 chưa có kênh": persons, each by the way of his first message. */
function countsOf({ say }: Pick<Reader, 'say'>, { letters }: Leaving): { people: number; ways: string } {
  const wayOf = new Map<string, string | null>();
  for (const { person, channel } of letters) if (!wayOf.has(person)) wayOf.set(person, channel);
  const counts = Map.groupBy(wayOf.values(), (channel) => channel);
  const ways = [...counts].toSorted(([one], [other]) => Number(one === null) - Number(other === null));
  const named = ways.map(([channel, all]) =>
    channel === null
      ? say(text('desk:preview.none', { count: all.length }))
      : say(text('desk:preview.way', { count: all.length, channel: channelName(channel) })),
  );
  return { people: wayOf.size, ways: named.join(', ') };
}

export function previewPage(
  seeing: Seeing,
  command: Command,
  leaving: Leaving,
  refused: readonly Refused[],
  { sent, nth, tests, again, action }: Pressed,
): Page {
  const { say } = seeing;
  const { letters, mark } = leaving;
  const letter = letters[nth];
  const { people, ways } = countsOf(seeing, leaving);
  const title = say(text('desk:preview.heading', { what: aboutCommand(command) }));
  const kept = [...sent].filter(([name]) => !own.has(name) && name !== 'dang-xem');
  const send = say(text('desk:preview.send', { count: people, ways }));
  const step = (to: number, words: Text): Markup =>
    to < 0 || to >= letters.length
      ? html``
      : html`<button class="second" type="submit" name="xem" value="${to}">${say(words)}</button>`;
  const note = again
    ? html`<div class="note late" role="alert"><p>${say(text('desk:preview.changed'))}</p></div>`
    : tests
      ? html`<div class="note good" role="status"><p>${say(text('desk:preview.tested'))}</p></div>`
      : '';
  const without =
    refused.length === 0
      ? ''
      : html`<div class="note late"><p><strong>${say(text('desk:many.refused', { count: refused.length }))}</strong></p><ul>${refused.map(({ what, because }) => html`<li>${what ? html`${say(what)}: ` : ''}${say(because)}</li>`)}</ul></div>`;
  const unreached = letters.filter(({ channel }) => channel === null).map(({ name }) => name);
  const held = letters.find(({ from }) => from !== null)?.from;
  const main = html`<h1>${title} ${articleTag(seeing, command.article)}</h1><p class="facts">${say(text('desk:preview.not-yet'))}</p>${note}${without}
<form class="preview" method="post" action="${action}">${signature(seeing)}${hiddenInputs([...kept, ['seen', mark], ['dang-xem', String(nth)]])}<button class="first" type="submit" name="xem" value="${nth}" tabindex="-1" aria-hidden="true">${say(text('desk:preview.show'))}</button>
<div class="letter"><div class="head"><h2>${say(text('desk:preview.nth', { nth: nth + 1, count: letters.length }))}</h2><div class="choices">${step(nth - 1, text('desk:preview.before'))}${step(nth + 1, text('desk:preview.next'))}</div></div>${letter ? drawn(seeing, letter) : ''}</div>
<section class="recipients" aria-label="${say(text('desk:preview.to'))}"><h2>${say(text('desk:preview.to'))}</h2><ol>${letters.map((one, at) => html`<li><button type="submit" name="xem" value="${at}"${at === nth ? html` aria-current="true"` : ''}><span>${one.name}</span> ${way(seeing, one)}</button></li>`)}</ol></section>
<aside><h2>${say(text('desk:preview.now'))}</h2><ul class="checks"><li>${ways}</li>${unreached.length > 0 ? html`<li><span class="late">✕ ${say(text('desk:preview.unreached', { count: unreached.length }))}</span> ${unreached.join(', ')}</li>` : ''}<li>${held ? say(text('desk:preview.held', { at: atMoment(seeing, held) })) : say(text('desk:preview.at-once'))}</li></ul></aside>
<div class="sending"><button class="primary" type="submit" name="gui" value="1">${send}</button><button class="second" type="submit" name="thu" value="1">${say(text('desk:preview.test'))}</button></div></form>`;
  return { title, main, room: roomOfCommand(seeing.registry, command), isOpen: true };
}

const way = ({ say }: Reader, { channel }: Letter): Markup =>
  channel === null
    ? html`<span class="late">✕ ${say(text('desk:preview.no-way'))}</span>`
    : html`<span>${say(channelName(channel))}</span>`;

/** The message on his own messenger: buttons where it has them for so many choices, numbered lines where not. */
function drawn(seeing: Seeing, letter: Letter): Markup {
  const { say } = seeing;
  const { view, channel, name, post } = letter;
  const who = post === '' ? name : `${name}, ${post}`;
  if (channel === null) {
    return html`<div class="phone"><p class="whose">${say(text('desk:preview.unsent', { who }))}</p>${bubble(seeing, letter, [])}</div>`;
  }
  const { buttons, maxButtons, ...able } = seeing.abilities(channel);
  if (view.brief && inForm(able, letter, seeing.now)) return formDrawn(seeing, view.brief, channel, who);
  const choices = view.choices ?? [];
  const shown = buttons ? asButtons(choices, maxButtons ?? choices.length) : null;
  const numbered = shown ? [] : numberedChoices(view).map(({ number, choice }) => `${number}. ${say(choice.label)}`);
  const pressed = shown
    ? html`<ul class="keys">${shown.buttons.map(({ label }) => html`<li>${say(label)}</li>`)}</ul>`
    : '';
  return html`<div class="phone"><p class="whose">${say(text('desk:preview.as', { channel: channelName(channel), who }))}</p>${bubble(seeing, letter, numbered)}${pressed}</div>`;
}

/** Whoever has not written for so long, or is known by his telephone number alone, is written to in an approved form only. */
const inForm = ({ briefsOnly, window }: Pick<Abilities, 'briefsOnly' | 'window'>, { heardAt }: Letter, now: Date) =>
  briefsOnly === true ||
  (window !== undefined && (heardAt === null || now.getTime() - heardAt.getTime() > window.closes));

/** The form: what is put into it, and the answers it offers; the words around it are those that were approved. */
const formDrawn = ({ say }: Reader, { values, answers = [] }: Brief, channel: string, who: string): Markup =>
  html`<div class="phone"><p class="whose">${say(text('desk:preview.as', { channel: channelName(channel), who }))}</p><div class="bubble"><p class="hint">${say(text('desk:preview.form'))}</p>${Object.values(values).map((value) => html`<p>${say(value)}</p>`)}</div>${answers.length > 0 ? html`<ul class="keys">${answers.map(({ label }) => html`<li>${say(label)}</li>`)}</ul>` : ''}</div>`;

const bubble = ({ say }: Reader, { view }: Letter, numbered: readonly string[]): Markup =>
  html`<div class="bubble">${view.heading ? html`<p><strong>${say(view.heading)}</strong></p>` : ''}${view.lines.map((line) => html`<p>${say(line)}</p>`)}${numbered.length > 0 ? html`<p>${say(text('numbered:reply-by-number'))}</p>` : ''}${numbered.map((line) => html`<p>${line}</p>`)}${view.note ? html`<p class="hint">${say(view.note)}</p>` : ''}</div>`;
