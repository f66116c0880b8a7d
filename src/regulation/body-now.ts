// A body as it is now, for what it owes anew each period (kernel/recurring.ts).
import { madeAt } from '../kernel/ids.ts';
import type { BodyNow } from '../kernel/recurring.ts';
import { dayOf } from '../kernel/time.ts';
import type { Transaction } from '../store/transaction.ts';
import { seatsOf } from './committee/index.ts';

/** Who sits in it now, and from when on it is on record here; null when it has ended. */
export async function bodyNow(tx: Transaction, bodyId: string, now: Date): Promise<BodyNow | null> {
  const body = await tx.body.findUnique({ where: { id: bodyId }, select: { validFrom: true, validTo: true } });
  if (!body || (body.validTo !== null && body.validTo <= now)) return null;
  const made = madeAt(bodyId);
  const since = dayOf(made && made > body.validFrom ? made : body.validFrom);
  return { bodyId, seats: await seatsOf(tx, bodyId, now), since };
}
