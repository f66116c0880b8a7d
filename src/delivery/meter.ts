// What was sent that counts or costs, per month of Vietnam's calendar, and what that forbids (CH4).
import type pg from 'pg';
import type { Charge } from '../channels/channel.ts';
import type { Settings } from '../kernel/settings.ts';
import { dayOf } from '../kernel/time.ts';
import { spendingReminder } from '../kernel/ways.ts';

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
export async function isSpent(pool: Queries, now: Date, { monthlyCeiling }: Settings): Promise<boolean> {
  const spent = await spentIn(pool, monthOf(now));
  return spent.reduce((sum, { amount }) => sum + amount, 0) >= monthlyCeiling;
}

/** Whether what is left of a messenger's monthly number is kept for what is urgent. */
export async function isScarce(pool: Queries, channel: string, monthly: number, now: Date): Promise<boolean> {
  const spent = await spentIn(pool, monthOf(now));
  const sent = spent.filter((one) => one.channel === channel).reduce((sum, one) => sum + one.count, 0);
  return sent * 100 >= monthly * keptFor;
}
