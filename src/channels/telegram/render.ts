import type { TelegramInlineKeyboardButton } from '@gramio/types';
import { codePoints, nfc } from '../../kernel/fold.ts';
import type { Language } from '../../kernel/person.ts';
import type { Text } from '../../kernel/text.ts';
import type { Choice, View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import type { EncodePress } from '../channel.ts';
import { type Paragraph, type Piece, split } from './split.ts';

/** Longest text, in code points after formatting. */
export const MAX_TEXT = 4096;
/** Longest label that may share a row: half the width of a small phone. */
const SHORT_LABEL = 12;

export type Keyboard = TelegramInlineKeyboardButton[][];

/** Texts to be sent one after the other; the keyboard belongs to the last. */
export type Rendered = { pieces: Piece[]; keyboard: Keyboard; closed: boolean };

/** A view as Telegram shows it: the heading bold, the note in italics, one button a row. */
export function render(texts: Texts, view: View, language: Language, encode: EncodePress): Rendered {
  const words = (text: Text) => nfc(texts.say(language, text));
  const paragraphs: Paragraph[] = [];
  const space = () => paragraphs.length > 0 && paragraphs.push({ plain: '' });
  if (view.heading) paragraphs.push({ plain: words(view.heading), style: 'b' });
  if (view.lines.length > 0) space();
  for (const line of view.lines) paragraphs.push({ plain: words(line) });
  if (view.note) {
    space();
    paragraphs.push({ plain: words(view.note), style: 'i' });
  }
  return {
    pieces: split(paragraphs, MAX_TEXT),
    keyboard: keyboard(view.choices ?? [], words, encode),
    closed: view.closed === true,
  };
}

function keyboard(choices: readonly Choice[], words: (text: Text) => string, encode: EncodePress): Keyboard {
  const rows: { button: TelegramInlineKeyboardButton; mayShare: boolean }[][] = [];
  for (const choice of choices) {
    const label = words(choice.label);
    // A decision gets a row of its own, so that no thumb hits the one beside it.
    const mayShare = choice.look === undefined && codePoints(label) <= SHORT_LABEL;
    const last = rows.at(-1);
    const entry = { button: button(label, choice, encode), mayShare };
    if (mayShare && last?.length === 1 && last[0]?.mayShare) last.push(entry);
    else rows.push([entry]);
  }
  return rows.map((row) => row.map(({ button }) => button));
}

function button(text: string, { press, look }: Choice, encode: EncodePress): TelegramInlineKeyboardButton {
  if ('link' in press) return { text, url: press.link };
  const style = look && ({ good: 'success', bad: 'danger' } as const)[look];
  return { text, callback_data: encode(press), ...(style && { style }) };
}
