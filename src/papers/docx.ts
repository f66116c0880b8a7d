// Prints a paper as a Word file: everything in its place, nothing that Word has to guess.
import type { FileChild, ISectionOptions, Paragraph, ParagraphChild, Table, TableCell } from 'docx';
import { a4, type Form, font, footColumns, formsOfPapers, headColumns, twips, widthOf } from './form.ts';
import type { Laid, LaidBlock, LaidSignature } from './laid.ts';

/** Loaded when the first paper is printed: it is large. */
type Docx = typeof import('docx');

type Look = { bold?: true; italics?: true; size?: number; underline?: true; color?: string };
type Lay = {
  align?: 'left' | 'center' | 'right' | 'both';
  before?: number;
  after?: number;
  indent?: number;
  together?: true;
};

const points = (many: number): number => Math.round(many * 20);
/** Of the text, in twips. */
const widthIn = ({ margins }: Form, landscape = false): number =>
  twips((landscape ? a4.height : a4.width) - margins.left.printed - margins.right.printed);

/** A paper as the bytes of a .docx. */
export async function docxOf(laid: Laid): Promise<Uint8Array> {
  const docx = await import('docx');
  return new Printer(docx, laid).bytes();
}

class Printer {
  readonly #docx: Docx;
  readonly #laid: Laid;
  readonly #form: Form;

  constructor(docx: Docx, laid: Laid) {
    this.#docx = docx;
    this.#laid = laid;
    this.#form = formsOfPapers[laid.form];
  }

  async bytes(): Promise<Uint8Array> {
    const { Document, Packer } = this.#docx;
    const { size } = this.#form;
    const { title, author, blocks, annexes } = this.#laid;
    const made = new Document({
      title,
      creator: author,
      styles: {
        default: { document: { run: { font, size: size.printed * 2, language: { value: 'vi-VN' } } } },
      },
      sections: [
        this.#section([
          ...this.#head(),
          ...this.#title(),
          ...blocks.flatMap((block) => this.#block(block)),
          ...this.#foot(),
        ]),
        ...annexes.map(({ kind, about, attached, landscape, blocks, signature }) =>
          this.#section(
            [
              this.#line(kind, { bold: true }, { align: 'center' }),
              this.#line(about, { bold: true }, { align: 'center' }),
              this.#line(attached, { italics: true }, { align: 'center', after: 6 }),
              ...blocks.flatMap((block) => this.#block(block, landscape)),
              ...(signature ? [this.#columns([[], this.#signed(signature)], footColumns)] : []),
            ],
            landscape,
          ),
        ),
      ],
    });
    return new Uint8Array(await Packer.toBuffer(made));
  }

  /** Pages from the second on bear their number above, in the middle. */
  #section(children: FileChild[], landscape = false): ISectionOptions {
    const { Header, PageNumber, PageOrientation, Paragraph, TextRun } = this.#docx;
    const { margins } = this.#form;
    const number = new Paragraph({
      alignment: 'center',
      children: [new TextRun({ children: [PageNumber.CURRENT], size: 28 })],
    });
    return {
      properties: {
        titlePage: true,
        page: {
          size: {
            width: twips(a4.width),
            height: twips(a4.height),
            orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: {
            top: twips(margins.top.printed),
            bottom: twips(margins.bottom.printed),
            left: twips(margins.left.printed),
            right: twips(margins.right.printed),
            header: twips(10),
            footer: twips(10),
          },
        },
      },
      headers: { default: new Header({ children: [number] }), first: new Header({ children: [] }) },
      children,
    };
  }

  #line(words: string, look: Look = {}, lay: Lay = {}): Paragraph {
    return this.#paragraph([this.#run(words, look)], lay);
  }

  #run(words: string, { underline, size = this.#form.size.printed, ...look }: Look = {}): ParagraphChild {
    return new this.#docx.TextRun({
      text: words,
      size: Math.round(size * 2),
      font,
      ...look,
      ...(underline && { underline: {} }),
    });
  }

  #paragraph(children: ParagraphChild[], lay: Lay = {}): Paragraph {
    const { align = 'left', before = 0, after = 0, indent = 0, together } = lay;
    return new this.#docx.Paragraph({
      alignment: align,
      spacing: { before: points(before), after: points(after), line: 240, lineRule: 'auto' },
      ...(indent > 0 && { indent: { firstLine: twips(indent) } }),
      ...(together && { keepNext: true, keepLines: true }),
      children,
    });
  }

  /** In the body: justified, its first line set in, the form's distance from line to line. */
  #words(words: string, look: Look = {}, together?: true): Paragraph {
    const { line, indents, between } = this.#form;
    const spacing =
      'auto' in line
        ? { line: Math.round(line.auto * 240), lineRule: 'auto' as const }
        : { line: points(line.points), lineRule: 'exact' as const };
    return new this.#docx.Paragraph({
      alignment: 'both',
      spacing: { before: 0, after: points(between), ...spacing },
      indent: { firstLine: twips(indents[0]!) },
      ...(together && { keepNext: true }),
      children: [this.#run(words, look)],
    });
  }

  /** A drawn line so many points long, in the middle of a column so many twips wide. */
  #rule(length: number, column: number): Paragraph {
    const side = Math.max(0, Math.round((column - points(length)) / 2));
    return new this.#docx.Paragraph({
      spacing: { before: 0, after: 0, line: 80, lineRule: 'exact' },
      indent: { left: side, right: side },
      border: { bottom: { style: 'single', size: 6, space: 0, color: '000000' } },
      children: [],
    });
  }

  /** Words in a box: what must be seen at once. */
  #boxed(words: string, column: number): Paragraph {
    const side = Math.max(0, Math.round((column - points(widthOf(words, 13, true) + 16)) / 2));
    const edge = { style: 'single', size: 8, space: 2, color: '000000' } as const;
    return new this.#docx.Paragraph({
      alignment: 'center',
      spacing: { before: points(4), after: 0 },
      indent: { left: side, right: side },
      border: { top: edge, bottom: edge, left: edge, right: edge },
      children: [this.#run(words, { bold: true, size: 13 })],
    });
  }

  /** Side by side without borders; an empty column holds an empty line. */
  #columns(cells: readonly (readonly FileChild[])[], shares: readonly number[], width = widthIn(this.#form)): Table {
    const { Table, TableRow, TableCell } = this.#docx;
    const widths = shares.map((share) => Math.round((width * share) / 100));
    const none = { style: 'none', size: 0, color: 'auto' } as const;
    const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
    const children = cells.map(
      (content, nth): TableCell =>
        new TableCell({
          width: { size: widths[nth]!, type: 'dxa' },
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
          children: (content.length > 0 ? [...content] : [this.#line('')]) as Paragraph[],
        }),
    );
    return new Table({
      layout: 'fixed',
      width: { size: width, type: 'dxa' },
      columnWidths: widths,
      borders,
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      rows: [new TableRow({ cantSplit: true, children })],
    });
  }

  #head(): FileChild[] {
    const { form, issuing, country, rules } = this.#laid;
    const { names } = this.#form;
    const [left, right] = headColumns.map((share) => Math.round((widthIn(this.#form) * share) / 100)) as [
      number,
      number,
    ];
    const isParty = form === 'party';
    const [size, centred] = [isParty ? 14 : 12, { align: 'center' } as const];
    const from = [
      ...issuing.parent.map((words) => this.#line(words, { size }, centred)),
      ...issuing.issuer.map((words) => this.#line(words, { size, bold: true }, centred)),
      isParty ? this.#line('*', { size }, centred) : this.#rule(rules.issuer, left),
      this.#line(issuing.number, { size: 13 }, { ...centred, before: 4 }),
      ...issuing.subject.map((words, nth) =>
        this.#line(
          words,
          { size: 12, ...(isParty && { italics: true }) },
          { ...centred, ...(nth === 0 && { before: 6 }) },
        ),
      ),
      ...(issuing.draft === null ? [] : [this.#boxed(issuing.draft, left)]),
    ];
    const above = [
      this.#line(country.top, { bold: true, size: names.top }, centred),
      ...(country.motto === '' ? [] : [this.#line(country.motto, { bold: true, size: names.motto }, centred)]),
      this.#rule(rules.country, right),
      ...(country.date === null
        ? []
        : [this.#line(country.date, { italics: true, size: 13 }, { ...centred, before: 12 })]),
    ];
    return [this.#columns([from, above], headColumns)];
  }

  #title(): FileChild[] {
    const { kind, about, rules } = this.#laid;
    const title =
      kind === null
        ? []
        : [
            this.#line(kind, { bold: true }, { align: 'center', before: 14 }),
            ...about.map((words) => this.#line(words, { bold: true }, { align: 'center' })),
            this.#rule(rules.title, widthIn(this.#form)),
          ];
    return [...title, ...this.#addressees(), this.#gap(6)];
  }

  #gap(height: number): Paragraph {
    return new this.#docx.Paragraph({
      spacing: { before: 0, after: 0, line: points(height), lineRule: 'exact' },
      children: [],
    });
  }

  #addressees(): FileChild[] {
    const { to } = this.#laid;
    if (to === null) return [];
    if (to.listed.length === 0) return [this.#line(to.called, {}, { align: 'center', before: 12 })];
    const { Paragraph } = this.#docx;
    return [
      this.#line(to.called, {}, { align: 'left', before: 12, indent: 30 }),
      ...to.listed.map(
        (words) =>
          new Paragraph({
            indent: { left: twips(45) },
            alignment: 'left',
            children: [this.#run(words)],
            spacing: { after: 0 },
          }),
      ),
    ];
  }

  #block(block: LaidBlock, landscape = false): FileChild[] {
    switch (block.kind) {
      case 'paragraph':
        return [this.#words(block.words)];
      case 'basis':
        return [this.#words(block.words, { italics: true })];
      case 'heading':
        return [this.#words(block.words, { bold: true }, true)];
      case 'lines':
        return Array.from({ length: block.count }, () => this.#dotted(landscape));
      case 'table':
        return [this.#table(block, landscape), this.#gap(6)];
    }
  }

  /** To be written on. */
  #dotted(landscape: boolean): Paragraph {
    const { Paragraph, TextRun } = this.#docx;
    const position = widthIn(this.#form, landscape);
    return new Paragraph({
      spacing: { after: points(4) },
      tabStops: [{ type: 'right', position, leader: 'dot' }],
      children: [new TextRun({ text: '\t', font, size: this.#form.size.printed * 2 })],
    });
  }

  #table({ columns, rows }: Extract<LaidBlock, { kind: 'table' }>, landscape: boolean): Table {
    const { Table, TableRow } = this.#docx;
    const whole = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => Math.floor((widthIn(this.#form, landscape) * share) / whole));
    const cells = (words: readonly string[], heading: boolean): TableCell[] =>
      columns.map(({ centred }, nth) => this.#cell(words[nth] ?? '', widths[nth]!, heading || centred, heading));
    return new Table({
      layout: 'fixed',
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: 'dxa' },
      columnWidths: widths,
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: cells(
            columns.map(({ label }) => label),
            true,
          ),
        }),
        ...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, false) })),
      ],
    });
  }

  #cell(words: string, width: number, centred: boolean, heading: boolean): TableCell {
    const { TableCell } = this.#docx;
    return new TableCell({
      width: { size: width, type: 'dxa' },
      margins: { top: 30, bottom: 30, left: 80, right: 80 },
      verticalAlign: heading ? 'center' : 'top',
      children: [
        this.#line(
          words,
          { size: 12, ...(heading && { bold: true as const }) },
          { align: centred ? 'center' : 'left' },
        ),
      ],
    });
  }

  #foot(): FileChild[] {
    const { form, copies, signature, beside } = this.#laid;
    const { heading, list } = this.#form.copies;
    const how = form === 'party' ? { underline: true as const } : { bold: true as const, italics: true as const };
    const receiving = [
      this.#line(copies.called, { size: heading, ...how }),
      ...copies.listed.map((words) => this.#line(words, { size: list })),
    ];
    if (!beside) return [this.#gap(6), this.#columns([receiving, this.#signed(signature)], footColumns)];
    return [
      this.#gap(6),
      this.#columns([this.#signed(beside), this.#signed(signature)], [50, 50]),
      this.#gap(12),
      ...receiving,
    ];
  }

  /** Room for the signature and the seal between the post and the name. */
  #signed({ lines, name }: LaidSignature): FileChild[] {
    return [
      ...lines.map((words) => this.#line(words, { bold: true }, { align: 'center', together: true })),
      ...Array.from({ length: 4 }, () => this.#line('', {}, { align: 'center', together: true })),
      this.#line(name, { bold: true }, { align: 'center' }),
    ];
  }
}
