// What people have on their screens, as far as we know it: by it old buttons are answered and numbers understood.
import type { View } from '../kernel/view.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';
import { mayLeave } from './claim.ts';
import { NUMBERED } from './record.ts';

const waitsNot = Prisma.raw(mayLeave('o', 'clock.now'));

/** What a message shows now, or will when what is written for it has gone out; null when it is none of ours. */
export async function shownIn(tx: Transaction, channel: string, chat: string, message: string): Promise<View | null> {
  const [row] = await tx.$queryRaw<{ view: View }[]>`
    select view from outbox
    where channel = ${channel} and chat = ${chat} and (external_id = ${message} or edits = ${message})
    order by id desc limit 1`;
  return row?.view ?? null;
}

/** What a message has shown and since when, the newest first, as far as it has reached the screen. */
export async function stoodIn(
  tx: Transaction,
  channel: string,
  chat: string,
  message: string,
): Promise<{ view: View; at: Date }[]> {
  return tx.$queryRaw<{ view: View; at: Date }[]>`
    select view, sent_at as at from outbox
    where channel = ${channel} and chat = ${chat} and (external_id = ${message} or edits = ${message})
      and state = 'sent' and sent_at is not null
    order by id desc limit ${mostStates}`;
}

/** As far back is looked at what a message has shown. */
const mostStates = 8;

/**
 * The same, beside what it showed when it came: of what has been settled meanwhile it still says what it was about.
 * Changes that never reached it are none.
 */
export async function quotedIn(
  tx: Transaction,
  channel: string,
  chat: string,
  message: string,
): Promise<{ now: View; first: View; lines: boolean } | null> {
  const rows = await tx.$queryRaw<{ view: View; lines: boolean }[]>`
    select view, error is not distinct from ${NUMBERED} as lines from outbox
    where channel = ${channel} and chat = ${chat} and (external_id = ${message} or edits = ${message})
      and state in ('sent', 'leased', 'pending')
    order by id`;
  const [first, now] = [rows[0], rows.at(-1)];
  return first && now ? { first: first.view, now: now.view, lines: now.lines } : null;
}

/**
 * A message that still offers choices. `last`: nothing was written to this chat after it. `lines`: it was sent with
 * numbered lines, although its messenger has buttons.
 */
export type Offered = { view: View; at: Date; last: boolean; lines: boolean };

/** How many messages with choices are looked at. */
const mostOffered = 8;

/**
 * The messages in somebody's chat that still offer choices, the newest first; of each card only the newest, and only
 * what is on the screen or on its way to it. A card that was settled meanwhile offers nothing, also where nothing on
 * the screen can be changed.
 */
export async function offeredIn(tx: Transaction, accountId: string, now: Date): Promise<Offered[]> {
  return tx.$queryRaw<Offered[]>`
    with told as (
      select id, view, coalesce(sent_at, created_at) as at, id = max(id) over () as last,
        error is not distinct from ${NUMBERED} as lines,
        row_number() over (partition by coalesce(card, id::text) order by id desc) as nth
      from outbox o, (select ${now.toISOString()}::timestamptz as now) clock
      where account_id = ${accountId} and (class <> 'refresh' or edits is not null)
        and (state in ('sent', 'leased') or state = 'pending' and ${waitsNot})
        and not exists (
          select 1 from outbox later
          where later.channel = o.channel and later.chat = o.chat and later.edits = o.external_id and later.id > o.id
        )
        and not exists (
          select 1 from outbox settled
          where settled.account_id = o.account_id and settled.card = o.card and settled.id > o.id
            and settled.class = 'refresh' and jsonb_array_length(coalesce(settled.view->'choices', '[]')) = 0
        )
    )
    select view, at, last, lines from told
    where nth = 1 and jsonb_array_length(coalesce(view->'choices', '[]')) > 0
    order by id desc limit ${mostOffered}`;
}

/** What the newest message of a card shows this account, or will. */
export async function lastOf(tx: Transaction, accountId: string, card: string): Promise<View | null> {
  const [row] = await tx.$queryRaw<{ view: View }[]>`
    select view from outbox where account_id = ${accountId} and card = ${card} order by id desc limit 1`;
  return row?.view ?? null;
}

type LiveCard = { message: string; view: View };

/** The messages of a card that still carry choices; they are no longer live afterwards. */
export async function takeLive(tx: Transaction, accountId: string, card: string): Promise<LiveCard[]> {
  return tx.$queryRaw<LiveCard[]>`
    update outbox set live = false where account_id = ${accountId} and card = ${card} and live
    returning external_id as message, view`;
}

/** The people on whose screens a card still carries choices, or is about to. */
export async function holdersOf(tx: Transaction, card: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ person: string }[]>`
    select distinct person_id as person from outbox
    where card = ${card} and (live or state in ('pending', 'leased')) and person_id is not null`;
  return rows.map(({ person }) => person);
}
