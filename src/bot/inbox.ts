// The durable intake: what came in is kept first, handled once, in each person's order, by whichever worker is free.
import type { Pool } from 'pg';
import type { Incoming } from '../channels/incoming.ts';
import { mayLeave } from '../delivery/claim.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';

const KEEP = `insert into inbox (channel, update, lane, message, received_at)
  select m->>'channel', m->>'update', m->>'lane', m, $2
  from jsonb_array_elements($1::jsonb) with ordinality as batch(m, position) order by position
  on conflict (channel, update) do nothing`;

/** Keeps a batch in one statement; what was kept before is left alone. Resolves once it is safe. */
export async function keep(pool: Pool, came: readonly Incoming[], now: Date): Promise<number> {
  if (came.length === 0) return 0;
  const { rowCount } = await pool.query({ name: 'inbox-keep', text: KEEP, values: [asJson(came), now] });
  return rowCount ?? 0;
}

/**
 * PostgreSQL keeps neither zero characters nor halves of surrogate pairs. A modified client can put both into a button,
 * and what cannot be kept would be brought again and again, with everybody's messages waiting behind it.
 */
const asJson = (came: unknown): string =>
  JSON.stringify(came, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\uFFFD') : value,
  );

/** Keeps one message together with what else its transaction writes. */
export async function keepWithin(tx: Transaction, came: Incoming, now: Date): Promise<void> {
  const message = asJson(came);
  await tx.$executeRaw`
    insert into inbox (channel, update, lane, message, received_at)
    values (${came.channel}, ${came.update}, ${came.lane}, ${message}::jsonb, ${now.toISOString()}::timestamptz)
    on conflict (channel, update) do nothing`;
}

const mayLeaveNow = Prisma.raw(mayLeave('o', 'clock.now'));

export type Waiting = { id: bigint; message: Incoming; attempts: number; lane: string };

/**
 * Who has so many answers coming to him is answered no faster than he can be sent them. Older ones do not count: where
 * the messenger takes nothing, what people do is put on record all the same.
 */
const MOST_UNSENT = 10;
/** Milliseconds. */
const UNSENT_FOR = 120_000;

/**
 * Takes the oldest message of the next lane, in turn after `last`, that nobody works on and whose chat has few answers
 * still to be sent: one person's flood costs nobody more than one message. The row stays locked until the transaction
 * ends, and a later one of the same lane is not taken while it is there: one at a time per person, on any replica.
 * Lanes are gone through by their heads, whatever lies behind these.
 */
export async function takeNext(tx: Transaction, now: Date, last: string): Promise<Waiting | null> {
  const unsentSince = new Date(now.getTime() - UNSENT_FOR).toISOString();
  const [row] = await tx.$queryRaw<Waiting[]>`
    with recursive head as (
      select ${last}::text as lane, null::bigint as id, false as turned
      union all
      select next.* from head cross join lateral (
        (select lane, id, head.turned from inbox where state = 'new' and lane > head.lane order by lane, id limit 1)
        union all
        (select lane, id, true from inbox where state = 'new' and lane <= ${last} and not head.turned
         order by lane, id limit 1)
        limit 1
      ) next where not next.turned or next.lane <= ${last}
    )
    select waiting.id, waiting.message, waiting.attempts, waiting.lane from head join inbox waiting using (id)
    where waiting.state = 'new' and (waiting.next_at is null or waiting.next_at <= ${now.toISOString()}::timestamptz)
      and (select count(*) from (
        select from outbox o where o.channel = waiting.channel and o.chat = waiting.message->>'chat'
          and o.state in ('pending', 'leased') and o.priority = 0
          and o.created_at > ${unsentSince}::timestamptz limit ${MOST_UNSENT}
      ) unsent) < ${MOST_UNSENT}
    limit 1 for update of waiting skip locked`;
  return row ?? null;
}

/** Whether another message waits, perhaps in somebody else's hands, and whether one is to be sent: else a look is saved. */
export type Left = { toHandle: boolean; toSend: boolean };

export async function markDone(tx: Transaction, id: bigint, now: Date): Promise<Left> {
  const [row] = await tx.$queryRaw<Left[]>`
    with clock as (select ${now.toISOString()}::timestamptz as now)
    update inbox set state = 'done', handled_at = clock.now from clock where id = ${id}
    returning exists (select from inbox other where other.state = 'new' and other.id <> ${id}) as "toHandle",
      exists (select from outbox o where o.state = 'pending' and ${mayLeaveNow}) as "toSend"`;
  return row!;
}

/** Tried so often before a message is given up, so that one bad message does not block its sender for good. */
const maxAttempts = 4;

/** Milliseconds to wait before the next try. */
const waits = [500, 2_000, 5_000];

/**
 * After a failure: try again later, or give up; true when given up. Where the connection was lost over the commit
 * itself, the message may have been handled all the same, and stays so.
 */
export async function markFailed(pool: Pool, waiting: Waiting, error: string, now: Date): Promise<boolean> {
  const attempts = waiting.attempts + 1;
  const dead = attempts >= maxAttempts;
  const { rowCount } = await pool.query(
    `update inbox set attempts = $2, error = $3, state = $4, next_at = $5 where id = $1 and state = 'new'`,
    [
      waiting.id,
      attempts,
      error.slice(0, 2_000),
      dead ? 'dead' : 'new',
      dead ? null : new Date(now.getTime() + (waits[attempts - 1] ?? 5_000)),
    ],
  );
  return dead && rowCount === 1;
}
