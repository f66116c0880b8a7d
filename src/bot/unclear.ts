// Words that are not understood, or may mean several things: what waits for the person is offered first, nothing is done.
import type { Pending } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { cleanLine } from '../kernel/fold.ts';
import { text } from '../kernel/text.ts';
import type { Choice, View } from '../kernel/view.ts';
import { type Conversation, parkedConversation } from './conversation.ts';
import { mayEver } from './permission.ts';
import type { Handling } from './road.ts';
import {
  answersView,
  eitherView,
  helpView,
  note,
  notUnderstoodView,
  resumeChoice,
  whichView,
  wordsView,
} from './views.ts';

/** As many as a messenger shows with buttons, and some of them for what does not wait. */
const mostChoices = 5;
const mostFirst = 3;
const mostBegun = 2;

/** A yes, or words that may be one, is nobody's answer until he says to what. */
export async function askBack(h: Handling, commands: readonly Command[], words: string): Promise<View> {
  if (commands.length > 1) return eitherView(commands, cleanLine(words, 40));
  const waiting = await pendingOf(h);
  return waiting.length === 0 ? note(text('bot:maybe.nothing-waits')) : whichView(waiting.slice(0, mostChoices));
}

/** What waits for his answer comes first. */
export async function notUnderstood(h: Handling): Promise<View> {
  const { resume, waiting, first, others } = await nearest(h, await parkedConversation(h.tx, h.by.account!.id));
  const answerable = waiting.filter(({ answers }) => answers !== undefined);
  const [invited] = answerable;
  if (invited?.answers && answerable.length === 1) {
    // Whoever is asked one thing has most likely answered that.
    const besides = waiting.filter((one) => one !== invited).map(({ open }) => open);
    const answers = invited.answers.slice(0, mostFirst);
    return answersView(invited.what, [...resume, ...answers, ...besides].slice(0, mostChoices));
  }
  return notUnderstoodView(first, others.slice(0, mostChoices - first.length));
}

/** What can be done now, with buttons (UX4). */
export async function helpNow(h: Handling): Promise<View> {
  const { first, others } = await nearest(h, h.open ?? (await parkedConversation(h.tx, h.by.account!.id)));
  // Beside seeing how things stand: what is his by his seat, to begin something.
  const begins = permitted(h).filter(({ adds, word, allowed }) => adds && word !== undefined && allowed !== 'anyone');
  return helpView(first, [...begins.slice(0, mostBegun), ...others].slice(0, mostChoices - 1 - first.length));
}

/** The daily work first; one's own account, and ending its link, last. */
export function allWords(h: Handling): View {
  const { chapters } = h.road.registry;
  const placeOf = (command: Command): number => chapters.indexOf(h.road.registry.chapterOf(command.name));
  return wordsView(permitted(h).toSorted((one, other) => placeOf(other) - placeOf(one)));
}

type Nearest = { resume: Choice[]; waiting: Pending[]; first: Choice[]; others: Command[] };

async function nearest(h: Handling, open: Conversation | null): Promise<Nearest> {
  const waiting = await pendingOf(h);
  const unfinished = open && h.road.registry.commands.get(open.command);
  const resume = unfinished ? [resumeChoice(unfinished)] : [];
  const first = [...resume, ...waiting.map((one) => one.open)].slice(0, mostFirst);
  const offered = new Set(first.map(({ press }) => ('command' in press ? press.command : '')));
  return { resume, waiting, first, others: suggestions(h, offered) };
}

/** Asked of each chapter, in their order. */
async function pendingOf(h: Handling): Promise<Pending[]> {
  const found: Pending[] = [];
  for (const { pending } of h.road.registry.chapters) found.push(...((await pending?.(h.tx, h.asking({}))) ?? []));
  return found;
}

export const permitted = (h: Handling): Command[] =>
  [...h.road.registry.commands.values()].filter((command) => mayEver(h.by, command));

/**
 * What a lost person most likely wants: to see how things stand, which asks for nothing. Chapters build on one another:
 * the daily work stands at the end.
 */
const suggestions = (h: Handling, offered: ReadonlySet<string>): Command[] =>
  permitted(h)
    .filter(({ name, word }) => word !== undefined && !offered.has(name))
    .filter(({ fields }) => Object.values(fields ?? {}).every(({ ask, optional }) => ask === undefined || optional))
    .slice(-4);
