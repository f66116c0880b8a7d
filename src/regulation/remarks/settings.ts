// Điều 7.3: how many days before he speaks a leader has the draft.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days before the day on which a leader speaks by which the office hands him the draft (Điều 7.3 names none). */
    remarkDraftDays: number;
  }
}

export const figures = settings({
  remarkDraftDays: figure('remarks:settings.remarkDraftDays', 2, whole(0, 30)),
});
