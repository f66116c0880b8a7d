import type pg from 'pg';
import type { Channel } from '../channels/channel.ts';
import { encodePress, type FieldsOf } from '../channels/press.ts';
import type { Claimed } from './claim.ts';
import { canLook, DOUBT_WAIT, UNCONFIRMED } from './outcome.ts';

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

/** A gap of more unknown numbers than this is not searched: most would be of somebody else. */
const MOST_ASKED = 40;
/** How many of the newest messages are looked at for the numbers around a doubtful one. */
const NEWEST = 20_000;

/**
 * Looks for a doubtful message where it must be if it arrived. The numbers of all private messages rise together, so
 * its own lies between those of what was sent before and after it, and is one we have no record of. Such a number is
 * asked for by changing the message into what it should be: it is there, or it is not. `unknown` where this cannot
 * tell: files, groups, messengers that count otherwise or change nothing, another doubt in the same chat.
 * @throws what the channel throws when it cannot be asked now
 */
export async function lookFor<Rendered>(
  pool: pg.Pool,
  channel: Channel<Rendered>,
  row: Claimed,
  rendered: Rendered,
): Promise<{ message: string } | 'not-there' | 'unknown'> {
  if (!canLook(channel.capabilities) || row.view.files || channel.limits.isGroup(row.chat)) return 'unknown';
  const numbers = await unaccounted(pool, row);
  if (numbers === null || numbers.length > MOST_ASKED) return 'unknown';
  for (const message of numbers) {
    try {
      await channel.edit(row.chat, message, rendered);
      return { message };
    } catch (error) {
      const { kind } = channel.classify(error);
      if (kind === 'done') return { message };
      if (kind !== 'gone') throw error;
    }
  }
  return 'not-there';
}

/** The numbers a doubtful message can have; null when the numbers around it say nothing. */
async function unaccounted(pool: pg.Pool, row: Claimed): Promise<string[] | null> {
  const { rows } = await pool.query<{ number: string | null; alone: boolean }>(
    `with lately as (select * from outbox where channel = $1 and id > $2::bigint - ${NEWEST}),
     sent as (
       select external_id::bigint as number, sent_at, first_try_at from lately
       where external_id ~ '^[0-9]+$' and edits is null and chat not like '-%'),
     around as (
       select (select max(number) from sent where sent_at <= $4) as before,
         (select min(number) from sent where first_try_at > $5) as after)
     select number::text, not exists (
         select from lately o where o.chat = $3 and o.id <> $2::bigint and o.error = '${UNCONFIRMED}'
           and o.first_try_at > $4::timestamptz - interval '5 min'
       ) as alone
     from around left join lateral (
       select number from generate_series(before + 1, coalesce(after, before + ${MOST_ASKED} + 1) - 1) number
       where not exists (select from sent where sent.number = number.number)
         and not exists (
           select from (select * from inbox order by id desc limit ${SEARCHED}) i
           where i.channel = $1 and i.message->>'message' = number::text)
       order by number limit ${MOST_ASKED} + 1) number on true
     where before is not null and (after is null or after > before)`,
    [row.channel, row.id, row.chat, row.first_try_at, endOfTry(row)],
  );
  if (rows.length === 0 || !rows[0]!.alone) return null;
  return rows.flatMap(({ number }) => number ?? []);
}

/** The wait began when the call that left the doubt was over. */
const endOfTry = ({ not_before: waited, first_try_at: first }: Claimed): Date =>
  waited ? new Date(waited.getTime() - DOUBT_WAIT) : first;

/** It is known not to be there: what follows is its first try. */
export async function forgetTries(pool: pg.Pool, id: string, now: Date): Promise<void> {
  await pool.query('update outbox set first_try_at = $2 where id = $1', [id, now]);
}
