// Reads a paper and names what departs from its form: NĐ 30/2020/NĐ-CP, Phụ lục I, or the Party's. Any .docx, ours or not.
import { nfc } from '../kernel/fold.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { a4, type Form, font, formsOfPapers, twips, twipsOfMillimetre, widthOf } from './form.ts';
import {
  type Rule,
  readPaper,
  type SeenBlock,
  type SeenParagraph,
  type SeenRun,
  type SeenSection,
  type SeenTable,
} from './reading.ts';
import type { Say } from './words.ts';

/** What is wrong, by a name of its own, and in words. */
type Departure = { code: string; words: Text };

/** @throws NoPaper where the bytes are no Word file */
export function checkPaper(bytes: Uint8Array, say: Say): Departure[] {
  const sections = readPaper(bytes);
  return new Check(sections, say).all();
}

const isTable = (block: SeenBlock): block is SeenTable => block.kind === 'table';
const isWritten = ({ text: words }: SeenParagraph): boolean => words.trim() !== '';
const isCapital = (words: string): boolean => words === words.toLocaleUpperCase('vi') && /\p{L}/u.test(words);
const every = ({ runs }: SeenParagraph, look: (run: SeenRun) => boolean): boolean => runs.every(look);
const isBold = (one: SeenParagraph): boolean => every(one, ({ bold }) => bold);
const isItalic = (one: SeenParagraph): boolean => every(one, ({ italics }) => italics);
const isSized = (one: SeenParagraph, [least, most]: readonly [number, number]): boolean =>
  every(one, ({ size }) => size >= least && size <= most);
const inMillimetres = (many: number): string => (Math.round((many / twipsOfMillimetre) * 10) / 10).toString();
const short = (words: string): Text => said(words.trim().slice(0, 60));

/** What stands in the two columns at the top, and below it up to who gets it and who signs. */
type Parts = {
  left: readonly SeenParagraph[];
  right: readonly SeenParagraph[];
  middle: readonly SeenBlock[];
  copies: readonly SeenParagraph[];
  signatures: readonly (readonly SeenParagraph[])[];
};

class Check {
  readonly #sections: readonly SeenSection[];
  readonly #say: Say;
  readonly #found: Departure[] = [];
  readonly #isParty: boolean;
  readonly #form: Form;
  readonly #parts: Parts | null;

  constructor(sections: readonly SeenSection[], say: Say) {
    this.#sections = sections;
    this.#say = say;
    const top = this.#words('party.top').toLocaleLowerCase('vi');
    const whole = (sections[0]?.blocks ?? []).flatMap((block) => (isTable(block) ? cellsOf(block).flat() : [block]));
    this.#isParty = whole.slice(0, 60).some((one) => one.text.trim().toLocaleLowerCase('vi') === top);
    this.#form = formsOfPapers[this.#isParty ? 'party' : 'state'];
    this.#parts = partsOf(sections[0]?.blocks ?? [], (one) => this.#isCopies(one));
  }

  #words(
    key: 'party.top' | 'state.top' | 'state.motto' | 'copies' | 'to' | 'draft' | 'degrees' | 'basis' | 'minutes',
  ): string {
    return this.#say(text(`papers:${key}`));
  }

  /** "V/v" or "về việc": what a letter says before what it is about. */
  #before(form: 'state' | 'party'): string {
    return this.#say(text(`papers:${form}.subject`, { about: '' })).trim();
  }

  #isCopies({ text: words }: SeenParagraph): boolean {
    const [called, written] = [this.#words('copies'), words].map((one) => nfc(one).trim().toLocaleLowerCase('vi'));
    return written!.startsWith(called!.replace(/:$/u, ''));
  }

  #name(code: string, words: Text): void {
    if (!this.#found.some((one) => one.code === code)) this.#found.push({ code, words });
  }

  all(): Departure[] {
    for (const section of this.#sections) {
      this.#page(section);
      this.#letters(section);
    }
    if (this.#parts === null) {
      this.#name('head', text('papers:wrong.head'));
      return this.#found;
    }
    const { left, right } = this.#parts;
    if (this.#isParty) this.#partyHead(right);
    else this.#stateHead(right);
    this.#issuer(left);
    this.#number(left);
    if (!this.#isMinutes()) this.#date(right);
    const body = this.#title(left);
    this.#body(body);
    this.#copies();
    this.#signature();
    return this.#found;
  }

  #page(section: SeenSection): void {
    const { page, margins } = section;
    const sides = [page.width, page.height].sort((a, b) => a - b);
    const isA4 = [a4.width, a4.height].every((side, nth) => Math.abs(sides[nth]! - twips(side)) <= 30);
    if (!isA4)
      this.#name(
        'page',
        text('papers:wrong.page', { width: inMillimetres(page.width), height: inMillimetres(page.height) }),
      );
    for (const side of ['top', 'bottom', 'left', 'right'] as const) {
      const [least, most] = this.#form.margins[side].allowed;
      const isWithin = margins[side] >= twips(least) - 20 && margins[side] <= twips(most) + 20;
      if (isWithin) continue;
      const range = least === most ? String(least) : `${least}-${most}`;
      this.#name(`margin-${side}`, text(`papers:wrong.margin-${side}`, { is: inMillimetres(margins[side]), range }));
    }
    if (!section.numbered) this.#name('page-number', text('papers:wrong.page-number'));
    else if (!section.hidesFirst) this.#name('page-number-first', text('papers:wrong.page-number-first'));
  }

  #letters({ blocks }: SeenSection): void {
    for (const one of blocks.flatMap((block) => (isTable(block) ? cellsOf(block).flat() : [block]))) {
      for (const run of one.runs) {
        if (run.font.toLowerCase() !== font.toLowerCase())
          this.#name(
            'font',
            text('papers:wrong.font', { font: said(run.font === '' ? '?' : run.font), words: short(run.text) }),
          );
        if (!['auto', '000000'].includes(run.color.toLowerCase()) && !isRed(run.color))
          this.#name('color', text('papers:wrong.color', { words: short(run.text) }));
        if (nfc(run.text) !== run.text)
          this.#name('composed', text('papers:wrong.composed', { words: short(run.text) }));
      }
    }
  }

  #stateHead(right: readonly SeenParagraph[]): void {
    const [top, motto] = [this.#words('state.top'), this.#words('state.motto')];
    const country = right.find((one) => one.text.trim() === top);
    if (!country) this.#name('country', text('papers:wrong.country', { words: top }));
    else if (!isBold(country) || !isSized(country, [12, 13]))
      this.#name('country-look', text('papers:wrong.country-look'));
    const at = right.findIndex((one) => one.text.trim() === motto);
    if (at === -1) {
      this.#name('motto', text('papers:wrong.motto', { words: motto }));
      return;
    }
    const line = right[at]!;
    if (!isBold(line) || !isSized(line, [13, 14])) this.#name('motto-look', text('papers:wrong.motto-look'));
    const rule = ruleBelow(right, at);
    if (rule === undefined) this.#name('motto-rule', text('papers:wrong.motto-rule'));
    else if (rule.length !== null) {
      const wide = widthOf(motto, line.runs[0]?.size ?? 13, true) * 20;
      if (rule.length < wide * 0.85 || rule.length > wide * 1.15)
        this.#name('motto-rule', text('papers:wrong.motto-rule'));
    }
  }

  #partyHead(right: readonly SeenParagraph[]): void {
    const top = this.#words('party.top');
    const at = right.findIndex((one) => one.text.trim() === top);
    const line = right[at];
    if (!line || !isBold(line) || !isSized(line, [15, 15]))
      this.#name('country', text('papers:wrong.party', { words: top }));
    if (ruleBelow(right, at) === undefined) this.#name('motto-rule', text('papers:wrong.party-rule'));
    if (right.some((one) => one.text.trim() === this.#words('state.top')))
      this.#name('country-party', text('papers:wrong.country-party'));
  }

  /** Whose paper it is: above who is over it, plain; below who issues it, bold; a line of a third to a half below. */
  #issuer(left: readonly SeenParagraph[]): void {
    const until = left.findIndex((one) => isNumberLine(one.text));
    const names = left
      .slice(0, until === -1 ? left.length : until)
      .filter(isWritten)
      .filter((one) => one.text.trim() !== '*');
    const last = names.at(-1);
    if (!last) {
      this.#name('issuer', text('papers:wrong.issuer'));
      return;
    }
    if (!isBold(last) || names.some((one) => !isCapital(one.text))) this.#name('issuer', text('papers:wrong.issuer'));
    const at = left.indexOf(last);
    if (this.#isParty) {
      if (!left.slice(at).some((one) => one.text.trim() === '*'))
        this.#name('issuer-rule', text('papers:wrong.party-star'));
      return;
    }
    const rule = ruleBelow(left, at);
    if (rule === undefined) this.#name('issuer-rule', text('papers:wrong.issuer-rule'));
    else if (rule.length !== null) {
      const wide = widthOf(last.text.trim(), last.runs[0]?.size ?? 12, true) * 20;
      if (rule.length < wide * 0.25 || rule.length > wide * 0.6)
        this.#name('issuer-rule', text('papers:wrong.issuer-rule'));
    }
  }

  #isDraft(): boolean {
    const draft = this.#words('draft');
    return this.#parts!.left.some((one) => one.text.trim().toLocaleUpperCase('vi').startsWith(draft));
  }

  #isMinutes(): boolean {
    return this.#kind()?.text.trim().toLocaleLowerCase('vi') === this.#words('minutes').toLocaleLowerCase('vi');
  }

  #number(left: readonly SeenParagraph[]): void {
    const line = left.find((one) => isNumberLine(one.text));
    if (!line) {
      this.#name('number', text('papers:wrong.number'));
      return;
    }
    const words = line.text.trim();
    const rest = words.replace(/^S\p{L}{1,2}\s*:?\s*/iu, '');
    const [before] = this.#form.signs;
    const ordinal = /^([\d.\u2026\s\u00a0]*\p{L}?)\s*[/-]/u.exec(rest)?.[1]?.trim() ?? '';
    const isOpen = !/\d/.test(ordinal);
    if (isOpen && !this.#isDraft()) this.#name('number-open', text('papers:wrong.number-open'));
    if (/^[1-9]\D?$/u.test(ordinal))
      this.#name('number-zero', text('papers:wrong.number-zero', { words: said(words) }));
    const isColoned = /^S\p{L}{1,2}\s*:/iu.test(words);
    const isSymbol = isOpen ? rest.includes(before) : /^\d+\p{L}?([/-])[\p{L}\d./&-]+$/u.exec(rest)?.[1] === before;
    if (!isSymbol || isColoned === this.#isParty)
      this.#name('number-form', text('papers:wrong.number-form', { words: said(words) }));
    if (!isSized(line, this.#isParty ? [13, 14] : [13, 13]) || !every(line, ({ italics, bold }) => !italics && !bold))
      this.#name('number-look', text('papers:wrong.number-look'));
  }

  #date(right: readonly SeenParagraph[]): void {
    const at = right.findIndex((one) => isDateLine(one.text, this.#say));
    const line = right[at];
    if (!line) {
      this.#name('date', text('papers:wrong.date'));
      return;
    }
    const [day, month, year] = [...line.text.matchAll(/\d+/g)].map(([digits]) => digits);
    const [place = ''] = line.text.split(',');
    if (place === line.text || place.trim() === '') this.#name('date', text('papers:wrong.date'));
    if (year !== undefined && year.length !== 4) this.#name('date', text('papers:wrong.date'));
    if (day === undefined && !this.#isDraft()) this.#name('date-open', text('papers:wrong.date-open'));
    if (day !== undefined && /^\d$/.test(day))
      this.#name('date-day', text('papers:wrong.date-day', { words: short(line.text) }));
    if (month !== undefined && year !== undefined) {
      if (/^[12]$/.test(month)) this.#name('date-month', text('papers:wrong.date-month', { words: short(line.text) }));
      if (/^0[3-9]$/.test(month))
        this.#name('date-month', text('papers:wrong.date-month-none', { words: short(line.text) }));
    }
    if (!isItalic(line) || !isSized(line, [13, 14])) this.#name('date-look', text('papers:wrong.date-look'));
  }

  #written(): SeenParagraph[] {
    return this.#parts!.middle.filter(
      (one): one is SeenParagraph => !isTable(one) && (isWritten(one) || one.rule !== null),
    );
  }

  #isAddress(one: SeenParagraph): boolean {
    return one.text.trim().startsWith(this.#words('to').replace(/:$/u, ''));
  }

  /** The name of its kind: the first line, unless that begins the words themselves. */
  #kind(): SeenParagraph | undefined {
    const [line] = this.#written();
    return line && line.align === 'center' && !this.#isAddress(line) ? line : undefined;
  }

  /** Gives what comes after the title and whom it is sent to. */
  #title(left: readonly SeenParagraph[]): SeenParagraph[] {
    const written = this.#written();
    const subject = left.some((one) =>
      one.text
        .trim()
        .toLocaleLowerCase('vi')
        .startsWith(this.#before(this.#isParty ? 'party' : 'state').toLocaleLowerCase('vi')),
    );
    const kind = this.#kind();
    let at = 0;
    if (kind) {
      if (!isCapital(kind.text) || !isBold(kind) || !isSized(kind, [13, 16]))
        this.#name('kind', text('papers:wrong.kind', { words: short(kind.text) }));
      at = 1;
      while (
        written[at] &&
        isWritten(written[at]!) &&
        written[at]!.align === 'center' &&
        !this.#isAddress(written[at]!)
      ) {
        if (!isBold(written[at]!)) this.#name('about', text('papers:wrong.about', { words: short(written[at]!.text) }));
        at += 1;
      }
      const rule = written[at]?.rule ?? written[at - 1]?.rule ?? null;
      if (rule === null) this.#name('about-rule', text('papers:wrong.about-rule'));
      while (written[at] && !isWritten(written[at]!)) at += 1;
    } else if (!subject) this.#name('kind', text('papers:wrong.no-kind'));
    const address = written[at];
    if (!kind && !(address && this.#isAddress(address))) this.#name('to', text('papers:wrong.to'));
    if (!address || !this.#isAddress(address)) return written.slice(at).filter(isWritten);
    at += 1;
    const list: SeenParagraph[] = [];
    while (written[at]?.text.trim().startsWith('-')) {
      list.push(written[at]!);
      at += 1;
    }
    if (list.length === 0 ? !/[.…]$/u.test(address.text.trim()) : !isListed(list))
      this.#name('to-list', text('papers:wrong.to-list'));
    return written.slice(at).filter(isWritten);
  }

  #body(body: readonly SeenParagraph[]): void {
    const { size, indents, line } = this.#form;
    for (const one of body) {
      const about = { words: short(one.text) };
      if (!isSized(one, size.allowed))
        this.#name('body-size', text('papers:wrong.body-size', { ...about, range: size.allowed.join('-') }));
      if (one.align !== 'both') this.#name('body-align', text('papers:wrong.body-align', about));
      if (!indents.some((indent) => Math.abs(one.firstLine - twips(indent)) <= 20))
        this.#name('body-indent', text('papers:wrong.body-indent', { ...about, is: inMillimetres(one.firstLine) }));
      if (one.before + one.after < 6 * 20 - 1) this.#name('body-between', text('papers:wrong.body-between', about));
      const isAuto = one.line.rule === 'auto';
      const isWithin =
        'points' in line
          ? !isAuto && one.line.value >= (line.points - 1) * 20
          : isAuto
            ? one.line.value >= 240 && one.line.value <= 360
            : one.line.value >= 15 * 20 && one.line.value <= 24 * 20;
      if (!isWithin) this.#name('body-line', text('papers:wrong.body-line', about));
    }
    this.#bases(body);
    const last = body.at(-1)?.text.trim() ?? '';
    const end = this.#form.end;
    if (body.length === 0) this.#name('body', text('papers:wrong.body'));
    else if (!last.endsWith(end) || (this.#isParty && last.endsWith('./.')))
      this.#name('end', text('papers:wrong.end', { end, words: said(last.slice(-40)) }));
  }

  #bases(body: readonly SeenParagraph[]): void {
    const word = this.#words('basis');
    const after = body.findIndex((one) => !one.text.trim().startsWith(word));
    const bases = body.slice(0, after === -1 ? body.length : after);
    if (bases.some((one) => !isItalic(one))) this.#name('basis', text('papers:wrong.basis'));
    if (bases.some((one, nth) => !(nth === bases.length - 1 ? /[.;]$/u : /;$/u).test(one.text.trim())))
      this.#name('basis-end', text('papers:wrong.basis-end'));
  }

  #copies(): void {
    const { copies } = this.#parts!;
    const [heading, ...rest] = copies.filter(isWritten);
    if (!heading) {
      this.#name('copies', text('papers:wrong.copies'));
      return;
    }
    const sizes = this.#form.copies;
    const isLooked = this.#isParty
      ? every(heading, ({ underline }) => underline)
      : isBold(heading) && isItalic(heading);
    if (!isLooked || !isSized(heading, [sizes.heading, sizes.heading]))
      this.#name('copies-look', text(`papers:wrong.copies-look-${this.#isParty ? 'party' : 'state'}`));
    if (rest.some((one) => !isSized(one, [sizes.list, sizes.list])))
      this.#name('copies-size', text('papers:wrong.copies-size', { size: sizes.list }));
    if (rest.length === 0 || !isListed(rest)) this.#name('copies-list', text('papers:wrong.copies-list'));
    const filed = this.#say(text(`papers:${this.#isParty ? 'party' : 'state'}.filed-word`));
    if (
      !rest
        .at(-1)
        ?.text.replace(/^[\s-]+/u, '')
        .startsWith(filed)
    )
      this.#name('copies-filed', text('papers:wrong.copies-filed', { words: filed }));
  }

  #signature(): void {
    const blocks = this.#parts!.signatures.map((one) => one.filter(isWritten)).filter((one) => one.length > 0);
    if (blocks.length === 0) this.#name('signature', text('papers:wrong.signature'));
    const degrees = new RegExp(`^(?:${this.#words('degrees')})[.\\s]`, 'u');
    for (const block of blocks) {
      const name = block.at(-1)!;
      const posts = block.slice(0, -1);
      if (posts.length === 0 || posts.some((one) => !isCapital(one.text) || !isBold(one)))
        this.#name('signature-post', text('papers:wrong.signature-post'));
      if (!isBold(name) || isCapital(name.text)) this.#name('signature-name', text('papers:wrong.signature-name'));
      if (degrees.test(name.text.trim()))
        this.#name('signature-degree', text('papers:wrong.signature-degree', { words: short(name.text) }));
      const right = /^(T\/?M|K\/?T|T\/?L|TU\/?Q|Q)\b\.?\s/u.exec(posts[0]?.text.trim() ?? '')?.[0].trim();
      if (right !== undefined && (this.#isParty ? !right.includes('/') : !/^[TMKLUQ]+\.$/u.test(right)))
        this.#name(
          'signature-right',
          text(this.#isParty ? 'papers:wrong.signature-right-party' : 'papers:wrong.signature-right', {
            words: said(right),
          }),
        );
    }
  }
}

const isRed = (color: string): boolean => /^(?:f[0-9a-f]|e[0-9a-f]|c0)(?:[0-3][0-9a-f]){2}$/iu.test(color);

/** Every item but the last ends with a semicolon, the last with a full stop, and each begins with a dash. */
const isListed = (list: readonly SeenParagraph[]): boolean =>
  list.every(
    ({ text: words }, nth) =>
      words.trim().startsWith('-') && words.trim().endsWith(nth === list.length - 1 ? '.' : ';'),
  );

const isNumberLine = (words: string): boolean => /^\s*S\u1ed1\s*:?\s*[\d.\u2026\s\u00a0]*\p{L}?\s*[/-]/iu.test(words);

const isDateLine = (words: string, say: Say): boolean => {
  const [day, month] = say(text('papers:date-words')).split('|');
  const line = words.toLocaleLowerCase('vi');
  return line.includes(`${day} `) && line.includes(`${month} `) && line.indexOf(day!) < line.indexOf(month!);
};

/** The line drawn below a line of words: its own border, or an empty paragraph's after it. */
function ruleBelow(lines: readonly SeenParagraph[], at: number): Rule | undefined {
  const own = lines[at]?.rule;
  if (own) return own;
  for (const next of lines.slice(at + 1)) {
    if (next.rule) return next.rule;
    if (isWritten(next)) return undefined;
  }
  return undefined;
}

/** The columns of a table, each with what stands in it from the top to the bottom. */
function cellsOf({ rows }: SeenTable): SeenParagraph[][] {
  const columns: SeenParagraph[][] = [];
  for (const row of rows)
    for (const [nth, { paragraphs }] of row.entries()) columns[nth] = [...(columns[nth] ?? []), ...paragraphs];
  return columns;
}

function partsOf(blocks: readonly SeenBlock[], isCopies: (one: SeenParagraph) => boolean): Parts | null {
  const at = blocks.findIndex((one) => isTable(one) || isWritten(one));
  const head = blocks[at];
  if (!head || !isTable(head)) return null;
  const [left = [], right = []] = cellsOf(head);
  const after = blocks.slice(at + 1);
  const foot = after.findLastIndex((one) => isTable(one) && cellsOf(one).flat().some(isCopies));
  if (foot !== -1) {
    const columns = cellsOf(after[foot] as SeenTable);
    const receiving = columns.findIndex((column) => column.some(isCopies));
    return {
      left,
      right,
      middle: after.slice(0, foot),
      copies: columns[receiving]!,
      signatures: columns.filter((_one, nth) => nth !== receiving),
    };
  }
  // Minutes: two signatures side by side, and who gets it below them.
  const listed = after.findIndex((one) => !isTable(one) && isCopies(one));
  const signing = after.findLastIndex(
    (one, nth) => isTable(one) && (listed === -1 || nth < listed) && one.rows.length <= 3,
  );
  const copies = listed === -1 ? [] : after.slice(listed).filter((one): one is SeenParagraph => !isTable(one));
  const end = signing === -1 ? (listed === -1 ? after.length : listed) : signing;
  const table = after[signing];
  return {
    left,
    right,
    middle: after.slice(0, end),
    copies,
    signatures: table && isTable(table) ? cellsOf(table) : [],
  };
}
