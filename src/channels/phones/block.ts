import { nfc } from '../../kernel/fold.ts';
import type { Language } from '../../kernel/person.ts';
import type { Text } from '../../kernel/text.ts';
import type { Choice, View } from '../../kernel/view.ts';
import type { EncodePress } from '../channel.ts';

export type Button = { label: string; look?: 'good' | 'bad' } & ({ data: string } | { link: string });
export type ShownFile = { id: string | null; name: string };

/** A message in plain words, as the page draws it; nothing in it is markup. */
export type Block = {
  heading?: string;
  lines: string[];
  note?: string;
  buttons: Button[];
  files: ShownFile[];
  /** Not to be passed on. */
  closed: boolean;
};

/** What a phone shows: `at` is the rehearsal's time. */
export type Shown = { id: string; from: 'service' | 'person'; at: Date; changed: boolean; block: Block };

type Say = (language: Language, text: Text) => string;

export function render(say: Say, view: View, language: Language, encode: EncodePress): Block {
  const words = (text: Text) => nfc(say(language, text));
  return {
    ...(view.heading && { heading: words(view.heading) }),
    lines: view.lines.map(words),
    ...(view.note && { note: words(view.note) }),
    buttons: (view.choices ?? []).map((choice) => button(words(choice.label), choice, encode)),
    files: [],
    closed: view.closed === true,
  };
}

function button(label: string, { press, look }: Choice, encode: EncodePress): Button {
  const drawn = { label, ...(look && { look }) };
  return 'link' in press ? { ...drawn, link: press.link } : { ...drawn, data: encode(press) };
}

export const saidBlock = (text: string, files: readonly string[]): Block => ({
  lines: text === '' ? [] : [text],
  buttons: [],
  files: files.map((name) => ({ id: null, name })),
  closed: false,
});
