// Choices where there are no buttons: which of them gets which number, and which are answered by a word.
import type { Choice } from './view.ts';

export type Numbered = { number: number; choice: Choice };

/** Declines what the road has asked to be confirmed. */
export const decline = 'bot.decline';

/** "0" always takes back: it declines, or changes the answer to an invitation. */
const takesBack = ({ press }: Choice): boolean =>
  'command' in press && (press.command === decline || press.command === 'attendance.change');

/** A form's own answers: done, skip, cancel. A number there would be mistaken for a figure that was asked for. */
const isWord = ({ press }: Choice): boolean => 'form' in press && press.answer.startsWith('.');

/** The choices that are answered by a number: 1, 2, … in their order, and 0 for the first that takes something back. */
export function numberedChoices(choices: readonly Choice[]): Numbered[] {
  const back = choices.find(takesBack);
  const others = choices.filter((choice) => choice !== back && !isWord(choice) && !('link' in choice.press));
  const counted = others.map((choice, nth) => ({ number: nth + 1, choice }));
  return back ? [...counted, { number: 0, choice: back }] : counted;
}

/** The choices that are answered by their own word. */
export const answerWords = (choices: readonly Choice[]): Choice[] => choices.filter(isWord);
