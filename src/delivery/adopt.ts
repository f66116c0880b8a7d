import type pg from 'pg';
import { encodePress, type FieldsOf } from '../channels/press.ts';
import type { Claimed } from './claim.ts';

/** How many of the newest updates are searched; a minute holds far fewer. */
const SEARCHED = 2_000;

/**
 * The message an unconfirmed one turned out to be: since it was sent, the person pressed one of its buttons on a
 * message we have no record of. Null when there was no such press.
 */
export async function arrivedAs(pool: pg.Pool, row: Claimed, fieldsOf: FieldsOf): Promise<string | null> {
  const buttons = (row.view.choices ?? []).flatMap(({ press }) =>
    'link' in press ? [] : [encodePress(press, fieldsOf)],
  );
  if (buttons.length === 0) return null;
  const { rows } = await pool.query<{ pressed: string }>(
    `select i.message->'press'->>'message' as pressed
     from (select * from inbox order by id desc limit ${SEARCHED}) i
     where i.channel = $1 and i.message->>'chat' = $2 and i.received_at >= $3
       and i.message->'press'->>'data' = any($4)
       and not exists (select from outbox o where o.channel = $1 and o.chat = $2 and o.class <> 'reply'
         and o.external_id = i.message->'press'->>'message')
     order by i.id limit 1`,
    [row.channel, row.chat, row.first_try_at, buttons],
  );
  return rows[0]?.pressed || null;
}
