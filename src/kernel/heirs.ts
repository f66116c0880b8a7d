// Kiện toàn (ID2): who came in whose place, and what goes over to him.
import type { Transaction } from '../store/transaction.ts';
import type { World } from './command.ts';
import type { PersonCard, SeatCard } from './person.ts';
import type { Due } from './reminder.ts';
import type { Text } from './text.ts';
import type { Choice } from './view.ts';

/** Who came in the place of whom (kiện toàn): null where he keeps a seat in the body, and with it what is his. */
export type Heirs = {
  of(personId: string): { from: PersonCard; to: SeatCard } | null;
  /** By the id of a seat: the one that was opened in its place. */
  seat(id: string): SeatCard | null;
};

/** What of a matter went over, and by what it is named to each who has it now. */
export type Handed = Required<Pick<Due, 'events' | 'reminders'>> & {
  to: ReadonlyMap<string, { line: Text; open: Choice }>;
};

/** What of a kind is under way in a body, and how one of them goes over to who came. */
export type Passing = {
  /** The states in which it is under way, of a kind in the common table. */
  states?: readonly string[];
  /** Those in which it does not exist for whom it is about: no list over all kinds has it then. */
  unheard?: readonly string[];
  load(tx: Transaction, bodyId: string, now: Date): Promise<readonly unknown[]>;
  due(facts: unknown, heirs: Heirs, world: World): Handed;
};
