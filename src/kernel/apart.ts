// What is not for everybody (Điều 10.4, SC1, SC3): the words of such a matter are taken out of its rows and stand apart,
// so that no message, list, sheet, paper or entry that is built of them can bear them, whoever builds it.
import type { Transaction } from '../store/transaction.ts';
import type { Asking } from './command.ts';
import type { DomainEvent } from './decision.ts';

/** Where what stands apart is read, behind a link of one's own. */
export const apartPath = '/noi-bo';

/**
 * `internal`: LƯU HÀNH NỘI BỘ, read on a page by who has a part in it; `papers`: only its papers are; `office`: at the
 * clerk's alone, and nothing of it is kept here. What bears a secrecy mark is never entered at all (SC2).
 */
export const apartLevels = ['internal', 'papers', 'office'] as const;
export type ApartLevel = (typeof apartLevels)[number];

/** What a matter says beside its code, its days and who has a part in it. */
export type ApartContent = { title: string; words: readonly string[]; files: readonly string[] };

/** How a kind of matter is kept apart; `level`: as it stands now. */
export type ApartKind = {
  /** By id or code; null: there is none, or none whose content this person may read. */
  find(
    tx: Transaction,
    asking: Asking,
    named: string,
  ): Promise<{ id: string; bodyId: string; code: string; level: string | null } | null>;
  contentOf(tx: Transaction, id: string, level: ApartLevel): Promise<ApartContent>;
  /** What writes `called` in the place of its words. */
  covered(id: string, by: { level: ApartLevel; called: string; person: string; at: Date }): DomainEvent;
};
