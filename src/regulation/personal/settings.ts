// Luật 91/2025/QH15: within how many days the office deals with what somebody asks about his data.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days within which a request about personal data is dealt with. */
    dataRequestDays: number;
  }
}

export const figures = settings({ dataRequestDays: figure('personal:settings.dataRequestDays', 5, whole(0, 20)) });
