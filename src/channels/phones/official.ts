// What an Official Account shows: plain text, at most five buttons under it, further choices as numbered lines.
import { nfc } from '../../kernel/fold.ts';
import type { Language } from '../../kernel/person.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { EncodePress } from '../channel.ts';
import { cutLines } from '../zalo/cut-lines.ts';
import { type Block, buttonOf, plainBlock, type Say } from './block.ts';

export const MAX_TEXT = 2_000;
const MOST_BUTTONS = 5;

export function renderOfficial(say: Say, view: View, language: Language, encode: EncodePress): Block[] {
  const words = (one: Text) => nfc(say(language, one));
  const choices = view.choices ?? [];
  // Numbered as they are counted where there are buttons: by their place among all.
  const further = choices.slice(MOST_BUTTONS).map(({ label, press }, nth) => {
    const line = `${nth + MOST_BUTTONS + 1}. ${words(label)}`;
    return 'link' in press ? `${line}: ${press.link}` : line;
  });
  const paragraphs = [
    view.heading ? [words(view.heading)] : [],
    view.lines.map(words),
    further.length > 0 ? [...further, words(text('numbered:reply-by-number'))] : [],
    view.note ? [words(view.note)] : [],
  ];
  const whole = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  const pieces = cutLines(whole.join('\n\n'), MAX_TEXT).map(plainBlock);
  const last = pieces.pop() ?? plainBlock('');
  const buttons = choices.slice(0, MOST_BUTTONS).map((choice) => buttonOf(words(choice.label), choice, encode));
  return [...pieces, { ...last, buttons }];
}
