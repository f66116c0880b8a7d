// The way of a one-time code from a chat account to a person (Điều 1.2): for the road, which knows no such person yet.
import type { World } from '../../../kernel/command.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import type { Notice } from '../../../kernel/notice.ts';
import type { Actor, PersonCard, SeatCard } from '../../../kernel/person.ts';
import type { Press, View } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { actorOfPerson, seatsOf } from '../store.ts';
import { type Ask, answerTo, consentVersion, consentView, declinedView, isOver } from './consent.ts';
import {
  type ChatAccount,
  decideLink,
  decideLinkByPhone,
  type LinkDecision,
  type LinkEvent,
  type Linking,
  type LinkState,
} from './link.ts';
import { tellDeclined, tellLinked } from './notices.ts';
import {
  applyAccountEvent,
  forgetAsk,
  forgetChat,
  hashOfCode,
  hashOfPhone,
  keepAsk,
  lockAsk,
  lockLinking,
  lockLinkingByPhone,
  phoneByProof,
} from './store.ts';
import { alreadyLinkedView, noCodeView, noMatchView, notLinkedView, replacedView, welcomeView } from './views.ts';

export type LinkOutcome = {
  outcome: LinkDecision['outcome'] | 'no-code' | 'asked-again' | 'declined';
  /** Whom the account belongs to now; null for a stranger, and for whoever has not agreed yet. */
  person: PersonCard | null;
  /** The account in our records; null for a stranger. */
  accountId: string | null;
  view: View;
  /** Accounts the person left behind: to be told there, since the person is now reached elsewhere. */
  replaced: readonly (ChatAccount & { view: View })[];
  /** What happened, for the record; never the code. Already written to the tables. */
  events: readonly LinkEvent[];
  /**
   * The secretariat hears of a link made without a code, or by one that the office printed, and can undo it; and of a code
   * whose holder did not agree.
   */
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
  /** What he chose of the question he was shown, when he brought neither; null when it was none of its choices. */
  choose?: (shown: View) => Press | null;
  /** When he wrote or pressed. */
  written?: Date;
  world: World;
};

/**
 * Tries a code for an account, also for one that is linked already. One that fits is answered with what is kept about
 * people, and links only when that is agreed to (SC5). Refusals are outcomes; nothing is thrown.
 */
export async function linkAccount(tx: Transaction, attempt: LinkAttempt): Promise<LinkOutcome> {
  const { channel, externalId, code, phone = null, world } = attempt;
  const account = { channel, externalId, displayName: cleanLine(attempt.displayName, 100), agreed: false };
  if (code !== null) return settle(tx, account, await tryCode(tx, account, hashOfCode(code), world), world);
  if (phone !== null) return settle(tx, account, await tryPhone(tx, account, phone, world), world);
  const ask = await lockAsk(tx, channel, externalId);
  if (!ask || isOver(ask, world.now)) {
    if (ask) await forgetAsk(tx, account);
    return stays('no-code', noCodeView());
  }
  const agreed = answerTo(ask, attempt.choose?.(consentView(ask)) ?? null, attempt.written ?? world.now);
  if (agreed === null) return askAgain(tx, account, ask, world);
  if (!agreed) return decline(tx, account, ask, world);
  const tried = await tryAgain(tx, { ...account, agreed: true }, ask, world);
  await forgetAsk(tx, account);
  return settle(tx, account, tried, world);
}

const stays = (outcome: LinkOutcome['outcome'], view: View): LinkOutcome => ({
  outcome,
  person: null,
  accountId: null,
  view,
  replaced: [],
  events: [],
  notices: [],
});

type Tried = {
  by: Ask['by'];
  proof: string;
  state: Pick<LinkState, 'holder' | 'earlier'> & Partial<Pick<LinkState, 'code'>>;
  decision: LinkDecision;
};

async function settle(tx: Transaction, account: Linking, tried: Tried, { now }: World): Promise<LinkOutcome> {
  const { by, proof, state, decision } = tried;
  for (const event of decision.events) await applyAccountEvent(tx, event, now);
  const asked = decision.events.find((event) => event.type === 'committee.consent-asked');
  if (asked) {
    const { askId: id, personId, consentVersion: version } = asked;
    await keepAsk(tx, account, { id, personId, by, proof, version, askedAt: now });
    return { ...stays('asked', consentView({ id })), events: decision.events };
  }
  const linked = decision.events.find((event) => event.type === 'committee.account-linked');
  const personId = linked?.personId ?? state.holder?.id;
  const printedBy = state.code?.printedBy ?? null;
  const actor = personId === undefined ? null : await actorOfPerson(tx, personId, now);
  const outcome = { outcome: decision.outcome, events: decision.events, replaced: [], accountId: null, notices: [] };
  if (!actor)
    return { ...outcome, person: null, view: by === 'phone' ? noMatchView(decision) : notLinkedView(decision, null) };
  const { person, seats } = actor;
  if (decision.outcome === 'already-linked') return { ...outcome, person, view: alreadyLinkedView(person, seats) };
  if (!linked) return { ...outcome, person, view: notLinkedView(decision, person) };
  return {
    ...outcome,
    person,
    accountId: linked.accountId,
    view: welcomeView({ person, seats, replaced: state.earlier }),
    replaced: state.earlier.map((account) => ({ ...account, view: replacedView(person) })),
    notices:
      by === 'phone' || printedBy !== null
        ? tellLinked(person, await colleagues(tx, actor, now), { ...linked, printedBy })
        : [],
  };
}

/** He said something else, or agreed to an earlier notice: asked as it stands now. */
async function askAgain(tx: Transaction, account: Linking, ask: Ask, { now }: World): Promise<LinkOutcome> {
  if (ask.version !== consentVersion) await keepAsk(tx, account, { ...ask, version: consentVersion, askedAt: now });
  return stays('asked-again', consentView(ask));
}

/** Nothing is linked and the chat is forgotten; the code stays good, should he think better of it. */
async function decline(tx: Transaction, account: Linking, ask: Ask, { now }: World): Promise<LinkOutcome> {
  await forgetChat(tx, account);
  const { personId, by, version } = ask;
  const event: LinkEvent = { type: 'committee.consent-declined', personId, by, consentVersion: version };
  const actor = await actorOfPerson(tx, personId, now);
  const notices = actor ? tellDeclined(actor.person, await colleagues(tx, actor, now), by, now) : [];
  return { ...stays('declined', declinedView()), events: [event], notices };
}

async function tryCode(tx: Transaction, account: Linking, hash: string, { now, newId }: World): Promise<Tried> {
  const state = await lockLinking(tx, { ...account, hash, now });
  return { by: 'code', proof: hash, state, decision: decideLink(state, account, now, newId) };
}

async function tryPhone(tx: Transaction, account: Linking, phone: string, { now, newId }: World): Promise<Tried> {
  const state = await lockLinkingByPhone(tx, { ...account, phone, now });
  return { by: 'phone', proof: hashOfPhone(phone), state, decision: decideLinkByPhone(state, account, now, newId) };
}

/** What fitted when he was asked must fit still: a code may have been used or voided, a number corrected. */
async function tryAgain(tx: Transaction, account: Linking, ask: Ask, world: World): Promise<Tried> {
  if (ask.by === 'code') return tryCode(tx, account, ask.proof, world);
  return tryPhone(tx, account, (await phoneByProof(tx, ask)) ?? '', world);
}

async function colleagues(tx: Transaction, { seats }: Pick<Actor, 'seats'>, now: Date): Promise<SeatCard[]> {
  const all: SeatCard[] = [];
  for (const bodyId of new Set(seats.map((seat) => seat.bodyId))) all.push(...(await seatsOf(tx, bodyId, now)));
  return all;
}
