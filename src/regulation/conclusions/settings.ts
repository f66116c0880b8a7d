// Điều 7.3, QĐ 45: within how many days conclusions are issued.
import { figure, whole } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Working days after a meeting within which its notice of conclusions is issued (QĐ 45/2018/QĐ-TTg: 5). */
    conclusionDays: number;
  }
}

export const figures = settings({
  conclusionDays: figure('conclusions:settings.conclusionDays', 5, whole(0, 60)),
});
