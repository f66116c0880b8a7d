// The words for a roster as people keep it in a spreadsheet: its columns, lines and faults.
import { searchKey } from '../../kernel/fold.ts';
import type { Address } from '../../kernel/person.ts';
import { type Text, text } from '../../kernel/text.ts';
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
  'areas',
  'address',
] as const;

export type Column = (typeof columns)[number];

/** An assistant without a seat of his own has a code too (Điều 10.3). */
export type RosterRole = Role | 'assistant';

/** How somebody is addressed; `usual`: as one is in committees. */
export type RosterAddress = 'usual' | Address;

/** Words for columns and roles, folded; they come from the texts of all languages. */
export type RosterWords = {
  columns: ReadonlyMap<string, Column>;
  /** Columns that mean nothing here, such as the running number. */
  ignored: ReadonlySet<string>;
  roles: ReadonlyMap<string, RosterRole>;
  /** Of these, those that say more than the role: they are kept as they stand. */
  distinct?: ReadonlySet<string>;
  addresses?: ReadonlyMap<string, RosterAddress>;
};

export type RosterRow = {
  line: number;
  code: string;
  fullName: string;
  title: string;
  agency: string;
  role: RosterRole;
  /** The words of its list for the role, where they are its own. */
  called: string | null;
  phone: string | null;
  email: string | null;
  assistantOf: string | null;
  decision: string | null;
  areas: string | null;
  address: RosterAddress | null;
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

export const required: readonly Column[] = ['code', 'full_name', 'role'];
