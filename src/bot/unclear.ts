// Words that are not understood, or may mean several things: what waits for the person is offered first, nothing is done.

import { mayEver } from '../engine/permission.ts';
import { aboutCommand } from '../engine/registry.ts';
import { pendingOver } from '../engine/waiting.ts';
import type { Pending } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { fold } from '../kernel/fold.ts';
import { text } from '../kernel/text.ts';
import type { Choice, View } from '../kernel/view.ts';
import { keepUnclear as keepWords, namesIn } from '../store/unclear.ts';
import { keptOf } from '../understanding/index.ts';
import { type Conversation, parkedConversation } from './conversation.ts';
import { readerOf } from './reader.ts';
import type { Answer, Handling } from './road.ts';
import { answersView, helpView, note, notUnderstoodView, resumeChoice, whichView, wordsView } from './views.ts';

/** As many as a messenger shows with buttons. */
const mostChoices = 5;
const mostBegun = 2;
/** Acts offered to somebody who was not understood. */
const mostLikely = 3;
/** So many of his words speak of a command; shorter ones tell nothing. */
const wordsThatTell = 2;
const shortestTelling = 3;

/** Thanks and greetings get a kind line and what waits; a bare yes is nobody's answer until he says to what. */
export async function answerCourtesy(h: Handling, courtesy: 'thanks' | 'greeting' | 'yes'): Promise<View> {
  const waiting = (await pendingOf(h)).slice(0, mostChoices);
  if (courtesy === 'yes') return waiting.length === 0 ? note(text('bot:maybe.nothing-waits')) : whichView(waiting);
  const name = h.by.person.fullName;
  const kind = courtesy === 'thanks' ? text('bot:kind.thanks') : text('bot:kind.greeting', { name });
  if (waiting.length === 0) return note(kind);
  return { lines: [kind, text('bot:kind.waiting')], choices: waiting.map(({ open }) => open) };
}

/** What waits for his answer comes first; the words are kept, without names and numbers, for whoever looks after them. */
export async function notUnderstood(h: Handling, said: string): Promise<Answer> {
  await keepUnclear(h, said);
  const { resume, waiting, first, others } = await nearest(h, await parkedConversation(h.tx, h.by.account!.id), said);
  const answerable = waiting.filter(({ answers }) => answers !== undefined);
  const [invited] = answerable;
  if (invited?.answers && answerable.length === 1) {
    // Whoever is asked one thing has most likely answered that.
    const besides = waiting.filter((one) => one !== invited).map(({ open }) => open);
    const answers = invited.answers.slice(0, mostLikely);
    return {
      view: answersView(invited.what, [...resume, ...answers, ...besides].slice(0, mostChoices)),
      unclear: true,
    };
  }
  const open = waiting.slice(0, first.length - resume.length).map(({ what }) => what);
  return { view: notUnderstoodView(first, open, others.slice(0, mostLikely - first.length)), unclear: true };
}

/** What can be done now, with buttons (UX4). */
export async function helpNow(h: Handling): Promise<View> {
  const { first, others } = await nearest(h, h.open ?? (await parkedConversation(h.tx, h.by.account!.id)), '');
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

async function nearest(h: Handling, open: Conversation | null, said: string): Promise<Nearest> {
  const waiting = await pendingOf(h);
  const unfinished = open && h.road.registry.commands.get(open.command);
  const resume = unfinished ? [resumeChoice(unfinished)] : [];
  const first = [...resume, ...waiting.map((one) => one.open)].slice(0, mostLikely);
  const offered = new Set(first.map(({ press }) => ('command' in press ? press.command : '')));
  return { resume, waiting, first, others: suggestions(h, offered, said) };
}

/** Without names and numbers, for whoever looks after the words. */
export async function keepUnclear(h: Handling, said: string): Promise<void> {
  const { by, road, tx, world } = h;
  const [grammar] = road.grammars;
  const bodies = [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].map(({ bodyId }) => bodyId);
  const around = await namesIn(tx, bodies);
  const names = new Set([...around, by.person.fullName].flatMap((name) => fold(name).split(' ')));
  const words = grammar ? keptOf(grammar, said, readerOf(h).sender, names) : '';
  if (words !== '') await keepWords(tx, words, world.now);
}

/** Asked of each chapter, in their order. */
export const pendingOf = (h: Handling): Promise<Pending[]> => pendingOver(h.tx, h.road.registry.chapters, h.asking({}));

export const permitted = (h: Handling): Command[] =>
  [...h.road.registry.commands.values()].filter((command) => mayEver(h.by, command));

/**
 * What a lost person most likely wants: what his words speak of, then to see how things stand; both ask for nothing.
 */
function suggestions(h: Handling, offered: ReadonlySet<string>, said: string): Command[] {
  const words = new Set(fold(said).split(' '));
  const shared = (command: Command): number =>
    new Set(
      fold(h.road.say(h.place.language, aboutCommand(command)))
        .split(' ')
        .filter((word) => word.length >= shortestTelling && words.has(word)),
    ).size;
  const asking = permitted(h)
    .filter(({ name, word }) => word !== undefined && !offered.has(name))
    .filter(({ fields }) => Object.values(fields ?? {}).every(({ ask, optional }) => ask === undefined || optional));
  const spokenOf = asking.filter((command) => shared(command) >= wordsThatTell);
  spokenOf.sort((one, other) => shared(other) - shared(one));
  return [...new Set([...spokenOf, ...asking.filter(({ daily }) => daily)])];
}
