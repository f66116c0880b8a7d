// What waits for a decision, read together over every approval there is.
import type { Approval, Whose } from '../../kernel/approval.ts';
import type { World } from '../../kernel/command.ts';
import type { Actor } from '../../kernel/person.ts';
import type { Transaction } from '../../store/transaction.ts';
import { absencesFrom, seatsOf } from '../committee/index.ts';
import { leading } from '../roles.ts';
import type { Awaiting, WaitingFacts } from './picking.ts';

async function awaiting(
  tx: Transaction,
  whose: Whose,
  world: World,
  approvals: readonly Approval[],
): Promise<WaitingFacts> {
  const found: Awaiting[] = [];
  const pressing = approvals.toSorted((one, other) => Number(other.presses ?? 0) - Number(one.presses ?? 0));
  for (const of of pressing) for (const facts of await of.waiting(tx, whose, world)) found.push({ of, facts });
  return { requests: found.filter(({ of }) => of.agrees), others: found.filter(({ of }) => !of.agrees) };
}

/** What this actor is to decide at this moment; no assistant has a part in it (Điều 10.3). */
export async function waitingFor(
  tx: Transaction,
  { by, ...world }: World & { by: Actor },
  approvals: readonly Approval[],
): Promise<WaitingFacts> {
  const isHis = ({ of, facts }: Awaiting): boolean =>
    of.mayDecide?.(facts, by) ?? of.deciders(facts).includes(by.person.id);
  const { requests, others } = await awaiting(tx, { by }, world, approvals);
  return { requests: requests.filter(isHis), others: others.filter(isHis) };
}

/** The same, with what may be decided at once locked until the transaction ends. */
export async function holdWaiting(
  tx: Transaction,
  asking: World & { by: Actor },
  approvals: readonly Approval[],
): Promise<WaitingFacts> {
  const { requests } = await waitingFor(tx, asking, approvals);
  for (const of of new Set(requests.map((one) => one.of))) {
    const all = requests.flatMap((one) => (one.of === of ? [one.facts] : []));
    await of.hold?.(tx, all);
  }
  return waitingFor(tx, asking, approvals);
}

export type Handover = WaitingFacts & {
  /** The chair and the deputies, as persons. */
  leads: readonly string[];
  /** When the body is led by somebody else again; null when nothing is on record. */
  next: Date | null;
};

/** All that waits in a body, whoever is to decide it. */
export async function waitingIn(
  tx: Transaction,
  bodyId: string,
  world: World,
  approvals: readonly Approval[],
): Promise<Handover> {
  const { now } = world;
  const turns = (await absencesFrom(tx, bodyId, now)).flatMap(({ from, to }) => [from, to]);
  return {
    ...(await awaiting(tx, { bodyId }, world, approvals)),
    leads: (await seatsOf(tx, bodyId, now)).filter(({ role }) => leading.includes(role)).map(({ person }) => person.id),
    next: turns.sort((a, b) => a.getTime() - b.getTime()).find((at) => at > now) ?? null,
  };
}
