// What a guest says and asks for on his page (Điều 9.2), recorded as the acts of a chat are: rows, notices and the record in one transaction.
import type { Outgoing } from './bot/road.ts';
import { applyEvents } from './engine/perform.ts';
import type { Registry } from './engine/registry.ts';
import type { World } from './kernel/command.ts';
import type { DomainEvent, Refused } from './kernel/decision.ts';
import { issueCodes } from './regulation/committee/index.ts';
import { answerOf, bindingOf, codeHours, decideCode, guestBehind, personIn } from './regulation/guests/index.ts';
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
  await record(tx, within, { id, bodyId }, 'guests.reply', decision.events);
  return 'done';
}

/** A one-time code by which he links a messenger of his; the code itself is nowhere on record. Null: the address is none. */
export async function codeForGuest(
  tx: Transaction,
  { registry, world }: Parts,
  token: string,
): Promise<{ code: string } | Refused | null> {
  const facts = await guestBehind(tx, token, world(null).now, true);
  if (!facts) return null;
  const { id, bodyId } = facts.row;
  const within = world(bodyId);
  const decision = decideCode(facts, await bindingOf(tx, facts, within.now), within);
  if (!decision.agreed) return decision;
  await applyEvents(tx, registry, decision.events, within);
  const [issued] = await issueCodes(tx, personIn(decision.events), within, codeHours);
  await record(tx, within, { id, bodyId }, 'guests.code', decision.events);
  return { code: issued!.code };
}

const record = (
  tx: Transaction,
  { now }: World,
  { id, bodyId }: { id: string; bodyId: string },
  command: string,
  events: readonly DomainEvent[],
) =>
  appendAudit(tx, {
    at: now,
    actorId: null,
    behalfId: null,
    channel: 'guest',
    account: null,
    update: null,
    bodyId,
    matter: `guest:${id}`,
    command,
    outcome: 'done',
    facts: { events },
  });
