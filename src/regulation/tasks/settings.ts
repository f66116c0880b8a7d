// Điều 5.1, 7.2, 8.3: when a task is called to mind, who else hears that it is late, what completion needs.
import { figure, ladder, steps, whole, wordOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Of which tasks a lead proposes completion only with what can be looked up: those with a product named, all, or none. */
    completionEvidence: 'product' | 'always' | 'never';
    /** When a task is called to mind, counted back from its last day. */
    taskReminders: readonly Rung[];
    /** After its due date a task is brought back to its lead after so many days, then each time after twice as long. */
    overdueEveryDays: number;
    /** Who else hears that a task is over its time, counted from its last day (Điều 5.1, 7.2, 8.3). */
    overdueSteps: readonly StepUp[];
    /** From how many working days late, as its pace says, a plan to make good is asked of its lead (Điều 5.1). */
    likelyLateDays: number;
    /** When a completion that nobody confirms is brought back, and to whom, counted from the report (Điều 7.2). */
    confirmSteps: readonly StepUp[];
  }
}

export const figures = settings({
  completionEvidence: figure('tasks:settings.completionEvidence', 'product', wordOf('product', 'always', 'never')),
  taskReminders: figure(
    'tasks:settings.taskReminders',
    [{ workingDays: 7 }, { workingDays: 3 }, { workingDays: 1 }, { workingDays: 0 }],
    ladder,
  ),
  likelyLateDays: figure('tasks:settings.likelyLateDays', 5, whole(1, 60)),
  overdueEveryDays: figure('tasks:settings.overdueEveryDays', 7, whole(1, 90)),
  overdueSteps: figure(
    'tasks:settings.overdueSteps',
    [
      { workingDays: 1, to: 'office' },
      { workingDays: 10, to: 'deputy' },
      { workingDays: 20, to: 'chair' },
    ],
    steps('office', 'deputy', 'chair'),
  ),
  confirmSteps: figure(
    'tasks:settings.confirmSteps',
    [
      { workingDays: 2, to: 'office' },
      { workingDays: 5, to: 'office' },
      { workingDays: 10, to: 'deputy' },
      { workingDays: 15, to: 'chair' },
    ],
    steps('office', 'deputy', 'chair'),
  ),
});
