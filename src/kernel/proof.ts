// What shows to somebody outside that an act is on record (AR3), as data: in words, and as the record keeps it.
import type { Text } from './text.ts';

/** A row of the record: `hash` is the SHA-256 of `previous`, `seq` and `detail`, a line each (store/audit.ts). */
export type SealedRow = { seq: string; detail: string; previous: string; hash: string };

/** Who was told by it: by which messenger, how far it got. Instants in ISO 8601. */
export type Telling = {
  person: string;
  channel: string | null;
  state: string;
  sentAt: string | null;
  receivedAt: string | null;
  /** The messenger's own number of the message. */
  message: string | null;
};

/** `lines`: what it says; `told`: as a person reads it. `newest`: where the record stood when this was made. */
export type Proof = {
  title: Text;
  body: string;
  lines: readonly Text[];
  sealed: SealedRow;
  told: readonly (Telling & { says: Text })[];
  newest: { seq: string; hash: string };
};
