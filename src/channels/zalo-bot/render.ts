import { nfc } from '../../kernel/fold.ts';
import { answerWords, numberedChoices } from '../../kernel/numbered.ts';
import type { Language } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import { cutLines } from './split.ts';

/** Longest text of one message; counted in UTF-16 units, by which it fits however the platform counts. */
export const MAX_TEXT = 2_000;

/** Texts to be sent one after the other. */
export type Rendered = {
  pieces: readonly string[];
  /** What is said in place of a file, which cannot be sent. */
  instead(fileName: string): string;
};

/** A view without buttons: its choices as numbered lines, pages to open as addresses. */
export function render(texts: Pick<Texts, 'say'>, view: View, language: Language): Rendered {
  const words = (one: Text) => nfc(texts.say(language, one));
  const choices = view.choices ?? [];
  const numbered = numberedChoices(choices).map(({ number, choice }) => `${number}. ${words(choice.label)}`);
  const links = choices.flatMap(({ label, press }) => ('link' in press ? [`${words(label)}: ${press.link}`] : []));
  const typed = answerWords(choices).map(({ label }) => words(label));
  const blocks = [
    view.heading ? [words(view.heading)] : [],
    view.lines.map(words),
    links,
    numbered,
    [
      ...(numbered.length > 0 ? [words(text('numbered:reply-by-number'))] : []),
      ...(typed.length > 0 ? [words(text('numbered:or-type', { words: said(typed.join(', ')) }))] : []),
    ],
    view.note ? [words(view.note)] : [],
  ];
  const whole = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return {
    pieces: cutLines(whole.join('\n\n'), MAX_TEXT),
    instead: (name) => words(text('numbered:file-not-sent', { name: said(name) })),
  };
}
