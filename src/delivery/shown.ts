// What people have on their screens, as far as we know it: by it old buttons are answered and numbers understood.
import type { View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';

/** What a message shows now, or will when what is written for it has gone out; null when it is none of ours. */
export async function shownIn(tx: Transaction, channel: string, chat: string, message: string): Promise<View | null> {
  const [row] = await tx.$queryRaw<{ view: View }[]>`
    select view from outbox
    where channel = ${channel} and chat = ${chat} and (external_id = ${message} or edits = ${message})
    order by id desc limit 1`;
  return row?.view ?? null;
}

/** The newest message in somebody's chat that still offers choices. */
export async function newestChoices(tx: Transaction, accountId: string): Promise<View | null> {
  const [row] = await tx.$queryRaw<{ view: View }[]>`
    select view from outbox o
    where account_id = ${accountId} and jsonb_array_length(coalesce(view->'choices', '[]')) > 0
      and state in ('sent', 'pending', 'leased')
      and not exists (
        select 1 from outbox later
        where later.channel = o.channel and later.chat = o.chat and later.edits = o.external_id and later.id > o.id
      )
    order by id desc limit 1`;
  return row?.view ?? null;
}

export type LiveCard = { message: string; view: View };

/** The messages of a card that still carry choices; they are no longer live afterwards. */
export async function takeLive(tx: Transaction, accountId: string, card: string): Promise<LiveCard[]> {
  return tx.$queryRaw<LiveCard[]>`
    update outbox set live = false where account_id = ${accountId} and card = ${card} and live
    returning external_id as message, view`;
}
