// The way of a one-time code from a chat account to a person (Điều 1.2): for the road, which knows no such person yet.
import type { World } from '../../../kernel/command.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import type { Notice } from '../../../kernel/notice.ts';
import type { Actor, PersonCard, SeatCard } from '../../../kernel/person.ts';
import type { View } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { actorOfPerson, seatsOf } from '../store.ts';
import {
  type ChatAccount,
  decideLink,
  decideLinkByPhone,
  type LinkDecision,
  type LinkEvent,
  type Linking,
  type LinkState,
} from './link.ts';
import { tellLinkedByPhone } from './notices.ts';
import { applyAccountEvent, hashOfCode, lockLinking, lockLinkingByPhone } from './store.ts';
import { alreadyLinkedView, noCodeView, noMatchView, notLinkedView, replacedView, welcomeView } from './views.ts';

export type LinkOutcome = {
  outcome: LinkDecision['outcome'] | 'no-code';
  /** Whom the account belongs to now; null for a stranger. */
  person: PersonCard | null;
  /** The account in our records; null for a stranger. */
  accountId: string | null;
  view: View;
  /** Accounts the person left behind: to be told there, since the person is now reached elsewhere. */
  replaced: readonly (ChatAccount & { view: View })[];
  /** What happened, for the record; never the code. Already written to the tables. */
  events: readonly LinkEvent[];
  /** The secretariat hears of a link made without a code, and can undo it. */
  notices: readonly Notice[];
};

type LinkAttempt = {
  channel: string;
  externalId: string;
  /** The name the messenger shows; people choose it themselves. */
  displayName: string;
  /** As typed or carried by the link; null when somebody just said hello. */
  code: string | null;
  /** His own number, for which the messenger vouches; null when he shared none. */
  phone?: string | null;
  world: World;
};

/** Tries a code for an account, also for one that is linked already. Refusals are outcomes; nothing is thrown. */
export async function linkAccount(tx: Transaction, attempt: LinkAttempt): Promise<LinkOutcome> {
  const { channel, externalId, code, phone = null, world } = attempt;
  if (code === null && phone === null) {
    const view = noCodeView();
    return { outcome: 'no-code', person: null, accountId: null, view, replaced: [], events: [], notices: [] };
  }
  const account = { channel, externalId, displayName: cleanLine(attempt.displayName, 100) };
  const { state, decision } = await (code === null
    ? tryPhone(tx, account, phone!, world)
    : tryCode(tx, account, code, world));
  for (const event of decision.events) await applyAccountEvent(tx, event, world.now);
  const linked = decision.events.find((event) => event.type === 'committee.account-linked');
  const personId = linked?.personId ?? state.holder?.id;
  const actor = personId === undefined ? null : await actorOfPerson(tx, personId, world.now);
  const outcome = { outcome: decision.outcome, events: decision.events, replaced: [], accountId: null, notices: [] };
  if (!actor)
    return { ...outcome, person: null, view: code === null ? noMatchView(decision) : notLinkedView(decision, null) };
  const { person, seats } = actor;
  if (decision.outcome === 'already-linked') return { ...outcome, person, view: alreadyLinkedView(person, seats) };
  if (!linked) return { ...outcome, person, view: notLinkedView(decision, person) };
  return {
    ...outcome,
    person,
    accountId: linked.accountId,
    view: welcomeView({ person, seats, replaced: state.earlier }),
    replaced: state.earlier.map((account) => ({ ...account, view: replacedView(person) })),
    notices: code === null ? await tellSecretaries(tx, actor, linked, world.now) : [],
  };
}

type Tried = { state: Pick<LinkState, 'holder' | 'earlier'>; decision: LinkDecision };

async function tryCode(tx: Transaction, account: Linking, code: string, { now, newId }: World): Promise<Tried> {
  const state = await lockLinking(tx, { ...account, hash: hashOfCode(code), now });
  return { state, decision: decideLink(state, account, now, newId) };
}

async function tryPhone(tx: Transaction, account: Linking, phone: string, { now, newId }: World): Promise<Tried> {
  const state = await lockLinkingByPhone(tx, { ...account, phone, now });
  return { state, decision: decideLinkByPhone(state, account, now, newId) };
}

async function tellSecretaries(
  tx: Transaction,
  { person, seats }: Pick<Actor, 'person' | 'seats'>,
  { accountId, channel }: { accountId: string; channel: string },
  now: Date,
): Promise<Notice[]> {
  const all: SeatCard[] = [];
  for (const bodyId of new Set(seats.map((seat) => seat.bodyId))) all.push(...(await seatsOf(tx, bodyId, now)));
  return tellLinkedByPhone(person, all, accountId, channel);
}
