// What somebody means: a button, a slash word, a number, typed words, or the answer to a question.

import type { Registry } from '../engine/registry.ts';
import type { Chapter } from '../kernel/chapter.ts';
import type { Command } from '../kernel/command.ts';
import { fold } from '../kernel/fold.ts';
import { isVerdict } from '../kernel/meant.ts';
import { decline } from '../kernel/numbered.ts';
import { behindButton, type Press } from '../kernel/view.ts';
import { type Grammar, type Sender, type Understood, understand } from '../understanding/index.ts';
import { onlyCode } from './codes.ts';
import { type Conversation, isSending, sendWord } from './conversation.ts';

/** The button that takes a message as meant of which that was asked. */
export const meantButton = 'bot.meant';

/** The button that says for what a message sent alone is meant. */
export const takeButton = 'bot.take';

export type Meaning =
  | { kind: 'command'; command: Command; args: Record<string, string>; typed: string }
  | { kind: 'answer'; conversation: Conversation; answer: string }
  /** The answer to a question that is no longer open. */
  | { kind: 'answered-before' }
  /** They answer the open question; `otherwise` is what they say if they are no answer to it. */
  | { kind: 'words'; conversation: Conversation; otherwise?: Understood }
  | { kind: 'help' }
  | { kind: 'all-words' }
  | { kind: 'cancel' }
  | { kind: 'resume' }
  | { kind: 'number'; number: number }
  /** What was asked back, by its number in the inbox, was meant; `matter`: of this one of those that wait. */
  | { kind: 'meant'; message: string; matter?: string }
  /** What was sent alone is meant for this matter, of this person. */
  | { kind: 'take'; message: string; for: readonly string[] }
  /** The whole of a message of which only that it is there was said, by its mark. */
  | { kind: 'behind'; mark: string }
  /** What was asked back was not meant. */
  | { kind: 'declined' }
  | { kind: 'unknown-button' }
  /** A button too old to act by; the command shows what it was about. */
  | { kind: 'expired'; command: Command; args: Record<string, string> }
  /** Words that say something; `certain` unless what they are about cannot be told. */
  | { kind: 'said'; understood: Understood; said: string; certain: boolean; about?: About }
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
  if (press.command === behindButton) return { kind: 'behind', mark: press.args['message'] ?? '' };
  if (press.command === meantButton) return { kind: 'meant', message: '', ...press.args };
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
  const shown = showing(registry, meaning.command, meaning.args);
  return shown ? { kind: 'expired', ...shown } : { kind: 'unknown-button' };
}

/** By which command what others are about is looked at. */
export function showing(
  registry: Registry,
  { name }: Command,
  args: Readonly<Record<string, string>>,
): { command: Command; args: Record<string, string> } | null {
  const shownBy = Object.entries(registry.chapterOf(name).shownBy ?? {});
  const shows = shownBy.find(([argument]) => args[argument] !== undefined)?.[1];
  const command = registry.commands.get(shows ?? '');
  if (!command) return null;
  const known = Object.entries(args).filter(([argument]) => Object.hasOwn(command.fields ?? {}, argument));
  return { command, args: Object.fromEntries(known) };
}

/** Arguments by which a command is about the matter of a message that is quoted. */
export type About = (command: Command) => Record<string, string>;

/** How typed words are read: by which words of its own the road is called, in which languages, who types. */
export type Reader = { phrases: OwnPhrases; grammars: readonly Grammar[]; sender: Sender };

/** Typed words. */
export function understandText(registry: Registry, said: string, open: Conversation | null, reader: Reader): Meaning {
  const slash = /^\/([\p{L}\p{N}_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(said.trim());
  if (slash) return understandWord(registry, slash[1]!, slash[2] ?? '', said);
  const own = reader.phrases.called.get(fold(said));
  if (own === 'cancel' || (own === 'help' && !open)) return { kind: own };
  // A yes with a code is said of that matter: to what is asked now it is none.
  if (open) return understandBeside(registry, said, open, understand(reader.grammars, said, reader.sender));
  const named = onlyCode(registry, said);
  if (named && reader.phrases.isLook(named.beside)) return { kind: 'unknown', said: named.code };
  const understood = understandWithCode(registry, said, reader);
  if (own) return { kind: own };
  if (understood.number !== null) return { kind: 'number', number: understood.number };
  const bare = understandBareWord(registry, said);
  return saysSomething(understood) && bare.kind === 'unknown'
    ? { kind: 'said', understood, said, certain: true }
    : bare;
}

/** A code among the words says of which matter they are; where they are not clear with it they are read without it. */
function understandWithCode(registry: Registry, said: string, { grammars, sender }: Reader): Understood {
  const whole = understand(grammars, said, sender);
  if (whole.number !== null || whole.asks.length > 0) return whole;
  const named = onlyCode(registry, said);
  const sure = whole.readings.filter((reading) => reading.sure);
  // "Dời GM-01 sang 20/12" moves a meeting, whatever else has a day.
  if (sure.some(({ intent }) => !named || isAbout(registry, intent, named.of))) return whole;
  if (!named || named.beside === '') return whole;
  const beside = understand(grammars, named.beside, sender);
  return beside.readings.some(({ sure }) => sure) ? beside : whole;
}

/** Whether what is meant is done to matters of this chapter. */
const isAbout = (registry: Registry, intent: string, { names = {} }: Chapter): boolean =>
  (registry.meanings.get(intent) ?? []).some(({ command: { fields = {} } }) =>
    Object.keys(fields).some((name) => Object.hasOwn(names, name)),
  );

const saysSomething = ({ readings, asks, courtesy }: Understood): boolean =>
  readings.length > 0 || asks.length > 0 || courtesy !== null;

/** Words while a question is open: they answer it, unless they can only mean something else. */
function understandBeside(registry: Registry, said: string, open: Conversation, understood: Understood): Meaning {
  const command = registry.commands.get(open.command);
  if (isSending(open))
    return understood.number !== null
      ? { kind: 'words', conversation: open }
      : sendingMeant(registry, said, open, understood);
  const field = command?.fields?.[open.asking];
  const sure = understood.readings.filter((reading) => reading.sure);
  const instead = sure.some(({ intent }) => command?.yields?.some((name) => means(registry, name, intent)));
  // "Tôi dự" is no reason for staying away, "mấy giờ họp?" neither, and "cảm ơn" is none of the choices.
  const asksOrThanks =
    understood.readings.length === 0 &&
    (isPureQuestion(said, understood) || (isThanks(understood) && !field?.anyWords));
  // What only shows something takes nothing away: "đọc ý kiến" is no reason.
  const [called, another] = /\S\s+\S/.test(said.trim()) ? (registry.called.get(fold(said)) ?? []) : [];
  if (called && !another && !called.command.decide) {
    return { kind: 'command', command: called.command, args: {}, typed: '' };
  }
  if (instead || (asksOrThanks && field?.collect === undefined))
    return { kind: 'said', understood, said, certain: true };
  return saysSomething(understood)
    ? { kind: 'words', conversation: open, otherwise: understood }
    : { kind: 'words', conversation: open };
}

const means = (registry: Registry, name: string, intent: string): boolean =>
  registry.commands.get(name)?.means?.some((meant) => meant.intent === intent) ?? false;

const isPureQuestion = (said: string, { asks }: Understood): boolean => asks.length > 0 && said.trim().endsWith('?');
const isThanks = ({ courtesy, asks }: Understood): boolean =>
  asks.length === 0 && (courtesy === 'thanks' || courtesy === 'greeting');

/** What was read back is sent with a yes; any other words are about something else. */
function sendingMeant(registry: Registry, said: string, open: Conversation, understood: Understood): Meaning {
  const command = registry.commands.get(open.command);
  const isDecision = command !== undefined && isVerdict(command);
  // "Đồng ý" and nothing else: "duyệt GM-02", "gửi ý kiến: thống nhất" are said of something else.
  const isBare = !/\d/.test(said);
  const says = (verdict: 'agree' | 'refuse'): boolean =>
    isBare &&
    understood.readings.some(
      ({ intent, sure, slots }) => intent === verdict && sure && Object.keys(slots).length === 0,
    );
  const agrees = understood.courtesy === 'yes' || says('agree');
  // Said once more it is no more than it was: the button decides.
  if (agrees && isDecision) return { kind: 'words', conversation: open };
  if (agrees) return { kind: 'answer', conversation: open, answer: sendWord };
  if (says('refuse')) return { kind: 'cancel' };
  return saysSomething(understood)
    ? { kind: 'said', understood, said, certain: true }
    : { kind: 'words', conversation: open };
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

/** The road's own typed words: help, cancel, resume, folded; and whether words beside a code only ask to see its matter. */
export type OwnPhrases = { called: ReadonlyMap<string, OwnWord>; isLook: (said: string) => boolean };
