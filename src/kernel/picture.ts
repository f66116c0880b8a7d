// Figures as a picture, as data: what is drawn is the printer's, or a page's. Never colour alone: each mark has a letter.
import type { CaseFile } from './case-file.ts';
import type { Dossier } from './dossier.ts';
import type { Proof } from './proof.ts';
import type { Sheet } from './sheet.ts';
import type { Slips } from './slips.ts';
import type { Text } from './text.ts';
import type { CalendarFacts } from './view.ts';

/** As it stands: `good` and `fair` as wished, `mild` excused, `bad` as it should not be, `none` nothing to say. */
export type Tone = 'good' | 'fair' | 'mild' | 'bad' | 'none';

export type Mark = { letter: Text; means: Text; tone: Tone };

/** `marks`: by the names by which cells and parts refer to them. */
export type Picture = { title: Text; marks: Readonly<Record<string, Mark>> } & (
  | {
      kind: 'grid';
      columns: readonly Text[];
      /** A mark for each column. */
      rows: readonly { name: Text; cells: readonly string[] }[];
    }
  | {
      kind: 'bars';
      /** `says`: the figures, beside it. */
      bars: readonly { name: Text; parts: readonly { mark: string; count: number }[]; says: Text }[];
    }
);

/** What a look hands over besides its words. */
export type Printable =
  | { sheet: Sheet }
  | { picture: Picture }
  | { calendar: CalendarFacts }
  | { slips: Slips }
  | { proof: Proof }
  | { dossier: Dossier }
  | { caseFile: CaseFile };
