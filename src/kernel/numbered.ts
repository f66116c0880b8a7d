// Choices where there are no buttons: which of them gets which number, and which are answered by a word.
import type { Choice, View } from './view.ts';

export type Numbered = { number: number; choice: Choice };

/** What can be chosen of a view; `taken` is the number that has just been used to bring it about. */
export type Offering = Pick<View, 'choices' | 'taken'>;

/** Declines what the road has asked to be confirmed. */
export const decline = 'bot.decline';

/** "0" always takes back: it declines, or changes the answer to an invitation. */
const takesBack = ({ press }: Choice): boolean =>
  'command' in press && (press.command === decline || press.command === 'attendance.change');

/** Figures to be typed as they are, and a form's own answers: done, skip, cancel. A number would be mistaken for a figure. */
const isWord = ({ press, figure }: Choice): boolean =>
  figure === true || ('form' in press && press.answer.startsWith('.'));

/**
 * The choices that are answered by a number: 1, 2, … in their order, and 0 for the first that takes something back. The
 * number that was just used is left out: typed again it means what it meant before.
 */
export function numberedChoices({ choices = [], taken }: Offering): Numbered[] {
  const back = choices.find(takesBack);
  const others = choices.filter((choice) => choice !== back && !isWord(choice) && !('link' in choice.press));
  const free = [...others, null].map((_, nth) => nth + 1).filter((number) => number !== taken);
  const counted = others.map((choice, nth) => ({ number: free[nth]!, choice }));
  return back ? [...counted, { number: 0, choice: back }] : counted;
}

/**
 * The choices as buttons, where a messenger shows so many at most, and those that are typed instead: a question stays one
 * of buttons although a form's own answers are too many for it. Null where they are numbered lines.
 */
export function asButtons(choices: readonly Choice[], most: number): { buttons: Choice[]; typed: Choice[] } | null {
  const own = choices.filter(({ press }) => 'form' in press && press.answer.startsWith('.'));
  const room = most - (choices.length - own.length);
  if (choices.length === 0 || room < 0 || own.length === choices.length) {
    return choices.length > 0 && choices.length <= most ? { buttons: [...choices], typed: [] } : null;
  }
  const typed = own.slice(room);
  return { buttons: choices.filter((choice) => !typed.includes(choice)), typed };
}

/** The choices that are answered by their own word. */
export const answerWords = ({ choices = [] }: Offering): Choice[] => choices.filter(isWord);
