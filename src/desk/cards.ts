// What a command shows, on a page: its words and choices, a form that is still to be filled in, a refusal.
import { html } from 'hono/html';
import { notPermittedView } from '../bot/views.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command, Option } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import { tableIn } from '../kernel/table.ts';
import { moment, said, type Text, text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import type { Form, Result, Undo } from './acting.ts';
import { figure } from './figure.ts';
import type { Asked } from './filling.ts';
import { type HandedIn, handedInList } from './handed-in.ts';
import type { Page } from './page.ts';
import { pageName, roomOfCommand } from './rooms.ts';
import {
  articleTag,
  choices,
  formPath,
  hiddenInputs,
  lookPath,
  type Markup,
  manyPath,
  type Reader,
  sendingPath,
  signature,
} from './words.ts';

/** A card; `level` of its heading. */
export function card(reader: Reader, view: View, level: 1 | 2, handed: readonly HandedIn[] = []): Markup {
  const { say } = reader;
  const { heading, lines, note, choices: offered = [] } = view;
  const words = heading && say(heading);
  return html`${words ? (level === 1 ? html`<h1>${words}</h1>` : html`<h2>${words}</h2>`) : ''}<div class="lines">${lines.map((line) => html`<p>${say(line)}</p>`)}</div>${note ? html`<p class="note">${say(note)}</p>` : ''}${handedInList(reader, handed)}${choices(reader, offered)}`;
}

/** What is kept about its reader, to be taken along: nothing is handed over before he asks. */
const filesOf = ({ say }: Reader): Markup =>
  html`<p class="on-paper">${say(text('desk:dossier'))}: <a href="?dang=xlsx" rel="noreferrer">Excel</a> · <a href="?dang=json" rel="noreferrer">JSON</a></p>`;

/** The page of what came of a command. */
export function resultPage(reader: Reader, command: Command, result: Result): Page {
  return { room: roomOfCommand(reader.registry, command), ...pageOfResult(reader, command, result) };
}

function pageOfResult(reader: Reader, command: Command, result: Result): Page {
  const { say } = reader;
  const title = command.decide ? say(aboutCommand(command)) : pageName(reader, command);
  const head = html`<h1>${title} ${articleTag(reader, command.article)}</h1>`;
  switch (result.kind) {
    case 'done': {
      const { view, acted, told, files } = result;
      const who = told.length > 0 ? text('desk:done.told', { who: told.join(', ') }) : text('desk:done.told-nobody');
      const main = html`${view.heading ? '' : head}${stoppable(reader, result)}${undoable(reader, result)}${acted ? html`<p class="note good" role="status">${say(who)}</p>` : ''}${card(reader, view, 1, files)}${result.prints && 'picture' in result.prints ? figure(reader, result.prints.picture) : ''}${result.prints && 'dossier' in result.prints ? filesOf(reader) : ''}`;
      return { title: view.heading ? say(view.heading) : title, main };
    }
    case 'form':
      return {
        title,
        main: html`${head}${formOf(reader, result.form)}`,
        isOpen: true,
        ...(hasProblem(result.form) && { status: 422 }),
        ...(result.form.meanwhile && { status: 409 }),
      };
    case 'refused':
      return { title, main: html`${head}${refused(reader, result.refusal)}`, status: 422 };
    case 'not-permitted': {
      const view = notPermittedView(command);
      return {
        title,
        main: html`${head}<div class="note late" role="alert">${card(reader, view, 2)}</div>`,
        status: 403,
      };
    }
    case 'many': {
      const { count, told } = result;
      const who = told.length > 0 ? text('desk:done.told', { who: told.join(', ') }) : text('desk:done.told-nobody');
      const not =
        result.refused.length === 0
          ? ''
          : html`<div class="note late" role="alert"><p><strong>${say(text('desk:many.refused', { count: result.refused.length }))}</strong></p><ul>${result.refused.map(({ what, because }) => html`<li>${what ? html`${say(what)}: ` : ''}${say(because)}</li>`)}</ul></div>`;
      const done =
        count === 0
          ? ''
          : html`<div class="note good" role="status"><p>${say(text('desk:many.done', { count }))} ${say(who)}</p></div>`;
      return {
        title,
        main: html`${head}${stoppable(reader, result)}${done}${undoable(reader, result)}${not}`,
        ...(count === 0 && { status: 422 as const }),
      };
    }
    case 'preview':
      throw new Error('a preview has a page of its own');
    case 'again':
      return {
        title,
        main: html`${head}<p class="note" role="status">${say(text('desk:done.once'))}</p>`,
        status: 409,
      };
  }
}

/** What came of cells that were filled in: written, or why not; `gone`: what was typed where nothing is entered any more. */
export function enteredNote(
  reader: Reader,
  done: Extract<Result, { kind: 'many' }> | null,
  { count, gone }: { count: number; gone: readonly Text[] },
): Markup {
  const { say } = reader;
  if (done) {
    const { told } = done;
    const who = told.length > 0 ? text('desk:done.told', { who: told.join(', ') }) : text('desk:done.told-nobody');
    return html`${stoppable(reader, done)}<div class="note good" role="status"><p>${say(text('desk:enter.done', { count: done.count }))} ${say(who)}</p></div>${undoable(reader, done)}`;
  }
  if (count + gone.length === 0) return html`<p class="note" role="status">${say(text('desk:enter.nothing'))}</p>`;
  return html`<div class="note late" role="alert"><p>${say(text('desk:enter.wrong', { count: count + gone.length }))}</p>${gone.length > 0 ? html`<ul>${gone.map((line) => html`<li>${say(line)}</li>`)}</ul>` : ''}</div>`;
}

/** What goes to many is held for a moment: here it is stopped. */
const stoppable = (reader: Reader, { sending }: { sending?: string }): Markup => {
  if (sending === undefined) return html``;
  const kept = hiddenInputs([
    ['dot', sending],
    ['viec', 'stop'],
  ]);
  return html`<div class="note" role="status"><p>${reader.say(text('desk:sending.just'))} <a href="${sendingPath}">${reader.say(text('desk:sending.see'))}</a></p><form method="post" action="${sendingPath}">${signature(reader)}${kept}<button class="stop" type="submit">${reader.say(text('desk:sending.stop-all'))}</button></form></div>`;
};

/** What was just done is taken back with one press, as long as nobody has gone on from it. */
const undoable = (reader: Reader, { undo, sending }: { undo?: Undo; sending?: string }): Markup => {
  if (!undo) return html``;
  const kept: [string, string][] = [
    ['viec', undo.command],
    ...undo.rows.map((row): [string, string] => ['r', row]),
    ...(sending === undefined ? [] : [['dot', sending] as [string, string]]),
  ];
  return html`<form class="undo" method="post" action="${manyPath}">${signature(reader)}${hiddenInputs(kept)}<button class="second" type="submit">${reader.say(text('desk:done.undo', { count: undo.rows.length }))}</button></form>`;
};

export function refused(reader: Reader, { because, article, choices: ways = [] }: Refusal): Markup {
  const { say } = reader;
  return html`<div class="note late" role="alert"><p><strong>${say(text('desk:refused.heading'))}.</strong> ${say(because)} ${articleTag(reader, article)}</p></div>${choices(reader, ways)}`;
}

export const hasProblem = ({ asked, refusal }: Form): boolean =>
  refusal !== null || asked.some(({ problem }) => problem);

/** `address`: where it is sent, elsewhere than at the desk; `does`: what its button says there. */
export function formOf(reader: Reader, form: Form, elsewhere?: { address: string; does: Text }): Markup {
  const { say } = reader;
  const { command, given, asked, more, matter, refusal, since, meanwhile } = form;
  const acts = command.decide !== undefined;
  const wrong = asked.filter(({ problem }) => problem !== null);
  const shown = new Set(asked.map(({ name }) => name));
  // What was typed for fields that wait for others is kept.
  const waiting = Object.entries(given.typed).filter(([name]) => !shown.has(name));
  const hidden: [string, string][] = [
    ...Object.entries(given.pressed).map(([name, value]): [string, string] => [`a.${name}`, value]),
    ...waiting.map(([name, value]): [string, string] => [`f.${name}`, value]),
    ...asked.flatMap(({ name, fixed }): [string, string][] => (fixed ? [] : [['asked', name]])),
    ...(acts ? [['moc', since] as [string, string]] : []),
  ];
  const does = elsewhere?.does ?? aboutCommand(command);
  const address = elsewhere?.address ?? (acts ? formPath(command) : lookPath(command.name));
  const brings = asked.some(({ field }) => field.table);
  const button = more ? text('desk:form.next') : acts ? does : text('desk:form.look');
  const summary =
    wrong.length === 0
      ? ''
      : html`<div class="note late" role="alert"><p><strong>${say(text('desk:form.problems', { count: wrong.length }))}</strong></p><ul>${wrong.map(({ name, ask, problem }) => html`<li><a href="#f-${name}">${atDesk(reader, say(ask))}</a> ${say(problem!)}</li>`)}</ul></div>`;
  // Enter in a field presses the first button there is: never one that changes a field.
  const first = asked.some(({ offers }) => offers.length > 0)
    ? html`<button class="first" type="submit" tabindex="-1" aria-hidden="true">${say(button)}</button>`
    : '';
  const other =
    meanwhile === null
      ? ''
      : html`<div class="note late" role="alert"><p>${say(text('desk:form.meanwhile', { name: meanwhile.name, at: moment(meanwhile.at, 'time'), what: aboutCommand(command) }))}</p></div>`;
  return html`${matter ? html`<p class="facts">${say(matter)}</p>` : ''}${other}${refusal && refusal.field === undefined ? refused(reader, refusal) : summary}
<form class="fields" method="${acts ? 'post' : 'get'}" action="${address}"${brings ? html` enctype="multipart/form-data"` : ''} novalidate>${acts ? signature(reader) : ''}${hiddenInputs(hidden)}${first}${asked.map((one) => field(reader, one, refusal))}
<div class="choices"><button class="primary" type="submit">${say(button)}</button></div></form>${refusal?.field === undefined ? '' : choices(reader, refusal.choices ?? [])}`;
}

/** The fields of a form, with what is wrong with them. */
export const fieldsOf = (reader: Reader, { asked, refusal }: Form): Markup =>
  html`${refusal && refusal.field === undefined ? refused(reader, refusal) : ''}${asked.map((one) => field(reader, one, refusal))}`;

/** Without what is done in a chat alone: sending several messages, saying that they are all. */
const atDesk = ({ say }: Reader, words: string): string =>
  say(text('desk:form.chat-only'))
    .split('|')
    .reduce((left, one) => left.replace(one, ''), words);

/** One of a set; where any words fit, or several at once, they are typed, with the set offered. */
const isChoice = ({ field, options }: Asked): boolean =>
  options.length > 0 && !field.anyWords && !field.several && !field.numeric && !(field.read && field.optional);

/** More are chosen from a list that opens. */
const mostRadios = 7;

function field(reader: Reader, one: Asked, refusal: Refusal | null): Markup {
  const { say } = reader;
  const { name, field, ask, about, problem, offers, fixed } = one;
  const label = atDesk(reader, say(ask));
  if (fixed) return html`<p class="fact"><span>${label}</span> <strong>${say(fixed.label)}</strong></p>`;
  const id = `f-${name}`;
  const described = [...(about ? [`${id}-about`] : []), ...(problem ? [`${id}-problem`] : [])].join(' ');
  const article = refusal?.field === name ? refusal.article : undefined;
  const said = html`${about ? html`<p class="hint" id="${id}-about">${say(about)}</p>` : ''}${problem ? html`<p class="problem" id="${id}-problem"><span aria-hidden="true">◆</span> ${say(problem)} ${articleTag(reader, article)}</p>` : ''}`;
  const use = offers.map(
    (option) =>
      html`<button class="second" type="submit" name="f.${name}" value="${option.value}">${say(text('desk:form.use', { words: option.label }))}</button>`,
  );
  const ways = html`name="f.${name}" aria-describedby="${described}"${problem ? html` aria-invalid="true"` : ''}`;
  const kind = problem ? 'field wrong' : 'field';
  const optional = field.optional ? html` <span class="hint">${say(text('desk:form.optional'))}</span>` : '';
  if (isChoice(one) && one.options.length <= mostRadios) {
    return html`<fieldset class="${kind}" id="${id}"><legend>${label}${optional}</legend>${said}${one.options.map((option, nth) => radio(reader, one, option, nth))}${use}</fieldset>`;
  }
  return html`<div class="${kind}"><label for="${id}">${label}${optional}</label>${said}${control(reader, one, id, ways)}${use.length > 0 ? html`<div class="choices">${use}</div>` : ''}</div>`;
}

const radio = ({ say }: Reader, { name, value }: Asked, option: Option, nth: number): Markup =>
  html`<p class="radio"><input type="radio" id="f-${name}-${nth}" name="f.${name}" value="${option.value}"${option.value === value ? html` checked` : ''}><label for="f-${name}-${nth}">${say(option.label)}</label></p>`;

function control({ say }: Reader, one: Asked, id: string, ways: Markup): Markup {
  const { field, options, value } = one;
  if (field.table) {
    // The file of before is still there: another is chosen in its place.
    const brought = tableIn(value);
    const before = brought
      ? html`<p>${say(text('desk:form.brought', { name: said(brought.name), count: brought.rows.length }))}</p><input type="hidden" name="f.${one.name}" value="${value}">`
      : '';
    return html`${before}<input type="file" id="${id}" name="tep" accept=".xlsx">`;
  }
  if (field.collect) {
    const files = field.collect.files
      ? text(field.collect.texts ? 'desk:form.files-in-chat' : 'desk:form.only-in-chat')
      : null;
    const box = field.collect.texts ? html`<textarea id="${id}" ${ways} rows="6">${value}</textarea>` : '';
    return html`${box}${files ? html`<p class="hint">${say(files)}</p>` : ''}`;
  }
  if (isChoice(one)) {
    const empty = html`<option value="">${say(text('desk:form.choose'))}</option>`;
    const listed = options.map(
      (option) =>
        html`<option value="${option.value}"${option.value === value ? html` selected` : ''}>${say(option.label)}</option>`,
    );
    return html`<select id="${id}" ${ways}>${empty}${listed}</select>`;
  }
  // Shown again as words: an id that was chosen means nothing to a reader.
  const chosen = options.find((option) => option.value === value);
  const words = chosen ? say(chosen.label) : value;
  if (options.length > 0) {
    const list = options.map((option) => html`<option value="${say(option.label)}"></option>`);
    return html`<input type="text" id="${id}" ${ways} value="${words}" list="${id}-list" autocomplete="off"><datalist id="${id}-list">${list}</datalist>`;
  }
  if (field.long) return html`<textarea id="${id}" ${ways} rows="3">${words}</textarea>`;
  return html`<input type="text" id="${id}" ${ways} value="${words}" autocomplete="off"${field.numeric ? html` inputmode="numeric"` : ''}>`;
}

/** Said where a list is empty. */
export const nothing = ({ say }: Pick<Reader, 'say'>, words: Text = text('desk:page.none')): Markup =>
  html`<p class="empty">${say(words)}</p>`;
