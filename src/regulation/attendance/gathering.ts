// Puts together what the rules must know about an invitee, a request, everybody invited.
import type { World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import type { Actor, PersonCard, SeatCard } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import {
  absenceNow,
  deputiesOf,
  type Lead,
  leadOf,
  overseersOf,
  personAt,
  personCards,
  seatsOf,
  whoConsents,
} from '../committee/index.ts';
import {
  loadMeeting,
  type MeetingFile,
  neighbours,
  overlaps,
  type Participant,
  participantOf,
} from '../meetings/index.ts';
import { currentOpinions, dutiesOf, dutyWith, loadDuty, opinionsOf, topicsOf } from '../opinions/index.ts';
import { leading } from '../roles.ts';
import type { Request } from './answer.ts';
import type { MemberFacts, ProxyFacts, RequestFacts } from './facts.ts';
import { addressIn, type Described } from './proxy.ts';
import {
  historyOf,
  loadRequest,
  loadStanding,
  loadStandings,
  otherProxies,
  phonesOf,
  type Whose,
  waitingRequests,
} from './store.ts';

export const noMeeting = () => refuse('no-meeting', text('attendance:refusal.no-meeting'), { closes: true });

/** Who sits in the body now and who leads it; read once for all its requests. */
export type Context = { seats: readonly SeatCard[]; lead: Lead };

export async function contextOf(tx: Transaction, bodyId: string, now: Date): Promise<Context> {
  const [seats, absence] = await Promise.all([seatsOf(tx, bodyId, now), absenceNow(tx, bodyId, now)]);
  return { seats, lead: leadOf(seats, absence, now) };
}

/** Whose consent it needs at this moment: follows a change of presider and an absence of the chair (Điều 4). */
export async function deciderOf(
  tx: Transaction,
  file: MeetingFile,
  requesterId: string,
  { seats, lead }: Context,
): Promise<PersonCard | null> {
  const deputies = deputiesOf(seats);
  // Who has left his seat presides no more, whatever his old cards offer: it is for whoever leads the body now.
  const inOffice = seats.some((seat) => seat.person.id === file.presider.id);
  const leads = lead.chair ?? lead.acting ?? deputies[0];
  const presiderId = inOffice ? file.presider.id : leads?.person.id;
  if (presiderId === undefined) return null;
  const id = whoConsents({ presiderId, requesterId, ...lead, deputies });
  if (id === null) return null;
  return seats.find((seat) => seat.person.id === id)?.person ?? (await personCards(tx, [id])).get(id) ?? null;
}

/** `reading`: the context, which may still be on its way. */
export async function memberFacts(
  tx: Transaction,
  file: MeetingFile,
  who: { person: PersonCard; participant: Participant },
  reading: Context | Promise<Context>,
): Promise<MemberFacts> {
  const { person, participant } = who;
  const { meeting } = file;
  // All at once: none waits for the answer to another.
  const [context, principals, standing, duty, opinions, history] = await Promise.all([
    reading,
    personCards(tx, participant.principalId ? [participant.principalId] : []),
    loadStanding(tx, meeting, person.id),
    loadDuty(tx, meeting.id, person.id),
    currentOpinions(tx, meeting.id, person.id),
    historyOf(tx, file, person.id),
  ]);
  const decider = await deciderOf(tx, file, person.id, context);
  const opinionsOn = topicsOf(opinions);
  return {
    file,
    person,
    participant,
    seat: context.seats.find((seat) => seat.person.id === person.id) ?? null,
    principal: principals.get(participant.principalId ?? '') ?? null,
    standing,
    duty: dutyWith(duty, opinionsOn, file.agenda),
    opinionsOn,
    decider,
    overseers: overseersOf(context.seats),
    history,
  };
}

/** What he attends already at the same time as this meeting (MT11). */
export async function meanwhile(
  tx: Transaction,
  { file: { meeting }, person }: MemberFacts,
  world: Pick<World, 'now' | 'settings'>,
): Promise<NonNullable<MemberFacts['meanwhile']>> {
  const near = await neighbours(tx, { personIds: [person.id], places: [], bodyId: meeting.bodyId }, world.now);
  const found: (typeof near)[number][] = [];
  for (const other of near.filter(
    ({ id, startsAt }) => id !== meeting.id && overlaps(startsAt, meeting.startsAt, world),
  )) {
    const file = await loadMeeting(tx, other.id);
    if (file?.meeting.state !== 'convened') continue;
    if ((await loadStanding(tx, file.meeting, person.id)).state === 'attending') found.push(other);
  }
  return found;
}

/** What a request for a proxy must know beside: who could be sent, and who is taken. `named`: who he says it is to be. */
export async function proxyFacts(
  tx: Transaction,
  facts: MemberFacts,
  { seats }: Context,
  named: Described = {},
): Promise<ProxyFacts> {
  const email = addressIn(named);
  const requests = await otherProxies(tx, facts.file.meeting, facts.person.id);
  const principals = await personCards(
    tx,
    requests.map((request) => request.personId),
  );
  const taken = requests.flatMap((request) => {
    const principal = principals.get(request.personId);
    return principal ? [{ principal, request }] : [];
  });
  const phones = await phonesOf(
    tx,
    seats.map((seat) => seat.person.id),
  );
  return { ...facts, seats, phones, taken, addressed: email === null ? null : await personAt(tx, email) };
}

/** The facts of a request; null when its meeting or invitee is gone. */
export async function requestFacts(
  tx: Transaction,
  request: Request,
  file: MeetingFile,
  context: Context,
): Promise<RequestFacts | null> {
  const participant = participantOf(file, request.personId);
  const decidedById = request.state === 'agreed' || request.state === 'refused' ? request.decidedBy : null;
  const { personId, askedBy: askedById } = request;
  const people = await personCards(tx, [personId, askedById, ...(decidedById ? [decidedById] : [])]);
  const person = people.get(personId);
  if (!participant || !person) return null;
  const facts = await memberFacts(tx, file, { person, participant }, context);
  const askedBy = askedById === personId ? null : (people.get(askedById) ?? null);
  return { ...facts, request, askedBy, decidedBy: people.get(decidedById ?? '') ?? null };
}

/** The request with all that is to be known of it, its meeting held: of two who decide, the second sees what the first did. */
export async function heldRequest(tx: Transaction, id: string, now: Date): Promise<RequestFacts | null> {
  const named = await loadRequest(tx, id);
  const file = named && (await loadMeeting(tx, named.meetingId, { lock: true }));
  const request = file && (await loadRequest(tx, id));
  return file && request ? requestFacts(tx, request, file, await contextOf(tx, file.meeting.bodyId, now)) : null;
}

/** Every request that waits in a body, oldest first. */
export const requestsIn = (tx: Transaction, bodyId: string, now: Date): Promise<RequestFacts[]> =>
  requestsOf(tx, { bodyIds: [bodyId], presiderId: null }, now);

async function requestsOf(tx: Transaction, whose: Whose, now: Date): Promise<RequestFacts[]> {
  const files = new Map<string, MeetingFile | null>();
  const contexts = new Map<string, Context>();
  const waiting: RequestFacts[] = [];
  for (const request of await waitingRequests(tx, whose, now)) {
    const { meetingId } = request;
    if (!files.has(meetingId)) files.set(meetingId, await loadMeeting(tx, meetingId));
    const file = files.get(meetingId);
    if (!file) continue;
    const inBody = file.meeting.bodyId;
    if (!contexts.has(inBody)) contexts.set(inBody, await contextOf(tx, inBody, now));
    const facts = await requestFacts(tx, request, file, contexts.get(inBody)!);
    if (facts) waiting.push(facts);
  }
  return waiting;
}

/** Those that wait for this person's decision at this moment: he presides, or leads the body (Điều 4, 6.4). */
export async function requestsFor(tx: Transaction, by: Actor, now: Date): Promise<RequestFacts[]> {
  const bodyIds = by.seats.filter(({ role }) => leading.includes(role)).map((seat) => seat.bodyId);
  const waiting = await requestsOf(tx, { bodyIds, presiderId: by.person.id }, now);
  const seated = by.seats.map(({ bodyId }) => bodyId);
  return waiting.filter(({ decider, file }) => decider?.id === by.person.id && seated.includes(file.meeting.bodyId));
}

/** Everybody invited, each with his standing: for the board, a chase, the roll-call. */
export async function everybody(tx: Transaction, file: MeetingFile, now: Date): Promise<MemberFacts[]> {
  const { meeting } = file;
  const context = await contextOf(tx, meeting.bodyId, now);
  const ids = file.participants.flatMap((one) => [one.personId, one.principalId].filter((id) => id !== null));
  const people = await personCards(tx, ids);
  const standings = await loadStandings(tx, meeting);
  const duties = await dutiesOf(tx, meeting.id);
  const opinions = await opinionsOf(tx, meeting.id);
  return file.participants.map((participant) => {
    const id = participant.personId ?? '';
    const opinionsOn = topicsOf(opinions.get(id) ?? []);
    const person = people.get(id) ?? { id, fullName: participant.name, language: 'vi' as const };
    return {
      file,
      person,
      participant,
      seat: context.seats.find((seat) => seat.person.id === id) ?? null,
      principal: people.get(participant.principalId ?? '') ?? null,
      standing: standings.get(id) ?? { state: 'unanswered' },
      duty: dutyWith(duties.get(id) ?? null, opinionsOn, file.agenda),
      opinionsOn,
      decider: null,
      overseers: overseersOf(context.seats),
      history: { year: 0, proxies: 0, meetings: 0 },
    };
  });
}
