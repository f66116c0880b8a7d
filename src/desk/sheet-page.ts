// Where a sheet comes back: the form for the file, and what it would change, line by line, before anything is done.
import { html } from 'hono/html';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import type { Register } from '../kernel/register.ts';
import { plainText, said, type Text, text } from '../kernel/text.ts';
import type { Refused } from './acting.ts';
import type { Page } from './page.ts';
import { pageName, roomOfCommand } from './rooms.ts';
import { keptOf, type Meant } from './sheet-in.ts';
import { actPath, glance, hiddenInputs, listPath, type Markup, type Reader, sheetPath, signature } from './words.ts';

const headOf = (reader: Reader, one: Register): Pick<Page, 'title' | 'room'> & { head: Markup } => {
  const command: Command = reader.registry.commands.get(one.name)!;
  const title = reader.say(text('desk:sheet.heading', { list: said(pageName(reader, command)) }));
  return { title, room: roomOfCommand(reader.registry, command), head: html`<h1>${title}</h1>` };
};

/** The form for the file; `problem`: why the last one was not read. */
export function sheetPage(reader: Reader, one: Register, problem: Text | null): Page {
  const { say } = reader;
  const { head, ...page } = headOf(reader, one);
  const taken = one.columns.filter(({ name }) => one.takes!.changes[name]).map(({ label }) => say(plainText(label)));
  const key = one.columns.find(({ name }) => name === one.takes!.key)!;
  const about = text('desk:sheet.about', { columns: said(taken.join(', ')), key: plainText(key.label) });
  const wrong = problem ? html`<div class="note late" role="alert"><p>${say(problem)}</p></div>` : '';
  const main = html`${head}<p class="facts">${say(about)}</p>${wrong}<form class="fields" method="post" enctype="multipart/form-data" action="${sheetPath(one.name)}">${signature(reader)}<div class="field"><label for="tep">${say(text('desk:sheet.file'))}</label><p class="hint" id="tep-about">${say(text('desk:sheet.file-about'))} <a href="${listPath(one.name)}.xlsx">${say(text('desk:list.sheet'))}</a></p><input type="file" id="tep" name="tep" accept=".xlsx" aria-describedby="tep-about" required></div><div class="field"><label for="because">${say(text('desk:sheet.because'))}</label><textarea id="because" name="because" rows="2" required></textarea></div><div class="choices"><button class="primary" type="submit">${say(text('desk:sheet.read'))}</button></div></form>`;
  return { ...page, main, isOpen: true, ...(problem && { status: 422 as const }) };
}

/** What it would change; with what is wrong beside each line nothing can be done. */
export function triedPage(
  reader: Reader,
  one: Register,
  { lines, changes, wrong, same }: Meant,
  because: string,
  refused: readonly Refused[],
): Page {
  const { say } = reader;
  const { head, ...page } = headOf(reader, one);
  const why = new Map(refused.map(({ nth, because: words }) => [nth, words]));
  const faults = wrong.length + refused.length;
  const bad = (words: Text): Markup => html`${glance('late', say(words))}`;
  const label = (name: 'line' | 'what' | 'from' | 'to' | 'check'): string => say(plainText(`desk:sheet.${name}`));
  const rows = [
    ...wrong.map(
      ({ line, name, because: words }) =>
        html`<tr><th scope="row">${line > 0 ? line : '–'}</th><td data-label="${label('what')}">${name}</td><td class="none">–</td><td class="none">–</td><td data-label="${label('check')}">${bad(words)}</td></tr>`,
    ),
    ...changes.map(({ line, name, column, from, to }, nth) => {
      const problem = why.get(nth);
      return html`<tr><th scope="row">${line}</th><td data-label="${label('what')}">${name === '' ? column : `${name} · ${column}`}</td><td data-label="${label('from')}"${from === null ? html` class="none"` : ''}>${from ? html`<del>${from}</del>` : '–'}</td><td data-label="${label('to')}">${to}</td><td data-label="${label('check')}">${problem ? bad(problem) : glance('good', say(text('desk:sheet.fine')))}</td></tr>`;
    }),
  ];
  const table =
    rows.length === 0
      ? html`<p class="empty">${say(text('desk:sheet.none'))}</p>`
      : html`<div class="wide"><table class="list"><thead><tr>${(['line', 'what', 'from', 'to', 'check'] as const).map((name) => html`<th scope="col">${label(name)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
  const note =
    faults > 0
      ? html`<div class="note late" role="alert"><p>${say(text('desk:sheet.wrong', { count: faults }))}</p></div>`
      : html`<p class="facts">${say(text('desk:sheet.meant', { count: changes.length, same }))}</p>`;
  const kept = hiddenInputs([['because', because], ...lines.map((line): [string, string] => ['dong', keptOf(line)])]);
  const go =
    faults > 0 || changes.length === 0
      ? html`<p class="ways here"><a class="second" href="${sheetPath(one.name)}">${say(text('desk:sheet.again'))}</a></p>`
      : html`<form method="post" action="${sheetPath(one.name)}">${signature(reader)}${kept}<div class="choices"><button class="primary" type="submit">${say(text('desk:sheet.go', { count: changes.length }))}</button></div></form><p class="ways here"><a class="second" href="${sheetPath(one.name)}">${say(text('desk:sheet.again'))}</a></p>`;
  return {
    ...page,
    main: html`${head}${note}${table}${go}`,
    isOpen: true,
    ...(faults > 0 && { status: 422 as const }),
  };
}

/** A file that could not be read, of an act that takes one. */
export function noTablePage(reader: Reader, command: Command): Page {
  const { say } = reader;
  const title = say(aboutCommand(command));
  return {
    title,
    room: roomOfCommand(reader.registry, command),
    status: 422,
    main: html`<h1>${title}</h1><div class="note late" role="alert"><p>${say(text('desk:sheet.not-a-sheet'))}</p></div><p class="ways here"><a class="second" href="${actPath(command.name)}">${say(text('desk:sheet.again'))}</a></p>`,
  };
}
