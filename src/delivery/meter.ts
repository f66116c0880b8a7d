// What was sent that counts or costs, per month of Vietnam's calendar, and what that forbids (CH4).
import type pg from 'pg';
import type { Channel, Charge } from '../channels/channel.ts';
import type { Settings } from '../kernel/settings.ts';
import { dayOf } from '../kernel/time.ts';
import { leftReminder, spendingReminder } from '../kernel/ways.ts';

export type Spent = { channel: string; item: string; count: number; amount: number };

type Queries = Pick<pg.Pool, 'query'>;

export const monthOf = (now: Date): string => dayOf(now).slice(0, 7);

/** Shares of the month's money at which the secretariat is told, in per cent; at the last one little is paid for. */
const warnedAt = [80, 100];
/** From this share of a messenger's monthly number on only what is urgent goes there, in per cent. */
const keptFor = 80;

/** Counts a message that was sent; the secretariat is told once as the month's money runs out. */
export async function count(pool: Queries, channel: string, charge: Charge, now: Date, ceiling: number): Promise<void> {
  const { item, price, count: messages = 1 } = charge;
  await pool.query(
    `with before as (select coalesce(sum(amount), 0) as total from spending where month = $1),
     added as (
       insert into spending (month, channel, item, count, amount) values ($1, $2, $3, $4, $5)
       on conflict (month, channel, item) do update
         set count = spending.count + excluded.count, amount = spending.amount + excluded.amount)
     insert into reminder (id, kind, matter, version, next_at)
     select 'spending:' || $1 || ':' || percent, '${spendingReminder}', 'spending:' || $1, percent, $6
     from before, unnest($7::int[]) percent
     where $8 > 0 and $5 > 0 and (before.total + $5) * 100 >= $8::numeric * percent
     on conflict (kind, matter, person, version) do nothing`,
    [monthOf(now), channel, item, messages, price, now, warnedAt, ceiling],
  );
}

export async function spentIn(pool: Queries, month: string): Promise<Spent[]> {
  const { rows } = await pool.query<Spent>(
    `select channel, item, count, amount::float8 as amount from spending where month = $1 order by channel, item`,
    [month],
  );
  return rows;
}

/** Whether the month's money is used up. */
export async function isSpent(
  pool: Queries,
  now: Date,
  { monthlyCeiling }: Pick<Settings, 'monthlyCeiling'>,
): Promise<boolean> {
  const spent = await spentIn(pool, monthOf(now));
  return spent.reduce((sum, { amount }) => sum + amount, 0) >= monthlyCeiling;
}

/** Whether what is left of a messenger's monthly number is kept for what is urgent. */
export async function isScarce(pool: Queries, channel: string, monthly: number, now: Date): Promise<boolean> {
  const spent = await spentIn(pool, monthOf(now));
  const sent = spent.filter((one) => one.channel === channel).reduce((sum, one) => sum + one.count, 0);
  return sent * 100 >= monthly * keptFor;
}

/**
 * Messages that wait and would count: `urgent` those that are not put off. Counted to what is left and one more. Where
 * there are free hours, whoever has just written costs nothing.
 */
export async function neededOn(
  pool: Queries,
  { name, capabilities: { window } }: Pick<Channel, 'name' | 'capabilities'>,
  remain: number,
  now: Date,
): Promise<{ urgent: number; all: number }> {
  const silentSince = window ? new Date(now.getTime() - window.free) : null;
  const { rows } = await pool.query<{ urgent: number; all: number }>(
    `select count(*) filter (where class in ('action', 'notice'))::int as urgent, count(*)::int as all from (
       select o.class from outbox o left join account a on a.id = o.account_id
       where o.channel = $1 and o.state in ('pending', 'leased') and o.class not in ('reply', 'refresh')
         and ($2::timestamptz is null or a.heard_at is null or a.heard_at < $2)
       order by o.priority limit $3) waiting`,
    [name, silentSince, remain + most],
  );
  return rows[0]!;
}

/** So many beyond what is left are counted: enough to say what is missing. */
const most = 1_000;

/** Once a day for each messenger; false when it was said before. */
export async function warnOfLeft(
  pool: Queries,
  channel: string,
  remain: number,
  needed: number,
  now: Date,
): Promise<boolean> {
  const about = `left:${channel}:${dayOf(now)}:`;
  const { rowCount } = await pool.query(
    `insert into reminder (id, kind, matter, version, next_at)
     select $1, '${leftReminder}', $1, 1, $2
     where not exists (select from reminder where kind = '${leftReminder}' and starts_with(matter, $3))
     on conflict do nothing`,
    [`${about}${remain}:${needed}`, now, about],
  );
  return (rowCount ?? 0) > 0;
}
