// Words that are not understood, or may mean several things: what waits for the person is offered first, nothing is done.
import type { Pending } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import { parkedConversation } from './conversation.ts';
import { mayEver } from './perform.ts';
import type { Handling } from './road.ts';
import { note, notUnderstoodView, resumeChoice, whichView } from './views.ts';

/** As many as a messenger shows with buttons, and some of them for what does not wait. */
const mostChoices = 5;
const mostFirst = 3;

/** Thanks and greetings get a kind line and what waits; a bare yes is nobody's answer until he says to what. */
export async function answerCourtesy(h: Handling, courtesy: 'thanks' | 'greeting' | 'yes'): Promise<View> {
  const waiting = (await pendingOf(h)).slice(0, mostChoices);
  if (courtesy === 'yes') return waiting.length === 0 ? note(text('bot:maybe.nothing-waits')) : whichView(waiting);
  const name = h.by.person.fullName;
  const kind = courtesy === 'thanks' ? text('bot:kind.thanks') : text('bot:kind.greeting', { name });
  if (waiting.length === 0) return note(kind);
  return { lines: [kind, text('bot:kind.waiting')], choices: waiting.map(({ open }) => open) };
}

/** What waits for his answer comes first. */
export async function notUnderstood(h: Handling, _said: string): Promise<View> {
  const [parked, waiting] = await Promise.all([parkedConversation(h.tx, h.by.account!.id), pendingOf(h)]);
  const unfinished = parked && h.road.registry.commands.get(parked.command);
  const resume = unfinished ? [resumeChoice(unfinished)] : [];
  const first = [...resume, ...waiting.map(({ open }) => open)].slice(0, mostFirst);
  const offered = new Set(first.map(({ press }) => ('command' in press ? press.command : '')));
  return notUnderstoodView(first, suggestions(h, offered).slice(0, mostChoices - first.length));
}

/** Asked of each chapter, in their order. */
export async function pendingOf(h: Handling): Promise<Pending[]> {
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
    .filter(({ fields }) => Object.values(fields ?? {}).every(({ optional }) => optional))
    .slice(-4);
