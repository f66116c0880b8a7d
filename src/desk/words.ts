// How a page of the desk speaks to its reader, and where its pages stand.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import type { Registry } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { deskPath } from '../kernel/desk.ts';
import type { Look } from '../kernel/register.ts';
import { dayValue, moment, said, type Text, text } from '../kernel/text.ts';
import { dayOf } from '../kernel/time.ts';
import type { Choice, Press } from '../kernel/view.ts';
import { knownChannel } from '../kernel/ways.ts';
import { formToken, newPost, type Session } from './sessions.ts';

export type Markup = ReturnType<typeof html>;

/** Who reads a page: his language, the forms he may send. */
export type Reader = {
  registry: Registry;
  session: Session;
  say(words: Text): string;
  /** He goes through what waits for him, one after the other: after each act the next is shown. */
  deciding?: true;
  /** Elsewhere than at the desk: where a choice leads; null where it leads nowhere from here. */
  elsewhere?(press: Extract<Press, { command: string }>): { act: string } | { look: string } | null;
};

export const style = readFileSync(join(import.meta.dirname, 'desk.css'));
/** Changes with its bytes, so that browsers may keep it. */
export const stylePath = `${deskPath}/desk-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;

export const lookPath = (command: string): string => `${deskPath}/xem/${command}`;
export const actPath = (command: string): string => `${deskPath}/viec/${command}`;
export const listPath = (register: string): string => `${deskPath}/danh-sach/${register}`;
/** Where a sheet of it comes back. */
export const sheetPath = (register: string): string => `${deskPath}/nhap/${register}`;
/** Where a form of a command is sent; one that brings a file goes where files are taken. */
export const formPath = ({ name, fields = {} }: Pick<Command, 'name' | 'fields'>): string =>
  Object.values(fields).some(({ table }) => table) ? sheetPath(name) : actPath(name);
export const printPath = (register: string): string => `${deskPath}/in/${register}`;
/** Where cells are filled in. */
export const enterPath = (register: string): string => `${deskPath}/ghi/${register}`;
export const manyPath = `${deskPath}/nhieu`;
export const sendingPath = `${deskPath}/dang-gui`;
export const decidingPath = `${deskPath}/duyet`;
export const searchPath = `${deskPath}/tim`;
export const cardPath = (noun: string, id: string): string => `${deskPath}/the/${noun}/${encodeURIComponent(id)}`;

/** The commands that show a matter, by the argument that names it. */
export const showing = ({ chapters, commands }: Registry, noun: string): Command[] => {
  const names = chapters.flatMap(({ shownBy = {} }) => shownBy[noun] ?? []);
  return [...new Set(names)].flatMap((name) => commands.get(name) ?? []);
};

/** The arguments a choice brings, as an address or a form carries them. */
export const carried = (args: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(args).map(([name, value]) => [`a.${name}`, value]);

/** Where a choice leads that only looks; null for one that acts. */
export function lookedAt(registry: Registry, press: Press): string | null {
  if ('form' in press) return null;
  if ('link' in press) return /^https?:\/\//.test(press.link) ? press.link : null;
  const command = registry.commands.get(press.command);
  if (!command || command.decide) return null;
  if (registry.registers.has(command.name)) {
    return `${listPath(command.name)}?${new URLSearchParams(press.args)}`;
  }
  const [only, ...others] = Object.entries(press.args);
  if (only && others.length === 0 && showing(registry, only[0]).includes(command)) return cardPath(...only);
  return `${lookPath(command.name)}?${new URLSearchParams(carried(press.args))}`;
}

/** What every form of the desk carries: whose it is, and which one. */
export const signature = ({ session, deciding }: Reader): Markup =>
  html`<input type="hidden" name="token" value="${formToken(session)}"><input type="hidden" name="post" value="${newPost()}">${deciding ? html`<input type="hidden" name="duyet" value="1">` : ''}`;

export const hiddenInputs = (values: Iterable<readonly [string, string]>): Markup[] =>
  [...values].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

/** A choice: a link where it looks, a button where it acts. */
export function chosen(reader: Reader, { label, press, look }: Choice, primary: boolean): Markup {
  const words = reader.say(label);
  if (reader.elsewhere && 'command' in press) {
    const to = reader.elsewhere(press);
    if (to === null) return html``;
    return 'look' in to
      ? html`<a class="link" href="${to.look}">${words}</a>`
      : actForm(reader, to.act, press.args, words, look, primary);
  }
  const address = lookedAt(reader.registry, press);
  const command = 'command' in press ? reader.registry.commands.get(press.command) : undefined;
  if (address !== null && command && isOnPaper(command)) return onPaper(words, address, command);
  if (address !== null) return html`<a class="link" href="${address}" rel="noreferrer">${words}</a>`;
  if (!('command' in press)) return html``;
  return actForm(reader, actPath(press.command), press.args, words, look, primary);
}

const actForm = (
  reader: Reader,
  address: string,
  args: Readonly<Record<string, string>>,
  words: string,
  look: Choice['look'],
  primary: boolean,
): Markup =>
  html`<form method="post" action="${address}">${signature(reader)}${hiddenInputs(carried(args))}<button type="submit" class="${look === 'bad' ? 'stop' : primary ? 'primary' : 'second'}">${words}</button></form>`;

/** A look that hands something over to be printed. */
export const isOnPaper = ({ decide, paper, slips, proof, caseFile }: Command): boolean =>
  decide === undefined && [paper, slips, proof, caseFile].some((one) => one !== undefined);

/** A paper, to be read and to be worked on; a proof, with the file for programs; slips with a code are only printed. */
export function onPaper(words: string, address: string, { paper, proof }: Command): Markup {
  const other = paper ? (['docx', 'Word'] as const) : proof ? (['json', 'JSON'] as const) : null;
  return html`<span class="on-paper">${words}: <a href="${address}" rel="noreferrer">PDF</a>${other ? html` · <a href="${address}&dang=${other[0]}" rel="noreferrer">${other[1]}</a>` : ''}</span>`;
}

export const choices = (reader: Reader, all: readonly Choice[]): Markup => {
  const first = all.findIndex(({ look }) => look === 'good');
  return all.length === 0
    ? html``
    : html`<div class="choices">${all.map((one, nth) => chosen(reader, one, nth === first))}</div>`;
};

export const onDay = (reader: Reader, at: Date): string =>
  reader.say(text('desk:today.at', { at: dayValue(dayOf(at)) }));

export const atMoment = (reader: Reader, at: Date): string => reader.say(text('desk:cell.moment', { at: moment(at) }));

/** The article a command or a refusal rests on. */
export const articleTag = (reader: Pick<Reader, 'say'>, article: string | undefined): Markup =>
  article === undefined
    ? html``
    : html`<span class="tag">${reader.say(article === 'QĐ45' ? text('desk:form.article-qd45') : text('desk:form.article', { article }))}</span>`;

/** A messenger by its short name, as it is counted and stands above a message. */
export function channelName(channel: string): Text {
  const known = knownChannel(channel);
  return known ? text(`desk:channel.${known}`) : said(channel);
}

const shapes: Readonly<Record<Look, string>> = { good: '✓', late: '◆', soon: '▲', waits: '◷', open: '○' };

/** Shape and colour beside the words. */
export const glance = (look: Look | null, words: string): Markup | string =>
  look === null
    ? words
    : html`<span class="look ${look}"><span aria-hidden="true">${shapes[look]}</span> ${words}</span>`;
