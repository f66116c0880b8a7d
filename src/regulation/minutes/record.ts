// What minutes hold: how the meeting went, and what the record says of it. Types alone.
import type { Facts } from '../../kernel/matter.ts';
import type { MeetingFile } from '../meetings/index.ts';
import type { Stance } from '../opinions/index.ts';

type Named = { name: string };

/** What the record says; kept as it was when the minutes were confirmed. */
export type Drawn = {
  presider: string;
  invited: number;
  came: number;
  unmarked: number;
  /** `scope`: how far the alternate spoke for him; left out where it was not said. */
  represented: readonly (Named & { by: string; scope?: string | null })[];
  away: readonly Named[];
  opinions: readonly (Named & { stance: Stance; item: string | null; words: string })[];
  speeches: readonly (Named & { words: string })[];
};

export type Minutes = { course: string; frozen?: Drawn };
export type MinutesFacts = Facts<Minutes, Drawn, MeetingFile>;
