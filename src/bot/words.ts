// Words and buttons of the road itself, beside the chapters' commands.
import type { FieldsOf } from '../channels/press.ts';
import { mayEver } from '../engine/permission.ts';
import { aboutCommand, type Registry } from '../engine/registry.ts';
import { fold } from '../kernel/fold.ts';
import type { Actor, Language } from '../kernel/person.ts';
import { plainText, type Text, type TextKey } from '../kernel/text.ts';
import { behindButton } from '../kernel/view.ts';
import { meantButton, type OwnPhrases, roadWords, takeButton } from './understand.ts';

/** `says` texts hold alternatives separated by `|`. */
export const alternatives = (texts: readonly string[]): string[] =>
  texts.flatMap((words) => words.split('|')).map((word) => word.trim());

export function ownPhrases(says: (key: TextKey) => readonly string[]): OwnPhrases {
  const called = new Map<string, 'help' | 'cancel' | 'resume'>();
  for (const { name, word, alias } of roadWords) {
    for (const phrase of [word, ...alias, ...says(`bot:commands.${name}.says`)]) called.set(fold(phrase), name);
  }
  const looks = says('bot:look.says').map((phrase) => fold(phrase).split(' '));
  const beside = new Set(says('bot:look.maybe').map(fold));
  return { called, isLook: (said) => isMadeOf(fold(said).split(' '), looks, beside) };
}

/** Whether words are one of the phrases at least, and beside them nothing but words that say no more. */
function isMadeOf(words: readonly string[], phrases: readonly (readonly string[])[], beside: ReadonlySet<string>) {
  let found = false;
  for (let at = 0; at < words.length; ) {
    const here = phrases.filter((phrase) => phrase.every((word, nth) => words[at + nth] === word));
    const longest = Math.max(0, ...here.map(({ length }) => length));
    if (longest === 0 && !beside.has(words[at]!)) return false;
    found ||= longest > 0;
    at += Math.max(1, longest);
  }
  return found;
}

/** The arguments of every button in their order; the road's own buttons have none. */
export const fieldsOfRegistry =
  (registry: Registry): FieldsOf =>
  (name) =>
    ownFields.get(name) ?? (name.startsWith('bot.') ? [] : fieldNames(registry, name));

const ownFields: ReadonlyMap<string, readonly string[]> = new Map([
  [meantButton, ['message', 'matter']],
  [takeButton, ['message', 'matter', 'person']],
  [behindButton, ['message']],
]);

function fieldNames(registry: Registry, name: string): string[] | undefined {
  const command = registry.commands.get(name);
  return command && Object.keys(command.fields ?? {});
}

type MenuEntry = { word: string; about: Text };

/** The slash words a person may use, for a messenger's menu; for everybody's menu when `by` is null. */
export function menuOf(registry: Registry, by: Actor | null): MenuEntry[] {
  const own = roadWords.map(({ word, name }) => ({ word, about: plainText(`bot:commands.${name}.about`) }));
  const commands = [...registry.commands.values()].filter(
    (command) => command.word !== undefined && (by === null ? command.allowed === 'anyone' : mayEver(by, command)),
  );
  return [...commands.map((command) => ({ word: command.word!, about: aboutCommand(command) })), ...own];
}

/** Keeps each chat's menu up to date: offered again only when what the person may do has changed. */
export function makeMenus(registry: Registry, say: (language: Language, words: Text) => string) {
  const offered = new Map<string, string>();
  return {
    /** The menu to show in a chat now; null when it shows it already. */
    changed(place: string, by: Actor): { word: string; about: string }[] | null {
      const menu = menuOf(registry, by);
      const signature = [by.person.language, ...menu.map(({ word }) => word)].join(' ');
      if (offered.get(place) === signature) return null;
      if (offered.size >= mostRemembered) offered.clear();
      offered.set(place, signature);
      return menu.map(({ word, about }) => ({ word, about: say(by.person.language, about) }));
    },
  };
}

/** Chats whose menu is remembered; forgetting one costs a call. */
const mostRemembered = 10_000;
