// Prints the file of a matter as one PDF/A for keeping: cover, list of contents with pages, numbered parts, the originals by
// their names and sums.
import type { CaseFile, CaseFileBlock, CaseFileCell, CaseFileTable } from '../kernel/case-file.ts';
import type { Block } from '../kernel/sheet.ts';
import { moment, plainText, type Text, text } from '../kernel/text.ts';
import { set } from './typeset/typesetter.ts';
import { printable, type Say } from './words.ts';

/** Words in their own lines; `sum`: set small, and broken anywhere. */
type Cell = { lines: string[]; sum: boolean };
type Drawn =
  | { kind: 'facts'; rows: (readonly [string, Cell])[] }
  | { kind: 'table'; columns: string[]; shares: readonly number[]; rows: Cell[][] }
  | { kind: 'paragraphs' | 'heading'; lines: string[] };

/** The bytes of a PDF/A. @throws when it cannot be set */
export function caseFilePdf(caseFile: CaseFile, say: Say, now: Date): Promise<Uint8Array> {
  const said = (words: Text): string => printable(say(words));
  const names = new Map(caseFile.files.map(({ id, name }) => [id, printable(name)]));
  const draw = drawing(said, names);
  const data = {
    title: said(caseFile.title),
    body: printable(caseFile.body),
    about: said(caseFile.about),
    made: said(text('papers:case-file.made', { at: moment(now) })),
    contents: said(plainText('papers:case-file.contents')),
    none: said(plainText('papers:case-file.none')),
    parts: caseFile.parts.map(({ heading, blocks }) => ({ heading: said(heading), blocks: blocks.flatMap(draw) })),
  };
  return set({ template: 'case-file', data, at: now.getTime() });
}

/** As wide as what stands in each column, within reason. */
const sharesFor = (head: readonly string[], rows: readonly (readonly Cell[])[]): number[] =>
  head.map((label, nth) => {
    const lengths = [label, ...rows.flatMap((row) => row[nth]?.lines ?? [])].map((words) => words.length);
    return Math.min(60, Math.max(8, ...lengths));
  });

const linesOf = (words: string): string[] =>
  words
    .split('\n')
    .map(printable)
    .filter((line) => line !== '');

function drawing(said: (words: Text) => string, names: ReadonlyMap<string, string>) {
  const cell = (one: CaseFileCell | null): Cell => {
    if (one === null) return { lines: [], sum: false };
    if ('lines' in one) return { lines: one.lines.map(said), sum: false };
    if ('words' in one) return { lines: linesOf(one.words), sum: false };
    if ('code' in one) return { lines: [one.code], sum: true };
    if ('files' in one) return { lines: one.files.map((id) => names.get(id) ?? ''), sum: false };
    return { lines: [said(one)], sum: false };
  };
  const table = ({ columns, shares, rows }: CaseFileTable): Drawn => {
    const head = columns.map(said);
    const cells = rows.map((row) => columns.map((_column, nth) => cell(row[nth] ?? null)));
    return { kind: 'table', columns: head, shares: shares ?? sharesFor(head, cells), rows: cells };
  };
  const printed = (block: Block): Drawn[] => {
    if (block.kind === 'lines') return [];
    if (block.kind !== 'table') {
      return [{ kind: block.kind === 'heading' ? 'heading' : 'paragraphs', lines: [said(block.words)] }];
    }
    const columns = block.columns.map(({ label }) => label);
    return [table({ columns, shares: block.columns.map(({ share = 1 }) => share), rows: block.rows })];
  };
  return (block: CaseFileBlock): Drawn[] => {
    if ('facts' in block)
      return [{ kind: 'facts', rows: block.facts.map(([name, value]) => [said(name), cell(value)]) }];
    if ('table' in block) return [table(block.table)];
    if ('paragraphs' in block) return [{ kind: 'paragraphs', lines: block.paragraphs.map(said) }];
    return [{ kind: 'heading', lines: [said(block.paper.heading)] }, ...block.paper.blocks.flatMap(printed)];
  };
}
