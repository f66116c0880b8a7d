// Finds who is still to be telephoned; notes who has been.
import { postAt } from '../../kernel/names.ts';
import type { SaidText, Text } from '../../kernel/text.ts';
import { said } from '../../kernel/text.ts';
import { dayOf, days } from '../../kernel/time.ts';
import { rosterConsent } from '../../kernel/ways.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Call, CallEvent, CallReason, Spending } from './call.ts';

type Row = Omit<Call, 'about' | 'reason'> & {
  agency: string;
  heading: Text | null;
  line: Text | null;
  state: string;
  error: string | null;
};

/** What has no end of its own is no longer worth a call after this; a meeting to come and an open task stay. */
const worthCalling = days(14);

export type Which = { bodyIds?: readonly string[]; matter?: string; personId?: string };

/**
 * The one way of knowing whom nothing has reached (RS5): the newest message about a matter was given up, or gave no
 * sign of having arrived (one that failed and is past its time hides none before it); the matter is not past, and nobody has told him meanwhile.
 */
export async function unreachedCalls(
  tx: Transaction,
  { bodyIds, matter, personId }: Which,
  now: Date,
): Promise<Call[]> {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`;
  const since = new Date(now.getTime() - worthCalling).toISOString();
  const which = [
    ...(matter === undefined ? [] : [Prisma.sql`o.matter = ${matter}`]),
    ...(personId === undefined ? [] : [Prisma.sql`o.person_id = ${personId}`]),
    ...(bodyIds === undefined ? [] : [Prisma.sql`coalesce(about.body_id, s.body_id) = any(${[...bodyIds]})`]),
    Prisma.sql`true`,
  ];
  const rows = await tx.$queryRaw<Row[]>`
    select coalesce(about.body_id, s.body_id) as "bodyId", o.person_id as "personId", p.full_name as name,
      coalesce(s.post, '') as post, coalesce(s.agency, '') as agency, p.phone, o.matter, o.view->'heading' as heading, o.view->'lines'->0 as line,
      o.state, o.error
    from outbox o
    join person p on p.id = o.person_id
    left join meeting m on m.id = substr(o.matter, length('meeting:') + 1) and o.matter like 'meeting:%'
    left join task t on t.id = substr(o.matter, length('task:') + 1) and o.matter like 'task:%'
    left join leave_request l on l.id = substr(o.matter, length('request:') + 1) and o.matter like 'request:%'
    left join meeting asked on asked.id = l.meeting_id
    left join lateral (select body_of(o.matter) as body_id) about on true
    left join lateral (
      select s.post, g.name as agency, s.body_id from seat s left join agency g on g.id = s.agency_id
      where s.person_id = o.person_id and s.role <> 'assistant'
        and s.valid_from <= ${at} and (s.valid_to is null or s.valid_to > ${at})
      order by s.body_id = about.body_id desc nulls last, s.rank limit 1) s on true
    where o.class in ('action', 'notice')
      and (o.state in ('unreachable', 'dead', 'doubtful') or o.error = 'not-received')
      and (o.created_at > ${since}::timestamptz or m.starts_at > ${at} or asked.starts_at > ${at} or t.state = 'open')
      and (o.expires_at is null or o.expires_at > ${at})
      and o.view->'files' is null and o.key not like '%:for:%' and coalesce(o.matter, '') <> ''
      and (m.id is null or m.starts_at > ${at} or m.state = 'postponed')
      and not exists (select from outbox n where n.matter = o.matter and n.person_id = o.person_id and n.id > o.id
        and n.class in ('action', 'notice') and n.view->'files' is null and n.state not in ('superseded', 'expired', 'withheld')
        and not (n.state in ('unreachable', 'dead', 'doubtful') and coalesce(n.expires_at <= ${at}, false)))
      and (o.parting or has_standing(o.person_id, o.matter, ${at}))
      and not exists (select from informed i where i.person_id = o.person_id and i.matter = o.matter
        and i.at >= o.created_at)
      and (o.state in ('unreachable', 'dead') and o.key not like '%:way:%' or not exists (
        select from account a join outbox r on r.account_id = a.id and r.id > o.id and r.class = 'reply'
        where a.person_id = o.person_id))
      and ${Prisma.join(which, ' and ')}
    order by coalesce(m.starts_at, o.created_at), o.matter, s.post, p.full_name`;
  return rows.flatMap(({ heading, line, state, error, agency, ...call }) =>
    call.bodyId === null
      ? []
      : [
          {
            ...call,
            post: postAt(call.post, agency),
            about: heading ?? line ?? nothing,
            reason: callReason(state, error),
          },
        ],
  );
}

const nothing: SaidText = said('…');

/** Why a message did not reach somebody, by what delivery noted of it. */
export function callReason(state: string, error: string | null): CallReason {
  if (state === 'dead') return 'refused';
  if (state === 'doubtful') return error === 'not-received' ? 'not-received' : 'unconfirmed';
  return (error as CallReason | null) ?? 'refused';
}

/** Persons, of these, with no account of their own that can be written to. */
export async function beyondReach(tx: Transaction, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id from person p where p.id = any(${[...personIds]}) and not exists (
      select from account a where a.person_id = p.id and a.unlinked_at is null and a.reachable
        and a.consent_version <> ${rosterConsent})`;
  return new Set(rows.map(({ id }) => id));
}

export async function spendingNow(tx: Transaction, now: Date, ceiling: number): Promise<Spending> {
  const month = dayOf(now).slice(0, 7);
  const rows = await tx.spending.groupBy({ by: ['channel'], where: { month }, _sum: { count: true, amount: true } });
  const lines = rows.map(({ channel, _sum }) => ({
    channel,
    count: _sum.count ?? 0,
    amount: Number(_sum.amount ?? 0),
  }));
  return { month, ceiling, lines: lines.sort((a, b) => (a.channel < b.channel ? -1 : 1)) };
}

export async function apply(tx: Transaction, event: CallEvent): Promise<void> {
  if (event.type === 'calls.number-shown') return;
  const { personId, matter, byId, at, how } = event;
  const data = { byId, at, how };
  await tx.informed.upsert({
    where: { personId_matter: { personId, matter } },
    create: { personId, matter, ...data },
    update: data,
  });
}
