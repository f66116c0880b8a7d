// Reads what was sent about a matter and what was done to it; changes nothing.
import type { Stretch } from '../../kernel/register.ts';
import { said, type Text } from '../../kernel/text.ts';
import { Prisma } from '../../store/generated/client.ts';
import { beyond, inOrder, taken } from '../../store/stretch.ts';
import type { Transaction } from '../../store/transaction.ts';

/**
 * How far a message got: it waits; a messenger has it; it has arrived; its reader has answered in that matter since; he
 * was told otherwise; it failed; it was not needed any more.
 */
export const sentStates = ['waiting', 'given', 'received', 'answered', 'told', 'failed', 'over'] as const;
export type SentState = (typeof sentStates)[number];

export type Sent = {
  id: string;
  personId: string;
  name: string;
  what: Text;
  channel: string | null;
  createdAt: Date;
  sentAt: Date | null;
  state: SentState;
  /** When he was seen to have it. */
  proofAt: Date | null;
  error: string | null;
  /** So many other ways were tried before. */
  tried: number;
  /** Who told him, where he was told by telephone, face to face or on paper, and how. */
  toldBy: string | null;
  toldHow: string | null;
  matter: string;
};

type SentRow = Omit<Sent, 'what'> & { heading: Text | null; line: Text | null };

export type Act = {
  seq: string;
  at: Date;
  actor: string | null;
  behalf: string | null;
  channel: string;
  command: string;
  outcome: 'done' | 'refused' | 'not-permitted';
};

/** What was sent about one matter; or in these bodies, to one person ever, to everybody since a moment. */
export type Which =
  | { matter: string }
  | { bodyIds: readonly string[]; personId: string }
  | { bodyIds: readonly string[]; since: Date };

function which(of: Which): Prisma.Sql {
  if ('matter' in of) return Prisma.sql`o.matter = ${of.matter}`;
  const inBodies = Prisma.sql`body_of(o.matter) = any(${[...of.bodyIds]})`;
  return 'personId' in of
    ? Prisma.sql`o.person_id = ${of.personId} and ${inBodies}`
    : Prisma.sql`o.created_at > ${of.since.toISOString()}::timestamptz and ${inBodies}`;
}

/** What was sent as news or to be answered, the newest first; an answer proves what came before it. */
export async function sentOf(tx: Transaction, of: Which, stretch: Stretch, state?: string): Promise<Sent[]> {
  const rows = await tx.$queryRaw<SentRow[]>`
    with told as (
      select o.id, o.person_id, p.full_name, o.view, o.channel, o.created_at, o.sent_at, o.error, o.received_at, o.matter, i.at as told_at, i.how as told_how,
        cardinality(o.tried) as tried, (select b.full_name from person b where b.id = i.by_id) as told_by,
        (select min(r.created_at) from outbox r where r.matter = o.matter and r.person_id = o.person_id and r.class = 'reply'
          and r.id > o.id) as answered_at, o.state
      from outbox o join person p on p.id = o.person_id
      left join informed i on i.person_id = o.person_id and i.matter = o.matter and i.at >= o.created_at
      where ${which(of)} and o.class in ('action', 'notice', 'nudge') and o.view->'files' is null
        and o.state <> 'withheld'
    ), judged as (
      select t.*, case
        when t.answered_at is not null then 'answered'
        when t.received_at is not null then 'received'
        when t.told_at is not null then 'told'
        when t.state in ('unreachable', 'dead', 'doubtful') or t.error = 'not-received' then 'failed'
        when t.state in ('expired', 'superseded') then 'over'
        when t.state = 'sent' then 'given'
        else 'waiting' end as far
      from told t
    )
    select id::text, person_id as "personId", full_name as name, view->'heading' as heading, view->'lines'->0 as line, channel,
      created_at as "createdAt", sent_at as "sentAt", far as state, error, tried,
      case when far = 'told' then told_by end as "toldBy", case when far = 'told' then told_how end as "toldHow", matter,
      coalesce(answered_at, received_at, told_at) as "proofAt"
    from judged where ${state === undefined ? Prisma.sql`true` : Prisma.sql`far = ${state}`} and ${beyond('id', stretch)}
    ${taken('id', stretch)}`;
  return inOrder(
    stretch,
    rows.map(({ heading, line, ...row }) => ({ ...row, what: heading ?? line ?? said('…') })),
  );
}

/** Everything done to a matter, or refused, the newest first. */
export async function actsOf(tx: Transaction, matter: string, stretch: Stretch): Promise<Act[]> {
  const rows = await tx.$queryRaw<Act[]>`
    select a.seq::text, a.at, p.full_name as actor, b.full_name as behalf, a.channel, a.command, a.outcome
    from audit a left join person p on p.id = a.actor_id left join person b on b.id = a.behalf_id
    where a.matter = ${matter} and ${beyond('a.seq', stretch)}
    ${taken('a.seq', stretch)}`;
  return inOrder(stretch, rows);
}
