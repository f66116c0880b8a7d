// Draws figures as a picture for the chat.
import type { Mark, Picture, Tone } from '../kernel/picture.ts';
import { set } from './typeset/typesetter.ts';
import { printable, type Say } from './words.ts';

/** Okabe and Ito: told apart by who sees colours otherwise; ink that can be read on each. */
const colours: Readonly<Record<Tone, { fill: string; ink: string }>> = {
  good: { fill: '#0072b2', ink: '#ffffff' },
  fair: { fill: '#56b4e9', ink: '#000000' },
  mild: { fill: '#f0e442', ink: '#000000' },
  bad: { fill: '#b34d00', ink: '#ffffff' },
  none: { fill: '#e6e6e6', ink: '#595959' },
};

/** The bytes of a PNG. @throws when it cannot be drawn */
export function pictureOf(picture: Picture, say: Say, now: Date): Promise<Uint8Array> {
  const said = (words: Parameters<Say>[0]): string => printable(say(words));
  const markOf = ({ letter, means, tone }: Mark) => ({ letter: said(letter), means: said(means), ...colours[tone] });
  const marks = Object.fromEntries(Object.entries(picture.marks).map(([name, mark]) => [name, markOf(mark)]));
  const head = { kind: picture.kind, title: said(picture.title), marks };
  const data =
    picture.kind === 'grid'
      ? {
          ...head,
          columns: picture.columns.map(said),
          rows: picture.rows.map(({ name, cells }) => ({ name: said(name), cells })),
        }
      : { ...head, bars: picture.bars.map(({ name, parts, says }) => ({ name: said(name), parts, says: said(says) })) };
  return set({ template: 'picture', data, at: now.getTime() });
}
