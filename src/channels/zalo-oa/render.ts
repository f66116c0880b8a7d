import { codePoints, cutCodePoints } from '../../kernel/fold.ts';
import { answerWords, asButtons } from '../../kernel/numbered.ts';
import type { Language } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import type { Choice, View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import type { EncodePress } from '../channel.ts';
import { insteadOfFile, numberedPieces, pieces, saying, typing, type Words, wordsIn } from '../zalo/numbered.ts';
import { type Brief, briefOf } from './templates.ts';

/** More choices are numbered lines. */
export const MAX_BUTTONS = 5;
/** Zalo takes 100; a small phone shows no more. */
const MAX_TITLE = 30;

export type Button = { title: string } & ({ data: string } | { url: string });

export type Rendered = {
  /** Texts to be sent one after the other; the buttons belong to the last. */
  pieces: readonly string[];
  buttons: readonly Button[];
  /** The same for where buttons are refused. */
  plain: readonly string[];
  /** The same in an approved form. */
  brief: Brief;
  /** The person is asked to share his phone number. */
  asksPhone: { title: string; subtitle: string } | null;
  /** What is said in place of a file that cannot be sent. */
  instead(fileName: string): string;
};

type RenderParts = { texts: Pick<Texts, 'say'>; buttons: boolean };

export function render(
  { texts, buttons: mayShow }: RenderParts,
  view: View,
  language: Language,
  encode: EncodePress,
): Rendered {
  const words = wordsIn(texts, language);
  const choices = view.choices ?? [];
  const plain = numberedPieces(view, words);
  const fitting = mayShow ? asButtons(choices, MAX_BUTTONS) : null;
  const shown = fitting && titled(fitting.buttons, words, encode);
  const typed = fitting?.typed.map(({ label }) => words(label)) ?? [];
  return {
    ...(shown
      ? {
          pieces: pieces([
            ...saying(view, words),
            shown.inFull,
            typed.length > 0 ? [words(typing(typed, true))] : [],
            view.note ? [words(view.note)] : [],
          ]),
          buttons: shown.buttons,
        }
      : { pieces: plain, buttons: [] }),
    plain,
    // Approved forms are in Vietnamese.
    brief: briefOf(view, wordsIn(texts, 'vi')),
    asksPhone: view.asksPhone
      ? { title: words(text('zalo:phone.title')), subtitle: words(text('zalo:phone.why')) }
      : null,
    instead: (name) => insteadOfFile(words, name),
  };
}

/**
 * Buttons; where one is too long, all that are chosen from stand above them in full, numbered on both by the place in
 * which they are seen.
 */
function titled(choices: readonly Choice[], words: Words, encode: EncodePress) {
  const own = new Set(answerWords({ choices }));
  const isCut = choices.some(({ label }) => codePoints(words(label)) > MAX_TITLE);
  const numbered = choices.map((choice, nth) => {
    const full = words(choice.label);
    return isCut && !own.has(choice) ? `${nth + 1}. ${full}` : full;
  });
  const buttons = choices.map(({ press }, nth): Button => {
    const full = numbered[nth]!;
    const title = codePoints(full) > MAX_TITLE ? shortened(full) : full;
    return 'link' in press ? { title, url: press.link } : { title, data: encode(press) };
  });
  return { buttons, inFull: isCut ? numbered.filter((_, nth) => !own.has(choices[nth]!)) : [] };
}

/** Cut at a space where one is near. */
function shortened(words: string): string {
  const head = cutCodePoints(words, MAX_TITLE - 1);
  const at = words[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
  return `${at > head.length / 2 ? head.slice(0, at) : head}…`;
}
