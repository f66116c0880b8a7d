// A chapter of the committee's life: what it lets people do, how what happened is written down, what it watches.
import type { ArticleId } from '../regulation/articles.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Announces } from './announcing.ts';
import type { ApartKind } from './apart.ts';
import type { Approval } from './approval.ts';
import type { Kept } from './case-file.ts';
import type { Asking, Command, World } from './command.ts';
import type { DomainEvent } from './decision.ts';
import type { Room } from './desk.ts';
import type { Finding, Found } from './finding.ts';
import type { Forms } from './forms.ts';
import type { Passing } from './heirs.ts';
import type { ReminderStart } from './notice.ts';
import type { Obligation } from './obligation.ts';
import type { Pending, Taking } from './pending.ts';
import type { Period } from './periods.ts';
import type { Register } from './register.ts';
import type { ReminderKind } from './reminder.ts';
import type { DeclaredSettings } from './settings.ts';
import type { Text } from './text.ts';
import type { Choice } from './view.ts';

export type { Pending, Taking } from './pending.ts';
export { type Due, type ReminderKind, type ReminderRow, reminderKind } from './reminder.ts';

/** Something that waits in a body, whoever it waits for: for those who follow it. */
export type Waiting = {
  /** The persons it waits for; nobody may be in office. */
  on: readonly string[];
  what: Text;
  since?: Date;
  until?: Date;
  open: Choice;
  /** Nothing has reached him: he is to be told another way. */
  unreached?: true;
};

/**
 * One thing a matter takes (MT18), done or still to do, with the article it rests on; `of`: the matter, as
 * `meeting:<id>`. `until`: as the body's figures say; null where the regulation names no day.
 */
export type Check = { of: string; what: Text; article: ArticleId; until: Date | null; done: boolean; open: Choice };

/** What stands on a day of a body's calendar; `owed`: this article asks for it by then, and nothing is planned. */
export type Dated = { at: Date; what: Text; open: Choice | null; owed?: ArticleId };

/**
 * Our own running codes (`NV-07`), drawn once it is decided, so that a refused act takes none; never numbers of
 * documents, which the clerk enters (NĐ 30/2020). `event`: the happening that takes one, and `part` what in it bears the
 * code, with the body whose series it is.
 */
type Numbering = { series: string; event: string; part: string };

/** What a chapter is to look at from now on, because something happened in another. */
export type Followed = { bodyId: string; reminders: readonly ReminderStart[] };

export type Chapter = {
  name: string;
  /** Where its pages stand on the desk; left out: with what has no room of its own. */
  room?: Room;
  /** Articles this chapter implements, wholly or in part. */
  articles: readonly ArticleId[];
  commands: readonly Command[];
  /** The figures a body may set for itself in what this chapter does. */
  settings?: DeclaredSettings;
  /** The forms in which messages of its own may be approved beforehand. */
  forms?: Forms;
  reminders?: readonly ReminderKind[];
  /** Which of its happenings take the next code of a series, whoever decides them. */
  numbered?: Numbering;
  /** What it watches from when something happens in another chapter, by the happening's type; null: nothing. */
  follows?: Readonly<Record<string, (tx: Transaction, event: DomainEvent, world: World) => Promise<Followed | null>>>;
  /** What the groups of a body are told when something happens, by the happening's type. */
  announces?: Announces;
  /** What it looks at when seats have passed to others (kiện toàn); `seatId`: one of those that opened with them. */
  succeeds?(bodyId: string, seatId: string, now: Date): ReminderStart;
  /** Its matters that go over with the seats of those who have them, by kind. */
  passes?: Readonly<Record<string, Passing>>;
  /** What it puts before somebody who decides. */
  approvals?: readonly Approval[];
  /** What it makes people owe. */
  obligations?: readonly Obligation[];
  /** Of its obligations, those under which every body is from its first round on (kernel/recurring.ts). */
  watches?: readonly string[];
  /** Its lists, for the desk, the sheets and the command line; their pages in chat are among the commands. */
  registers?: readonly Register[];
  /** The states its matters may be in; a stored one that is not among them stops the start. */
  states?: Readonly<Record<string, readonly string[]>>;
  /**
   * By which command a matter is shown as it stands, by the argument that names it, the first that is there: for
   * buttons too old to act by.
   */
  shownBy?: Readonly<Record<string, string>>;
  /**
   * The commands that show what this chapter has on record of another's matter, by the argument that names it, in the
   * order in which they are read: for the page of that matter.
   */
  looks?: Readonly<Record<string, readonly string[]>>;
  /**
   * The matter an argument names, in one line: said above every question about it. Null when there is none, or none this
   * person may know of.
   */
  names?: Readonly<Record<string, (tx: Transaction, asking: Asking, id: string) => Promise<Text | null>>>;
  /**
   * What is kept of one of its matters, by kind, for the file that is handed over (Điều 8.9); null when there is none, or
   * none this person may know of.
   */
  keeps?: Readonly<Record<string, (tx: Transaction, id: string, asking: Asking) => Promise<Kept | null>>>;
  /** How its matters are kept apart when they are not for everybody, by the argument that names one. */
  apart?: Readonly<Record<string, ApartKind>>;
  /** What waits for this person's answer, the most urgent first; a few are enough. */
  pending?(tx: Transaction, asking: Asking): Promise<readonly Pending[]>;
  /** All that waits in the bodies this person follows, the most urgent first, for the first page of the desk. */
  waits?(tx: Transaction, asking: Asking): Promise<readonly Waiting[]>;
  /** What the matters under way in the bodies this person follows take, in the order of the work. */
  checks?(tx: Transaction, asking: Asking): Promise<readonly Check[]>;
  /** What stands in the calendar of those bodies between two days, or should stand there. */
  dated?(tx: Transaction, asking: Asking, span: Period): Promise<readonly Dated[]>;
  /**
   * Tables that hold what happened and nothing else, so that the record tells what must stand in them: only `apply`
   * writes there. By their names in the database, with the columns that tell rows apart.
   */
  facts?: Readonly<Record<string, readonly string[]>>;
  /** Its matters that bind somebody once they are out, by kind, with the states in which they do. */
  issued?: Readonly<Record<string, readonly string[]>>;
  /** What is found by words in all that is kept, for the search of the desk. */
  searches?(tx: Transaction, asking: Asking, words: string): Promise<readonly Found[]>;
  /** What of it is found by its words, beside the matters of the common table (kernel/finding.ts). */
  finds?: readonly Finding[];
  /** What this person owes in words or files, the most urgent first: what he sends alone is taken up for it. */
  takes?(tx: Transaction, asking: Asking): Promise<readonly Taking[]>;
  /** Writes this chapter's happenings into its tables; left out: nothing happens in it, as on a list over others. */
  apply?(tx: Transaction, event: DomainEvent, world: World): Promise<void>;
};
