// AR5: the past found by its words, without marks, across years and the bodies before one's own (Điều 8.9). A reader finds what
// he may see; of a body before his own, who follows his body finds what was issued there, by name.
import type { Transaction } from '../store/transaction.ts';
import type { Text } from './text.ts';
import type { Choice, Press } from './view.ts';

/**
 * In these bodies, by these folded words, each of which begins one of its own; `people`: who asks and whom he assists;
 * `follows`: of the bodies those he follows.
 */
export type Sought = {
  bodyIds: readonly string[];
  words: readonly string[];
  people: readonly string[];
  follows: readonly string[];
  limit: number;
};

/** One that was found: of a kind, by which who may see it is known. */
export type Hit = {
  id: string;
  bodyId: string;
  code: string;
  title: string;
  at: Date;
  /** Of a matter of the common table. */
  state?: string;
  /** What is said of it, where it is not its own name; `open`: what opens it, where it is not its card. */
  what?: Text;
  open?: Press;
};

/** How a chapter finds its own of one kind, the newest first. */
export type Finding = { kind: string; find(tx: Transaction, sought: Sought): Promise<readonly Hit[]> };

export type Found = { at: Date; what: Text; open: Choice | null };
