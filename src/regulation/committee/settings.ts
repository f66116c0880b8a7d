// Điều 1.2: how long a code for linking is good.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** How long a code for linking is good, in hours. */
    linkCodeHours: number;
  }
}

export const figures = settings({
  linkCodeHours: figure('committee:settings.linkCodeHours', 72, whole(1, 720)),
});
