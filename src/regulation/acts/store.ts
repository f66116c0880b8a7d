// Reads the record of acts: a stretch of it, one act whole, what was said of the same matter before; changes nothing.
import type { SealedRow, Telling } from '../../kernel/proof.ts';
import type { Stretch } from '../../kernel/register.ts';
import { Prisma } from '../../store/generated/client.ts';
import { beyond, inOrder, taken } from '../../store/stretch.ts';
import type { Transaction } from '../../store/transaction.ts';

export const outcomes = ['done', 'refused', 'not-permitted'] as const;

export type Kept = {
  seq: string;
  at: Date;
  actor: string | null;
  behalf: string | null;
  channel: string;
  matter: string | null;
  command: string;
  outcome: (typeof outcomes)[number];
};

/** `facts`: what was given, what happened, or why it was refused. */
export type Whole = Kept & { bodyId: string | null; facts: Facts };
export type Facts = {
  args?: Readonly<Record<string, string>>;
  events?: readonly Readonly<Record<string, unknown>>[];
  code?: string;
  article?: string | null;
  before?: unknown;
};

export type Narrowed = { from?: Date; to?: Date; actor?: string; outcome?: string };

const isNumber = (key: string | undefined): key is string => /^\d{1,18}$/.test(key ?? '');

const columns = Prisma.sql`a.seq::text, a.at, p.full_name as actor, b.full_name as behalf, a.channel,
  a.matter, a.command, a.outcome`;
const joined = Prisma.sql`from audit a left join person p on p.id = a.actor_id left join person b on b.id = a.behalf_id`;

/** Acts in these bodies, the newest first; `before` counts in the order of the page. */
export async function keptOf(
  tx: Transaction,
  bodyIds: readonly string[],
  stretch: Stretch,
  { from, to, actor, outcome }: Narrowed,
): Promise<Kept[]> {
  const rows = await tx.$queryRaw<Kept[]>`
    select ${columns} ${joined} where a.body_id = any(${[...bodyIds]}) and ${beyond('a.seq', stretch)}
      ${from ? Prisma.sql`and a.at >= ${from.toISOString()}::timestamptz` : Prisma.empty}
      ${to ? Prisma.sql`and a.at < ${to.toISOString()}::timestamptz` : Prisma.empty}
      ${actor ? Prisma.sql`and (a.actor_id = ${actor} or a.behalf_id = ${actor})` : Prisma.empty}
      ${outcome ? Prisma.sql`and a.outcome = ${outcome}` : Prisma.empty}
    ${taken('a.seq', stretch)}`;
  return inOrder(stretch, rows);
}

export async function wholeOf(tx: Transaction, seq: string, bodyIds: readonly string[]): Promise<Whole | null> {
  if (!isNumber(seq)) return null;
  const [row] = await tx.$queryRaw<(Omit<Whole, 'facts'> & { facts: Facts | null })[]>`
    select ${columns}, a.body_id as "bodyId", a.detail::jsonb -> 'facts' as facts ${joined}
    where a.seq = ${seq}::bigint and a.body_id = any(${[...bodyIds]})`;
  return row ? { ...row, facts: row.facts ?? {} } : null;
}

/** The row as it is sealed, and where the record stands. */
export async function sealedOf(
  tx: Transaction,
  seq: string,
): Promise<{ sealed: SealedRow; newest: { seq: string; hash: string } }> {
  const [sealed] = await tx.$queryRaw<SealedRow[]>`
    select seq::text, detail, previous, hash from audit where seq = ${seq}::bigint`;
  const [newest] = await tx.$queryRaw<{ seq: string; hash: string }[]>`
    select seq::text, hash from audit_head where id = 1`;
  return { sealed: sealed!, newest: newest! };
}

/** What was said to people by an act: its answer, and what others were told at that moment of its matter. */
export const toldBy = (tx: Transaction, { seq }: Pick<Kept, 'seq'>): Promise<Telling[]> =>
  tx.$queryRaw<Telling[]>`
    select coalesce(p.full_name, o.chat, '') as person, o.channel, o.state,
      to_char(o.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt",
      to_char(o.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt",
      o.external_id as message
    from audit a join outbox o on o.class <> 'refresh' and o.edits is null
      and (o.key = 'in:' || a.channel || ':' || a.update or (o.matter = a.matter and o.created_at = a.at))
      left join person p on p.id = o.person_id
    where a.seq = ${seq}::bigint order by o.id limit 200`;

/** What happened to the same matter before, the newest first: what stood there until then is read out of it. */
export async function earlierOf(tx: Transaction, { seq, matter }: Kept, most: number): Promise<Facts[]> {
  if (matter === null) return [];
  const rows = await tx.$queryRaw<{ facts: Facts | null }[]>`
    select detail::jsonb -> 'facts' as facts from audit
    where matter = ${matter} and seq < ${seq}::bigint and outcome = 'done' order by audit.seq desc limit ${most}`;
  return rows.map(({ facts }) => facts ?? {});
}

/** Names of people among these words: an id says nothing to a reader. */
export async function peopleIn(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await tx.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, fullName: true } });
  return new Map(people.map(({ id, fullName }) => [id, fullName]));
}
