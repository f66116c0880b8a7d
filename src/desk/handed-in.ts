// Files beside a page: what each is called, who handed it in and when; opened for whom that page shows it to at that moment.
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Command } from '../kernel/command.ts';
import { deskPath } from '../kernel/desk.ts';
import { moment, said, type Text, text } from '../kernel/text.ts';
import type { Transaction } from '../store/transaction.ts';
import { isShown } from '../web/headers.ts';
import type { Given } from './filling.ts';
import { carried, type Markup, type Reader } from './words.ts';

/** `state`: on its way from the messenger, here, or not taken. `path`: where it is opened; null where an act brought it. */
export type HandedIn = {
  name: string;
  size: number | null;
  by: string | null;
  at: Date;
  state: string;
  path: string | null;
};

/** The files of a view, in its order; `looked`: the look that showed them, which opening one of them asks anew. */
export async function handedIn(
  tx: Transaction,
  ids: readonly string[],
  looked: { command: Command; given: Given } | null,
): Promise<HandedIn[]> {
  if (ids.length === 0) return [];
  const rows = await tx.file.findMany({ where: { id: { in: [...ids] } } });
  const people = await tx.person.findMany({
    where: { id: { in: rows.flatMap(({ uploaderId }) => uploaderId ?? []) } },
    select: { id: true, fullName: true },
  });
  const named = new Map(people.map(({ id, fullName }) => [id, fullName]));
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = known.get(id);
    if (!row) return [];
    const { name, size, state, createdAt: at } = row;
    return [{ name, size, state, at, by: named.get(row.uploaderId ?? '') ?? null, path: looked && pathOf(id, looked) }];
  });
}

const pathOf = (id: string, { command, given }: { command: Command; given: Given }): string =>
  `${deskPath}/tep/${id}/${command.name}?${new URLSearchParams(carried(given.pressed))}`;

const states: Readonly<Record<string, Text>> = {
  expected: text('desk:file.expected'),
  refused: text('desk:file.refused'),
};

export function handedInList({ say }: Reader, files: readonly HandedIn[]): Markup {
  if (files.length === 0) return html``;
  return html`<ul class="files" aria-label="${say(text('desk:file.heading'))}">${files.map((one) => html`<li>${line(say, one)}</li>`)}</ul>`;
}

function line(say: Reader['say'], { name, size, by, at, state, path }: HandedIn): Markup {
  const here = state === 'stored' && path !== null;
  // A file with a secrecy mark keeps no name.
  const words = name === '' ? say(text('desk:file.nameless')) : name;
  const facts = [
    ...(size === null ? [] : [sizeText(size)]),
    ...(by ? [text('desk:file.by', { name: said(by), at: moment(at) })] : [text('desk:file.at', { at: moment(at) })]),
    ...(states[state] ? [states[state]] : []),
  ].map(say);
  const opens = here && isShown(name) ? html`<a href="${path}">${words}</a>` : html`<strong>${words}</strong>`;
  const saves = here ? html` · <a href="${path}&amp;luu=1">${say(text('desk:file.save'))}</a>` : '';
  return html`${opens} · ${facts.join(' · ')}${saves}`;
}

const KILO = 1024;

/** Of bytes, as offices say it; never nought. */
function sizeText(bytes: number): Text {
  if (bytes < KILO * KILO) return text('desk:file.kilobytes', { count: Math.max(1, Math.round(bytes / KILO)) });
  const tenths = Math.round((bytes * 10) / (KILO * KILO));
  return text('desk:file.megabytes', { whole: Math.floor(tenths / 10), tenth: tenths % 10 });
}

/** Something made just now, to be stored on the reader's device. */
export function handedOver(
  context: Context,
  { name, mime, bytes }: { name: string; mime: string; bytes: Uint8Array },
): Response {
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': mime,
    'content-disposition': `attachment; filename="giay.${name.split('.').at(-1)}"; filename*=UTF-8''${encoded(name)}`,
  });
}

/** As a header may hold it (RFC 8187). */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * What an act has made out, on the page that says so and nowhere else: codes for one person each are kept by nobody, so the
 * page itself holds the file.
 */
export const madeOut = ({ say }: Reader, files: readonly { name: string; mime: string; bytes: Uint8Array }[]): Markup =>
  html`${files.map(({ name, mime, bytes }) => html`<p class="ways here"><a class="primary" download="${name}" href="data:${mime};base64,${Buffer.from(bytes).toString('base64')}">${say(text('desk:file.made-out', { name: said(name) }))}</a> <span class="hint">${say(text('desk:file.only-here'))}</span></p>`)}`;
