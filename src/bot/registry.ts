// All commands, found by name, by slash word and by typed words. Declared objects are used as they are.
import { silenceOf } from '../kernel/approval.ts';
import type { Chapter, ReminderKind } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { fold, sameMarks } from '../kernel/fold.ts';
import { remindersOf } from '../kernel/obligation.ts';
import { plainText, type Text, type TextKey } from '../kernel/text.ts';

export type Registry = {
  chapters: readonly Chapter[];
  commands: ReadonlyMap<string, Command>;
  /** By slash word or alias, folded. */
  words: ReadonlyMap<string, Command>;
  /** By typed words, folded, whole; words that differ in their diacritics only are told apart by these. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  courtesies: Courtesies;
  reminders: ReadonlyMap<string, ReminderKind>;
  chapterOf(name: string): Chapter;
};

/** Words for a command; `sure` when they can mean nothing else. */
export type Phrase = { words: string; command: Command; sure: boolean };

/** What people say around what they mean, and `self`: how they call themselves, the word that phrases have it by first. */
export type Courtesies = { opening: readonly string[]; closing: readonly string[]; self: readonly string[] };

/** What a command is about, in one line; for help, menus and questions. */
export const aboutCommand = (command: Command): Text => plainText(textKey(command, 'about'));

/** The typed words of every language for a command's `says` text, separated by `|`. */
type Says = (key: TextKey) => readonly string[];

// Commands' texts live at a fixed place in their chapter's namespace; texts.spec.ts proves that they are there.
const textKey = (command: Command, what: 'about' | 'says' | 'maybe'): TextKey => {
  const [chapter, act] = command.name.split('.');
  return `${chapter}:commands.${act}.${what}` as TextKey;
};

/** Puts the chapters together; a word or name used twice stops the start. */
export function makeRegistry(chapters: readonly Chapter[], says: Says): Registry {
  const commands = new Map<string, Command>();
  const words = new Map<string, Command>();
  const phrases = new Map<string, Phrase[]>();
  const reminders = new Map<string, ReminderKind>();
  const add = <T>(map: Map<string, T>, key: string, value: T): void => {
    if (key === '') return;
    if (map.has(key) && map.get(key) !== value) throw new Error(`"${key}" is declared twice`);
    map.set(key, value);
  };
  const addPhrase = (phrase: Phrase): void => {
    const key = fold(phrase.words);
    if (key === '') return;
    const others = phrases.get(key) ?? [];
    if (others.some(({ command, words }) => command !== phrase.command && sameMarks(words, phrase.words))) {
      throw new Error(`"${phrase.words}" is declared twice`);
    }
    phrases.set(key, [...others, phrase]);
  };
  for (const chapter of chapters) {
    for (const command of chapter.commands) {
      add(commands, command.name, command);
      for (const word of [command.word, ...(command.alias ?? [])]) if (word) add(words, fold(word), command);
      for (const words of says(textKey(command, 'says'))) addPhrase({ words, command, sure: true });
      if (!command.maybe) continue;
      for (const words of says(textKey(command, 'maybe'))) addPhrase({ words, command, sure: false });
    }
    const kinds = [
      ...(chapter.reminders ?? []),
      ...(chapter.approvals ?? []).map(silenceOf),
      ...(chapter.obligations ?? []).map(remindersOf),
    ];
    for (const reminder of kinds) add(reminders, reminder.name, reminder);
  }
  const byName = new Map(chapters.map((chapter) => [chapter.name, chapter]));
  return {
    chapters,
    commands,
    words,
    phrases,
    courtesies: {
      opening: says('bot:courtesies.opening.says'),
      closing: says('bot:courtesies.closing.says'),
      self: says('bot:courtesies.self.says'),
    },
    reminders,
    chapterOf: (name) => {
      const chapter = byName.get(name.split('.')[0] ?? '');
      if (!chapter) throw new Error(`no chapter for ${name}`);
      return chapter;
    },
  };
}
