// A roster as people keep it in a spreadsheet: what each line says, and what is wrong with it.
import { cleanLine, codePoints, fold, searchKey } from '../../kernel/fold.ts';
import { normalisePhone } from '../../kernel/names.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { Role } from '../roles.ts';

export const columns = [
  'code',
  'full_name',
  'title',
  'agency',
  'role',
  'phone',
  'email',
  'assistant_of',
  'decision',
] as const;

export type Column = (typeof columns)[number];

/** An assistant without a seat of his own has a code too (Điều 10.3). */
export type RosterRole = Role | 'assistant';

/** Words for columns and roles, folded; they come from the texts of all languages. */
export type RosterWords = {
  columns: ReadonlyMap<string, Column>;
  /** Columns that mean nothing here, such as the running number. */
  ignored: ReadonlySet<string>;
  roles: ReadonlyMap<string, RosterRole>;
};

/** `line` as the spreadsheet numbers it. */
export type TableRow = { line: number; cells: readonly string[] };

export type RosterRow = {
  line: number;
  code: string;
  fullName: string;
  title: string;
  agency: string;
  role: RosterRole;
  phone: string | null;
  email: string | null;
  assistantOf: string | null;
  decision: string | null;
};

/** A line as far as it could be read; one with an unknown role is no row, but may still be somebody's leader. */
export type RosterLine = Omit<RosterRow, 'role'> & { role: RosterRole | null };

export type RosterReading = { lines: readonly RosterLine[]; rows: readonly RosterRow[]; problems: readonly Problem[] };

export type Problem = {
  line: number | null;
  column: Column | null;
  severity: 'error' | 'warning';
  code: string;
  /** What is wrong and what to do. */
  because: Text;
};

/** The key a code is looked up under; codes of digits only lose their leading zeros in a spreadsheet. */
export const codeKey = (code: string): string => searchKey(code).replace(/^0+(?=\d+$)/, '');

export const columnText = (column: Column): Text => text(`roster:label.${column}`);

export const problem = (
  code: string,
  because: Text,
  at: { line?: number; column?: Column; severity?: Problem['severity'] } = {},
): Problem => ({ line: at.line ?? null, column: at.column ?? null, severity: at.severity ?? 'error', code, because });

const required: readonly Column[] = ['code', 'full_name', 'role'];
/** Lists often carry a few lines of titles above their header. */
const headerWithin = 20;

type Header = { line: number; at: ReadonlyMap<Column, number>; unknown: readonly string[] };

function findHeader(table: readonly TableRow[], words: RosterWords): Header | null {
  for (const [index, row] of table.slice(0, headerWithin).entries()) {
    const at = new Map<Column, number>();
    const unknown: string[] = [];
    for (const [place, cell] of row.cells.entries()) {
      const column = words.columns.get(fold(cell));
      if (column && !at.has(column)) at.set(column, place);
      else if (!column && fold(cell) !== '' && !words.ignored.has(fold(cell))) unknown.push(cleanLine(cell, 40));
    }
    if (at.size >= 3 || required.every((column) => at.has(column))) return { line: index, at, unknown };
  }
  return null;
}

/** What the lines say. Every bad line is named; `rows` are those without an error. */
export function readRoster(table: readonly TableRow[], words: RosterWords): RosterReading {
  const header = findHeader(table, words);
  if (!header) return { lines: [], rows: [], problems: [problem('no-header', text('roster:no-header'))] };
  const missing = required.filter((column) => !header.at.has(column));
  const problems = missing.map((column) =>
    problem('no-column', text('roster:no-column', { column: columnText(column) }), { column }),
  );
  if (header.unknown.length > 0) {
    const because = text('roster:unknown-columns', { columns: said(header.unknown.join(', ')) });
    problems.push(problem('unknown-columns', because, { severity: 'warning' }));
  }
  if (missing.length > 0) return { lines: [], rows: [], problems };
  const reader = new Reader(header, words);
  const below = table.slice(header.line + 1).filter(({ cells }) => cells.some((cell) => cleanLine(cell, 1) !== ''));
  for (const line of below) reader.read(line);
  if (below.length === 0) problems.push(problem('no-rows', text('roster:no-rows')));
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
};

const whole = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const email = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

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

  read({ line, cells }: TableRow): void {
    this.#bad = false;
    this.#line = line;
    const cell = (column: Column): string => this.#cell(cells, column);
    const row = {
      line,
      code: this.#code(cell('code')),
      fullName: this.#needed('full_name', cell('full_name')),
      title: cell('title'),
      agency: cell('agency'),
      role: this.#role(cell('role'), cell('assistant_of')),
      phone: this.#phone(cell('phone')),
      email: this.#email(cell('email')),
      assistantOf: cell('assistant_of') || null,
      decision: cell('decision') || null,
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

  #cell(cells: readonly string[], column: Column): string {
    const written = cells[this.#header.at.get(column) ?? -1] ?? '';
    const words = cleanLine(written, 1000);
    const [length, max] = [codePoints(words), longest[column]];
    // A role is looked up and an unknown one named there; a phone number is judged as a phone number.
    if (length > max && column !== 'role' && column !== 'phone') {
      const because = text('roster:too-long', { column: columnText(column), length, max });
      this.#wrong(column, column === 'code' ? 'code-too-long' : 'too-long', because);
    }
    return words;
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

  #phone(words: string): string | null {
    if (words === '') return null;
    // Spreadsheets drop the leading zero of what they take for a number.
    const phone = normalisePhone(words) ?? normalisePhone(/^\d{9,10}$/.test(words) ? `0${words}` : '');
    if (!phone) this.#wrong('phone', 'bad-phone', text('roster:bad-phone', { phone: said(cleanLine(words, 40)) }));
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
