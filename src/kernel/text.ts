// What is said to people, before it is said in anybody's language.
import type { TextKey, TextKeys } from '../texts/keys.generated.d.ts';

export type { TextKey };

/** An instant to be written in the reader's language, in Vietnam's time zone. */
export type Moment = { at: string; as: 'day' | 'time' | 'moment' | 'weekday-moment' | 'form' | 'paper' };

/** A civil day ('YYYY-MM-DD') to be written in the reader's language; `weekday`: with the day of the week. */
export type DayValue = { day: string; weekday?: true };

export type TextValue = string | number | Moment | DayValue | Text;

/** A sentence by its key in `locales/`, with the figures that go into it. */
export type KeyedText = { key: TextKey; values?: Readonly<Record<string, TextValue>> };

/**
 * Words a person wrote; never looked up, and shown on one line whatever they contain (texts/texts.ts): what looks like a
 * line of a card always is one. `quoted`: in quotation marks besides.
 */
export type SaidText = { said: string; quoted?: true };

export type Text = KeyedText | SaidText;

/** The compiler knows each sentence's placeholders (scripts/texts.ts). */
export function text<K extends TextKey>(
  key: K,
  ...values: [TextKeys[K]] extends [never] ? [] : [Record<TextKeys[K], TextValue>]
): KeyedText {
  return values[0] === undefined ? { key } : { key, values: values[0] };
}

/** A name, a title, a place. */
export const said = (words: string): SaidText => ({ said: words });

/** Free words: a reason, a report, an opinion. In a sentence of ours, or as a line, they are seen to be somebody's. */
export const quoted = (words: string): SaidText => ({ said: words, quoted: true });

/** One after the other, parted by commas; null of none. */
export const inOneLine = (parts: readonly Text[]): Text | null =>
  parts.reduce<Text | null>((sum, next) => (sum ? text('bot:list', { first: sum, next }) : next), null);

/** Of what is counted, what there is: a nought is not read out. Null where there is nothing at all. `under`: its texts. */
export const countsOf = <P extends string, N extends string>(
  under: `${P}.${N}` extends TextKey ? P : never,
  counted: Readonly<Record<N, number>>,
): Text | null =>
  inOneLine(
    (Object.entries(counted) as [N, number][]).flatMap(([name, count]) =>
      count > 0 ? [{ key: `${under as P}.${name}` as TextKey, values: { count } }] : [],
    ),
  );

export const moment = (at: Date, as: Moment['as'] = 'moment'): Moment => ({ at: at.toISOString(), as });

export const dayValue = (day: string): DayValue => ({ day });

/** In full, as a day that was typed is read back. */
export const fullDay = (day: string): DayValue => ({ day, weekday: true });

/** A sentence without placeholders whose key is only known at run time (a field's question, a command's name). */
export const plainText = (key: TextKey): KeyedText => ({ key });
