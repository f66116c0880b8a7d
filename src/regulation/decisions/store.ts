// What waits for a decision, read together: requests for the presider, meetings for the chair.
import type { Approval, Whose } from '../../kernel/approval.ts';
import type { World } from '../../kernel/command.ts';
import { type Actor, bodiesWith, himself } from '../../kernel/person.ts';
import type { Transaction } from '../../store/transaction.ts';
import { lockRequests, type RequestFacts, requestsFor, requestsIn } from '../attendance/index.ts';
import { absencesFrom, seatsOf } from '../committee/index.ts';
import { factsOf, type MeetingFacts, meetingsToDecide } from '../meetings/index.ts';
import { leading } from '../roles.ts';
import type { Awaiting, WaitingFacts } from './picking.ts';

async function meetingsIn(tx: Transaction, bodyIds: readonly string[], now: Date): Promise<MeetingFacts[]> {
  const files = await meetingsToDecide(tx, bodyIds, now);
  const all: MeetingFacts[] = [];
  for (const file of files) all.push(await factsOf(tx, file, now));
  return all;
}

/** What this actor is to decide at this moment; no assistant has a part in it (Điều 10.3). */
export async function waitingFor(
  tx: Transaction,
  { by, ...world }: World & { by: Actor },
  approvals: readonly Approval[],
): Promise<WaitingFacts> {
  const { now } = world;
  const led = bodiesWith(himself(by), ['chair']);
  return {
    requests: await requestsFor(tx, by, now),
    meetings: await meetingsIn(tx, led, now),
    others: (await awaiting(tx, { by }, world, approvals)).filter(({ of, facts }) =>
      of.deciders(facts).includes(by.person.id),
    ),
  };
}

async function awaiting(
  tx: Transaction,
  whose: Whose,
  world: World,
  approvals: readonly Approval[],
): Promise<Awaiting[]> {
  const found: Awaiting[] = [];
  for (const of of approvals) for (const facts of await of.waiting(tx, whose, world)) found.push({ of, facts });
  return found;
}

/** The same, with the meetings of its requests locked until the transaction ends. */
export async function holdWaiting(
  tx: Transaction,
  asking: World & { by: Actor },
  approvals: readonly Approval[],
): Promise<WaitingFacts> {
  const requests = await requestsFor(tx, asking.by, asking.now);
  await lockRequests(tx, [...new Set(requests.map(({ request }) => request.meetingId))]);
  return waitingFor(tx, asking, approvals);
}

export type Handover = {
  requests: readonly RequestFacts[];
  meetings: readonly MeetingFacts[];
  others: readonly Awaiting[];
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
    requests: await requestsIn(tx, bodyId, now),
    meetings: await meetingsIn(tx, [bodyId], now),
    others: await awaiting(tx, { bodyId }, world, approvals),
    leads: (await seatsOf(tx, bodyId, now)).filter(({ role }) => leading.includes(role)).map(({ person }) => person.id),
    next: turns.sort((a, b) => a.getTime() - b.getTime()).find((at) => at > now) ?? null,
  };
}
