// What answers the question that is open: its buttons, words, files.

import { cleanFileName } from '../delivery/file-name.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command, Field, Option, Part, Said } from '../kernel/command.ts';
import { isNeeded, matchOptions } from '../kernel/fields.ts';
import { cleanText, foldedEquals } from '../kernel/fold.ts';
import { inOneLine, plainText, type Text, text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import { ask, concluded, go, labelOf, send, settle, unchanged, withoutAnswer } from './advance.ts';
import { type Conversation, endConversation, isSending, listWords, sendWord } from './conversation.ts';
import { matterNamed } from './matters.ts';
import {
  answersNothing,
  formWords,
  gatherPart,
  idleProblem,
  listOf,
  optionsOf,
  questionOf,
  understandAnswer,
  waitingFor,
} from './questions.ts';
import { isIdle } from './reader.ts';
import type { Answer, Handling } from './road.ts';
import { sendView } from './send.ts';
import { isFull, type Whole } from './split.ts';
import { withThen } from './then.ts';
import { note } from './views.ts';

/** A button of the question being asked. */
export async function followAnswer(h: Handling, conversation: Conversation, answer: string): Promise<Answer> {
  const command = h.road.registry.commands.get(conversation.command);
  const field = command?.fields?.[conversation.asking];
  if (command && isSending(conversation)) return followSending(h, command, conversation, answer);
  if (!command || !field) return abandon(h, conversation);
  if (answer === formWords.cancel) return cancel(h);
  if (answer === formWords.skip && field.optional && conversation.parts.length === 0) {
    return answered(h, command, conversation, '');
  }
  if (answer === formWords.done && field.collect) return closeParts(h, command, conversation);
  if (answer === formWords.amend && field.amends) return amend(h, command, conversation, field.amends.field);
  const permission = await h.permit(command, conversation.args);
  if ('barred' in permission) return concluded(h, command, conversation, permission.barred, true);
  const options = await optionsOf(h.tx, permission.asking, field);
  const chosen = options.find((option) => option.value === answer);
  if (chosen) return answered(h, command, conversation, chosen.value);
  const read = field.numeric || field.asksBack ? field.read?.({ text: answer, files: [] }, h.world) : undefined;
  if (read?.ok) return answered(h, command, conversation, read.value);
  const problem = text('bot:button.unknown');
  const question = await questionOf(h.tx, permission.asking, conversation.asking, field, { options, problem });
  return ask(h, command, conversation, question);
}

/** What was read back is sent, or asked for anew. */
async function followSending(
  h: Handling,
  command: Command,
  conversation: Conversation,
  answer: string,
): Promise<Answer> {
  if (answer === formWords.cancel) return cancel(h);
  if (answer === sendWord) return withThen(h, conversation, await send(h, command, conversation));
  if (answer !== formWords.amend) return { view: await sendView(h, command, conversation) };
  const { fields = {} } = command;
  const kept = Object.entries(conversation.args).filter(
    ([name]) => fields[name]?.ask === undefined || h.road.registry.nouns.includes(name),
  );
  return go(h, command, { ...conversation, args: Object.fromEntries(kept), asking: '', typed: [] }, true);
}

/** The command was taken out of service while a conversation about it was open. */
async function abandon(h: Handling, conversation: Conversation): Promise<Answer> {
  await endConversation(h.tx, conversation.id);
  return unchanged(h, text('bot:form.no-longer-asked'), true);
}

/** What was sent before it was asked for waits, and goes along with the last answer; more of it may still come. */
const answered = async (h: Handling, command: Command, conversation: Conversation, value: string): Promise<Answer> => {
  const { args, asking, parts } = conversation;
  const waiting = parts.length > 0 ? waitingFor(command, asking) : null;
  const given = { ...args, [asking]: value, ...(waiting && { [waiting.name]: JSON.stringify(parts) }) };
  const answer = await go(h, command, { ...conversation, args: given, parts: waiting ? parts : [] }, true);
  return withThen(h, conversation, answer);
};

/** What was read back is not right: it is asked for anew, with what hangs on it. */
const amend = (h: Handling, command: Command, conversation: Conversation, wrong: string): Promise<Answer> =>
  go(h, command, { ...conversation, args: withoutAnswer(command, conversation.args, wrong), parts: [] }, true);

/** The open question asked again: what was wrong with the answer, which choices are left. */
async function askAgain(
  h: Handling,
  command: Command,
  conversation: Conversation,
  how: { problem: Text | null; options?: readonly Option[] },
): Promise<Answer> {
  const permission = await h.permit(command, conversation.args);
  if ('barred' in permission) return concluded(h, command, conversation, permission.barred, true);
  const { asking } = conversation;
  return ask(
    h,
    command,
    conversation,
    await questionOf(h.tx, permission.asking, asking, command.fields![asking]!, how),
  );
}

async function closeParts(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  const field = command.fields![conversation.asking]!;
  if (conversation.parts.length === 0 && !field.optional) {
    return askAgain(h, command, conversation, { problem: text('bot:form.nothing-gathered') });
  }
  return answered(h, command, conversation, JSON.stringify(conversation.parts));
}

/** Whether the open question could take what was typed. */
export async function isAnswer(h: Handling, { command: name, asking, args }: Conversation): Promise<boolean> {
  const command = h.road.registry.commands.get(name);
  const field = command?.fields?.[asking];
  if (!command || !field || field.collect || h.files.length > 0) return true;
  const permission = await h.permit(command, args);
  if ('barred' in permission) return true;
  const options = await optionsOf(h.tx, permission.asking, field);
  const said = { text: h.came.text ?? '', files: [] };
  const understood = understandAnswer(field, options, said, { ...h.world, now: h.written }, labelOf(h));
  return 'value' in understood || (understood.options?.length ?? 0) > 0;
}

/** Words or files, while a question is open. */
export async function followWords(h: Handling, conversation: Conversation): Promise<Answer> {
  const command = h.road.registry.commands.get(conversation.command);
  const field = command?.fields?.[conversation.asking];
  if (command && isSending(conversation)) {
    const yes = isSaid(h, h.came.text ?? '', text('bot:read-back.send'));
    return followSending(h, command, conversation, yes ? sendWord : '');
  }
  if (!command || !field) return abandon(h, conversation);
  const said = { text: h.came.text ?? '', files: h.files };
  const maySkip = field.optional && conversation.parts.length === 0;
  if (maySkip && isSaid(h, said.text, text('bot:form.skip'))) return answered(h, command, conversation, '');
  if (field.amends && isSaid(h, said.text, plainText(field.amends.label))) {
    return amend(h, command, conversation, field.amends.field);
  }
  const unasked = (h.came.files?.length ?? 0) > 0 && !field.collect?.files;
  const waiting = conversation.parts.length > 0 ? waitingFor(command, conversation.asking) : null;
  if (unasked && waiting) return gathering(h, command, conversation, waiting.field, conversation.parts, said);
  if (field.collect && !unasked) return collect(h, command, conversation);
  if (unasked) return askAgain(h, command, conversation, { problem: text('bot:form.files-not-asked') });
  const permission = await h.permit(command, conversation.args);
  if ('barred' in permission) return concluded(h, command, conversation, permission.barred, true);
  const options = await optionsOf(h.tx, permission.asking, field);
  const list = conversation.args[listWords];
  // Somebody else has changed it since: the same figure would be another of them.
  if (field.numeric && list !== undefined && list !== listOf(options))
    return askAgain(h, command, conversation, { options, problem: text('bot:form.list-changed') });
  const answer = understandAnswer(field, options, said, { ...h.world, now: h.written }, labelOf(h));
  const understood = answersNothing(options, said.text, answer, (words) => isIdle(h, words));
  if ('value' in understood) {
    if (isFull(h)) return askAgain(h, command, conversation, { options, problem: text('bot:read.maybe-cut') });
    return answered(h, command, conversation, understood.value);
  }
  const led = field.read || isFull(h) ? null : await ledBy(h, command, conversation, options, said.text);
  return led ? go(h, command, led, true) : askAgain(h, command, conversation, { options, ...understood });
}

/**
 * "Tiếp thu: sẽ bố trí kinh phí": one of the choices with what belongs to it, where that is asked for next. Null where
 * nothing would take the rest.
 */
async function ledBy(
  h: Handling,
  command: Command,
  conversation: Conversation,
  options: readonly Option[],
  words: string,
): Promise<Conversation | null> {
  const [, head = '', rest = ''] = /^([^:;\n]{1,60})[:;\n]\s*(\S[\s\S]*)$/u.exec(words.trim()) ?? [];
  const [chosen, another] = matchOptions(options, head, labelOf(h));
  if (!chosen || another) return null;
  const fields = Object.entries(command.fields ?? {});
  const args = { ...conversation.args, [conversation.asking]: chosen.value };
  for (const [name, field] of fields.slice(fields.findIndex(([one]) => one === conversation.asking) + 1)) {
    if (field.ask === undefined || args[name] !== undefined || !(await isNeeded(field, args, h.tx))) continue;
    const takes = field.anyWords || field.collect?.texts;
    return takes ? { ...conversation, args, typed: [rest], typedAt: h.written } : null;
  }
  return null;
}

/** A contact card, where a person is asked for: his name is the answer, and his number that of the field it names. */
export async function followContact(h: Handling): Promise<Answer> {
  const open = h.open;
  const command = open && h.road.registry.commands.get(open.command);
  const field = open && command?.fields?.[open.asking];
  const { contact } = h.came;
  if (!open || !command || !field?.contact || !contact?.name) return repeated(h, text('bot:unsupported'));
  const permission = await h.permit(command, open.args);
  if ('barred' in permission) return concluded(h, command, open, permission.barred, true);
  const options = await optionsOf(h.tx, permission.asking, field);
  const understood = understandAnswer(field, options, { text: contact.name, files: [] }, h.world, labelOf(h));
  if (!('value' in understood)) return askAgain(h, command, open, { options, ...understood });
  const phone = command.fields![field.contact.phone]?.read?.({ text: contact.phone, files: [] }, h.world);
  const isListed = options.some(({ value }) => value === understood.value);
  const known = phone?.ok && !isListed ? { [field.contact.phone]: phone.value } : {};
  return go(h, command, { ...open, args: { ...open.args, [open.asking]: understood.value, ...known } }, true);
}

/** What cannot be read, with the question that is open asked again: else nobody would know that it still waits. */
export async function repeated(h: Handling, problem: Text): Promise<Answer> {
  const open = h.open;
  const command = open && h.road.registry.commands.get(open.command);
  const field = open && command?.fields?.[open.asking];
  return open && command && field ? askAgain(h, command, open, { problem }) : { view: note(problem) };
}

async function collect(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  const field = command.fields![conversation.asking]!;
  const said = { text: h.came.text ?? '', files: h.files };
  if (isSaid(h, said.text, text('bot:form.done')) && said.files.length === 0)
    return closeParts(h, command, conversation);
  // At the end of what is written a courtesy belongs to it.
  const isBegun = conversation.parts.some((part) => 'text' in part);
  if (said.text.trim() !== '' && said.files.length === 0 && !isBegun && isIdle(h, said.text)) {
    return askAgain(h, command, conversation, { problem: idleProblem(said.text) });
  }
  return gathering(h, command, conversation, field, conversation.parts, await keepPassedOn(h, field, said));
}

/**
 * Words passed on while a text is gathered are added to it and do nothing else: whatever they say ("Xong", a command), it
 * was not said here. Null where nothing is gathered.
 */
export async function gatherPassedOn(h: Handling): Promise<Answer | null> {
  const open = h.open;
  const command = open && h.road.registry.commands.get(open.command);
  const field = open && command?.fields?.[open.asking];
  if (!open || !command || !field?.collect) return null;
  const said = await keepPassedOn(h, field, { text: h.came.text ?? '', files: h.files });
  return gathering(h, command, open, field, open.parts, said);
}

/** What was sent is added to what is here; asked goes on the same question. */
function gathering(
  h: Handling,
  command: Command,
  conversation: Conversation,
  field: Field,
  before: readonly Part[],
  { remark = null, ...said }: Said & { remark?: Text | null },
): Promise<Answer> {
  const gathered = gatherPart(field, before, said);
  const problem = 'problem' in gathered ? gathered.problem : remark;
  const parts: Part[] = 'parts' in gathered ? gathered.parts : [...before];
  return askAgain(h, command, { ...conversation, parts }, { problem });
}

/** Where one's own words are gathered, words passed on are no part of them: they are attached, with who passed them on. */
export async function keepPassedOn(h: Handling, field: Field, said: Said): Promise<Said & { remark?: Text }> {
  const words = cleanText(said.text);
  if (!h.came.forwarded || h.confirmed || !field.collect?.ownWords || words === '') return said;
  const kept = await h.road.keepText(words);
  const id = h.world.newId();
  const by = h.by.person;
  const name = h.road.say(h.place.language, text('bot:passed-on.file', { name: by.fullName }));
  const from = { channel: h.came.channel, uploaderId: by.id, accountId: h.by.account!.id };
  const now = { createdAt: h.world.now, storedAt: h.world.now };
  const bytes = { sha256: kept.sha256, size: kept.size, mime: 'text/plain', state: 'stored' };
  await h.tx.file.create({ data: { id, name: cleanFileName(name), ...from, ...now, ...bytes } });
  return { text: '', files: [...said.files, id], remark: text('bot:passed-on.attached') };
}

/** The tail of a text that the messenger has cut: the whole counts, wherever its first part has gone. */
export async function followTail(h: Handling, { before, text: whole }: Whole): Promise<Answer> {
  const open = h.open;
  const command = open && h.road.registry.commands.get(open.command);
  if (!open || !command) return { view: note(text('bot:split.tail')) };
  const said = { text: whole, files: [] };
  const last = open.parts.at(-1);
  const field = command.fields?.[open.asking];
  if (field?.collect) {
    const isIn = last && 'text' in last && isEndOf(before, last.text);
    if (!isIn) return gathering(h, command, open, field, open.parts, said);
    const grown = { text: last.text + whole.slice(before.trimEnd().length), files: [] };
    return gathering(h, command, open, field, open.parts.slice(0, -1), grown);
  }
  const taken = Object.entries(open.args).find(([, value]) => isEndOf(before, value))?.[0];
  if (taken === undefined) return followWords({ ...h, came: { ...h.came, text: whole } }, open);
  const grown = open.args[taken]! + whole.slice(before.trimEnd().length);
  const reading = command.fields![taken]!.read?.({ text: grown, files: [] }, h.world);
  if (reading?.ok) return go(h, command, { ...open, args: { ...open.args, [taken]: reading.value } }, true);
  const problem = reading?.problem ?? text('bot:split.tail');
  const args = withoutAnswer(command, open.args, taken);
  return askAgain(h, command, { ...open, args, asking: taken }, { problem });
}

/** Whether an answer that is here already is what the first part said, or the end of it. */
const isEndOf = (before: string, answer: string): boolean =>
  answer.length > before.length / 2 && cleanText(before).endsWith(answer);

/** A form's own word, typed: "Xong", "Bỏ qua". */
const isSaid = (h: Handling, typed: string, label: Text): boolean =>
  foldedEquals(h.road.say(h.place.language, label), typed);

/** Something the messenger does not pass on: a file, perhaps. */
export async function followUnsupported(h: Handling): Promise<Answer> {
  if (h.can.filesIn) return repeated(h, text('bot:unsupported'));
  const command = h.open && h.road.registry.commands.get(h.open.command);
  const field = h.open && command?.fields?.[h.open.asking];
  if (!h.open || !command || !field?.collect?.files) return repeated(h, text('numbered:no-files-here'));
  return askAgain(h, command, h.open, { problem: text('numbered:upload-instead') });
}

export async function cancel(h: Handling): Promise<Answer> {
  if (!h.open) return { view: note(text('bot:form.nothing-to-cancel')) };
  const command = h.road.registry.commands.get(h.open.command);
  const of = await matterNamed(h, h.open.args);
  const what = inOneLine([...(command ? [aboutCommand(command)] : []), ...(of ? [of] : [])]);
  await endConversation(h.tx, h.open.id);
  const done = what === null ? text('bot:form.nothing-to-cancel') : text('bot:form.cancelled', { what });
  const view: View = { ...note(done), card: `form:${h.open.id}` };
  return { view, ...settle(h, h.open, undefined, true) };
}
