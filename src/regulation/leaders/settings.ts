// Điều 5.1, 10.2: how often the leaders get their morning.
import { figure, wordOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** When whoever leads the body and the standing member get their morning in one message: working days, or once a week. */
    leadersMorning: 'daily' | 'weekly' | 'never';
  }
}

export const figures = settings({
  leadersMorning: figure('leaders:settings.leadersMorning', 'daily', wordOf('daily', 'weekly', 'never')),
});
