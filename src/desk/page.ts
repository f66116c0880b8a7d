// The frame of every page: head, content, contents; and the pages of the door, which nobody has to be in for.
import { html } from 'hono/html';
import { mayEver } from '../engine/permission.ts';
import { aboutCommand, type Registry } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { deskPath, enterCommand } from '../kernel/desk.ts';
import type { Actor, Language } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import { actPath, listPath, lookPath, type Markup, type Reader, signature, stylePath } from './words.ts';

const whole = (language: Language, title: string, body: Markup): Markup => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${stylePath}">
</head>
${body}
</html>`;

export type Page = { title: string; main: Markup; status?: 200 | 403 | 404 | 409 | 422 };

/** The bodies somebody sits in, for the head. */
export type Office = { by: Actor; bodies: readonly string[]; path: string };

/** A page of somebody who is in. */
export function framed(reader: Reader, office: Office, { title, main }: Page): Markup {
  const { say } = reader;
  const { by, bodies } = office;
  const seat = by.seats[0];
  const post = seat && say(text('desk:page.of', { post: seat.post, agency: seat.agency }));
  return whole(
    by.person.language,
    `${title} · ${say(text('desk:title'))}`,
    html`<body class="desk">
<header><a class="skip" href="#noi-dung">${say(text('desk:page.skip'))}</a><p class="name"><a href="${deskPath}">${say(text('desk:title'))}</a></p><p class="bodies">${bodies.join(' · ')}</p><a class="menu" href="#muc-luc">${say(text('desk:page.menu'))}</a></header>
<main id="noi-dung" tabindex="-1">${main}</main>
<nav id="muc-luc" aria-label="${say(text('desk:page.menu'))}">${contents(reader, office)}
<div class="me"><p><strong>${by.person.fullName}</strong></p>${post ? html`<p>${post}</p>` : ''}<form method="post" action="${deskPath}/thoat">${signature(reader)}<button class="link" type="submit">${say(text('desk:page.leave'))}</button></form></div></nav>
</body>`,
  );
}

function contents({ registry, say }: Reader, { by, path }: Office): Markup {
  const entry = (href: string, words: string): Markup =>
    html`<li><a href="${href}"${href === path ? html` aria-current="page"` : ''}>${words}</a></li>`;
  const group = (heading: Text, commands: readonly Command[], address: (name: string) => string): Markup =>
    commands.length === 0
      ? html``
      : html`<h2>${say(heading)}</h2><ul>${commands.map((one) => entry(address(one.name), say(aboutCommand(one))))}</ul>`;
  const { lists, looks, acts } = offered(registry, by);
  return html`<ul>${entry(deskPath, say(text('desk:page.today')))}</ul>${group(text('desk:page.lists'), lists, listPath)}${group(text('desk:page.looks'), looks, lookPath)}${group(text('desk:page.acts'), acts, actPath)}`;
}

/** What somebody may begin with: the registers, and the commands that have a word here. */
function offered(registry: Registry, by: Actor): Record<'lists' | 'looks' | 'acts', Command[]> {
  const registers = new Set(registry.chapters.flatMap(({ registers = [] }) => registers.map(({ name }) => name)));
  const open = [...registry.commands.values()].filter((one) => mayEver(by, one) && one.name !== enterCommand);
  const worded = open.filter(({ word, name, chat }) => word !== undefined && !chat && !registers.has(name));
  return {
    lists: open.filter(({ name }) => registers.has(name)),
    looks: worded.filter(({ decide }) => !decide),
    acts: worded.filter(({ decide }) => decide),
  };
}

/** A page of the door; `more` stands below its words. */
export const doorPage = (
  language: Language,
  say: (words: Text) => string,
  words: readonly Text[],
  more: Markup = html``,
): Markup =>
  whole(
    language,
    say(text('desk:title')),
    html`<body class="door"><main><h1>${say(text('desk:title'))}</h1>${words.map((line) => html`<p>${say(line)}</p>`)}${more}</main></body>`,
  );
