// What the phones are given by the app that rehearses with them.
import type { Pool } from 'pg';
import type { EncodePress } from '../channels/channel.ts';
import type { Language } from '../kernel/person.ts';
import type { Text } from '../kernel/text.ts';
import type { Calendar } from '../kernel/working-days.ts';
import type { Role } from '../regulation/roles.ts';

/** Somebody who has a phone in the rehearsal; his id is the account, too. `channel`: the messenger he prefers. */
export type PhonePerson = {
  id: string;
  code: string;
  name: string;
  role: Role | 'assistant';
  post: string;
  agency: string;
  channel: string;
};

export type PhonesParts = {
  /** The name of the body that rehearses. */
  bodyName(): Promise<string>;
  /** Everybody with a phone, by rank. */
  people(): Promise<readonly PhonePerson[]>;
  /** Gives somebody an account of another messenger and makes it the preferred; false when he has unlinked himself. */
  prefer(personId: string, channel: string): Promise<boolean>;
  /** The slash words somebody may use, for the menu beside the input. */
  menu(personId: string): Promise<readonly { word: string; about: Text }[]>;
  say(language: Language, text: Text): string;
  encode: EncodePress;
  /** `moveTo` runs the rounds that are due and resolves when everything is delivered. */
  clock: { now(): Date; moveTo(at: Date): Promise<void> };
  /** When something is to happen next: a reminder, or a message held back. */
  nextDue(): Promise<Date | null>;
  /** When the next convened meeting begins. */
  nextMeeting(): Promise<Date | null>;
  calendar(): Calendar;
  /** Back to the seeded roster, the clock as at first: no meetings, no messages, but for what the committee is at. */
  reset(isAtWork: boolean): Promise<void>;
  /** Resolves when nothing that came in and nothing that is due to go out is left. */
  settled(): Promise<void>;
  /** How long a choice must have been on a screen before it counts, in milliseconds; nothing is put under a finger. */
  glance: number;
  /** For reading back what a phone shows: the outbox and the inbox hold it. */
  pool: Pool;
  /** A folder for what people send from their phones. */
  uploads: string;
  /** A stored file, to be opened from a phone. */
  openFile(id: string): Promise<{ name: string; path: string } | null>;
  /** Further host names the page may be reached by, beside addresses and `localhost`. */
  hostNames?: readonly string[];
};
