// What is counted in parts that make up a whole: the sum, the sentence, the columns and the bars all follow from the parts.
import type { Mark, Picture, Tone } from './picture.ts';
import type { Column } from './register.ts';
import { inOneLine, said, type Text, type TextKey } from './text.ts';

export type Counts<P extends string> = Readonly<Record<P, number>>;
/** Of one person, agency, …, by its id. */
export type Tally<P extends string> = { key: string; name: string; counts: Counts<P> };

export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole));

/** `under`: where its texts are: `means`, `letter` and `count` of each part. The first part is what is wished. */
export function tallying<P extends string>(under: string, tones: Readonly<Record<P, Tone>>) {
  const parts = Object.keys(tones) as P[];
  const key = (what: 'means' | 'letter' | 'count', part: P): TextKey => `${under}.${what}.${part}` as TextKey;
  const counted = (of: (part: P) => number): Counts<P> =>
    Object.fromEntries(parts.map((part) => [part, of(part)])) as Counts<P>;
  const sum = (counts: Counts<P>): number => parts.reduce((total, part) => total + counts[part], 0);
  const marks = Object.fromEntries(
    parts.map((part): [string, Mark] => [
      part,
      { letter: { key: key('letter', part) }, means: { key: key('means', part) }, tone: tones[part] },
    ]),
  );
  return {
    marks,
    counted,
    sum,
    together: (all: readonly { counts: Counts<P> }[]): Counts<P> =>
      counted((part) => all.reduce((total, { counts }) => total + counts[part], 0)),
    /** What there is of each part: a nought is not read out. */
    say: (counts: Counts<P>): Text =>
      inOneLine(
        parts.flatMap((part) =>
          counts[part] > 0 ? [{ key: key('count', part), values: { count: counts[part] } }] : [],
        ),
      ) ?? said('–'),
    columns: parts.map(
      (part): Column<{ counts: Counts<P> }> => ({
        name: part,
        label: key('means', part),
        cell: ({ counts }) => counts[part],
      }),
    ),
    /** A bar each, of its parts. */
    bars: (title: Text, all: readonly Tally<P>[]): Picture => ({
      kind: 'bars',
      title,
      marks,
      bars: all.map(({ name, counts }) => ({
        name: said(name),
        parts: parts.map((mark) => ({ mark, count: counts[mark] })),
        says: said(`${counts[parts[0]!]}/${sum(counts)}`),
      })),
    }),
  };
}
