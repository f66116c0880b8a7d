// Who of the people that come with a whole body is on record here already (ID12, AR6): they bring no code, so it takes the
// name and the number together.
import type { Transaction } from '../../store/transaction.ts';
import { type Marks, sameName, sameNumber } from './identity.ts';

type Coming = Marks & { id: string };

/** `same`: ids of there by ids of here. `alone`: by name, those of whom one sign alone points at somebody: they stay two. */
export async function recognise(
  tx: Transaction,
  people: readonly Coming[],
): Promise<{ same: Map<string, string>; alone: string[] }> {
  const here = await tx.person.findMany({
    where: {
      OR: [
        { phone: { in: people.flatMap(({ phone }) => phone ?? []) } },
        { fullName: { in: people.map(({ fullName }) => fullName) } },
      ],
    },
    select: { id: true, fullName: true, phone: true },
  });
  const same = new Map<string, string>();
  const alone: string[] = [];
  for (const person of people) {
    const found = here.find((one) => sameName(one, person) && sameNumber(one, person));
    if (found) same.set(person.id, found.id);
    else if (here.some((one) => sameName(one, person) || sameNumber(one, person))) alone.push(person.fullName);
  }
  return { same, alone };
}
