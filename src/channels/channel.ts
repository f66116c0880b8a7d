// The port every messenger is reached through: incoming in one shape, views rendered in the messenger's own way.
import type { Hono } from 'hono';
import type { Language } from '../kernel/person.ts';
import type { Press, View } from '../kernel/view.ts';
import type { Incoming } from './incoming.ts';

export type { Incoming } from './incoming.ts';

/** Writes what a button carries. */
export type EncodePress = (press: Exclude<Press, { link: string }>) => string;

/** How fast the messenger lets us send. */
export type Limits = {
  /** Messages per second over all chats. */
  perSecond: number;
  /** Milliseconds between two messages to one chat that nobody is waiting for. */
  chatGap: number;
  /** The same for a chat of several people. */
  groupGap: number;
  /** Messages a chat takes at once, even such as somebody waits for, before its gap counts; left out: any number. */
  chatBurst?: number;
  groupBurst?: number;
  isGroup(chat: string): boolean;
};

/** A stored file to send. `ref` is the messenger's own reference when it has the file already. */
export type OutgoingFile = { id: string; name: string; path: string; ref?: string };

export type SendOptions = {
  /** Without formatting and buttons: the last resort when the messenger refuses the message. */
  plain?: boolean;
  /** Send this file, with the rendered text under it. */
  file?: OutgoingFile;
  /** The person cannot be written to freely now: send the view's brief, in its approved form. */
  brief?: boolean;
  /** Comes back with receipts and with answers to an approved form; letters and digits. */
  tracking?: string;
};

/**
 * What a message counts as where messages are counted or paid for; `price` in đồng, 0 where only the number counts.
 * `count`: left out, one.
 */
export type Charge = { item: string; price: number; count?: number };

/**
 * `fileRef`: by what the file can be sent again without its bytes. `charge`: left out where sending is free. `numbered`:
 * its choices were shown as numbered lines, although the messenger has buttons.
 */
export type Sent = { message: string; fileRef?: string; charge?: Charge; numbered?: true };

/**
 * How long after somebody has last written he may be written to, in milliseconds: `free` of charge, and until `closes`
 * for money; afterwards in approved forms only.
 */
export type Window = { free: number; closes: number };

/** How many messages that count a messenger still takes. `daily`: made up each day, and none goes beyond it. */
export type Left = { remain: number; daily: boolean };

export type Capabilities = {
  edits: boolean;
  buttons: boolean;
  /** A message with more choices has numbered lines in place of buttons; left out, any number are buttons. */
  maxButtons?: number;
  maxText: number;
  /** Whether people can send us files; left out, they can. */
  filesIn?: boolean;
  /** Left out: people may be written to at any time. */
  window?: Window;
  /** Only approved forms can be sent; an address is a phone number of the roster. */
  briefsOnly?: true;
  /** Addresses are those of the roster: nobody has to link anything to be written to. */
  byMail?: true;
  /** The messenger tells what has arrived. */
  receipts?: true;
  /** An approved form that has not arrived within so many milliseconds never will. */
  formLife?: number;
  /** So many messages a calendar month; left out: any number. */
  monthly?: number;
  /** The numbers of all private messages, to us and from us, rise by one together. */
  countsTogether?: true;
};

/**
 * What a failed call means:
 * - `flood`       too fast; nothing was sent, wait so long
 * - `retry`       nothing left this machine
 * - `ambiguous`   it may or may not have arrived
 * - `unreachable` this person cannot be written to
 * - `closed`      not now and not in this way (the window has closed, no template fits, the money is spent); the person
 *                 can be reached all the same, by another way
 * - `moved`       the chat has another id now
 * - `done`        it is already so
 * - `gone`        the message to edit is no longer there
 * - `poison`      this message will never be taken
 * - `halt`        we are not let in at all
 */
export type Failure = { reason: string } & (
  | { kind: 'flood'; wait: number }
  | { kind: 'moved'; chat: string }
  | { kind: 'retry' | 'ambiguous' | 'unreachable' | 'closed' | 'done' | 'gone' | 'poison' | 'halt' }
);

export type ChannelHealth = {
  /** When something was last heard from the messenger. */
  heardAt: Date | null;
  /** Since when receiving fails without a break, and why. */
  failingSince: Date | null;
  problem: string | null;
  /** What else an operator should see, by part. */
  details?: Readonly<Record<string, unknown>>;
};

/** Keeps what came in; resolves once it is safe in the database. */
export type Receive = (came: readonly Incoming[]) => Promise<void>;

export interface Channel<Rendered = unknown> {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly limits: Limits;
  /** @throws when the view cannot be shown in this messenger; always a mistake in the view. */
  render(view: View, language: Language, encode: EncodePress): Rendered;
  send(chat: string, rendered: Rendered, options?: SendOptions): Promise<Sent>;
  edit(chat: string, message: string, rendered: Rendered, options?: SendOptions): Promise<void>;
  classify(error: unknown): Failure;
  /** Asks the messenger for something harmless; throws when it cannot be reached. */
  probe(): Promise<void>;
  /** Settles a press on the person's screen, with a few words at most. Best effort: never throws. */
  acknowledge(came: Incoming, words?: string): Promise<void>;
  /**
   * When the messenger last heard from somebody, where it can be asked: it knows more than we are told. Null when it
   * does not say. @throws when it cannot be asked now
   */
  lastHeard?(chat: string): Promise<Date | null>;
  /** What is left of what was bought or is allowed; null where that is not known. Never throws. */
  left?(): Promise<Left | null>;
  /** Shows a person's slash words where the messenger has a menu. Best effort: never throws. */
  offer?(chat: string, menu: readonly { word: string; about: string }[]): Promise<void>;
  /** The bytes of a file somebody sent. @throws TooLarge before or while reading more than `maxBytes` */
  fetchFile(ref: string, maxBytes: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** The bytes are stored, or refused: what the channel itself holds of them is needed no longer. */
  forgetFile?(ref: string): Promise<void>;
  /** Receives until the signal; resolves when stopped. */
  start(receive: Receive, signal: AbortSignal): Promise<void>;
  health(): ChannelHealth;
  /**
   * An address that opens a chat with us on a telephone, with a slash word and its argument where it can carry them along.
   * Null when the messenger cannot say now. Never throws.
   */
  opens?(word: string, argument: string): Promise<string | null>;
  /** Where the messenger calls us, if it does. */
  webhook?(receive: Receive): Hono;
}

export class TooLarge extends Error {
  override name = 'TooLarge';
}

/** Passes bytes on and stops at the first one too many; a claimed size proves nothing. @throws TooLarge */
export async function* capped(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.length;
    if (count > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
    yield chunk;
  }
}
