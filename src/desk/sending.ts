// What goes to many is one sending (AD10): held for a moment, stopped as long as it has not left, let go on; the outbox keeps its
// promise meanwhile: nothing of it is lost, nothing goes twice, and what a messenger already has is never called back.
import type { Actor } from '../kernel/person.ts';
import type { Settings } from '../kernel/settings.ts';
import type { Text } from '../kernel/text.ts';
import { text } from '../kernel/text.ts';
import { days } from '../kernel/time.ts';
import type { Transaction } from '../store/transaction.ts';

type Somebody = { by: Actor };

/** `awaits`: a second person has to let it go. */
type SendingState = 'leaving' | 'stopped' | 'awaits';

export type Sending = {
  id: string;
  bodyId: string | null;
  command: string;
  byId: string;
  by: string;
  createdAt: Date;
  state: SendingState;
  movedBy: string | null;
  /** Until when all of it is held; null where none is. */
  heldUntil: Date | null;
  /** Its messages: gone to the messenger, still here, given up. */
  gone: number;
  waiting: number;
  failed: number;
};

/** Stopped: until somebody lets it go on. */
const never = new Date('9999-12-31T00:00:00Z');
const isHeld = (state: SendingState): boolean => state !== 'leaving';
const iso = (at: Date): string => at.toISOString();

type Said = Pick<Settings, 'sendHoldSeconds' | 'sendBy'>;

/** Makes one sending of what this transaction has written since, and holds it. What only brings cards up to date goes at once. */
export async function hold(
  tx: Transaction,
  before: bigint,
  { by }: Somebody,
  { id, command }: { id: string; command: string },
  { now, settings }: { now: Date; settings: Said },
): Promise<void> {
  const state: SendingState = settings.sendBy === 'two' ? 'awaits' : 'leaving';
  const until = isHeld(state) ? never : new Date(now.getTime() + settings.sendHoldSeconds * 1_000);
  const bodyId = by.seats[0]?.bodyId ?? null;
  await tx.sending.create({ data: { id, bodyId, command, byId: by.person.id, createdAt: now, state } });
  await tx.$executeRaw`
    update outbox set sending_id = ${id}, held_until = ${iso(until)}::timestamptz
    where id > ${before} and xmin::text = (pg_current_xact_id()::xid)::text and class not in ('refresh', 'reply')
      and state = 'pending' and person_id is distinct from ${by.person.id}`;
}

/** How far back they are shown, in milliseconds. */
const shown = days(14);
const MOST = 50;

const bodiesOf = ({ by }: Somebody): string[] => by.seats.map(({ bodyId }) => bodyId);

/** The sendings of somebody's bodies, the newest first; `id`: only that. */
export const sendingsOf = (tx: Transaction, visitor: Somebody, now: Date, id?: string): Promise<Sending[]> =>
  tx.$queryRaw<Sending[]>`
    select s.id, s.body_id as "bodyId", s.command, s.by_id as "byId", p.full_name as by, s.created_at as "createdAt", s.state,
      m.full_name as "movedBy", c.*
    from sending s join person p on p.id = s.by_id left join person m on m.id = s.moved_by
    cross join lateral (select
      max(o.held_until) filter (where o.state = 'pending') as "heldUntil",
      count(*) filter (where o.state in ('sent', 'leased'))::int as gone,
      count(*) filter (where o.state = 'pending')::int as waiting,
      count(*) filter (where o.state in ('dead', 'doubtful', 'unreachable'))::int as failed
      from outbox o where o.sending_id = s.id) c
    where s.body_id = any(${bodiesOf(visitor)}) and (s.created_at > ${iso(new Date(now.getTime() - shown))}::timestamptz
      or s.state <> 'leaving') and (${id ?? null}::text is null or s.id = ${id ?? null})
    order by s.created_at desc limit ${MOST}`;

export type Move = 'stop' | 'go';

/**
 * Stops what has not left, or lets it go; null: done. What is on its way at this moment goes on. Who sent it does not count as
 * the second person.
 */
export async function move(
  tx: Transaction,
  visitor: Somebody,
  id: string,
  what: Move,
  now: Date,
): Promise<Text | { left: number }> {
  await tx.$queryRaw`select id from sending where id = ${id} for update`;
  const [one] = await sendingsOf(tx, visitor, now, id);
  if (!one) return text('desk:sending.unknown');
  if (one.waiting === 0) return text('desk:sending.nothing-left');
  if (what === 'go' && one.state === 'awaits' && one.byId === visitor.by.person.id) return text('desk:sending.second');
  // Stopped before a second person saw it, it still needs one.
  const state: SendingState = what === 'go' ? 'leaving' : one.state === 'awaits' ? 'awaits' : 'stopped';
  const until = what === 'go' ? null : iso(never);
  const left = await tx.$executeRaw`
    update outbox set held_until = ${until}::timestamptz where sending_id = ${id} and state = 'pending'`;
  await tx.sending.update({ where: { id }, data: { state, movedBy: visitor.by.person.id, movedAt: now } });
  return { left };
}

/**
 * An act is taken back by who did it: where nothing of what it told has left yet, that never leaves, nor does the word to
 * the same people that it was taken back. Whether it was so.
 */
export async function callBack(tx: Transaction, before: bigint, { by }: Somebody, id: string): Promise<boolean> {
  const one = await tx.sending.findUnique({ where: { id } });
  if (one?.byId !== by.person.id) return false;
  const rows = await tx.$queryRaw<{ state: string }[]>`select state from outbox where sending_id = ${id} for update`;
  if (!rows.some(({ state }) => state === 'pending') || rows.some(({ state }) => gone.has(state))) return false;
  await tx.$executeRaw`
    update outbox o set state = 'withheld', error = 'taken-back', held_until = null
    where state in ('pending', 'unreachable') and (sending_id = ${id}
      or (id > ${before} and xmin::text = (pg_current_xact_id()::xid)::text and class not in ('refresh', 'reply')
        and coalesce(person_id, chat) in (select coalesce(s.person_id, s.chat) from outbox s where s.sending_id = ${id})))`;
  return true;
}

/** States of what a messenger may have. */
const gone: ReadonlySet<string> = new Set(['leased', 'sent', 'doubtful']);

/** What else waits to leave, by messenger: for how many messages, and when the first of them goes. */
export type Others = { channel: string; count: number; from: Date | null };

export const othersLeaving = (tx: Transaction): Promise<Others[]> =>
  tx.$queryRaw<Others[]>`
    select channel, count(*)::int as count, min(not_before) as "from" from outbox
    where state in ('pending', 'leased') and sending_id is null and channel is not null and class <> 'refresh'
    group by channel order by channel`;
