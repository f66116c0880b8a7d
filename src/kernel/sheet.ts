// An official paper as data: what stands on it, in which place; how it is laid out is the printer's (papers/).
import type { DocumentNumber } from './document-number.ts';
import { fold } from './fold.ts';
import type { Text } from './text.ts';
import type { Day } from './time.ts';

/** `state`: NĐ 30/2020/NĐ-CP, Phụ lục I; `party`: Quy định 399-QĐ/TW with Hướng dẫn 05-HD/VPTW. */
export type SheetForm = 'state' | 'party';

/** Whoever is no organ of the Party, as its name says, writes in the State's form (NĐ 30/2020), whatever body it answers. */
export const formOfAgency = (agency: string): SheetForm =>
  /\b(?:tinh|thanh|dang|trung uong) uy\b|\btrung uong dang\b/.test(fold(agency)) ? 'party' : 'state';

/** `share`: of the width, in parts; left out: one. */
type SheetColumn = { label: Text; share?: number; centred?: true };

export type Block =
  | { kind: 'paragraph'; words: Text }
  /** A legal basis: in italics. */
  | { kind: 'basis'; words: Text }
  /** A numbered heading: bold. */
  | { kind: 'heading'; words: Text }
  | { kind: 'table'; columns: readonly SheetColumn[]; rows: readonly (readonly (Text | null)[])[] }
  /** So many dotted lines, to be filled in by hand. */
  | { kind: 'lines'; count: number };

/** `authority`: by which right and in which post of the body, a line each between `|`; `office`: the post outside it. */
export type Signature = { authority: Text | null; office: string; name: string };

/** `kind`: its name, where it is not merely an annex. */
export type Annex = { kind?: Text; about: Text; landscape?: true; blocks: readonly Block[]; signature?: Signature };

/** What the chapter says that owns the matter. */
export type Content = {
  /** The kind of paper, as its name; null: a letter, which bears none. */
  kind: Text | null;
  /** What it is about. */
  about: Text;
  /** "Kính gửi"; each on a line of its own where there are several. */
  to: readonly Text[];
  /** Without the mark that ends a paper: the printer sets it. */
  blocks: readonly Block[];
  /** "Nơi nhận", without where it is filed. */
  copies: readonly Text[];
  annexes: readonly Annex[];
  /** Who else signs, on the left: of minutes the secretary. */
  beside?: Signature;
  /** Who signs, where it is not the post that signs such papers. */
  signature?: Signature;
};

export type Sheet = Content & {
  form: SheetForm;
  /** Above the issuer; empty: nobody. */
  parent: string;
  issuer: string;
  /** Kind and issuer, between which the form sets its sign: GM, BCĐCĐS. */
  symbol: readonly [string, string];
  /** As the clerk entered it; null: left blank. Never ours to give (NĐ 30/2020). */
  number: DocumentNumber | null;
  place: string;
  /** Null: left blank, as the number is. */
  day: Day | null;
  signature: Signature;
  /** The unit whose file keeps it; empty: only the clerk's. */
  filed: string;
  /** Until the signed copy is there. */
  draft: boolean;
};
