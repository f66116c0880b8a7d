import type { Language } from '../../kernel/person.ts';
import type { View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import { insteadOfFile, numberedPieces, wordsIn } from '../zalo/numbered.ts';

/** Texts to be sent one after the other. */
export type Rendered = {
  pieces: readonly string[];
  /** What is said in place of a file, which cannot be sent. */
  instead(fileName: string): string;
};

/** A view without buttons: its choices as numbered lines, pages to open as addresses. */
export function render(texts: Pick<Texts, 'say'>, view: View, language: Language): Rendered {
  const words = wordsIn(texts, language);
  return { pieces: numberedPieces(view, words), instead: (name) => insteadOfFile(words, name) };
}
