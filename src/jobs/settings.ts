// How long what nobody needs any more is kept: figures of the body, or of the installation.
import { figure, whole } from '../kernel/setting-kinds.ts';
import { settings } from '../kernel/settings.ts';

declare module '../kernel/settings.ts' {
  interface Settings {
    /**
     * Days after which the machinery's own rows are emptied: messages that came in and were handled. A messenger may bring a
     * message again for a week.
     */
    keepReceivedDays: number;
    /** Messages that went out, once they bear no choices any more; people are reached again, and called, within a month. */
    keepSentDays: number;
    /** Cards that still do, and who was told of a matter by telephone. */
    keepCardsDays: number;
    /** Reminders that are closed. */
    keepRemindersDays: number;
    /** Something begun and never finished. */
    keepUnfinishedDays: number;
    /** Codes and links that have expired, and guesses at them. */
    keepCodesDays: number;
    /** Files nothing refers to; never shorter than what is unfinished, which may still hold them. */
    keepFilesDays: number;
    /** What a month's messages cost. */
    keepSpendingDays: number;
    /** Who has read what is kept apart or about people (NĐ 333/2026: at least a year). */
    keepAccessDays: number;
  }
}

/** A hundred years: for good. */
const KEEP = 36_500;

export const pruneSettings = settings({
  keepReceivedDays: figure('jobs:settings.keepReceivedDays', 30, whole(8, KEEP)),
  keepSentDays: figure('jobs:settings.keepSentDays', 180, whole(31, KEEP)),
  keepCardsDays: figure('jobs:settings.keepCardsDays', 400, whole(31, KEEP)),
  keepRemindersDays: figure('jobs:settings.keepRemindersDays', 90, whole(1, KEEP)),
  keepUnfinishedDays: figure('jobs:settings.keepUnfinishedDays', 90, whole(1, KEEP)),
  keepCodesDays: figure('jobs:settings.keepCodesDays', 30, whole(1, KEEP)),
  keepFilesDays: figure('jobs:settings.keepFilesDays', 120, whole(1, KEEP)),
  keepSpendingDays: figure('jobs:settings.keepSpendingDays', 1_830, whole(62, KEEP)),
  keepAccessDays: figure('jobs:settings.keepAccessDays', 366, whole(366, KEEP)),
});
