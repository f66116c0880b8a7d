// The road from a message to its answer: the parts of the service it is made of, and what travels along it.
import type { Incoming } from '../channels/incoming.ts';
import type { Claimed } from '../delivery/claim.ts';
import type { AuditPart } from '../engine/outcome.ts';
import type { Permission } from '../engine/permission.ts';
import type { Registry } from '../engine/registry.ts';
import type { Anew, Asking, Command, World } from '../kernel/command.ts';
import type { Notice, ReminderStart } from '../kernel/notice.ts';
import type { Actor, Language } from '../kernel/person.ts';
import type { Printable } from '../kernel/picture.ts';
import type { Text } from '../kernel/text.ts';
import type { Press, View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Grammar } from '../understanding/index.ts';
import type { Conversation } from './conversation.ts';
import type { OwnPhrases } from './understand.ts';

/** Where an answer goes. */
export type Place = {
  account: string | null;
  person: string | null;
  channel: string;
  chat: string;
  language: Language;
};

/**
 * A message that still offers choices; `last` when nothing was written to the chat after it; `lines` when it bears
 * numbered lines although its messenger has buttons.
 */
export type Offered = { view: View; at: Date; last: boolean; lines: boolean };

/**
 * A message of ours that is quoted: what it shows now, or will when what is written for it has gone out, and what it
 * showed when it came.
 */
export type Quoted = { now: View; first: View; lines: boolean };

/** Whose file is awaited, and for which question; `account` is the messenger's id of the person. */
export type UploadTo = { accountId: string; conversationId: string; channel: string; account: string; chat: string };

/** What a messenger can do, as far as the road must know it. */
export type Abilities = {
  edits: boolean;
  buttons: boolean;
  /** More choices are numbered lines. */
  maxButtons?: number;
  /** What a message holds, in UTF-16 units: longer ones come in parts. */
  maxText: number;
  filesIn: boolean;
  /** How long people may be written to after they wrote, where that ends. */
  window?: { free: number; closes: number };
  briefsOnly?: true;
};

/** A message that only this process may send. */
export type Leased = Claimed;

/** What the road needs from delivery: it writes messages into the same transaction. */
export type Outgoing = {
  /**
   * `edits`: the message to change instead of sending a new one. `atOnce`: what is given back is to be given to the sender
   * (`send`) once it is committed; nothing is where it waits like everything else.
   */
  reply(
    tx: Transaction,
    to: Place,
    view: View,
    how: { key: string; edits: string | null; atOnce?: true },
    world: World,
  ): Promise<Leased | null>;
  /** `actor`: who acted; he sees the answer itself and gets no copy of what his leader is told. */
  notices(tx: Transaction, notices: readonly Notice[], world: World, actor: string | null): Promise<void>;
  /** Brings the live message of `view.card` up to date, if there is one. */
  refresh(tx: Transaction, to: Place, view: View, how: { key: string }, world: World): Promise<void>;
  /** The people on whose screens a card is live. */
  holders(tx: Transaction, card: string): Promise<readonly string[]>;
  /** Takes the choices off the live message of a card. */
  retire(tx: Transaction, to: Place, card: string, how: { key: string }, world: World): Promise<void>;
  /** What a message in a chat shows now. */
  shown(tx: Transaction, channel: string, chat: string, message: string): Promise<View | null>;
  /** What a message in a chat has shown and since when, the newest first. */
  stood(tx: Transaction, channel: string, chat: string, message: string): Promise<readonly { view: View; at: Date }[]>;
  /** The message that is quoted in a chat; null when it is none of ours. */
  quoted(tx: Transaction, channel: string, chat: string, message: string): Promise<Quoted | null>;
  /** The messages in somebody's chat that still offer choices, the newest first. */
  offered(tx: Transaction, account: string, now: Date): Promise<readonly Offered[]>;
  reach(tx: Transaction, channel: string, account: string, reachable: boolean, now: Date): Promise<void>;
  /** A message that counted as sent came back. */
  cameBack(tx: Transaction, channel: string, message: string, now: Date): Promise<unknown>;
  /** He has been heard from, where that opens a window. */
  heard(
    tx: Transaction,
    account: { id: string; personId: string },
    at: Date,
    window: NonNullable<Abilities['window']>,
    now: Date,
  ): Promise<void>;
  received(tx: Transaction, channel: string, receipts: NonNullable<Incoming['receipts']>, now: Date): Promise<void>;
};

/** What is said to somebody who is not linked, or who sends a code. */
type Welcome = {
  /** Null for silence; the record may still tell of it. */
  view: View | null;
  account: string | null;
  person: string | null;
  language: Language;
  /** Said in other chats: an account left behind for this one. */
  elsewhere: readonly { place: Place; view: View }[];
  notices?: readonly Notice[];
  audit: AuditPart | null;
};

/** What somebody who is not linked brought: a code, or a choice of the message he may have been shown. */
export type Brought = { code: string | null; choose(shown: View): Press | null; written: Date };

/** Tries a one-time code, takes the answer to what it asked, or greets; null for silence. */
export type Stranger = (tx: Transaction, came: Incoming, brought: Brought, world: World) => Promise<Welcome | null>;

/** The parts of the service the road is made of. */
export type Road = {
  registry: Registry;
  ownPhrases: OwnPhrases;
  /** The grammar of each language, the committee's own first. */
  grammars: readonly Grammar[];
  outgoing: Outgoing;
  identify(tx: Transaction, channel: string, account: string, now: Date): Promise<Actor | null>;
  /** Somebody as he would act now, from no account. */
  actorOf(tx: Transaction, person: string, now: Date): Promise<Actor | null>;
  stranger: Stranger;
  /** What is said or pressed in a group, by whomever. */
  inGroup(tx: Transaction, came: Incoming, by: Actor | null, world: World): Promise<Answer>;
  world(bodyId: string | null): World;
  decode(data: string): Press | null;
  /** What has been on a screen for less than this was not read: nothing is done by it. In milliseconds; 0: no limit. */
  glance: number;
  abilities(channel: string): Abilities;
  /**
   * The address of a page where a file can be handed in once; null where the service has no page, and when the
   * question has an address that can still be used, unless it is asked for `again`.
   */
  uploadLink(tx: Transaction, to: UploadTo, again: boolean, world: World): Promise<string | null>;
  /** A file was kept that could not be looked through for a secrecy mark: the secretariat is told. */
  unread(tx: Transaction, file: { id: string; name: string; uploaderId: string }): Promise<void>;
  /** Keeps words as the bytes of a file. */
  keepText(words: string): Promise<{ sha256: string; size: number }>;
  /** As files, the one to read first; none when it cannot be drawn. */
  print(prints: Printable, now: Date): Promise<readonly { name: string; mime: string; bytes: Uint8Array }[]>;
  keepBytes(bytes: Uint8Array): Promise<{ sha256: string; size: number }>;
  /** What a text says to a reader, for matching typed words with labels. */
  say(language: Language, words: Text): string;
};

/** One message being handled: everything its handlers share. */
export type Handling = {
  tx: Transaction;
  road: Road;
  came: Incoming;
  /** Its place in the inbox. */
  id: bigint;
  /** When it was written: by this are relative days counted, and what was on the screen. */
  written: Date;
  /** Its sender has said that it is meant. */
  confirmed: boolean;
  /** The number that was typed to choose what is being done. */
  number?: number;
  by: Actor;
  place: Place;
  world: World;
  open: Conversation | null;
  can: Abilities;
  /** Stored files that came with it. */
  files: readonly string[];
  asking(args: Asking['args']): Asking;
  /** Whether he may, on the matter these arguments name: asked before anything of it is read out to him. */
  permit(command: Command, args: Asking['args']): Promise<Permission>;
};

/** What is said back, and what the record keeps. */
export type Answer = {
  view: View | null;
  /** Edit this message rather than send a new one. */
  edits?: string | null;
  /** Other messages of this chat to bring up to date. */
  also?: readonly { message: string; view: View }[];
  /** A card to bring up to date where it is, without a new message. */
  refresh?: View;
  /** A card whose choices are over. */
  retire?: string;
  elsewhere?: Welcome['elsewhere'];
  notices?: readonly Notice[];
  reminders?: readonly ReminderStart[];
  /** A card to bring up to date on other people's screens. */
  anew?: Anew | null;
  audit?: AuditPart | null;
  toast?: Text;
  /** The words were not understood. */
  unclear?: true;
};
