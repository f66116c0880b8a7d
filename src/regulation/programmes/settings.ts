// Điều 6.6: within how many days a member hands in his own plan for the yearly programme.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days after the programme is issued within which each member hands in his plan (Điều 6.6 names none). */
    actionPlanDays: number;
  }
}

export const figures = settings({ actionPlanDays: figure('programmes:settings.actionPlanDays', 15, whole(1, 120)) });
