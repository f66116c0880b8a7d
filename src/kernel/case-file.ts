// The file of a matter as it is handed over and kept (Điều 8.9), as data: numbered parts after a list of contents. A page to
// read and one PDF for keeping are printed of it.
import type { Block } from './sheet.ts';
import type { Text } from './text.ts';

/** Words somebody wrote, in his own lines; `code`: a sum, to be compared letter by letter; `files`: some of its files, by id. */
export type CaseFileCell =
  | Text
  | { lines: readonly Text[] }
  | { words: string }
  | { code: string }
  | { files: readonly string[] };

/** `shares`: how wide each column is, in parts; left out: all alike. */
export type CaseFileTable = {
  columns: readonly Text[];
  shares?: readonly number[];
  rows: readonly (readonly (CaseFileCell | null)[])[];
};

/** What a part is made of; of a table without rows it is said that there is nothing. */
export type CaseFileBlock =
  | { facts: readonly (readonly [Text, CaseFileCell])[] }
  | { table: CaseFileTable }
  | { paragraphs: readonly Text[] }
  /** A paper as it is printed, without its letterhead. */
  | { paper: { heading: Text; blocks: readonly Block[] } };

export type CaseFilePart = { heading: Text; blocks: readonly CaseFileBlock[] };

/** A file brought by somebody: in the folder beside, or why it is not there. */
export type Original = {
  id: string;
  name: string;
  mime: string | null;
  size: number | null;
  sha256: string | null;
  state: string;
  /** Within the folder; null where its bytes are not there; left out where no folder is beside. */
  path?: string | null;
};

export type CaseFile = {
  title: Text;
  body: string;
  about: Text;
  parts: readonly CaseFilePart[];
  files: readonly Original[];
};

/** What a chapter keeps of one of its matters, as its card says it to who keeps the records, with what stands beside it. */
export type Kept = {
  heading: Text;
  title: string;
  lines: readonly Text[];
  tables: readonly (CaseFileTable & { heading: Text })[];
  /** By id. */
  files: readonly string[];
};
