// Prints a sheet as a Word file: everything in its place, nothing that Word has to guess.
import type { FileChild, ISectionOptions, Paragraph, ParagraphChild, Table, TableCell } from 'docx';
import type { Block, Sheet, Signature } from '../kernel/sheet.ts';
import { type Text, text } from '../kernel/text.ts';
import { a4, type Form, font, footColumns, formsOfPapers, headColumns, twips, widthOf } from './form.ts';
import { balanced, capitals, dateLine, ended, listed, nameLines, numberLine, printable, type Say } from './words.ts';

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

/** A sheet as the bytes of a .docx. */
export async function docxOf(sheet: Sheet, say: Say): Promise<Uint8Array> {
  const docx = await import('docx');
  return new Printer(docx, sheet, say).bytes();
}

class Printer {
  readonly #docx: Docx;
  readonly #sheet: Sheet;
  readonly #say: Say;
  readonly #form: Form;

  constructor(docx: Docx, sheet: Sheet, say: Say) {
    this.#docx = docx;
    this.#sheet = sheet;
    this.#say = say;
    this.#form = formsOfPapers[sheet.form];
  }

  async bytes(): Promise<Uint8Array> {
    const { Document, Packer } = this.#docx;
    const { size } = this.#form;
    const about = printable(this.#say(this.#sheet.about));
    const made = new Document({
      title: about,
      creator: printable(this.#sheet.issuer),
      styles: {
        default: { document: { run: { font, size: size.printed * 2, language: { value: 'vi-VN' } } } },
      },
      sections: [
        this.#section([...this.#head(), ...this.#title(), ...this.#body(), ...this.#foot(this.#sheet.signature)]),
        ...this.#sheet.annexes.map((annex) =>
          this.#section(
            [
              this.#line(capitals(this.#say(annex.kind ?? text('papers:annex'))), { bold: true }, { align: 'center' }),
              this.#line(printable(this.#say(annex.about)), { bold: true }, { align: 'center' }),
              this.#line(this.#attached(), { italics: true }, { align: 'center', after: 6 }),
              ...annex.blocks.flatMap((block) => this.#block(block, annex.landscape)),
              ...(annex.signature ? [this.#columns([[], this.#signed(annex.signature)], footColumns)] : []),
            ],
            annex.landscape,
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
    // Minutes bear no date there: they say when it began and ended.
    const { form, parent, issuer, kind, about, draft, beside } = this.#sheet;
    const { names } = this.#form;
    const [left, right] = headColumns.map((share) => Math.round((widthIn(this.#form) * share) / 100)) as [
      number,
      number,
    ];
    const isParty = form === 'party';
    const [size, centred] = [isParty ? 14 : 12, { align: 'center' } as const];
    const fits = (words: string): string[] => nameLines(capitals(words), isParty ? 22 : 26, this.#say);
    const bodies = fits(issuer);
    const issuing = [
      ...fits(parent).map((words) => this.#line(words, { size }, centred)),
      ...bodies.map((words) => this.#line(words, { size, bold: true }, centred)),
      isParty ? this.#line('*', { size }, centred) : this.#rule(widthOf(bodies.at(-1) ?? '', size, true) * 0.42, left),
      this.#line(numberLine(this.#sheet, this.#say), { size: 13 }, { ...centred, before: 4 }),
      ...(kind === null
        ? balanced(this.#subject(about), 36, this.#say).map((words, nth) =>
            this.#line(
              words,
              { size: 12, ...(isParty && { italics: true }) },
              { ...centred, ...(nth === 0 && { before: 6 }) },
            ),
          )
        : []),
      ...(draft ? [this.#boxed(this.#say(text('papers:draft')), left)] : []),
    ];
    const [top, motto] = [this.#say(text(`papers:${form}.top`)), this.#say(text(`papers:${form}.motto`))];
    const country = [
      this.#line(top, { bold: true, size: names.top }, centred),
      ...(motto === '' ? [] : [this.#line(motto, { bold: true, size: names.motto }, centred)]),
      this.#rule(isParty ? widthOf(top, names.top, true) * 0.95 : 158.9, right),
      ...(beside
        ? []
        : [this.#line(dateLine(this.#sheet, this.#say), { italics: true, size: 13 }, { ...centred, before: 12 })]),
    ];
    return [this.#columns([issuing, country], headColumns)];
  }

  #subject(about: Text): string {
    return this.#say(text(`papers:${this.#sheet.form}.subject`, { about: printable(this.#say(about)) }));
  }

  #title(): FileChild[] {
    const { kind, about, to } = this.#sheet;
    const width = widthIn(this.#form);
    const subject = balanced(this.#say(about), 64, this.#say);
    const title =
      kind === null
        ? []
        : [
            this.#line(capitals(this.#say(kind)), { bold: true }, { align: 'center', before: 14 }),
            ...subject.map((words) => this.#line(words, { bold: true }, { align: 'center' })),
            this.#rule(Math.min(150, widthOf(subject.at(-1) ?? '', 14, true) * 0.4), width),
          ];
    return [...title, ...this.#addressees(to.map((one) => printable(this.#say(one)))), this.#gap(6)];
  }

  #gap(height: number): Paragraph {
    return new this.#docx.Paragraph({
      spacing: { before: 0, after: 0, line: points(height), lineRule: 'exact' },
      children: [],
    });
  }

  #addressees(to: readonly string[]): FileChild[] {
    const called = this.#say(text('papers:to'));
    const first = to[0];
    if (first === undefined) return [];
    if (to.length === 1) return [this.#line(`${called} ${ended(first, '.')}`, {}, { align: 'center', before: 12 })];
    const { Paragraph } = this.#docx;
    return [
      this.#line(called, {}, { align: 'left', before: 12, indent: 30 }),
      ...listed(to).map(
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

  #body(): FileChild[] {
    const { blocks } = this.#sheet;
    const last = blocks.findLastIndex(({ kind }) => kind === 'paragraph');
    return blocks.flatMap((block, nth) =>
      nth === last && block.kind === 'paragraph'
        ? [this.#words(ended(printable(this.#say(block.words)), this.#form.end))]
        : this.#block(block),
    );
  }

  #block(block: Block, landscape = false): FileChild[] {
    switch (block.kind) {
      case 'paragraph':
        return [this.#words(printable(this.#say(block.words)))];
      case 'basis':
        return [this.#words(printable(this.#say(block.words)), { italics: true })];
      case 'heading':
        return [this.#words(printable(this.#say(block.words)), { bold: true }, true)];
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

  #table({ columns, rows }: Extract<Block, { kind: 'table' }>, landscape: boolean): Table {
    const { Table, TableRow } = this.#docx;
    const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0);
    const widths = columns.map(({ share = 1 }) => Math.floor((widthIn(this.#form, landscape) * share) / whole));
    const cells = (words: readonly string[], heading: boolean): TableCell[] =>
      columns.map(({ centred }, nth) =>
        this.#cell(words[nth] ?? '', widths[nth]!, heading || centred === true, heading),
      );
    return new Table({
      layout: 'fixed',
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: 'dxa' },
      columnWidths: widths,
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: cells(
            columns.map(({ label }) => printable(this.#say(label))),
            true,
          ),
        }),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: cells(
                row.map((words) => (words === null ? '' : printable(this.#say(words)))),
                false,
              ),
            }),
        ),
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

  #foot(signature: Signature): FileChild[] {
    const { beside, copies, filed, form } = this.#sheet;
    const { heading, list } = this.#form.copies;
    const isParty = form === 'party';
    const kept = this.#say(
      filed === '' ? text(`papers:${form}.filed`) : text(`papers:${form}.filed-unit`, { unit: printable(filed) }),
    );
    const receiving = [
      this.#line(
        this.#say(text('papers:copies')),
        {
          size: heading,
          ...(isParty ? { underline: true as const } : { bold: true as const, italics: true as const }),
        },
        {},
      ),
      ...listed([...copies.map((one) => printable(this.#say(one))), kept]).map((words) =>
        this.#line(words, { size: list }),
      ),
    ];
    if (!beside) return [this.#gap(6), this.#columns([receiving, this.#signed(signature)], footColumns)];
    return [
      this.#gap(6),
      this.#columns([this.#signed(beside), this.#signed(signature)], [50, 50]),
      this.#gap(12),
      ...receiving,
    ];
  }

  /** Room for the signature and the seal between the post and the name; never a title of learning before the name. */
  #signed({ authority, office, name }: Signature): FileChild[] {
    const lines = [...(authority ? this.#say(authority).split('|') : []), ...nameLines(office, 30, this.#say)].map(
      capitals,
    );
    return [
      ...lines.map((words) => this.#line(words, { bold: true }, { align: 'center', together: true })),
      ...Array.from({ length: 4 }, () => this.#line('', {}, { align: 'center', together: true })),
      this.#line(printable(name), { bold: true }, { align: 'center' }),
    ];
  }

  /** "(Kèm theo Công văn số …)" */
  #attached(): string {
    const { kind } = this.#sheet;
    const number = numberLine(this.#sheet, this.#say).replace(/^\S+\s*/u, '');
    const what = kind === null ? this.#say(text('papers:letter')) : printable(this.#say(kind));
    return this.#say(
      text('papers:attached', {
        kind: what,
        number,
        date: dateLine(this.#sheet, this.#say).replace(/^[^,]*,\s*/u, ''),
      }),
    );
  }
}
