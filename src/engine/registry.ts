// All commands, found by name, by slash word and by typed words. Declared objects are used as they are.
import { silenceOf } from '../kernel/approval.ts';
import type { Chapter, ReminderKind } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { fold, sameMarks } from '../kernel/fold.ts';
import type { Meant } from '../kernel/meant.ts';
import { remindersOf } from '../kernel/obligation.ts';
import type { Register } from '../kernel/register.ts';
import { plainText, type Text, type TextKey } from '../kernel/text.ts';

export type Registry = {
  chapters: readonly Chapter[];
  commands: ReadonlyMap<string, Command>;
  /** By slash word or alias, folded. */
  words: ReadonlyMap<string, Command>;
  /** The phrases of its own by which a command is called, in every language, by its name. */
  phrases: ReadonlyMap<string, readonly string[]>;
  /** Those whose phrase these words are, folded. */
  called: ReadonlyMap<string, readonly { command: Command }[]>;
  /** By what typed words can mean, in the order of the chapters. */
  meanings: ReadonlyMap<string, readonly Meaning[]>;
  reminders: ReadonlyMap<string, ReminderKind>;
  /** By the name of the command that shows it. */
  registers: ReadonlyMap<string, Register>;
  /** Arguments that name a matter, in the order of the chapters: `meeting`, `task`, `round`. */
  nouns: readonly string[];
  chapterOf(name: string): Chapter;
};

/** A command with the way in which words mean it. */
export type Meaning = { command: Command; meant: Meant };

/** What a command is about, in one line; for help, menus and questions. */
export const aboutCommand = (command: Command): Text => plainText(textKey(command, 'about'));

/** The typed words of every language for a command's `says` text, separated by `|`. */
type Says = (key: TextKey) => readonly string[];

// Commands' texts live at a fixed place in their chapter's namespace; texts.spec.ts proves that they are there.
const textKey = (command: Command, what: 'about' | 'says'): TextKey => {
  const [chapter, act] = command.name.split('.');
  return `${chapter}:commands.${act}.${what}` as TextKey;
};

/** Puts the chapters together; a word, a name, a noun or a series of codes used twice stops the start. */
export function makeRegistry(chapters: readonly Chapter[], says: Says): Registry {
  const commands = new Map<string, Command>();
  const words = new Map<string, Command>();
  const phrases = new Map<string, readonly string[]>();
  const phrased = new Map<string, { words: string; command: Command }[]>();
  const meanings = new Map<string, Meaning[]>();
  const reminders = new Map<string, ReminderKind>();
  const registers = new Map<string, Register>();
  const owners = new Map<string, Chapter>();
  const add = <T extends { name: string }>(map: Map<string, T>, key: string, value: T): void => {
    if (key === '') return;
    const there = map.get(key) ?? value;
    if (there !== value) throw new Error(`"${key}" is declared twice: by ${there.name} and by ${value.name}`);
    map.set(key, value);
  };
  const addPhrase = (words: string, command: Command): void => {
    const key = fold(words);
    const others = phrased.get(key) ?? [];
    const taken = others.find((other) => other.command !== command && sameMarks(other.words, words));
    if (key !== '' && taken) {
      throw new Error(`"${words}" is declared twice: by ${taken.command.name} and by ${command.name}`);
    }
    phrased.set(key, [...others, { words, command }]);
  };
  for (const chapter of chapters) {
    for (const noun of Object.keys(chapter.names ?? {})) add(owners, noun, chapter);
    for (const register of chapter.registers ?? []) add(registers, register.name, register);
    if (chapter.numbered) add(owners, `${chapter.numbered.series}-`, chapter);
    for (const command of chapter.commands) {
      add(commands, command.name, command);
      for (const word of [command.word, ...(command.alias ?? [])]) if (word) add(words, fold(word), command);
      const said = says(textKey(command, 'says')).filter((words) => words !== '');
      for (const words of said) addPhrase(words, command);
      phrases.set(command.name, said);
      for (const meant of command.means ?? []) {
        meanings.set(meant.intent, [...(meanings.get(meant.intent) ?? []), { command, meant }]);
      }
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
    called: phrased,
    meanings,
    reminders,
    registers,
    nouns: [...new Set(chapters.flatMap(({ names = {} }) => Object.keys(names)))],
    chapterOf: (name) => {
      const chapter = byName.get(name.split('.')[0] ?? '');
      if (!chapter) throw new Error(`no chapter for ${name}`);
      return chapter;
    },
  };
}
