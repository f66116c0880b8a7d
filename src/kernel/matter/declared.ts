// What a matter declares: its words and states, whose it is, who has a part in it, what it keeps beside its row.
import type { ArticleId } from '../../regulation/articles.ts';
import type { Role } from '../../regulation/roles.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { World } from '../command.ts';
import type { DomainEvent } from '../decision.ts';
import type { Room } from '../desk.ts';
import type { Heirs } from '../heirs.ts';
import type { ReminderStart } from '../notice.ts';
import type { SeatCard } from '../person.ts';
import type { Parent } from './parent.ts';
import type { Around, Facts, Row, Saying, Seated } from './row.ts';

/** Its ownership passes always; what else names those who left, as its chapter says. */
export type Passes<D, B, E extends DomainEvent, O> = {
  /** The states in which it is under way: in others it is what it was. */
  in: readonly string[];
  /** Under way though its state does not tell; left out: in all of these. */
  still?(facts: Facts<D, B, O>): boolean;
  /** What of its data names them, with their heirs in their places. */
  parts?(data: D, heirs: Heirs, facts: Facts<D, B, O>): Partial<D>;
  /** What its own table says of them. */
  also?(facts: Facts<D, B, O>, heirs: Heirs): readonly E[];
  /** What is looked at anew, beside what its state arms. */
  reminders?(facts: Facts<D, B, O>, world: World): readonly ReminderStart[];
};

export type Matter<D, B = undefined, E extends DomainEvent = never, O = null> = Saying<D, B, O> & {
  chapter: string;
  room?: Room;
  name: string;
  article: ArticleId;
  /** Of its codes, e.g. `KN`. */
  series: string;
  /** Every state there is, each with its sentence (`state.<name>`) and its word (`brief.<name>`). */
  states: readonly string[];
  /** Of these, those in which it binds nobody yet: its files must not be passed on. */
  unissued?: readonly string[];
  /** Of its files, those handed to who opens it, where it keeps earlier ones too; left out: all. */
  handed?(row: Row<D>): readonly string[];
  /** The office that deals with it: told of a new one, and it owes what `owed` says. */
  office: readonly Role[];
  /** Who may follow it beside its owner. */
  overseers: readonly Role[];
  /** The people of the body; of the committee's chapter. */
  around(tx: Transaction, bodyId: string, people: readonly string[], now: Date): Promise<Around>;
  /** What it is a part of, named by its row's `about`: minutes, of a meeting. Null where one is of none. */
  of?: Parent<NonNullable<O>>;
  /** Who has a part in it beside its owner: he sees it, and assistants speak about it for him (Điều 10.3). */
  parts?: {
    of(facts: Facts<D, B, O>): readonly string[];
    /** The matters in which one of these people has one, each in the body in which he holds a seat. */
    matters(tx: Transaction, people: readonly Seated[]): Promise<readonly string[]>;
    /** Who has one without a seat, as a guest has; the database's `has_standing` must say the same. */
    guests?(facts: Facts<D, B, O>): readonly string[];
  };
  /** Kiện toàn: what of it goes with a seat, while it is under way. */
  passes: Passes<D, B, E, O>;
  /**
   * Whom it is about hears of it only when it is decided: in these states it does not exist for him, whatever his seat,
   * and he is not of its office. `of`: what a seat stands for, as `about` says it (`person:<id>`).
   */
  concerns?: { of(seat: SeatCard): readonly string[]; unheard: readonly string[] };
  /** What is summed or joined: kept in a table of its own, moved by happenings of its own. */
  beside?: {
    load(tx: Transaction, row: Row<D>, now: Date, of: O): Promise<B>;
    /** Left out with `apply`: it is only read, and other chapters write it. */
    evolve?(beside: B, event: E): B;
    apply?(tx: Transaction, event: E): Promise<void>;
  };
};
