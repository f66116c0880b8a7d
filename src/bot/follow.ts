// From what somebody means to the answer: a command begun, a question answered, a conversation dropped or taken up again.

import { behind } from '../delivery/minimal.ts';
import { matterOf } from '../engine/outcome.ts';
import { mayEver, permissionFor } from '../engine/permission.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Pending } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { typedParts } from '../kernel/fields.ts';
import { cleanLine, fold } from '../kernel/fold.ts';
import { isId } from '../kernel/ids.ts';
import { text } from '../kernel/text.ts';
import { hours } from '../kernel/time.ts';
import { choice, press as pressing } from '../kernel/view.ts';
import type { Understood } from '../understanding/index.ts';
import { asked, concluded, go, notPermitted, unchanged } from './advance.ts';
import { cancel, followAnswer, followTail, followWords, gatherPassedOn, isAnswer } from './answers.ts';
import { onlyCode } from './codes.ts';
import {
  type Conversation,
  fromWords,
  isSending,
  newConversation,
  parkConversation,
  parkedConversation,
  saveConversation,
} from './conversation.ts';
import { keptMessage, passedOn, sentTwice, strayWords } from './meant.ts';
import { type Chosen, chooseBesideQuestion, chooseByLabel, chooseByNumber, declinedView } from './numbers.ts';
import { questionOf } from './questions.ts';
import { understandTyped } from './quotes.ts';
import type { Answer, Handling } from './road.ts';
import { isOn, soughtBy, surelyMeant, type Wanted, withAlso } from './said.ts';
import { isReadBack, sendView } from './send.ts';
import { wholeOf } from './split.ts';
import { saysOtherThanTaken, takeFor, takeUp } from './taking.ts';
import { withThen } from './then.ts';
import { allWords, answerCourtesy, helpNow, keepUnclear, notUnderstood, pendingOf } from './unclear.ts';
import { type About, type Meaning, meantButton, understandPress } from './understand.ts';
import { note, perhapsView } from './views.ts';

/** Words somebody typed, alone or under a file. */
export async function followTyped(h: Handling): Promise<Answer> {
  if (h.came.forwarded && !h.confirmed) return (await gatherPassedOn(h)) ?? { view: passedOn(h) };
  const whole = await wholeOf(h);
  if (whole) return followTail(h, whole);
  const meant = await understandTyped(h, h.came.text ?? '');
  if ('chosen' in meant) return followChosen(h, meant.chosen);
  if ('answers' in meant) return followWords(h, meant.answers);
  return followMeaning(withNumber(h, meant.number), meant.meaning);
}

/**
 * A file nobody asked for. Words under it that can only mean something else ("tôi dự", under a photo of the invitation) are
 * that: the file is not taken for what is owed, and its sender is told so.
 */
export async function followFile(h: Handling): Promise<Answer> {
  const said = h.came.text ?? '';
  const meant = said === '' || h.came.forwarded ? null : await understandTyped(h, said);
  const meaning = meant && 'meaning' in meant ? meant.meaning : null;
  const isAct =
    meaning?.kind === 'command' || (meaning?.kind === 'said' && (await saysOtherThanTaken(h, meaning.understood)));
  if (!isAct) return followMeaning(h, { kind: 'unknown', said });
  const answer = await followTyped(h);
  return answer.view ? { ...answer, view: withAlso(answer.view, note(text('taking:left-out'))) } : answer;
}

const withNumber = (h: Handling, number: number | undefined): Handling => (number === undefined ? h : { ...h, number });

type Said = Extract<Meaning, { kind: 'said' }>;

export async function followMeaning(h: Handling, meaning: Meaning): Promise<Answer> {
  switch (meaning.kind) {
    case 'command':
      return beginCommand(h, meaning.command, meaning.args, meaning.typed);
    case 'answer':
      return followAnswer(h, meaning.conversation, meaning.answer);
    case 'words': {
      const chosen = await chooseBesideQuestion(h, meaning.conversation);
      if (chosen) return followChosen(h, chosen);
      const { conversation, otherwise } = meaning;
      if (isStray(h, conversation, otherwise)) return { view: strayWords(h, conversation) };
      const understood = otherwise && speaksOfElse(otherwise) && !(await isAnswer(h, conversation)) ? otherwise : null;
      if (!understood) return followWords(h, conversation);
      return followSaid(h, { kind: 'said', understood, said: h.came.text ?? '', certain: true });
    }
    case 'number':
      return followNumber(h, meaning.number);
    case 'cancel':
      return cancel(h);
    case 'resume':
      return resume(h);
    case 'help':
      return { view: await helpNow(h) };
    case 'all-words':
      return { view: allWords(h) };
    case 'answered-before':
      return unchanged(h, text('bot:form.no-longer-asked'), true);
    case 'unknown-button':
      return unchanged(h, text('bot:button.unknown'), false);
    case 'expired': {
      const answer = await beginCommand(h, meaning.command, meaning.args, '');
      return answer.view ? { ...answer, view: { ...answer.view, note: text('bot:button.expired') } } : answer;
    }
    case 'meant':
      return meaning.matter === undefined
        ? followMeant(h, meaning.message)
        : followChosenMatter(h, meaning.message, meaning.matter);
    case 'take':
      return followTake(h, meaning.message, meaning.for);
    case 'behind':
      return wholeMessage(h, meaning.mark);
    case 'declined':
      return { view: declinedView, edits: h.came.press?.message ?? null };
    case 'said':
      return followSaid(h, meaning);
    case 'unknown': {
      const chosen = await chosenByLabel(h, meaning.said);
      if (chosen) return followChosen(h, chosen);
      return (
        (await openByCode(h, meaning.said, 0)) ??
        (await takeUp(h)) ??
        (await openByCode(h, meaning.said, wordsBeside)) ??
        notUnderstood(h, meaning.said)
      );
    }
    default: {
      const never: never = meaning;
      throw new Error(`unknown meaning ${JSON.stringify(never)}`);
    }
  }
}

/** So many words beside a code are still about that matter. */
const wordsBeside = 6;

/**
 * A code ("KL-01", "nv 7") shows its matter as it stands, in the first of the ways in which he may see it; beside words
 * that were not understood it is said that nothing was done by them.
 */
async function openByCode(h: Handling, said: string, most: number): Promise<Answer | null> {
  const named = onlyCode(h.road.registry, said);
  const beside = fold(named?.beside ?? '');
  if (!named || beside.split(' ').filter((word) => word !== '').length > most) return null;
  for (const name of Object.values(named.of.shownBy ?? {})) {
    const command = h.road.registry.commands.get(name);
    const [noun] = Object.keys(command?.fields ?? {});
    if (!command || noun === undefined) continue;
    const permission = await permissionFor(h.tx, command, h.asking({ [noun]: named.code }));
    if ('barred' in permission) continue;
    const answer = await beginCommand(h, command, { [noun]: named.code }, '');
    if (beside === '' || !answer.view) return answer;
    await keepUnclear(h, said);
    const unsure = text('bot:maybe.shown', { said: cleanLine(said, 40) });
    return { ...answer, view: { ...answer.view, lines: [unsure, ...answer.view.lines] } };
  }
  return null;
}

/** Whose words are taken with what they quote: the newest message has nothing to do with them. */
const chosenByLabel = async (h: Handling, said: string): Promise<Chosen | null> =>
  h.came.quotes === undefined ? chooseByLabel(h, said) : null;

async function followTake(h: Handling, id: string, values: readonly string[]): Promise<Answer> {
  const kept = await keptMessage(h, id);
  if (!kept) return unchanged(h, text('meant:gone'), true);
  const came = { ...kept.message, ...(h.came.press && { press: h.came.press }) };
  const taken = await takeFor({ ...h, id: kept.id, came, written: new Date(came.at) }, values);
  return taken ?? unchanged(h, text('taking:over'), true);
}

/** The kept message is done as its sender meant it. */
async function followMeant(h: Handling, id: string): Promise<Answer> {
  const kept = await keptMessage(h, id);
  if (!kept) return unchanged(h, text('meant:gone'), true);
  const { forwarded: _passedOn, ...said } = kept.message;
  const { press } = h.came;
  const came = { ...said, ...(press && { press }) };
  return followTyped({ ...h, id: kept.id, came, written: new Date(said.at), confirmed: true });
}

/** It was said to this one of what waits: read back with what was said beside it, or shown as its card. */
async function followChosenMatter(h: Handling, id: string, matter: string): Promise<Answer> {
  const kept = await keptMessage(h, id);
  const waiting = (await pendingOf(h)).flatMap(({ parts = [], ...one }) => [one, ...parts]);
  const pending = waiting.find((one) => isOn(one, matter));
  if (!pending) return unchanged(h, text('meant:over'), true);
  const open = () => followMeaning(h, understandPress(h.road.registry, pending.open.press, h.open));
  if (!kept) return open();
  const then = { ...h, id: kept.id, written: new Date(kept.message.at) };
  const meant = await understandTyped(then, kept.message.text ?? '');
  if (!('meaning' in meant) || meant.meaning.kind !== 'said') return open();
  const sought = await soughtBy(then, meant.meaning.understood, null, true, matter);
  // The button named the matter alone: what is not read back is not done by it.
  if (sought.kind !== 'done') return open();
  const { command, args, told } = sought.wanted;
  if (!isReadBack(command, { args: { ...args, [fromWords]: told } }, false)) return open();
  return beginWanted(then, sought.wanted);
}

/** What was said beside a yes or a no is not typed twice: it goes with the choice of the matter. */
function keptFor(h: Handling, { readings }: Understood, waiting: readonly Pending[]): readonly Pending[] {
  const says = readings.some(({ slots }) => Object.keys(slots).length > 0);
  if (!says || waiting.length < 2 || h.came.press) return waiting;
  return waiting.map((one) => {
    const press = one.open.press;
    const [matter, another] = 'command' in press ? Object.values(press.args).filter(isId) : [];
    if (matter === undefined || another !== undefined) return one;
    return { ...one, open: choice(one.open.label, pressing(meantButton, { message: String(h.id), matter })) };
  });
}

/** A new command; something unfinished is set aside, never lost. */
async function beginCommand(
  h: Handling,
  command: Command,
  given: Record<string, string>,
  typed: string,
): Promise<Answer> {
  if (!mayEver(h.by, command)) return notPermitted(h, command, null);
  const twice = typed === '' ? null : await sentTwice(h, command);
  if (twice) return { view: twice };
  return begun(h, command, { ...newConversation(h, command, given), typed: typedParts(typed) });
}

async function begun(h: Handling, command: Command, conversation: Conversation): Promise<Answer> {
  const answer = await withThen(h, conversation, await go(h, command, conversation, false));
  if (!h.open || h.open.id === conversation.id) return answer;
  return isSettledBy(h, h.open, answer) ? settleQuestion(h, h.open, answer) : withParked(h, answer);
}

/** A question, or something to be done: what no field could take may be that. */
/** A question that nobody answered for so long is no longer what he is looking at. */
const longest = hours(12);

/**
 * Where any words fit as an answer, whether these may not be one: they say nothing but another act ("tôi dự", asked why a
 * meeting is put off), or the question was asked long ago. Then it is asked back, and nothing is done by them.
 */
function isStray(h: Handling, open: Conversation, otherwise: Understood | null | undefined): boolean {
  const field = h.road.registry.commands.get(open.command)?.fields?.[open.asking];
  if (!field?.anyWords || h.confirmed || h.came.press || h.files.length > 0) return false;
  if (h.written.getTime() - open.askedAt.getTime() > longest) return true;
  // A sentence is an answer, whatever else could be read from it.
  if ((h.came.text ?? '').trim().split(/\s+/).length > 4) return false;
  const acts = (otherwise?.readings ?? []).filter(({ sure, slots }) => sure && Object.keys(slots).length === 0);
  const meant = acts.flatMap(({ intent }) => h.road.registry.meanings.get(intent) ?? []);
  return meant.length > 0 && meant.every(({ command }) => command.decide && command.name !== open.command);
}

const speaksOfElse = ({ asks, readings }: Understood): boolean => asks.length > 0 || readings.some(({ sure }) => sure);

/** Words that say something: done where it is certain, answered where something is asked, else asked back. */
/** What stood behind a message that said as little as possible takes its place (SC4). */
async function wholeMessage(h: Handling, mark: string): Promise<Answer> {
  const view = await behind(h.tx, h.by.person.id, mark, h.world.now);
  if (!view) return unchanged(h, text('bot:button.unknown'), false);
  return { view, edits: h.came.press?.message ?? null };
}

async function followSaid(h: Handling, { understood, said, certain, about }: Said): Promise<Answer> {
  const sought = await soughtBy(h, understood, about ?? aboutOpen(h), certain);
  if (sought.kind === 'done') return withAnswers(h, await beginWanted(h, sought.wanted), sought.asks);
  const chosen = await chosenByLabel(h, said);
  if (chosen) return followChosen(h, chosen);
  switch (sought.kind) {
    case 'asked':
      return withAnswers(h, await beginWanted(h, sought.asks[0]!), sought.asks.slice(1));
    case 'perhaps':
      // Words that are long are not typed twice: kept, they wait for the answer.
      return (
        (await takeUp(h, sought.commands)) ?? {
          view: perhapsView(sought.commands, keptFor(h, understood, sought.waiting), cleanLine(said, 40)),
        }
      );
    case 'nothing':
      if (understood.asks[0] === 'help') return { view: await helpNow(h) };
      if (sought.waiting.length > 0) return { view: perhapsView([], sought.waiting, '') };
      if (understood.courtesy) return { view: await answerCourtesy(h, understood.courtesy) };
      return (
        (await takeUp(h)) ??
        (await nothingLeft(h, understood)) ??
        (await openByCode(h, said, wordsBeside)) ??
        notUnderstood(h, said)
      );
  }
}

/** It is clear what he means, and there is nothing it could be done to: said, and not that he was not understood. */
async function nothingLeft(h: Handling, { readings }: Understood): Promise<Answer | null> {
  const [command, another] = surelyMeant(h, readings);
  return command && !another && !h.open ? beginCommand(h, command, {}, '') : null;
}

/** What words are about while a question is open: its matter. */
function aboutOpen({ open, road }: Handling): About | null {
  if (!open) return null;
  return ({ fields = {} }) =>
    Object.fromEntries(
      Object.entries(open.args).filter(([name]) => {
        const field = fields[name];
        return field && !field.particular && (field.ask === undefined || road.registry.nouns.includes(name));
      }),
    );
}

async function beginWanted(h: Handling, { command, args, typed, told }: Wanted): Promise<Answer> {
  if (!mayEver(h.by, command)) return notPermitted(h, command, null);
  const twice = await sentTwice(h, command);
  if (twice) return { view: twice };
  return begun(h, command, {
    ...newConversation(h, command, { ...args, [fromWords]: told }),
    typed,
  });
}

/** What was asked beside it, below. */
async function withAnswers(h: Handling, answer: Answer, asks: readonly Wanted[]): Promise<Answer> {
  let whole = answer;
  for (const ask of asks) {
    const { view } = await beginWanted(h, ask);
    if (view && whole.view && !view.card?.startsWith('form:')) whole = { ...whole, view: withAlso(whole.view, view) };
  }
  return whole;
}

/** Whether one's own matter that the open question is about was just dealt with in another way. */
function isSettledBy({ road: { registry } }: Handling, open: Conversation, { audit }: Answer): boolean {
  const matter = matterOf(open.args, registry.nouns);
  if (audit?.outcome !== 'done' || matter === null || audit.matter !== matter) return false;
  const isOwn = [audit.command, open.command].every((name) => registry.commands.get(name)?.allowed === 'anyone');
  return isOwn && registry.chapterOf(audit.command) === registry.chapterOf(open.command);
}

/** Words that come after it must not answer a question nobody has in mind any more; it is set aside, never lost. */
async function settleQuestion(h: Handling, open: Conversation, answer: Answer): Promise<Answer> {
  await parkConversation(h.tx, open.id, h.world.now);
  return { ...answer, retire: `form:${open.id}` };
}

/** Something begun earlier stays; when a new question was asked it is set aside and named. */
async function withParked(h: Handling, answer: Answer): Promise<Answer> {
  const unfinished = h.road.registry.commands.get(h.open!.command);
  if (!unfinished || !answer.view?.card?.startsWith('form:')) return answer;
  return { ...answer, view: { ...answer.view, note: text('bot:form.parked', { what: aboutCommand(unfinished) }) } };
}

async function followNumber(h: Handling, number: number): Promise<Answer> {
  return followChosen(h, await chooseByNumber(h, number));
}

async function followChosen(h: Handling, chosen: Chosen): Promise<Answer> {
  if (chosen === 'cancel') return cancel(h);
  if ('view' in chosen) return { view: chosen.view };
  return followMeaning(withNumber(h, chosen.number), understandPress(h.road.registry, chosen.press, h.open));
}

/** Takes up what was set aside, or asks the open question again. */
async function resume(h: Handling): Promise<Answer> {
  const conversation = h.open ?? (await parkedConversation(h.tx, h.by.account!.id));
  const command = conversation && h.road.registry.commands.get(conversation.command);
  const field = conversation && command?.fields?.[conversation.asking];
  if (conversation && command && isSending(conversation)) {
    await saveConversation(h.tx, conversation, h.world.now);
    return { view: await sendView(h, command, conversation) };
  }
  if (!conversation || !command || !field) return { view: note(text('bot:form.resume-none')) };
  const permission = await h.permit(command, conversation.args);
  if ('barred' in permission) return concluded(h, command, conversation, permission.barred, true);
  const question = await questionOf(h.tx, permission.asking, conversation.asking, field);
  await saveConversation(h.tx, conversation, h.world.now);
  return { view: await asked(h, command, conversation, question, true) };
}
