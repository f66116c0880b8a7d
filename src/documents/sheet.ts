// What a printed page is made of: numbered sections with tables and lists; how it looks on A4.
import { html } from 'hono/html';
import { plainText, type Text, type TextKey, text } from '../kernel/text.ts';

export type Say = (words: Text) => string;
export type Markup = ReturnType<typeof html>;
export type Cell = Text | Markup | null;

/** Tables and lists with a heading, numbered as they come. */
export class Sheet {
  readonly #say: Say;
  #number = 0;

  constructor(say: Say) {
    this.#say = say;
  }

  words(line: Text): string {
    return this.#say(line);
  }

  table(heading: TextKey, columns: readonly string[], rows: readonly (readonly Cell[])[]): Markup {
    const head = columns.map(
      (column) => html`<th scope="col">${this.#say(plainText(`records:column.${column}` as TextKey))}</th>`,
    );
    const body = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${this.#cell(cell)}</td>`)}</tr>`);
    return this.#section(
      heading,
      rows.length === 0
        ? html`<p>${this.#say(text('records:none'))}</p>`
        : html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
    );
  }

  facts(heading: TextKey, facts: readonly (readonly [TextKey, Text | null])[]): Markup {
    const told = facts.filter(([, value]) => value !== null);
    const rows = told.map(
      ([key, value]) =>
        html`<tr><th scope="row">${this.#say(plainText(key))}</th><td class="words">${this.#cell(value)}</td></tr>`,
    );
    return this.#section(heading, html`<table><tbody>${rows}</tbody></table>`);
  }

  paragraphs(heading: TextKey, lines: readonly Text[]): Markup {
    return this.#section(heading, html`${lines.map((line) => html`<p>${this.#say(line)}</p>`)}`);
  }

  #section(heading: TextKey, content: Markup): Markup {
    this.#number += 1;
    return html`<section><h2>${this.#number}. ${this.#say(plainText(heading))}</h2>${content}</section>`;
  }

  #cell(cell: Cell): string | Markup {
    if (cell === null) return '';
    return typeof cell === 'object' && ('key' in cell || 'said' in cell) ? this.#say(cell) : cell;
  }
}

export const style = `
@page { size: A4; margin: 20mm 15mm 20mm 25mm; }
body { font: 13pt/1.4 "Times New Roman", Tinos, serif; color: #000; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { text-align: center; }
h1 { font-size: 16pt; margin: .5rem 0; }
h2 { font-size: 13pt; margin: 1.5rem 0 .5rem; break-after: avoid; }
.small { font-size: 11pt; }
.words { white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; font-size: 11pt; }
th, td { border: 1px solid #444; padding: .2rem .4rem; text-align: left; vertical-align: top; }
td { overflow-wrap: break-word; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
code { font: 8pt/1.3 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
a { color: inherit; }
section { overflow-x: auto; }
@media print { body { padding: 0; max-width: none; } section { overflow: visible; } }
`;
