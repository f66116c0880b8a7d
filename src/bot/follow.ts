// From what somebody means to the answer: questions asked, commands performed, conversations kept.
import type { Command, Option, Part } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import { typedParts } from '../kernel/fields.ts';
import { foldedEquals } from '../kernel/fold.ts';
import { isId } from '../kernel/ids.ts';
import { type Text, text } from '../kernel/text.ts';
import { choice, type View } from '../kernel/view.ts';
import {
  type Conversation,
  endConversation,
  parkConversation,
  parkedConversation,
  saveConversation,
} from './conversation.ts';
import type { Answer, Handling } from './handle.ts';
import { type Chosen, chooseBesideQuestion, chooseByLabel, chooseByNumber } from './numbers.ts';
import { foreseen, mayEver, type Outcome, perform } from './perform.ts';
import { fillArgs, formWords, gatherPart, type Question, questionView, understandAnswer } from './questions.ts';
import { aboutCommand } from './registry.ts';
import { type Meaning, understandPress } from './understand.ts';
import { helpView, note, notPermittedView, notUnderstoodView, refusalLines, refusalView } from './views.ts';

export async function followMeaning(h: Handling, meaning: Meaning): Promise<Answer> {
  switch (meaning.kind) {
    case 'command':
      return beginCommand(h, meaning.command, meaning.args, meaning.typed);
    case 'answer':
      return followAnswer(h, meaning.conversation, meaning.answer);
    case 'words': {
      const chosen = await chooseBesideQuestion(h, meaning.conversation);
      return chosen ? followChosen(h, chosen) : followWords(h, meaning.conversation);
    }
    case 'number':
      return followNumber(h, meaning.number);
    case 'cancel':
      return cancel(h);
    case 'resume':
      return resume(h);
    case 'help':
      return help(h);
    case 'answered-before':
      return unchanged(h, text('bot:form.no-longer-asked'), true);
    case 'unknown-button':
      return unchanged(h, text('bot:button.unknown'), false);
    case 'unknown': {
      const chosen = await chooseByLabel(h, meaning.said);
      return chosen ? followChosen(h, chosen) : { view: notUnderstoodView(suggestions(h)) };
    }
    default: {
      const never: never = meaning;
      throw new Error(`unknown meaning ${JSON.stringify(never)}`);
    }
  }
}

/** A new command; something unfinished is set aside, never lost. */
async function beginCommand(
  h: Handling,
  command: Command,
  given: Record<string, string>,
  typed: string,
): Promise<Answer> {
  if (!mayEver(h.by, command)) return notPermitted(h, command, null);
  const conversation = { ...newConversation(h, command, given), typed: typedParts(typed) };
  const answer = await go(h, command, conversation, false);
  if (!h.open || h.open.id === conversation.id) return answer;
  return withParked(h, answer);
}

/** Something begun earlier stays; when a new question was asked it is set aside and named. */
async function withParked(h: Handling, answer: Answer): Promise<Answer> {
  const unfinished = h.road.registry.commands.get(h.open!.command);
  if (!unfinished || !answer.view?.card?.startsWith('form:')) return answer;
  return { ...answer, view: { ...answer.view, note: text('bot:form.parked', { what: aboutCommand(unfinished) }) } };
}

function newConversation(h: Handling, command: Command, args: Record<string, string>): Conversation {
  const accountId = h.by.account!.id;
  const nothing = { asking: '', typed: [], parts: [], origin: null, originView: null };
  return { id: h.world.newId(), accountId, command: command.name, args, ...nothing };
}

/** With the card that was pressed; only looked up when something must be asked, which most presses need not. */
async function withOrigin(h: Handling, conversation: Conversation): Promise<Conversation> {
  const message = h.came.press?.message ?? null;
  const shown = message === null ? null : await h.road.outgoing.shown(h.tx, h.came.channel, h.came.chat, message);
  if (!shown) return conversation;
  const { note: _passing, ...originView } = shown;
  return { ...conversation, origin: message, originView };
}

/** Fills in what is missing; asks, or performs. */
async function go(h: Handling, command: Command, conversation: Conversation, talking: boolean): Promise<Answer> {
  const { typed } = conversation;
  const label = labelOf(h);
  const args = talking ? conversation.args : await checkedPress(h, command, conversation.args);
  if (!args) return unchanged(h, text('bot:button.unknown'), false);
  const filled = await fillArgs(h.tx, h.asking(args), { command, args, typed, talking, label });
  if ('refusal' in filled) return refusedAnswer(h, command, conversation, filled.refusal.refusal, talking);
  if (!filled.complete) {
    const { question, typed: left } = filled;
    const so = { ...conversation, args: filled.args, typed: left, asking: question.name };
    const outcome = await foreseen(h.tx, command, h.asking(filled.args));
    if (outcome) return concluded(h, command, so, outcome, talking);
    return ask(h, command, talking ? so : await withOrigin(h, so), question);
  }
  return finish(h, command, { ...conversation, args: filled.args, typed: [] }, talking);
}

const labelOf =
  (h: Handling) =>
  (option: Option): string =>
    h.road.say(h.place.language, option.label);

/**
 * What a button carries is client input: a choice that is not offered, or words where a button of ours carries an id,
 * were never ours, and then nothing is done. Ids are looked up when acting, so that an old card is told what has become
 * of its matter. Null when an argument is not ours.
 */
async function checkedPress(
  h: Handling,
  command: Command,
  given: Record<string, string>,
): Promise<Record<string, string> | null> {
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    const value = given[name];
    if (value === undefined || field.ask === undefined) continue;
    // The common case, without reading what there is to choose from: the card's own matter.
    if (isId(value) && field.options && !field.always && !field.read) continue;
    const options = await field.options?.(h.tx, h.asking(given));
    if (options?.some((option) => option.value === value)) continue;
    if (options && isId(value) && options.every((option) => isId(option.value))) continue;
    if (options || !isId(value) || !field.read?.({ text: value, files: [] }, h.world).ok) return null;
  }
  return given;
}

async function ask(h: Handling, command: Command, conversation: Conversation, question: Question): Promise<Answer> {
  if (h.open && h.open.id !== conversation.id) await parkConversation(h.tx, h.open.id, h.world.now);
  await saveConversation(h.tx, conversation, h.world.now);
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
async function asked(
  h: Handling,
  command: Command,
  conversation: Conversation,
  question: Question,
  again: boolean,
): Promise<View> {
  const about = (await question.field.about?.(h.tx, conversation.args)) ?? null;
  const view = questionView(command, conversation.id, { ...question, about }, conversation.parts);
  if (h.can.filesIn || !question.field.collect?.files) return view;
  const { channel, chat, account } = h.came;
  const to = { accountId: conversation.accountId, conversationId: conversation.id, channel, chat, account };
  const link = await h.road.uploadLink(h.tx, to, again, h.world);
  if (link === null) return view;
  return { ...view, choices: [choice(text('numbered:upload'), { link }), ...(view.choices ?? [])] };
}

/** Something the messenger does not pass on: a file, perhaps. */
export async function followUnsupported(h: Handling): Promise<Answer> {
  if (h.can.filesIn) return { view: note(text('bot:unsupported')) };
  const command = h.open && h.road.registry.commands.get(h.open.command);
  const field = h.open && command?.fields?.[h.open.asking];
  if (!h.open || !command || !field?.collect?.files) return { view: note(text('numbered:no-files-here')) };
  const problem = text('numbered:upload-instead');
  return ask(h, command, h.open, { name: h.open.asking, field, options: [], problem });
}

async function finish(h: Handling, command: Command, conversation: Conversation, talking: boolean): Promise<Answer> {
  const outcome = await perform(h.tx, h.road.registry, command, h.asking(conversation.args));
  return concluded(h, command, conversation, outcome, talking);
}

async function concluded(
  h: Handling,
  command: Command,
  conversation: Conversation,
  outcome: Outcome,
  talking: boolean,
): Promise<Answer> {
  if (outcome.kind === 'not-permitted') return notPermitted(h, command, outcome.audit);
  if (outcome.kind === 'refused') {
    const answer = await refusedAnswer(h, command, conversation, outcome.refusal, talking);
    return { ...answer, audit: outcome.audit };
  }
  if (talking) await endConversation(h.tx, conversation.id);
  const { view, notices, reminders, audit } = outcome;
  return { view, ...settle(h, conversation, view.card, talking), notices, reminders, audit };
}

/** Where the result appears, and what becomes of the question and of the card it began on. */
function settle(
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
    const options = (await field.options?.(h.tx, h.asking(args))) ?? [];
    const question: Question = { name: refusal.field, field, options, problem: refusal.because };
    const begun = talking ? conversation : await withOrigin(h, conversation);
    return ask(h, command, { ...begun, args, asking: refusal.field, parts: [] }, question);
  }
  if (!talking && h.came.press) return unchanged(h, oneText(refusal), refusal.closes ?? false, refusal);
  if (talking && conversation.parts.length > 0) await parkConversation(h.tx, conversation.id, h.world.now);
  else if (talking) await endConversation(h.tx, conversation.id);
  return { view: refusalView(refusal), ...settle(h, conversation, undefined, talking) };
}

/** The wrong answer goes, and with it those that were only needed because of it. */
function withoutAnswer(command: Command, given: Record<string, string>, wrong: string): Record<string, string> {
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
async function unchanged(h: Handling, why: Text, closes: boolean, refusal?: Refusal): Promise<Answer> {
  const message = h.came.press?.message;
  const shown = message ? await h.road.outgoing.shown(h.tx, h.came.channel, h.came.chat, message) : null;
  if (!message || !shown) return { view: note(why, refusal?.choices ?? []), toast: why };
  const choices = refusal?.choices ?? (closes ? [] : (shown.choices ?? []));
  return { view: { ...shown, choices, note: why }, edits: message, toast: why };
}

async function notPermitted(h: Handling, command: Command, audit: Answer['audit'] | null): Promise<Answer> {
  const view = notPermittedView(command);
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

/** A button of the question being asked. */
async function followAnswer(h: Handling, conversation: Conversation, answer: string): Promise<Answer> {
  const command = h.road.registry.commands.get(conversation.command);
  const field = command?.fields?.[conversation.asking];
  if (!command || !field) return abandon(h, conversation);
  if (answer === formWords.cancel) return cancel(h);
  if (answer === formWords.skip && field.optional) return answered(h, command, conversation, '');
  if (answer === formWords.done && field.collect) return closeParts(h, command, conversation);
  const options = (await field.options?.(h.tx, h.asking(conversation.args))) ?? [];
  const chosen = options.find((option) => option.value === answer);
  if (chosen) return answered(h, command, conversation, chosen.value);
  const question: Question = { name: conversation.asking, field, options, problem: text('bot:button.unknown') };
  return ask(h, command, conversation, question);
}

/** The command was taken out of service while a conversation about it was open. */
async function abandon(h: Handling, conversation: Conversation): Promise<Answer> {
  await endConversation(h.tx, conversation.id);
  return unchanged(h, text('bot:form.no-longer-asked'), true);
}

const answered = (h: Handling, command: Command, conversation: Conversation, value: string): Promise<Answer> =>
  go(h, command, { ...conversation, args: { ...conversation.args, [conversation.asking]: value }, parts: [] }, true);

async function closeParts(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  const field = command.fields![conversation.asking]!;
  if (conversation.parts.length === 0 && !field.optional) {
    const problem = text('bot:form.nothing-gathered');
    return ask(h, command, conversation, { name: conversation.asking, field, options: [], problem });
  }
  return answered(h, command, conversation, JSON.stringify(conversation.parts));
}

/** Words or files, while a question is open. */
async function followWords(h: Handling, conversation: Conversation): Promise<Answer> {
  const command = h.road.registry.commands.get(conversation.command);
  const field = command?.fields?.[conversation.asking];
  if (!command || !field) return abandon(h, conversation);
  const said = { text: h.came.text ?? '', files: h.files };
  const name = conversation.asking;
  if (field.optional && isSaid(h, said.text, text('bot:form.skip'))) return answered(h, command, conversation, '');
  const unasked = (h.came.files?.length ?? 0) > 0 && !field.collect?.files;
  if (field.collect && !unasked) return collect(h, command, conversation);
  const options = (await field.options?.(h.tx, h.asking(conversation.args))) ?? [];
  if (unasked) {
    return ask(h, command, conversation, { name, field, options, problem: text('bot:form.files-not-asked') });
  }
  const understood = understandAnswer(field, options, said, h.world, labelOf(h));
  if ('value' in understood) return answered(h, command, conversation, understood.value);
  const narrowed = understood.options ?? options;
  return ask(h, command, conversation, { name, field, options: narrowed, problem: understood.problem });
}

async function collect(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  const field = command.fields![conversation.asking]!;
  const said = { text: h.came.text ?? '', files: h.files };
  if (isSaid(h, said.text, text('bot:form.done')) && said.files.length === 0)
    return closeParts(h, command, conversation);
  const gathered = gatherPart(field, conversation.parts, said);
  const problem = 'problem' in gathered ? gathered.problem : null;
  const parts: Part[] = 'parts' in gathered ? gathered.parts : conversation.parts;
  return ask(h, command, { ...conversation, parts }, { name: conversation.asking, field, options: [], problem });
}

/** A form's own word, typed: "Xong", "Bỏ qua". */
const isSaid = (h: Handling, typed: string, label: Text): boolean =>
  foldedEquals(h.road.say(h.place.language, label), typed);

async function followNumber(h: Handling, number: number): Promise<Answer> {
  return followChosen(h, await chooseByNumber(h, number));
}

async function followChosen(h: Handling, chosen: Chosen): Promise<Answer> {
  if (chosen === 'cancel') return cancel(h);
  if ('view' in chosen) return { view: chosen.view };
  return followMeaning(h, understandPress(h.road.registry, chosen.press, h.open));
}

async function cancel(h: Handling): Promise<Answer> {
  if (!h.open) return { view: note(text('bot:form.nothing-to-cancel')) };
  await endConversation(h.tx, h.open.id);
  const view: View = { ...note(text('bot:form.cancelled')), card: `form:${h.open.id}` };
  return { view, ...settle(h, h.open, undefined, true) };
}

/** Takes up what was set aside, or asks the open question again. */
async function resume(h: Handling): Promise<Answer> {
  const conversation = h.open ?? (await parkedConversation(h.tx, h.by.account!.id));
  const command = conversation && h.road.registry.commands.get(conversation.command);
  const field = conversation && command?.fields?.[conversation.asking];
  if (!conversation || !command || !field) return { view: note(text('bot:form.resume-none')) };
  const options = (await field.options?.(h.tx, h.asking(conversation.args))) ?? [];
  const question: Question = { name: conversation.asking, field, options, problem: null };
  await saveConversation(h.tx, conversation, h.world.now);
  return { view: await asked(h, command, conversation, question, true) };
}

async function help(h: Handling): Promise<Answer> {
  const unfinished = h.open ?? (await parkedConversation(h.tx, h.by.account!.id));
  const command = unfinished ? (h.road.registry.commands.get(unfinished.command) ?? null) : null;
  return { view: helpView(permitted(h), command) };
}

const permitted = (h: Handling): Command[] =>
  [...h.road.registry.commands.values()].filter((command) => mayEver(h.by, command));

/**
 * What a lost person most likely wants: to see how things stand, which asks for nothing. Chapters build on one another:
 * the daily work stands at the end.
 */
const suggestions = (h: Handling): Command[] =>
  permitted(h)
    .filter(({ word, fields }) => word !== undefined && Object.values(fields ?? {}).every(({ optional }) => optional))
    .slice(-4);
