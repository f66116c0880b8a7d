// Điều 10.4: within how many days the Public Security's view on a foreign expert is asked for and put on record.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days until the office is reminded of a consultation that is not on record yet (Điều 10.4 names none). */
    consultDays: number;
  }
}

export const figures = settings({ consultDays: figure('guests:settings.consultDays', 3, whole(0, 60)) });
