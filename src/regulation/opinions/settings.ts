// Điều 6.4: when an opinion owed is called to mind.
import { figure, ladder } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** When an opinion owed is called to mind, counted back from the meeting. */
    opinionReminders: readonly Rung[];
  }
}

export const figures = settings({
  opinionReminders: figure(
    'opinions:settings.opinionReminders',
    [{ workingDays: 2 }, { workingDays: 1 }, { hours: 3 }],
    ladder,
  ),
});
