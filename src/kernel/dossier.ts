// What is kept about somebody, to be taken along: tables to read, and the whole of it for another machine (SC5).
import type { Text } from './text.ts';

export type DossierTable = {
  name: Text;
  columns: readonly Text[];
  rows: readonly (readonly (Text | string | null)[])[];
};

/** `whole`: as JSON. */
export type Dossier = { title: Text; tables: readonly DossierTable[]; whole: unknown };
