// The way of a one-time code from a chat account to a person (Điều 1.2): for the road, which knows no such person yet.
import type { World } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import type { PersonCard } from '../../kernel/person.ts';
import type { View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type ChatAccount, decideLink, type LinkDecision, type LinkEvent } from './link.ts';
import { actorOfPerson } from './store.ts';
import { applyLinkEvent, hashOfCode, lockLinking } from './store-accounts.ts';
import { alreadyLinkedView, noCodeView, notLinkedView, replacedView, welcomeView } from './views.ts';

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
};

export type LinkAttempt = {
  channel: string;
  externalId: string;
  /** The name the messenger shows; people choose it themselves. */
  displayName: string;
  /** As typed or carried by the link; null when somebody just said hello. */
  code: string | null;
  world: World;
};

/** Tries a code for an account, also for one that is linked already. Refusals are outcomes; nothing is thrown. */
export async function linkAccount(tx: Transaction, attempt: LinkAttempt): Promise<LinkOutcome> {
  const { channel, externalId, code, world } = attempt;
  if (code === null) {
    return { outcome: 'no-code', person: null, accountId: null, view: noCodeView(), replaced: [], events: [] };
  }
  const state = await lockLinking(tx, { channel, externalId, hash: hashOfCode(code), now: world.now });
  const displayName = cleanLine(attempt.displayName, 100);
  const decision = decideLink(state, { channel, externalId, displayName }, world.now, world.newId);
  for (const event of decision.events) await applyLinkEvent(tx, event, world.now);
  const linked = decision.events.find((event) => event.type === 'committee.account-linked');
  const personId = linked?.personId ?? state.holder?.id;
  const actor = personId === undefined ? null : await actorOfPerson(tx, personId, world.now);
  const outcome = { outcome: decision.outcome, events: decision.events, replaced: [], accountId: null };
  if (!actor) return { ...outcome, person: null, view: notLinkedView(decision, null) };
  const { person, seats } = actor;
  if (decision.outcome === 'already-linked') return { ...outcome, person, view: alreadyLinkedView(person, seats) };
  if (!linked) return { ...outcome, person, view: notLinkedView(decision, person) };
  return {
    ...outcome,
    person,
    accountId: linked.accountId,
    view: welcomeView({ person, seats, replaced: state.earlier }),
    replaced: state.earlier.map((account) => ({ ...account, view: replacedView(person) })),
  };
}
