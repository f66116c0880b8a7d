// The head of a page: where one is, its name, and what is begun there; the act that matters stands last.
import { html } from 'hono/html';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import type { Actor } from '../kernel/person.ts';
import { actsOn, placesOf, roomOfCommand } from './rooms.ts';
import { actPath, articleTag, type Markup, type Reader } from './words.ts';

/** `more`: other ways on, which stand before what is begun here. */
export function pageHead(reader: Reader, by: Actor, page: Command, title: string, more: Markup = html``): Markup {
  const { registry, say } = reader;
  const place = placesOf(registry, by).find(({ room }) => room === roomOfCommand(registry, page));
  const [first, ...others] = place ? actsOn(registry, place, page) : [];
  const begun = (one: Command, look: 'primary' | 'second'): Markup =>
    html`<a class="${look}" href="${actPath(one.name)}">${say(aboutCommand(one))}</a>`;
  return html`<div class="head"><h1>${title} ${articleTag(reader, page.article)}</h1><div class="ways">${more}${others.map((one) => begun(one, 'second'))}${first ? begun(first, 'primary') : ''}</div></div>`;
}
