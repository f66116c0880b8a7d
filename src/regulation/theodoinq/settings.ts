// Điều 7.2: how often what stands in the Party's national system is brought up to date.
import { figure, numberOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Weeks from one entry of the progress of every task to the next; 0: none is asked for (Điều 7.2 names no rhythm). */
    progressEveryWeeks: number;
  }
}

export const figures = settings({
  progressEveryWeeks: figure('theodoinq:settings.progressEveryWeeks', 0, numberOf(0, 1, 2, 4)),
});
