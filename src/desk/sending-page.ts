// The queue of what is leaving: every sending with how many went, a button that stops it and one that lets it go.
import { html } from 'hono/html';
import { aboutCommand } from '../engine/registry.ts';
import { type Text, text } from '../kernel/text.ts';
import { nothing } from './cards.ts';
import type { Page } from './page.ts';
import type { Move, Others, Sending } from './sending.ts';
import {
  atMoment,
  channelName,
  glance,
  hiddenInputs,
  type Markup,
  type Reader,
  sendingPath,
  signature,
} from './words.ts';

type Queue = { sendings: readonly Sending[]; others: readonly Others[]; now: Date };

export function sendingPage(reader: Reader, { sendings, others, now }: Queue, said: Text | null, wrong: boolean): Page {
  const { say } = reader;
  const title = say(text('desk:sending.heading'));
  const note = said
    ? html`<div class="note ${wrong ? 'late' : 'good'}" role="${wrong ? 'alert' : 'status'}"><p>${say(said)}</p></div>`
    : '';
  const list =
    sendings.length === 0
      ? nothing(reader, text('desk:sending.none'))
      : html`${sendings.map((one) => sendingCard(reader, one, now))}`;
  const rest = others.map(({ channel, count, from }) => {
    const values = { count, channel: channelName(channel) };
    return html`<li>${say(from && from > now ? text('desk:sending.others-from', { ...values, at: atMoment(reader, from) }) : text('desk:sending.others', values))}</li>`;
  });
  return {
    title,
    room: 'sending',
    ...(wrong && { status: 409 }),
    main: html`<h1>${title}</h1>${note}${list}<h2>${say(text('desk:sending.rest'))}</h2>${rest.length === 0 ? nothing(reader, text('desk:sending.none-else')) : html`<ul class="plain">${rest}</ul>`}`,
  };
}

/** How one stands, and what may be done with what has not left. */
export function sendingCard(reader: Reader, one: Sending, now: Date): Markup {
  const { say, registry } = reader;
  const command = registry.commands.get(one.command);
  const all = one.gone + one.waiting + one.failed;
  const isHeld = one.state === 'leaving' && one.heldUntil !== null && one.heldUntil > now;
  const how: Text =
    one.waiting === 0
      ? text('desk:sending.over')
      : one.state === 'awaits'
        ? text('desk:sending.awaits')
        : one.state === 'stopped'
          ? text('desk:sending.stopped', { name: one.movedBy ?? one.by })
          : isHeld
            ? text('desk:sending.held', { at: atMoment(reader, one.heldUntil!) })
            : text('desk:sending.leaving');
  const look = one.waiting === 0 ? 'good' : one.state === 'leaving' ? 'waits' : 'late';
  const button = (what: Move, words: Text, kind: string): Markup =>
    html`<form method="post" action="${sendingPath}">${signature(reader)}${hiddenInputs([
      ['dot', one.id],
      ['viec', what],
    ])}<button class="${kind}" type="submit">${say(words)}</button></form>`;
  const stop = button('stop', text('desk:sending.stop', { count: one.waiting }), 'stop');
  const go = button('go', text(isHeld ? 'desk:sending.at-once' : 'desk:sending.go', { count: one.waiting }), 'second');
  const acts =
    one.waiting === 0
      ? ''
      : html`<div class="choices">${one.state === 'leaving' ? stop : ''}${one.state !== 'leaving' || isHeld ? go : ''}</div>`;
  return html`<section class="card sending-card"><h2>${command ? say(aboutCommand(command)) : one.command}</h2><p class="facts">${say(text('desk:sending.by', { name: one.by, at: atMoment(reader, one.createdAt) }))}</p><p>${glance(look, say(how))}</p><p><progress max="${all}" value="${one.gone}" aria-label="${say(text('desk:sending.progress'))}"></progress> ${say(text('desk:sending.counts', { gone: one.gone, all, waiting: one.waiting, failed: one.failed }))}</p>${acts}</section>`;
}
