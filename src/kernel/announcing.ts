// What a group of the committee is told of what happened (CH8): neutral notices and counters, never anything of a person.
import type { Transaction } from '../store/transaction.ts';
import type { World } from './command.ts';
import type { DomainEvent } from './decision.ts';
import type { View } from './view.ts';

/** `what` names it among those of its matter: said once in each group. */
export type Announced = { bodyId: string; matter: string; what: string; view: View };

/** By the type of what happened; null: the group is told nothing of it. */
export type Announces = Readonly<
  Record<string, (tx: Transaction, event: DomainEvent, world: World) => Promise<Announced | null>>
>;
