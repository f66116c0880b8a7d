import type { EncodePress } from '../channels/channel.ts';
import { nfc } from '../kernel/fold.ts';
import type { Language } from '../kernel/person.ts';
import type { Text } from '../kernel/text.ts';
import type { Choice, View } from '../kernel/view.ts';

export type Button = { label: string; look?: 'good' | 'bad' } & ({ data: string } | { link: string });
type ShownFile = { id: string | null; name: string };

/** A message in plain words, as the page draws it; nothing in it is markup. */
export type Block = {
  heading?: string;
  lines: string[];
  note?: string;
  buttons: Button[];
  /** What is typed in place of a button, for the tour; the lines say it to people. */
  typed?: readonly { label: string; words: string }[];
  files: ShownFile[];
  /** Not to be passed on. */
  closed: boolean;
};

/** What a phone shows: `at` is the rehearsal's time, `channel` the messenger it came by. */
export type Shown = {
  id: string;
  channel: string;
  from: 'service' | 'person';
  at: Date;
  changed: boolean;
  block: Block;
};

export type Say = (language: Language, text: Text) => string;

export function render(say: Say, view: View, language: Language, encode: EncodePress): Block {
  const words = (text: Text) => nfc(say(language, text));
  return {
    ...(view.heading && { heading: words(view.heading) }),
    lines: view.lines.map(words),
    ...(view.note && { note: words(view.note) }),
    buttons: (view.choices ?? []).map((choice) => buttonOf(words(choice.label), choice, encode)),
    files: [],
    closed: view.closed === true,
  };
}

export function buttonOf(label: string, { press, look }: Choice, encode: EncodePress): Button {
  const toPageMessage = { label, ...(look && { look }) };
  return 'link' in press ? { ...toPageMessage, link: press.link } : { ...toPageMessage, data: encode(press) };
}

/** Words without any form, their lines as they are. */
export const plainBlock = (words: string): Block => ({
  lines: words === '' ? [] : [words],
  buttons: [],
  files: [],
  closed: false,
});

export const saidBlock = (text: string, files: readonly string[]): Block => ({
  ...plainBlock(text),
  files: files.map((name) => ({ id: null, name })),
});
