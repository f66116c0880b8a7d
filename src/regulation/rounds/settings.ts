// Điều 9.3: within how many days a round is put together.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days after a round has closed within which its synthesis is put before the chair (Điều 9.3 names none). */
    synthesisDays: number;
  }
}

export const figures = settings({
  synthesisDays: figure('rounds:settings.synthesisDays', 2, whole(0, 60)),
});
