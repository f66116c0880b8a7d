// One message, from the inbox to its answer, inside one transaction.
import type { Incoming } from '../channels/incoming.ts';
import type { Asking, World } from '../kernel/command.ts';
import type { Notice } from '../kernel/notice.ts';
import type { Actor, Language } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import type { Press, View } from '../kernel/view.ts';
import type { AuditEntry } from '../store/audit.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { keepFiles, refusedAtSight } from './files.ts';
import { followMeaning, followUnsupported } from './follow.ts';
import type { AuditPart } from './perform.ts';
import type { Registry } from './registry.ts';
import { type OwnPhrases, understandPress, understandText } from './understand.ts';
import { note } from './views.ts';

/** Where an answer goes. */
export type Place = {
  account: string | null;
  person: string | null;
  channel: string;
  chat: string;
  language: Language;
};

/** A message that still offers choices; `last` when nothing was written to the chat after it. */
export type Offered = { view: View; at: Date; last: boolean };

/** Whose file is awaited, and for which question; `account` is the messenger's id of the person. */
export type UploadTo = { accountId: string; conversationId: string; channel: string; account: string; chat: string };

/** What a messenger can do, as far as the road must know it. */
export type Abilities = {
  edits: boolean;
  buttons: boolean;
  /** More choices are numbered lines. */
  maxButtons?: number;
  filesIn: boolean;
  /** How long people may be written to after they wrote, where that ends. */
  window?: { free: number; closes: number };
  briefsOnly?: true;
};

/** What the road needs from delivery: it writes messages into the same transaction. */
export type Outgoing = {
  /** `edits`: the message to change instead of sending a new one. */
  reply(
    tx: Transaction,
    to: Place,
    view: View,
    how: { key: string; edits: string | null },
    world: World,
  ): Promise<void>;
  /** `actor`: who acted; he sees the answer itself and gets no copy of what his leader is told. */
  notices(tx: Transaction, notices: readonly Notice[], world: World, actor: string | null): Promise<void>;
  /** Brings the live message of `view.card` up to date, if there is one. */
  refresh(tx: Transaction, to: Place, view: View, how: { key: string }, world: World): Promise<void>;
  /** Takes the choices off the live message of a card. */
  retire(tx: Transaction, to: Place, card: string, how: { key: string }, world: World): Promise<void>;
  /** What a message in a chat shows now. */
  shown(tx: Transaction, channel: string, chat: string, message: string): Promise<View | null>;
  /** The messages in somebody's chat that still offer choices, the newest first. */
  offered(tx: Transaction, account: string, now: Date): Promise<readonly Offered[]>;
  reach(tx: Transaction, channel: string, account: string, reachable: boolean, now: Date): Promise<void>;
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
export type Welcome = {
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

/** Tries a one-time code, or greets; null for silence. */
export type Stranger = (tx: Transaction, came: Incoming, code: string | null, world: World) => Promise<Welcome | null>;

/** The parts of the service the road is made of. */
export type Road = {
  registry: Registry;
  ownPhrases: OwnPhrases;
  outgoing: Outgoing;
  identify(tx: Transaction, channel: string, account: string, now: Date): Promise<Actor | null>;
  stranger: Stranger;
  world(bodyId: string | null): World;
  decode(data: string): Press | null;
  abilities(channel: string): Abilities;
  /**
   * The address of a page where a file can be handed in once; null where the service has no page, and when the
   * question has an address that can still be used, unless it is asked for `again`.
   */
  uploadLink(tx: Transaction, to: UploadTo, again: boolean, world: World): Promise<string | null>;
  /** What a text says to a reader, for matching typed words with labels. */
  say(language: Language, words: Text): string;
};

/** What to do once the transaction has committed. */
export type Handled = {
  /** Words for the screen of somebody who pressed a button, when the press changed nothing. */
  toast: Text | null;
  language: Language;
  by: Actor | null;
  /** What the record keeps of it. */
  audit: AuditEntry | null;
};

/** One message being handled: everything its handlers share. */
export type Handling = {
  tx: Transaction;
  road: Road;
  came: Incoming;
  by: Actor;
  place: Place;
  world: World;
  open: Conversation | null;
  can: Abilities;
  /** Stored files that came with it. */
  files: readonly string[];
  asking(args: Asking['args']): Asking;
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
  reminders?: Parameters<typeof startReminders>[1];
  audit?: AuditPart | null;
  toast?: Text;
};

export async function handle(tx: Transaction, road: Road, came: Incoming): Promise<Handled> {
  const now = road.world(null).now;
  if (came.kind === 'receipt') {
    await road.outgoing.received(tx, came.channel, came.receipts ?? [], now);
    return noAnswer;
  }
  if (came.kind === 'reach') {
    await road.outgoing.reach(tx, came.channel, came.account, came.reachable ?? true, now);
    if (came.reachable === false || !road.abilities(came.channel).window) return noAnswer;
  }
  const [by, open] = await Promise.all([
    road.identify(tx, came.channel, came.account, now),
    openConversation(tx, came.channel, came.account),
  ]);
  const place: Place = {
    account: by?.account?.id ?? null,
    person: by?.person.id ?? null,
    channel: came.channel,
    chat: came.chat,
    language: by?.person.language ?? 'vi',
  };
  const world = road.world(by?.seats[0]?.bodyId ?? null);
  const answer = by
    ? await answerTo(tx, road, came, by, open, place, world)
    : await welcome(tx, road, came, place, world);
  await noteHeard(tx, road, came, place, now);
  await writeDown(tx, road, came, by, place, world, answer);
  const audit = answer.audit ? recorded(answer.audit, came, by?.person.id ?? place.person, world) : null;
  return { toast: answer.toast ?? null, language: place.language, by, audit };
}

const recorded = (part: AuditPart, came: Incoming, actorId: string | null, world: World): AuditEntry => ({
  ...part,
  at: world.now,
  actorId,
  channel: came.channel,
  account: came.account,
  update: came.update,
});

const noAnswer: Handled = { toast: null, language: 'vi', by: null, audit: null };

/** Where writing to somebody depends on when he last wrote; nothing elsewhere. */
async function noteHeard(tx: Transaction, road: Road, came: Incoming, place: Place, now: Date): Promise<void> {
  const { window } = road.abilities(came.channel);
  if (!window || !came.private || place.account === null || place.person === null) return;
  const at = new Date(Math.min(now.getTime(), Date.parse(came.at)));
  await road.outgoing.heard(tx, { id: place.account, personId: place.person }, at, window, now);
}

async function answerTo(
  tx: Transaction,
  road: Road,
  came: Incoming,
  by: Actor,
  open: Conversation | null,
  place: Place,
  world: World,
): Promise<Answer> {
  if (!came.private) {
    // Personal matters are never dealt with before others (CH8); only a direct call is answered at all.
    return came.text?.startsWith('/') || came.press
      ? { view: note(text('bot:group')), toast: text('bot:group') }
      : { view: null };
  }
  if (came.secrecy) {
    return { view: note(text('bot:secret.refused')), audit: refusedSecret(came) };
  }
  if (came.kind === 'text' && typedCode(came)) return welcome(tx, road, came, place, world);
  // What nobody asked for is neither kept nor fetched.
  const kept = collectsFiles(road.registry, open) ? await keepFiles(tx, came, by, world) : refusedAtSight(came);
  const handling: Handling = {
    tx,
    road,
    came,
    by,
    place,
    world,
    open,
    can: road.abilities(came.channel),
    files: kept.files,
    asking: (args) => ({ ...world, by, args }),
  };
  if (kept.problem) return { view: note(kept.problem) };
  switch (came.kind) {
    case 'press':
      return followMeaning(handling, understandPress(road.registry, road.decode(came.press!.data), open));
    case 'text':
    case 'file':
      return came.kind === 'file' && !open
        ? followMeaning(handling, { kind: 'unknown', said: came.text ?? '' })
        : followMeaning(handling, understandText(road.registry, came.text ?? '', open, road.ownPhrases));
    case 'edited':
      return { view: note(text('bot:edited')) };
    case 'contact':
      return { view: note(text('bot:unsupported')) };
    case 'unsupported':
      return followUnsupported(handling);
    case 'reach':
    case 'receipt':
      return { view: null };
    default: {
      const never: never = came.kind;
      throw new Error(`unknown kind ${String(never)}`);
    }
  }
}

const collectsFiles = ({ commands }: Registry, open: Conversation | null): boolean =>
  open !== null && commands.get(open.command)?.fields?.[open.asking]?.collect?.files === true;

const refusedSecret = (came: Incoming): AuditPart => ({
  behalfId: null,
  bodyId: null,
  matter: null,
  command: 'bot.receive',
  outcome: 'refused',
  facts: { code: 'secrecy-mark', mark: came.secrecy },
});

/** A one-time code: alone, as a deep link brings it, or among other words in the groups in which it is handed out. */
const typedCode = (came: Incoming): string | null => {
  const typed = (came.text ?? '').trim();
  const brought = /^\/start\s+(\S{8,80})$/i.exec(typed)?.[1];
  if (brought) return brought;
  return /^[\w-]{26,40}$/.test(typed) ? typed : (groupedCode.exec(typed)?.[0] ?? null);
};

const groupedCode = /(?<![\p{L}\p{N}-])(?:[0-9a-z]{5}-){4}[0-9a-z]{6}(?![\p{L}\p{N}-])/iu;

/** Linking, and greeting those who are not linked. */
async function welcome(tx: Transaction, road: Road, came: Incoming, place: Place, world: World): Promise<Answer> {
  // Where people follow before they write, whoever follows is greeted.
  const greets = came.kind === 'text' || came.kind === 'reach' || came.contact?.own === true;
  if (!came.private || !greets) return { view: null };
  const known = await road.stranger(tx, came, typedCode(came), world);
  if (!known) return { view: null };
  place.account = known.account ?? place.account;
  place.person = known.person ?? place.person;
  place.language = known.language;
  const notices = known.notices ?? [];
  return { view: known.view, elsewhere: known.elsewhere, audit: known.audit, notices };
}

/** Where only approved forms can be sent an answer is echoed in the plainest of them. */
function inForm(view: View, by: Actor): View {
  if (view.brief) return view;
  const content = view.note ?? view.lines[0] ?? view.heading ?? text('bot:unsupported');
  return { ...view, brief: { form: 'note', values: { name: said(by.person.fullName), content } } };
}

/** The answer, the notices to others and what to look at again: all in the act's transaction. */
async function writeDown(
  tx: Transaction,
  road: Road,
  came: Incoming,
  by: Actor | null,
  place: Place,
  world: World,
  answer: Answer,
): Promise<void> {
  const key = `in:${came.channel}:${came.update}`;
  // Where nothing can be changed, what was shown before is left as it is.
  const { edits, briefsOnly } = road.abilities(came.channel);
  for (const [index, also] of (edits ? (answer.also ?? []) : []).entries()) {
    await road.outgoing.reply(tx, place, also.view, { key: `${key}:also${index}`, edits: also.message }, world);
  }
  if (answer.view) {
    const view = briefsOnly && by ? inForm(answer.view, by) : answer.view;
    await road.outgoing.reply(tx, place, view, { key, edits: edits ? (answer.edits ?? null) : null }, world);
  }
  if (answer.refresh) await road.outgoing.refresh(tx, place, answer.refresh, { key: `${key}:refresh` }, world);
  if (answer.retire && edits) await road.outgoing.retire(tx, place, answer.retire, { key: `${key}:retire` }, world);
  for (const [nth, other] of (answer.elsewhere ?? []).entries()) {
    await road.outgoing.reply(tx, other.place, other.view, { key: `${key}:elsewhere${nth}`, edits: null }, world);
  }
  if (answer.notices?.length) await road.outgoing.notices(tx, answer.notices, world, by?.person.id ?? null);
  if (answer.reminders?.length) await startReminders(tx, answer.reminders, answer.audit?.bodyId ?? null, world);
}
