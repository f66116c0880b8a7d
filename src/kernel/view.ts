// What a message shows, the same for every channel; a channel only renders it.
import { said, type Text, type TextKey, text } from './text.ts';

/**
 * What pressing a choice asks for: a command with its arguments, an answer to the question being asked,
 * or a page to open. It is client input when it comes back: it names a matter and an act, never a right.
 */
export type Press =
  | { command: string; args: Readonly<Record<string, string>> }
  | { form: string; answer: string }
  | { link: string };

/** Whether two buttons do the same. */
export function isSamePress(one: Press, other: Press): boolean {
  if ('form' in one) return 'form' in other && one.form === other.form && one.answer === other.answer;
  if ('link' in one) return 'link' in other && one.link === other.link;
  if (!('command' in other) || one.command !== other.command) return false;
  const names = new Set([...Object.keys(one.args), ...Object.keys(other.args)]);
  return [...names].every((name) => (one.args[name] ?? '') === (other.args[name] ?? ''));
}

/** `figure`: a figure offered for a figure that is asked for; where there are no buttons it is typed as it is. */
export type Choice = { label: Text; press: Press; look?: 'good' | 'bad'; figure?: true };

/**
 * The same message in a form approved beforehand, for people the messenger lets us write to only so (Zalo's templates).
 * `form` is the kind of message (`meetings.invitation`); which template it goes by is the operator's data. `answers`:
 * what the fixed buttons of such a template stand for, by the words on them.
 */
export type Brief = { form: string; values: Readonly<Record<string, Text>>; answers?: readonly Choice[] };

/** A meeting as it stands in a calendar; instants in ISO 8601. `sequence` rises with every change of what has one `uid`. */
export type CalendarFacts = {
  uid: string;
  sequence: number;
  /** Whose meetings last how long is a figure of its own. */
  bodyId: string;
  startsAt: string;
  cancelled: boolean;
  title: Text;
  place: string;
  about: readonly Text[];
};

export type View = {
  heading?: Text;
  /** One paragraph each. */
  lines: readonly Text[];
  choices?: readonly Choice[];
  /** A passing remark under the message: why a press changed nothing, or where the conversation goes on. */
  note?: Text;
  /** Stored files (by id) sent along with the message. */
  files?: readonly string[];
  /** Closed papers: the channel is asked to forbid forwarding and saving. */
  closed?: boolean;
  brief?: Brief;
  /** What it is about as an entry of a calendar, for a way that carries one along. */
  calendar?: CalendarFacts;
  /** The messenger is asked to offer that the person shares his own phone number; nothing where it cannot. */
  asksPhone?: true;
  /** The whole of it, which is shown when he taps (SC4): no messenger is given it before. */
  behind?: { mark: string; view: View };
  /** Shown because the person has just asked to see it. */
  called?: true;
  /** The number somebody typed to bring about what this message records: typed again it says so again. */
  taken?: number;
  /**
   * The matter this message is the live card of, e.g. `meeting:01hx…:person`. Only the newest card of a matter
   * keeps its choices; older ones are retired when it appears.
   */
  card?: string;
};

export const press = (command: string, args: Record<string, string> = {}): Press => ({ command, args });

export const choice = (label: Text, pressed: Press, look?: 'good' | 'bad'): Choice =>
  look === undefined ? { label, press: pressed } : { label, press: pressed, look };

/** The way to a matter by its code: a button says what it does, also below lines about something else. */
export const opening = (code: string, pressed: Press): Choice =>
  choice(text('engine:look', { code: said(code) }), pressed);
/** The button behind which the whole of a message is of which only that it is there was said. */
export const behindButton = 'bot.behind';

/** A command that has a word for its button. */
type Offered = {
  [K in TextKey]: K extends `${infer Chapter}:commands.${infer Act}.button` ? `${Chapter}.${Act}` : never;
}[TextKey];

/** A command under the word of its own button. */
export function offer(command: Offered, args: Record<string, string> = {}, look?: Choice['look']): Choice {
  const [chapter, act] = command.split('.');
  return choice({ key: `${chapter}:commands.${act}.button` as TextKey }, press(command, args), look);
}
