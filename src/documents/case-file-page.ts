// The file of a matter as a page that reads and prints well (Điều 8.9).
import { html, raw } from 'hono/html';
import type { CaseFile, CaseFileBlock, CaseFileCell, CaseFileTable } from '../kernel/case-file.ts';
import { moment, plainText, type Text, text } from '../kernel/text.ts';

type Say = (words: Text) => string;
type Markup = ReturnType<typeof html>;

/** The whole page; nothing in it is fetched from elsewhere. */
export async function caseFilePage(caseFile: CaseFile, say: Say, printedAt: Date): Promise<string> {
  const { title, body, about, parts } = caseFile;
  const block = blocks(caseFile, say);
  const page = html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${say(title)}</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <header>
      <p>${body}</p>
      <h1>${say(title)}</h1>
      <p>${say(about)}</p>
      <p class="small">${say(text('papers:case-file.made', { at: moment(printedAt) }))}</p>
    </header>
    <nav>
      <h2>${say(plainText('papers:case-file.contents'))}</h2>
      <ol>${parts.map(({ heading }, nth) => html`<li><a href="#p${nth + 1}">${say(heading)}</a></li>`)}</ol>
    </nav>
    ${parts.map(
      (part, nth) =>
        html`<section id="p${nth + 1}"><h2>${nth + 1}. ${say(part.heading)}</h2>${part.blocks.map(block)}</section>`,
    )}
  </body>
</html>
`;
  return String(await page);
}

function blocks({ files }: CaseFile, say: Say): (block: CaseFileBlock) => Markup {
  const known = new Map(files.map((file) => [file.id, file]));
  const fileLink = (id: string): Markup => {
    const { name = '', path } = known.get(id) ?? {};
    return path ? html`<div><a href="${path}">${name}</a></div>` : html`<div>${name}</div>`;
  };
  const cell = (one: CaseFileCell | null): Markup | string => {
    if (one === null) return '';
    if ('lines' in one) return html`${one.lines.map((line) => html`<div>${say(line)}</div>`)}`;
    if ('words' in one) return html`<div class="words">${one.words}</div>`;
    if ('code' in one) return html`<code>${one.code}</code>`;
    if ('files' in one) return html`${one.files.map(fileLink)}`;
    return say(one);
  };
  const table = ({ columns, rows }: CaseFileTable): Markup => {
    if (rows.length === 0) return html`<p>${say(plainText('papers:case-file.none'))}</p>`;
    const head = columns.map((column) => html`<th scope="col">${say(column)}</th>`);
    const body = rows.map((row) => html`<tr>${row.map((one) => html`<td>${cell(one)}</td>`)}</tr>`);
    return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  };
  return (block) => {
    if ('table' in block) return table(block.table);
    if ('paragraphs' in block) return html`${block.paragraphs.map((line) => html`<p>${say(line)}</p>`)}`;
    if ('facts' in block) {
      const rows = block.facts.map(
        ([name, value]) => html`<tr><th scope="row">${say(name)}</th><td class="words">${cell(value)}</td></tr>`,
      );
      return html`<table><tbody>${rows}</tbody></table>`;
    }
    const { heading, blocks: said } = block.paper;
    return html`<h3>${say(heading)}</h3>${said.map((one) => {
      if (one.kind === 'lines') return '';
      if (one.kind === 'table') return table({ columns: one.columns.map(({ label }) => label), rows: one.rows });
      return one.kind === 'heading' ? html`<h3>${say(one.words)}</h3>` : html`<p>${say(one.words)}</p>`;
    })}`;
  };
}

const style = `
@page { size: A4; margin: 20mm 15mm 20mm 25mm; }
body { font: 13pt/1.4 "Times New Roman", Tinos, serif; color: #000; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { text-align: center; }
h1 { font-size: 16pt; margin: .5rem 0; }
h2 { font-size: 13pt; margin: 1.5rem 0 .5rem; break-after: avoid; }
h3 { font-size: 12pt; margin: 1rem 0 .4rem; break-after: avoid; }
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
