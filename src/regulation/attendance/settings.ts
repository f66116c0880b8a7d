// Điều 6.4: when an undecided request comes back.
import { figure, hoursOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** A request not decided after this many hours is brought back to the presider, then to the standing member. */
    consentReminderHours: number;
  }
}

export const figures = settings({
  consentReminderHours: figure('attendance:settings.consentReminderHours', 4, hoursOf(1, 240)),
});
