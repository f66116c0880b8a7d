// Somebody on no roster who is to be written to (CH10, Điều 6.4, 9.2): an alternate, a guest. He is known by his address, or by
// the page he was given; he has no seat, and no right but that of his part in a matter.
import type { Transaction } from '../../store/transaction.ts';

/** Known from now on; written once, whoever names him again. */
export type PersonMet = { type: 'committee.met'; person: { id: string; fullName: string; email?: string }; at: Date };

/** Whose address it is; null: nobody's known to us. `shared`: of several, so that no letter to it is anybody's. */
export type Addressed = { id: string; fullName: string; shared: boolean };

export async function personAt(tx: Transaction, email: string): Promise<Addressed | null> {
  const found = await tx.person.findMany({
    where: { email: { equals: email, mode: 'insensitive' } },
    orderBy: { createdAt: 'asc' },
    select: { id: true, fullName: true },
  });
  return found[0] ? { ...found[0], shared: found.length > 1 } : null;
}

export const addMet = (tx: Transaction, { person, at }: PersonMet): Promise<unknown> =>
  tx.person.create({ data: { ...person, createdAt: at } });
