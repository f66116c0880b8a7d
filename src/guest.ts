// What a guest says on his page (Điều 9.2), recorded as the acts of a chat are: rows, notices and the record in one transaction.
import type { Outgoing } from './bot/road.ts';
import { applyEvents } from './engine/perform.ts';
import type { Registry } from './engine/registry.ts';
import type { World } from './kernel/command.ts';
import type { Refused } from './kernel/decision.ts';
import { answerOf, guestBehind } from './regulation/guests/index.ts';
import { appendAudit } from './store/audit.ts';
import type { Transaction } from './store/transaction.ts';

type Parts = { registry: Registry; outgoing: Outgoing; world(bodyId: string | null): World };

/** Null: the address is none. He has no account: the record names the guest's matter, and nobody as who acted. */
export async function answerGuest(
  tx: Transaction,
  { registry, outgoing, world }: Parts,
  token: string,
  given: { attends: string; remark: string },
): Promise<'done' | Refused | null> {
  const facts = await guestBehind(tx, token, world(null).now, true);
  if (!facts) return null;
  const { id, bodyId } = facts.row;
  const within = world(bodyId);
  const { decision, notices } = answerOf(facts, given, within);
  if (!decision.agreed) return decision;
  await applyEvents(tx, registry, decision.events, within);
  await outgoing.notices(tx, notices, within, null);
  await appendAudit(tx, {
    at: within.now,
    actorId: null,
    behalfId: null,
    channel: 'guest',
    account: null,
    update: null,
    bodyId,
    matter: `guest:${id}`,
    command: 'guests.reply',
    outcome: 'done',
    facts: { events: decision.events },
  });
  return 'done';
}
