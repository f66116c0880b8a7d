// How long a record is kept (AR4, Điều 8.9): by its own class where the office gave it one, by its kind's, by the body's. Counted
// in whole years from the end of the year in which its matter ended (Luật Lưu trữ 33/2024/QH15).
import type { Settings } from '../../kernel/settings.ts';
import { said, type Text, text } from '../../kernel/text.ts';

/** Kept for good. */
const forGood = 0;

/** `GM-01` is of `GM`. */
const seriesOf = (code: string): string => code.split('-')[0]!;

type Kept = Pick<Settings, 'recordYears' | 'recordYearsOf'>;

/** `own`: what the office said of this record; null: nothing. In years; 0: for good. */
export const yearsOf = (code: string, own: number | null, { recordYears, recordYearsOf }: Kept): number =>
  own ?? recordYearsOf[seriesOf(code)] ?? recordYears;

/** The last year in which it must be kept; null: for good, or its matter has not ended. */
export const lastYear = (years: number, endedIn: number | null): number | null =>
  years === forGood || endedIn === null ? null : endedIn + years;

export const hasExpired = (last: number | null, year: number): boolean => last !== null && last < year;

export const classText = (years: number): Text =>
  years === forGood ? text('retention:for-good') : text('retention:years', { count: years });

/** As people write a class: "vĩnh viễn", "20 năm", "20"; null: none of these. `words`: those for "for good", folded. */
export function readYears(typed: string, words: readonly string[]): number | null {
  if (words.includes(typed)) return forGood;
  const [, count] = /^(\d{1,3})( \p{L}+)?$/u.exec(typed) ?? [];
  return count === undefined ? null : Number(count);
}

export const classesText = (classes: readonly number[]): Text =>
  said(classes.filter((years) => years !== forGood).join(', '));
