// What a spreadsheet says beside its values: which rows, columns and sheets are hidden, which cells hold an error or a
// formula nobody has reckoned. The library that reads the values passes over all of it.
import { strFromU8, unzipSync } from 'fflate';

export type SheetMarks = {
  name: string;
  hidden: boolean;
  /** As the spreadsheet numbers them, from 1. */
  hiddenRows: ReadonlySet<number>;
  /** From 0. */
  hiddenColumns: ReadonlySet<number>;
  /** Cells without a value, by row (from 1) and column (from 0): what the spreadsheet shows there. */
  errors: ReadonlyMap<number, ReadonlyMap<number, string>>;
};

/** More than a list of people unpacks to; what is larger is no list. */
const largest = 60 * 1024 * 1024;
const columnsAtMost = 1000;

/** @throws Error when it is no workbook, or unpacks to more than a list may. */
export function readMarks(bytes: Uint8Array): SheetMarks[] {
  let unpacked = 0;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      const wanted = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/i.test(name);
      if (wanted) unpacked += originalSize;
      if (unpacked > largest) throw new Error('unpacks to too much');
      return wanted;
    },
  });
  const text = (path: string): string => (files[path] ? strFromU8(files[path]) : '');
  const targets = new Map(
    tags(text('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ Id, Target = '' }) => [
      Id,
      Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`,
    ]),
  );
  return tags(text('xl/workbook.xml'), 'sheet').flatMap((sheet): SheetMarks[] => {
    const path = targets.get(sheet['r:id'] ?? sheet['id']) ?? '';
    if (!files[path]) return [];
    const hidden = sheet['state'] === 'hidden' || sheet['state'] === 'veryHidden';
    return [{ name: unescaped(sheet['name'] ?? ''), hidden, ...marksOf(text(path)) }];
  });
}

type Attributes = Readonly<Record<string, string>>;

const attributesOf = (words: string): Attributes =>
  Object.fromEntries(
    [...words.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [name, a ?? b]),
  );

const tags = (xml: string, name: string): Attributes[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, 'g'))].map(([, words]) => attributesOf(words!));

function marksOf(xml: string): Omit<SheetMarks, 'name' | 'hidden'> {
  const hiddenRows = new Set(
    tags(xml, 'row')
      .filter(({ hidden, ht }) => isOn(hidden) || ht === '0')
      .map(({ r }) => Number(r)),
  );
  const hiddenColumns = new Set(
    tags(xml, 'col')
      .filter(({ hidden, width }) => isOn(hidden) || width === '0')
      .flatMap(({ min, max }) => range(Number(min) - 1, Math.min(Number(max), columnsAtMost))),
  );
  const errors = new Map<number, Map<number, string>>();
  for (const [, words, content = ''] of xml.matchAll(/<(?:\w+:)?c\s([^>]*[^/])>(.*?)<\/(?:\w+:)?c>/gs)) {
    const shown = errorIn(words!, content);
    const at = shown === null ? null : /^([A-Z]+)(\d+)$/.exec(attributesOf(words!)['r'] ?? '');
    if (!at) continue;
    const row = Number(at[2]);
    errors.set(row, (errors.get(row) ?? new Map<number, string>()).set(columnNumber(at[1]!), shown!));
  }
  return { hiddenRows, hiddenColumns, errors };
}

function errorIn(words: string, content: string): string | null {
  if (/\bt\s*=\s*["']e["']/.test(words)) return unescaped(/<(?:\w+:)?v>(.*?)<\//.exec(content)?.[1] ?? '#?');
  return /<(?:\w+:)?f\b/.test(content) && !/<(?:\w+:)?v\b/.test(content) ? '#?' : null;
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, nth) => from + nth);

/** "A" is 0, "AA" 26. */
const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const unescaped = (words: string): string =>
  words.replace(/&(lt|gt|quot|apos|amp|#\d+|#x[0-9a-fA-F]+);/g, (_, name: string) => {
    const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return named[name] ?? String.fromCodePoint(Math.min(code, 0x10ffff));
  });
