// A chapter of the committee's life: what it lets people do, how what happened is written down, what it watches.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Command, World } from './command.ts';
import type { Happening } from './decision.ts';
import type { Notice, ReminderStart } from './notice.ts';

export type ReminderRow = {
  kind: string;
  matter: string;
  person: string | null;
  version: number;
  nextAt: Date;
};

/** What a look at a reminder leads to. `events` are written like those of a command; no next time closes the reminder. */
export type Due = {
  notices: readonly Notice[];
  events?: readonly Happening[];
  /** What else is to be looked at from now on. */
  reminders?: readonly ReminderStart[];
  nextAt: Date | null;
};

export type ReminderKind<F = unknown> = {
  /** `<chapter>.<what>` */
  name: string;
  article: ArticleId;
  /** The state of the matter; null when nobody needs reminding any more. */
  gather(tx: Transaction, reminder: ReminderRow, world: World): Promise<F | null>;
  due(facts: F, reminder: ReminderRow, world: World): Due;
};

export const reminderKind = <F>(declared: ReminderKind<F>): ReminderKind => declared as unknown as ReminderKind;

export type Chapter = {
  name: string;
  /** Articles this chapter implements, wholly or in part. */
  articles: readonly ArticleId[];
  commands: readonly Command[];
  reminders?: readonly ReminderKind[];
  /** Writes this chapter's happenings into its tables. */
  apply(tx: Transaction, event: Happening, world: World): Promise<void>;
};
