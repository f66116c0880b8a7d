// A view in words alone: choices as numbered lines, pages to open as addresses.
import { nfc } from '../../kernel/fold.ts';
import { answerWords, numberedChoices } from '../../kernel/numbered.ts';
import type { Language } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import { cutLines } from './cut-lines.ts';

/** Longest text of one message; counted in UTF-16 units, by which it fits however Zalo counts. */
export const MAX_TEXT = 2_000;

export type Words = (words: Text) => string;

/** A text that somebody typed would call people in a group by it; no name of one is longer. */
const calls = /\[@[^\]]{0,200}\]/g;

/** Says texts composed, and without `[@…]`. */
export const wordsIn =
  (texts: Pick<Texts, 'say'>, language: Language): Words =>
  (words) =>
    nfc(texts.say(language, words)).replace(calls, '');

/** The blocks of a message, a blank line between them, cut into as many messages as it takes. */
export function pieces(blocks: readonly (readonly string[])[]): string[] {
  const whole = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return cutLines(whole.join('\n\n'), MAX_TEXT);
}

/** Heading and paragraphs. */
export const saying = ({ heading, lines }: View, words: Words): string[][] => [
  heading ? [words(heading)] : [],
  lines.map(words),
];

/** The whole view, its choices to be answered by number or by word. */
export function numberedPieces(view: View, words: Words): string[] {
  const choices = view.choices ?? [];
  const numbered = numberedChoices(view).map(({ number, choice }) => `${number}. ${words(choice.label)}`);
  const links = choices.flatMap(({ label, press }) => ('link' in press ? [`${words(label)}: ${press.link}`] : []));
  const typed = answerWords(view).map(({ label }) => words(label));
  return pieces([
    ...saying(view, words),
    links,
    // Said before the numbers: an agenda above them is numbered, too.
    [
      ...(numbered.length > 0 ? [words(text('numbered:reply-by-number')), ...numbered] : []),
      ...(typed.length > 0 ? [words(typing(typed, numbered.length > 0))] : []),
    ],
    view.note ? [words(view.note)] : [],
  ]);
}

/** What is said of the choices that are typed. */
export const typing = (typed: readonly string[], isFurther: boolean): Text =>
  text(isFurther ? 'numbered:or-type' : 'numbered:type', { words: said(typed.join(', ')) });

/** What is said in place of a file that cannot be sent. */
export const insteadOfFile = (words: Words, name: string): string =>
  words(text('numbered:file-not-sent', { name: said(name) }));
