// Điều 7.1, 8.7: how often the assisting team reports, and by when.
import { figure, numberOf, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Months from one report on the committee's work to the next; 0: none is asked for (Điều 8.7 names no rhythm). */
    reportEveryMonths: number;
    /** Working days after the end of its period within which it is issued. */
    reportDays: number;
  }
}

export const figures = settings({
  reportEveryMonths: figure('reports:settings.reportEveryMonths', 3, numberOf(0, 1, 3, 6, 12)),
  reportDays: figure('reports:settings.reportDays', 5, whole(1, 30)),
});
