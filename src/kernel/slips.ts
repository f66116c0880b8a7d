// Slips to be handed out, or one to hang on the door, as data: a code to be read by a telephone, and in words what it is for.
import type { Text } from './text.ts';

/** `above`: whose it is from; `code`: what the telephone reads, an address or words; `below`: what to do without it. */
export type Slip = { above: Text; heading: Text; lines: readonly Text[]; code: string; below: Text };

/** `door`: one to a page, read from afar; `hand`: eight to a page, to be cut apart. */
export type Slips = { title: Text; size: 'door' | 'hand'; slips: readonly Slip[] };
