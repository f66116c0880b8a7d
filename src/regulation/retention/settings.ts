// Figures of the list of retention: a body's classes, and the usual one of each kind of record.
import { figure, numbersOf, whole, yearsBySeries } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Years for which the body keeps records of whose kind nothing else is said; 0: for good (Điều 8.9 names none). */
    recordYears: number;
    /** The same by kind of record, which its code begins with: `GM` 20. */
    recordYearsOf: Readonly<Record<string, number>>;
    /** The classes of the body's list of retention, in years; 0: for good. */
    recordClasses: readonly number[];
  }
}

/** As far as the law lets a time be counted: two to seventy years. */
const MOST = 70;

export const figures = settings({
  recordYears: figure('retention:settings.recordYears', 0, whole(0, MOST)),
  recordYearsOf: figure('retention:settings.recordYearsOf', {}, yearsBySeries(MOST)),
  recordClasses: figure('retention:settings.recordClasses', [0, 70, 50, 20, 10, 5, 2], numbersOf(0, MOST)),
});
