// What somebody means: a button, a slash word, a number, typed words, or the answer to a question.
import type { Command } from '../kernel/command.ts';
import { fold } from '../kernel/fold.ts';
import { decline } from '../kernel/numbered.ts';
import type { Press } from '../kernel/view.ts';
import type { Conversation } from './conversation.ts';
import { phrasesMeant } from './phrases.ts';
import type { Registry } from './registry.ts';

/** The button that takes a message as meant of which that was asked. */
export const meantButton = 'bot.meant';

/** The button that says for what a message sent alone is meant. */
export const takeButton = 'bot.take';

export type Meaning =
  | { kind: 'command'; command: Command; args: Record<string, string>; typed: string }
  | { kind: 'answer'; conversation: Conversation; answer: string }
  /** The answer to a question that is no longer open. */
  | { kind: 'answered-before' }
  | { kind: 'words'; conversation: Conversation }
  | { kind: 'help' }
  | { kind: 'all-words' }
  | { kind: 'cancel' }
  | { kind: 'resume' }
  | { kind: 'number'; number: number }
  /** What was asked back, by its number in the inbox, was meant. */
  | { kind: 'meant'; message: string }
  /** What was sent alone is meant for this matter, of this person. */
  | { kind: 'take'; message: string; for: readonly string[] }
  /** What was asked back was not meant. */
  | { kind: 'declined' }
  | { kind: 'unknown-button' }
  /** A button too old to act by; the command shows what it was about. */
  | { kind: 'expired'; command: Command; args: Record<string, string> }
  /** It may mean one of these, or something else. */
  | { kind: 'maybe'; commands: readonly Command[]; said: string }
  | { kind: 'unknown'; said: string };

/** The road's own slash words with the name under which their texts stand in `bot:commands`. */
export const roadWords = [
  { word: 'trogiup', alias: ['help', 'menu'], name: 'help' },
  { word: 'huy', alias: ['cancel'], name: 'cancel' },
  { word: 'lamtiep', alias: ['resume'], name: 'resume' },
] as const;

type OwnWord = (typeof roadWords)[number]['name'];

/** A map, since what people type is looked up in it: an object would know `constructor` as well. */
const ownWords: ReadonlyMap<string, OwnWord> = new Map([
  ['start', 'help'],
  ...roadWords.flatMap(({ word, alias, name }) => [word, ...alias].map((typed): [string, OwnWord] => [typed, name])),
]);

/** A press is client input: it names a matter and an act; every argument is checked again when acting. */
export function understandPress(registry: Registry, press: Press | null, open: Conversation | null): Meaning {
  if (press === null || 'link' in press) return { kind: 'unknown-button' };
  if ('form' in press) {
    return open?.id === press.form
      ? { kind: 'answer', conversation: open, answer: press.answer }
      : { kind: 'answered-before' };
  }
  if (press.command === decline) return { kind: 'declined' };
  if (press.command === takeButton) {
    const { message = '', ...values } = press.args;
    return { kind: 'take', message, for: Object.values(values) };
  }
  if (press.command === meantButton) return { kind: 'meant', message: press.args['message'] ?? '' };
  if (press.command === 'bot.words') return { kind: 'all-words' };
  const own = roadWords.find(({ name }) => press.command === `bot.${name}`);
  if (own) return { kind: own.name };
  const command = registry.commands.get(press.command);
  return command ? { kind: 'command', command, args: { ...press.args }, typed: '' } : { kind: 'unknown-button' };
}

/** A button too old to act by: its matter as it stands, or its question again, to be answered by fresh ones. */
export function understandExpired(registry: Registry, meaning: Meaning): Meaning {
  if (meaning.kind === 'answer') return { kind: 'resume' };
  if (meaning.kind !== 'command' || !meaning.command.decide) return meaning;
  const { args } = meaning;
  const shownBy = Object.entries(registry.chapterOf(meaning.command.name).shownBy ?? {});
  const name = shownBy.find(([argument]) => args[argument] !== undefined)?.[1];
  const command = registry.commands.get(name ?? '');
  if (!command) return { kind: 'unknown-button' };
  const known = Object.entries(args).filter(([argument]) => Object.hasOwn(command.fields ?? {}, argument));
  return { kind: 'expired', command, args: Object.fromEntries(known) };
}

/** Typed words. Only whole strings count: "khong dong y" contains "dong y". */
export function understandText(
  registry: Registry,
  said: string,
  open: Conversation | null,
  phrases: OwnPhrases,
): Meaning {
  const slash = /^\/([\p{L}\p{N}_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(said.trim());
  if (slash) return understandWord(registry, slash[1]!, slash[2] ?? '', said);
  const folded = fold(said);
  const own = phrases.get(folded);
  if (own === 'cancel' || (own === 'help' && !open)) return { kind: own };
  if (open) return understandOtherwise(registry, said, open) ?? { kind: 'words', conversation: open };
  if (own) return { kind: own };
  if (/^\d{1,2}$/.test(said.trim())) return { kind: 'number', number: Number(said) };
  return understandPhrase(registry, said) ?? understandBareWord(registry, said);
}

function understandPhrase(registry: Registry, said: string): Meaning | null {
  const meant = phrasesMeant(registry, said);
  const commands = [...new Set(meant.map(({ command }) => command))];
  const [command] = commands;
  if (!command) return null;
  const isClear = commands.length === 1 && meant.some(({ sure }) => sure);
  return isClear ? { kind: 'command', command, args: {}, typed: '' } : { kind: 'maybe', commands, said };
}

/** "Tôi dự" is no reason for staying away, nor is "đọc ý kiến" one: what only shows something takes nothing away. */
function understandOtherwise(registry: Registry, said: string, open: Conversation): Meaning | null {
  const { yields = [] } = registry.commands.get(open.command) ?? {};
  const meaning = understandPhrase(registry, said);
  if (meaning?.kind !== 'command') return null;
  if (!meaning.command.decide && /\S\s+\S/.test(said.trim())) return meaning;
  if (!yields.includes(meaning.command.name)) return null;
  const same = Object.entries(open.args).filter(([argument]) => Object.hasOwn(meaning.command.fields ?? {}, argument));
  return { ...meaning, args: Object.fromEntries(same) };
}

/** The same words without the slash, alone or before their arguments: "taohop quý; …", "thamdu". */
function understandBareWord(registry: Registry, said: string): Meaning {
  const [first = '', ...rest] = said.trim().split(/\s+/);
  const command = registry.words.get(fold(first));
  const typed = rest.join(' ');
  if (command && (typed === '' || typed.includes(';'))) return { kind: 'command', command, args: {}, typed };
  return { kind: 'unknown', said };
}

function understandWord(registry: Registry, word: string, typed: string, said: string): Meaning {
  const folded = fold(word);
  const own = ownWords.get(folded);
  if (own && !(folded === 'start' && typed !== '')) return { kind: own };
  const command = registry.words.get(folded);
  return command ? { kind: 'command', command, args: {}, typed } : { kind: 'unknown', said };
}

/** The road's own typed words, folded: help, cancel, resume. */
export type OwnPhrases = ReadonlyMap<string, OwnWord>;
