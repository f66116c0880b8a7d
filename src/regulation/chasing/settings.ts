// Điều 7.2: within how many days a lead says how he will make good.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days within which a lead hands in how he will make good, once he is asked (Điều 7.2 names none). */
    remedyPlanDays: number;
  }
}

export const figures = settings({
  remedyPlanDays: figure('chasing:settings.remedyPlanDays', 3, whole(0, 60)),
});
