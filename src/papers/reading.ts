// Reads any .docx as a check needs it: its pages, and its paragraphs with the look that reaches them through styles.
import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'saxen';

export type SeenRun = {
  text: string;
  font: string;
  /** In points. */
  size: number;
  bold: boolean;
  italics: boolean;
  underline: boolean;
  /** Of six hexadecimal digits, or `auto`. */
  color: string;
};

/** A line drawn below a paragraph, in twips, or as a drawing, whose length is not known. */
export type Rule = { length: number | null };

export type SeenParagraph = {
  kind: 'paragraph';
  text: string;
  runs: readonly SeenRun[];
  align: string;
  /** Twips. */
  firstLine: number;
  before: number;
  after: number;
  line: { rule: 'auto' | 'exact' | 'atLeast'; value: number };
  rule: Rule | null;
  boxed: boolean;
};

export type SeenTable = { kind: 'table'; rows: readonly (readonly SeenCell[])[] };
type SeenCell = { width: number; paragraphs: readonly SeenParagraph[] };
export type SeenBlock = SeenParagraph | SeenTable;

export type SeenSection = {
  /** Twips. */
  page: { width: number; height: number };
  margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;
  blocks: readonly SeenBlock[];
  /** The number of the page stands above, in the middle; and not on the first page. */
  numbered: boolean;
  hidesFirst: boolean;
};

/** Bytes that are no Word file, or unpack to more than any paper does. */
export class NoPaper extends Error {
  override readonly name = 'NoPaper';
}

const mostUnpacked = 50 * 1024 * 1024;
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

type Node = { name: string; at: Readonly<Record<string, string>>; inside: Node[]; text: string };

function parsed(xml: string): Node {
  const root: Node = { name: '', at: {}, inside: [], text: '' };
  const open = [root];
  const parser = new Parser();
  parser.ns({ [main]: 'w', [relations]: 'r' });
  parser.on('openTag', (name, attributes) => {
    const node: Node = { name, at: { ...attributes() }, inside: [], text: '' };
    open.at(-1)!.inside.push(node);
    open.push(node);
  });
  parser.on('closeTag', () => void open.pop());
  parser.on('text', (words, decode) => {
    open.at(-1)!.text += decode(words);
  });
  parser.on('error', (error) => {
    throw new NoPaper(error.message);
  });
  parser.parse(xml);
  return root;
}

const first = (node: Node | undefined, ...path: string[]): Node | undefined =>
  path.reduce<Node | undefined>((at, name) => at?.inside.find((one) => one.name === name), node);
const all = (node: Node | undefined, name: string): Node[] => node?.inside.filter((one) => one.name === name) ?? [];
const value = (node: Node | undefined, name = 'w:val'): string | undefined => node?.at[name];
const figure = (node: Node | undefined, name: string): number | undefined => {
  const read = Number(node?.at[name]);
  return node?.at[name] !== undefined && Number.isFinite(read) ? read : undefined;
};
const deep = (node: Node, name: string): boolean => node.name === name || node.inside.some((one) => deep(one, name));

/** Properties that stand nearer are read before those behind them. */
type Looks = readonly (Node | undefined)[];
const nearest = (looks: Looks, name: string): Node | undefined => {
  for (const look of looks) {
    const found = first(look, name);
    if (found) return found;
  }
  return undefined;
};
const isOn = (looks: Looks, name: string): boolean => {
  const found = nearest(looks, name);
  return found !== undefined && !['0', 'false', 'none', 'off'].includes(value(found) ?? '1');
};
const nearestFigure = (looks: Looks, name: string, of: string): number | undefined => {
  for (const look of looks) {
    const found = figure(first(look, name), of);
    if (found !== undefined) return found;
  }
  return undefined;
};

class Reader {
  readonly #styles: ReadonlyMap<string, Node>;
  readonly #defaults: Node | undefined;
  readonly #usual: string | undefined;

  constructor(styles: Node | undefined) {
    const root = first(styles, 'w:styles');
    this.#styles = new Map(all(root, 'w:style').map((style) => [value(style, 'w:styleId') ?? '', style]));
    this.#defaults = first(root, 'w:docDefaults');
    this.#usual = all(root, 'w:style').find(
      (style) => value(style, 'w:default') === '1' && value(style, 'w:type') === 'paragraph',
    )?.at['w:styleId'];
  }

  #chain(id: string | undefined): Node[] {
    const found: Node[] = [];
    for (let at = id; at !== undefined && found.length < 20; ) {
      const style = this.#styles.get(at);
      if (!style) break;
      found.push(style);
      at = value(first(style, 'w:basedOn'));
    }
    return found;
  }

  paragraph(node: Node, width: number): SeenParagraph {
    const own = first(node, 'w:pPr');
    const styles = this.#chain(value(first(own, 'w:pStyle')) ?? this.#usual);
    const looks: Looks = [
      own,
      ...styles.map((style) => first(style, 'w:pPr')),
      first(this.#defaults, 'w:pPrDefault', 'w:pPr'),
    ];
    const runs = runsIn(node).map((run) => this.#run(run, styles));
    const length = (name: string): number | undefined => nearestFigure(looks, 'w:ind', name);
    const spacing = (name: string): number => nearestFigure(looks, 'w:spacing', name) ?? 0;
    const border = nearest(looks, 'w:pBdr');
    const sides = ['w:top', 'w:bottom', 'w:left', 'w:right'].map((side) => !isNone(first(border, side)));
    const lineRule = nearest(looks, 'w:spacing')?.at['w:lineRule'];
    const left = length('w:left') ?? length('w:start') ?? 0;
    const right = length('w:right') ?? length('w:end') ?? 0;
    const drawn = ['w:pict', 'w:drawing', 'mc:AlternateContent'].some((name) => deep(node, name));
    const text = runs.map((run) => run.text).join('');
    return {
      kind: 'paragraph',
      text,
      runs: runs.filter((run) => run.text.trim() !== ''),
      align: value(nearest(looks, 'w:jc')) ?? 'left',
      firstLine: length('w:firstLine') ?? 0,
      before: spacing('w:before'),
      after: spacing('w:after'),
      line: {
        rule: lineRule === 'exact' || lineRule === 'atLeast' ? lineRule : 'auto',
        value: nearestFigure(looks, 'w:spacing', 'w:line') ?? 240,
      },
      rule: sides[1] && !sides[2] ? { length: width - left - right } : drawn ? { length: null } : null,
      boxed: sides.every(Boolean),
    };
  }

  #run(node: Node, styles: readonly Node[]): SeenRun {
    const own = first(node, 'w:rPr');
    const looks: Looks = [
      own,
      ...this.#chain(value(first(own, 'w:rStyle'))).map((style) => first(style, 'w:rPr')),
      ...styles.map((style) => first(style, 'w:rPr')),
      first(this.#defaults, 'w:rPrDefault', 'w:rPr'),
    ];
    const fonts = looks.map((look) => first(look, 'w:rFonts'));
    const font = fonts.map((one) => one?.at['w:ascii'] ?? one?.at['w:hAnsi']).find((one) => one !== undefined);
    const words = node.inside.map((one) => (one.name === 'w:t' ? one.text : one.name === 'w:tab' ? '\t' : ''));
    return {
      text: words.join(''),
      font: font ?? '',
      size: (nearestFigure(looks, 'w:sz', 'w:val') ?? 20) / 2,
      bold: isOn(looks, 'w:b'),
      italics: isOn(looks, 'w:i'),
      underline: isOn(looks, 'w:u'),
      color: value(nearest(looks, 'w:color')) ?? 'auto',
    };
  }

  table(node: Node, width: number): SeenTable {
    const columns = all(first(node, 'w:tblGrid'), 'w:gridCol').map((column) => figure(column, 'w:w') ?? 0);
    const rows = all(node, 'w:tr').map((row) =>
      all(row, 'w:tc').map((cell, nth): SeenCell => {
        const own = figure(first(cell, 'w:tcPr', 'w:tcW'), 'w:w') ?? columns[nth] ?? width;
        return { width: own, paragraphs: all(cell, 'w:p').map((one) => this.paragraph(one, own)) };
      }),
    );
    return { kind: 'table', rows };
  }
}

const isNone = (side: Node | undefined): boolean =>
  side === undefined || ['none', 'nil', undefined].includes(value(side));

/** Runs of a paragraph, those within links and corrections too; what was struck out is none. */
const runsIn = (node: Node): Node[] =>
  node.inside.flatMap((one) =>
    one.name === 'w:r'
      ? [one]
      : ['w:hyperlink', 'w:ins', 'w:smartTag', 'w:sdt', 'w:sdtContent'].includes(one.name)
        ? runsIn(one)
        : [],
  );

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let sum = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^word\/.*\.(?:xml|rels)$/.test(name)) return false;
        sum += originalSize;
        if (sum > mostUnpacked) throw new NoPaper('too large');
        return true;
      },
    });
  } catch (error) {
    throw new NoPaper((error as Error).message);
  }
}

/** @throws NoPaper */
export function readPaper(bytes: Uint8Array): SeenSection[] {
  const files = unpacked(bytes);
  const xml = (name: string): Node | undefined => {
    const found = files[`word/${name}`];
    return found && parsed(strFromU8(found));
  };
  const body = first(xml('document.xml'), 'w:document', 'w:body');
  if (!body) throw new NoPaper('no document');
  const reader = new Reader(xml('styles.xml'));
  const links = xml('_rels/document.xml.rels')?.inside.flatMap((one) => one.inside) ?? [];
  const targets = new Map(links.map(({ at: { Id = '', Target = '' } }) => [Id, Target]));
  const sections: SeenSection[] = [];
  let blocks: Node[] = [];
  const close = (properties: Node | undefined): void => {
    const [size, margin] = [first(properties, 'w:pgSz'), first(properties, 'w:pgMar')];
    const page = { width: figure(size, 'w:w') ?? 12_240, height: figure(size, 'w:h') ?? 15_840 };
    const side = (name: string): number => figure(margin, `w:${name}`) ?? 1_440;
    const margins = { top: side('top'), bottom: side('bottom'), left: side('left'), right: side('right') };
    const width = page.width - margins.left - margins.right;
    const headers = all(properties, 'w:headerReference');
    const header = headers.find((one) => (value(one, 'w:type') ?? 'default') === 'default');
    const above = header && xml((targets.get(header.at['r:id'] ?? '') ?? '').replace(/^\/?(?:word\/)?/, ''));
    sections.push({
      page,
      margins,
      blocks: blocks.map((one) => (one.name === 'w:tbl' ? reader.table(one, width) : reader.paragraph(one, width))),
      // What a section does not say it has from the one before it.
      numbered: header ? above !== undefined && isNumbered(above, reader) : (sections.at(-1)?.numbered ?? false),
      hidesFirst: first(properties, 'w:titlePg') !== undefined,
    });
    blocks = [];
  };
  for (const node of body.inside) {
    if (node.name === 'w:p' || node.name === 'w:tbl') blocks.push(node);
    const properties = first(node, 'w:pPr', 'w:sectPr');
    if (node.name === 'w:p' && properties) close(properties);
    if (node.name === 'w:sectPr') close(node);
  }
  if (blocks.length > 0) close(undefined);
  return sections;
}

function isNumbered(header: Node, reader: Reader): boolean {
  const paragraphs = header.inside.flatMap((one) => all(one, 'w:p'));
  return paragraphs.some((one) => {
    const fields = all(one, 'w:fldSimple').map((field) => field.at['w:instr'] ?? '');
    const words = runsIn(one).flatMap((run) => all(run, 'w:instrText').map(({ text }) => text));
    return [...fields, ...words].some((field) => /\bPAGE\b/.test(field)) && reader.paragraph(one, 0).align === 'center';
  });
}
