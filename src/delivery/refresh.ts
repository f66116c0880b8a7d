import type pg from 'pg';
import type { Claimed } from './claim.ts';

/**
 * A refresh that found no card on the screen: when the card itself still waits to be sent, the refresh waits behind
 * it, so that the card does not arrive out of date for good; else there is nothing to bring up to date.
 */
export async function withoutCard(pool: pg.Pool, row: Claimed): Promise<void> {
  await pool.query(
    `update outbox o set lease_until = null, attempts = 0,
       state = case when w.id is null then 'superseded' else 'pending' end,
       error = case when w.id is null then 'no-card' end,
       priority = coalesce(w.priority, o.priority), not_before = w.not_before
     from (select 1) one left join lateral (
       select c.id, c.priority, c.not_before from outbox c
       where c.account_id = $2 and c.card = $3 and c.id < $1 and c.state in ('pending', 'leased') and c.class <> 'refresh'
       order by c.id desc limit 1) w on true
     where o.id = $1`,
    [row.id, row.account_id, row.card],
  );
}
