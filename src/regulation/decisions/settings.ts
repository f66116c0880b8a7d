// Điều 4, 10.2: when what waits for a decision comes back.
import { figure, steps } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /**
     * When what waits for a decision is brought back, in working days after it was put: to whoever decides, from the first
     * step to the office on also to those who follow the body. In the end each time after twice as long.
     */
    decisionSteps: readonly StepUp[];
  }
}

export const figures = settings({
  decisionSteps: figure(
    'decisions:settings.decisionSteps',
    [
      { workingDays: 1, to: 'chair' },
      { workingDays: 2, to: 'office' },
      { workingDays: 5, to: 'office' },
    ],
    steps('office', 'chair'),
  ),
});
