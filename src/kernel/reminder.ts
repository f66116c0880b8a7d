// What is looked at again by the clock: a reminder's state is read anew at each look, and says what is due then.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { World } from './command.ts';
import type { DomainEvent } from './decision.ts';
import type { Effects, Notice, ReminderStart } from './notice.ts';

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
  events?: readonly DomainEvent[];
  /** What else is to be looked at from now on. */
  reminders?: readonly ReminderStart[];
  /** What is told of its events once codes are drawn for them. */
  tell?(events: readonly DomainEvent[]): Effects;
  nextAt: Date | null;
};

export type ReminderKind<F = unknown> = {
  /** `<chapter>.<what>` */
  name: string;
  article: ArticleId;
  /** The state of the matter; null when nobody needs reminding any more. */
  gather(tx: Transaction, reminder: ReminderRow, world: World): Promise<F | null>;
  due(facts: F, reminder: ReminderRow, world: World): Due;
  /** What was set aside for somebody's morning is said no more. */
  settled?(facts: F): boolean;
};

export const reminderKind = <F>(declared: ReminderKind<F>): ReminderKind => declared as unknown as ReminderKind;
