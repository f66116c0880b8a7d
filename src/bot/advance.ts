// A command on its way: what is missing is filled in or asked for, then it is performed; where the result appears.

import type { Barred, Outcome } from '../engine/outcome.ts';
import { foreseen, leaderOf, perform } from '../engine/perform.ts';
import { isLeadersOwn } from '../engine/permission.ts';
import type { Args, Command, Option } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import { fold } from '../kernel/fold.ts';
import { isId } from '../kernel/ids.ts';
import { inOneLine, type Text, text } from '../kernel/text.ts';
import { choice, type View } from '../kernel/view.ts';
import {
  type Conversation,
  endConversation,
  fromWords,
  listWords,
  parkConversation,
  saveConversation,
  toBeSent,
} from './conversation.ts';
import { matterNamed } from './matters.ts';
import { joinedWords } from './meant.ts';
import { withPrints } from './printing.ts';
import { fillArgs, listOf, optionsOf, type Question, questionOf, questionView } from './questions.ts';
import { isIdle } from './reader.ts';
import type { Answer, Handling } from './road.ts';
import { isReadBack, readBack, sendView } from './send.ts';
import { mayHaveTail } from './split.ts';
import { note, notPermittedView, refusalLines, refusalView } from './views.ts';

/** With the card that was pressed; only looked up when something must be asked, which most presses need not. */
async function withOrigin(h: Handling, conversation: Conversation): Promise<Conversation> {
  const message = h.came.press?.message ?? null;
  const shown = message === null ? null : await h.road.outgoing.shown(h.tx, h.came.channel, h.came.chat, message);
  if (!shown) return conversation;
  const { note: _passing, ...originView } = shown;
  return { ...conversation, origin: message, originView };
}

/** Fills in what is missing; asks, or performs. */
export async function go(h: Handling, command: Command, conversation: Conversation, talking: boolean): Promise<Answer> {
  const { typed, typedAt } = conversation;
  const label = labelOf(h);
  const { args: given } = conversation;
  const isOurs = talking || given[fromWords] !== undefined;
  const wrong = isOurs
    ? null
    : await wrongPress({ ...h, ...(h.came.press?.onForm && { onForm: true }) }, command, given);
  if (wrong === 'not-ours') return unchanged(h, text('bot:button.unknown'), false);
  if (wrong) return concluded(h, command, conversation, wrong, talking);
  const permit = (args: Args) => h.permit(command, args);
  const said = { typed, typedAt, mayGoOn: typed.length > 0 && mayHaveTail(h) };
  const idle = (words: string) => isIdle(h, words);
  const filled = await fillArgs(h.tx, h.asking(given), { command, args: given, ...said, talking, label, idle, permit });
  if ('barred' in filled) return concluded(h, command, conversation, filled.barred, talking);
  if ('refusal' in filled) return refusedAnswer(h, command, conversation, filled.refusal.refusal, talking);
  if (!filled.complete) {
    const { question, typed: left } = filled;
    const { parts = conversation.parts } = filled;
    const so = { ...conversation, args: filled.args, typed: left, parts, asking: question.name };
    const permission = await h.permit(command, filled.args);
    const outcome =
      'barred' in permission ? permission.barred : await foreseen(h.tx, h.road.registry, command, permission.asking);
    if (outcome) return concluded(h, command, so, outcome, talking);
    return ask(h, command, talking ? so : await withOrigin(h, so), question);
  }
  if (filled.joined !== undefined && !talking && !h.confirmed) return { view: joinedWords(h, command, filled.joined) };
  if (isReadBack(command, filled, talking)) {
    const permission = await h.permit(command, filled.args);
    const outcome =
      'barred' in permission ? permission.barred : await foreseen(h.tx, h.road.registry, command, permission.asking);
    if (outcome) return concluded(h, command, { ...conversation, args: filled.args }, outcome, talking);
    if ((await readBack(h, command, filled.args)) !== null) {
      return askToSend(h, command, { ...conversation, args: filled.args });
    }
  }
  // Should one of them be refused, it is asked for again, but not what he left out.
  const leftOut = talking ? [] : Object.keys(command.fields ?? {}).map(() => '');
  return finish(h, command, { ...conversation, args: filled.args, typed: leftOut }, talking);
}

export const labelOf =
  (h: Handling) =>
  (option: Option): string =>
    h.road.say(h.place.language, option.label);

/**
 * What a button carries is client input: a choice that is not offered, or words where a button of ours carries an id,
 * were never ours, and then nothing is done. Ids are looked up when acting, so that an old card is told what has become
 * of its matter. Null when every argument may be ours.
 */
export async function wrongPress(
  h: Pick<Handling, 'tx' | 'world' | 'permit'> & { onForm?: true },
  command: Command,
  given: Record<string, string>,
): Promise<'not-ours' | Barred | null> {
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    const value = given[name];
    if (value !== undefined && field.onForm && !h.onForm) return 'not-ours';
    if (value === undefined || field.ask === undefined) continue;
    // The common case, without reading what there is to choose from: the card's own matter.
    if (isId(value) && field.options && !field.always && !field.read) continue;
    if (field.options) {
      // Which matters he may choose from does not hang on the one that was named.
      const { [name]: _own, ...others } = given;
      const permission = await h.permit(command, field.matter ? others : given);
      if ('barred' in permission) return permission.barred;
      const options = await optionsOf(h.tx, permission.asking, field);
      if (options.some((option) => option.value === value)) continue;
      if (!isId(value) || !options.every((option) => isId(option.value))) return 'not-ours';
    } else if (!isId(value) || !field.read?.({ text: value, files: [] }, h.world).ok) return 'not-ours';
  }
  return null;
}

export async function ask(
  h: Handling,
  command: Command,
  conversation: Conversation,
  question: Question,
): Promise<Answer> {
  if (h.open && h.open.id !== conversation.id) await parkConversation(h.tx, h.open.id, h.world.now);
  const { field, options } = question;
  const beside = field.numeric && options.length > 0 ? { [listWords]: listOf(options) } : {};
  const waits = { ...conversation, args: { ...conversation.args, ...beside } };
  await saveConversation(h.tx, waits, h.world.now);
  const view = await asked(h, command, conversation, question, h.came.kind === 'unsupported');
  const pressed = h.came.press?.message ?? null;
  if (pressed !== null && pressed === conversation.origin) {
    // The card that was pressed waits; the question comes below it, where the person is typing.
    const waiting: View = { ...conversation.originView!, choices: [], note: text('bot:form.waiting-below') };
    return { view, also: [{ message: pressed, view: waiting }] };
  }
  if (pressed !== null) return { view, edits: pressed };
  return h.came.album ? { view: null, refresh: view } : { view };
}

/** The question as a message; with a page for files where the messenger cannot bring them. */
export async function asked(
  h: Handling,
  command: Command,
  conversation: Conversation,
  question: Question,
  again: boolean,
): Promise<View> {
  const matter = await matterNamed(h, conversation.args);
  const so = await soFar(h, command, conversation, question);
  const view = questionView(command, conversation.id, { ...question, ...so, matter }, conversation.parts);
  if (h.can.filesIn || !question.field.collect?.files) return view;
  const { channel, chat, account } = h.came;
  const to = { accountId: conversation.accountId, conversationId: conversation.id, channel, chat, account };
  const link = await h.road.uploadLink(h.tx, to, again, h.world);
  if (link === null) return view;
  return { ...view, choices: [choice(text('numbered:upload'), { link }), ...(view.choices ?? [])] };
}

/**
 * Whose question it is, and what was chosen before it: days later, and under a finger that slipped, it must be plain what
 * the answer will belong to.
 */
async function soFar(
  h: Handling,
  command: Command,
  { args, asking }: Conversation,
  { about }: Question,
): Promise<{ leader: Text | null; chosen: Text | null }> {
  const permission = await h.permit(command, args);
  if ('barred' in permission) return { leader: null, chosen: null };
  const leader = await leaderOf(h.tx, h.road.registry, command, permission.asking);
  const said = about ? fold(h.road.say('vi', about)) : '';
  const fields = Object.entries(command.fields ?? {});
  const before = fields.slice(
    0,
    Math.max(
      0,
      fields.findIndex(([name]) => name === asking),
    ),
  );
  const labels: Text[] = [];
  for (const [name, field] of before) {
    const value = args[name];
    if (!value || !field.ask || !field.options || field.matter || h.road.registry.nouns.includes(name)) continue;
    const options = await optionsOf(h.tx, permission.asking, field);
    const label =
      options.length > 1 || field.always ? options.find((option) => option.value === value)?.label : undefined;
    // What the question says itself is not said twice.
    if (label && !said.includes(fold(h.road.say('vi', label)))) labels.push(label);
  }
  const chosen = inOneLine(labels);
  return {
    leader: leader && text('bot:form.for-leader', { leader: leader.fullName }),
    chosen: chosen && text('bot:form.chosen', { chosen }),
  };
}

/** Read back before it goes to others. */
async function askToSend(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  if (h.open && h.open.id !== conversation.id) await parkConversation(h.tx, h.open.id, h.world.now);
  const waits = toBeSent(conversation);
  await saveConversation(h.tx, waits, h.world.now);
  return { view: await sendView(h, command, waits), edits: h.came.press?.message ?? null };
}

/** What was read back goes. */
export const send = (h: Handling, command: Command, conversation: Conversation): Promise<Answer> =>
  finish(h, command, conversation, true);

async function finish(h: Handling, command: Command, conversation: Conversation, talking: boolean): Promise<Answer> {
  const outcome = await perform(h.tx, h.road.registry, command, h.asking(conversation.args));
  if (outcome.kind !== 'done' || !outcome.prints) return concluded(h, command, conversation, outcome, talking);
  const view = await withPrints(h, outcome.view, outcome.prints);
  return concluded(h, command, conversation, { ...outcome, view }, talking);
}

export async function concluded(
  h: Handling,
  command: Command,
  conversation: Conversation,
  outcome: Outcome,
  talking: boolean,
): Promise<Answer> {
  if (outcome.kind === 'not-permitted') {
    // A right that has ended leaves no question open.
    if (talking) await endConversation(h.tx, conversation.id);
    return notPermitted(h, command, outcome.audit);
  }
  if (outcome.kind === 'refused') {
    const answer = await refusedAnswer(h, command, conversation, outcome.refusal, talking);
    return { ...answer, audit: outcome.audit };
  }
  if (talking) await endConversation(h.tx, conversation.id);
  const { notices, reminders, anew, audit } = outcome;
  // Nothing was done: it was only called up.
  const view: View = audit || isQuoting(h) ? withTaken(h, outcome.view) : { ...outcome.view, called: true };
  return { view, ...settle(h, conversation, view.card, talking), notices, reminders, anew, audit };
}

/** What a number brought about says so again when it is typed again; "0" only shows what there is to choose. */
const withTaken = ({ number }: Handling, view: View): View => (number ? { ...view, taken: number } : view);

const isQuoting = ({ came }: Handling): boolean => came.quotes !== undefined;

/** Where the result appears, and what becomes of the question and of the card it began on. */
export function settle(
  h: Handling,
  conversation: Conversation,
  card: string | undefined,
  talking: boolean,
): Pick<Answer, 'edits' | 'also' | 'retire'> {
  const pressed = h.came.press?.message ?? null;
  const { origin, originView } = conversation;
  // A card that goes on elsewhere is retired by the newer one; any other gets its choices back.
  const waits = origin !== null && originView !== null && origin !== pressed && originView.card !== card;
  return {
    edits: pressed,
    ...(waits ? { also: [{ message: origin, view: originView }] } : {}),
    ...(talking && pressed === null ? { retire: `form:${conversation.id}` } : {}),
  };
}

/** A refusal says what to do next; what was typed is kept where it can be corrected. */
async function refusedAnswer(
  h: Handling,
  command: Command,
  conversation: Conversation,
  refusal: Refusal,
  talking: boolean,
): Promise<Answer> {
  const field = refusal.field === undefined ? undefined : command.fields?.[refusal.field];
  if (field?.ask && refusal.field) {
    const args = withoutAnswer(command, conversation.args, refusal.field);
    const permission = await h.permit(command, args);
    if ('asking' in permission) {
      const question = await questionOf(h.tx, permission.asking, refusal.field, field, { problem: refusal.because });
      const begun = talking ? conversation : await withOrigin(h, conversation);
      return ask(h, command, { ...begun, args, asking: refusal.field, parts: [] }, question);
    }
  }
  if (!talking && h.came.press) return unchanged(h, oneText(refusal), refusal.closes ?? false, refusal);
  if (talking && conversation.parts.length > 0) await parkConversation(h.tx, conversation.id, h.world.now);
  else if (talking) await endConversation(h.tx, conversation.id);
  return { view: refusalView(refusal), ...settle(h, conversation, undefined, talking) };
}

/** The wrong answer goes, and with it those that were only needed because of it. */
export function withoutAnswer(command: Command, given: Record<string, string>, wrong: string): Record<string, string> {
  const fields = Object.entries(command.fields ?? {});
  const after = fields.slice(fields.findIndex(([name]) => name === wrong) + 1);
  const hanging = after.filter(([, field]) => field.ask && field.needed).map(([name]) => name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== wrong && !hanging.includes(name)));
}

function oneText(refusal: Refusal): Text {
  const [because, article] = refusalLines(refusal);
  return article ? text('bot:refused.because-article', { because: because!, article }) : because!;
}

/** A press that changed nothing says why on the message it sits on, and on the screen. */
export async function unchanged(h: Handling, why: Text, closes: boolean, refusal?: Refusal): Promise<Answer> {
  const message = h.came.press?.message;
  const shown = message ? await h.road.outgoing.shown(h.tx, h.came.channel, h.came.chat, message) : null;
  if (!message || !shown) return { view: note(why, refusal?.choices ?? []), toast: why };
  const choices = refusal?.choices ?? (closes ? [] : (shown.choices ?? []));
  return { view: { ...shown, choices, note: why }, edits: message, toast: why };
}

export async function notPermitted(h: Handling, command: Command, audit: Answer['audit'] | null): Promise<Answer> {
  const view = notPermittedView(command, isLeadersOwn(h.by, command));
  const record = audit ?? {
    behalfId: null,
    bodyId: null,
    matter: null,
    command: command.name,
    outcome: 'not-permitted' as const,
    facts: {},
  };
  if (!h.came.press) return { view, audit: record };
  return { ...(await unchanged(h, view.lines[0]!, false)), audit: record };
}
