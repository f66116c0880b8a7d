// The frame of every page: head, content, contents; and the pages of the door, which nobody has to be in for.
import { html } from 'hono/html';
import { deskPath, type Room } from '../kernel/desk.ts';
import type { Actor, Language } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import { markPath, scriptPath } from './live-paths.ts';
import { type Place, pageName, pagePath, placesOf, roomPath, roomText } from './rooms.ts';
import { type Markup, type Reader, searchPath, signature, stylePath } from './words.ts';

const whole = (language: Language, title: string, body: Markup, more: Markup = html``): Markup => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${stylePath}">${more}
</head>
${body}
</html>`;

/** `room`: in which it stands. `live`: brought up to date by itself while it is open. `isOpen`: a form still to be filled in. */
export type Page = {
  title: string;
  main: Markup;
  room?: Room;
  live?: true;
  isOpen?: true;
  status?: 200 | 403 | 404 | 409 | 422;
};

/** The bodies somebody sits in, for the head; `mark`: what had happened before the page was made. */
type Office = { by: Actor; bodies: readonly string[]; path: string; mark: string; asked?: string };

/** A page of somebody who is in. */
export function framed(reader: Reader, office: Office, { title, main, room, live }: Page): Markup {
  const { say } = reader;
  const { by, bodies } = office;
  const seat = by.seats[0];
  const places = placesOf(reader.registry, by);
  const post = seat && say(text('desk:page.of', { post: seat.post, agency: seat.agency }));
  return whole(
    by.person.language,
    `${title} · ${say(text('desk:title'))}`,
    html`<body class="desk">
<header><a class="skip" href="#noi-dung">${say(text('desk:page.skip'))}</a><p class="name"><a href="${deskPath}">${say(text('desk:title'))}</a></p><p class="bodies">${bodies.join(' · ')}</p><a class="menu" href="#muc-luc">${say(text('desk:page.menu'))}</a></header>
<main id="noi-dung" tabindex="-1">${crumb(reader, office, places, room)}${main}</main>
<nav id="muc-luc" aria-label="${say(text('desk:page.menu'))}">${contents(reader, office, places, room)}
<div class="me"><p><strong>${by.person.fullName}</strong></p>${post ? html`<p>${post}</p>` : ''}<form method="post" action="${deskPath}/thoat">${signature(reader)}<button class="link" type="submit">${say(text('desk:page.leave'))}</button></form></div></nav>
</body>`,
    live &&
      html`<script defer src="${scriptPath}" data-mark="${markPath}" data-known="${office.mark}" data-stale="${say(text('desk:page.stale'))}"></script>`,
  );
}

/** The way back to the room, on what is none of its own pages. */
function crumb({ registry, say }: Reader, { path }: Office, places: readonly Place[], room: Room | undefined): Markup {
  const place = room && places.find((one) => one.room === room);
  if (!place || path === deskPath || place.pages.some((one) => pagePath(registry, one) === path)) return html``;
  return html`<p class="crumb"><a href="${roomPath(registry, place)}">${say(roomText(place.room))}</a> /</p>`;
}

/** Before these the menu has a line. */
const apart: ReadonlySet<Room> = new Set(['people']);

/** Search, the rooms, and within the one he is in its pages. */
function contents(reader: Reader, { path, asked }: Office, places: readonly Place[], room: Room | undefined): Markup {
  const { registry, say } = reader;
  const here = (is: boolean): Markup => (is ? html` aria-current="page"` : html``);
  const entries = places.map((place) => {
    const own = place.room === room;
    const address = roomPath(registry, place);
    const pages = own && place.pages.length > (place.room === 'today' ? 0 : 1) ? place.pages : [];
    const within = pages.map((one) => {
      const at = pagePath(registry, one);
      return html`<li><a href="${at}"${here(at === path)}>${pageName(reader, one)}</a></li>`;
    });
    return html`<li class="room${own ? ' own' : ''}${apart.has(place.room) ? ' apart' : ''}"><a href="${address}"${here(own && (pages.length === 0 || path === deskPath))}>${say(roomText(place.room))}</a>${within.length > 0 ? html`<ul>${within}</ul>` : ''}</li>`;
  });
  const search = say(text('desk:search.label'));
  return html`<form class="search" role="search" method="get" action="${searchPath}"><label class="unseen" for="tim">${search}</label><input type="search" id="tim" name="q" value="${asked ?? ''}" placeholder="${search}" autocomplete="off"></form><ul class="rooms">${entries}</ul>`;
}

/** A page of the door; `more` stands below its words. */
export const doorPage = (
  language: Language,
  say: (words: Text) => string,
  words: readonly Text[],
  more: Markup = html``,
  title: Text = text('desk:title'),
): Markup =>
  whole(
    language,
    say(title),
    html`<body class="door"><main><h1>${say(title)}</h1>${words.map((line) => html`<p>${say(line)}</p>`)}${more}</main></body>`,
  );

/** A page to be printed, on A4: no menu, and a line that says how, which is not printed itself. */
export const paper = ({ say }: Pick<Reader, 'say'>, language: Language, title: string, main: Markup): Markup =>
  whole(
    language,
    title,
    html`<body class="paper"><header class="how"><a href="${deskPath}">${say(text('desk:title'))}</a> · ${say(text('desk:page.print'))}</header><main>${main}</main></body>`,
  );
