// Delivery as the road uses it: everything is written into the act's own transaction.

import { enqueue } from '../delivery/enqueue.ts';
import type { Reply } from '../delivery/message.ts';
import { cameBack, heard, reachChanged } from '../delivery/reach.ts';
import { received } from '../delivery/receipts.ts';
import { holdersOf, offeredIn, quotedIn, shownIn, stoodIn, takeLive } from '../delivery/shown.ts';
import type { Ways } from '../delivery/ways.ts';
import type { Notice } from '../kernel/notice.ts';
import type { View } from '../kernel/view.ts';
import type { Outgoing, Place } from './road.ts';

const replyTo = (to: Place, view: View, key: string, edits: string | null, leased = false): Reply => ({
  key,
  channel: to.channel,
  chat: to.chat,
  view,
  personId: to.person,
  accountId: to.account,
  ...(edits === null ? {} : { edits, leased }),
});

/** Whether this process sends for a channel, and would send to a chat at once. */
type IsFree = (channel: string, chat: string) => boolean;

/** Everything goes by these ways. */
export const outgoingBy = (ways: Ways, isFree: IsFree = () => false): Outgoing => ({
  async reply(tx, to, view, { key, edits, atOnce = false }, world) {
    const reply = replyTo(to, view, key, edits, atOnce && isFree(to.channel, to.chat));
    const [leased] = await enqueue(tx, { replies: [reply] }, world, ways);
    return leased ?? null;
  },
  async refresh(tx, to, view, { key }, world) {
    if (to.person === null) return;
    const notice: Notice = { to: to.person, class: 'refresh', personal: true, matter: '', key, view };
    await enqueue(tx, { notices: [notice] }, world, ways);
  },
  async retire(tx, to, card, { key }, world) {
    if (to.account === null) return;
    const cards = await takeLive(tx, to.account, card);
    const replies = cards.map(({ message, view: { card: _card, ...view } }, nth) =>
      replyTo(to, { ...view, choices: [] }, `${key}:${nth}`, message),
    );
    await enqueue(tx, { replies }, world, ways);
  },
  async notices(tx, notices, world, actor) {
    await enqueue(tx, { notices, actor }, world, ways);
  },
  holders: holdersOf,
  shown: shownIn,
  stood: stoodIn,
  quoted: quotedIn,
  offered: offeredIn,
  reach: (tx, channel, account, reachable, now) => reachChanged(tx, { channel, externalId: account }, reachable, now),
  cameBack,
  heard,
  received,
});
