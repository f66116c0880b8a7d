// The road's own messages.

import { aboutCommand } from '../engine/registry.ts';
import type { Pending } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import { inOneLine, plainText, type Text, text } from '../kernel/text.ts';
import { type Choice, choice, press, type View } from '../kernel/view.ts';

/** One sentence. */
export const note = (sentence: Text, choices: readonly Choice[] = []): View => ({ lines: [sentence], choices });

/** Why something was refused, and what can be done about it. */
export function refusalView(refusal: Refusal): View {
  return { lines: refusalLines(refusal), choices: refusal.choices ?? [] };
}

export function refusalLines(refusal: Refusal): Text[] {
  if (!refusal.article) return [refusal.because];
  return [refusal.because, articleText(refusal.article)];
}

const articleText = (article: string): Text =>
  article === 'QĐ45' ? text('bot:refused.article-qd45') : text('bot:refused.article', { article });

/** Who may do what was asked for, by which article; `leadersOwn`: an assistant tried, and it is for no assistant. */
export function notPermittedView(command: Command, leadersOwn = false): View {
  const roles = command.allowed === 'anyone' ? [] : command.allowed;
  const named = roles.map((role) => plainText(`bot:roles.${role}`));
  const what = aboutCommand(command);
  const values = { what, roles: inOneLine(named) ?? '' };
  const own = text('bot:not-permitted.leaders-own', { what });
  return {
    heading: text('bot:not-permitted.heading'),
    lines: leadersOwn
      ? [own]
      : [
          command.article === 'QĐ45'
            ? text('bot:not-permitted.because-qd45', values)
            : text('bot:not-permitted.because', { ...values, article: command.article }),
        ],
  };
}

/** What this person can do now: what waits for him, then the nearest things to do; every word one tap further. */
export function helpView(waiting: readonly Choice[], suggestions: readonly Command[]): View {
  return {
    heading: text('bot:help.heading'),
    lines: [text(waiting.length > 0 ? 'bot:help.waiting-first' : 'bot:help.choose')],
    choices: [...waiting, ...suggestions.map(commandChoice), choice(text('bot:help.all'), press('bot.words'))],
  };
}

/** All words he may use, with what they are about. */
export const wordsView = (commands: readonly Command[]): View => ({
  heading: text('bot:help.all-heading'),
  lines: [
    ...commands.flatMap((command) =>
      command.word === undefined ? [] : [text('bot:help.line', { word: command.word, about: aboutCommand(command) })],
    ),
    text('bot:help.hint'),
  ],
});

export const resumeChoice = (unfinished: Command): Choice =>
  choice(text('bot:form.resume', { what: aboutCommand(unfinished) }), press('bot.resume'));

/** A message that was not understood: what waits for the person, then the nearest things to do. */
export function notUnderstoodView(
  open: readonly Choice[],
  waiting: readonly Text[],
  suggestions: readonly Command[],
): View {
  return {
    heading: text('bot:not-understood.heading'),
    lines: [
      ...(waiting.length > 0 ? [text('bot:not-understood.waiting'), ...waiting] : []),
      text(open.length > 0 ? 'bot:not-understood.waiting-first' : 'bot:not-understood.what-now'),
    ],
    choices: [...open, ...suggestions.map(commandChoice)],
  };
}

/** The same while one thing waits that is answered at once: its answers, and what they answer. */
export const answersView = (what: Text, choices: readonly Choice[]): View => ({
  heading: text('bot:not-understood.heading'),
  lines: [what, text('bot:not-understood.answers')],
  choices,
});

const commandChoice = (command: Command): Choice => choice(aboutCommand(command), press(command.name));

/** What words may have meant: the answers to the one thing they can be about, what waits, or the commands. */
export function perhapsView(commands: readonly Command[], waiting: readonly Pending[], words: string): View {
  if (waiting.length > 0) return whichView(waiting);
  return note(text('bot:maybe.perhaps', { said: words }), commands.map(commandChoice));
}

/** To which of these it was said; of a single one its ways to be answered. */
export function whichView(waiting: readonly Pending[]): View {
  const [first] = waiting;
  const only = waiting.length === 1 ? first : undefined;
  return only?.answers
    ? { heading: only.what, ...note(text('bot:maybe.how'), only.answers) }
    : {
        // What a code alone on a button is about is said above it.
        lines: [
          text('bot:maybe.which'),
          ...waiting.flatMap(({ what, open }) => (JSON.stringify(what) === JSON.stringify(open.label) ? [] : [what])),
        ],
        choices: waiting.map(({ open }) => open),
      };
}
