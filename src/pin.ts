// The page of the PIN (ID10): what is given there, and the record of it, which never bears the digits.
import type { Road } from './bot/road.ts';
import { appendAudit } from './store/audit.ts';
import type { Database } from './store/database.ts';
import { givePin, pinHolder } from './store/pins.ts';
import type { Transaction } from './store/transaction.ts';
import type { PinParts } from './web/pins.ts';

export function pinning(
  { transaction }: Pick<Database, 'transaction'>,
  road: Pick<Road, 'actorOf' | 'world' | 'say'>,
  now: () => Date,
): PinParts {
  /** Of his bodies the one that is content with the shortest time. */
  const minutesOf = async (tx: Transaction, personId: string): Promise<number> => {
    const by = await road.actorOf(tx, personId, now());
    const all = (by?.seats ?? []).map(({ bodyId }) => road.world(bodyId).settings.decisionPinMinutes);
    return Math.min(...all.filter((one) => one > 0), 120);
  };
  return {
    say: (words) => road.say('vi', words),
    holder: (token) => transaction((tx) => pinHolder(tx, token, now())),
    give: (token, pin, again) =>
      transaction(async (tx) => {
        const good = (personId: string) => minutesOf(tx, personId);
        const { outcome, personId } = await givePin(tx, { token, pin, again, good, now: now() });
        if (personId !== null) {
          await appendAudit(tx, {
            at: now(),
            actorId: personId,
            behalfId: null,
            channel: 'desk',
            account: null,
            update: null,
            bodyId: null,
            matter: `person:${personId}`,
            command: 'pins.give',
            outcome: outcome === 'good' || outcome === 'set' ? 'done' : 'refused',
            facts: { outcome },
          });
        }
        return outcome;
      }),
  };
}
