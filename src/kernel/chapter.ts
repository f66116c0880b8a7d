// A chapter of the committee's life: what it lets people do, how what happened is written down, what it watches.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Asking, Command, World } from './command.ts';
import type { Happening } from './decision.ts';
import type { Notice, ReminderStart } from './notice.ts';
import type { Text } from './text.ts';
import type { Choice } from './view.ts';

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

/** Something that waits for one's answer. */
export type Pending = {
  what: Text;
  /** Shows it. */
  open: Choice;
  /** The ways to answer it at once, where nothing need be read for that. */
  answers?: readonly Choice[];
};

export type Chapter = {
  name: string;
  /** Articles this chapter implements, wholly or in part. */
  articles: readonly ArticleId[];
  commands: readonly Command[];
  reminders?: readonly ReminderKind[];
  /**
   * By which command a matter is shown as it stands, by the argument that names it, the first that is there: for
   * buttons too old to act by.
   */
  shownBy?: Readonly<Record<string, string>>;
  /**
   * The matter an argument names, in one line: said above every question about it. Null when there is none, or none this
   * person may know of.
   */
  names?: Readonly<Record<string, (tx: Transaction, asking: Asking, id: string) => Promise<Text | null>>>;
  /** What waits for this person's answer, the most urgent first; a few are enough. */
  pending?(tx: Transaction, asking: Asking): Promise<readonly Pending[]>;
  /** Writes this chapter's happenings into its tables. */
  apply(tx: Transaction, event: Happening, world: World): Promise<void>;
};
