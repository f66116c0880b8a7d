// Điều 8.9: how often the seal of the record is told.
import { figure, numberOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** The newest seal of the record is told on the first working day after so many months, counted from January; 0: never. */
    sealEveryMonths: number;
  }
}

/** Whole months that fill a year; 0: never. */
const everyMonths = numberOf(0, 1, 2, 3, 4, 6, 12);

export const figures = settings({
  sealEveryMonths: figure('records:settings.sealEveryMonths', 1, everyMonths),
});
