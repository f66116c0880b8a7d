// One message, from the inbox to its answer, inside one transaction.
import type { Incoming } from '../channels/incoming.ts';
import type { AuditPart } from '../engine/outcome.ts';
import { permissionsOf } from '../engine/permission.ts';
import type { Registry } from '../engine/registry.ts';
import type { Anew, Args, Asking, World } from '../kernel/command.ts';
import { linkCodeIn } from '../kernel/link-code.ts';
import type { Notice } from '../kernel/notice.ts';
import { numberedChoices } from '../kernel/numbered.ts';
import type { Actor, Language } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { hours } from '../kernel/time.ts';
import type { Press, View } from '../kernel/view.ts';
import type { AuditEntry } from '../store/audit.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { followContact, followUnsupported, repeated } from './answers.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { keepFiles, refusedAtSight } from './files.ts';
import { followFile, followMeaning, followTyped } from './follow.ts';
import { glimpsed } from './glance.ts';
import { labelled } from './numbers.ts';
import { waitingFor } from './questions.ts';
import type { Answer, Handling, Leased, Place, Road } from './road.ts';
import { understandExpired, understandPress } from './understand.ts';
import { note } from './views.ts';

/** What to do once the transaction has committed. */
export type Handled = {
  /** Words for the screen of somebody who pressed a button, when the press changed nothing. */
  toast: Text | null;
  language: Language;
  by: Actor | null;
  /** What the record keeps of it. */
  audit: AuditEntry | null;
  /** The words were not understood. */
  unclear?: true;
  /** The answer, where it leaves at once. */
  leased: Leased | null;
};

export async function handle(tx: Transaction, road: Road, { id, message }: Taken): Promise<Handled> {
  const came = carriedAlong(road.registry, message);
  const now = road.world(null).now;
  if (came.kind === 'receipt') {
    await road.outgoing.received(tx, came.channel, came.receipts ?? [], now);
    return noAnswer;
  }
  if (came.kind === 'reach' && came.private) {
    await road.outgoing.reach(tx, came.channel, came.account, came.reachable ?? true, now);
    if (came.reachable === false && came.message) await road.outgoing.cameBack(tx, came.channel, came.message, now);
    if (came.reachable === false || !road.abilities(came.channel).window) return noAnswer;
  }
  const [by, open] = await Promise.all([
    road.identify(tx, came.channel, came.account, now),
    openConversation(tx, came.channel, came.account),
  ]);
  const place: Place = { ...(came.private && by ? ofHis(by) : nobodys), channel: came.channel, chat: came.chat };
  const world = road.world(by?.seats[0]?.bodyId ?? null);
  // Personal matters are never dealt with before others (CH8).
  const answer = !came.private
    ? await road.inGroup(tx, came, by, world)
    : by
      ? await answerTo(tx, road, { id, message: came }, by, open, place, world)
      : await welcome(tx, road, came, place, world);
  await noteHeard(tx, road, came, place, now);
  const leased = await writeDown(tx, road, came, by, place, world, answer);
  const audit = answer.audit ? recorded(answer.audit, came, by?.person.id ?? place.person, world) : null;
  return {
    toast: answer.toast ?? null,
    language: place.language,
    by,
    audit,
    leased,
    ...(answer.unclear ? { unclear: true } : {}),
  };
}

/** In a group an answer is nobody's own, whoever is answered. */
const nobodys = { account: null, person: null, language: 'vi' } as const;

const ofHis = ({ account, person }: Actor): Pick<Place, 'account' | 'person' | 'language'> => ({
  account: account?.id ?? null,
  person: person.id,
  language: person.language,
});

/** A message and its place in the inbox. */
type Taken = { id: bigint; message: Incoming };

/** No messenger keeps a message longer before it gives up; a date further back is a clock that is wrong. */
const longestOnTheWay = hours(24);

function writtenAt({ at }: Incoming, now: Date): Date {
  const age = now.getTime() - Date.parse(at);
  return age >= 0 && age <= longestOnTheWay ? new Date(at) : now;
}

const recorded = (part: AuditPart, came: Incoming, actorId: string | null, world: World): AuditEntry => ({
  ...part,
  at: world.now,
  actorId,
  channel: came.channel,
  account: came.account,
  update: came.update,
});

const noAnswer: Handled = { toast: null, language: 'vi', by: null, audit: null, leased: null };

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
  { id, message: came }: Taken,
  by: Actor,
  open: Conversation | null,
  place: Place,
  world: World,
): Promise<Answer> {
  if (came.secrecy) {
    return { view: note(text('bot:secret.refused')), audit: refusedSecret(came) };
  }
  if (came.kind === 'text' && linkCodeIn(came.text ?? '')) return welcome(tx, road, came, place, world);
  // What nobody asked for is neither kept nor fetched.
  const kept = collectsFiles(road.registry, open)
    ? await keepFiles(tx, came, by, open!.parts, world)
    : refusedAtSight(came);
  const asking = (args: Args): Asking => ({ ...world, by, args: withoutSkipped(args) });
  const permission = permissionsOf(tx);
  for (const file of kept.unread ?? []) await road.unread(tx, file);
  const handling: Handling = {
    tx,
    road,
    came,
    id,
    written: writtenAt(came, world.now),
    confirmed: false,
    by,
    place,
    world,
    open,
    can: road.abilities(came.channel),
    files: kept.files,
    asking,
    permit: (command, args) => permission(command, asking(args)),
  };
  if (kept.problem) return repeated(handling, kept.problem);
  switch (came.kind) {
    case 'press': {
      const chosen = road.decode(came.press!.data);
      const early = await glimpsed(handling, chosen);
      if (early) return early;
      const meaning = understandPress(road.registry, chosen, open);
      return followMeaning(handling, came.press!.expired ? understandExpired(road.registry, meaning) : meaning);
    }
    case 'text':
      return followTyped(handling);
    case 'file':
      return open ? followTyped(handling) : followFile(handling);
    case 'edited':
      // A live location changes by itself, again and again.
      return { view: came.text === undefined ? null : note(text('bot:edited')) };
    case 'contact':
      return followContact(handling);
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

/** What was skipped is kept as an empty answer while the questions go on; to a command it is absent, as are marks of ours. */
const withoutSkipped = (args: Args): Args =>
  Object.fromEntries(Object.entries(args).filter(([name, value]) => value !== '' && !name.startsWith('.')));

function collectsFiles({ commands }: Registry, open: Conversation | null): boolean {
  const command = open && commands.get(open.command);
  if (!open || !command) return false;
  const waiting = open.parts.length > 0 ? waitingFor(command, open.asking)?.field : undefined;
  return (waiting ?? command.fields?.[open.asking])?.collect?.files === true;
}

const refusedSecret = (came: Incoming): AuditPart => ({
  behalfId: null,
  bodyId: null,
  matter: null,
  command: 'bot.receive',
  outcome: 'refused',
  facts: { code: 'secrecy-mark', mark: came.secrecy },
});

/**
 * A messenger's own link carries a slash word and its argument ("/start tudiemdanh_482913"). Anybody can make such a link
 * for somebody else to follow: only what looks is taken from it, never an act.
 */
function carriedAlong({ words }: Registry, came: Incoming): Incoming {
  const [, word = '', argument = ''] = /^\/start\s+([a-z]{2,32})_([\w-]{1,31})$/.exec(came.text ?? '') ?? [];
  const command = words.get(word);
  return command && !command.decide ? { ...came, text: `/${word} ${argument}` } : came;
}

const shownBy = (tx: Transaction, road: Road, { channel, chat, quotes }: Incoming): Promise<View | null> =>
  quotes ? road.outgoing.shown(tx, channel, chat, quotes) : Promise.resolve(null);

/** What somebody who is not linked chose of a message: its button, its number or its words; forwarded words are nobody's. */
function chosenOf(road: Road, came: Incoming, place: Place, shown: View | null): Press | null {
  if (came.press) return came.press.expired ? null : road.decode(came.press.data);
  if (!shown || came.forwarded || came.kind !== 'text') return null;
  const words = (came.text ?? '').trim();
  const number = /^(\d{1,2})[.)]?$/.exec(words)?.[1];
  if (number) return numberedChoices(shown).find((one) => one.number === Number(number))?.choice.press ?? null;
  const [chosen, another] = labelled({ road, place }, shown, words.replace(/[\s.!]+$/u, ''));
  return chosen && !another ? chosen.press : null;
}

/** Linking, and greeting those who are not linked. */
async function welcome(tx: Transaction, road: Road, came: Incoming, place: Place, world: World): Promise<Answer> {
  // Where people follow before they write, whoever follows is greeted.
  const greets = ['text', 'press', 'reach'].includes(came.kind) || came.contact?.own === true;
  if (!came.private || !greets) return { view: null };
  const quoted = came.quotes === undefined ? undefined : await shownBy(tx, road, came);
  const choose = (shown: View): Press | null => chosenOf(road, came, place, quoted === undefined ? shown : quoted);
  const brought = { code: linkCodeIn(came.text ?? ''), choose, written: writtenAt(came, world.now) };
  const known = await road.stranger(tx, came, brought, world);
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
): Promise<Leased | null> {
  const key = `in:${came.channel}:${came.update}`;
  // Where nothing can be changed, what was shown before is left as it is.
  const { edits, briefsOnly } = road.abilities(came.channel);
  for (const [index, also] of (edits ? (answer.also ?? []) : []).entries()) {
    await road.outgoing.reply(tx, place, also.view, { key: `${key}:also${index}`, edits: also.message }, world);
  }
  let leased: Leased | null = null;
  if (answer.view) {
    const view = briefsOnly && by ? inForm(answer.view, by) : answer.view;
    const how = { key, edits: edits ? (answer.edits ?? null) : null, atOnce: true } as const;
    leased = await road.outgoing.reply(tx, place, view, how, world);
  }
  if (answer.refresh) await road.outgoing.refresh(tx, place, answer.refresh, { key: `${key}:refresh` }, world);
  if (answer.retire && edits) await road.outgoing.retire(tx, place, answer.retire, { key: `${key}:retire` }, world);
  for (const [nth, other] of (answer.elsewhere ?? []).entries()) {
    await road.outgoing.reply(tx, other.place, other.view, { key: `${key}:elsewhere${nth}`, edits: null }, world);
  }
  await tellOthers(tx, road, answer, { key, by, sees: by?.person.id ?? null }, world);
  return leased;
}

type Telling = Pick<Road, 'outgoing' | 'actorOf'>;

/** What an act means to others: cards on their screens, notices, what is looked at again. `sees`: whose screen has the answer. */
export async function tellOthers(
  tx: Transaction,
  road: Telling,
  { anew, notices, reminders, audit }: Pick<Answer, 'anew' | 'notices' | 'reminders' | 'audit'>,
  { key, by, sees }: { key: string; by: Actor | null; sees: string | null },
  world: World,
): Promise<void> {
  const actor = by?.person.id ?? null;
  const refreshed = anew ? await shownAnew(tx, road, anew, key, sees, world) : [];
  if (refreshed.length > 0) await road.outgoing.notices(tx, refreshed, world, actor);
  if (notices?.length) await road.outgoing.notices(tx, notices, world, actor);
  if (reminders?.length) await startReminders(tx, reminders, audit?.bodyId ?? null, world);
}

/** The card on every other screen it is live on, as its reader may see it now. */
async function shownAnew(
  tx: Transaction,
  road: Telling,
  { card, matter, of }: Anew,
  key: string,
  sees: string | null,
  world: World,
): Promise<Notice[]> {
  const told: Notice[] = [];
  for (const person of await road.outgoing.holders(tx, card)) {
    const reader = person === sees ? null : await road.actorOf(tx, person, world.now);
    const view = reader && of(reader);
    if (view) told.push({ to: person, class: 'refresh', view, matter, key: `${key}:anew:${person}`, personal: true });
  }
  return told;
}
