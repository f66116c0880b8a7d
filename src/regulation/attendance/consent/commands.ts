// Điều 6.4, Điều 4: the presider decides on a request; several at once stand in the chapter of decisions.
import { type Act, type Asking, command, type Field, type Gathered, type Matter } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/decision.ts';
import { onForm, textField } from '../../../kernel/fields.ts';
import { isId } from '../../../kernel/ids.ts';
import { calledAmong } from '../../../kernel/names.ts';
import { said, type Text, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { overseers } from '../../roles.ts';
import type { Consequence } from '../answer.ts';
import { reasonMax } from '../commands.ts';
import { namedMember, type RequestFacts, requestAfter } from '../facts.ts';
import { heldRequest, requestsFor } from '../gathering.ts';
import { refusalOptions } from '../reasons.ts';
import { requestedIn } from '../store.ts';
import { cannotDecide, type DecideArgs, decideConsent, decideRefuse, settledBecause } from './decide.ts';
import { tellVerdict } from './notices.ts';
import { requestHeading, requestView, verdictText } from './views.ts';

const noRequest = () => refuse('no-request', text('attendance:refusal.no-request'), { closes: true });

async function gatherRequest(tx: Transaction, asking: Asking<DecideArgs>): Promise<Gathered<RequestFacts>> {
  const { request: id = '' } = asking.args;
  const facts = isId(id) ? await heldRequest(tx, id, asking.now) : null;
  return facts && mayKnow(facts, asking) ? { bodyId: facts.file.meeting.bodyId, facts } : noRequest();
}

/**
 * The one who asked, the one who decides, and those who lead or oversee the body: an old card tells them what became of
 * it, while they sit there, or as a guest or alternate asked for himself.
 */
function mayKnow(facts: RequestFacts, { by }: Asking): boolean {
  const { bodyId } = facts.file.meeting;
  const concerned = [facts.decider?.id, facts.decidedBy?.id, facts.file.presider.id, facts.person.id];
  const seats = by.seats.filter((seat) => seat.bodyId === bodyId);
  if (seats.length > 0) return concerned.includes(by.person.id) || seats.some(({ role }) => overseers.includes(role));
  return facts.person.id === by.person.id && facts.participant.as !== 'member';
}

/** Who asks for what, in which meeting. */
export async function nameOfRequest(tx: Transaction, asking: Asking, id: string): Promise<Text | null> {
  const gathered = await gatherRequest(tx, { ...asking, args: { request: id } });
  return 'agreed' in gathered ? null : requestHeading(gathered.facts);
}

/** His own, or one of a body in which he sits; whose it is to decide is looked at when it is read. */
const requestOf: Matter = async (tx, { by, args }) => {
  const { request: id = '' } = args;
  const found = isId(id) ? await requestedIn(tx, id) : null;
  const concerned =
    found && (found.personId === by.person.id || by.seats.some(({ bodyId }) => bodyId === found.bodyId));
  return found && concerned ? { bodyId: found.bodyId } : noRequest();
};

const requestField: Field = {
  matter: requestOf,
  ask: 'attendance:ask.request',
  none: 'attendance:ask.no-request',
  always: true,
  options: async (tx, asking) => {
    const requests = await requestsFor(tx, asking.by, asking.now);
    const called = calledAmong(requests.map(namedMember));
    return requests.map((facts) => ({
      value: facts.request.id,
      label: text('attendance:option.request', {
        person: said(called(namedMember(facts))),
        meeting: facts.file.meeting.code,
      }),
      words: [facts.person.fullName],
    }));
  },
};

const showVerdict = (facts: RequestFacts, act: Act, events: readonly Consequence[]): View => {
  const now = requestAfter(facts, events, act.by.person);
  return requestView(now, false, verdictText(now, act.by.person.fullName));
};

export const consent = command<DecideArgs, RequestFacts, Consequence>({
  name: 'attendance.consent',
  means: [{ intent: 'agree', fills: { request: 'person' }, waits: true }],
  article: '6.4',
  allowed: 'anyone',
  personal: true,
  fields: { request: requestField },
  gather: gatherRequest,
  decide: decideConsent,
  tell: tellVerdict,
  show: showVerdict,
});

/** Before the reason is asked for, so that nobody writes one in vain. */
const refusalReason: Field = textField('attendance:ask.refusal-reason', reasonMax, {
  options: async () => refusalOptions,
  needed: ({ quick }) => quick === undefined,
});

export const refuseRequest = command<DecideArgs, RequestFacts, Consequence>({
  name: 'attendance.refuse',
  means: [{ intent: 'refuse', fills: { request: 'person', reason: 'reason' }, waits: true }],
  article: '6.4',
  allowed: 'anyone',
  personal: true,
  fields: { request: requestField, reason: refusalReason, quick: onForm },
  gather: gatherRequest,
  opens: decideRefuse,
  decide: decideRefuse,
  tell: tellVerdict,
  show: showVerdict,
});

/** One request as it stands, for the one who decides and those who oversee. */
export const showRequest = command<DecideArgs, RequestFacts, never>({
  name: 'attendance.request',
  article: '6.4',
  allowed: 'anyone',
  personal: true,
  fields: { request: requestField },
  gather: gatherRequest,
  show: (facts, act) => {
    const settled = settledBecause(facts, act.now);
    return requestView(facts, cannotDecide(facts, act) === null, settled?.refusal.because);
  },
});
