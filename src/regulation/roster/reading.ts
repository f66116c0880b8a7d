// What each line of a roster says, and what is wrong with it, by line and column.
import { cleanLine, codePoints, fold } from '../../kernel/fold.ts';
import { localPhone, normalisePhone } from '../../kernel/names.ts';
import type { TableRow } from '../../kernel/table.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import {
  type Column,
  codeKey,
  columnText,
  type Problem,
  problem,
  type RosterLine,
  type RosterReading,
  type RosterRole,
  type RosterRow,
  type RosterWords,
  required,
} from './rows.ts';
import { findList, type Header } from './sheet.ts';

/** What the lines say. Every bad line is named; `rows` are those without an error. */
export function readRoster(table: readonly TableRow[], words: RosterWords): RosterReading {
  const list = findList(table, words);
  if (!('header' in list)) return { lines: [], rows: [], problems: list.problems };
  const missing = required.filter((column) => !list.header.at.has(column));
  const problems = missing.map((column) =>
    problem('no-column', text('roster:no-column', { column: columnText(column) }), { column }),
  );
  problems.push(...list.problems);
  if (missing.length > 0) return { lines: [], rows: [], problems };
  const reader = new Reader(list.header, words);
  for (const line of list.lines) reader.read(line);
  if (list.lines.length === 0) problems.push(problem('no-rows', text('roster:no-rows')));
  return { lines: reader.lines, rows: reader.rows, problems: [...problems, ...reader.problems] };
}

const longest: Readonly<Record<Column, number>> = {
  code: 16,
  full_name: 100,
  title: 200,
  agency: 200,
  role: 60,
  phone: 40,
  email: 120,
  assistant_of: 16,
  decision: 80,
  areas: 300,
  address: 20,
};

const whole = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const email = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

/** What a spreadsheet shows instead of a value it cannot reckon. */
const formulaError = /^(?:#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|\?)|#N\/A.*|Err:\d+)$/i;
/** A date as a spreadsheet writes it into CSV. */
const madeDate =
  /^(?:\d{1,2}[-/ ][A-Za-z]{3}(?:[-/ ]\d{2,4})?|[A-Za-z]{3}[-/ ]\d{2,4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d\d-\d\d)$/;

class Reader {
  readonly lines: RosterLine[] = [];
  readonly rows: RosterRow[] = [];
  readonly problems: Problem[] = [];
  /** The line each code was first used in. */
  readonly #firstUse = new Map<string, number>();
  readonly #header: Header;
  readonly #words: RosterWords;
  #bad = false;
  #line = 0;

  constructor(header: Header, words: RosterWords) {
    this.#header = header;
    this.#words = words;
  }

  read(table: TableRow): void {
    const { line } = table;
    this.#bad = false;
    this.#line = line;
    const cell = (column: Column): string => this.#cell(table, column);
    const row = {
      line,
      code: this.#code(cell('code')),
      fullName: this.#needed('full_name', cell('full_name')),
      title: cell('title'),
      agency: cell('agency'),
      role: this.#role(cell('role'), cell('assistant_of')),
      called: this.#called(cell('role')),
      phone: this.#phone(cell('phone')),
      email: this.#email(cell('email')),
      assistantOf: cell('assistant_of') || null,
      decision: cell('decision') || null,
      areas: cell('areas') || null,
      address: this.#address(cell('address')),
    };
    if (row.agency === '' && row.role !== null && needsAgency.has(row.role)) this.#needed('agency', '');
    if (row.role === 'assistant' && !row.assistantOf) {
      this.#wrong('assistant_of', 'assistant-of-whom', text('roster:assistant-of-whom'));
    }
    this.lines.push(row);
    if (!this.#bad && row.role !== null) this.rows.push({ ...row, role: row.role });
  }

  #wrong(column: Column, code: string, because: Text): void {
    this.#bad = true;
    this.problems.push(problem(code, because, { line: this.#line, column }));
  }

  #warn(column: Column, code: string, because: Text): void {
    this.problems.push(problem(code, because, { line: this.#line, column, severity: 'warning' }));
  }

  #cell({ cells, dates }: TableRow, column: Column): string {
    const place = this.#header.at.get(column) ?? -1;
    const words = cleanLine(cells[place] ?? '', 1000);
    if (formulaError.test(words)) {
      const because = text('roster:formula-error', { column: columnText(column), shown: said(words) });
      this.#warn(column, 'formula-error', because);
      return '';
    }
    if (dates?.has(place) || (column === 'decision' && madeDate.test(words))) return this.#date(column, words);
    const [length, max] = [codePoints(words), longest[column]];
    // A role is looked up and an unknown one named there; a phone number is judged as a phone number.
    if (length > max && column !== 'role' && column !== 'phone') {
      const because = text('roster:too-long', { column: columnText(column), length, max });
      this.#wrong(column, column === 'code' ? 'code-too-long' : 'too-long', because);
    }
    return words;
  }

  /** Spreadsheets make a date of "12/3"; what was typed is lost, so it is never taken for the number of a document. */
  #date(column: Column, words: string): string {
    const because = text('roster:made-date', { column: columnText(column), shown: said(words) });
    if (column === 'decision') this.#warn(column, 'made-date', because);
    else this.#wrong(column, 'made-date', because);
    return '';
  }

  #needed(column: Column, words: string): string {
    if (words === '') this.#wrong(column, 'empty-cell', text('roster:empty-cell', { column: columnText(column) }));
    return words;
  }

  #code(words: string): string {
    const code = this.#needed('code', words);
    const key = codeKey(code);
    const first = this.#firstUse.get(key);
    if (code !== '' && !whole.test(code)) {
      this.#wrong('code', 'code-characters', text('roster:code-characters', { code }));
    } else if (first !== undefined) {
      this.#wrong('code', 'duplicate-code', text('roster:duplicate-code', { code, line: first }));
    }
    if (key !== '' && first === undefined) this.#firstUse.set(key, this.#line);
    return code;
  }

  #role(words: string, assistantOf: string): RosterRole | null {
    if (words === '' && assistantOf !== '') return 'assistant';
    if (this.#needed('role', words) === '') return null;
    const role = this.#words.roles.get(fold(words)) ?? null;
    if (!role) {
      this.#wrong('role', 'unknown-role', text('roster:unknown-role', { role: said(cleanLine(words, 60)) }));
    }
    return role;
  }

  #called(words: string): string | null {
    return this.#words.distinct?.has(fold(words)) ? words : null;
  }

  #address(words: string): RosterRow['address'] {
    if (words === '') return null;
    const address = this.#words.addresses?.get(fold(words)) ?? null;
    if (!address) this.#warn('address', 'unknown-address', text('roster:unknown-address', { words: said(words) }));
    return address;
  }

  #phone(words: string): string | null {
    if (words === '') return null;
    // Spreadsheets drop the leading zero of what they take for a number.
    const read = (one: string): string | null =>
      normalisePhone(one) ?? normalisePhone(/^\d{9,10}$/.test(one) ? `0${one}` : '');
    const whole = read(words);
    if (whole) return whole;
    // "0258 3822 111; 0912 345 678": the office's and his own. Messengers know the mobile one.
    const numbers = words.split(/[;,/\n]|\s-\s/).flatMap((one) => read(one.trim()) ?? []);
    const phone = numbers.length > 1 ? (numbers.find((one) => !/^842/.test(one)) ?? numbers[0]!) : null;
    if (phone) this.#warn('phone', 'several-phones', text('roster:several-phones', { phone: localPhone(phone) }));
    else this.#wrong('phone', 'bad-phone', text('roster:bad-phone', { phone: said(cleanLine(words, 40)) }));
    return phone;
  }

  #email(words: string): string | null {
    if (words === '') return null;
    if (!email.test(words))
      this.#wrong('email', 'bad-email', text('roster:bad-email', { email: said(cleanLine(words, 60)) }));
    return words;
  }
}

/** Whose agency answers for tasks and sends alternates (Điều 6, 12). */
const needsAgency: ReadonlySet<RosterRole> = new Set(['standing-member', 'member', 'agency-head']);
